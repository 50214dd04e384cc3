"""The demo's servers as tests want them: a list of two subscribers, receipt at a fixed time."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from listvote.demo.list_copy import list_copy
from listvote.demo.servers import EmbeddedServers

LIST: Final = "press@lists.example.org"
SERVICE: Final = "votes@example.org"
MEMBER: Final = "ada@example.org"
RECEIVED: Final = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def embedded_servers(tls: ssl.SSLContext | None = None) -> EmbeddedServers:
    """Servers for `LIST`, which sends copies to `SERVICE` and `MEMBER`; every mail is received at `RECEIVED`."""
    return EmbeddedServers(LIST, SERVICE, distribute=_distribute, clock=lambda: RECEIVED, tls=tls)


def _distribute(raw: bytes, mail_from: str, recipients: tuple[str, ...]) -> Iterable[tuple[str, bytes]]:
    for subscriber in (SERVICE, MEMBER):
        yield subscriber, list_copy(raw, list_address=LIST, subscriber=subscriber, number=1)

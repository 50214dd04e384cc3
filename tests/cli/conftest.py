"""An installation on embedded servers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listvote.demo.servers import EmbeddedServers
from tests.cli.an_installation import Installation


@pytest.fixture
def servers() -> Iterator[EmbeddedServers]:
    """A mailbox and a way out; what is sent to a list goes to nobody."""
    with EmbeddedServers(
        "press@groups.example.org",
        "votes@example.org",
        distribute=lambda *mail: (),
        clock=lambda: datetime.now(UTC),
    ) as made:
        yield made


@pytest.fixture
def installed(servers: EmbeddedServers, tmp_path: Path) -> Installation:
    """A configured installation without groups."""
    made = Installation(tmp_path, servers.imap_port, servers.smtp_port)
    made.write()
    return made

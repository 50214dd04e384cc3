"""Services for tests: one in memory, and the same on embedded and on real servers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from listvote.demo.servers import EmbeddedServers
from tests.flow.a_service import MONDAY, PRESS, SERVICE, InMemory, PostOffice, Service
from tests.flow.offices import EmbeddedOffice, RealOffice


@pytest.fixture
def office() -> InMemory:
    return InMemory()


@pytest.fixture
def service(office: InMemory, tmp_path: Path) -> Iterator[Service]:
    """A service with one group, `press`, whose mail lies in memory and whose ledger in SQLite."""
    made = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}")
    made.found()
    yield made
    made.close()


@pytest.fixture(params=["embedded", pytest.param("real", marks=pytest.mark.real)])
def over_the_wire(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    """The same service over IMAP and SMTP: embedded servers and SQLite, or Dovecot, a mail sink and PostgreSQL."""
    if request.param == "embedded":
        with EmbeddedServers(PRESS, SERVICE, distribute=lambda *mail: (), clock=lambda: MONDAY) as servers:
            yield from _served(EmbeddedOffice(servers), f"sqlite:///{tmp_path / 'listvote.db'}")
    else:
        office = RealOffice.of(request, "story")
        yield from _served(office, request.getfixturevalue("postgres_url"))


def _served(office: PostOffice, url: str) -> Iterator[Service]:
    made = Service(office, url)
    made.found()
    yield made
    made.close()

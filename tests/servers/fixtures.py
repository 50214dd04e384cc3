"""Servers that tests ask for by name. A server that is not installed is a failure, never a skipped test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # what a run does not ask for, it need not load
    from listvote.demo.servers import EmbeddedServers
    from tests.servers.certificate import Certificate
    from tests.servers.dovecot import DovecotServer
    from tests.servers.mailsink import MailSink
    from tests.servers.on_postgres import Databases
    from tests.servers.postgres import PostgresServer


@pytest.fixture(scope="session")
def certificate() -> Certificate:
    """A certificate for this machine that nobody trusts but who is told to."""
    from tests.servers.certificate import Certificate

    return Certificate()


@pytest.fixture
def embedded() -> Iterator[EmbeddedServers]:
    """IMAP and SMTP servers inside this process, fresh for each test."""
    from tests.servers.embedded import embedded_servers

    with embedded_servers() as servers:
        yield servers


@pytest.fixture(scope="session")
def dovecot(certificate: Certificate) -> Iterator[DovecotServer]:
    """A Dovecot for the whole run; each test takes a user name of its own."""
    from tests.servers.dovecot import DovecotServer

    with DovecotServer(certificate) as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL for the whole run."""
    from tests.servers.postgres import PostgresServer

    with PostgresServer() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The address of an empty PostgreSQL database, fresh for each test."""
    url = postgres.fresh()
    yield url
    postgres.drop(url)


@pytest.fixture(scope="session")
def databases(postgres: PostgresServer) -> Databases:
    """Databases that take turns, for a run on PostgreSQL."""
    from tests.servers.on_postgres import Databases

    return Databases(postgres)


@pytest.fixture(autouse=True)
def _on_the_chosen_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """SQLite, or with `--postgresql` PostgreSQL instead of it."""
    if not request.config.getoption("--postgresql"):
        yield
        return
    with request.getfixturevalue("databases").instead_of_sqlite():
        yield


@pytest.fixture(scope="session")
def _one_mail_sink(certificate: Certificate) -> Iterator[MailSink]:
    from tests.servers.mailsink import MailSink

    with MailSink(certificate) as sink:
        yield sink


@pytest.fixture
def mail_sink(_one_mail_sink: MailSink) -> MailSink:
    """An SMTP server in its own process, empty and well-behaved; a test that kills it starts it again."""
    _one_mail_sink.clear()
    return _one_mail_sink

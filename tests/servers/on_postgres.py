"""With `--postgresql` every test has PostgreSQL where it asks for SQLite: the same tests, the other database.

A database that a test is done with is emptied and given to another one: to make one takes longer than most tests. Tests
of SQLite itself are marked `sqlite` and left out by whoever runs the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import psycopg
import pytest

from listvote.store.database import Database

if TYPE_CHECKING:
    from tests.servers.postgres import PostgresServer

_ALL_TABLES: Final = (
    "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables"
    " WHERE schemaname = 'public' AND tablename != 'alembic_version'"
)
_OTHERS_LEAVE: Final = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid != pg_backend_pid()"
)


class Databases:
    """Empty databases with all tables, as many as are asked for, each used again and again."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._free: list[str] = []
        self._given: dict[object, str] = {}
        self._opened: list[Database] = []
        self._make = Database.__init__

    def of(self, asked_for: object) -> str:
        """The database that stands for another one: the same for the same, until `all_back`."""
        if asked_for not in self._given:
            self._given[asked_for] = self._free.pop() if self._free else self._new()
        return self._given[asked_for]

    def all_back(self) -> None:
        """Empty all that were given away, whoever is still connected to them."""
        for each in self._opened:
            each.close()
        self._opened.clear()
        for url in self._given.values():
            with psycopg.connect(re.sub(r"\+psycopg", "", url), autocommit=True) as connection:
                connection.execute(_OTHERS_LEAVE)
                [tables] = connection.execute(_ALL_TABLES).fetchone() or ("",)
                connection.execute("SET session_replication_role = replica")  # a ledger lets nobody empty it
                connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")  # all names are our own
            self._free.append(url)
        self._given.clear()

    @contextmanager
    def instead_of_sqlite(self) -> Iterator[None]:
        """Within this, whoever opens an SQLite database opens one of these."""
        make = self._make

        def opened(database: Database, url: str) -> None:
            if url in ("sqlite://", "sqlite:///:memory:"):
                url = self.of(database)
            elif url.startswith("sqlite:///"):
                url = self.of(url)
            make(database, url)
            self._opened.append(database)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Database, "__init__", opened)
            yield
        self.all_back()

    def _new(self) -> str:
        url = self._server.fresh()
        made: Any = Database.__new__(Database)
        self._make(made, url)
        made.migrate()
        made.close()
        return url

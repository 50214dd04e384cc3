"""The engine: SQLite (WAL, synchronous FULL, BEGIN IMMEDIATE) or PostgreSQL, and its migrations."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import StaticPool

_BUSY_SECONDS = 30.0
_BUSY_AGAIN_SECONDS = 0.01
_BEGIN_AGAIN = ("40001", "40P01")
"""SQLSTATEs of a transaction that was sound and lost to another one: a serialization failure, a deadlock."""
_NEWER = "the database is of version {}, which this program does not know: a newer listvote wrote it"


class StoreError(Exception):
    """The database cannot be used; the words say why."""


class Conflict(StoreError):
    """Somebody else wrote the same thing first: read again, decide again."""


class Database:
    """One database. Every write happens in `writing()`, one transaction each."""

    def __init__(self, url: str) -> None:
        """Open a database by its SQLAlchemy URL; `postgresql://` uses psycopg."""
        self.url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        self.engine = _engine(self.url)
        self._idle: list[Connection] = []

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction: all of it is kept at the end, nothing if an exception leaves it.

        Raises Conflict where another writer was first, StoreError where the database cannot be written.
        """
        return _Immediate(self.engine, self._idle, self.meaning) if self.is_sqlite else self._begun()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise self.meaning(error) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading only. Raises StoreError where the database cannot be read."""
        try:
            with self.engine.connect().execution_options(reads_only=True) as connection, connection.begin():
                yield connection
        except (DBAPIError, sqlite3.Error) as error:
            raise self.meaning(error) from error

    def migrate(self) -> None:
        """Bring the schema to the newest version; a database that is there keeps its content."""
        from listvote.store.migrations import upgrade

        try:
            upgrade(self.engine)
        except LookupError as error:
            raise StoreError(_NEWER.format(error)) from error
        except DBAPIError as error:
            raise self.meaning(error) from error

    def probe(self) -> bool:
        """Try whether the database answers and can be written; nothing stays of it, and nothing is migrated.

        Returns whether it has all tables as they are now. Raises StoreError where something is in the way.
        """
        from listvote.store.migrations import HEAD, known, version

        with self.writing() as connection:
            found = version(connection)
            if found is not None and not known(found):
                raise StoreError(_NEWER.format(found))
            change = "create table a_probe (number integer)"
            connection.execute(text("update alembic_version set version_num = version_num" if found else change))
            connection.rollback()
        return found == HEAD

    def compact(self) -> None:
        """Let what was erased leave the file too, where the database is one."""
        if self.is_sqlite:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT", reads_only=True) as connection:
                raw = connection.connection.driver_connection
                if isinstance(raw, sqlite3.Connection):
                    connection.rollback()
                    raw.execute("VACUUM")
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def meaning(self, error: DBAPIError | sqlite3.Error) -> StoreError:
        """Whether a database's error is a conflict, after which the same is tried again, or the end of it."""
        if isinstance(error, sqlite3.Error):
            conflict = isinstance(error, sqlite3.IntegrityError)
            return Conflict(str(error)) if conflict else StoreError(f"the database says: {error}")
        told = getattr(error.orig, "diag", None)
        said = str(getattr(told, "message_primary", None) or error.orig)  # PostgreSQL's details hold rows, so addresses
        if isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in _BEGIN_AGAIN:
            return Conflict(said)
        folder = _folder(self.url) if self.is_sqlite else None
        if folder is not None and "unable to open" in said and not os.access(folder, os.W_OK):
            said += f": {folder} is read-only"  # to SQLite that is the same as a file that is not there
        return StoreError(f"the database says: {said}")

    def close(self) -> None:
        """Close all connections."""
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()


def _folder(url: str) -> Path | None:
    """The folder of an SQLite database's file; None for one in memory."""
    if url in ("sqlite://", "sqlite:///:memory:"):
        return None
    return Path(url.removeprefix("sqlite:///")).absolute().parent


class _Immediate:
    """A transaction of SQLite on a connection that is kept from one to the next.

    To take a connection from the pool, begin, and give it back costs as much as all that a mail asks the database.
    """

    __slots__ = ("_connection", "_driver", "_engine", "_idle", "_meaning")

    def __init__(
        self, engine: Engine, idle: list[Connection], meaning: Callable[[DBAPIError | sqlite3.Error], StoreError]
    ) -> None:
        """`idle` are connections that nobody uses, `meaning` says what an error of the database means."""
        self._engine, self._idle, self._meaning = engine, idle, meaning

    def __enter__(self) -> Connection:
        try:
            self._connection = self._idle.pop()
        except IndexError:
            self._connection = self._connected()
        self._driver = cast(sqlite3.Connection, self._connection.connection.driver_connection)
        try:
            self._driver.execute("BEGIN IMMEDIATE")  # else two writers read the same state, and one update is lost
        except sqlite3.Error as error:
            self._connection.close()
            raise self._meaning(error) from error
        return self._connection

    def _connected(self) -> Connection:
        try:
            return self._engine.connect().execution_options(begun_here=True)
        except (DBAPIError, sqlite3.Error) as error:
            raise self._meaning(error) from error

    def __exit__(self, kind: object, raised: BaseException | None, trace: object) -> None:
        try:
            if raised is None and self._driver.in_transaction:
                self._driver.commit()
        except sqlite3.Error as error:
            raised = error
        if raised is None:
            self._idle.append(self._connection)
            return
        self._connection.close()  # what is not kept is undone
        if isinstance(raised, DBAPIError | sqlite3.Error):
            raise self._meaning(raised) from raised


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Have SQLite write ahead (WAL): the only thing for which it does not wait while another one begins a new file."""
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(_BUSY_AGAIN_SECONDS)


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    folder = _folder(url)
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the database's folder {folder} cannot be made: {error.strerror or error}") from error
    more: dict[str, Any] = {"poolclass": StaticPool} if folder is None else {}
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False}, **more)

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # the begin event below begins transactions
        _write_ahead(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection) and not options.get("begun_here"):
            driver.execute("BEGIN" if options.get("reads_only") else "BEGIN IMMEDIATE")

    return engine

"""The engine: SQLite (WAL, BEGIN IMMEDIATE, on the disk or soon) or PostgreSQL, and its migrations."""

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
_SYNCHRONOUS_NORMAL = 1
"""SQLite waits for the disk before a checkpoint alone: what has not reached it is lost whole, the latest first."""
_NOTHING_CHANGES = "update alembic_version set version_num = version_num"
"""Something to write where there is nothing to say."""
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
        self._idle: list[_Kept] = []

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    def writing(self, *, durable: bool = True) -> AbstractContextManager[Connection]:
        """One transaction: all of it is kept at the end, nothing if an exception leaves it.

        One that need not be `durable` outlives this process, but not the machine, until a later one that is durable has
        ended or `flush` has: for what is done again by itself where it was lost. SQLite alone makes a difference.

        Raises Conflict where another writer was first, StoreError where the database cannot be written.
        """
        return _Immediate(self.engine, self._idle, self.meaning, durable) if self.is_sqlite else self._begun()

    def flush(self) -> None:
        """See that everything that was kept, by whatever process, is on the disk. Raises StoreError."""
        if self.is_sqlite:
            with self.writing() as connection:  # with a transaction all that was written before it reaches the disk
                connection.exec_driver_sql(_NOTHING_CHANGES)

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
            connection.execute(text(_NOTHING_CHANGES if found else "create table a_probe (number integer)"))
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
            self._idle.pop().connection.close()
        self.engine.dispose()


def _folder(url: str) -> Path | None:
    """The folder of an SQLite database's file; None for one in memory."""
    if url in ("sqlite://", "sqlite:///:memory:"):
        return None
    return Path(url.removeprefix("sqlite:///")).absolute().parent


class _Kept:
    """A connection of SQLite that is kept from one transaction to the next."""

    __slots__ = ("_level", "_usual", "connection", "driver")

    def __init__(self, connection: Connection) -> None:
        """Keep a connection as it came from the pool; how it waits for the disk there is how a durable one does."""
        self.connection = connection
        self.driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        self._usual: int = self.driver.execute("PRAGMA synchronous").fetchone()[0]
        self._level = self._usual

    def be(self, durable: bool) -> None:
        """Have the transactions that follow reach the disk before they end, or not."""
        level = self._usual if durable else min(self._usual, _SYNCHRONOUS_NORMAL)
        if level != self._level:
            self.driver.execute(f"PRAGMA synchronous={level}")
            self._level = level

    def close(self) -> None:
        """Undo what is not kept, and give the connection back as it came."""
        try:
            self.driver.rollback()
            self.be(True)
        except sqlite3.Error:
            self.connection.invalidate()
        self.connection.close()


class _Immediate:
    """A transaction of SQLite on a connection that is kept from one to the next.

    To take a connection from the pool, begin, and give it back costs as much as all that a mail asks the database.
    """

    __slots__ = ("_durable", "_engine", "_idle", "_kept", "_meaning")

    def __init__(
        self,
        engine: Engine,
        idle: list[_Kept],
        meaning: Callable[[DBAPIError | sqlite3.Error], StoreError],
        durable: bool,
    ) -> None:
        """`idle` are connections that nobody uses, `meaning` says what an error of the database means."""
        self._engine, self._idle, self._meaning, self._durable = engine, idle, meaning, durable

    def __enter__(self) -> Connection:
        try:
            self._kept = self._idle.pop()
        except IndexError:
            self._kept = self._connected()
        try:
            self._kept.be(self._durable)
            self._kept.driver.execute("BEGIN IMMEDIATE")  # else two read the same state, and one update is lost
        except sqlite3.Error as error:
            self._kept.close()
            raise self._meaning(error) from error
        return self._kept.connection

    def _connected(self) -> _Kept:
        try:
            return _Kept(self._engine.connect().execution_options(begun_here=True))
        except (DBAPIError, sqlite3.Error) as error:
            raise self._meaning(error) from error

    def __exit__(self, kind: object, raised: BaseException | None, trace: object) -> None:
        driver = self._kept.driver
        try:
            if raised is None and driver.in_transaction:
                driver.commit()
        except sqlite3.Error as error:
            raised = error
        if raised is None:
            self._idle.append(self._kept)
            return
        self._kept.close()
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

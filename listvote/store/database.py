"""The engine: SQLite (WAL, synchronous FULL, BEGIN IMMEDIATE) or PostgreSQL, and its migrations."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import StaticPool

_BUSY_SECONDS = 30.0
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

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept at the end, nothing if an exception leaves it.

        Raises Conflict where another writer was first, StoreError where the database cannot be written.
        """
        try:
            with self._immediate() if self.is_sqlite else self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise self._meaning(error) from error
        except sqlite3.IntegrityError as error:
            raise Conflict(str(error)) from error
        except sqlite3.Error as error:
            raise StoreError(f"the database says: {error}") from error

    @contextmanager
    def _immediate(self) -> Iterator[Connection]:
        """A transaction of SQLite on a connection that is kept from one to the next.

        To take a connection from the pool, begin, and give it back costs as much as all that a mail asks the database.
        """
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self.engine.connect().execution_options(begun_here=True)
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute("BEGIN IMMEDIATE")  # otherwise two writers read the same state, and one update is lost
            yield connection
            if driver.in_transaction:
                driver.commit()
        except BaseException:
            connection.close()  # what is not kept is undone
            raise
        self._idle.append(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading only. Raises StoreError where the database cannot be read."""
        try:
            with self.engine.connect().execution_options(reads_only=True) as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise self._meaning(error) from error
        except sqlite3.Error as error:
            raise StoreError(f"the database says: {error}") from error

    def migrate(self) -> None:
        """Bring the schema to the newest version; a database that is there keeps its content."""
        from listvote.store.migrations import upgrade

        try:
            upgrade(self.engine)
        except LookupError as error:
            raise StoreError(_NEWER.format(error)) from error
        except DBAPIError as error:
            raise self._meaning(error) from error

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

    def _meaning(self, error: DBAPIError) -> StoreError:
        """Whether a database's error is a conflict, after which the same is tried again, or the end of it."""
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
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection) and not options.get("begun_here"):
            driver.execute("BEGIN" if options.get("reads_only") else "BEGIN IMMEDIATE")

    return engine

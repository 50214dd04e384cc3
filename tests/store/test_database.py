"""The engine and its schema: migrations make the tables that the program has, and errors are ours."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from listvote.store import ledger
from listvote.store.database import Conflict, Database, StoreError
from listvote.store.migrations import HEAD
from listvote.store.tables import METADATA


def test_the_migrations_make_the_tables_that_the_program_has(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_every_table_and_its_indexes_are_there(database: Database) -> None:
    there = inspect(database.engine)
    assert set(there.get_table_names()) == {*METADATA.tables, "alembic_version"}
    for table in METADATA.tables.values():
        assert {index.name for index in table.indexes} <= {index["name"] for index in there.get_indexes(table.name)}


def test_the_newest_version_is_noted_and_migrating_again_changes_nothing(database: Database) -> None:
    with database.writing() as connection:
        ledger.add_group(connection, "press")
    database.migrate()
    with database.reading() as connection:
        assert connection.execute(text("select version_num from alembic_version")).scalar() == HEAD
        assert list(ledger.groups(connection)) == ["press"]


def test_several_that_start_at_once_after_an_upgrade_bring_the_database_to_the_newest_version(url: str) -> None:
    together = threading.Barrier(4)

    def starts() -> bool:
        database = Database(url)
        together.wait(20)
        database.migrate()
        newest = database.probe()
        database.close()
        return newest

    with ThreadPoolExecutor(4) as threads:
        assert [each.result() for each in [threads.submit(starts) for _ in range(4)]] == [True] * 4


def test_a_database_that_answers(database: Database) -> None:
    database.probe()


def test_one_that_cannot_be_reached_says_so(tmp_path: Path) -> None:
    (tmp_path / "listvote.db").write_bytes(b"this is no database, and it is longer than a header of one" * 30)
    broken = Database(f"sqlite:///{tmp_path / 'listvote.db'}")
    with pytest.raises(StoreError, match="the database says"):
        broken.migrate()
    broken.close()


def test_postgresql_is_spoken_to_through_psycopg() -> None:
    pytest.importorskip("psycopg")
    database = Database("postgresql://listvote@/nowhere?host=/nonexistent")
    assert database.url.startswith("postgresql+psycopg://")
    assert not database.is_sqlite
    with pytest.raises(StoreError):
        database.probe()
    database.close()


def test_sqlite_is_asked_for_what_keeps_votes(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new folder' / 'listvote.db'}")
    with database.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    database.close()


def test_a_writer_locks_out_others_before_it_reads(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'listvote.db'}")
    database.migrate()
    with database.writing() as connection:
        ledger.groups(connection)  # it has only read so far
        other = sqlite3.connect(tmp_path / "listvote.db", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    database.close()


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'listvote.db'}")
    database.migrate()
    with database.writing() as connection:
        ledger.add_group(connection, "press")
        with database.reading() as reader:
            assert ledger.groups(reader) == {}
    with database.reading() as reader:
        assert list(ledger.groups(reader)) == ["press"]
    database.close()


def test_a_database_in_memory_lives_as_long_as_its_engine() -> None:
    database = Database("sqlite://")
    database.migrate()
    with database.writing() as connection:
        ledger.add_group(connection, "press")
    with database.reading() as connection:
        assert list(ledger.groups(connection)) == ["press"]
    database.close()


def add_twice(database: Database) -> None:
    with database.writing() as connection:
        ledger.add_group(connection, "press")
        ledger.add_group(connection, "press")


def test_an_error_in_between_keeps_nothing(database: Database) -> None:
    with pytest.raises(Conflict):
        add_twice(database)
    with database.reading() as connection:
        assert ledger.groups(connection) == {}

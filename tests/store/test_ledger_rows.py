"""Ledgers in a database: appended to, read back byte by byte, and by nothing else changed."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from listvote.ledger.chain import GENESIS, Entry, faults, seal
from listvote.store import ledger
from listvote.store.database import Conflict, Database, StoreError
from tests.group.a_group import salts
from tests.ledger.golden import CASES, sealed

ENTRIES = sealed(CASES[0])


def a_group(database: Database, entries: Sequence[Entry] = ENTRIES, name: str = "press") -> int:
    with database.writing() as connection:
        group = ledger.add_group(connection, name)
        ledger.append(connection, group, entries)
    return group


def rows(database: Database, group: int, after: int = 0) -> list[Entry]:
    with database.reading() as connection:
        return list(ledger.entries(connection, group, after))


def refused(database: Database, statement: str, **values: object) -> None:
    with pytest.raises((DBAPIError, StoreError), match="append-only"), database.writing() as connection:
        connection.execute(text(statement), values)


def test_entries_come_back_byte_by_byte(database: Database) -> None:
    assert rows(database, a_group(database)) == ENTRIES


def test_only_the_newest_are_read_where_the_rest_is_known(database: Database) -> None:
    group = a_group(database)
    assert rows(database, group, after=60) == ENTRIES[60:]
    assert rows(database, group, after=len(ENTRIES)) == []


def test_more_than_a_thousand_entries_come_in_order(database: Database) -> None:
    entries: list[Entry] = []
    for seq in range(1, 1102):
        previous = entries[-1].hash if entries else GENESIS
        entries.append(seal(previous, seq, "2026-11-22T15:30:00Z", "paused", "", {}, salts(seq)))
    assert rows(database, a_group(database, entries)) == entries


def test_groups_have_their_own_ledgers(database: Database) -> None:
    press, stall = a_group(database), a_group(database, ENTRIES[:3], "stall")
    assert len(rows(database, press)) == len(ENTRIES)
    assert len(rows(database, stall)) == 3
    with database.reading() as connection:
        assert ledger.groups(connection) == {"press": press, "stall": stall}
        assert (ledger.last(connection, press), ledger.last(connection, stall)) == (len(ENTRIES), 3)
        assert ledger.last(connection, 99) == 0


def test_a_group_is_added_once(database: Database) -> None:
    a_group(database)
    with pytest.raises(Conflict), database.writing() as connection:
        ledger.add_group(connection, "press")


def test_a_number_that_is_taken_is_a_conflict_and_nothing_of_that_transaction_is_kept(database: Database) -> None:
    group = a_group(database, ENTRIES[:5])
    with pytest.raises(Conflict), database.writing() as connection:
        ledger.append(connection, group, [*ENTRIES[5:7], ENTRIES[4]])
    assert len(rows(database, group)) == 5


def append_and_fail(database: Database, group: int) -> None:
    with database.writing() as connection:
        ledger.append(connection, group, ENTRIES[5:])
        raise ZeroDivisionError


def test_nothing_of_a_transaction_that_failed_is_kept(database: Database) -> None:
    group = a_group(database, ENTRIES[:5])
    with pytest.raises(ZeroDivisionError):
        append_and_fail(database, group)
    assert len(rows(database, group)) == 5


def test_an_entry_of_a_group_that_is_not_there_is_refused(database: Database) -> None:
    with pytest.raises(StoreError), database.writing() as connection:
        ledger.append(connection, 99, ENTRIES[:1])


# Append-only


@pytest.mark.parametrize("column", ["seq", "head", "hash", "facts", "facts_salt", "words", "private", "words_salt"])
def test_no_column_of_an_entry_is_changed(database: Database, column: str) -> None:
    a_group(database)
    value = 999 if column == "seq" else b"forged"
    refused(database, f"UPDATE events SET {column} = :value WHERE seq = 3", value=value)


@pytest.mark.parametrize("column", ["facts", "facts_salt"])
def test_facts_are_not_erased(database: Database, column: str) -> None:
    a_group(database)
    refused(database, f"UPDATE events SET {column} = NULL WHERE seq = 3")


def test_no_entry_is_deleted(database: Database) -> None:
    group = a_group(database)
    refused(database, "DELETE FROM events WHERE seq = 3")
    refused(database, "DELETE FROM events")
    assert rows(database, group) == ENTRIES


def test_no_entry_moves_to_another_group(database: Database) -> None:
    a_group(database, ENTRIES[:3], "stall")
    a_group(database, ENTRIES[:2])
    refused(database, "UPDATE events SET group_id = 2 WHERE seq = 3")


def test_no_entry_is_replaced(database: Database) -> None:
    group = a_group(database)
    columns = "group_id, seq, head, hash"
    if database.is_sqlite:
        replaced = f"INSERT OR REPLACE INTO events ({columns}) VALUES (:g, 3, :b, :b)"
        refused(database, replaced, g=group, b=b"forged")
        refused(database, f"REPLACE INTO events ({columns}) VALUES (:g, 3, :b, :b)", g=group, b=b"forged")
        refused(database, "UPDATE OR REPLACE events SET seq = 4 WHERE seq = 3")
    else:
        refused(database, "TRUNCATE events")
        refused(database, "TRUNCATE events, groups CASCADE")
    upsert = (
        f"INSERT INTO events ({columns}) VALUES (:g, 3, :b, :b) ON CONFLICT (group_id, seq) DO UPDATE SET head = :b"
    )
    refused(database, upsert, g=group, b=b"forged")
    assert rows(database, group) == ENTRIES


def test_words_and_private_parts_are_erased_and_the_chain_stays_whole(database: Database) -> None:
    group = a_group(database)
    with database.writing() as connection:
        erased = "UPDATE events SET words = NULL, words_salt = NULL, private = NULL, private_salt = NULL WHERE seq = 3"
        connection.execute(text(erased))
    found = rows(database, group)
    assert found[2] == ENTRIES[2]._replace(words=None, private=None)
    assert [*found[:2], *found[3:]] == [*ENTRIES[:2], *ENTRIES[3:]]
    assert not list(faults(found))


def test_what_was_erased_is_not_written_anew(database: Database) -> None:
    a_group(database)
    with database.writing() as connection:
        connection.execute(text("UPDATE events SET words = NULL, words_salt = NULL WHERE seq = 3"))
    refused(database, "UPDATE events SET words = :b WHERE seq = 3", b=b"{}")


# Several writers


def test_of_two_that_write_the_same_number_one_is_first_and_the_other_hears_of_it(database: Database) -> None:
    group = a_group(database, ENTRIES[:5])
    both = Barrier(2)

    def write(_: int) -> str:
        both.wait()
        try:
            with database.writing() as connection:
                ledger.append(connection, group, ENTRIES[5:6])
        except Conflict:
            return "second"
        return "first"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(write, range(2))) == ["first", "second"]
    assert rows(database, group) == ENTRIES[:6]


def test_writers_at_the_same_time_lose_nothing(database: Database) -> None:
    """Each reads the newest number and writes the next, as everybody who decides on a state does."""
    group = a_group(database, [])
    tasks, each = 4, 15

    def write(_: int) -> int:
        written = conflicts = 0
        while written < each:
            try:
                with database.writing() as connection:
                    known = list(ledger.entries(connection, group))
                    previous = known[-1].hash if known else GENESIS
                    seq = len(known) + 1
                    entry = seal(previous, seq, "2026-11-22T15:30:00Z", "paused", "", {}, salts(seq))
                    ledger.append(connection, group, [entry])
                written += 1
            except Conflict:
                conflicts += 1
        return conflicts

    with ThreadPoolExecutor(tasks) as pool:
        conflicts = sum(pool.map(write, range(tasks)))
    found = rows(database, group)
    assert [entry.seq for entry in found] == list(range(1, tasks * each + 1))
    assert not list(faults(found))
    assert not (database.is_sqlite and conflicts), "there a writer waits before it reads"

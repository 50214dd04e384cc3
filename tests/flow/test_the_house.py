"""What the house remembers of its groups holds as long as nobody else writes, and no longer."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from listvote.events import Paused
from listvote.flow.groups import add_group
from listvote.flow.house import House
from listvote.render import Templates
from listvote.store.database import Database
from tests.group.a_group import CHARTER, START


def a_house(database: Database) -> House:
    return House(database, Templates(None), "votes@example.org", secrets.token_bytes)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path / 'house.db'}")
    made.migrate()
    return made


def pause(house: House, group: int = 1) -> None:
    with house.change() as change:
        change.write(group, [Paused()], START)


def seen(house: House) -> dict[int, int]:
    """The groups and the numbers of their newest entries, as a transaction sees them."""
    with house.change() as change:
        return {group: state.seq for group, state in change.states().items()}


def fail_half_way(house: House) -> None:
    with house.change() as change:
        change.add_group("phantom")
        change.write(1, [Paused()], START)
        assert len(change.groups()) == 2
        raise KeyError


def test_what_another_house_writes_on_the_same_connection_is_seen(database: Database) -> None:
    ours, theirs = a_house(database), a_house(database)
    add_group(ours, CHARTER, live=True, now=START)
    before = seen(ours)
    assert seen(theirs) == before
    pause(theirs)
    assert seen(ours) == {group: seq + 1 for group, seq in before.items()}
    pause(ours)
    pause(theirs)
    assert seen(ours) == seen(theirs) == {group: seq + 3 for group, seq in before.items()}


def test_what_another_connection_writes_is_seen(database: Database, tmp_path: Path) -> None:
    ours = a_house(database)
    add_group(ours, CHARTER, live=True, now=START)
    before = seen(ours)
    theirs = a_house(Database(f"sqlite:///{tmp_path / 'house.db'}"))
    pause(theirs)
    add_group(theirs, CHARTER.replace("press", "other"), live=True, now=START)
    after = seen(ours)
    assert after == seen(theirs)
    assert after[1] == before[1] + 1
    assert len(after) == 2


def test_what_was_not_kept_is_not_remembered(database: Database) -> None:
    house = a_house(database)
    add_group(house, CHARTER, live=True, now=START)
    before = seen(house)
    with pytest.raises(KeyError):
        fail_half_way(house)
    assert seen(house) == before
    with house.look() as look:
        assert list(look.groups()) == ["press"]


def test_states_that_were_forgotten_are_folded_again(database: Database) -> None:
    house = a_house(database)
    add_group(house, CHARTER, live=True, now=START)
    before = seen(house)
    house.states.clear()
    assert seen(house) == before

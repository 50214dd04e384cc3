"""The published record of a draw of work: it holds as made, and whatever is changed in it is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.charter import Rotation
from listvote.labour.drawing import Candidate, Places
from listvote.labour.record import Held, record, verify
from listvote.labour.rotation import Service, standing
from listvote.lot import commitment, published

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SECRET = bytes(range(32))
SECTION_6 = ("9319", "2 5 12 8 10", "9 18 26 34 41 45")
TASKS = (Places("T7", 2, 1, 6, ("layout",)), Places("T8", 1), Places("T9", 2, 0, None, ("layout",)))


def a_pool(rotation: Rotation) -> list[Candidate]:
    services = {
        2: Service(1, MONDAY).asked(MONDAY + timedelta(weeks=4)),
        5: Service().asked(MONDAY),
        21: Service(2, MONDAY + timedelta(weeks=9)),
    }
    tasks = {2: ("T7", "T9"), 3: ("T7", "T9"), 5: ("T8", "T9"), 8: ("T8",), 13: ("T8",), 21: ("T8",)}
    learning = {13: ("T7",), 8: ("T7",)}
    prefer = {2: ("T9", "T7")}
    return [
        Candidate(
            number,
            standing(rotation, services.get(number)),
            frozenset(able),
            frozenset(learning.get(number, ())),
            prefer.get(number, ()),
        )
        for number, able in tasks.items()
    ]


def held(**other: Any) -> Held:
    rotation = other.get("rotation", Rotation.TURNS)
    usual: dict[str, Any] = {
        "name": "T7",
        "tasks": TASKS,
        "titles": {"T7": "typeset", "T8": "carry", "T9": "proofs"},
        "pool": a_pool(rotation),
        "aliases": {2: "Red Pen", 3: "Linotype", 5: "Café", 8: "Kropotkin Fan", 13: "Member 13"},
        "rotation": rotation,
        "times": {"offers closed": MONDAY, "salts closed": MONDAY + timedelta(days=1), "drawn": None},
        "commitment": commitment(SECRET),
        "secret": SECRET,
        "salts": {3: "thé", 21: "bread & roses"},
        "sources": ["the lottery of Friday"],
        "public": ["2 5 12 8 10"],
    }
    return Held(**(usual | other))


def as_read(**other: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json.dumps(record(held(**other))))
    return read


@pytest.mark.parametrize("rotation", list(Rotation))
def test_a_record_holds_as_it_was_made(rotation: Rotation) -> None:
    assert verify(as_read(rotation=rotation)) == []
    assert verify(as_read(rotation=rotation, lot="rfc3797", public=SECTION_6, secret=None, commitment="")) == []
    assert verify(as_read(rotation=rotation, secret=None)) == []


def test_a_record_says_who_serves_who_comes_next_and_what_stays_empty() -> None:
    made = as_read()
    assert made["what"] == "T7, typeset, with T8, T9"
    assert made["places"] == {"T7": [3], "T8": [13], "T9": [5, 2]}
    assert made["apprentices"] == {"T7": [8], "T8": [], "T9": []}
    assert made["substitutes"] == {"T7": [], "T8": [21], "T9": []}
    assert made["empty"] == [
        {"tasks": ["T7", "T9"], "wanted": 4, "offered": 3, "able": ["layout"], "apprentices": False}
    ]
    assert made["times"] == {"offers closed": "2026-11-02T09:00:00Z", "salts closed": "2026-11-03T09:00:00Z"}
    assert "nobody waits more than 1 draw" in made["bound"]
    assert "Because of the public source" in made["guarantees"]


def test_a_withheld_secret_counts_as_empty_on_the_record() -> None:
    made = as_read(secret=None)
    assert made["withheld"] is True
    assert "withheld" in made["guarantees"]
    assert made["seed"] != as_read()["seed"]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("commitment", "00" * 32, "not the one that was committed to"),
        ("secret", "ff" * 32, "not the one that was committed to"),
        ("secret", "zz", "hexadecimal"),
        ("withheld", True, "withheld, and has one"),
        ("seed", "00" * 32, '"seed"'),
        ("salts", [], '"drawn"'),
        ("salts", [[3, "the"], [21, "bread & roses"]], '"seed"'),
        ("public", [], '"seed"'),
        ("order", [8, 13, 3, 5, 2, 21], '"order"'),
        ("drawn", [2, 3, 5, 8, 13, 21], '"drawn"'),
        ("places", {"T7": [2], "T8": [13], "T9": [5, 3]}, '"places"'),
        ("places", {"T7": [3], "T8": [13], "T9": [5]}, '"places"'),
        ("apprentices", {"T7": [], "T8": [], "T9": []}, '"apprentices"'),
        ("substitutes", {"T7": [], "T8": [], "T9": []}, '"substitutes"'),
        ("empty", [], '"empty"'),
        ("rotation", "lot", "The pool is not"),
        ("rotation", "chance", "The rotation is none of"),
        ("lot", "rfc3797", '"drawn"'),
        ("tasks", [], "The tasks are not"),
        ("tasks", [{"task": "T7"}], "The tasks are not"),
        ("pool", None, "The pool is not"),
        ("pool", [], '"order"'),
        ("format", 3, "no draw's record"),
    ],
)
def test_whatever_is_changed_is_named(key: str, value: object, said: str) -> None:
    found = verify(as_read() | {key: value})
    assert any(said in each for each in found), found


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", 99),
        ("standing", ["2026-11-30T09:00:00Z", 9]),
        ("standing", [0, 0]),
        ("able", []),
        ("able", [7]),
        ("alias", None),
    ],
)
def test_whatever_is_changed_in_the_pool_is_named(key: str, value: object) -> None:
    made = as_read()
    made["pool"][1][key] = value
    assert verify(made) != []


def test_one_place_more_is_named() -> None:
    made = as_read()
    made["tasks"][1]["people"] = 2
    assert verify(made) != []


def test_a_member_who_stands_in_the_pool_twice_is_named() -> None:
    made = as_read()
    made["pool"].append(made["pool"][0])
    assert any("twice" in each for each in verify(made))


def test_the_record_of_a_lot_alone_is_verified_as_before() -> None:
    lot = published.record(what="T1", pool=[published.PoolMember(1, "Red Pen", 0)], rotation="lot", secret=None)
    assert verify(lot) == []
    assert verify(lot | {"order": [2]}) != []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(as_read())), JSON)
def test_nothing_that_a_record_holds_brings_the_check_down(key: str, value: object) -> None:
    assert isinstance(verify(as_read() | {key: value}), list)

"""The lot: the RFC's own example, our order against a second computation, and records that do and do not hold."""

import hashlib
import json
import unicodedata
from collections.abc import Sequence

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from listvote.lot import (
    LotError,
    PoolMember,
    by_standing,
    commitment,
    guarantees,
    in_order,
    order,
    record,
    rfc3797,
    seed,
    verify,
)

SECRET = bytes(range(32))
SECTION_6 = ("9319", "2 5 12 8 10", "9 18 26 34 41 45")
POOL = (
    PoolMember(7, "Linotype", 2),
    PoolMember(1, "Red Pen", 1),
    PoolMember(4, "Kropotkin Fan", 2),
    PoolMember(9, "Café", 2),
)


def second_order(secret: bytes, pool: Sequence[int], salts: dict[int, str], public: Sequence[str]) -> list[int]:
    """Draw as our order does, by other libraries: JSON from the standard library, HKDF from cryptography."""
    tidy = [unicodedata.normalize("NFC", text).strip() for text in public]
    sent = [[number, unicodedata.normalize("NFC", salts[number]).strip()] for number in sorted(salts)]
    drawn_from = {"salts": sent, "pool": sorted(pool), "public": tidy}
    extract = hmac.HMAC(secret or b"\0", hashes.SHA256())
    extract.update(json.dumps(drawn_from, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode())
    seed = extract.finalize()
    keys = {HKDFExpand(hashes.SHA256(), 32, str(number).encode()).derive(seed): number for number in pool}
    return [keys[key] for key in sorted(keys)]


def a_record(**changes: object) -> dict[str, object]:
    made = record(
        what="T7, stall at the fair",
        pool=POOL,
        rotation="turns: least recently served first",
        committed=commitment(SECRET),
        secret=SECRET,
        salts={4: "bread", 11: "roses"},
        public=["2 5 12 8 10"],
    )
    read: dict[str, object] = json.loads(json.dumps(made))
    return read | changes


@pytest.mark.parametrize(
    ("salts", "public", "drawn"),
    [
        ({}, [], [1, 4, 7, 30, 12, 9]),
        ({11: "bread & roses", 4: "café"}, ["2 5 12 8 10"], [12, 1, 4, 30, 9, 7]),
        ({11: " bread & roses\n", 4: "cafe\u0301 "}, ["\t2 5 12 8 10"], [12, 1, 4, 30, 9, 7]),
    ],
)
def test_our_order_gives_the_published_vectors(salts: dict[int, str], public: list[str], drawn: list[int]) -> None:
    assert order(SECRET, [30, 12, 9, 7, 4, 1], salts, public) == drawn


def test_a_seed_that_is_published_gives_the_order_again() -> None:
    salts, public = {4: "café"}, ["2 5 12 8 10"]
    mixed_in = seed(SECRET, [4, 1, 7], salts, public)
    assert in_order(mixed_in, [1, 4, 7]) == order(SECRET, [7, 4, 1], salts, public)


def test_a_withheld_secret_counts_as_empty() -> None:
    assert order(b"", [1, 4, 7, 9, 12, 30], {4: "café"}, []) == [9, 30, 4, 1, 12, 7]


pools = st.lists(st.integers(1, 10**9), unique=True, max_size=30)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(
    st.binary(min_size=32, max_size=32), pools, st.dictionaries(st.integers(1, 99), texts), st.lists(texts, max_size=3)
)
def test_our_order_is_a_permutation_that_a_second_computation_finds_too(
    secret: bytes, pool: list[int], salts: dict[int, str], public: list[str]
) -> None:
    drawn = order(secret, pool, salts, public)
    assert sorted(drawn) == sorted(pool)
    assert drawn == second_order(secret, pool, salts, public)


@given(pools)
def test_the_order_of_the_input_changes_nothing(pool: list[int]) -> None:
    salts = {number: str(number) for number in pool}
    assert order(SECRET, pool, salts, []) == order(SECRET, pool[::-1], dict(reversed(salts.items())), [])


def test_every_salt_and_every_public_value_moves_the_order() -> None:
    pool = range(1, 30)
    orders = [order(SECRET, pool, salts, public) for salts in ({}, {1: "a"}, {2: "a"}) for public in ([], ["7"], ["8"])]
    assert len({tuple(drawn) for drawn in orders}) == 9


@pytest.mark.parametrize(
    ("secret", "pool", "salts", "because"),
    [
        (SECRET, [1, 2, 1], {}, "twice"),
        (SECRET, [0], {}, "no member's number"),
        (SECRET, [-4], {}, "no member's number"),
        (SECRET, [2**53], {}, "no member's number"),
        (SECRET, [1], {0: "a"}, "no member's number"),
        (SECRET, [1], {1: "\ud800"}, "not Unicode"),
        (SECRET[:31], [1], {}, "32 bytes"),
    ],
)
def test_our_order_refuses(secret: bytes, pool: list[int], salts: dict[int, str], because: str) -> None:
    with pytest.raises(LotError, match=because):
        order(secret, pool, salts, [])


def test_the_example_of_rfc_3797_section_6_is_drawn_as_printed_there() -> None:
    assert rfc3797(25, SECTION_6, 16) == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]


def test_rfc_3797_selects_a_permutation_whose_beginnings_agree() -> None:
    whole = rfc3797(25, SECTION_6, 25)
    assert sorted(whole) == list(range(1, 26))
    assert [rfc3797(25, SECTION_6, count) for count in range(26)] == [whole[:count] for count in range(26)]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("10 8 12 5 2", "2 5 8 10 12"),
        ("  007\t3.50 ", "3.5 7"),
        ("12.0", "12."),
        (".5", "0.50"),
        ("0", "00"),
        ("9 10", "10 9"),
    ],
)
def test_one_number_in_two_spellings_is_one_source(written: str, canonical: str) -> None:
    assert rfc3797(9999, [written], 5) == rfc3797(9999, [canonical], 5)


def test_the_key_of_rfc_3797_has_points_after_numbers_and_slashes_after_sources() -> None:
    digest = hashlib.md5(b"\0\0" + b"0.257.10./3./" + b"\0\0").digest()
    assert rfc3797(65536, ["7 10 .250", "3"], 1) == [int.from_bytes(digest, "big") % 65536 + 1]


def test_the_order_of_the_sources_counts() -> None:
    assert rfc3797(9999, ["1", "2"], 5) != rfc3797(9999, ["2", "1"], 5)


@pytest.mark.parametrize(
    ("pool", "sources", "count", "because"),
    [
        (25, [], 1, "at least one public source"),
        (25, ["9319", " "], 1, "no number in it"),
        (25, ["2, 5"], 1, '"2,"'),
        (25, ["-3"], 1, '"-3"'),
        (25, ["."], 1, "no number"),
        (25, ["9319"], 26, "nobody can select 26"),
        (65537, ["9319"], 1, "0 to 65536"),
    ],
)
def test_rfc_3797_refuses(pool: int, sources: list[str], count: int, because: str) -> None:
    with pytest.raises(LotError, match=because):
        rfc3797(pool, sources, count)


def test_standing_comes_before_the_lot() -> None:
    assert by_standing(POOL, [9, 7, 4, 1]) == [1, 9, 7, 4]


def test_a_published_draw_holds() -> None:
    made = a_record()
    assert verify(made) == []
    assert made["drawn"] == second_order(SECRET, [1, 4, 7, 9], {4: "bread", 11: "roses"}, ["2 5 12 8 10"])
    assert made["order"] == by_standing(POOL, order(SECRET, [1, 4, 7, 9], {4: "bread", 11: "roses"}, ["2 5 12 8 10"]))


def test_a_published_draw_by_rfc_3797_holds_and_numbers_the_pool_by_rank() -> None:
    pool = [PoolMember(number * 10, f"Member {number}", 1) for number in range(1, 26)]
    made = record(what="T8", pool=pool, rotation="lot", public=SECTION_6, lot="rfc3797")
    assert verify(made) == []
    first = made["order"]
    assert isinstance(first, list)
    assert first[:4] == [170, 70, 20, 160]


def test_a_withheld_secret_stands_on_the_record() -> None:
    made = record(what="T7", pool=POOL, rotation="lot", committed=commitment(SECRET))
    assert made["withheld"] is True
    assert str(made["guarantees"]).endswith("withheld and counts as empty.")
    assert verify(made) == []


def test_a_draw_without_a_public_source_says_what_the_holder_of_the_secret_could_do() -> None:
    assert "sending the last salt" in guarantees("listvote", public=False)
    assert "sending the last salt" not in guarantees("listvote", public=True)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"order": [1, 4, 7, 9]}, '"order"; recomputed'),
        ({"drawn": [1, 4, 7, 9]}, '"drawn"; recomputed'),
        ({"salts": [[4, "bread"]]}, "recomputed"),
        ({"public": []}, "recomputed"),
        ({"secret": "00" * 32}, "not the one that was committed to"),
        ({"secret": "", "commitment": hashlib.sha256(b"").hexdigest()}, "0 bytes, not 32"),
        ({"secret": "zz"}, "hexadecimal"),
        ({"withheld": True}, "withheld, and has one"),
        ({"commitment": None}, "committed to"),
        ({"format": 2}, "format 1"),
        ({"lot": "dice"}, "neither listvote nor rfc3797"),
        ({"lot": []}, "neither listvote nor rfc3797"),
        ({"lot": "rfc3797", "public": []}, "at least one public source"),
        ({"pool": [{"number": True, "alias": "Red Pen", "standing": 1}]}, "The pool"),
        ({"pool": [{"number": 1, "alias": "Red Pen", "standing": 1}] * 2}, "twice"),
        ({"pool": None}, "The pool"),
        ({"salts": [[4, "a"], [4, "b"]]}, "The salts"),
        ({"salts": {}}, "The salts"),
        ({"public": [7]}, "The public values"),
    ],
)
def test_a_changed_record_is_named(changes: dict[str, object], because: str) -> None:
    assert any(because in difference for difference in verify(a_record(**changes)))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(a_record())), json_values)
def test_verifying_never_raises_and_lets_no_change_of_the_draw_pass(key: str, value: object) -> None:
    differences = verify(a_record(**{key: value}))
    free = ("what", "rotation", "guarantees", "withheld", "pool")
    assert differences or key in free or a_record()[key] == value

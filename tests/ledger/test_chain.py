"""The chain itself: how an entry is sealed, what a stranger can check, what is noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from listvote.ledger.chain import (
    GENESIS,
    SALTS_BYTES,
    Body,
    Entry,
    LedgerError,
    canonical,
    code,
    faults,
    opened,
    seal,
)
from tests.group.a_group import salts

AT = "2026-11-22T15:30:00Z"


def sealed(facts: Sequence[dict[str, Any]]) -> list[Entry]:
    made: list[Entry] = []
    for seq, each in enumerate(facts, 1):
        previous = made[-1].hash if made else GENESIS
        made.append(seal(previous, seq, AT, "ballot", "#1", {"facts": each}, salts(seq)))
    return made


def wrong(entries: Sequence[Entry]) -> list[str]:
    return [f"{fault.seq}: {fault.what}" for fault in faults(entries)]


def with_body(entry: Entry, text: bytes) -> Entry:
    """The entry with other bytes for its facts, sealed properly."""
    assert entry.facts is not None
    body = Body(entry.facts.salt, text)
    head = canonical(json.loads(entry.head) | {"facts": body.digest})
    return entry._replace(head=head, facts=body, hash=hashlib.sha256(GENESIS + head).digest())


def test_a_stranger_computes_the_hash_with_nothing_but_sha256_and_json() -> None:
    entry = seal(GENESIS, 1, AT, "ballot", "#12", {"facts": {"actor": 7}, "words": {"line": "+1 für uns"}}, salts(1))

    def sorted_json(value: dict[str, Any]) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    bodies: dict[str, dict[str, Any]] = {"facts": {"actor": 7}, "words": {"line": "+1 für uns"}, "private": {}}
    digests = {
        name: hashlib.sha256(salts(1)[32 * place : 32 * place + 32] + sorted_json(body)).hexdigest()
        for place, (name, body) in enumerate(bodies.items())
    }
    head = {"seq": 1, "at": AT, "kind": "ballot", "format": 1, "about": "#12", **digests}
    assert entry.hash == hashlib.sha256(bytes(32) + sorted_json(head)).digest()


def test_one_hash_written_down_when_the_format_was_fixed() -> None:
    entry = seal(GENESIS, 1, AT, "ballot", "#12", {"facts": {"actor": 7}}, bytes(range(96)))
    assert entry.hash.hex() == "0f8a9fab6bf8e777d5d1b32dab430c084a25fbcce8fe056e827826914e8d2cdb"


def test_every_entry_has_all_three_bodies_so_that_absence_tells_nothing() -> None:
    entry = seal(GENESIS, 1, AT, "paused", "", {}, salts(1))
    assert [body and body.text for body in (entry.facts, entry.words, entry.private)] == [b"{}", b"{}", b"{}"]


def test_the_same_short_ballot_has_another_digest_under_other_random_bytes() -> None:
    one, other = (seal(GENESIS, 1, AT, "ballot", "#1", {"facts": {"a": 1}}, salts(seq)) for seq in (1, 2))
    assert one.digests()["facts"] != other.digests()["facts"]


@pytest.mark.parametrize("length", [0, 95, 97, 32])
def test_an_entry_is_sealed_with_96_random_bytes_or_not_at_all(length: int) -> None:
    with pytest.raises(LedgerError, match=f"{SALTS_BYTES} random bytes"):
        seal(GENESIS, 1, AT, "ballot", "#1", {}, bytes(length))


@pytest.mark.parametrize("value", [1.5, float("nan"), {"deep": [0.0]}, 2**53, {"x"}, b"bytes"])
def test_what_canonical_json_cannot_hold_exactly_is_refused(value: object) -> None:
    with pytest.raises(LedgerError):
        canonical({"value": value})


def test_half_a_letter_becomes_a_question_mark() -> None:
    assert canonical({"line": "a\ud800b"}) == b'{"line":"a?b"}'


def test_a_whole_chain_has_no_fault() -> None:
    assert wrong(sealed([{"n": n} for n in range(5)])) == []


def test_the_newest_part_of_a_chain_is_checked_alone() -> None:
    entries = sealed([{"n": n} for n in range(5)])
    assert not list(faults(entries[3:], entries[2].hash, 4))
    assert list(faults(entries[3:], entries[1].hash, 4))


def test_other_facts_are_noticed_at_their_entry() -> None:
    entries = sealed([{"n": n} for n in range(3)])
    facts = entries[1].facts
    assert facts is not None
    entries[1] = entries[1]._replace(facts=facts._replace(text=b'{"n":7}'))
    assert wrong(entries) == ["2: the facts are not those that the head vouches for"]


def test_withheld_and_erased_bodies_leave_the_chain_whole() -> None:
    entries = [entry._replace(facts=None, words=None, private=None) for entry in sealed([{}, {}, {}])]
    assert wrong(entries) == []


def test_an_entry_left_out_is_noticed() -> None:
    entries = sealed([{"n": n} for n in range(4)])
    assert "3: entry 2 was expected here" in wrong([entries[0], *entries[2:]])


def test_an_entry_left_out_is_one_gap_and_not_one_for_each_that_follows() -> None:
    entries = sealed([{"n": n} for n in range(6)])
    assert [each for each in wrong([entries[0], *entries[2:]]) if "was expected" in each] == [
        "3: entry 2 was expected here"
    ]


def test_two_entries_exchanged_are_noticed() -> None:
    entries = sealed([{"n": n} for n in range(4)])
    assert wrong([entries[0], entries[2], entries[1], entries[3]])


def test_an_entry_twice_is_noticed() -> None:
    entries = sealed([{"n": n} for n in range(3)])
    assert wrong([*entries, entries[-1]])


@pytest.mark.parametrize(
    "text",
    [
        b'{"actor": 7}',
        b'{"actor":7,"actor":8}',
        b'{"b":1,"a":2}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b"[]",
        b"{",
        b"",
        b"\xff",
        b'{"a":"\\u0041"}',
        b"[" * 10_000,
    ],
)
def test_a_body_that_two_readers_could_read_differently_is_noticed_though_its_digest_holds(text: bytes) -> None:
    entry = with_body(sealed([{}])[0], text)
    assert wrong([entry]) == ["1: the facts are not in canonical form"]


@pytest.mark.parametrize(
    "change",
    [
        lambda head: head | {"format": 2},
        lambda head: head | {"format": True},
        lambda head: head | {"more": ""},
        lambda head: {key: value for key, value in head.items() if key != "about"},
        lambda head: head | {"facts": "0" * 63},
        lambda head: head | {"facts": "A" * 64},
        lambda head: head | {"facts": None},
        lambda head: head | {"seq": "1"},
        lambda head: head | {"seq": True},
        lambda head: head | {"at": None},
        lambda head: [head],
    ],
)
def test_a_head_of_another_shape_is_no_head(change: Any) -> None:
    entry = sealed([{}])[0]
    with pytest.raises(LedgerError):
        opened(json.dumps(change(json.loads(entry.head))).encode(), entry.hash)


@given(st.binary(max_size=40))
def test_opening_any_bytes_ends_in_an_entry_or_a_refusal(head: bytes) -> None:
    with pytest.raises(LedgerError):
        opened(head, bytes(32))


def test_a_head_in_another_spelling_is_noticed() -> None:
    entry = sealed([{}])[0]
    spaced = json.dumps(json.loads(entry.head)).encode()
    other = entry._replace(head=spaced, hash=hashlib.sha256(GENESIS + spaced).digest())
    assert wrong([other]) == ["1: the head is not in canonical form"]


def test_a_receipt_code_is_the_number_and_eight_digits() -> None:
    entry = sealed([{}, {}])[1]
    assert code(entry) == f"2:{entry.hash.hex()[:8]}"


_plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["\x7f", "\u2028", 'a\b\f\n\r\t"\\/', "é"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), _plain))
def test_the_quick_way_of_writing_and_the_general_one_give_the_same_bytes(value: dict[str, Any]) -> None:
    try:
        expected = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return  # what canonical JSON cannot hold is another test's
    assert canonical(value) == expected


@given(st.dictionaries(st.text(), _plain))
def test_what_is_written_is_read_as_the_standard_library_reads_it(value: dict[str, Any]) -> None:
    try:
        text = canonical(value)
    except LedgerError:
        return
    read = Body(bytes(32), text).value()
    assert repr(read) == repr(json.loads(text))  # in words: 1 is not True, nor 1.0


@pytest.mark.parametrize(
    "text",
    [
        b" {}",
        b'{"n":1} ',
        b"[1]",
        b"",
        b'{"n":NaN}',
        b'{"line":"\\ud800"}',
        b'{"line":"\xff"}',
        b'{"n":1}{}',
        b"\xef\xbb\xbf{}",
    ],
)
def test_a_body_that_is_not_one_object_in_utf_8_is_not_read(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Body(bytes(32), text).value()


def test_a_number_that_two_readers_could_read_differently_is_a_fault_of_the_chain() -> None:
    [entry] = sealed([{}])
    assert wrong([with_body(entry, b'{"n":18446744073709551616}')]) == ["1: the facts are not in canonical form"]


def test_what_is_nested_deep_is_written_as_well() -> None:
    value: dict[str, Any] = {}
    for _ in range(300):
        value = {"in": value}
    assert Body(bytes(32), canonical(value)).value() == value

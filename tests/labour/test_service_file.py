"""Files of past service: read as people write them, refused with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from listvote.labour.service_file import Served, parse

MEMBERS = {"ada@example.org": 1, "red pen": 1, "ben@example.org": 2, "2": 2}


def member_of(written: str) -> int | None:
    return MEMBERS.get(written.casefold())


def faults(text: str) -> list[str]:
    found = parse(text, member_of)
    assert isinstance(found, tuple)
    return [f"{each.where}: {each.what}" for each in found]


def test_terms_and_days_by_class_and_member() -> None:
    text = "Member;Class;Terms;Last\nada@example.org;Stall;3;2026-05-01\nRed Pen;;1;\n2;stall;0;\n\n"
    assert parse(text, member_of) == {"stall": {1: Served(3, date(2026, 5, 1)), 2: Served(0)}, "": {1: Served(1)}}


def test_columns_go_by_name_and_others_are_ignored() -> None:
    assert parse("colour,terms,email\nred,2,ben@example.org\n", member_of) == {"": {2: Served(2)}}


def test_every_fault_is_named_with_its_row() -> None:
    text = "member,terms,last\nzoe@example.net,1,\nada@example.org,many,soon\nred pen,1,\n"
    assert faults(text) == [
        "row 2: 'zoe@example.net' is nobody on the roll",
        "row 3, terms: 'many' is no whole number",
        "row 3, last: 'soon' is no date",
        "row 4: red pen stands twice for this class",
    ]


def test_a_file_without_its_columns_or_rows_is_refused() -> None:
    assert faults("name,when\nAda,2026\n") == ["row 1: has no columns `member` and `terms`"]
    assert faults("") == ["row 1: has no columns `member` and `terms`"]
    assert faults("member,terms\n") == [": nobody stands in this file"]
    assert faults("x" * 1_000_001) == [": the file is longer than 1000000 characters"]


@given(st.text(max_size=200))
def test_reading_never_raises(text: str) -> None:
    found = parse(f"member,class,terms,last\n{text}", member_of)
    assert isinstance(found, tuple | Mapping)

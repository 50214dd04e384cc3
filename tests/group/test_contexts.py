"""What mails are read in is remembered, and no longer than it holds."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.acts import Context, Place
from listvote.group import context, fold
from tests.group.a_group import START, Book


def values(read_in: Context) -> dict[str, Any]:
    return {each.name: getattr(read_in, each.name) for each in fields(read_in)}


_STEPS = st.lists(st.sampled_from(["vote", "object", "open", "tick"]), max_size=8)


@settings(max_examples=25)
@given(_STEPS)
def test_a_remembered_context_is_the_one_that_would_be_made_anew(steps: list[str]) -> None:
    book = Book()
    book.open()
    now = START
    for number, step in enumerate(steps):
        if step == "open":
            book.open(member=2)
        elif step == "tick":
            now += timedelta(days=1)
            book.tick(now)
        elif book.decision().status.runs:
            book.vote("agree" if step == "vote" else "object", number % 5 + 1, reason="it leaks")
        for place in (Place.OPENING, Place.DIGEST):
            for member in (1, 2):
                about = book.decision().ref
                kept = context(book.state, place, about, member=member)
                assert values(kept) == values(context(fold(book.entries), place, about, member=member))


def test_votes_on_one_matter_are_read_in_one_context() -> None:
    book = Book()
    book.open()
    about = book.decision().ref
    before = context(book.state, Place.OPENING, about)
    book.vote("agree", 2, 3)
    assert context(book.state, Place.OPENING, about) is before
    book.open(member=2)
    assert context(book.state, Place.OPENING, about) is not before

"""Every ballot of a decision from an exported ledger alone, as `check` would answer by mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from listvote import events
from listvote.acts import Verb
from listvote.audit import found, listing
from listvote.audit.listing import Listing
from listvote.group.sealed import waits_for_close
from listvote.ledger.codec import Exported, export, read
from tests.group.a_group import Book, act, ballot

MINUTE = timedelta(minutes=1)


def exported(book: Book) -> Exported:
    return read(export("press", book.entries, lambda entry: waits_for_close(book.state, entry)))


def listed(book: Book, ref: str = "#1") -> Listing:
    there = found(exported(book), ref)
    assert not isinstance(there, str), there
    return listing(exported(book), *there)


def voted(more: str = "") -> Book:
    book = Book(more, members=9)
    book.open()
    book.vote("agree", 2, 3, 4)
    book.now += MINUTE
    book.vote("disagree", 2)
    book.ask(3, act(Verb.WITHDRAW, "#1"))
    return book


def test_what_counts_and_what_was_replaced_or_taken_back() -> None:
    lines = listed(voted()).lines
    assert [(each.member, each.ballot, each.counts) for each in lines] == [
        (2, "agree", False),
        (3, "agree", False),
        (4, "agree", True),
        (2, "disagree", True),
        (3, "taken back", False),
    ]


def test_each_line_has_the_code_of_its_receipt() -> None:
    book = voted()
    receipts = {f"{entry.seq}:{entry.hash.hex()[:8]}" for entry in book.entries if entry.kind == "ballot"}
    assert {each.code for each in listed(book).lines} == receipts


def test_a_ballot_that_was_read_after_the_close_is_listed_and_does_not_count() -> None:
    book = voted()
    decision = book.decision()
    book.tick(decision.deadline + MINUTE)
    book.tick(book.decision().deadline + MINUTE)
    book.ask(5, ballot("agree"), received=decision.opened + MINUTE)
    assert [(each.member, each.counts) for each in listed(book).lines][-1] == (5, False)
    assert "read after the close" in "\n".join(listed(book).in_words())


def test_sealed_ballots_are_counted_and_not_shown() -> None:
    book = voted('kinds.ordinary.ballots = "sealed"')
    shown = listed(book)
    assert (shown.lines, shown.sealed) == ((), 5)
    assert "Sealed until the close: 5." in shown.in_words()
    book.tick(book.decision().deadline + MINUTE)
    assert (len(listed(book).lines), listed(book).sealed) == (5, 0)


@pytest.mark.parametrize(("ref", "says"), [("#7", "There is no decision #7"), ("T1", "no number"), ("x", "no number")])
def test_what_is_no_decision_is_said(ref: str, says: str) -> None:
    there = found(exported(voted()), ref)
    assert isinstance(there, str) and says in there


def test_the_number_may_come_without_its_sign() -> None:
    assert listed(voted(), "1").ref == "#1"


def test_nobody_voted() -> None:
    book = Book(members=3)
    book.open()
    assert listed(book).in_words()[-1] == "No ballots."


def test_of_a_secret_decision_the_sheet_is_listed_and_who_took_part() -> None:
    book = Book('[kinds.quiet]\nmethod = "majority"\nballots = "secret"\nextension = "none"', members=6)
    book.open(kind="quiet")
    assert listed(book).in_words()[-1] == "No ballots."
    names = ["a" * 64, "b" * 64, "c" * 64]
    given: list[dict[str, Any]] = [{"position": "for"}, {"position": "against"}, {"withdrawn": True}]
    book.write(events.SheetPublished(about="#1", names=tuple(names), ballots=tuple(given), voters=(2, 3, 5)))
    shown = listed(book)
    assert [(each.code, each.ballot) for each in shown.lines] == list(
        zip(names, ["for", "against", "taken back"], strict=True)
    )
    words = shown.in_words()
    assert f"  {names[1]}  against" in words and "Took part: Member 2, Member 3, Member 5." in words
    assert shown.to_json()["voters"] == ["Member 2", "Member 3", "Member 5"]


def test_ballots_that_a_secret_decision_lost_by_coming_too_late_are_counted() -> None:
    book = Book('[kinds.quiet]\nmethod = "majority"\nballots = "secret"\nextension = "none"', members=6)
    book.open(kind="quiet")
    given: list[dict[str, Any]] = [{"position": "for"}]
    book.write(events.SheetPublished(about="#1", names=("a" * 64,), ballots=tuple(given), voters=(2,)))
    assert listed(book).to_json()["late"] == 0 and listed(book).in_words()[-1] == "Took part: Member 2."
    for _ in range(2):
        book.write(events.LateSecretBallot(about="#1"))
    assert listed(book).to_json()["late"] == 2
    assert (
        listed(book).in_words()[-1] == "Not counted, since read after the close: 2, of members who did not take part."
    )

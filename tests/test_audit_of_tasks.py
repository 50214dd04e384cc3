"""A task that was opened without anybody's decision, or that gives powers of its own, is named by the audit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from listvote import charter as charters
from listvote.audit import audit
from listvote.events import instant
from listvote.ledger.codec import export, read
from tests.group.a_group import START, Book, opening, resealed


def differences(book: Book, **facts: Any) -> list[str]:
    """What an audit finds once the facts of the task's opening were changed."""
    seq = next(each.seq for each in book.entries if each.kind == "task opened")
    lines = list(export("press", resealed(book.entries, {seq: facts})))
    return [each.what for each in audit(read(lines)).differences]


def a_book() -> Book:
    book = Book(secrets=True)
    book.ask(1, opening({"people": "1"}, opens="task"))
    return book


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"moderates": True}, "T1 gives powers of moderators that the charter does not give by lot"),
        ({"plan": "#1", "number": 1}, "T1 is no task of #1, or that was not adopted"),
        ({"follows": "T9", "turn": 2}, "T1 is no next turn of T9"),
    ],
)
def test_a_task_that_claims_what_was_never_decided_is_found(facts: dict[str, Any], words: str) -> None:
    assert differences(a_book()) == []
    assert differences(a_book(), **facts) == [words]


def test_a_task_without_a_plan_is_found_where_the_charter_allows_none() -> None:
    book = Book(secrets=True)
    facts: dict[str, Any] = dict(charters.to_facts(book.state.charter))
    facts["labour"] = {**facts["labour"], "task_without_plan": False}
    book.open({"kind": "motion"})
    book.ask(1, opening({"people": "1"}, opens="task"))
    assert differences(book) == []
    begun = book.entries[0]
    lines = list(export("press", resealed(book.entries, {begun.seq: {"charter": facts}})))
    found = [each.what for each in audit(read(lines)).differences]
    assert found == ["T1 was opened without a plan, which the charter does not allow"]


def test_the_task_of_moderating_and_a_next_turn_are_sound() -> None:
    book = Book("group.moderators_by_lot = 2", secrets=True)
    assert book.tick(START)[0] == "task opened T1"
    assert audit(book.exported()).differences == []
    assert differences(book, people=3) == ["T1 gives powers of moderators that the charter does not give by lot"]


def a_plan_of_two() -> Book:
    book = Book(secrets=True)
    tasks = ({"task": "One"}, {"task": "Two"})
    book.ask(1, opening(opens="plan", tasks=tasks))
    book.announce(book.decision())
    book.vote("agree", *range(1, 9))
    book.tick(START + timedelta(days=8))
    return book


def test_a_task_of_a_plan_that_is_opened_twice_is_found() -> None:
    book = a_plan_of_two()
    assert audit(book.exported()).differences == []
    again = next(each for each in book.entries if each.kind == "task opened" and each.about == "T2")
    lines = list(export("press", resealed(book.entries, {again.seq: {"number": 1}})))
    assert [each.what for each in audit(read(lines)).differences] == ["T2 is a task of #1 that was opened before"]


def test_a_task_whose_offers_close_sooner_or_that_is_for_nobody_is_found() -> None:
    said = differences(a_book(), offers_until=instant(START))
    assert "offers for T1 close sooner than the charter says" in said
    assert "T1 is a task for nobody" in differences(a_book(), people=0)

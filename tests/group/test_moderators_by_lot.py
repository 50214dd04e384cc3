"""Moderators by lot: moderating is a task with a term, and its powers follow the mandate."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listvote import charter as charters
from listvote import events
from listvote.acts import Verb
from listvote.group import Counted
from listvote.labour.mandate import Standing
from tests.group.a_group import START, Book, act
from tests.group.drawn_work import drawn, standing

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
BY_LOT = "group.moderators_by_lot = 2\nposting.digest_at = '23:00'\nkinds.election.term = '3 months'"


def may(book: Book, member: int) -> bool:
    """Whether a member may pause the group; it goes on at once."""
    paused = isinstance(book.ask(member, act(Verb.PAUSE)).results[0], Counted)
    if paused:
        book.write(events.Resumed())
    return paused


def with_moderators_by_lot(*order: int) -> Book:
    """A group in which the first two of an order were drawn to moderate and have accepted."""
    book = Book(BY_LOT)
    drawn(book, *order, people=2, due=None, term="3 months", moderates=True, work_class="moderating")
    book.tick(START)
    for member in order[:2]:
        book.ask(member, act(Verb.ACCEPT, "T1"))
    return book


def test_the_service_opens_the_task_by_itself_and_those_named_stand_in_until_it_is_held() -> None:
    book = Book(BY_LOT)
    assert book.tick(START)[0] == "task opened T1"
    task = book.state.tasks[1]
    assert (task.moderates, task.people, task.term, task.work_class) == (True, 2, "3 months", "moderating")
    assert book.state.moderators == {1}


def test_the_powers_follow_the_mandate() -> None:
    book = with_moderators_by_lot(4, 7, 8)
    assert book.state.moderators == {4, 7}
    assert [may(book, each) for each in (4, 7, 1, 8)] == [True, True, False, False]
    book.ask(4, act(Verb.HAND_BACK, "T1"))
    assert [may(book, each) for each in (4, 7)] == [False, True]
    book.tick(START + MINUTE)
    assert standing(book.state.tasks[1])[8] is Standing.GIVEN
    assert not may(book, 8)
    book.ask(8, act(Verb.ACCEPT, "T1"))
    assert may(book, 8)


def test_the_next_turn_is_opened_so_early_that_it_can_be_drawn_before_the_term_ends() -> None:
    book = with_moderators_by_lot(4, 7)
    end = START + 92 * DAY  # three months from 2 November
    assert "task opened T2" not in book.tick(end - 20 * DAY)
    assert "task opened T2" in book.tick(end - 13 * DAY)
    assert (book.state.tasks[2].follows, book.state.tasks[2].turn) == ("T1", 2)


def test_the_powers_end_with_the_term_and_the_work_is_judged() -> None:
    book = with_moderators_by_lot(4, 7)
    end = START + 92 * DAY
    book.tick(end)
    assert book.state.moderators == {4, 7}
    assert "judgement begun T1" in book.tick(end + MINUTE)
    assert book.state.moderators == {1}


def test_a_moderator_by_lot_is_recalled_like_any_other() -> None:
    book = with_moderators_by_lot(4, 7, 8)
    book.write(events.Recalled(about="#1", of="moderators", members=(4,)))
    assert book.state.moderators == {7}
    book.tick(START + MINUTE)
    assert standing(book.state.tasks[1]) == {4: Standing.RECALLED, 7: Standing.ACCEPTED, 8: Standing.GIVEN}


def test_a_charter_that_names_its_moderators_again_ends_the_mandates() -> None:
    book = with_moderators_by_lot(4, 7)
    facts = dict(charters.to_facts(book.state.charter))
    facts["group"] = {**dict(facts["group"]), "moderators_by_lot": 0}  # type: ignore[call-overload]  # a table
    book.write(events.CharterChanged(about="#9", charter=facts))
    assert book.state.moderators == {1}
    assert "work ended T1" in book.tick(START + MINUTE)
    assert set(standing(book.state.tasks[1]).values()) == {Standing.ENDED}


@pytest.mark.parametrize("wanted", [0, 1])
def test_a_task_that_only_calls_itself_moderating_gives_no_powers(wanted: int) -> None:
    book = Book(f"group.moderators_by_lot = {wanted}")
    drawn(book, 4, work_class="moderating")
    book.tick(START)
    book.ask(4, act(Verb.ACCEPT, "T1"))
    assert book.state.moderators == {1}

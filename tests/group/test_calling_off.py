"""A plan that a petition overturns: its work ends where it stands, and whoever had it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listvote.acts import Verb
from listvote.audit import audit
from listvote.deliberation.decision import Status
from listvote.group import Turned
from listvote.group.state import State
from listvote.labour.hours import Hours, account, hours_by
from listvote.labour.mandate import Standing
from listvote.ledger.codec import export, read
from tests.group.a_draw import DAY, WEEK, Works
from tests.group.a_group import act, opening, resealed
from tests.group.drawn_work import standing

HOUR = timedelta(hours=1)
TASKS = (
    {"task": "Typeset", "people": "2", "hours": "6", "class": "editing", "repeats": "monthly", "by": "--12-20"},
    {"task": "Carry", "people": "1", "hours": "3"},
    {"task": "Fold", "people": "1", "by": "--12-30", "class": "folding"},
)


def planned() -> Works:
    """A plan that is adopted: two have the first task, one of whom has begun; the second is reported."""
    book = Works()
    book.ask(1, opening(opens="plan", tasks=TASKS))
    book.through(book.now + 2 * HOUR)
    book.vote("agree", *range(1, 9))
    book.through(book.now + 8 * DAY)
    for member in (2, 3, 4):
        book.ask(member, act(Verb.OFFER, "T1"))
    book.ask(5, act(Verb.OFFER, "T2"))
    book.through(book.now + WEEK + 2 * DAY)
    book.ask(book.state.tasks[1].mandates[0].member, act(Verb.ACCEPT, "T1"))
    book.ask(5, act(Verb.ACCEPT, "T2"))
    return book


def taken_again(book: Works, *, against: int = 9) -> None:
    """A petition has its signatures, and its decision is voted on."""
    book.ask(9, act(Verb.PETITION, "#1", reason="We have no paper."))
    for member in (10, 11, 12):
        book.ask(member, act(Verb.SIGN, "#1"))
    book.through(book.now + 2 * HOUR)
    if against:
        book.vote("disagree", *range(4, 4 + against), ref="#2")


def ended(book: Works) -> State:
    book.through(book.decision(2).deadline + 4 * DAY)
    return book.state


def test_tasks_of_an_overturned_plan_end_and_nobody_is_asked_any_more() -> None:
    book = planned()
    taken_again(book)
    assert book.state.tasks[1].over is None
    state = ended(book)
    assert state.decisions[2].status is Status.NOT_ADOPTED
    assert [each.called_off for each in state.tasks.values()] == ["#2", "#2", "#2"]
    typeset = state.tasks[1]
    assert set(standing(typeset).values()) == {Standing.CALLED_OFF, Standing.EXPIRED} or set(
        standing(typeset).values()
    ) == {Standing.CALLED_OFF}
    assert {each.status(book.now).value for each in state.tasks.values()} == {"called off"}
    assert [each for each in state.tasks.values() if each.follows] == []
    told = [post for post in state.posts.values() if post.what == "called-off"]
    assert {post.refs for post in told} == {("T1",), ("T2",)}
    before = len(book.entries)
    book.through(book.now + 5 * WEEK)
    assert not [each for each in book.entries[before:] if each.kind in ("mandate given", "pool frozen", "drawn")]
    assert audit(book.exported()).differences == []


def test_what_was_done_of_it_counts_and_nothing_is_wanted_or_promised_any_more() -> None:
    book = planned()
    taken_again(book)
    state = ended(book)
    begun = state.tasks[1].mandates[0].member
    decided = book.ask(begun, act(Verb.REPORT, "T1", text="Half of it.", terms={"hours": "2"}))
    assert [each.kind for each in decided.events] == ["work reported"]
    assert hours_by([state.tasks[1]], lambda task: task.ref) == {"T1": Hours(0, 0, None)}
    assert account([state.tasks[1]], begun, lambda task: task.ref) == {"T1": (0, 2)}
    assert standing(state.tasks[1])[begun] is Standing.CALLED_OFF
    assert state.tasks[1].judgement is None
    (refused,) = book.ask(5, act(Verb.HAND_BACK, "T2")).results
    assert isinstance(refused, Turned)
    assert "It is called off" in refused.refused.detail


def test_reported_work_of_an_overturned_plan_is_judged_and_has_no_next_turn() -> None:
    book = planned()
    taken_again(book)
    deadline = book.decision(2).deadline
    book.through(deadline - 2 * DAY)
    book.ask(book.state.tasks[1].mandates[0].member, act(Verb.REPORT, "T1", text="All is set."))
    state = ended(book)
    assert [each.called_off for each in state.tasks.values()] == ["", "#2", "#2"]
    book.through(deadline + 3 * WEEK)
    assert state.tasks[1].over is not None
    assert len(state.tasks) == 3
    assert audit(book.exported()).differences == []


@pytest.mark.parametrize("end", ["adopted", "inquorate", "withdrawn"])
def test_a_plan_that_is_adopted_again_or_not_decided_again_stands(end: str) -> None:
    book = planned()
    taken_again(book, against=0)
    if end == "adopted":
        book.vote("agree", *range(1, 9), ref="#2")
    if end == "withdrawn":
        book.ask(book.decision(2).opener, act(Verb.WITHDRAW_PROPOSAL, "#2"))
    state = ended(book)
    book.through(book.now + 4 * DAY)
    assert state.decisions[2].status.value == end
    assert not any(each.called_off for each in state.tasks.values())


def test_whoever_was_asked_and_had_not_accepted_has_served_no_term_by_it() -> None:
    book = planned()
    taken_again(book)
    given = [each for each in book.state.tasks[1].mandates if each.standing is Standing.GIVEN]
    state = ended(book)
    served = state.service["editing"]
    for mandate in given:
        assert served[mandate.member].terms == 0


def test_a_pool_whose_tasks_are_all_called_off_is_not_drawn() -> None:
    book = planned()
    taken_again(book)
    second = book.decision(2)
    book.through(second.deadline - 3 * DAY)
    state = ended(book)
    undrawn = [each for each in state.draws.values() if each.frozen is not None and each.drawn is None]
    assert all(state.task_of(ref).over is not None for each in undrawn for ref in each.tasks)


def test_a_task_that_its_keeper_calls_off_without_a_decision_is_named() -> None:
    book = planned()
    taken_again(book)
    ended(book)
    entry = next(each for each in book.entries if each.kind == "task called off")
    lines = list(export("press", resealed(book.entries, {entry.seq: {"by": "#1"}})))
    said = [each.what for each in audit(read(lines)).differences]
    assert "T1 was called off, and #1 did not overturn its plan" in said
    closing = next(each for each in book.entries if each.kind == "closed" and each.about == "#2")
    lines = list(export("press", resealed(book.entries, {closing.seq: {"outcome": "inquorate"}})))
    assert any("did not overturn its plan" in each.what for each in audit(read(lines)).differences)

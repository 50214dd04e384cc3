"""Plans: decisions that list tasks, which open with their adoption."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from listvote import events
from listvote.acts import Act, Fault, Opening, Reference, Verb
from listvote.group import Turned
from tests.group.a_group import START, Book, act, opening

SPRING: tuple[Mapping[str, str], ...] = (
    {
        "task": "Typeset the issue",
        "people": "2",
        "hours": "6 each",
        "able": "layout, English",
        "by": "--12-20",
        "apprentices": "1",
        "class": "editing",
    },
    {"task": "Carry the parcels", "people": "3"},
    {"task": "Read the proofs", "class": "Editing", "term": "3 months", "repeats": "every month"},
)


def plan(*tasks: Mapping[str, str]) -> Act:
    return Act(Verb.OPEN, "[PLAN]", opening=Opening("plan", "PLAN", "Spring issue", "The plan.", {}, tasks=tasks))


def adopted(book: Book, *tasks: Mapping[str, str]) -> list[str]:
    """A plan that everybody agrees to; what happens at its close."""
    book.ask(1, plan(*(tasks or SPRING)))
    book.announce(book.decision())
    book.vote("agree", *range(1, 9))
    return book.tick(START + timedelta(days=8))


def detail_of(book: Book, *tasks: Mapping[str, str]) -> str:
    result = book.ask(1, plan(*tasks)).results[0]
    assert isinstance(result, Turned)
    return f"{result.refused.reason.code} {result.refused.detail}"


def test_a_plan_that_is_adopted_opens_its_tasks_in_order() -> None:
    book = Book()
    done = adopted(book)
    assert done[:4] == ["closed #1", "task opened T1", "task opened T2", "task opened T3"]
    typeset, carry, proofs = book.state.tasks.values()
    assert (typeset.title, typeset.people, typeset.hours, typeset.able) == (
        "Typeset the issue",
        2,
        6,
        ("english", "layout"),
    )
    assert (typeset.plan, typeset.number, typeset.work_class, typeset.apprentices) == ("#1", 1, "editing", 1)
    assert typeset.due == datetime(2026, 12, 20, 23, 59, 59, tzinfo=UTC)
    assert (carry.people, carry.hours, carry.due, carry.work_class) == (3, None, None, "")
    assert (proofs.term, proofs.repeats, proofs.work_class) == ("3 months", "every month", "editing")


def test_tasks_of_one_class_share_the_draw_of_the_first() -> None:
    book = Book()
    adopted(book)
    assert [task.draw for task in book.state.tasks.values()] == ["T1", "T2", "T1"]


def test_the_adoption_of_a_plan_is_no_act_of_its_opener() -> None:
    book = Book()
    adopted(book)
    assert book.state.roll.members[1].last_active == START


def test_a_plan_that_is_not_adopted_opens_nothing() -> None:
    book = Book()
    book.ask(1, plan(*SPRING))
    book.announce(book.decision())
    book.vote("disagree", *range(1, 9))
    book.tick(START + timedelta(days=8))
    assert not book.state.tasks


def test_every_fault_of_a_plan_is_told_at_once_with_its_task() -> None:
    found = detail_of(
        Book(),
        {"task": "One", "people": "many", "by": "2026-10-01"},
        {"task": "Two", "hours": "some", "term": "a while", "class": "???"},
    )
    assert found.startswith("O02 ")
    for where in ("task 1, people:", "task 1, by:", "task 2, hours:", "task 2, term:", "task 2, class:"):
        assert where in found


def amended(book: Book, *tasks: Mapping[str, str], faults: tuple[Fault, ...] = ()) -> list[str]:
    offered = Act(Verb.AMEND, "amend: …", Reference.parse("#1"), text="Another plan.", tasks=tasks, faults=faults)
    result = book.ask(2, offered).results[0]
    return [result.refused.reason.code, result.refused.detail] if isinstance(result, Turned) else ["taken"]


def test_an_amended_plan_opens_the_tasks_of_its_new_wording() -> None:
    book = Book()
    book.ask(1, plan(*SPRING))
    book.announce(book.decision())
    assert amended(book, {"task": "Print it", "people": "4"}) == ["taken"]
    book.ask(1, act(Verb.ACCEPT_AMENDMENT, "#1", text="1"))
    assert book.decision().task_titles == ("Print it",)
    book.announce(book.decision())
    book.vote("agree", *range(1, 9), ref="#1.2")
    book.tick(START + timedelta(days=8))
    assert [(task.title, task.people) for task in book.state.tasks.values()] == [("Print it", 4)]


@pytest.mark.parametrize(
    ("tasks", "faults", "said"),
    [
        ((), (), "The new wording of a plan lists all its tasks."),
        (({"task": "One", "people": "many"},), (), "people"),
        (({"task": "One"},), (Fault("line 3, hours", "has no value"),), "line 3, hours: has no value"),
    ],
)
def test_an_amendment_whose_tasks_cannot_be_read_is_refused(
    tasks: tuple[Mapping[str, str], ...], faults: tuple[Fault, ...], said: str
) -> None:
    book = Book()
    book.ask(1, plan(*SPRING))
    book.announce(book.decision())
    code, detail = amended(book, *tasks, faults=faults)
    assert (code, said in detail) == ("O02", True)


def test_a_text_about_tasks_amends_a_decision_that_is_no_plan() -> None:
    book = Book()
    book.open()
    assert amended(book, faults=(Fault("line 3, hours", "has no value"),)) == ["taken"]
    assert not book.decision().amendments[0].tasks


def test_a_plan_taken_again_opens_its_tasks_once() -> None:
    book = Book('opening.petition = "at least 1 member"')
    adopted(book)
    book.ask(3, act(Verb.PETITION, "#1", reason="too soon"))
    book.tick(START + timedelta(days=8, hours=1))
    again = book.decision(2)
    assert (again.reopens, again.task_titles) == ("#1", ("Typeset the issue", "Carry the parcels", "Read the proofs"))
    book.announce(again)
    book.vote("agree", *range(1, 9), ref="#2")
    book.tick(START + timedelta(days=17))
    assert (book.decision(2).status.value, len(book.state.tasks)) == ("adopted", 3)


def test_a_task_without_a_plan_knows_its_date() -> None:
    book = Book()
    book.ask(1, opening({"people": "2", "by": "--12-20"}, opens="task"))
    task = book.state.tasks[1]
    assert (task.by, task.due) == ("2026-12-20", datetime(2026, 12, 20, 23, 59, 59, tzinfo=UTC))
    assert (task.plan, task.draw) == ("", "T1")


def test_the_ledger_of_a_plan_holds_its_tasks_as_facts_and_their_titles_as_words() -> None:
    book = Book()
    opened = book.ask(1, plan(*SPRING)).events[0]
    assert isinstance(opened, events.Opened)
    bodies = opened.bodies()
    assert [each["people"] for each in bodies["facts"]["tasks"]] == [2, 3, 1]
    assert bodies["words"]["task_titles"] == ["Typeset the issue", "Carry the parcels", "Read the proofs"]


def test_the_words_of_a_plan_are_erased_with_its_opener_and_its_tasks_open_all_the_same() -> None:
    book = Book()
    book.ask(1, plan(*SPRING))
    book.announce(book.decision())
    book.write(events.MemberErased(member=1))
    assert book.decision().task_titles == ()
    book.vote("agree", *range(2, 9))
    book.tick(START + timedelta(days=8))
    assert [task.title for task in book.state.tasks.values()] == ["", "", ""]


def test_a_day_before_anybody_could_be_drawn_is_too_soon() -> None:
    found = detail_of(Book(), {"task": "Soon", "by": "2026-11-08"})
    assert found == (
        "O02 by: is too soon: offers are taken for 7 days, and the draw takes 24 hours more. Write a later day."
    )


@pytest.mark.parametrize("people", ["0", "10001", "9" * 5_000])
def test_a_task_is_for_somebody_and_for_no_more_than_can_be_counted(people: str) -> None:
    said = detail_of(Book(), {"task": "Nothing", "people": people})
    assert said.startswith("O02")
    assert "people: is a number from 1 to 10,000." in said

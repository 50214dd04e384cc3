"""Hours are summed by task, plan and month, and nobody's own can be read off a sum."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from listvote.labour.hours import Hours, account, hours_by
from listvote.labour.mandate import Mandate, Standing
from listvote.labour.task import Task

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def a_task(ref: str, *did: tuple[int, int | None], hours: int | None = 6, people: int = 2, plan: str = "#1") -> Task:
    task = Task(ref, "Fold", "", 1, MONDAY, people, MONDAY, hours=hours, plan=plan)
    for number, (member, done) in enumerate(did, 1):
        mandate = Mandate(ref, number, member, MONDAY, MONDAY + timedelta(days=3))
        mandate.standing, mandate.hours = Standing.ENDED, done
        task.mandates.append(mandate)
    return task


def test_hours_wanted_and_promised_are_those_of_the_places() -> None:
    assert hours_by([a_task("T1", (4, None))], lambda each: each.ref) == {"T1": Hours(12, 6, 0)}


def test_hours_done_are_told_from_three_members_on() -> None:
    two = [a_task("T1", (4, 5), (5, 7))]
    assert hours_by(two, lambda each: each.ref)["T1"].done is None
    three = [*two, a_task("T2", (6, 1))]
    assert hours_by(three, lambda each: each.ref)["T1"].done is None
    assert hours_by(three, lambda each: each.plan) == {"#1": Hours(24, 18, 13)}
    same = [*two, a_task("T2", (5, 1))]
    assert hours_by(same, lambda each: each.plan)["#1"].done is None


def test_a_place_that_was_given_up_promises_nothing() -> None:
    task = a_task("T1", (4, 5))
    task.mandates[0].standing = Standing.HANDED_BACK
    assert hours_by([task], lambda each: each.ref) == {"T1": Hours(12, 0, 0)}


def test_an_account_is_one_members_own() -> None:
    tasks = [a_task("T1", (4, 5), (5, 7)), a_task("T2", (4, None), hours=2), a_task("T3", (5, 1))]
    assert account(tasks, 4, lambda each: each.plan) == {"#1": (8, 5)}
    assert account(tasks, 9, lambda each: each.plan) == {}


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 9) | st.none()), max_size=8))
def test_a_sum_is_told_of_three_or_of_nobody(did: list[tuple[int, int | None]]) -> None:
    told = {member for member, hours in did if hours is not None}
    done = hours_by([a_task("T1", *did)], lambda each: each.ref)["T1"].done
    assert (done is None) is (0 < len(told) < 3)

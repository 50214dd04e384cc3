"""Hours of work as mails and commands show them: sums of everybody by month and plan, and a member's own account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from listvote.group import State
from listvote.labour.hours import Hours, account, hours_by
from listvote.labour.task import Task
from listvote.posts import views

_MONTHS_SHOWN: Final = 3


def month_of(state: State) -> Callable[[Task], str]:
    """How the month is called in which a task is counted: that of its date, else that in which it opened."""
    return lambda task: f"{state.day(task.due or task.opened):%B %Y}"


def sums(state: State) -> tuple[views.HoursOf, ...]:
    """The hours of the latest months, and of the plans whose work goes on; nothing where no task asks for hours."""
    counted = [each for each in state.tasks.values() if each.hours is not None]
    months = sorted(hours_by(counted, lambda task: f"{state.day(task.due or task.opened):%Y-%m}"))[-_MONTHS_SHOWN:]
    shown = [each for each in counted if f"{state.day(each.due or each.opened):%Y-%m}" in months]
    by_month = hours_by(sorted(shown, key=lambda each: (each.due or each.opened, each.ref)), month_of(state))
    going_on = {each.plan for each in counted if each.over is None and each.plan}
    by_plan = hours_by([each for each in counted if each.plan in going_on], lambda task: task.plan)
    named = {about: f"plan {about}, {title_of(state, about)}" for about in by_plan}
    return (
        *(_of(name, each) for name, each in by_month.items()),
        *(_of(named[about], each) for about, each in by_plan.items()),
    )


def title_of(state: State, about: str) -> str:
    """The title of a decision by its number, such as `#4`; "" where it is not known."""
    return next((each.title for number, each in state.decisions.items() if f"#{number}" == about), "")


def _of(name: str, each: Hours) -> views.HoursOf:
    return views.HoursOf(name, each.wanted, each.promised, each.done)


def own(state: State, member: int) -> tuple[views.MyHours, ...]:
    """What one member promised and did, by month: for that member alone."""
    tasks = sorted(state.tasks.values(), key=lambda each: (each.due or each.opened, each.ref))
    months = account(tasks, member, month_of(state))
    return tuple(views.MyHours(name, promised, done) for name, (promised, done) in months.items())

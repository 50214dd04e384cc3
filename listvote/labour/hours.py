"""Hours of work: wanted, promised and done, by task, plan or month; and what one member promised and did.

What a member did in how many hours is theirs to know. A sum of hours done is told only where at least three members
are in it, so that nobody's own can be read off it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from listvote.labour.mandate import Standing
from listvote.labour.task import Task

TOLD_FROM: Final = 3
"""How many members have to be in a sum of hours done, so that it may be told."""
_TAKEN: Final = (Standing.ACCEPTED, Standing.REPORTED, Standing.JUDGED, Standing.ENDED)
_DONE: Final = (*_TAKEN, Standing.CALLED_OFF)
"""Where a mandate stands whose hours done count: what was done of work that was called off was done."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of some work, of everybody together; `done` is None where too few told theirs, and 0 where nobody did."""

    wanted: int = 0
    promised: int = 0
    done: int | None = 0


def hours_by(tasks: Iterable[Task], of: Callable[[Task], str]) -> dict[str, Hours]:
    """Sum up hours by whatever `of` says of a task: itself, its plan, its month.

    Args:
        tasks: those to count; of one that asks for no hours, only what was done.
        of: the name under which a task is counted.

    Returns:
        the sums by name, in the order in which the names came first.
    """
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        groups.setdefault(of(task), []).append(task)
    return {name: _sum(each) for name, each in groups.items()}


def _sum(tasks: list[Task]) -> Hours:
    told = {
        each.member: 0 for task in tasks for each in task.mandates if each.standing in _DONE and each.hours is not None
    }
    done = sum(each.hours or 0 for task in tasks for each in task.mandates if each.standing in _DONE)
    return Hours(
        wanted=sum((task.hours or 0) * task.people for task in tasks if not task.called_off),
        promised=sum((task.hours or 0) * taken(task) for task in tasks),
        done=done if len(told) >= TOLD_FROM else None if told else 0,
    )


def taken(task: Task) -> int:
    """How many places of a task were taken and not given up, apprentices aside."""
    return sum(each.standing in _TAKEN and not each.apprentice for each in task.mandates)


def account(tasks: Iterable[Task], member: int, of: Callable[[Task], str]) -> dict[str, tuple[int, int]]:
    """What one member promised and did, by whatever `of` says of a task; for that member alone.

    Args:
        tasks: all of them.
        member: the number.
        of: the name under which a task is counted.

    Returns:
        hours promised and hours done by name; names under which there is neither are left out.
    """
    made: dict[str, tuple[int, int]] = {}
    for task in tasks:
        for each in task.mandates:
            if each.member == member and each.standing in _DONE:
                promised, done = made.get(of(task), (0, 0))
                wanted = (task.hours or 0) * (each.standing in _TAKEN)
                made[of(task)] = promised + wanted, done + (each.hours or 0)
    return {name: sums for name, sums in made.items() if any(sums)}

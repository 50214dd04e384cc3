"""The end of work whose plan was overturned: a petition had it decided again, and it was not adopted."""

from __future__ import annotations

from typing import Final

from listvote import events
from listvote.acts import Reference
from listvote.deliberation.decision import Status
from listvote.group.state import State
from listvote.labour.mandate import Standing
from listvote.labour.task import Task

_OVERTURNS: Final = (Status.NOT_ADOPTED, Status.BLOCKED)
"""How a decision that was taken again ends the first one. Too few who answer, or its withdrawal, overturn nothing."""


def overturned(state: State, plan: str) -> str:
    """Say which decision overturned another, such as `#5`; "" where none did.

    Args:
        state: the group.
        plan: the first one, such as `#3`, or "".
    """
    ref = Reference.parse(plan) if plan else None
    first = state.decisions.get(ref.number) if ref is not None and ref.kind == "decision" else None
    again = Reference.parse(first.reopened_as) if first is not None and first.reopened_as else None
    second = state.decisions.get(again.number) if again is not None else None
    return f"#{second.ref.number}" if second is not None and second.status in _OVERTURNS else ""


def calling_off(state: State) -> tuple[events.Event, ...]:
    """The tasks of plans that were overturned end, but for those whose work is reported and has still to be judged."""
    return tuple(
        events.TaskCalledOff(about=task.ref, by=by)
        for task in state.tasks.values()
        if may_be_called_off(task) and (by := overturned(state, task.plan))
    )


def may_be_called_off(task: Task) -> bool:
    """Whether a task can still be called off: it is not over, and nobody has reported its work."""
    reported = any(each.standing is Standing.REPORTED for each in task.mandates)
    return task.over is None and task.judgement is None and not reported

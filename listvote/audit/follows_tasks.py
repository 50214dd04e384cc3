"""Whether a task may have been opened (by an adopted plan, as a next turn, or as the charter allows), or called off."""

from __future__ import annotations

from listvote import events
from listvote.acts import Reference
from listvote.deliberation.decision import Status
from listvote.group import State
from listvote.group.calling_off import may_be_called_off, overturned
from listvote.labour.task import Task


def task_opened_wrongly(state: State, event: events.TaskOpened) -> list[str]:
    """Say what is wrong with the opening of a task, in words; nothing where it follows from what was written before."""
    found = []
    if event.about != f"T{state.last_task + 1}":
        found.append(f"{event.about} was opened where T{state.last_task + 1} was the next number")
    before = _task(state, event.follows)
    if event.moderates:
        wanted = state.charter.group.moderators_by_lot
        if not wanted or event.people != wanted or event.actor:
            found.append(f"{event.about} gives powers of moderators that the charter does not give by lot")
    elif event.follows:
        if before is None or not _goes_on(before, event):
            found.append(f"{event.about} is no next turn of {event.follows}")
    elif event.plan:
        if not _planned(state, event):
            found.append(f"{event.about} is no task of {event.plan}, or that was not adopted")
        if _opened_before(state, event):
            found.append(f"{event.about} is a task of {event.plan} that was opened before")
    elif not state.charter.labour.task_without_plan:
        found.append(f"{event.about} was opened without a plan, which the charter does not allow")
    if event.follows and any(each.follows == event.follows for each in state.tasks.values()):
        found.append(f"{event.about} is a second turn after {event.follows}")
    if event.people < 1:
        found.append(f"{event.about} is a task for nobody")
    if event.offers_until < state.charter.labour.offers.after(event.received, state.zone):
        found.append(f"offers for {event.about} close sooner than the charter says")
    return found


def called_off_wrongly(state: State, event: events.TaskCalledOff) -> list[str]:
    """Say what is wrong with the calling off of a task, in words: no decision overturned its plan, or it was over."""
    task = state.task_of(event.about)
    found = []
    if not event.by or overturned(state, task.plan) != event.by:
        found.append(f"{task.ref} was called off, and {event.by or 'no decision'} did not overturn its plan")
    if not may_be_called_off(task):
        found.append(f"{task.ref} was called off after its work was reported, or over")
    return found


def _opened_before(state: State, event: events.TaskOpened) -> bool:
    """Whether a plan, or the decision that a petition took up again with it, has opened this task already."""
    ref = Reference.parse(event.plan)
    plan = state.decisions.get(ref.number) if ref is not None else None
    same = {event.plan, plan.reopens} if plan is not None and plan.reopens else {event.plan}
    return any(each.plan in same and each.number == event.number for each in state.tasks.values())


def _task(state: State, about: str) -> Task | None:
    ref = Reference.parse(about) if about else None
    return state.tasks.get(ref.number) if ref is not None and ref.kind == "task" else None


def _goes_on(before: Task, event: events.TaskOpened) -> bool:
    """Whether a turn has all of the one before it that counts, and that one is over."""
    same = (before.people, before.able, before.apprentices, before.work_class, before.plan, before.term, before.repeats)
    now = (event.people, event.able, event.apprentices, event.work_class, event.plan, event.term, event.repeats)
    return before.over is not None and bool(before.repeats) and same == now and event.turn == before.turn + 1


def _planned(state: State, event: events.TaskOpened) -> bool:
    """Whether the plan was adopted and has this task, as it was opened, at this place."""
    ref = Reference.parse(event.plan)
    plan = state.decisions.get(ref.number) if ref is not None and ref.kind == "decision" else None
    if plan is None or plan.status is not Status.ADOPTED or not 0 < event.number <= len(plan.tasks):
        return False
    task = plan.tasks[event.number - 1]
    wanted = (task.get("people"), task.get("apprentices"), tuple(task.get("able", ())), task.get("class"))
    return wanted == (event.people, event.apprentices, event.able, event.work_class)

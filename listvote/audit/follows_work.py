"""Whether what happened to drawn work follows: places in the order of the draw, swaps, reports, judgements, ends."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from listvote import events
from listvote.group import State
from listvote.group.holding import over_at, was_recalled
from listvote.group.mandates import next_place
from listvote.labour.judgement import SAID, median
from listvote.labour.mandate import Happening, Mandate, Standing, step
from listvote.labour.task import Task

_HAPPENS: Final = {
    "mandate accepted": Happening.ACCEPTANCE,
    "mandate passed on": Happening.DECLINING,
    "mandate handed back": Happening.HAND_BACK,
    "swap asked": Happening.SWAP_WISH,
    "swapped": Happening.SWAP,
    "mandate reminded": Happening.REMINDER,
}
WORK_EVENTS: Final = frozenset(
    {*_HAPPENS, "mandate given", "work reported", "judgement begun", "judged", "judgement closed", "work ended"}
)
"""The kinds of events that are checked here: all about tasks, but for terms in office that end."""


def follows_work(state: State, event: events.Event, at: datetime) -> list[str]:
    """Say what an event about drawn work claims that does not follow from the state before it, in words.

    Args:
        state: the group before the event.
        event: what is claimed.
        at: when it was written, aware.
    """
    task = state.task_of(event.about)
    if isinstance(event, events.MandateGiven):
        return _given(state, task, event, at)
    if isinstance(event, events.JudgementBegun):
        return _begun(state, task, event, at)
    if isinstance(event, events.Judged):
        return _word(state, task, event)
    if isinstance(event, events.JudgementClosed):
        return _closed(task, event)
    if isinstance(event, events.WorkEnded):
        judged = task.judgement is not None and task.judgement.verdict is not None
        until = over_at(state, task)
        over = judged if event.because == "judged" else until is not None and until < at and not task.serving()
        if event.because == "charter":
            over = task.moderates and not state.charter.group.moderators_by_lot
        return [] if over else [f"{task.ref} was ended before its work was judged or its time was over"]
    mandate = task.mandate(getattr(event, "number", 0))
    if isinstance(event, events.WorkReported):
        happening = Happening.NOTE if event.interim else Happening.REPORT
    else:
        happening = _HAPPENS[event.kind]
    found = []
    if step(mandate.standing, happening) is None:
        found.append(f"{happening.value} of a place in {task.ref} that is {mandate.standing.value}")
    if isinstance(event, events.MandateAccepted | events.WorkReported | events.SwapAsked):
        found += [f"member {event.actor} spoke for a place in {task.ref} that is another's"] * (
            event.actor != mandate.member
        )
    if isinstance(event, events.Swapped):
        found += _swapped(state, task, mandate, event)
    if isinstance(event, events.MandateAccepted):
        found += _accepted(task, mandate, event)
    return found


def _accepted(task: Task, mandate: Mandate, event: events.MandateAccepted) -> list[str]:
    """A place is taken in the time that its member was told, and not once the work is being judged."""
    late = mandate.told is not None and event.received > mandate.accept_by
    if late or task.judgement is not None:
        return [f"a place in {task.ref} was accepted after the time for it was over"]
    return []


def _given(state: State, task: Task, event: events.MandateGiven, at: datetime) -> list[str]:
    ours = next_place(state, task, at)
    if ours is None:
        return [f"a place in {task.ref} was given where none was empty, or nobody was left to be asked"]
    found = []
    if (event.member, event.apprentice, event.number) != (ours.member, ours.apprentice, ours.number):
        found.append(f"member {event.member} was given a place in {task.ref}; next in the order was {ours.member}")
    if (event.decision, event.until) != (ours.decision, ours.until):
        found.append(f"a place in {task.ref} was given for another decision, or until another date")
    if event.accept_by < ours.accept_by:
        found.append(f"a place in {task.ref} was to be accepted sooner than the charter says")
    return found


def _swapped(state: State, task: Task, mandate: Mandate, event: events.Swapped) -> list[str]:
    """Both said so; what is given in exchange is a place of whoever takes this one; a recall is not undone by it."""
    found = []
    if not event.actor == event.member == mandate.swap_with:
        found.append(f"a place in {task.ref} changed hands without both having said so")
    if event.other:
        other = state.task_of(event.other)
        given = other.mandate(event.other_number)
        if other is task or given.member != event.member or step(given.standing, Happening.SWAP) is None:
            found.append(f"a place in {other.ref} went in exchange that was not whose word it was")
        if was_recalled(other, mandate.member):
            found.append(f"a place in {other.ref} went back to somebody whom the group recalled from it")
    if was_recalled(task, event.member):
        found.append(f"a place in {task.ref} went back to somebody whom the group recalled from it")
    return found


def _begun(state: State, task: Task, event: events.JudgementBegun, at: datetime) -> list[str]:
    serving = task.serving()
    found = []
    if task.judgement is not None or event.holders != tuple(sorted(each.member for each in serving)):
        found.append(f"the judgement of {task.ref} began a second time, or of others than those who did the work")
    reported = any(each.standing is Standing.REPORTED for each in serving)
    until = over_at(state, task)
    if not (reported or (until is not None and until < event.polled_through)):
        found.append(f"the judgement of {task.ref} began before a report, and before its date")
    if event.closes < state.charter.labour.judge_for.after(at, state.zone):
        found.append(f"the judgement of {task.ref} closes sooner than the charter says")
    return found


def _word(state: State, task: Task, event: events.Judged) -> list[str]:
    if task.judgement is None or task.judgement.verdict is not None:
        return [f"member {event.actor} judged {task.ref} before or after its judgement"]
    found = []
    judgement = task.judgement
    if judgement.told is not None and event.received > judgement.closes:
        found.append(f"member {event.actor} judged {task.ref} after the time for it was over")
    if event.received < judgement.begun:
        found.append(f"member {event.actor} judged {task.ref} before it was reported")
    if event.actor in judgement.holders or any(each.member == event.actor and each.is_term for each in task.mandates):
        found.append(f"member {event.actor} judged their own work in {task.ref}")
    if event.actor not in state.roll.eligible(event.received):
        found.append(f"member {event.actor} judged {task.ref} and was not on the roll")
    return found + [f"{event.verdict} is no word of a judgement"] * (event.verdict not in SAID)


def _closed(task: Task, event: events.JudgementClosed) -> list[str]:
    judgement = task.judgement
    if judgement is None or judgement.verdict is not None:
        return [f"the judgement of {task.ref} closed, and none was open"]
    found = []
    if event.polled_through <= judgement.closes:
        found.append(f"the judgement of {task.ref} closed before all mail up to its end had been read")
    verdict = median(each.verdict for each in judgement.standing().values())
    if (event.verdict, dict(event.figures)) != (verdict, judgement.count()):
        found.append(
            f"{task.ref}: announced {event.verdict} {dict(event.figures)}, counted {verdict} {judgement.count()}"
        )
    return found

"""Who can be drawn for a task: willing, able, there, with hours to give, not resting and not busy enough already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from listvote.acts import Reference
from listvote.charter import Rotation
from listvote.charter.span import Span
from listvote.deliberation.outcome import EXEMPT
from listvote.group.holding import can_serve
from listvote.group.state import NEVER, State
from listvote.group.times import deadline, frozen
from listvote.labour.drawing import Candidate
from listvote.labour.rotation import standing
from listvote.labour.task import Offer, StandingOffer, Task

_NUMBER: Final = re.compile(r"[0-9]{1,5}")


def candidates(state: State, tasks: Sequence[Task], at: datetime) -> list[Candidate]:
    """The pool of tasks of one class that freeze together: whoever can be drawn for one of them, by number.

    Args:
        state: the group.
        tasks: in the order of their plan.
        at: the instant of the freeze, aware.
    """
    rotation = rotation_of(state, tasks[0].work_class)
    served = state.service.get(tasks[0].work_class, {})
    willing = {task.ref: offers_for(state, task) for task in tasks}
    held = _hours_held(state)
    pool = []
    for number in sorted({member for offers in willing.values() for member in offers}):
        if not can_serve(state, number, tasks[0].work_class, at):
            continue
        able: set[str] = set()
        learning: set[str] = set()
        prefer: list[str] = []
        for task in tasks:
            offer = willing[task.ref].get(number)
            if offer is None:
                continue
            prefer += [each for each in offer.prefer if each not in prefer]
            if _fits(state, task, offer, at, held.get(number, 0)):
                (learning if offer.apprentice else able).add(task.ref)
        if able or learning:
            place = standing(rotation, served.get(number))
            refs = {task.ref for task in tasks}
            wishes = tuple(each for each in prefer if each in refs)
            pool.append(Candidate(number, place, frozenset(able), frozenset(learning), wishes))
    return pool


def rotation_of(state: State, work_class: str) -> Rotation:
    """How a class of work rotates."""
    own = state.charter.labour.classes.get(work_class)
    return own.rotation if own is not None and own.rotation is not None else state.charter.labour.rotation


def offers_for(state: State, task: Task) -> dict[int, Offer]:
    """The willing by number: who offered for this task, and whose standing offer covers it and who did not say no."""
    aside = _stood_aside(state, task) if state.standing_offers else {}
    offers = {
        number: Offer(number, each.received, each.key, hours=each.hours, line=each.line, standing=True)
        for number, each in state.standing_offers.items()
        if number not in task.offers and covers(each, task) and each.received > aside.get(number, NEVER)
    }
    offers.update((each.member, each) for each in task.willing())
    return dict(sorted(offers.items()))


def covers(offer: StandingOffer, task: Task) -> bool:
    """Whether a standing offer is for such work: for any, for the task's class, or for a skill that it asks for."""
    return not offer.work or bool({task.work_class, *task.able} & set(offer.work))


def _stood_aside(state: State, task: Task) -> dict[int, datetime]:
    """Who stood aside from the decision that opened a task, and when it ended: only an offer after that counts."""
    ref = Reference.parse(task.plan) if task.plan else None
    plan = state.decisions.get(ref.number) if ref else None
    if plan is None:
        return {}
    ended = plan.ended or task.opened
    standing = plan.standing(state.received)
    return {member: ended for member, cast in standing.items() if cast.position in EXEMPT}


def skills_of(state: State, offer: Offer) -> frozenset[str]:
    """What somebody is able to do: declared with this offer, declared or recorded before."""
    return frozenset(state.skills.get(offer.member, ())) | frozenset(offer.able)


def lacking(state: State, task: Task, offer: Offer) -> tuple[str, ...]:
    """The skills that a task asks for and that somebody who offers has not declared."""
    known = skills_of(state, offer) if task.able else frozenset()
    return tuple(each for each in task.able if each not in known)


def _fits(state: State, task: Task, offer: Offer, at: datetime, held: int) -> bool:
    """Whether somebody who is willing, and can serve, can be drawn for a task.

    Able or, where it has places for them, an apprentice; there long enough; with the hours that it asks for; and not
    asked for it before, since nobody is asked twice for one task. `held` are the hours of what they hold already.
    """
    able = task.apprentices > 0 if offer.apprentice else not lacking(state, task, offer)
    if not able or any(each.member == offer.member for each in task.mandates):
        return False
    room = hours_in(offer.hours)
    if room is not None and offer.standing:
        room -= held
    enough = room is None or task.hours is None or room >= task.hours
    return enough and _there_long_enough(state, task, offer, at)


def _hours_held(state: State) -> dict[int, int]:
    """The hours of the tasks that members hold, or are asked to take."""
    held: dict[int, int] = {}
    for task in state.tasks.values():
        for mandate in task.mandates:
            if mandate.standing.runs:
                held[mandate.member] = held.get(mandate.member, 0) + (task.hours or 0)
    return held


def hours_in(written: str) -> int | None:
    """The number of hours in an offer, such as 4 of `4 hours a month`; None where it names none."""
    found = _NUMBER.search(written)
    return int(found[0]) if found else None


def _there_long_enough(state: State, task: Task, offer: Offer, at: datetime) -> bool:
    if not offer.until:
        return True
    closes = frozen(offer.until, offer.received, state.zone)
    if closes is None:
        return True
    term = Span.parse(task.term) if task.term else None
    needed = task.due or (term.after(at, state.zone) if term else at)
    return deadline(closes, offer.received, state.zone) >= needed

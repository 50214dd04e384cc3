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
from listvote.group.holding import is_full, rests_until
from listvote.group.state import State
from listvote.group.times import deadline, frozen
from listvote.labour.drawing import Candidate, WhyNot
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
    pool = []
    for number in sorted({member for offers in willing.values() for member in offers}):
        able: set[str] = set()
        learning: set[str] = set()
        prefer: list[str] = []
        for task in tasks:
            offer = willing[task.ref].get(number)
            if offer is None:
                continue
            prefer += [each for each in offer.prefer if each not in prefer]
            missing = why_not(state, task, offer, at)
            if missing is None:
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
    offers = {
        number: Offer(number, each.received, each.key, hours=each.hours, line=each.line, standing=True)
        for number, each in state.standing_offers.items()
        if number not in task.offers and covers(each, task) and not _stood_aside(state, task, each)
    }
    offers.update((each.member, each) for each in task.willing())
    return dict(sorted(offers.items()))


def covers(offer: StandingOffer, task: Task) -> bool:
    """Whether a standing offer is for such work: for any, for the task's class, or for a skill that it asks for."""
    return not offer.work or bool({task.work_class, *task.able} & set(offer.work))


def _stood_aside(state: State, task: Task, offer: StandingOffer) -> bool:
    """Whether somebody stood aside from the decision that opened a task, and did not offer afterwards."""
    ref = Reference.parse(task.plan) if task.plan else None
    plan = state.decisions.get(ref.number) if ref else None
    if plan is None or (plan.ended is not None and offer.received > plan.ended):
        return False
    cast = plan.standing_of(offer.member, state.received)
    return cast is not None and cast.position in EXEMPT


def skills_of(state: State, offer: Offer) -> frozenset[str]:
    """What somebody is able to do: declared with this offer, declared or recorded before."""
    return frozenset(state.skills.get(offer.member, ())) | frozenset(offer.able)


def lacking(state: State, task: Task, offer: Offer) -> tuple[str, ...]:
    """The skills that a task asks for and that somebody who offers has not declared."""
    return tuple(each for each in task.able if each not in skills_of(state, offer))


def why_not(state: State, task: Task, offer: Offer, at: datetime) -> WhyNot | None:
    """Why somebody who is willing cannot be drawn for a task; None where they can.

    Args:
        state: the group.
        task: the task.
        offer: theirs; an apprentice need not be able.
        at: the instant of the freeze, aware.
    """
    member = offer.member
    if member not in state.roll.eligible(at):
        return WhyNot.OFF_THE_ROLL
    if state.roll.is_away(member, at):
        return WhyNot.AWAY
    if offer.apprentice != bool(task.apprentices and offer.apprentice):
        return WhyNot.NOT_ABLE  # nobody can learn it here
    if not offer.apprentice and lacking(state, task, offer):
        return WhyNot.NOT_ABLE
    if not _there_long_enough(state, task, offer, at):
        return WhyNot.DATES
    room = _room(state, offer)
    if room is not None and task.hours is not None and room < task.hours:
        return WhyNot.NO_HOURS
    if any(each.member == member for each in task.mandates):
        return WhyNot.ASKED  # nobody is asked twice for one task
    if is_full(state, member):
        return WhyNot.SERVING
    return WhyNot.RESTING if rests_until(state, member, task.work_class, at) is not None else None


def hours_in(written: str) -> int | None:
    """The number of hours in an offer, such as 4 of `4 hours a month`; None where it names none."""
    found = _NUMBER.search(written)
    return int(found[0]) if found else None


def _room(state: State, offer: Offer) -> int | None:
    """How many hours somebody has for a task; of a standing offer, what they hold already is taken off."""
    hours = hours_in(offer.hours)
    if hours is None or not offer.standing:
        return hours
    held = [task.hours or 0 for task in state.tasks.values() if task.held_by(offer.member) is not None]
    return hours - sum(held)


def _there_long_enough(state: State, task: Task, offer: Offer, at: datetime) -> bool:
    if not offer.until:
        return True
    closes = frozen(offer.until, offer.received, state.zone)
    if closes is None:
        return True
    term = Span.parse(task.term) if task.term else None
    needed = task.due or (term.after(at, state.zone) if term else at)
    return deadline(closes, offer.received, state.zone) >= needed

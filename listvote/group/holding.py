"""How much work a member holds, whether they rest after a term, and who cannot take a place now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from listvote.charter.span import Span
from listvote.group.state import State
from listvote.labour.draw import Draw
from listvote.labour.mandate import Mandate, Standing
from listvote.labour.task import Task

OFFICE: Final = "office"
"""The class of what the elected do: `[labour]` may give it a rest of its own."""


def mandates_of(state: State, member: int) -> Iterator[tuple[Mandate, str]]:
    """Every mandate that a member was ever given, seats in elections included, with its class of work."""
    for task in state.tasks.values():
        yield from ((each, task.work_class) for each in task.mandates if each.member == member)
    for seats in state.seats.values():
        yield from ((each, OFFICE) for each in seats if each.member == member)


def held(state: State, member: int) -> int:
    """How many mandates a member holds at once: those taken and not reported yet, and those they are asked to take."""
    return sum(each.standing in (Standing.GIVEN, Standing.ACCEPTED) for each, _ in mandates_of(state, member))


def is_full(state: State, member: int) -> bool:
    """Whether a member holds as many mandates as the charter allows at once."""
    return held(state, member) >= state.charter.labour.mandates_at_once


def rest_in(state: State, work_class: str) -> Span:
    """How long the charter lets members rest after a term in a class of work."""
    own = state.charter.labour.classes.get(work_class)
    return own.rest if own is not None and own.rest is not None else state.charter.labour.rest


def rests_until(state: State, member: int, work_class: str, at: datetime) -> datetime | None:
    """Until when a member rests after their last term in a class of work; None where they do not at this instant.

    A place that was handed back, swapped or passed on is followed by no rest.
    """
    rest = rest_in(state, work_class)
    ends = [
        rest.after(mandate.ended, state.zone)
        for mandate, of in mandates_of(state, member)
        if of == work_class and mandate.ended is not None and mandate.standing is Standing.ENDED
    ]
    last = max(ends, default=None)
    return last if last is not None and at < last else None


def was_recalled(task: Task, member: int) -> bool:
    """Whether the group recalled a member from a task: then nobody can hand it back to them."""
    return any(each.member == member and each.standing is Standing.RECALLED for each in task.mandates)


def can_serve(state: State, member: int, work_class: str, at: datetime) -> bool:
    """Whether a member can take a place in a class of work at an instant: there, not resting, with room for it."""
    person = state.roll.members.get(member)
    if person is None or person.votes_from > at or (person.left is not None and person.left <= at):
        return False
    if state.roll.is_away(member, at) or is_full(state, member):
        return False
    return rests_until(state, member, work_class, at) is None


def draws_of(state: State, task: Task) -> list[Draw]:
    """The draws that found people for a task, the first round first."""
    return sorted(
        (each for each in state.draws.values() if each.drawn is not None and task.ref in each.tasks),
        key=lambda each: each.drawn or task.opened,
    )


def order_for(state: State, task: Task, apprentice: bool) -> tuple[list[int], list[int]]:
    """Who can take a place of a task: whom the draws chose for it, and all others in the order that they gave."""
    chosen: list[int] = []
    order: list[int] = []
    for draw in draws_of(state, task):
        fit = {each.number for each in draw.pool if task.ref in (each.learning if apprentice else each.able)}
        chosen += (draw.taught if apprentice else draw.seats).get(task.ref, ())
        order += [each for each in draw.order if each in fit]
    return chosen, order


def over_at(state: State, task: Task) -> datetime | None:
    """When the time of a task is over: its date, or the end of the term that began with its first draw; else None."""
    if task.due is not None:
        return task.due
    drawn = [each.drawn for each in draws_of(state, task) if each.drawn is not None]
    term = Span.parse(task.term)
    return term.after(drawn[0], state.zone) if term is not None and drawn else None

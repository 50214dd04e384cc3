"""Whether offers and salts for a task came from those who may, and while it took them."""

from __future__ import annotations

from listvote import events
from listvote.group import State
from listvote.group.draws import is_frozen


def offered_wrongly(state: State, event: events.Offered | events.OfferWithdrawn) -> list[str]:
    """Say what is wrong with an offer, or with taking one back, in words: too late for the pool, or nobody's who may.

    Args:
        state: the group before the event.
        event: what is claimed.
    """
    task = state.task_of(event.about)
    found = []
    if event.actor not in state.roll.members:
        found.append(f"an offer for {task.ref} of member {event.actor}, who never was on the roll")
    if is_frozen(state, task) and not task.drawn:
        found.append(f"an offer for {task.ref} was changed after its pool was frozen")
    late = task.called is not None and event.received > task.offers_until
    if isinstance(event, events.Offered) and (late or task.drawn or task.over is not None):
        found.append(f"an offer for {task.ref} was taken after offers were closed")
    return found


def salted_wrongly(state: State, event: events.Salted) -> list[str]:
    """Say what is wrong with a salt for the draw of a task, in words: it came when the salts were closed.

    Args:
        state: the group before the event.
        event: what is claimed.
    """
    task = state.task_of(event.about)
    draw = state.draws.get(task.draw)
    found = []
    if event.actor not in state.roll.members:
        found.append(f"a salt for {task.ref} of member {event.actor}, who never was on the roll")
    if draw is None:
        return found
    told_until = draw.salts_until if draw.posted is not None else None
    if draw.salts is not None or draw.drawn is not None or (told_until is not None and event.received > told_until):
        found.append(f"a salt for {task.ref} was taken after its salts were closed")
    return found

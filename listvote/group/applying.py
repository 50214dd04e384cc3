"""The table of what each kind of event changes; the rooms of a group fill it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, singledispatch
from typing import Any, Final, NamedTuple

from listvote import events
from listvote.acts import Reference
from listvote.deliberation.decision import Decision
from listvote.group.state import State
from listvote.labour.task import Task
from listvote.ledger.chain import LedgerError


class Written(NamedTuple):
    """When and where an event was written: its time (aware, UTC), its number, its receipt code."""

    at: datetime
    seq: int
    code: str


@singledispatch
def apply(event: events.Event, state: State, written: Written) -> None:
    """Change the state by one event. Raises LedgerError for a kind that nothing is known of."""
    raise LedgerError(f"nothing is known of what {event.kind!r} changes")


def applied(event: events.Event, state: State, written: Written) -> None:
    """Change the state by one event, as `apply` does: the way to it is looked up once for each kind."""
    kind = type(event)
    (_KNOWN.get(kind) or _KNOWN.setdefault(kind, apply.dispatch(kind)))(event, state, written)


_KNOWN: Final[dict[type, Callable[..., None]]] = {}
when: Final[Callable[..., Any]] = apply.register
"""Decorates what applies one kind of event."""


def noted(state: State, event: events.Mailed) -> None:
    """Note that whoever sent a mail is active."""
    state.roll.seen(event.actor, event.received)


_reference = lru_cache(maxsize=1024)(Reference.parse)  # events about one matter come in thousands


def decision_of(state: State, about: str) -> Decision:
    """The decision that an event is about. Raises KeyError where it was never opened."""
    ref = _reference(about)
    decision = state.decisions.get(ref.number) if ref is not None else None
    if decision is None:
        raise KeyError(f"no decision {about}")
    return decision


def task_of(state: State, about: str) -> Task:
    """The task that an event is about. Raises KeyError where it was never opened."""
    ref = Reference.parse(about)
    if ref is None or ref.number not in state.tasks:
        raise KeyError(f"no task {about}")
    return state.tasks[ref.number]

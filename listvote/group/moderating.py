"""Moderators by lot, where the charter says so: moderating is a task, whose turns the service opens by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from listvote import events
from listvote.charter import BUILT_IN, Span
from listvote.group.holding import over_at
from listvote.group.on_life import sha256
from listvote.group.state import State

WORK_CLASS: Final = "moderating"
"""The class of this work: `[labour]` may give it a rotation and a rest of its own."""
TITLE: Final = "Moderate this list"
TEXT: Final = (
    "To answer who asks to join, to look at mail that could not be read or sent, to put a close off after an outage. "
    "A moderator has no vote more than anybody, and settles nothing that the group decides."
)


def term_of(state: State) -> Span:
    """How long moderators by lot serve: as long as the elected do."""
    name = state.charter.opening.tag_kinds.get("election", "election")
    return state.charter.kinds.get(name, BUILT_IN["election"]).term


def moderating_goes_on(state: State, now: datetime) -> tuple[events.Event, ...]:
    """Open the next turn of moderating, so early that it can be drawn before the term ends; or end it.

    Args:
        state: the group, live.
        now: aware.
    """
    wanted = state.charter.group.moderators_by_lot
    running = [each for each in state.tasks.values() if each.moderates and each.over is None]
    if not wanted:
        ended = [each for each in running if each.judgement is None]
        return tuple(events.WorkEnded(about=each.ref, because="charter") for each in ended[:1])
    last = max((each for each in state.tasks.values() if each.moderates), key=lambda each: each.turn, default=None)
    if last is not None and last.over is None:
        until = over_at(state, last)
        if last.judgement is None and (until is None or now < _early(state, until)):
            return ()
    reports = [each.report for task in state.tasks.values() if task.moderates for each in task.mandates if each.report]
    return (
        events.TaskOpened(
            about=f"T{state.last_task + 1}",
            actor=0,
            received=now,
            key="",
            tag="TASK",
            people=wanted,
            work_class=WORK_CLASS,
            offers_until=state.charter.labour.offers.after(now, state.zone),
            text_sha256=sha256(TEXT),
            title=TITLE,
            text=TEXT,
            term=str(term_of(state)),
            turn=last.turn + 1 if last is not None else 1,
            follows=last.ref if last is not None else "",
            handover=reports[-1] if reports else "",
            moderates=True,
        ),
    )


def _early(state: State, until: datetime) -> datetime:
    """When the next turn is opened: offers, salts and answers fit before the end of this one."""
    labour = state.charter.labour
    for span in (labour.offers, labour.salt, labour.accept_within, labour.accept_within):
        until = span.before(until, state.zone)
    return until

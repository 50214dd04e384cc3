"""Whether what happened around a draw of work follows: the frozen pool and its standings, salts, sources, the draw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from listvote import events
from listvote.audit.report import DrawAgain, Report
from listvote.group import State
from listvote.group.draws import (
    SECRET_WAITS,
    SOURCES_WAIT,
    first_salts,
    frozen_together,
    is_frozen,
    outcome_of,
    sources_wanted,
)
from listvote.group.mandates import called_again
from listvote.group.willing import candidates, rotation_of
from listvote.labour.draw import Draw
from listvote.labour.rotation import written
from listvote.lot import LotError, commitment

DRAW_EVENTS: Final = frozenset(
    {"pool frozen", "salts closed", "source entered", "drawn", "offers reopened", "service imported", "lot committed"}
)
"""The kinds of events that are checked here."""


def follows_draw(state: State, event: events.Event, at: datetime, report: Report) -> list[str]:
    """Say what an event about a draw of work claims that does not follow from the state before it, in words.

    Args:
        state: the group before the event.
        event: what is claimed.
        at: when it was written, aware.
        report: counts what was computed anew, and who was left out of a pool for a reason that is private.
    """
    if isinstance(event, events.PoolFrozen):
        return _frozen(state, event, at, report)
    if isinstance(event, events.OffersReopened):
        return _reopened(state, event, at)
    if isinstance(event, events.LotCommitted):
        return _committed(state, event)
    if isinstance(event, events.ServiceImported):
        report.imported += len(event.history)
        return _imported(state, event)
    assert isinstance(event, events.SaltsClosed | events.SourceEntered | events.Drawn)
    draw = state.draws.get(event.draw)
    if draw is None or draw.frozen is None:
        return [f"{event.kind} for the draw {event.draw}, whose pool was never frozen"]
    if draw.drawn is not None:
        return [f"{event.kind} for the draw {event.draw}, which is over"]
    if isinstance(event, events.SaltsClosed):
        return _salted(state, draw, event)
    if isinstance(event, events.SourceEntered):
        found = [] if event.actor in state.moderators else [f"a source of {draw.name} was entered by no moderator"]
        wanted = [number for number, _ in sources_wanted(draw)]
        return found + [f"a source of {draw.name} was entered out of turn"] * (event.number not in wanted)
    return _drawn(state, draw, event, at, report)


def _committed(state: State, event: events.LotCommitted) -> list[str]:
    """A secret is committed to once for each lot, never for two, and for a draw before its offers are called for."""
    known = {f"#{number}": each.lot for number, each in state.decisions.items()}
    known |= {name: each.commitment for name, each in state.draws.items()}
    found = []
    if known.get(event.about):
        found.append(f"a secret for the lot of {event.about} was committed to a second time")
    twice = sorted(name for name, each in known.items() if each == event.commitment and name != event.about)
    found += [f"the lot of {event.about} is committed to the secret of {name}" for name in twice]
    if event.about.startswith("T") and state.task_of(event.about).called is not None:
        found.append(f"the secret of {event.about} was committed to after offers were called for")
    return found


def _imported(state: State, event: events.ServiceImported) -> list[str]:
    found = []
    if any(each.work_class == event.work_class and each.drawn is not None for each in state.draws.values()):
        found.append("service from before was imported into a class of work in which somebody was drawn already")
    if event.by and event.by not in state.moderators:
        found.append(f"member {event.by} imported service from before, and is no moderator")
    strangers = [each["member"] for each in event.history if each["member"] not in state.roll.members]
    return found + [
        f"service from before was imported of member {each}, who never was on the roll" for each in strangers
    ]


def _frozen(state: State, event: events.PoolFrozen, at: datetime, report: Report) -> list[str]:
    name = event.draw
    tasks = [state.task_of(ref) for ref in event.tasks]
    if not tasks:
        return [f"the draw {name} is for no task"]
    found = []
    before = state.draws.get(name)
    if before is not None and before.frozen is not None:
        found.append(f"the pool of {name} was frozen a second time")
    if not (before and before.commitment):
        found.append(f"the pool of {name} was frozen without a commitment to a secret before it")
    if any(task.drawn or is_frozen(state, task) or task.over is not None for task in tasks):
        found.append(f"the pool of {name} has a task that was drawn already, or is over")
    if {task.offers_until for task in tasks} != {tasks[0].offers_until} or event.polled_through <= tasks[
        0
    ].offers_until:
        found.append(f"the pool of {name} was frozen before all offers up to their time had been read")
    if tasks != frozen_together(state, event.polled_through):
        found.append(f"the draw {name} has not all the tasks, and those alone, whose offers closed at one time")
    if {task.work_class for task in tasks} != {event.work_class}:
        found.append(f"the tasks of {name} are not of one class of work")
    if (event.rotation, event.lot) != (rotation_of(state, event.work_class), state.charter.labour.lot):
        found.append(f"the draw {name} has another rotation or lot than the charter")
    wanted = {task.ref: task.wanted for task in tasks}
    learners = {task.ref: task.apprentices_wanted for task in tasks}
    if (dict(event.places), dict(event.apprentices)) != (wanted, learners):
        found.append(f"the draw {name} has another number of places than its tasks")
    if event.pool and event.sources != state.charter.labour.sources:
        found.append(f"the draw {name} has other public sources than the charter")
    if event.salts_until < state.charter.labour.salt.after(at, state.zone):
        found.append(f"the salts of {name} close earlier than the charter says")
    return found + _pool(state, event, at, report)


def _pool(state: State, event: events.PoolFrozen, at: datetime, report: Report) -> list[str]:
    """The pool against the same computed from the offers; only for hours, which are private, can anybody be missing."""
    ours = {each.member: each for each in candidates(state, [state.task_of(ref) for ref in event.tasks], at)}
    found = []
    numbers: list[Any] = [line.get("number") for line in event.pool]
    if numbers != sorted(set(numbers)):
        found.append(f"the pool of {event.draw} is not numbered in order, each member once")
    theirs: dict[Any, Mapping[str, Any]] = {line.get("number"): line for line in event.pool}
    for number, line in theirs.items():
        expected = ours.get(number)
        if expected is None:
            found.append(
                f"member {number} stands in the pool of {event.draw} and offered for none of its tasks, or cannot"
            )
            continue
        if line.get("standing") != written(expected.standing):
            found.append(
                f"member {number} stands in the pool of {event.draw} at {line.get('standing')}, "
                f"by the draws before it is {written(expected.standing)}"
            )
        if not set(line.get("able", ())) <= expected.able or not set(line.get("learning", ())) <= expected.learning:
            found.append(f"member {number} is in the pool of {event.draw} for a task that they cannot be drawn for")
        if tuple(line.get("prefer", ())) != expected.prefer:
            found.append(f"member {number} is in the pool of {event.draw} with other wishes than they sent")
    for number, expected in ours.items():
        line = theirs.get(number, {})
        listed = {*line.get("able", ()), *line.get("learning", ())}
        report.left_out += bool((expected.able | expected.learning) - listed)
    return found


def _salted(state: State, draw: Draw, event: events.SaltsClosed) -> list[str]:
    found = []
    if draw.salts is not None:
        found.append(f"the salts of {draw.name} were closed a second time")
    sent = [[member, text] for member, text in sorted(first_salts(state, draw).items())]
    if [list(each) for each in event.salts] != sent:
        found.append(f"the salts of {draw.name} are not the first that its members sent")
    if draw.salts_until is None or event.polled_through <= draw.salts_until:
        found.append(f"the salts of {draw.name} were closed before all mail up to their time had been read")
    return found


def _drawn(state: State, draw: Draw, event: events.Drawn, at: datetime, report: Report) -> list[str]:
    """The draw itself, done again from the frozen pool, the salts, the sources and the revealed secret."""
    name, found = draw.name, []
    if draw.pool and draw.salts is None:
        return [f"{name} was drawn before its salts were closed"]
    if event.secret is not None and commitment(bytes.fromhex(event.secret)) != draw.commitment:
        found.append(f"the secret of {name} is not the one that was committed to")
    closed = draw.salts_closed or at
    if draw.pool and event.secret is None and draw.drawn_by == "listvote" and at < closed + SECRET_WAITS:
        found.append(f"the secret of {name} was withheld before its time was over")
    if sources_wanted(draw) and at < closed + SOURCES_WAIT:
        found.append(f"{name} was drawn without a public source that could still be entered")
    if event.public != draw.public:
        found.append(f"the public values of {name} are not those that were entered")
    report.draws.append(DrawAgain(name, tuple(event.order), {ref: tuple(who) for ref, who in event.places.items()}))
    try:
        ours = outcome_of(state, draw, bytes.fromhex(event.secret or ""))
    except LotError as refused:
        return [*found, f"{name} cannot be drawn again: {refused}"]
    announced = {"order": event.order, "places": event.places, "apprentices": event.apprentices, "empty": event.empty}
    again = {"order": ours.order, "places": ours.places, "apprentices": ours.apprentices, "empty": ours.empty}
    return found + [
        f"{name}: announced {announced[key]} as its {key}, drawn again it is {again[key]}"
        for key in announced
        if announced[key] != again[key]
    ]


def _reopened(state: State, event: events.OffersReopened, at: datetime) -> list[str]:
    """Offers are taken once more only where places stay empty: a draw whose outcome pleases nobody is not repeated."""
    task = state.task_of(event.about)
    if event.round != task.calls + 1:
        return [f"offers for {event.about} were called for as round {event.round} after round {task.calls}"]
    if not task.drawn or task.over is not None:
        return [f"offers for {event.about} were taken once more before its draw, or after its end"]
    ours = called_again(state, task, at)
    if ours is None or (event.people, event.apprentices) != (ours.people, ours.apprentices):
        return [f"offers for {event.about} were taken once more for other places than stay empty"]
    if event.offers_until < ours.offers_until:
        return [f"offers for {event.about} close sooner than the charter says"]
    return []

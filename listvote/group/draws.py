"""How a draw goes on by itself: committed to, frozen, salted, drawn; and offers once more where places stay empty.

One step at a time; what every step rests on is in the ledger but hours, so an audit takes the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from listvote import events, lot
from listvote.group.opening import lot_of
from listvote.group.plans import drawn_at_soonest
from listvote.group.state import State
from listvote.group.willing import candidates, rotation_of
from listvote.labour import drawing
from listvote.labour.draw import Draw
from listvote.labour.drawing import Candidate, Places
from listvote.labour.rotation import written
from listvote.labour.task import Task

SECRET_WAITS: Final = timedelta(hours=24)
"""How long a draw waits for a secret that is lost; then it counts as empty."""
SOURCES_WAIT: Final = timedelta(days=7)
"""How long a draw waits for a public source that nobody enters; then it goes on without it, by our own lot."""
CALLS_AT_MOST: Final = 2
"""How often offers are called for by themselves, before places stay empty."""


def draws_on(state: State, now: datetime, polled_through: datetime, secret: bytes) -> tuple[events.Event, ...]:
    """The next step of the draws of a group; nothing where nothing is due, nor before it is live.

    1. Commit to a secret, before offers are called for.
    2. Freeze the pool of tasks of one class whose offers closed at one time, once all mail before that is read.
    3. Close the salts, a while after the pool was posted.
    4. Draw, once the public sources are entered.
    5. Take offers once more where places stay empty.

    Args:
        state: the group.
        now: aware.
        polled_through: when the last complete poll of the mailbox began.
        secret: 32 random bytes to commit to; none: nothing is committed to.
    """
    if not state.live:
        return ()
    running = [task for task in state.tasks.values() if task.over is None and task.judgement is None]
    looking = [task for task in running if not task.drawn]
    waiting = [task for task in looking if not is_frozen(state, task)]
    for task in waiting:
        if secret and _wants_commitment(state, task):
            return _committed(state, task, secret)
    if together := frozen_together(state, polled_through):
        return _frozen(state, together, now, polled_through)
    for draw in state.draws.values():
        if (step := _drawn_on(state, draw, now, polled_through)) is not None:
            return (step,)
    for task in running:
        if task.drawn and task.wanted > 0 and may_reopen(state, task, now):
            return (reopened(state, task, now, task.wanted, task.apprentices_wanted),)
    return ()


def frozen_together(state: State, polled_through: datetime) -> list[Task]:
    """The next tasks whose pool is frozen as one: of one class, their offers closed at one time; none for none.

    Args:
        state: the group.
        polled_through: when the last complete poll of the mailbox began: only what closed before it is closed.
    """
    ready = [
        task
        for task in state.tasks.values()
        if task.over is None and task.judgement is None and not task.drawn and not is_frozen(state, task)
        if task.called is not None and polled_through > task.offers_until
    ]
    return [
        task for task in ready if (task.work_class, task.offers_until) == (ready[0].work_class, ready[0].offers_until)
    ]


def is_frozen(state: State, task: Task) -> bool:
    """Whether the pool of a task is frozen: nobody is added any more."""
    draw = state.draws.get(task.draw)
    return draw is not None and draw.frozen is not None and task.ref in draw.tasks


def in_vain(state: State, draw: Draw) -> bool:
    """Whether a draw would find people for nothing: it was not done when all of its tasks ended."""
    return draw.drawn is None and bool(draw.tasks) and all(state.task_of(ref).over is not None for ref in draw.tasks)


def _wants_commitment(state: State, task: Task) -> bool:
    draw = state.draws.get(task.draw)
    return draw is None or not draw.commitment or draw.frozen is not None


def _committed(state: State, task: Task, secret: bytes) -> tuple[events.Event, ...]:
    """A commitment to a secret that no other draw has."""
    name = task.draw if task.draw not in state.draws else name_of(task)
    known = {draw.commitment for draw in state.draws.values()} | {each.lot for each in state.decisions.values()}
    commitment = lot_of(name, secret)
    return () if commitment.commitment in known else (commitment,)


def name_of(task: Task) -> str:
    """The name of a task's own draw: the task, and the round where that is not the first."""
    return task.ref if task.calls == 1 else f"{task.ref}.{task.calls}"


def may_reopen(state: State, task: Task, now: datetime) -> bool:
    """Whether offers for a task may be taken once more: not too often, and only where a draw comes before its date."""
    return task.calls < CALLS_AT_MOST and (task.due is None or drawn_at_soonest(state, now) < task.due)


def reopened(state: State, task: Task, now: datetime, people: int, apprentices: int) -> events.OffersReopened:
    """Offers for a task are taken once more, for so many places."""
    return events.OffersReopened(
        about=task.ref,
        round=task.calls + 1,
        people=people,
        apprentices=apprentices,
        offers_until=state.charter.labour.offers.after(now, state.zone),
    )


def _frozen(state: State, tasks: Sequence[Task], now: datetime, polled_through: datetime) -> tuple[events.Event, ...]:
    """The frozen pool; where it is empty, nothing has to be salted."""
    labour = state.charter.labour
    pool = candidates(state, tasks, now)
    name = tasks[0].draw if not is_taken(state, tasks[0].draw) else name_of(tasks[0])
    places = {task.ref: task.wanted for task in tasks}
    apprentices = {task.ref: task.apprentices_wanted for task in tasks}
    rotation = rotation_of(state, tasks[0].work_class)
    frozen = events.PoolFrozen(
        about=tasks[0].ref,
        draw=name,
        tasks=tuple(places),
        work_class=tasks[0].work_class,
        rotation=rotation.value,
        lot=labour.lot.value,
        pool=tuple(_line(each, tuple(places)) for each in pool),
        places=places,
        apprentices=apprentices,
        salts_until=labour.salt.after(now, state.zone),
        sources=labour.sources if pool else (),
        polled_through=polled_through,
    )
    if pool:
        return (frozen,)
    empty = Outcome((), {ref: [] for ref in places}, {ref: [] for ref in places}, _nobody(tasks))
    known = state.draws.get(name)
    secret = secret_of(known) if known else None
    return frozen, _drawn_event(tasks[0].ref, name, secret.hex() if secret else None, (), empty)


def is_taken(state: State, name: str) -> bool:
    """Whether a pool was frozen under this name already."""
    draw = state.draws.get(name)
    return draw is not None and draw.frozen is not None


def _line(candidate: Candidate, plan: Sequence[str]) -> dict[str, Any]:
    return {
        "number": candidate.member,
        "standing": written(candidate.standing),
        "able": [ref for ref in plan if ref in candidate.able],
        "learning": [ref for ref in plan if ref in candidate.learning],
        "prefer": list(candidate.prefer),
    }


def _nobody(tasks: Sequence[Task]) -> tuple[Mapping[str, Any], ...]:
    wanted = [_missing((task.ref,), task.wanted, 0, task.able, False) for task in tasks]
    learning = [
        _missing((task.ref,), task.apprentices_wanted, 0, task.able, True) for task in tasks if task.apprentices_wanted
    ]
    return (*wanted, *learning)


def _missing(
    tasks: Sequence[str], wanted: int, offered: int, able: Sequence[str], apprentices: bool
) -> Mapping[str, Any]:
    return {
        "tasks": list(tasks),
        "wanted": wanted,
        "offered": offered,
        "able": list(able),
        "apprentices": apprentices,
    }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a draw came to: the whole order, each task's members and apprentices, why places stay empty."""

    order: tuple[int, ...]
    places: Mapping[str, list[int]]
    apprentices: Mapping[str, list[int]]
    empty: tuple[Mapping[str, Any], ...]


def outcome_of(state: State, draw: Draw, secret: bytes) -> Outcome:
    """Do a draw whose salts are closed, with the public values entered and this secret, none at all where it is lost.

    Raises LotError where a public value is none that the lot can take.
    """
    pool = draw.candidates()
    wanted = [
        Places(ref, draw.places[ref], draw.apprentices[ref], skills=state.task_of(ref).able) for ref in draw.tasks
    ]
    by_lot = lot.drawn(draw.drawn_by, [each.member for each in pool], secret, draw.salts or {}, draw.public)
    drawn = drawing.draw(wanted, pool, by_lot)
    given: dict[bool, dict[str, list[int]]] = {each: {ref: [] for ref in draw.tasks} for each in (False, True)}
    for seat in drawn.seats:
        given[seat.apprentice][seat.task].append(seat.member)
    empty = tuple(
        _missing(each.tasks, each.wanted, each.offered, each.skills, each.apprentices) for each in drawn.empty
    )
    return Outcome(drawn.order, given[False], given[True], empty)


def _drawn_on(state: State, draw: Draw, now: datetime, polled_through: datetime) -> events.Event | None:
    if draw.frozen is None or draw.drawn is not None or draw.salts_until is None or in_vain(state, draw):
        return None
    if draw.salts is None:
        if draw.posted is None or polled_through <= draw.salts_until:
            return None
        salts = [[member, text] for member, text in sorted(first_salts(state, draw).items())]
        return events.SaltsClosed(
            about=draw.tasks[0], draw=draw.name, salts=tuple(salts), polled_through=polled_through
        )
    closed = draw.salts_closed or now
    if len(draw.public) < len(draw.sources) and now < closed + SOURCES_WAIT:
        return None
    secret = secret_of(draw)
    if secret is None and draw.drawn_by == "listvote" and now < closed + SECRET_WAITS:
        return None
    outcome = outcome_of(state, draw, secret or b"")
    return _drawn_event(draw.tasks[0], draw.name, None if secret is None else secret.hex(), draw.public, outcome)


def _drawn_event(about: str, name: str, secret: str | None, public: tuple[str, ...], outcome: Outcome) -> events.Drawn:
    return events.Drawn(
        about=about,
        draw=name,
        secret=secret,
        public=public,
        order=outcome.order,
        places=outcome.places,
        apprentices=outcome.apprentices,
        empty=outcome.empty,
    )


def secret_of(draw: Draw) -> bytes | None:
    """The secret of a draw; None where it is lost, or is not the one that was committed to."""
    try:
        secret = bytes.fromhex(draw.secret)
    except ValueError:
        return None
    kept = len(secret) == lot.SECRET_BYTES and lot.commitment(secret) == draw.commitment
    return secret if kept else None


def first_salts(state: State, draw: Draw) -> dict[int, str]:
    """The salt of each member that counts: the first for one of the draw's tasks, by receipt, then by content key."""
    found: dict[int, list[tuple[datetime, str, str]]] = {}
    for ref in draw.tasks:
        task = state.task_of(ref)
        for member, sent in task.salts.items():
            since = task.round_since
            found.setdefault(member, []).extend(each for each in sent if since is None or each[0] > since)
    return {
        member: min(sent, key=lambda each: (min(state.received.get(each[1], each[0]), each[0]), each[1]))[2]
        for member, sent in sorted(found.items())
        if sent
    }


def sources_wanted(draw: Draw) -> tuple[tuple[int, str], ...]:
    """The public sources that are still to be entered, by number and in words; none before the salts closed."""
    if draw.salts is None or draw.drawn is not None:
        return ()
    return tuple((number, words) for number, words in enumerate(draw.sources, 1) if number not in draw.values)

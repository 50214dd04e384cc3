"""What events about tasks change."""

from __future__ import annotations

from listvote import events
from listvote.acts import Reference
from listvote.group.applying import Written, noted, task_of, when
from listvote.group.state import State
from listvote.labour.draw import Draw, InPool
from listvote.labour.rotation import after_draw, imported
from listvote.labour.task import Offer, StandingOffer, Task


@when
def _(event: events.TaskOpened, state: State, written: Written) -> None:
    ref = Reference.parse(event.about)
    if ref is None:
        raise KeyError(f"{event.about!r} is no number of a task")
    state.tasks[ref.number] = Task(
        ref=event.about,
        title=event.title,
        text=event.text,
        tag=event.tag,
        opener=event.actor,
        opened=event.received,
        people=event.people,
        offers_until=event.offers_until,
        hours=event.hours,
        by=event.by or "",
        able=event.able,
        apprentices=event.apprentices,
        work_class=event.work_class,
        message_id=event.message_id,
        plan=event.plan,
        number=event.number,
        term=event.term,
        repeats=event.repeats,
        turn=event.turn,
        follows=event.follows,
        due=event.due,
        handover=event.handover,
        moderates=event.moderates,
        draw=event.draw or event.about,
        wanted=event.people,
        apprentices_wanted=event.apprentices,
    )
    state.last_task = max(state.last_task, ref.number)
    if event.key:  # the adoption of a plan is no act of its opener
        noted(state, event)


@when
def _(event: events.Offered, state: State, written: Written) -> None:
    task = task_of(state, event.about)
    offer = Offer(
        event.actor,
        event.received,
        event.key,
        event.able,
        event.hours or "",
        event.until or "",
        event.line,
        apprentice=event.apprentice,
        prefer=event.prefer,
    )
    task.offers.setdefault(event.actor, []).append(offer)
    state.skills.setdefault(event.actor, set()).update(event.able)
    noted(state, event)


@when
def _(event: events.OfferWithdrawn, state: State, written: Written) -> None:
    offer = Offer(event.actor, event.received, event.key, line=event.line, withdrawn=True)
    task_of(state, event.about).offers.setdefault(event.actor, []).append(offer)
    noted(state, event)


@when
def _(event: events.StandingOffered, state: State, written: Written) -> None:
    state.standing_offers[event.actor] = StandingOffer(
        event.actor, event.received, event.key, event.work, event.hours, event.line
    )
    state.skills.setdefault(event.actor, set()).update(event.work)
    noted(state, event)


@when
def _(event: events.StandingWithdrawn, state: State, written: Written) -> None:
    state.standing_offers.pop(event.actor, None)
    noted(state, event)


@when
def _(event: events.PoolFrozen, state: State, written: Written) -> None:
    draw = state.draws.setdefault(event.draw, Draw(event.draw))
    draw.tasks, draw.work_class, draw.rotation, draw.lot = event.tasks, event.work_class, event.rotation, event.lot
    draw.pool = tuple(
        InPool(
            each["number"],
            tuple(each["standing"]),
            tuple(each.get("able", ())),
            tuple(each.get("learning", ())),
            tuple(each.get("prefer", ())),
        )
        for each in event.pool
    )
    draw.places, draw.apprentices = event.places, event.apprentices
    draw.frozen, draw.salts_until, draw.sources = written.at, event.salts_until, event.sources
    for ref in event.tasks:
        task_of(state, ref).draw = event.draw


@when
def _(event: events.SaltsClosed, state: State, written: Written) -> None:
    draw = state.draws[event.draw]
    draw.salts = dict(event.salts)
    draw.salts_closed = written.at


@when
def _(event: events.SourceEntered, state: State, written: Written) -> None:
    state.draws[event.draw].values[event.number] = event.value
    noted(state, event)


@when
def _(event: events.Drawn, state: State, written: Written) -> None:
    draw = state.draws[event.draw]
    draw.drawn, draw.revealed, draw.order = written.at, event.secret, event.order
    draw.seats = {ref: tuple(members) for ref, members in event.places.items()}
    asked = {member for given in (event.places, event.apprentices) for members in given.values() for member in members}
    served = state.service.get(draw.work_class, {})
    state.service[draw.work_class] = after_draw(served, [each.number for each in draw.pool], asked, written.at)
    draw.taught = {ref: tuple(members) for ref, members in event.apprentices.items()}
    for ref in draw.tasks:
        task = task_of(state, ref)
        task.drawn = True
        task.wanted -= len(event.places.get(ref, ()))
        task.apprentices_wanted -= len(event.apprentices.get(ref, ()))
        task.empty = tuple(each for each in event.empty if ref in each.get("tasks", ()))


@when
def _(event: events.OffersReopened, state: State, written: Written) -> None:
    task = task_of(state, event.about)
    task.calls, task.wanted, task.apprentices_wanted = event.round, event.people, event.apprentices
    task.draw, task.drawn, task.empty = f"{event.about}.{event.round}", False, ()
    task.opened = task.round_since = written.at
    task.offers_until, task.called, task.post = event.offers_until, None, ""


@when
def _(event: events.ServiceImported, state: State, written: Written) -> None:
    history = {
        each["member"]: (each["terms"], events.moment(each["last"]) if each.get("last") else None)
        for each in event.history
    }
    state.service[event.work_class] = imported(history)

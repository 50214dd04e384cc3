"""What events about tasks change."""

from __future__ import annotations

from listvote import events
from listvote.acts import Reference
from listvote.group.applying import Written, noted, task_of, when
from listvote.group.state import State
from listvote.labour.task import Offer, Task


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
    )
    state.last_task = max(state.last_task, ref.number)
    noted(state, event)


@when
def _(event: events.Offered, state: State, written: Written) -> None:
    offer = Offer(event.actor, event.received, event.key, event.able, event.hours or "", event.until or "", event.line)
    task_of(state, event.about).offers.setdefault(event.actor, []).append(offer)
    noted(state, event)


@when
def _(event: events.OfferWithdrawn, state: State, written: Written) -> None:
    offer = Offer(event.actor, event.received, event.key, line=event.line, withdrawn=True)
    task_of(state, event.about).offers.setdefault(event.actor, []).append(offer)
    noted(state, event)

"""What goes to a member alone about work: a place that is offered, the date of a task, a wish to swap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from listvote.acts import Reference
from listvote.events import Event, MandateGiven, SwapAsked
from listvote.flow.house import Change
from listvote.flow.outgoing import answer_id, send
from listvote.flow.tokens import reply_to
from listvote.group import Incoming, State, Wanted
from listvote.labour.mandate import Mandate
from listvote.labour.task import Task
from listvote.mail.calendar import calendar
from listvote.mail.compose import Enclosure
from listvote.posts import at_work
from listvote.posts.views import View
from listvote.store.outbox import Outgoing


def to_worker(
    change: Change, group: int, state: State, wanted: Wanted, events: Sequence[Event], id_: str, now: datetime
) -> tuple[Outgoing, ...]:
    """Write to whoever is asked to take a place, reminded of a date (with a calendar of it), or need not go on.

    Args:
        change: the transaction.
        group: the number of the group.
        state: the group before the step.
        wanted: what is due.
        events: those of the step: a place that it gives is not in the state yet.
        id_: the Message-ID.
        now: aware.

    Returns:
        the mail; nothing where its reader has no address any more.
    """
    task, held = _held(state, wanted, events)
    if wanted.what == "mandate":
        view: View = at_work.mandate(state, task, held, "", now)
    elif wanted.what == "called-off":
        view = at_work.called_off(state, task, held, "", now)
    else:
        view = at_work.duty(state, task, held, "", now)
    mail = _send(change, group, state, held.member, view, task, id_, wanted.what, held, now)
    return (mail,) if mail is not None else ()


def _held(state: State, wanted: Wanted, events: Sequence[Event]) -> tuple[Task, Mandate]:
    ref = Reference.parse(wanted.refs[0])
    task = state.tasks[ref.number] if ref is not None else state.tasks[0]
    for event in events:
        if isinstance(event, MandateGiven):
            held = Mandate(
                task.ref,
                event.number,
                event.member,
                given=state.written,
                accept_by=event.accept_by,
                decision=event.decision,
                apprentice=event.apprentice,
                until=event.until,
            )
            return task, held
    return task, task.mandate(wanted.number)


def to_partners(
    change: Change, group: int, state: State, incoming: Incoming, events: Sequence[Event], now: datetime
) -> list[Outgoing]:
    """Ask those with whom a member would like to swap work; `state` is the group before the member's mail."""
    made = []
    for event in events:
        if not isinstance(event, SwapAsked):
            continue
        ref = Reference.parse(event.about)
        task = state.tasks[ref.number] if ref is not None else state.tasks[0]
        held = replace(task.mandate(event.number), swap_with=event.member)
        view = at_work.swap_wish(state, task, held, "", now)
        id_ = answer_id(change.house, state, f"swap {event.about}", incoming.key, str(event.member))
        mail = _send(change, group, state, event.member, view, task, id_, "swap", held, now)
        made += [mail] if mail is not None else []
    return made


def _send(
    change: Change,
    group: int,
    state: State,
    member: int,
    view: View,
    task: Task,
    id_: str,
    what: str,
    held: Mandate,
    now: datetime,
) -> Outgoing | None:
    person = state.roll.members.get(member)
    addresses = list(person.addresses) if person is not None and person.left is None else []
    if not addresses:
        return None
    service = reply_to(change, group, member, task.ref, now)
    return send(
        change,
        group,
        replace(view, letterhead=replace(view.letterhead, answer_to=service)),
        id_=id_,
        what=what,
        recipient=addresses[0],
        now=now,
        about=task.ref,
        answer_to=service,
        enclosures=_dates(state, task, held, change.house.domain, now),
    )


def _dates(state: State, task: Task, held: Mandate, domain: str, now: datetime) -> tuple[Enclosure, ...]:
    """The date of a task as a calendar; nothing where it has none."""
    if held.until is None or task.called_off:
        return ()
    dates = [(f"{state.name}-{task.ref}@{domain}", f"{task.ref}: {task.title}", held.until)]
    return (Enclosure("dates.ics", "text/calendar; method=PUBLISH", calendar(dates, now)),)

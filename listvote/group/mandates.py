"""How work goes on once it was drawn: places are offered in the order of the draw, work is judged, turns follow turns.

One step at a time; what every step rests on is in the ledger, so an audit takes the same ones.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from listvote import events
from listvote.charter.span import Span
from listvote.group.calling_off import overturned
from listvote.group.draws import may_reopen, reopened
from listvote.group.holding import can_serve, order_for, over_at
from listvote.group.moderating import moderating_goes_on
from listvote.group.on_life import sha256
from listvote.group.state import State
from listvote.group.wanted import Due, Wanted
from listvote.labour.judgement import Judgement, median
from listvote.labour.mandate import Happening, Mandate, Standing, empty_places, next_in_order, step
from listvote.labour.task import Task

UNTOLD_AT_MOST: Final = timedelta(days=3)
"""How much longer a member has where the mail that asks them cannot be handed over: then the next is asked."""
REMIND_BEFORE: Final = timedelta(days=3)
_LEARNT_FROM_AT_MOST: Final = 4_000  # characters of the last report, as the hand-over note of the next turn


def work_goes_on(state: State, now: datetime, polled_through: datetime) -> tuple[events.Event, ...]:
    """The next step in the work of a group that brings no mail of its own; nothing where nothing is due.

    1. Terms in office end; the next turn of moderating opens where moderators are drawn.
    2. A mandate that was not accepted in time is passed on.
    3. Work that is reported, or whose date has passed, is put to the judgement of all.
    4. A judgement closes; its task ends, and one that repeats opens its next turn.

    Args:
        state: the group.
        now: aware.
        polled_through: when the last complete poll of the mailbox began: only deadlines before it are past.
    """
    for about, seats in state.seats.items():
        over = [each.member for each in seats if each.standing.serves and each.until and polled_through > each.until]
        if over:
            return (events.WorkEnded(about=about, because="term", members=tuple(sorted(over))),)
    if moderating := moderating_goes_on(state, now):
        return moderating
    for task in state.tasks.values():
        if task.over is None and (made := _of_task(state, task, now, polled_through)):
            return made
    return ()


def _of_task(state: State, task: Task, now: datetime, polled_through: datetime) -> tuple[events.Event, ...]:
    if task.judgement is not None:
        return _judged(state, task, task.judgement, now, polled_through)
    for mandate in task.mandates:
        if mandate.standing is Standing.GIVEN and polled_through > answer_until(mandate):
            return (events.MandatePassedOn(about=task.ref, number=mandate.number),)
    until = over_at(state, task)
    over = until is not None and polled_through > until
    serving = task.serving()
    reported = any(each.standing is Standing.REPORTED for each in serving)
    if serving and (reported or over):
        return (
            events.JudgementBegun(
                about=task.ref,
                because="report" if reported else "date",
                closes=state.charter.labour.judge_for.after(now, state.zone),
                holders=tuple(sorted(each.member for each in serving)),
                polled_through=polled_through,
            ),
        )
    if over and task.drawn:
        return (events.WorkEnded(about=task.ref, because="nobody"), *_next_turn(state, task, now))
    again = called_again(state, task, now) if task.drawn else None
    return () if again is None else (again,)


def called_again(state: State, task: Task, now: datetime) -> events.OffersReopened | None:
    """Offers are taken once more where the draw left places empty, or one got empty and the whole order was asked.

    Args:
        state: the group.
        task: one that was drawn.
        now: aware.
    """
    if not may_reopen(state, task, now):
        return None
    if task.wanted > 0:
        return reopened(state, task, now, task.wanted, task.apprentices_wanted)
    empty = empty_places(task.mandates, task.people - task.wanted, task.apprentices - task.apprentices_wanted)
    asked = {each.member for each in task.mandates}
    lost = [each for each in empty if not set(order_for(state, task, each.apprentice)[1]) - asked]
    if all(each.apprentice for each in lost):
        return None
    learning = sum(each.apprentice for each in lost)
    people, apprentices = task.wanted + len(lost) - learning, task.apprentices_wanted + learning
    return reopened(state, task, now, people, apprentices)


def answer_until(mandate: Mandate) -> datetime:
    """Until when a member may take a place; longer where the mail that asks them could not be handed over yet."""
    return mandate.accept_by if mandate.told is not None else mandate.accept_by + UNTOLD_AT_MOST


def _judged(
    state: State, task: Task, judgement: Judgement, now: datetime, polled_through: datetime
) -> tuple[events.Event, ...]:
    """The close of a judgement, the end of the task, and its next turn."""
    told = judgement.told is not None or not state.live
    if judgement.verdict is not None or not told or polled_through <= judgement.closes:
        return ()
    verdict = median(each.verdict for each in judgement.standing().values())
    return (
        events.JudgementClosed(
            about=task.ref, verdict=verdict.value, figures=judgement.count(), polled_through=polled_through
        ),
        events.WorkEnded(about=task.ref, because="judged"),
        *_next_turn(state, task, now),
    )


def repeats_every(task: Task) -> Span | None:
    """How often a task comes again: as its plan says (`monthly`, `every 2 weeks`), else once a term; None: never."""
    words = " ".join(task.repeats.lower().split()).removeprefix("every ")
    if not words:
        return None
    one = _OFTEN.get(words, words)
    return Span.parse(one) or Span.parse(f"1 {one}") or Span.parse(task.term) or Span.parse("1 month")


_OFTEN: Final = {
    "daily": "1 day",
    "weekly": "1 week",
    "monthly": "1 month",
    "quarterly": "3 months",
    "yearly": "1 year",
}


def _next_turn(state: State, task: Task, now: datetime) -> tuple[events.Event, ...]:
    """The next turn of a task that repeats, with the last report as its hand-over note; none of an overturned plan."""
    every = repeats_every(task)
    if every is None or overturned(state, task.plan):
        return ()
    due = task.due
    while due is not None and due <= now:
        due = every.after(due, state.zone)
    ref = f"T{state.last_task + 1}"
    reports = [f"{each.report}" for each in task.mandates if each.report]
    return (
        events.TaskOpened(
            about=ref,
            actor=task.opener,
            received=now,
            key="",
            tag=task.tag,
            people=task.people,
            hours=task.hours,
            by=state.day(due).isoformat() if due else None,
            due=due,
            able=task.able,
            apprentices=task.apprentices,
            work_class=task.work_class,
            offers_until=state.charter.labour.offers.after(now, state.zone),
            text_sha256=sha256(task.text),
            title=task.title,
            text=task.text,
            plan=task.plan,
            number=task.number,
            term=task.term,
            repeats=task.repeats,
            turn=task.turn + 1,
            follows=task.ref,
            handover="\n".join(reports)[:_LEARNT_FROM_AT_MOST] or task.handover,
            moderates=task.moderates,
        ),
    )


def mandate_due(state: State, now: datetime) -> Due:
    """The next mail to somebody who is asked to take a place, has to be reminded, or need not go on; none for none."""
    day = state.day(now).isoformat()
    for task in state.tasks.values():
        for mandate in task.mandates:
            if mandate.standing is Standing.CALLED_OFF and not mandate.off_post:
                return Due((), Wanted("called-off", (task.ref,), day, mandate.number))
        if task.over is not None or task.judgement is not None:
            continue
        given = next_place(state, task, now)
        if given is not None:
            return Due((given,), Wanted("mandate", (task.ref,), day, given.number))
        for mandate in task.mandates:
            if _to_remind(mandate, now):
                reminded = events.MandateReminded(about=task.ref, number=mandate.number)
                return Due((reminded,), Wanted("duty", (task.ref,), day, mandate.number))
    return Due()


def next_place(state: State, task: Task, now: datetime) -> events.MandateGiven | None:
    """Say which place of a task is offered next.

    Args:
        state: the group.
        task: the task.
        now: aware.

    Returns:
        whom to ask, and until when; None where no place is empty or nobody is left to be asked.
    """
    if not task.drawn and task.calls == 1:  # offers taken once more follow a draw
        return None
    until = over_at(state, task)
    if until is not None and now >= until:
        return None
    filled = task.people - task.wanted, task.apprentices - task.apprentices_wanted
    for place in empty_places(task.mandates, *filled):
        chosen, order = order_for(state, task, place.apprentice)
        can = partial(can_serve, state, work_class=task.work_class, at=now)
        member = next_in_order(order, task.mandates, can, chosen)
        if member is not None:
            return events.MandateGiven(
                about=task.ref,
                number=len(task.mandates) + 1,
                member=member,
                accept_by=state.charter.labour.accept_within.after(now, state.zone),
                apprentice=place.apprentice,
                decision=task.plan,
                until=until,
            )
    return None


def _to_remind(mandate: Mandate, now: datetime) -> bool:
    """Whether a date is so near that its holder is reminded, once; not of what was taken only just before it."""
    if mandate.until is None or mandate.reminded or mandate.accepted is None:
        return False
    near = mandate.until - REMIND_BEFORE
    return step(mandate.standing, Happening.REMINDER) is not None and mandate.accepted < near <= now < mandate.until

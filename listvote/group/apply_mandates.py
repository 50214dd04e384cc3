"""What events about mandates change: places given and taken, reports, judgement, recall, the end of the work."""

from __future__ import annotations

from datetime import datetime

from listvote import events
from listvote.acts import Reference
from listvote.group.applying import Written, noted, task_of, when
from listvote.group.state import State
from listvote.labour.judgement import Judgement, Said, Verdict
from listvote.labour.mandate import Happening, Mandate, Standing
from listvote.labour.rotation import Service
from listvote.labour.task import Task


@when
def _(event: events.MandateGiven, state: State, written: Written) -> None:
    task = task_of(state, event.about)
    draw = state.draws.get(task.draw)
    drawn = {member for given in (draw.seats, draw.taught) for member in given.get(task.ref, ())} if draw else set()
    if event.member not in drawn:  # a substitute: whom the draw chose was asked by it
        _served(state, task)[event.member] = _served(state, task).get(event.member, Service()).asked(written.at)
    task_of(state, event.about).mandates.append(
        Mandate(
            about=event.about,
            number=event.number,
            member=event.member,
            given=written.at,
            accept_by=event.accept_by,
            decision=event.decision,
            apprentice=event.apprentice,
            until=event.until,
        )
    )


@when
def _(event: events.MandateAccepted, state: State, written: Written) -> None:
    task_of(state, event.about).mandate(event.number).happens(Happening.ACCEPTANCE, event.received)
    noted(state, event)


@when
def _(event: events.MandatePassedOn, state: State, written: Written) -> None:
    happening = Happening.DECLINING if event.declined else Happening.SILENCE
    task = task_of(state, event.about)
    mandate = task.mandate(event.number)
    mandate.happens(happening, written.at)
    _served(state, task)[mandate.member] = _served(state, task).get(mandate.member, Service()).passed()


def _served(state: State, task: Task) -> dict[int, Service]:
    """What is remembered of service in the class of a task."""
    return state.service.setdefault(task.work_class, {})


@when
def _(event: events.MandateHandedBack, state: State, written: Written) -> None:
    task_of(state, event.about).mandate(event.number).happens(Happening.HAND_BACK, written.at)


@when
def _(event: events.SwapAsked, state: State, written: Written) -> None:
    mandate = task_of(state, event.about).mandate(event.number)
    mandate.happens(Happening.SWAP_WISH, event.received)
    mandate.swap_with = event.member
    noted(state, event)


@when
def _(event: events.Swapped, state: State, written: Written) -> None:
    task = task_of(state, event.about)
    before = task.mandate(event.number)
    _taken_over(task, before, event.member, written.at)
    if event.other:
        other = task_of(state, event.other)
        _taken_over(other, other.mandate(event.other_number), before.member, written.at)
    noted(state, event)


def _taken_over(task: Task, before: Mandate, member: int, at: datetime) -> None:
    """End a mandate and give the rest of it to somebody who has agreed."""
    before.happens(Happening.SWAP, at)
    number = max(each.number for each in task.mandates) + 1
    after = Mandate(task.ref, number, member, at, at, before.decision, before.apprentice, until=before.until)
    after.happens(Happening.ACCEPTANCE, at)
    task.mandates.append(after)


@when
def _(event: events.MandateReminded, state: State, written: Written) -> None:
    task_of(state, event.about).mandate(event.number).reminded = True


@when
def _(event: events.WorkReported, state: State, written: Written) -> None:
    mandate = task_of(state, event.about).mandate(event.number)
    mandate.happens(Happening.NOTE if event.interim else Happening.REPORT, event.received)
    mandate.report = event.text or mandate.report
    mandate.hours = event.hours if event.hours is not None else mandate.hours
    noted(state, event)


@when
def _(event: events.JudgementBegun, state: State, written: Written) -> None:
    task = task_of(state, event.about)
    task.judgement = Judgement(written.at, event.closes, event.because, event.holders)
    for mandate in task.mandates:
        mandate.happens(Happening.DATE, written.at)


@when
def _(event: events.Judged, state: State, written: Written) -> None:
    judgement = _judgement(task_of(state, event.about))
    said = Said(event.actor, event.received, event.key, Verdict(event.verdict), event.why)
    judgement.said.setdefault(event.actor, []).append(said)
    noted(state, event)


@when
def _(event: events.JudgementClosed, state: State, written: Written) -> None:
    task = task_of(state, event.about)
    judgement = _judgement(task)
    judgement.verdict, judgement.figures = Verdict(event.verdict), dict(event.figures)
    for mandate in task.mandates:
        if mandate.happens(Happening.VERDICT, written.at) and judgement.verdict is Verdict.SUCCESS:
            state.skills.setdefault(mandate.member, set()).update(task.able)


def _judgement(task: Task) -> Judgement:
    if task.judgement is None:
        raise KeyError(f"{task.ref} is not being judged")
    return task.judgement


@when
def _(event: events.WorkEnded, state: State, written: Written) -> None:
    ref = Reference.parse(event.about)
    if ref is not None and ref.kind == "decision":
        for mandate in state.seats.get(event.about, ()):
            if mandate.member in event.members:
                mandate.happens(Happening.END, written.at)
        return
    task = task_of(state, event.about)
    task.over = written.at
    for mandate in task.mandates:
        mandate.happens(Happening.END, written.at)


@when
def _(event: events.TaskCalledOff, state: State, written: Written) -> None:
    task = task_of(state, event.about)
    task.over, task.called_off = written.at, event.by
    for mandate in task.mandates:
        waits = mandate.standing is Standing.GIVEN
        if mandate.happens(Happening.CALLING_OFF, written.at) and waits:
            served = _served(state, task)
            served[mandate.member] = served.get(mandate.member, Service()).spared()


@when
def _(event: events.Recalled, state: State, written: Written) -> None:
    ref = Reference.parse(event.of)
    if ref is None:  # the powers of a moderator, named or by lot
        state.recalled |= frozenset(event.members) & frozenset(state.charter.moderator_numbers)
        held = [each for task in state.tasks.values() if task.moderates for each in task.mandates]
    elif ref.kind == "decision":
        held = state.seats.get(event.of, [])
    else:
        held = task_of(state, event.of).mandates
    for mandate in held:
        if mandate.member in event.members:
            mandate.happens(Happening.RECALL, written.at)


@when
def _(event: events.SeatsFilled, state: State, written: Written) -> None:
    seats = state.seats.setdefault(event.about, [])
    for member in event.members:
        seat = Mandate(
            event.about, len(seats) + 1, member, written.at, written.at, decision=event.about, until=event.until
        )
        seat.happens(Happening.ACCEPTANCE, written.at)
        seats.append(seat)

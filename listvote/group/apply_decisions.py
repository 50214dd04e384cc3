"""What events about decisions change."""

from __future__ import annotations

from listvote import events
from listvote.acts import Option, Reference
from listvote.charter import Ballots, Kind
from listvote.deliberation.ballots import kept
from listvote.deliberation.choice import drawn
from listvote.deliberation.decision import AskedBack, Cast, Decision, Happening, Status, step
from listvote.deliberation.secrecy import with_sheet
from listvote.deliberation.sheet import SheetLine
from listvote.group.applying import Written, decision_of, noted, when
from listvote.group.secret import box_of
from listvote.group.state import Doubtful, State


def _cast(event: events.BallotCast | events.LateBallot, written: Written, settled_by: int = 0) -> Cast:
    ballot = event.ballot
    ballot = None if ballot is None or ballot.get("withdrawn") else kept(ballot)
    return Cast(
        event.actor,
        event.received,
        event.key,
        ballot,
        event.has_reason,
        settled_by,
        event.line,
        event.reason,
        written.code,
        event.message_id,
    )


def _first_status(event: events.Opened) -> Status:
    if event.nominations_until is not None:
        return Status.NOMINATING
    return Status.PROPOSED if event.seconders else Status.OPEN


@when
def _(event: events.Opened, state: State, written: Written) -> None:
    ref = Reference.parse(event.about)
    if ref is None:
        raise KeyError(f"{event.about!r} is no number of a decision")
    letters = event.options
    texts = event.option_texts or ("",) * len(letters)
    roll = state.roll.eligible(event.received) - set(event.recalled)
    rules = Kind.from_facts(event.rules)
    state.decisions[ref.number] = Decision(
        ref=ref,
        title=event.title,
        text=event.text,
        tag=event.tag,
        opener=event.actor,
        kind_name=event.kind_name,
        rules=rules,
        opened=event.received,
        closes=event.closes,
        deadline=event.deadline,
        roll=roll,
        active=state.active_among(roll, event.received),
        options=tuple(Option(letter, text) for letter, text in zip(letters, texts, strict=True)),
        text_sha256=event.text_sha256,
        message_id=event.message_id,
        status=_first_status(event),
        seconders_wanted=event.seconders,
        reopens=event.reopens,
        nominations_until=event.nominations_until,
        charter=event.charter,
        charter_text=event.charter_text,
        charter_difference=event.charter_difference,
        recalls=event.recalls,
        recalled=event.recalled,
        tasks=event.tasks,
        task_titles=event.task_titles,
        was_sealed=rules.ballots is Ballots.SEALED,
        box=box_of(event),
    )
    if event.reopens:
        decision_of(state, event.reopens).reopened_as = event.about
    state.last_decision = max(state.last_decision, ref.number)
    noted(state, event)


@when
def _(event: events.BallotCast, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    decision.cast(_cast(event, written, event.settled_by))
    if decision.asked:
        decision.asked.pop(event.actor, None)
    noted(state, event)


@when
def _(event: events.LateBallot, state: State, written: Written) -> None:
    decision_of(state, event.about).late.append(_cast(event, written))
    noted(state, event)


@when
def _(event: events.LateSecretBallot, state: State, written: Written) -> None:
    decision_of(state, event.about).late_in_secret += 1


@when
def _(event: events.Asked, state: State, written: Written) -> None:
    ref = Reference.parse(event.about)
    if ref is not None and (decision := state.decisions.get(ref.number)) is not None:
        decision.asked[event.actor] = AskedBack(event.key, event.line, event.readings)
    if event.message_id:
        state.doubtful[event.message_id] = Doubtful(
            event.about, event.actor, event.received, event.key, event.line, event.readings
        )
    noted(state, event)


@when
def _(event: events.Copied, state: State, written: Written) -> None:
    known = state.received.get(event.key)
    if known is None or event.received < known:
        state.received[event.key] = event.received


@when
def _(event: events.Extended, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    decision.status = step(decision.status, Happening.EXTENSION) or decision.status
    decision.deadline, decision.extended = event.until, True


@when
def _(event: events.SheetPublished, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    marks = (*event.marks, *[""] * len(event.names))
    lines = [
        SheetLine(name, None if ballot.get("withdrawn") else ballot, mark)
        for name, ballot, mark in zip(event.names, event.ballots, marks, strict=False)
    ]
    state.decisions[decision.ref.number] = with_sheet(decision, lines, event.voters)
    for member in event.voters:
        state.roll.seen(member, written.at)


@when
def _(event: events.Closed, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    decision.status = Status(event.outcome)
    decision.ended, decision.figures, decision.why = written.at, event.figures, event.why
    decision.copies = dict(state.received)
    decision.winners, decision.count, decision.early = event.winners, event.count, event.early
    decision.untold.clear()
    if event.early and event.polled_through is not None:
        decision.deadline = event.polled_through
    if event.secret is not None:
        decision.secret = event.secret
        decision.order_of_lot = drawn(decision, bytes.fromhex(event.secret))

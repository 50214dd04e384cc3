"""How a decision goes on by itself: hearings, versions, the end of nominations, extensions, closes, reviews.

One step at a time; what every step rests on is in the ledger, so an audit takes the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from listvote import events
from listvote.acts import Option
from listvote.deliberation.choice import drawn, with_standard_options
from listvote.deliberation.decision import Decision, Happening, Status, step
from listvote.deliberation.outcome import Outcome, judged
from listvote.deliberation.secrecy import WITHDRAWN, Box, sheet, with_sheet
from listvote.deliberation.settled import is_settled
from listvote.deliberation.sheet import SheetLine
from listvote.group.incoming import Incoming
from listvote.group.on_life import default_kind, next_version
from listvote.group.opening import lot_of, opened
from listvote.group.plans import of_plan
from listvote.group.recalls import carried, recalled
from listvote.group.state import State
from listvote.group.times import deadline

_OUTAGE: Final = timedelta(hours=1)


class Next(StrEnum):
    """What the close of a decision leads to."""

    HEARING = "a hearing"
    DEFAULT_KIND = "a version of the default kind"
    EXTENSION = "an extension"
    END = "its end"


def at_close(decision: Decision, outcome: Outcome) -> Next:
    """What follows once the deadline of a decision is past.

    1. More objections stand than are allowed, and a hearing is left: a hearing.
    2. The same where silence consents: it goes on as a decision of the default kind.
    3. No quorum, and it was not extended yet: an extension.
    4. Else it ends.
    """
    if outcome.objected and decision.hearings_left:
        return Next.HEARING
    if outcome.objected and decision.rules.method == "lazy":
        return Next.DEFAULT_KIND
    may_extend = step(decision.status, Happening.EXTENSION) is not None and not decision.extended
    if outcome.status is Status.INQUORATE and may_extend and decision.rules.extension is not None:
        return Next.EXTENSION
    return Next.END


def goes_on(
    state: State, decision: Decision, now: datetime, polled_through: datetime, secret: bytes, box: Box | None = None
) -> tuple[events.Event, ...]:
    """The next step of one decision; nothing where nothing is due.

    Args:
        state: the group.
        decision: one of its decisions.
        now: aware.
        polled_through: when the last complete poll of the mailbox began.
        secret: 32 random bytes for the lot of a decision that a petition opens again.
        box: the open ballot box of a secret decision that runs, which the decision shows already.
    """
    if not decision.status.runs:
        return _afterwards(state, decision, now, secret)
    announced = decision.announced is not None or not state.live
    if decision.status is Status.NOMINATING:
        until = decision.nominations_until or decision.deadline
        return _nominated(state, decision, polled_through) if announced and polled_through > until else ()
    over = announced and polled_through > decision.deadline
    if decision.status is Status.PROPOSED:
        if not over:
            return ()
        why = "It found too few signatures." if decision.recalls else "It found too few seconders."
        outcome = judged(decision, state.received, closing=True)
        return (closed(decision, outcome, polled_through, status=Status.NOT_ADOPTED, why=why),)
    if len(decision.raisers) and not over:
        name, kind = default_kind(state)
        if len(decision.raisers) >= state.charter.opening.raise_by.needed(len(decision.roll)):
            return (next_version(state, decision, "raised", name, kind, _by_nobody(now)),)
    if over:
        return _at_the_close(state, decision, now, polled_through, box)
    hears = decision.status is Status.OPEN and decision.hearings_left > 0 and not decision.sealed
    if hears and judged(decision, state.received).objected:
        return (_hearing(state, decision, now),)
    if decision.rules.early_close and announced and _ends_early(decision, state):
        outcome = judged(decision, state.received, closing=True)
        return _ends(state, decision, outcome, now, polled_through, box, early=True)
    return ()


def _ends_early(decision: Decision, state: State) -> bool:
    """Whether a decision closes before its deadline.

    A secret one waits until everybody has answered: the moment in which nothing could change the outcome any more would
    say how whoever voted last did.
    """
    if decision.secret_box and decision.roll - decision.answered:
        return False
    return is_settled(decision, state.received)


def _at_the_close(
    state: State, decision: Decision, now: datetime, polled_through: datetime, box: Box | None
) -> tuple[events.Event, ...]:
    outcome = judged(decision, state.received, closing=True)
    after = at_close(decision, outcome)
    if after is Next.HEARING:
        return (_hearing(state, decision, now),)
    if after is Next.DEFAULT_KIND:
        name, kind = default_kind(state)
        return (next_version(state, decision, "objected", name, kind, _by_nobody(now)),)
    extension = decision.rules.extension
    if after is Next.EXTENSION and extension is not None:
        # After an outage nobody could have known: then the extension runs from now.
        start = decision.deadline if now - decision.deadline < _OUTAGE else now
        until = extension.after(start, state.zone)
        return (events.Extended(about=f"#{decision.ref.number}", until=until, polled_through=polled_through),)
    return _ends(state, decision, outcome, now, polled_through, box)


def _by_nobody(now: datetime) -> Incoming:
    """What a step of the service has in place of a mail."""
    return Incoming(None, now, "")


def _hearing(state: State, decision: Decision, now: datetime) -> events.HearingBegun:
    stands, _ = decision.objections(state.received, closing=True)
    return events.HearingBegun(
        about=f"#{decision.ref.number}",
        number=decision.held + 1,
        until=decision.rules.hearing.after(now, state.zone),
        objectors=tuple(sorted(stands)),
    )


def closed(
    decision: Decision,
    outcome: Outcome,
    polled_through: datetime | None,
    *,
    status: Status | None = None,
    why: str = "",
    early: bool = False,
    secret: str | None = None,
) -> events.Closed:
    """The close of a decision with what its ballots came to."""
    return events.Closed(
        about=f"#{decision.ref.number}",
        version=decision.ref.version,
        outcome=(status or outcome.status).value,
        figures=dict(outcome.figures),
        participants=outcome.participants,
        members=outcome.members,
        deadline=decision.deadline,
        polled_through=polled_through,
        why=why,
        lapsed=outcome.lapsed,
        early=early,
        winners=outcome.winners,
        count=outcome.count,
        secret=secret,
    )


def lost(decision: Decision, polled_through: datetime | None) -> events.Closed:
    """The end of a decision whose secret ballots nobody can open any more."""
    why = "The key of its secret ballots is lost, and nobody can open them. It has to be decided anew."
    nothing = replace(decision, ballots={})
    end = closed(nothing, judged(nothing), polled_through, status=Status.CANCELLED, why=why)
    return replace(end, figures={}, count=None, winners=(), lost_key=True)


def _ends(
    state: State,
    decision: Decision,
    outcome: Outcome,
    now: datetime,
    polled_through: datetime,
    box: Box | None,
    early: bool = False,
) -> tuple[events.Event, ...]:
    """The close: the sheet of secret ballots, the lot revealed, and what its adoption puts into force."""
    made: list[events.Event] = []
    if decision.secret_box and box is not None:
        lines, voters = sheet(decision, box)
        made.append(_sheet(decision, lines, voters))
        decision = with_sheet(decision, lines, voters)  # what is announced is counted from what is published
        outcome = judged(decision, state.received, closing=True)
    secret = None
    if decision.lot:
        secret = decision.lot_secret
        decision_ = drawn_with(state, decision, secret)
        outcome = judged(decision_, state.received, closing=True)
    made.append(closed(decision, outcome, polled_through, early=early, secret=secret))
    if outcome.status is Status.ADOPTED and decision.charter is not None:
        made.append(
            events.CharterChanged(
                about=f"#{decision.ref.number}", charter=decision.charter, charter_text=decision.charter_text
            )
        )
    elected = tuple(decision.candidates[each] for each in outcome.winners if each in decision.candidates)
    if outcome.status is Status.ADOPTED and elected:
        until = decision.rules.term.after(polled_through, state.zone)
        made.append(events.SeatsFilled(about=f"#{decision.ref.number}", members=elected, until=until))
    if outcome.status is Status.ADOPTED:
        made += recalled(decision)
        made += of_plan(state, decision, now)
    return tuple(made)


def _sheet(decision: Decision, lines: Sequence[SheetLine], voters: tuple[int, ...]) -> events.SheetPublished:
    return events.SheetPublished(
        about=f"#{decision.ref.number}",
        version=decision.ref.version,
        names=tuple(line.name for line in lines),
        ballots=tuple(WITHDRAWN if line.ballot is None else line.ballot for line in lines),
        voters=voters,
        marks=tuple(line.mark for line in lines),
    )


def drawn_with(state: State, decision: Decision, secret: str) -> Decision:
    """A decision whose lot is drawn with this secret (hexadecimal digits; none where it was lost)."""
    order = drawn(decision, bytes.fromhex(secret), state.received)
    return replace(decision, order_of_lot=order)


def _nominated(state: State, decision: Decision, polled_through: datetime) -> tuple[events.Event, ...]:
    """The end of nominations: those who accepted, by their numbers; the election fails where nobody stands."""
    standing = [each for each in sorted(decision.candidacies) if decision.candidacies[each].accepted]
    if not standing:
        outcome = judged(decision, state.received, closing=True)
        why = "Nobody stood for it."
        end = closed(decision, outcome, polled_through, status=Status.NOT_ADOPTED, why=why, secret=decision.lot_secret)
        return (end,)
    names = [Option(_letter(place), state.roll.shown_as(number)) for place, number in enumerate(standing)]
    options = with_standard_options(decision.rules, names, True)
    return (
        events.VotingBegun(
            about=f"#{decision.ref.number}",
            options=tuple(each.letter for each in options),
            option_texts=tuple(each.text for each in options),
            candidates={_letter(place): number for place, number in enumerate(standing)},
            deadline=deadline(decision.closes, decision.nominations_until or polled_through, state.zone),
            polled_through=polled_through,
        ),
    )


def _letter(place: int) -> str:
    """A to Z, then AA to AZ and so on."""
    first, second = divmod(place, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)


def _afterwards(state: State, decision: Decision, now: datetime, secret: bytes) -> tuple[events.Event, ...]:
    """What comes of a decision that ended: a petition that has its signatures, a review."""
    ended = decision.ended
    if ended is None:
        return ()
    if decision.signatures and not decision.reopened_as:
        eligible = state.roll.eligible(now)
        if len(decision.signatures.keys() & eligible) >= state.charter.opening.petition.needed(len(eligible)):
            return _again(state, decision, now, secret)
    review = decision.rules.review
    due = review is not None and now >= review.after(ended, state.zone)
    if due and decision.status is Status.ADOPTED and not decision.review_told:
        return (events.ReviewDue(about=f"#{decision.ref.number}"),)
    return ()


def _again(state: State, decision: Decision, now: datetime, secret: bytes) -> tuple[events.Event, ...]:
    """A fresh decision on the same text, by the rules that its kind has now."""
    rules = state.charter.kinds.get(decision.kind_name, decision.rules)
    if rules.method != decision.rules.method or rules.ballots != decision.rules.ballots:
        rules = decision.rules
    elects = decision.nominations_until is not None
    fresh = opened(
        state,
        next(iter(decision.signatures)),
        now,
        title=decision.title,
        text=decision.text,
        tag=decision.tag,
        kind_name=decision.kind_name,
        rules=rules,
        options=() if elects else decision.options,
        closes=str(rules.closes),
        nominations=rules.nominations.after(now, state.zone) if elects else None,
        more={
            "key": "",
            "reopens": f"#{decision.ref.number}",
            "charter": decision.charter,
            "charter_text": decision.charter_text,
            "charter_difference": decision.charter_difference,
            "tasks": decision.tasks,
            "task_titles": decision.task_titles,
            "message_id": decision.message_id,
            **carried(decision),
        },
    )
    with_lot = (fresh.options or elects) and secret
    return (fresh, lot_of(fresh.about, secret)) if with_lot else (fresh,)

"""What the acts of one mail lead to: events, and what its sender is told.

One function an act, in a table. Each looks at the state and says what happened, or why not; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from listvote import events
from listvote.acts import Act, Clarity, Reading, Reference, Verb
from listvote.deliberation.decision import Decision, Happening, Status, step
from listvote.group.opening import open_decision, open_task
from listvote.group.state import State
from listvote.labour.task import TaskStatus
from listvote.reasons import Reason, Refused


@dataclass(frozen=True, slots=True)
class Incoming:
    """What deciding needs to know of a mail.

    `member` is the author's number, None for a stranger. `received` (aware, UTC) is the earliest receipt of any copy,
    `key` the content key. `public` says that it came through the list.
    """

    member: int | None
    received: datetime
    key: str
    address: str = ""
    proof: str = ""
    message_id: str = ""
    public: bool = True

    def mailed(self, act: Act) -> dict[str, Any]:
        """The fields that every event made from this mail shares."""
        return {
            "actor": self.member,
            "received": self.received,
            "key": self.key,
            "line": act.line,
            "address": self.address,
            "proof": self.proof,
            "message_id": self.message_id,
        }


@dataclass(frozen=True, slots=True)
class Counted:
    """An act that was carried out: the events that it led to, by their place among those of the mail.

    `note` is a sentence for the sender beside the receipt, such as how to object.
    """

    act: Act
    event: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A doubtful act: the sender is asked which of the readings was meant; `event` as in Counted, None if none."""

    act: Act
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """An act that was refused."""

    act: Act
    refused: Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """A request for information: `help`, `status`, `mine` …; whoever writes mails makes the answer from the state."""

    act: Act


Result = Counted | Asking | Turned | Answer


@dataclass(frozen=True, slots=True)
class Decided:
    """What a mail led to: events in order, and one result for each act in order."""

    events: tuple[events.Event, ...] = ()
    results: tuple[Result, ...] = ()


Made = events.Event | Refused | None
_Rule = Callable[[State, Incoming, Act], Made]


def decide(state: State, mail: Incoming, reading: Reading, now: datetime) -> Decided:
    """Decide what the acts of a mail lead to.

    Args:
        state: the group, with everything that was written before.
        mail: who wrote it, and when it was received.
        reading: what it asks for.
        now: the time of reading, aware; only to see which announced changes are in force.

    Returns:
        events to write, and for each act whether it was carried out, refused, or is asked back. A mail whose acts
        refer to each other (an offer and its hours) leads to one event for them.
    """
    made: list[events.Event] = []
    results: list[Result] = []
    for act in reading.acts:
        ended = _one(state, mail, act)
        if isinstance(ended, events.Event):
            made.append(ended)
            place = len(made) - 1
            asked = isinstance(ended, events.Asked)
            results.append(Asking(act, place) if asked else Counted(act, place, _note(state, act, ended)))
        elif isinstance(ended, Refused):
            results.append(Turned(act, ended))
        else:
            results.append(Asking(act) if act.clarity is Clarity.DOUBTFUL else Answer(act))
    return Decided(tuple(made), tuple(results))


def _one(state: State, mail: Incoming, act: Act) -> Made:
    if mail.member is None:
        return Refused(Reason.NOT_ON_ROLL, act.line)
    if act.verb in ASKED_FOR:
        return None
    if act.invalid:
        return Refused(_CODES[act.invalid], act.line, " ".join(fault.what for fault in act.faults), _about(act))
    if act.clarity is Clarity.DOUBTFUL:
        return _asked(state, mail, act)
    rule = RULES.get(act.verb)
    if rule is None:
        return Refused(Reason.NOT_YET_BUILT, act.line, ref=_about(act))
    return rule(state, mail, act)


_CODES: Final[Mapping[str, Reason]] = {reason.code: reason for reason in Reason}


def _about(act: Act) -> str:
    return _number(act.ref) if act.ref else ""


def _number(ref: Reference) -> str:
    return str(replace(ref, group="", version=1))


def _asked(state: State, mail: Incoming, act: Act) -> Made:
    decision = state.decision(act.ref) if act.ref else None
    if decision is None or decision.status is not Status.OPEN:
        return None
    return events.Asked(about=_about(act), readings=act.readings, **mail.mailed(act))


def _note(state: State, act: Act, event: events.Event) -> str:
    if isinstance(event, events.BallotCast) and event.ballot == {"position": "disagree"} and act.ref:
        if act.position == "object":
            return (
                "An objection needs a reason, so this was recorded as: disagree. "
                f"To object, write: {_about(act)} object: your reason"
            )
        decision = state.decision(act.ref)
        if decision is not None and decision.rules.method == "consensus":
            return (
                "This counts against, and does not stop the decision. "
                f"To stop it, write: {_about(act)} object: your reason"
            )
    return ""


def _ballot(state: State, mail: Incoming, act: Act) -> Made:
    decision = _decision(state, act)
    if isinstance(decision, Refused):
        return decision
    late = _closed_to(state, decision, mail, act)
    if isinstance(late, Refused):
        return late
    ballot: Mapping[str, Any] = act.ballot or {"position": act.position}
    if act.verb is Verb.WITHDRAW:
        if mail.member not in decision.standing(state.received):
            return Refused(Reason.INVALID_BALLOT, act.line, "You have no ballot to take back here.", _about(act))
        ballot = {"withdrawn": True}
    elif ballot.get("position") == "object" and not act.reason:
        ballot = {"position": "disagree"}
    kind = events.LateBallot if late else events.BallotCast
    return kind(
        about=_about(act),
        version=decision.ref.version,
        ballot=ballot,
        has_reason=bool(act.reason),
        reason=act.reason,
        **mail.mailed(act),
    )


def _closed_to(state: State, decision: Decision, mail: Incoming, act: Act) -> Refused | bool:
    """Why a ballot no longer counts; True for one that came in time and is read after the close; False if it counts."""
    if mail.member not in decision.roll:
        detail = "The roll of this decision was frozen when it opened, and you were not on it yet."
        return Refused(Reason.NOT_ON_ROLL, act.line, detail, _about(act))
    if mail.received < decision.opened:
        return Refused(Reason.NOT_YET_OPEN, act.line, ref=_about(act))
    if step(decision.status, Happening.BALLOT) is not None and mail.received <= decision.deadline:
        return False
    in_time = mail.received <= decision.deadline and decision.status is not Status.WITHDRAWN
    return True if in_time else Refused(Reason.CLOSED, act.line, ref=_about(act))


def _decision(state: State, act: Act) -> Decision | Refused:
    decision = state.decision(act.ref) if act.ref else None
    return decision or Refused(Reason.NO_SUCH_MATTER, act.line, ref=_about(act))


def _withdraw_proposal(state: State, mail: Incoming, act: Act) -> Made:
    decision = _decision(state, act)
    if isinstance(decision, Refused):
        return decision
    if decision.opener != mail.member:
        return Refused(Reason.NOT_ALLOWED, act.line, "Only its opener can withdraw a proposal.", _about(act))
    ended = step(decision.status, Happening.WITHDRAWAL)
    if ended is None:
        return Refused(Reason.CLOSED, act.line, ref=_about(act))
    return events.Closed(
        about=_about(act),
        version=decision.ref.version,
        outcome=ended.value,
        figures={},
        participants=decision.participants,
        members=len(decision.roll),
        deadline=decision.deadline,
        by=mail.member or 0,
        key=mail.key,
        why=act.reason,
    )


def _open(state: State, mail: Incoming, act: Act) -> Made:
    if act.opening is None or mail.member is None:
        return None
    if not mail.public:
        detail = "What is to be decided has to be posted to the list, so that everybody can read it."
        return Refused(Reason.NOT_ALLOWED, act.line, detail)
    if act.opening.faults:
        reason = _CODES.get(act.opening.faults[0].code, Reason.UNREADABLE_VALUE)
        return Refused(reason, act.line)
    if act.opening.opens == "task":
        return open_task(state, mail.member, mail.received, act, mail.mailed(act))
    if act.opening.opens == "decision":
        return open_decision(state, mail.member, mail.received, act, mail.mailed(act))
    return Refused(Reason.NOT_YET_BUILT, act.line)


def _offer(state: State, mail: Incoming, act: Act) -> Made:
    task = state.task(act.ref) if act.ref else None
    if task is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=_about(act))
    if task.status(mail.received) is not TaskStatus.OFFERS:
        return Refused(Reason.OFFERS_CLOSED, act.line, ref=task.ref)
    able = tuple(sorted({each.strip().lower() for each in act.terms.get("able", "").split(",") if each.strip()}))
    return events.Offered(
        about=task.ref,
        able=able,
        until=act.terms.get("until"),
        hours=act.terms.get("hours"),
        **mail.mailed(act),
    )


def _withdraw_offer(state: State, mail: Incoming, act: Act) -> Made:
    task = state.task(act.ref) if act.ref else None
    if task is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=_about(act))
    if mail.member not in {offer.member for offer in task.willing()}:
        return Refused(Reason.NO_SUCH_MANDATE, act.line, "You have no offer to take back here.", task.ref)
    return events.OfferWithdrawn(about=task.ref, **mail.mailed(act))


def _moderators_only(event: Callable[[int, str], events.Event], refusal: Callable[[State], str]) -> _Rule:
    def rule(state: State, mail: Incoming, act: Act) -> Made:
        if mail.member not in state.moderators:
            return Refused(Reason.NOT_A_MODERATOR, act.line)
        detail = refusal(state)
        return Refused(Reason.NOT_ALLOWED, act.line, detail) if detail else event(mail.member or 0, act.reason)

    return rule


MODERATORS_ONLY: Final = frozenset({Verb.GO_LIVE, Verb.PAUSE, Verb.RESUME})
"""Commands of moderators; they are answered while a group only listens, too."""

RULES: Final[Mapping[Verb, _Rule]] = {
    Verb.BALLOT: _ballot,
    Verb.WITHDRAW: _ballot,
    Verb.WITHDRAW_PROPOSAL: _withdraw_proposal,
    Verb.OPEN: _open,
    Verb.OFFER: _offer,
    Verb.WITHDRAW_OFFER: _withdraw_offer,
    Verb.DECLINE: _withdraw_offer,
    Verb.GO_LIVE: _moderators_only(
        lambda by, why: events.WentLive(by=by, why=why), lambda state: "The group is live already." * state.live
    ),
    Verb.PAUSE: _moderators_only(
        lambda by, why: events.Paused(by=by, why=why), lambda state: "The group is paused already." * state.paused
    ),
    Verb.RESUME: _moderators_only(
        lambda by, why: events.Resumed(by=by, why=why), lambda state: "The group is not paused." * (not state.paused)
    ),
}
"""What is built, by verb; any other verb is answered with "not yet"."""

ASKED_FOR: Final = frozenset({Verb.HELP, Verb.STATUS, Verb.MINE})
"""Requests that change nothing and are answered with a text."""

"""What members ask of decisions: opening them, ballots, taking back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from listvote import events
from listvote.acts import Act, Verb
from listvote.deliberation.decision import Decision, Happening, Status, step
from listvote.deliberation.outcome import POSITIONS
from listvote.group.incoming import CODES, Incoming, Made, Rule, about
from listvote.group.opening import open_decision, open_task
from listvote.group.state import State
from listvote.reasons import Reason, Refused


def _open(state: State, mail: Incoming, act: Act) -> Made:
    if act.opening is None or mail.member is None:
        return None
    if not mail.public:
        detail = "What is to be decided has to be posted to the list, so that everybody can read it."
        return Refused(Reason.NOT_ALLOWED, act.line, detail)
    if act.opening.faults:
        reason = CODES.get(act.opening.faults[0].code, Reason.UNREADABLE_VALUE)
        return Refused(reason, act.line)
    if act.opening.opens == "task":
        return open_task(state, mail.member, mail.received, act, mail.mailed(act))
    if act.opening.opens == "decision":
        return open_decision(state, mail.member, mail.received, act, mail.mailed(act))
    return Refused(Reason.NOT_YET_BUILT, act.line)


def _ballot(state: State, mail: Incoming, act: Act) -> Made:
    decision = _decision(state, act)
    if isinstance(decision, Refused):
        return decision
    late = _closed_to(state, decision, mail, act)
    if isinstance(late, Refused):
        return late
    ballot: Mapping[str, Any] = act.ballot or {"position": act.position}
    if act.verb is Verb.WITHDRAW:
        if mail.member is None or decision.standing_of(mail.member, state.received) is None:
            return Refused(Reason.INVALID_BALLOT, act.line, "You have no ballot to take back here.", about(act))
        ballot = {"withdrawn": True}
    elif ballot.get("position") not in POSITIONS[decision.rules.method]:
        return Refused(Reason.NOT_AN_OPTION, act.line, ref=about(act))
    elif ballot.get("position") == "object" and not act.reason:
        ballot = {"position": "disagree"}
    kind = events.LateBallot if late else events.BallotCast
    return kind(
        about=about(act),
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
        return Refused(Reason.NOT_ON_ROLL, act.line, detail, about(act))
    if mail.received < decision.opened:
        return Refused(Reason.NOT_YET_OPEN, act.line, ref=about(act))
    if step(decision.status, Happening.BALLOT) is not None and mail.received <= decision.deadline:
        return False
    in_time = mail.received <= decision.deadline and decision.status is not Status.WITHDRAWN
    return True if in_time else Refused(Reason.CLOSED, act.line, ref=about(act))


def _decision(state: State, act: Act) -> Decision | Refused:
    decision = state.decision(act.ref) if act.ref else None
    return decision or Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))


def _withdraw_proposal(state: State, mail: Incoming, act: Act) -> Made:
    decision = _decision(state, act)
    if isinstance(decision, Refused):
        return decision
    if decision.opener != mail.member:
        return Refused(Reason.NOT_ALLOWED, act.line, "Only its opener can withdraw a proposal.", about(act))
    ended = step(decision.status, Happening.WITHDRAWAL)
    over = decision.announced is not None and mail.received > decision.deadline
    if ended is None or over:
        return Refused(Reason.CLOSED, act.line, ref=about(act))
    return events.Closed(
        about=about(act),
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


def note(state: State, act: Act, event: events.Event) -> str:
    """A sentence for the voter beside the receipt, such as how to object; "" where there is nothing to say."""
    if isinstance(event, events.BallotCast) and event.ballot == {"position": "disagree"} and act.ref:
        if act.position == "object":
            return (
                "An objection needs a reason, so this was recorded as: disagree. "
                f"To object, write: {about(act)} object: your reason"
            )
        decision = state.decision(act.ref)
        if decision is not None and decision.rules.method == "consensus":
            return (
                "This counts against, and does not stop the decision. "
                f"To stop it, write: {about(act)} object: your reason"
            )
    return ""


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.OPEN: _open,
    Verb.BALLOT: _ballot,
    Verb.WITHDRAW: _ballot,
    Verb.WITHDRAW_PROPOSAL: _withdraw_proposal,
}
"""What is built about decisions, by verb."""

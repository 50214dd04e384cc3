"""What members ask of decisions: opening them, ballots, taking back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from listvote import events
from listvote.acts import Act, Fault, Verb
from listvote.deliberation.ballots import valid
from listvote.deliberation.choice import ballot_rules
from listvote.deliberation.decision import Decision, Happening, Status, step
from listvote.deliberation.outcome import POSITIONS
from listvote.group.incoming import CODES, Incoming, Made, Rule, about
from listvote.group.on_life import not_on_roll
from listvote.group.opening import not_allowed, open_decision
from listvote.group.opening_tasks import open_task
from listvote.group.recalls import open_recall
from listvote.group.secret import SecretBallot, is_secret, mark_of, refused_in_public, refused_too_late
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
        return Refused(reason, act.line, not_allowed(state, mail.received, act))
    if act.opening.opens == "task":
        return open_task(state, mail.member, mail.received, act, mail.mailed(act))
    if act.opening.opens in ("decision", "poll", "election", "plan", "charter"):
        return open_decision(state, mail.member, mail.received, act, mail.mailed(act), mail.attached)
    if act.opening.opens == "recall":
        return open_recall(state, mail, act)
    return Refused(Reason.NOT_YET_BUILT, act.line)


def _ballot(state: State, mail: Incoming, act: Act) -> Made:
    decision = _decision(state, act)
    if isinstance(decision, Refused):
        return decision
    late = _closed_to(state, decision, mail, act)
    if isinstance(late, Refused):
        return late
    secret = is_secret(decision)
    if secret and (refused := refused_in_public(mail, act)) and not late:
        return refused
    if secret and late and (act.verb is Verb.WITHDRAW or mail.public or mail.member in decision.took_part):
        return refused_too_late(act)
    ballot: Mapping[str, Any] = act.ballot or {"position": act.position}
    if act.verb is Verb.WITHDRAW:  # with no ballot as well: an older one may be read after it
        ballot = {"withdrawn": True}
    else:
        checked = valid(ballot_rules(decision), ballot)
        if isinstance(checked, tuple):
            reason = CODES.get(checked[0].code, Reason.INVALID_BALLOT)
            if decision.rules.method in POSITIONS:
                reason = Reason.NOT_AN_OPTION
            return Refused(reason, act.line, fault_words(checked), about(act))
        ballot = checked if act.reason else WITHOUT_REASON.get(str(checked.get("position")), checked)
    if secret and late:
        return events.LateSecretBallot(about=about(act), version=decision.ref.version)
    if secret:  # reasons of secret ballots are kept nowhere
        return SecretBallot(about=about(act), version=decision.ref.version, ballot=ballot, **mail.mailed(act))
    kind = events.LateBallot if late else events.BallotCast
    return kind(
        about=about(act),
        version=decision.ref.version,
        ballot=ballot,
        has_reason=bool(act.reason),
        reason=act.reason,
        **mail.mailed(act),
    )


def _mark(state: State, mail: Incoming, act: Act) -> Made:
    decision = _decision(state, act)
    if isinstance(decision, Refused):
        return decision
    if not is_secret(decision):
        return mark_of(decision, mail, act)
    late = _closed_to(state, decision, mail, act)
    if isinstance(late, Refused):
        return late
    if refused := refused_too_late(act) if late else refused_in_public(mail, act):
        return refused
    return mark_of(decision, mail, act)


WITHOUT_REASON: Final[Mapping[str, Mapping[str, Any]]] = {
    "object": {"position": "disagree"},
    "step 8": {"position": "step 7"},
}
"""What an objection without a reason is recorded as."""


def fault_words(faults: Sequence[Fault]) -> str:
    """What is wrong with a ballot, a sentence each, and how the first is mended; "" where its code says it all."""
    found = [f"{each.where} {each.what}".strip(" .") + "." for each in faults]
    mends = [each.mend for each in faults[:1]]
    return " ".join([*(each[:1].upper() + each[1:] for each in found), *mends]).strip()


def _closed_to(state: State, decision: Decision, mail: Incoming, act: Act) -> Refused | bool:
    """Why a ballot no longer counts; True for one that came in time and is read after the close; False if it counts."""
    if mail.member not in decision.roll:
        return Refused(Reason.NOT_ON_ROLL, act.line, not_on_roll(decision, mail.member), about(act))
    if mail.received < decision.opened:
        return Refused(Reason.NOT_YET_OPEN, act.line, ref=about(act))
    if decision.status in (Status.PROPOSED, Status.NOMINATING):
        waits = "seconders" if decision.status is Status.PROPOSED else "the end of nominations"
        return Refused(Reason.NOT_YET_OPEN, act.line, f"It waits for {waits}.", about(act))
    if step(decision.status, Happening.BALLOT) is not None and mail.received <= decision.deadline:
        return False
    in_time = mail.received <= decision.deadline and decision.status not in (Status.WITHDRAWN, Status.CANCELLED)
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
        participants=0 if is_secret(decision) else decision.participants,
        members=len(decision.roll),
        deadline=decision.deadline,
        by=mail.member or 0,
        key=mail.key,
        why=act.reason,
    )


def note(state: State, act: Act, event: events.Event) -> str:
    """A sentence for the voter beside the receipt, such as how to object; "" where there is nothing to say."""
    decision = state.decision(act.ref) if act.ref else None
    if decision is None:
        return ""
    if isinstance(event, SecretBallot):
        return _secret_note(event)
    if isinstance(event, events.BallotCast):
        position = str((event.ballot or {}).get("position", ""))
        if act.position in WITHOUT_REASON and position != act.position:
            return (
                f"An objection needs a reason, so this was recorded as: {position}. "
                f"To object, write: {about(act)} {act.position}: your reason"
            )
        if position == "disagree" and decision.rules.method in ("consensus", "lazy"):
            return (
                "This counts against, and does not stop the decision. "
                f"To stop it, write: {about(act)} object: your reason"
            )
    if isinstance(event, events.CancelAsked):
        return f"It is cancelled once its opener or a second moderator writes: cancel {about(act)}"
    if isinstance(event, events.AmendmentOffered):
        return f"It is taken over where the opener writes: {about(act)} accept amendment {event.number}"
    return ""


def _secret_note(event: SecretBallot) -> str:
    sheet = "At the close all ballots are published on one sheet, without names; your line has the code below."
    if event.mark:
        return f"Beside your line will stand: {event.mark}. {sheet}" if event.ballot is None else sheet
    return sheet


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.OPEN: _open,
    Verb.BALLOT: _ballot,
    Verb.WITHDRAW: _ballot,
    Verb.MARK: _mark,
    Verb.WITHDRAW_PROPOSAL: _withdraw_proposal,
}
"""What is built about decisions, by verb."""

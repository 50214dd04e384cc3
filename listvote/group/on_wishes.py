"""What is asked about the end of a decision: a later close, cancelling it, taking it again; and salts for its lot."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from listvote import events
from listvote.acts import Act, Verb
from listvote.deliberation.decision import Happening, Status, step
from listvote.group.incoming import Incoming, Made, Rule, about
from listvote.group.on_life import asked_of
from listvote.group.on_work import SALT_AT_MOST, salted
from listvote.group.recalls import sign
from listvote.group.secret import is_secret
from listvote.group.state import State
from listvote.group.times import deadline, frozen
from listvote.reasons import Reason, Refused

_WHY_IS_READ: Final = "Write why behind a colon; everybody will read it."


def _extend(state: State, mail: Incoming, act: Act) -> Made:
    if mail.member not in state.moderators:
        return Refused(Reason.NOT_A_MODERATOR, act.line, ref=about(act))
    decision = state.decision(act.ref) if act.ref else None
    if decision is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    if not decision.status.runs:
        return Refused(Reason.CLOSED, act.line, ref=about(act))
    if mail.member in decision.recalled:
        return Refused(Reason.NOT_ALLOWED, act.line, "It is about a mandate of yours.", about(act))
    if step(decision.status, Happening.PROLONGING) is None:
        return Refused(Reason.NOT_ALLOWED, act.line, "It waits for seconders.", about(act))
    if decision.prolonged:
        return Refused(Reason.NOT_ALLOWED, act.line, "Its close was put off once already.", about(act))
    if not act.reason:
        return Refused(
            Reason.UNREADABLE_VALUE, act.line, "Write why behind a colon; everybody will read it.", about(act)
        )
    nominating = decision.status is Status.NOMINATING
    until = decision.nominations_until if nominating and decision.nominations_until else decision.deadline
    wanted = frozen(act.text, mail.received, state.zone)
    later = deadline(wanted, until, state.zone) if wanted else None
    if later is None or later <= until:
        return Refused(Reason.UNREADABLE_VALUE, act.line, "It has to be a later time than the close.", about(act))
    return events.Prolonged(about=about(act), until=later, why=act.reason, **mail.mailed(act))


def _cancel(state: State, mail: Incoming, act: Act) -> Made:
    decision = state.decision(act.ref) if act.ref else None
    if decision is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    moderator, opener = mail.member in state.moderators, mail.member == decision.opener
    others = {number: why for number, why in decision.cancel_wishes.items() if number != mail.member}
    if not moderator and not (opener and others):
        return Refused(Reason.NOT_A_MODERATOR, act.line, ref=about(act))
    if not decision.status.runs:
        return Refused(Reason.CLOSED, act.line, ref=about(act))
    if decision.recalls:
        detail = "Moderators cancel no recall. Whoever began it can take it back."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, about(act))
    if not others and not (moderator and opener):
        if mail.member in decision.cancel_wishes:
            detail = "You have asked for it already; its opener or a second moderator has to consent."
            return Refused(Reason.NOT_ALLOWED, act.line, detail, about(act))
        if not act.reason:
            return Refused(Reason.UNREADABLE_VALUE, act.line, _WHY_IS_READ, about(act))
        return events.CancelAsked(about=about(act), why=act.reason, **mail.mailed(act))
    return events.Closed(
        about=about(act),
        version=decision.ref.version,
        outcome=Status.CANCELLED.value,
        figures={},
        participants=0 if is_secret(decision) else decision.participants,
        members=len(decision.roll),
        deadline=decision.deadline,
        by=mail.member or 0,
        key=mail.key,
        why=next(iter(others.values()), "") or act.reason,
    )


def _petition(state: State, mail: Incoming, act: Act) -> Made:
    decision = state.decision(act.ref) if act.ref else None
    if decision is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    if decision.recalls and decision.status.runs and act.verb is Verb.SIGN:
        return sign(state, mail, act, decision)
    if step(decision.status, Happening.PETITION) is None or decision.ended is None:
        detail = "Only a decision that was taken can be taken again."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, about(act))
    if mail.received > state.charter.opening.petition_within.after(decision.ended, state.zone):
        within = state.charter.opening.petition_within
        return Refused(Reason.CLOSED, act.line, f"A petition has to come within {within} of the close.", about(act))
    if decision.reopened_as or decision.reopens:
        return Refused(Reason.NOT_ALLOWED, act.line, "It is decided again once only.", about(act))
    if mail.member not in state.roll.eligible(mail.received):
        return Refused(Reason.NOT_ON_ROLL, act.line, ref=about(act))
    if mail.member in decision.signatures:
        return Refused(Reason.NOT_ALLOWED, act.line, "You have signed it already.", about(act))
    if act.verb is Verb.SIGN and not decision.signatures:
        detail = f"Nobody has begun a petition. Write: {about(act)} petition: your reason"
        return Refused(Reason.NO_SUCH_MATTER, act.line, detail, about(act))
    if act.verb is Verb.PETITION and not decision.signatures and not act.reason:
        return Refused(Reason.UNREADABLE_VALUE, act.line, "A petition needs a reason behind a colon.", about(act))
    return events.PetitionSigned(about=about(act), reason=act.reason, **mail.mailed(act))


def _salt(state: State, mail: Incoming, act: Act) -> Made:
    if act.ref is not None and act.ref.kind == "task":
        return salted(state, mail, act)
    decision = asked_of(state, mail, act, Happening.SALT)
    if isinstance(decision, Refused):
        return decision
    if not decision.lot:
        return Refused(Reason.NOT_ALLOWED, act.line, "No lot is drawn in this decision.", about(act))
    salt = unicodedata.normalize("NFC", act.text).strip()[:SALT_AT_MOST]
    return events.Salted(about=about(act), salt=salt, **mail.mailed(act))


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.EXTEND: _extend,
    Verb.CANCEL: _cancel,
    Verb.PETITION: _petition,
    Verb.SIGN: _petition,
    Verb.SALT: _salt,
}
"""What is built about the end of decisions, by verb."""

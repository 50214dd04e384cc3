"""What members ask of tasks: offering, and taking an offer back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from listvote import events
from listvote.acts import Act, Verb
from listvote.group.incoming import Incoming, Made, Rule, about
from listvote.group.state import State
from listvote.labour.task import TaskStatus
from listvote.reasons import Reason, Refused


def _offer(state: State, mail: Incoming, act: Act) -> Made:
    task = state.task(act.ref) if act.ref else None
    if task is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    if task.status(mail.received) is not TaskStatus.OFFERS:
        return Refused(Reason.OFFERS_CLOSED, act.line, ref=task.ref)
    before = next((offer for offer in task.willing() if offer.member == mail.member), None)
    if act.verb is Verb.TERMS and before is None:
        detail = f"You have no offer for it yet. Write: {task.ref} I can help"
        return Refused(Reason.NO_SUCH_MANDATE, act.line, detail, task.ref)
    able = tuple(sorted({each.strip().lower() for each in act.terms.get("able", "").split(",") if each.strip()}))
    return events.Offered(
        about=task.ref,
        able=able or (before.able if before else ()),
        until=act.terms.get("until") or (before.until if before else None) or None,
        hours=act.terms.get("hours") or (before.hours if before else None) or None,
        **mail.mailed(act),
    )


def _withdraw_offer(state: State, mail: Incoming, act: Act) -> Made:
    task = state.task(act.ref) if act.ref else None
    if task is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    if mail.member not in {offer.member for offer in task.willing()}:
        return Refused(Reason.NO_SUCH_MANDATE, act.line, "You have no offer to take back here.", task.ref)
    return events.OfferWithdrawn(about=task.ref, **mail.mailed(act))


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.OFFER: _offer,
    Verb.TERMS: _offer,
    Verb.WITHDRAW_OFFER: _withdraw_offer,
    Verb.DECLINE: _withdraw_offer,
}
"""What is built about work, by verb."""

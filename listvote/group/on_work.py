"""What members ask of tasks before they are somebody's: offering, taking an offer back, salts, and public sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from listvote import events, lot
from listvote.acts import Act, Verb
from listvote.group.draws import is_frozen, sources_wanted
from listvote.group.holding import is_full, rests_until
from listvote.group.incoming import Incoming, Made, Rule, about
from listvote.group.own_hours import mailed_without_hours
from listvote.group.plans import skills
from listvote.group.state import State
from listvote.group.times import deadline, frozen
from listvote.group.willing import hours_in, lacking, offers_for
from listvote.labour.task import Offer, StandingOffer, Task, TaskStatus
from listvote.reasons import Reason, Refused

SALT_AT_MOST: Final = 200
_VALUE_AT_MOST: Final = 1_000
_TERM: Final = re.compile(r"(?P<key>able|hours|until|prefer)\s*:?\s+(?P<text>\S.*)", re.IGNORECASE)
_TASK: Final = re.compile(r"(?<![\w#])[Tt]([1-9][0-9]{0,8})(?![\w])")
_HOURS: Final = re.compile(r".*\b[0-9]{1,5}\s*(?:h|hours?|hrs?)\b.*", re.IGNORECASE)
_ANYTHING: Final = frozenset(
    {"anything", "any", "any work", "any task", "everything", "all", "all work", "whatever"}
    | {"alles", "jede arbeit", "tout", "tout travail", "todo", "cualquier cosa", "tutto", "qualsiasi cosa", "tudo"}
    | {"qualquer coisa"}
)
_NOTHING: Final = frozenset(
    {"no", "none", "nothing", "never", "no more", "no longer", "not", "stop", "withdraw"}
    | {"nichts", "nichts mehr", "nicht mehr", "rien", "plus rien", "nada", "nada más", "niente", "più niente", "nulla"}
    | {"mais nada", "nada mais"}
)


def _offer(state: State, mail: Incoming, act: Act) -> Made:
    task = _taking_offers(state, mail, act)
    if isinstance(task, Refused):
        return task
    before = offers_for(state, task).get(mail.member or 0)
    if act.verb is Verb.TERMS and before is None:
        detail = f"You have no offer for it yet. Write: {task.ref} I can help"
        return Refused(Reason.NO_SUCH_MANDATE, act.line, detail, task.ref)
    terms = {**_terms_in(act.reason), **act.terms}
    offer = Offer(
        mail.member or 0,
        mail.received,
        mail.key,
        able=tuple(skills(terms.get("able", ""))) or (before.able if before else ()),
        hours=terms.get("hours") or (before.hours if before else ""),
        until=terms.get("until") or (before.until if before else ""),
        apprentice=act.verb is Verb.APPRENTICE or bool(before and before.apprentice and act.verb is Verb.TERMS),
        prefer=_named(terms.get("prefer", "")) or (before.prefer if before else ()),
    )
    return _cannot(state, task, offer, act) or events.Offered(
        about=task.ref,
        able=offer.able,
        until=offer.until or None,
        hours=offer.hours or None,
        apprentice=offer.apprentice,
        prefer=offer.prefer,
        **mailed_without_hours(mail, act),
    )


def _taking_offers(state: State, mail: Incoming, act: Act) -> Task | Refused:
    task = state.task(act.ref) if act.ref else None
    if task is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    called = task.called is not None or not state.live  # until the call is out, nobody could be late for it
    closed = called and task.status(mail.received) is not TaskStatus.OFFERS
    if closed or task.drawn or task.over is not None or is_frozen(state, task):
        return Refused(Reason.OFFERS_CLOSED, act.line, ref=task.ref)
    return task


def _terms_in(reason: str) -> dict[str, str]:
    """Terms that stand in the same line as the offer: `T7 I can help, able: layout`."""
    found = _TERM.fullmatch(reason.strip())
    return {found["key"].lower(): found["text"].strip()} if found else {}


def _named(prefer: str) -> tuple[str, ...]:
    """The tasks of `T7 over T9`, best first."""
    return tuple(dict.fromkeys(f"T{number}" for number in _TASK.findall(prefer)))


def _cannot(state: State, task: Task, offer: Offer, act: Act) -> Refused | None:
    """Why somebody could not be drawn for a task whatever they are willing to do; None where they could."""
    if any(each.member == offer.member for each in task.mandates):
        held = task.held_by(offer.member) is not None
        asked = "You hold this very task." if held else "You were asked for it already; nobody is asked twice."
        return Refused(Reason.ALREADY_SERVING if held else Reason.NOT_ALLOWED, act.line, asked, task.ref)
    if is_full(state, offer.member):
        return Refused(Reason.ALREADY_SERVING, act.line, ref=task.ref)
    if offer.apprentice and not task.apprentices:
        detail = f"It has no place for an apprentice. To do it yourself, write: {task.ref} I can help"
        return Refused(Reason.NOT_ALLOWED, act.line, detail, task.ref)
    if not offer.apprentice and (missing := lacking(state, task, offer)):
        asked = ", ".join(missing)
        learn = f" To learn it beside somebody able: {task.ref} apprentice" if task.apprentices else ""
        detail = f"It asks for {asked}. If that is what you can do: {task.ref} I can help, able: {asked}.{learn}"
        return Refused(Reason.NOT_ABLE, act.line, detail, task.ref)
    rests = rests_until(state, offer.member, task.work_class, task.offers_until)
    if rests is not None:
        until = state.day(rests).isoformat()
        return Refused(Reason.RESTING, act.line, f"Your rest lasts until {until}.", task.ref)
    return None


def _withdraw_offer(state: State, mail: Incoming, act: Act) -> Made:
    task = state.task(act.ref) if act.ref else None
    if task is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    if mail.member not in offers_for(state, task):
        return Refused(Reason.NO_SUCH_MANDATE, act.line, "You have no offer to take back here.", task.ref)
    if is_frozen(state, task):
        detail = "The pool of its draw is frozen. If it falls on you, answer: decline. That is all."
        return Refused(Reason.OFFERS_CLOSED, act.line, detail, task.ref)
    return events.OfferWithdrawn(about=task.ref, **mail.mailed(act))


def _standing(state: State, mail: Incoming, act: Act) -> Made:
    parts = [" ".join(each.split()) for each in re.split(r"[,;]", act.text) if each.strip(" .")]
    hours = next((each for each in parts if _HOURS.fullmatch(each)), act.terms.get("hours", ""))
    work = {each.casefold().removeprefix("for ").strip(" .") for each in parts if each != hours}
    if work & _NOTHING:
        if mail.member not in state.standing_offers:
            return Refused(Reason.NO_SUCH_MANDATE, act.line, "You have no standing offer.")
        return events.StandingWithdrawn(**mail.mailed(act))
    work |= set(skills(act.terms.get("able", "")))
    return events.StandingOffered(work=tuple(sorted(work - _ANYTHING)), hours=hours, **mailed_without_hours(mail, act))


def salted(state: State, mail: Incoming, act: Act) -> Made:
    """A salt for the draw of a task, from when it opens until the salts close."""
    task = state.task(act.ref) if act.ref else None
    if task is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    draw = state.draws.get(task.draw)
    over = draw is not None and (
        draw.salts is not None
        or draw.drawn is not None
        or (draw.posted is not None and draw.salts_until is not None and mail.received > draw.salts_until)
    )
    if over or task.over is not None:
        return Refused(Reason.OFFERS_CLOSED, act.line, "The salts of its draw are closed.", task.ref)
    salt = unicodedata.normalize("NFC", act.text).strip()[:SALT_AT_MOST]
    return events.Salted(about=task.ref, salt=salt, **mail.mailed(act))


def _source(state: State, mail: Incoming, act: Act) -> Made:
    if mail.member not in state.moderators:
        return Refused(Reason.NOT_A_MODERATOR, act.line, ref=about(act))
    task = state.task(act.ref) if act.ref else None
    if task is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    draw = state.draws.get(task.draw)
    if draw is None or draw.frozen is None or draw.drawn is not None or not draw.sources:
        return Refused(Reason.NOT_ALLOWED, act.line, "Its draw waits for no public source.", task.ref)
    if draw.salts is None:
        detail = "Its value may not exist before the salts are closed. Enter it then."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, task.ref)
    wanted = dict(sources_wanted(draw))
    number = int(act.terms.get("number") or min(wanted, default=1))
    if number not in wanted:
        detail = (
            "It was entered already, and stands." if number in draw.values else "There is no source of that number."
        )
        return Refused(Reason.NOT_ALLOWED, act.line, detail, task.ref)
    value = " ".join(unicodedata.normalize("NFC", act.text).split())[:_VALUE_AT_MOST]
    if draw.lot == "rfc3797":
        try:
            lot.rfc3797(1, [value], 1)
        except lot.LotError as fault:
            return Refused(Reason.UNREADABLE_VALUE, act.line, str(fault), task.ref)
    return events.SourceEntered(about=task.ref, draw=draw.name, number=number, value=value, **mail.mailed(act))


def note(state: State, event: events.Event) -> str:
    """A sentence for who offered, beside the receipt: what would keep them from being drawn, and what comes next."""
    if isinstance(event, events.StandingOffered):
        return _standing_note(event)
    if not isinstance(event, events.Offered):
        return ""
    task = state.task_of(event.about)
    hours = hours_in(event.hours or "")
    if hours is not None and task.hours is not None and hours < task.hours:
        given = "1 hour" if hours == 1 else f"{hours} hours"
        return f"It asks for {task.hours} hours each; with {given} you are not drawn for it."
    until = _until(state, event)
    if until is not None and task.due is not None and until < task.due:
        return f"It is to be done by {state.day(task.due).isoformat()}; with your date you are not drawn for it."
    if event.apprentice:
        return "If it falls on you, you learn it beside somebody able."
    return (
        "Whose turn it is decides, then the lot; you will be asked whether you accept. "
        f"Changed your mind? Write: {event.about} withdraw offer"
    )


def _until(state: State, event: events.Offered) -> datetime | None:
    closes = frozen(event.until, event.received, state.zone) if event.until else None
    return deadline(closes, event.received, state.zone) if closes else None


def _standing_note(event: events.StandingOffered) -> str:
    offer = StandingOffer(event.actor, event.received, event.key, event.work, event.hours)
    work = ", ".join(offer.work) or "any work"
    return (
        f"You are in the pool of every task for {work}, as far as you can do it. "
        "To leave one task out: T7 withdraw offer. To end it: willing always: nothing"
    )


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.OFFER: _offer,
    Verb.TERMS: _offer,
    Verb.APPRENTICE: _offer,
    Verb.OFFER_ALWAYS: _standing,
    Verb.WITHDRAW_OFFER: _withdraw_offer,
    Verb.DECLINE: _withdraw_offer,
    Verb.SOURCE: _source,
}
"""What is built about work before it is somebody's, by verb."""

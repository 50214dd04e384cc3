"""What members ask of work that is somebody's: taking a place or not, giving it back, swapping, reporting, judging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from listvote import events
from listvote.acts import Act, Reference, Verb
from listvote.group import on_work
from listvote.group.holding import held, is_full, rests_until, was_recalled
from listvote.group.incoming import Incoming, Made, Rule, about
from listvote.group.own_hours import mailed_without_hours, taken_out
from listvote.group.recalls import named
from listvote.group.state import State
from listvote.labour.judgement import SAID, Verdict
from listvote.labour.mandate import Happening, Mandate, Standing, step
from listvote.labour.task import Task
from listvote.reasons import Reason, Refused

_HOURS_AT_MOST: Final = 10_000


def _task(state: State, act: Act) -> Task | Refused:
    task = state.task(act.ref) if act.ref else None
    return task if task is not None else Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))


def _held(task: Task, mail: Incoming) -> Mandate | None:
    """The mandate that a member holds, or else the last one that they were given."""
    running = task.held_by(mail.member or 0)
    own = [each for each in task.mandates if each.member == mail.member]
    return running or (own[-1] if own else None)


def _allowed(task: Task, mail: Incoming, act: Act, happening: Happening) -> Mandate | Refused:
    """The mandate of whoever wrote, where this can happen to it; refused with W04 and what to do instead."""
    mandate = _held(task, mail)
    if mandate is None:
        return Refused(Reason.NO_SUCH_MANDATE, act.line, _NEVER.get(act.verb, ""), task.ref)
    if step(mandate.standing, happening) is None:
        detail = _STANDS[mandate.standing].format(ref=task.ref)
        return Refused(Reason.NO_SUCH_MANDATE, act.line, detail, task.ref)
    return mandate


_NEVER: Final = {
    Verb.ACCEPT: "Nobody has asked you to take it. Whose turn it is follows from the draw.",
    Verb.SWAP: "To take it over, its holder has to ask you first.",
}
_STANDS: Final[Mapping[Standing, str]] = {
    Standing.GIVEN: "You were asked, and have not accepted yet. Write: {ref} accept, or: {ref} decline",
    Standing.ACCEPTED: "You accepted it already, and it is yours. To give it back, write: {ref} hand back",
    Standing.REPORTED: "It is reported, or its date has passed: the group is judging it now.",
    Standing.JUDGED: "It was judged, and is over.",
    Standing.ENDED: "It is over.",
    Standing.PASSED_ON: "You passed it on, and the next in the order was asked.",
    Standing.HANDED_BACK: "You handed it back, and the next in the order was asked.",
    Standing.SWAPPED: "You swapped it, and somebody else has it now.",
    Standing.RECALLED: "A decision of the group ended it.",
    Standing.CALLED_OFF: "It is called off: its plan was decided again, and not adopted.",
    Standing.EXPIRED: "The time to accept it was over, and the next in the order was asked.",
}


def _accept(state: State, mail: Incoming, act: Act) -> Made:
    task = _task(state, act)
    if isinstance(task, Refused):
        return task
    mandate = _allowed(task, mail, act, Happening.ACCEPTANCE)
    if isinstance(mandate, Refused):
        return mandate
    if task.judgement is not None:
        return Refused(Reason.NO_SUCH_MANDATE, act.line, _STANDS[Standing.REPORTED], task.ref)
    if mandate.told is not None and mail.received > mandate.accept_by:
        return Refused(Reason.NO_SUCH_MANDATE, act.line, _STANDS[Standing.EXPIRED], task.ref)
    if held(state, mandate.member) > state.charter.labour.mandates_at_once:
        return Refused(Reason.ALREADY_SERVING, act.line, full(state, mandate.member), task.ref)
    return events.MandateAccepted(about=task.ref, number=mandate.number, **mail.mailed(act))


def _decline(state: State, mail: Incoming, act: Act) -> Made:
    task = _task(state, act)
    if isinstance(task, Refused):
        return task
    if not any(each.member == mail.member for each in task.mandates):
        return on_work.RULES[Verb.DECLINE](state, mail, act)
    mandate = _allowed(task, mail, act, Happening.DECLINING)
    if isinstance(mandate, Refused):
        return mandate
    return events.MandatePassedOn(
        about=task.ref, number=mandate.number, declined=True, **_unpublished(events.MandatePassedOn, mail, act)
    )


def _unpublished(kind: type[events.Event], mail: Incoming, act: Act) -> dict[str, Any]:
    """What an event keeps of the mail that led to it, without its author: nothing of it is published."""
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in mail.mailed(act).items() if name in names}


def _hand_back(state: State, mail: Incoming, act: Act) -> Made:
    task = _task(state, act)
    if isinstance(task, Refused):
        return task
    mandate = _allowed(task, mail, act, Happening.HAND_BACK)
    if isinstance(mandate, Refused):
        return mandate
    return events.MandateHandedBack(
        about=task.ref,
        number=mandate.number,
        why=act.reason,
        **_unpublished(events.MandateHandedBack, mail, act),
    )


def _offer(state: State, mail: Incoming, act: Act) -> Made:
    """`I can do it` from whoever is asked to take a place accepts it; `hours: 4` from whoever serves tells of work."""
    task = state.task(act.ref) if act.ref else None
    mandate = task.held_by(mail.member or 0) if task is not None else None
    if mandate is not None and mandate.standing is Standing.GIVEN and act.verb is Verb.OFFER:
        return _accept(state, mail, act)
    if mandate is not None and mandate.standing is not Standing.GIVEN and act.verb is Verb.TERMS:
        return _report(state, mail, act)
    return on_work.RULES[act.verb](state, mail, act)


def _report(state: State, mail: Incoming, act: Act) -> Made:
    task = _task(state, act)
    if isinstance(task, Refused):
        return task
    only_hours = act.verb is Verb.TERMS
    mandate = _allowed(task, mail, act, Happening.REPORT)
    if isinstance(mandate, Refused):
        return mandate
    text, in_line = taken_out(act.text or act.reason)
    hours = (act.terms.get("hours") or in_line).split()[:1]
    count = int(hours[0]) if hours and hours[0].isascii() and hours[0].isdigit() else None
    if (hours and count is None) or (only_hours and not hours) or (count or 0) > _HOURS_AT_MOST:
        detail = f"Write the hours as a whole number: {task.ref} hours: 5"
        return Refused(Reason.UNREADABLE_VALUE, act.line, detail, task.ref)
    interim = mandate.standing is Standing.ACCEPTED and (only_hours or bool(task.term))
    return events.WorkReported(
        about=task.ref,
        number=mandate.number,
        interim=interim,
        text=text.strip(),
        hours=count,
        **mailed_without_hours(mail, act),
    )


def _judge(state: State, mail: Incoming, act: Act) -> Made:
    task = _task(state, act)
    if isinstance(task, Refused):
        return task
    judgement = task.judgement
    if judgement is None or mail.received < judgement.begun:
        detail = "It is not reported yet. Once it is, or its date has passed, everybody is asked how it went."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, task.ref)
    if judgement.verdict is not None or (judgement.told is not None and mail.received > judgement.closes):
        return Refused(Reason.CLOSED, act.line, "How it went has been judged.", task.ref)
    if mail.member in judgement.holders or any(each.member == mail.member and each.is_term for each in task.mandates):
        return Refused(Reason.NOT_ALLOWED, act.line, "Those who did the work do not judge it.", task.ref)
    if mail.member not in state.roll.eligible(mail.received):
        return Refused(Reason.NOT_ON_ROLL, act.line, ref=task.ref)
    word = next((each for each in SAID if each == act.position), Verdict.UNJUDGED)
    if word is Verdict.UNJUDGED:
        return Refused(Reason.NOT_AN_OPTION, act.line, "Write success, partly or failure.", task.ref)
    why = act.reason.strip()
    return events.Judged(about=task.ref, verdict=word.value, has_reason=bool(why), why=why, **mail.mailed(act))


def _swap(state: State, mail: Incoming, act: Act) -> Made:
    task = _task(state, act)
    if isinstance(task, Refused):
        return task
    partner = _partner(state, mail, act, task)
    if isinstance(partner, Refused):
        return partner
    member = mail.member or 0
    wished = next((each for each in _swappable(task, partner) if each.swap_with == member), None)
    if wished is not None:
        return _agreed(state, mail, act, task, wished)
    mandate = _allowed(task, mail, act, Happening.SWAP)
    if isinstance(mandate, Refused):
        return mandate
    for other in state.tasks.values():
        for theirs in _swappable(other, partner):
            if theirs.swap_with == member and other is not task:
                return _exchange(state, mail, act, other, theirs, task, mandate)
    return events.SwapAsked(about=task.ref, number=mandate.number, member=partner, **mail.mailed(act))


def _swappable(task: Task, member: int) -> list[Mandate]:
    return [each for each in task.mandates if each.member == member and step(each.standing, Happening.SWAP)]


def _agreed(state: State, mail: Incoming, act: Act, task: Task, wished: Mandate) -> Made:
    """Somebody says yes to taking over a place, and gives none for it."""
    if is_full(state, mail.member or 0) and task.held_by(mail.member or 0) is None:
        return Refused(Reason.ALREADY_SERVING, act.line, full(state, mail.member or 0), task.ref)
    if cannot := _cannot_take_over(state, mail, act, task, wished, mail.member or 0):
        return cannot
    return events.Swapped(about=task.ref, number=wished.number, member=mail.member or 0, **mail.mailed(act))


def _cannot_take_over(
    state: State, mail: Incoming, act: Act, task: Task, place: Mandate, newcomer: int
) -> Refused | None:
    """Why somebody cannot take over a place: held already, recalled from it, resting, or without the skills.

    An apprentice's place asks for no skills. Refused with W02, O03, W05 or W03.
    """
    own = newcomer == mail.member
    who = "You" if own else state.roll.shown_as(newcomer)
    if task.held_by(newcomer) is not None:
        held = f"You hold a place of {task.ref} yourself." if own else f"{who} holds a place of {task.ref} already."
        return Refused(Reason.ALREADY_SERVING, act.line, held, task.ref)
    if was_recalled(task, newcomer):
        were = "were" if own else "was"
        detail = f"{who} {were} recalled from {task.ref} by a decision of the group; no swap undoes that."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, task.ref)
    rests = rests_until(state, newcomer, task.work_class, mail.received)
    if rests is not None:
        whose = "Your rest" if own else f"The rest of {who}"
        detail = f"{whose} after the last term lasts until {state.day(rests).isoformat()}."
        return Refused(Reason.RESTING, act.line, detail, task.ref)
    missing = sorted(set(task.able) - state.skills.get(newcomer, set()))
    if not missing or place.apprentice:
        return None
    what = "It" if act.ref and str(act.ref) == task.ref else task.ref
    return Refused(Reason.NOT_ABLE, act.line, f"{what} asks for: {', '.join(missing)}.", task.ref)


def _exchange(state: State, mail: Incoming, act: Act, wanted: Task, theirs: Mandate, own: Task, mine: Mandate) -> Made:
    """Two places change hands: each of two holders named the other."""
    for task, place, newcomer in ((wanted, theirs, mail.member or 0), (own, mine, theirs.member)):
        if cannot := _cannot_take_over(state, mail, act, task, place, newcomer):
            return cannot
    return events.Swapped(
        about=wanted.ref,
        number=theirs.number,
        member=mail.member or 0,
        other=own.ref,
        other_number=mine.number,
        **mail.mailed(act),
    )


def _partner(state: State, mail: Incoming, act: Act, task: Task) -> int | Refused:
    """The one member whom somebody means by an alias, a name, the first word of one, or an address."""
    found = named(state, act.text)
    if len(found) != 1 or found[0] == mail.member:
        detail = f"{act.text!r} is nobody else on the roll, or more than one. Write the alias as it is shown."
        return Refused(Reason.NOT_AN_OPTION, act.line, detail, task.ref)
    return found[0]


def full(state: State, member: int) -> str:
    """What somebody who holds enough work can do about it."""
    refs = [
        task.ref
        for task in state.tasks.values()
        if (mandate := task.held_by(member)) is not None and mandate.standing in (Standing.GIVEN, Standing.ACCEPTED)
    ]
    return f"You hold {', '.join(refs)}. To give one back, write: {refs[-1]} hand back" if refs else ""


def note(state: State, act: Act, event: events.Event) -> str:
    """A sentence beside the receipt on what follows; "" where there is nothing to say."""
    ref = Reference.parse(event.about)
    task = state.tasks.get(ref.number) if ref is not None and ref.kind == "task" else None
    if task is None:
        return ""
    if isinstance(event, events.MandateAccepted):
        return f"It is yours. Should you not be able to after all, write: {task.ref} hand back"
    if isinstance(event, events.MandatePassedOn):
        return "The next in the order is asked. That is fine: no post says who passed it on, or why."
    if isinstance(event, events.MandateHandedBack):
        return "The next in the order is asked. No post says who handed it back, or why."
    if isinstance(event, events.SwapAsked):
        who = state.roll.shown_as(event.member)
        return f"It stays yours until {who} says the same. We have asked."
    if isinstance(event, events.Swapped):
        exchanged = f" {event.other} goes to {state.roll.shown_as(_holder(task, event))}." if event.other else ""
        return f"{task.ref} is yours now.{exchanged}"
    if isinstance(event, events.WorkReported):
        return "Your hours are told to you alone, and enter the sums." if event.hours is not None else ""
    return ""


def _holder(task: Task, event: events.Swapped) -> int:
    return task.mandate(event.number).member


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.ACCEPT: _accept,
    Verb.DECLINE: _decline,
    Verb.HAND_BACK: _hand_back,
    Verb.OFFER: _offer,
    Verb.TERMS: _offer,
    Verb.SWAP: _swap,
    Verb.REPORT: _report,
    Verb.DONE: _report,
    Verb.JUDGE: _judge,
}
"""What is built about mandates, by verb."""

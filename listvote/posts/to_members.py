"""What is said to one member alone: receipts, refusals, questions, and answers to what they asked."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from listvote.acts import TO_MEND, Act, Fault, Opening, Reference, Verb
from listvote.deliberation.ballots import in_words
from listvote.deliberation.decision import Decision
from listvote.events import BallotCast, Event, LateBallot, LateSecretBallot, MandateHandedBack, MandatePassedOn
from listvote.group import Asking, Counted, Decided, State, Turned
from listvote.group.decide import Result
from listvote.group.secret import SecretBallot, is_secret, refused_too_late, running
from listvote.group.willing import hours_in
from listvote.posts import at_work, choices, draws, hours, views
from listvote.posts.matters import decided, item, letterhead
from listvote.posts.to_list import alike, help_examples, unseen
from listvote.reasons import Reason, Refused

_DONE: Final = {
    Verb.GO_LIVE: "The group is live: from now on mails go out, and what was only listened to is dropped.",
    Verb.PAUSE: "Posting is paused. Mail is still read and counted. To go on, write: resume",
    Verb.RESUME: "Posting goes on.",
    Verb.ALIAS: "From now on the list sees you under that alias.",
    Verb.LEAVE_ROLL: "You are off the roll. What opened before still counts you.",
    Verb.AWAY: "You are not counted on while you are away. Back earlier? Write: back",
    Verb.BACK: "Welcome back.",
    Verb.DIGEST: "Your own digest comes as you asked for it.",
    Verb.RECEIPTS: "Receipts are sent as you asked for it.",
    Verb.STOP_MAILS: "No more private mail goes out to you, but answers to what you ask. To get it again: receipts on",
    Verb.CHARTER_UPDATE: "The new charter is in force.",
    Verb.UNDERSTAND: "It counts so from its own receipt on. Its author is told, and overrides it by any clear answer.",
}
_RECENT: Final = 5
_YEARLESS: Final = re.compile(r"--(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3][0-9])\b")


def answer(
    state: State, member: int, result: Decided, codes: Sequence[str], answer_to: str, now: datetime
) -> views.Receipt | views.Refusal | views.Question | None:
    """The one mail that tells a member what became of theirs; None where nothing is to be told.

    Args:
        state: the group as it was before the mail: what a ballot replaces is said from it.
        member: the author.
        result: what the mail led to.
        codes: the receipt codes of its events, in order.
        answer_to: the address to which answers go.
        now: aware.
    """
    head = letterhead(state, answer_to, now)
    results = [_late(each, result.events) for each in result.results]
    counted = tuple(
        _counted(state, member, each, result.events[each.event], codes[each.event])
        for each in results
        if isinstance(each, Counted) and each.act.verb not in _DONE
    )
    refused = tuple(_refused(state, each) for each in results if isinstance(each, Turned))
    asked = tuple(_doubt(state, each.act) for each in results if isinstance(each, Asking))
    if counted:
        return views.Receipt(head, counted, refused, asked)
    if refused:
        return views.Refusal(head, refused, asked)
    return views.Question(head, asked) if asked else None


def settled(
    state: State, result: Decided, codes: Sequence[str], answer_to: str, now: datetime
) -> list[tuple[int, views.Receipt]]:
    """What the authors of doubtful mails are told that a moderator settled: their numbers, and the mails."""
    made = []
    for each in result.results:
        if not isinstance(each, Counted) or each.act.verb is not Verb.UNDERSTAND:
            continue
        event = result.events[each.event]
        ref = Reference.parse(event.about)
        decision = state.decisions.get(ref.number) if ref else None
        if not isinstance(event, BallotCast) or decision is None:
            continue
        counted = views.Counted(
            position=in_words(event.ballot or {}),
            ref=str(decision.ref),
            title=decision.title,
            line=event.line,
            shown_as=state.roll.shown_as(event.actor),
            corrections=choices.words(decision),
            until=decision.deadline,
            code=codes[each.event],
            settled_by=state.roll.shown_as(event.settled_by),
        )
        made.append((event.actor, views.Receipt(letterhead(state, answer_to, now), (counted,))))
    return made


def _dated(term: str) -> str:
    """A term as people write it: a day without a year, which ISO 8601 writes `--03-01`, is `1 March`."""
    return _YEARLESS.sub(lambda day: f"{int(day['day'])} {calendar.month_name[int(day['month'])]}", term)


def _late(result: Result, events: Sequence[Event]) -> Result:
    """A ballot that was read after the close is on record; what its voter is told is why it does not count."""
    if not isinstance(result, Counted):
        return result
    if isinstance(events[result.event], LateSecretBallot):
        return Turned(result.act, refused_too_late(result.act, counted=True))
    if not isinstance(events[result.event], LateBallot):
        return result
    refused = Refused(Reason.READ_AFTER_CLOSE, result.act.line, ref=events[result.event].about)
    return Turned(result.act, refused)


def done(state: State, result: Decided, answer_to: str, now: datetime) -> views.Done | None:
    """The answer to commands that were carried out; None where there were none."""
    carried_out = [each.act for each in result.results if isinstance(each, Counted) and each.act.verb in _DONE]
    if not carried_out:
        return None
    did = tuple(_DONE[act.verb] for act in carried_out)
    return views.Done(letterhead(state, answer_to, now), carried_out[0].line, did)


def _matter(state: State, ref: Reference | None) -> Decision | None:
    return state.decision(ref) if ref else None


def _title(state: State, ref: Reference | None) -> str:
    if ref is None:
        return ""
    decision, task = state.decision(ref), state.task(ref)
    return decision.title if decision else task.title if task else ""


def _counted(state: State, member: int, result: Counted, event: Event, code: str) -> views.Counted:
    act = result.act
    decision = _matter(state, act.ref)
    position, replaces = act.verb.value, ""
    if isinstance(event, BallotCast | LateBallot) and event.ballot is not None:
        given = event.ballot
        position = "withdrawn" if given.get("withdrawn") else in_words(given)
        before = decision.standing_of(member, state.received) if decision else None
        replaces = before.position if before and before.position != position else ""
    elif act.opening is not None:
        position = "opened"
    ref = event.about or (str(act.ref) if act.ref else "")
    title = act.opening.title if act.opening else _title(state, act.ref)
    return views.Counted(
        position=position,
        ref=ref,
        title=title,
        line="; ".join([act.line, *(f"{name}: {_dated(value)}" for name, value in act.terms.items())]),
        shown_as=""
        if isinstance(event, SecretBallot | MandatePassedOn | MandateHandedBack)
        else state.roll.shown_as(member),
        corrections=_corrections(decision) if isinstance(event, BallotCast) else (),
        until=decision.deadline if decision and isinstance(event, BallotCast) else None,
        code=code,
        reason=act.reason,
        replaces=replaces,
        note=result.note,
        secret=isinstance(event, SecretBallot),
    )


def _corrections(decision: Decision | None) -> tuple[str, ...]:
    """The words that would put a ballot right: the other positions, or a ballot as it is written."""
    return choices.words(decision) if decision else ()


def _refused(state: State, turned: Turned) -> views.RefusedLine:
    refused = turned.refused
    decision = _matter(state, turned.act.ref)
    chooses = decision is not None and choices.chooses(decision) and refused.reason in _NO_BALLOT
    return views.RefusedLine(
        refused.reason.code,
        "" if refused.detail and refused.reason in _SAID_BY_DETAIL else refused.reason.advice,
        refused.line,
        refused.detail,
        refused.ref,
        _title(state, turned.act.ref),
        decision.options if decision and chooses else (),
        choices.examples(decision) if decision and chooses else (),
        decision is not None and is_secret(decision),
    )


_SAID_BY_DETAIL: Final = (Reason.NOT_ALLOWED, Reason.NO_SUCH_MATTER, Reason.NO_SUCH_MANDATE)
"""Where a detail says more than the advice of the code does, the advice would only say it again, or less truly."""

_NO_BALLOT: Final = (Reason.NOT_AN_OPTION, Reason.INVALID_BALLOT)


def _doubt(state: State, act: Act) -> views.Doubt:
    decision = _matter(state, act.ref)
    if decision is not None:
        return choices.doubt(decision, act.line, act.why_doubtful, act.readings)
    return views.Doubt(
        act.line,
        choices.sentence(act.why_doubtful),
        act.readings,
        str(act.ref) if act.ref else "",
        _title(state, act.ref),
        secret=bool(running(state)),
    )


def opening_refused(
    state: State, act: Act, refused: Refused, answer_to: str, now: datetime
) -> views.OpeningRefused | None:
    """Every fault of an opening at once, with its mail to be corrected; None for an act that opens nothing.

    What was read and is not allowed is said a setting a line, behind its key.
    """
    opening = act.opening
    if opening is None:
        return None
    said = (refused.detail or ("" if opening.faults else refused.reason.advice)).split("\n")
    code = Reason.NOT_ALLOWED.code if opening.faults else refused.reason.code
    further = tuple(_not_allowed(opening, each, code) for each in said if each)
    faults = (*opening.faults, *further)
    template = opening.draft_marking([fault.where for fault in further])
    return views.OpeningRefused(
        letterhead(state, answer_to, now),
        opening.tag,
        opening.title,
        faults,
        template.strip("\n"),
        marked=TO_MEND in template,
    )


def _not_allowed(opening: Opening, words: str, code: str) -> Fault:
    key, colon, what = words.partition(": ")
    known = colon and (key in opening.settings or key == "options")
    return Fault(key, what, "", code) if known else Fault("", words, "", code)


def mine(state: State, member: int, answer_to: str, now: datetime) -> views.Mine:
    """All that is recorded of a member, and how each line was understood."""
    ballots = []
    offers = []
    doubts = []
    for decision in state.decisions.values():
        cast = decision.standing_of(member, state.received)
        if cast is not None:
            open_ = decision.status.runs
            ref = str(decision.ref)
            ballots.append(
                views.MyBallot(ref, decision.title, cast.position, cast.line, cast.received, cast.code, open_)
            )
        asked = decision.asked.get(member) if decision.status.runs else None
        if asked is not None:
            doubts.append(choices.doubt(decision, asked.line, "", asked.readings))
    for task in state.tasks.values():
        for offer in task.willing():
            if offer.member == member:
                given = hours_in(offer.hours)
                offers.append(views.MyOffer(task.title, offer.line, task.ref, given, offer.able))
    if (always := state.standing_offers.get(member)) is not None:
        work = ", ".join(always.work) or "any work"
        offers.append(views.MyOffer(work, always.line, hours=hours_in(always.hours)))
    person = state.roll.members[member]
    return views.Mine(
        letterhead(state, answer_to, now),
        shown_as=person.shown_as,
        number=member,
        addresses=tuple(person.addresses),
        ballots=tuple(ballots),
        not_counted=tuple(doubts),
        offers=tuple(offers),
        mandates=at_work.mandates_of(state, member),
        hours=hours.own(state, member),
        in_secret=tuple(
            str(each.ref)
            for each in state.decisions.values()
            if each.secret_box and each.status.runs and member in each.roll
        ),
    )


def status(
    state: State, machine: views.Machine | None, polled_through: datetime | None, answer_to: str, now: datetime
) -> views.Status:
    """What is open; `machine` for moderators alone."""
    ended = [each for each in state.decisions.values() if not each.status.runs]
    return views.Status(
        letterhead(state, answer_to, now),
        live=state.live,
        head=state.head.hex(),
        polled_through=polled_through,
        paused=state.paused,
        decisions=tuple(item(state, each, now) for each in state.open_decisions()),
        tasks=tuple(draws.task_item(state, each, now) for each in draws.looking(state, now)),
        decided=tuple(decided(state, each) for each in ended[-_RECENT:]),
        doing=at_work.doing(state, now),
        judging=at_work.to_judge(state, now),
        hours=hours.sums(state),
        machine=replace(machine, unseen=unseen(state, now, {}), alike=alike(state)) if machine else None,
    )


def help_mail(
    state: State, member: int, tables: tuple[views.HelpTable, ...], answer_to: str, now: datetime
) -> views.Help:
    """How to take part, with lines that would count now."""
    moderator = member in state.moderators
    return views.Help(letterhead(state, answer_to, now), tables, help_examples(state), moderator)

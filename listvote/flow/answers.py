"""What the author of a mail is told: at most one mail for each of theirs, and only a person on the roll.

A stranger gets no answer, with one exception: the note to somebody who posted an act through the list and is not on
the roll, once a day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from listvote.acts import Clarity, Reference, Verb
from listvote.deliberation.decision import Decision
from listvote.events import BallotCast, moment
from listvote.flow.boxes import desk_name, with_turnout
from listvote.flow.confidence import NONE, Confidence
from listvote.flow.house import Change
from listvote.flow.joining import asked_to_add
from listvote.flow.not_understood import as_talk
from listvote.flow.outgoing import Answered, answer_id, send
from listvote.flow.reading import Arrived
from listvote.flow.to_workers import to_partners
from listvote.flow.tokens import reply_to
from listvote.group import BUILT, MODERATORS_ONLY, Answer, Asking, Counted, Decided, Incoming, State, Turned
from listvote.group.secret import SecretBallot
from listvote.mail.author import Author
from listvote.mail.compose import Enclosure
from listvote.mail.grammar.guide import help_tables
from listvote.posts import asked_for, to_members, views
from listvote.posts.matters import letterhead
from listvote.posts.views import View
from listvote.store import inbox, outbox, parked
from listvote.store.outbox import Outgoing

_TEXTS: Final = {
    Verb.MINE: "mine",
    Verb.STATUS: "status",
    Verb.HELP: "help",
    Verb.CHARTER: "charter",
    Verb.ROLL: "roll",
    Verb.FORM: "form",
    Verb.CHECK: "check",
}


_OPENINGS: Final = ("decision opened", "task opened")
_DECISIONS: Final[Mapping[Verb, Callable[[State, Decision, str, datetime], View]]] = {
    Verb.FORM: asked_for.ballot_form,
    Verb.CHECK: asked_for.check_list,
}


def reply(
    change: Change,
    group: int,
    state: State,
    arrived: Arrived,
    wrote: Author,
    incoming: Incoming,
    decided: Decided,
    codes: Sequence[str],
    now: datetime,
    *,
    again: bool = False,
    quiet: Confidence = NONE,
) -> tuple[Outgoing, ...]:
    """Answer a mail; nothing where nothing is to be said, where the group only listens, or where it was enough today.

    Args:
        change: the transaction in which the mail is dealt with.
        group: the number of its group.
        state: the group before the mail.
        arrived: the mail.
        wrote: its author; the answer goes to their registered address.
        incoming: who and when, as it was decided on.
        decided: what it led to.
        codes: the receipt codes of the events.
        now: aware.
        again: another copy of the mail was answered before, otherwise.
        quiet: the confidence that is owed to it: the answer lies locked in the outbox.
    """
    if not state.speaks and not _is_command(state, incoming, decided):
        return ()
    if incoming.member is None:
        return _to_stranger(change, group, state, arrived, wrote, incoming, decided, now)
    if not _wants_receipts(state, incoming.member, decided) and _only_ballots(decided):
        return ()
    asked = [
        mail
        for each in decided.results
        if isinstance(each, Answer) and each.act.verb is Verb.ADDRESS_ADD
        for mail in asked_to_add(change, group, state, incoming, each.act.text, now)
    ]
    refs = {str(each.act.ref) for each in decided.results if each.act.ref}
    refs = refs or {each.about for each in decided.events if each.kind in _OPENINGS}
    about = refs.copy().pop() if len(refs) == 1 else ""
    service = reply_to(change, group, incoming.member, about, now)
    made: list[tuple[str, View]] = []
    told = _told(state, incoming.member, decided, codes, service, now)
    if told is not None:
        made.append(("question" if isinstance(told, views.Question) else "answer", told))
    if (done := to_members.done(state, decided, service, now)) is not None:
        made.append(("done", done))
    wanted = ((each.act.verb, each.act.ref) for each in decided.results if isinstance(each, Answer))
    for verb, ref in dict.fromkeys(wanted):
        made += [("text", view) for view in _text(change, group, state, incoming.member, verb, ref, service, now)]
    asked += _settled(change, group, state, incoming, decided, codes, now)
    asked += to_partners(change, group, state, incoming, decided.events, now)
    if not made:
        nothing = not (decided.results or decided.events or again)
        return *asked, *(as_talk(change, group, state, arrived, incoming, now) if nothing else ())
    key = desk_name(change.house, incoming.key) if quiet else incoming.key
    written_today = _written_today(change, group, state, incoming.address, now)
    left_today = max(0, state.charter.posting.answers_per_day - written_today)
    readings = next((each.act.readings for each in decided.results if isinstance(each, Asking)), ())
    return *asked, *(
        send(
            change,
            group,
            view,
            id_=answer_id(change.house, state, f"{what} {place}{' again' * again}", key, wrote.address),
            what=what,
            recipient=incoming.address,
            now=now,
            about=about,
            readings=readings,
            answered=Answered(arrived.mail.message_id, arrived.mail.references),
            answer_to=service,
            enclosures=_enclosed(view),
            locked=quiet.locked,
        )
        for place, (what, view) in enumerate(made[:left_today])
    )


def _written_today(change: Change, group: int, state: State, address: str, now: datetime) -> int:
    return outbox.answers(change.connection, group, address, state.day(now).isoformat())


def _settled(
    change: Change, group: int, state: State, incoming: Incoming, decided: Decided, codes: Sequence[str], now: datetime
) -> list[Outgoing]:
    """Tell the authors of doubtful mails what a moderator took them to mean."""
    made = []
    for number, view in to_members.settled(state, decided, codes, change.house.service, now):
        addresses = list(state.roll.members[number].addresses)
        if not addresses:
            continue
        about = view.counted[0].ref
        service = reply_to(change, group, number, about, now)
        told = replace(view, letterhead=replace(view.letterhead, answer_to=service))
        id_ = answer_id(change.house, state, "settled", incoming.key, addresses[0])
        made.append(
            send(
                change,
                group,
                told,
                id_=id_,
                what="answer",
                recipient=addresses[0],
                now=now,
                about=about,
                answer_to=service,
            )
        )
    return made


def _enclosed(view: View) -> tuple[Enclosure, ...]:
    """The charter goes as a file beside its text."""
    if not isinstance(view, views.CharterText):
        return ()
    return (Enclosure("charter.toml", "application/toml", view.toml.encode()),)


def _is_command(state: State, incoming: Incoming, decided: Decided) -> bool:
    """Whether a mail holds nothing but commands and questions of a moderator."""
    return incoming.member in state.moderators and all(
        isinstance(each, Answer) or each.act.verb in MODERATORS_ONLY for each in decided.results
    )


def _told(
    state: State, member: int, decided: Decided, codes: Sequence[str], service: str, now: datetime
) -> View | None:
    for each in decided.results:
        if isinstance(each, Turned) and each.act.opening is not None:
            return to_members.opening_refused(state, each.act, each.refused, service, now)
    view = to_members.answer(state, member, decided, codes, service, now)
    only_counted = isinstance(view, views.Receipt) and not (view.refused or view.asked)
    wish = state.wishes.get(member)
    if wish is not None and wish.none_at_all:
        return None
    return view if not only_counted or _wants_receipts(state, member, decided) else None


def _wants_receipts(state: State, member: int, decided: Decided) -> bool:
    wish = state.wishes.get(member)
    if wish is not None and wish.receipts:
        return wish.receipts == "on"
    # Only a receipt says which line of a sheet is whose.
    return state.charter.posting.receipts == "each" or any(isinstance(made, SecretBallot) for made in decided.events)


def _only_ballots(decided: Decided) -> bool:
    """Whether a mail held ballots and nothing else, and all of them count: most do."""
    return bool(decided.results) and all(
        isinstance(each, Counted)
        and each.act.verb is Verb.BALLOT
        and isinstance(decided.events[each.event], BallotCast)
        for each in decided.results
    )


def _to_stranger(
    change: Change,
    group: int,
    state: State,
    arrived: Arrived,
    wrote: Author,
    incoming: Incoming,
    decided: Decided,
    now: datetime,
) -> tuple[Outgoing, ...]:
    acts = [each.act for each in decided.results if each.act.clarity is Clarity.CLEAR]
    if arrived.trace is None or not acts:  # a copy that no list brought can be made up by anybody
        return ()
    if _written_today(change, group, state, wrote.address, now):
        return ()
    act = acts[0]
    matter = state.decision(act.ref) or state.task(act.ref) if act.ref else None
    view = views.StrangerNote(
        letterhead(state, change.house.service, now),
        act.line,
        wrote.address,
        str(act.ref) if act.ref else "",
        matter.title if matter else "",
        state.charter.members.join.value,
    )
    id_ = answer_id(change.house, state, "stranger", state.day(now).isoformat(), wrote.address)
    answered = Answered(arrived.mail.message_id, arrived.mail.references)
    return (send(change, group, view, id_=id_, what="note", recipient=wrote.address, now=now, answered=answered),)


def _text(
    change: Change,
    group: int,
    state: State,
    member: int,
    verb: Verb,
    ref: Reference | None,
    service: str,
    now: datetime,
) -> list[View]:
    """The text that was asked for; nothing for requests that are not built yet, which were refused before."""
    kind = _TEXTS.get(verb)
    if kind in ("mine", "status", "check"):
        state = with_turnout(change, group, change.state(group))
    if kind == "mine":
        return [to_members.mine(state, member, service, now)]
    if kind == "status":
        cursors = inbox.cursors(change.connection).values()
        polled = [moment(each.polled_through) for each in cursors if each.polled_through]
        machine = None
        if member in state.moderators:
            counts = outbox.counts(change.connection)
            waiting = parked.count(change.connection, "retry", "parked")
            broken = tuple(change.house.templates.broken.items())
            machine = views.Machine(counts.get("waiting", 0), counts.get("failed", 0), waiting, (), broken)
        return [to_members.status(state, machine, min(polled) if polled else None, service, now)]
    if kind == "charter":
        return [asked_for.charter_text(state, service, now)]
    if kind == "roll":
        return [asked_for.roll_text(state, service, now)]
    if (decision := state.decision(ref) if ref else None) is not None:
        return [_DECISIONS[verb](state, decision, service, now)]
    if kind == "help":
        tables = help_tables(state.charter.group.languages, BUILT, moderator=member in state.moderators)
        rows = tuple(
            views.HelpTable(heading, tuple(views.HelpRow(words, meaning) for words, meaning in lines))
            for heading, lines in tables
        )
        return [to_members.help_mail(state, member, rows, service, now)]
    if verb is Verb.ADDRESS_ADD:
        did = "The new address was asked whether it is yours. It acts for you 72 hours after it answers."
        return [views.Done(letterhead(state, service, now), "address add", (did,))]
    if verb is Verb.JOIN:
        return [views.JoinNote(letterhead(state, service, now), "already", state.roll.shown_as(member), member)]
    return []

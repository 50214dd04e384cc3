"""What goes to members one by one when it is due: their own digests, reminders to the silent, and what a post to the
list means for some of them alone: opener and objectors of a hearing, those whose ballot counts no longer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from listvote.acts import Reference
from listvote.deliberation.decision import Decision
from listvote.flow import boxes
from listvote.flow.house import Change
from listvote.flow.outgoing import each_id, send
from listvote.flow.tokens import reply_to
from listvote.group import State, Wanted
from listvote.group.due import digest_readers
from listvote.mail.calendar import calendar
from listvote.mail.compose import Enclosure, message_id
from listvote.posts import views
from listvote.posts.asked_for import anything, personal_digest, silent
from listvote.posts.changes import lapsed
from listvote.store.outbox import Outgoing


def private(change: Change, group: int, state: State, wanted: Wanted, id_: str, now: datetime) -> tuple[Outgoing, ...]:
    """Write the members' own digests of a day, or the reminders of one decision, with the deadlines as a calendar.

    Args:
        change: the transaction.
        group: the number of the group.
        state: the group.
        wanted: what is due.
        id_: its Message-ID, from which that of each copy is made.
        now: aware.

    Returns:
        the mails, one a member.
    """
    if wanted.what == "reminder":
        ref = Reference.parse(wanted.refs[0])
        decision = state.decision(ref) if ref else None
        shown = [decision] if decision else []
        readers = silent(state, decision) if decision else []
    else:
        shown, readers = None, digest_readers(state, state.day(now))
    about = wanted.refs[0] if wanted.what == "reminder" else ""
    made = []
    for number in readers:
        addresses = list(state.roll.members[number].addresses)
        wish = state.wishes.get(number)
        rhythm, days = ("weekly", 7) if wish and wish.digest == "weekly" else ("daily", 1)
        since = state.personal_at.get(rhythm, now - timedelta(days=days))
        if not addresses or (shown is None and not anything(state, since)):
            continue
        service = reply_to(change, group, number, about, now)
        view = personal_digest(state, number, since, service, now, shown)
        made.append(
            send(
                change,
                group,
                view,
                id_=each_id(id_, number),
                what="digest" if wanted.what == "personal" else wanted.what,
                recipient=addresses[0],
                now=now,
                about=about,
                answer_to=service,
                enclosures=deadlines(state, change.house.domain, now),
            )
        )
    return tuple(made)


def in_touch(
    change: Change, group: int, state: State, view: views.View, matter: object, id_: str, now: datetime
) -> tuple[Outgoing, ...]:
    """Write to the opener and the objectors of a hearing that begins, each alone, beside the post about it.

    Nothing for any other post: `view` is what was posted, `matter` what it is about, `id_` its Message-ID.
    """
    if not (isinstance(view, views.Change) and view.change == "hearing" and isinstance(matter, Decision)):
        return ()
    made = []
    for number in sorted({matter.opener, *matter.heard(state.received)}):
        member, wish = state.roll.members.get(number), state.wishes.get(number)
        addresses = list(member.addresses) if member and member.left is None else []
        if not addresses or (wish is not None and wish.none_at_all):
            continue
        service = reply_to(change, group, number, view.ref, now)
        own = replace(
            view,
            letterhead=replace(view.letterhead, answer_to=service),
            thread_subject="",
            to="opener" if number == matter.opener else "objector",
        )
        made.append(
            send(
                change,
                group,
                own,
                id_=each_id(id_, number),
                what="hearing",
                recipient=addresses[0],
                now=now,
                about=view.ref,
                answer_to=service,
            )
        )
    return tuple(made)


def ask_again(change: Change, group: int, state: State, wanted: Wanted, now: datetime) -> tuple[Outgoing, ...]:
    """Tell those whose ballot lapsed that a decision goes on in another version, each alone, beside its announcement.

    Nothing for any other post; nobody is told twice. Those who want no private mails, or no receipts, get none.
    """
    if wanted.what not in ("announcement", "digest"):
        return ()
    made = []
    for decision in filter(None, (state.decision(ref) for ref in map(Reference.parse, wanted.refs) if ref)):
        for number in sorted(decision.lapsed) if decision.status.runs and not decision.announcement else ():
            member, wish = state.roll.members.get(number), state.wishes.get(number)
            addresses = list(member.addresses) if member and member.left is None else []
            if not addresses or (wish is not None and (wish.none_at_all or wish.receipts == "off")):
                continue
            about = str(decision.ref)
            service = reply_to(change, group, number, about, now)
            made.append(
                send(
                    change,
                    group,
                    lapsed(state, decision, number, service, now),
                    id_=message_id(change.house.domain, state.name, "lapsed", about, str(number)),
                    what="lapsed",
                    recipient=addresses[0],
                    now=now,
                    about=about,
                    answer_to=service,
                    locked=boxes.locked_as(change.house, group, decision),
                )
            )
    return tuple(made)


def deadlines(state: State, domain: str, now: datetime) -> tuple[Enclosure, ...]:
    """The closes of what is open as a calendar; nothing where nothing is."""
    dates = [
        (f"{state.name}-{each.ref.number}@{domain}", f"{each.ref} closes: {each.title}", each.deadline)
        for each in state.open_decisions()
    ]
    if not dates:
        return ()
    return (Enclosure("deadlines.ics", "text/calendar; method=PUBLISH", calendar(dates, now)),)

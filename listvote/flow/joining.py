"""Addresses that come to the roll by mail: somebody joins, or a member adds one. Each is asked whether it is theirs.

Whoever answers such a question has read a mail at that address; the token in it names the address, so nothing has to be
kept meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from listvote.acts import Reading, Verb
from listvote.charter import mail_address
from listvote.events import Event, JoinAsked, MemberChanged, MemberJoined
from listvote.flow.house import Change
from listvote.flow.outgoing import answer_id, send
from listvote.flow.proving import Assured
from listvote.flow.tokens import answer_to
from listvote.group import State
from listvote.group.incoming import Incoming
from listvote.group.on_members import address_confirmed, join
from listvote.mail import token as tokens
from listvote.mail.author import Author
from listvote.posts import views
from listvote.posts.matters import letterhead
from listvote.posts.views import View
from listvote.reasons import Refused
from listvote.store import outbox
from listvote.store.outbox import Outgoing

CONFIRM_WITHIN: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stepped:
    """What was done about an address: events that are written, mails that go out."""

    events: tuple[Event, ...] = ()
    mails: tuple[Outgoing, ...] = ()


def step(
    change: Change,
    group: int,
    state: State,
    wrote: Author,
    incoming: Incoming,
    reading: Reading,
    shown: Assured,
    now: datetime,
) -> Stepped | None:
    """Take a mail that is about an address; None for any other.

    1. `confirm` from a new address of a member: it acts after 72 hours, and the old ones are told.
    2. `confirm` from whoever asked to join: they join, or the moderators are asked.
    3. `confirm` from a moderator who was asked: whoever asked joins.
    4. `join` from a stranger, in private: they are asked whether it was they.
    """
    verbs = {act.verb for act in reading.acts}
    token, speaks = shown.token, state.speaks
    if not speaks or incoming.public:
        return None
    if Verb.CONFIRM in verbs and token is not None:
        if token.purpose == "address" and incoming.member is None:
            return _new_address(change, group, state, incoming, token.member, now)
        if token.purpose == "join" and incoming.member is None:
            return _wish(change, group, state, incoming, wrote.name, now)
        if token.purpose == "join" and incoming.member in state.moderators:
            return _let_in(change, group, state, incoming, token.matter.hex(), now)
    if verbs == {Verb.JOIN} and incoming.member is None and not _told_today(change, group, state, incoming, now):
        if state.charter.members.join.value == "nobody":
            refused = views.JoinNote(letterhead(state, change.house.service, now), "refused")
            return Stepped(mails=(_send(change, group, state, refused, incoming, incoming.address, now),))
        return Stepped(mails=(ask_address(change, group, state, incoming, incoming.address, 0, now),))
    return None


def _told_today(change: Change, group: int, state: State, incoming: Incoming, now: datetime) -> bool:
    return outbox.answers(change.connection, group, incoming.address, state.day(now).isoformat()) > 0


def ask_address(
    change: Change, group: int, state: State, incoming: Incoming, address: str, member: int, now: datetime
) -> Outgoing:
    """Ask an address whether it is this member's, or, for member 0, whether it asked to join."""
    until = now + CONFIRM_WITHIN
    purpose: tokens.Purpose = "address" if member else "join"
    to = answer_to(change, group, member, purpose, until, tokens.name_of(address.lower()))
    what: views.WhatToConfirm = "address" if member else "join"
    view = views.Confirm(letterhead(state, to, now), what=what, until=until, address=address)
    return _send(change, group, state, view, incoming, address, now, to)


def asked_to_add(
    change: Change, group: int, state: State, incoming: Incoming, written: str, now: datetime
) -> tuple[Outgoing, ...]:
    """Ask the address that a member wrote, once a day at most."""
    address = mail_address(written)
    if outbox.answers(change.connection, group, address, state.day(now).isoformat()):
        return ()
    return (ask_address(change, group, state, incoming, address, incoming.member or 0, now),)


def _new_address(
    change: Change, group: int, state: State, incoming: Incoming, member: int, now: datetime
) -> Stepped | None:
    made = address_confirmed(state, member, incoming)
    if isinstance(made, Refused) or not isinstance(made, MemberChanged):
        return None
    change.write(group, [made], now)
    notice = views.AddressNotice(
        letterhead(state, change.house.service, now), incoming.address, made.acts_from, state.roll.shown_as(member)
    )
    mails = [
        _send(change, group, state, notice, incoming, old, now) for old in sorted(state.roll.members[member].addresses)
    ]
    return Stepped((made,), tuple(mails))


def _wish(change: Change, group: int, state: State, incoming: Incoming, name: str, now: datetime) -> Stepped | None:
    if state.charter.members.join.value == "nobody":
        return None
    if state.charter.members.join.value == "anyone":
        return joins(change, group, state, incoming, join(state, incoming.address, name, incoming), now)
    matter = tokens.name_of(incoming.address.lower())
    if matter.hex() in state.joining:
        return Stepped()
    asked = ask_moderators(change, group, state, incoming, name, now)
    waiting = views.JoinNote(letterhead(state, change.house.service, now), "waiting")
    return Stepped(asked.events, (_send(change, group, state, waiting, incoming, incoming.address, now), *asked.mails))


def ask_moderators(change: Change, group: int, state: State, incoming: Incoming, name: str, now: datetime) -> Stepped:
    """Ask the moderators, once, whether the author of a mail is to come to the roll; who it could be is shown.

    Nothing where the group is silent: it is asked at a later mail then.
    """
    matter = tokens.name_of(incoming.address.lower())
    if not state.speaks or matter.hex() in state.joining:
        return Stepped()
    event = JoinAsked(matter=matter.hex(), address=incoming.address.lower(), name=name)
    change.write(group, [event], now)
    mails: list[Outgoing] = []
    alike = tuple(state.roll.shown_as(number) for number in state.roll.alike(name, incoming.address))
    for moderator in sorted(state.moderators):
        to = answer_to(change, group, moderator, "join", now + timedelta(days=30), matter)
        view = views.Admit(letterhead(state, to, now), incoming.address, name, alike)
        first = list(state.roll.members[moderator].addresses)[:1]
        mails += [_send(change, group, state, view, incoming, address, now, to) for address in first]
    return Stepped((event,), tuple(mails))


def _let_in(change: Change, group: int, state: State, incoming: Incoming, matter: str, now: datetime) -> Stepped | None:
    wish = state.joining.get(matter)
    if wish is None or state.roll.member_of(wish[0]) is not None:
        return None
    event = join(state, wish[0], wish[1], incoming, by=incoming.member or 0)
    return joins(change, group, state, incoming, event, now)


def joins(
    change: Change,
    group: int,
    state: State,
    incoming: Incoming,
    event: MemberJoined,
    now: datetime,
    how: Literal["joined", "posted"] = "joined",
) -> Stepped:
    """Put somebody on the roll and tell them, unless the group is silent; `how` they came there."""
    change.write(group, [event], now)
    if not state.speaks:
        return Stepped((event,))
    waits = event.votes_from > incoming.received
    view = views.JoinNote(
        letterhead(state, change.house.service, now),
        how,
        event.alias or f"Member {event.member}",
        event.member,
        event.votes_from.astimezone(state.zone).date() if waits else None,
    )
    return Stepped((event,), (_send(change, group, state, view, incoming, event.addresses[0], now),))


def _send(
    change: Change,
    group: int,
    state: State,
    view: View,
    incoming: Incoming,
    recipient: str,
    now: datetime,
    to: str = "",
) -> Outgoing:
    what = "confirm" if isinstance(view, views.Confirm | views.Admit) else "note"
    id_ = answer_id(change.house, state, f"{view.kind} {what}", incoming.key, recipient)
    return send(change, group, view, id_=id_, what=what, recipient=recipient, now=now, answer_to=to)

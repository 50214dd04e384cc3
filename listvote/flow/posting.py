"""Members by posting: where the charter says so, whoever has posted for a time comes to the roll by a post of theirs.

A post counts once it is shown to be its author's by the charter's measure. For somebody who is on no roll that is the
list's own signature, or what a server reports that the operator trusts: no key of a stranger's domain is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from listvote.charter.sections import Source
from listvote.events import instant, moment
from listvote.flow import joining
from listvote.flow.house import Change
from listvote.flow.in_hand import InHand
from listvote.flow.joining import Stepped
from listvote.group import Incoming
from listvote.group.on_members import join
from listvote.mail.author import Author
from listvote.mail.proof import Proven
from listvote.store import posters

CAME: Final = "its author comes to the roll by it, or the moderators are asked"
"""Why a mail was not read for acts that was its author's last as a stranger."""


def posted(change: Change, hand: InHand, now: datetime) -> Stepped | None:
    """Note a post of somebody who is on no roll; what it led to, None for any other mail.

    1. The first post that is shown to be theirs is noted, by the digest of the address.
    2. A later one, `after` behind it, puts them on the roll: they vote in what opens once `wait` is over.
    3. Whoever has a member's name, or an address that begins like a member's, waits for the moderators' word instead:
       nobody is to have two votes. Whoever left the roll comes back by `join` alone.

    Args:
        change: the transaction.
        hand: the mail.
        now: aware.
    """
    if hand.state.charter.members.source is not Source.POSTERS:
        return None
    group, state, arrived, wrote, received = hand.group, hand.state, hand.arrived, hand.author, hand.letter.received
    if not isinstance(wrote, Author) or wrote.member is not None:
        return None
    if arrived.trace is None or arrived.route.group != state.name or arrived.automatic:
        return None
    if not isinstance(hand.shown.proof, Proven):
        return None
    address = wrote.address.lower()
    if address in (change.house.service.lower(), state.charter.group.post.lower()) or state.roll.left_from(address):
        return None
    since = moment(posters.since(change.connection, group, address, instant(received)))
    if received < state.charter.members.after.after(since, state.zone):
        return None
    incoming = Incoming(None, received, hand.key, address)
    if state.roll.alike(wrote.name, address):
        return joining.ask_moderators(change, group, state, incoming, wrote.name, now)
    posters.forget(change.connection, group, (address,))
    event = replace(join(state, address, wrote.name, incoming), posting_since=since)
    return joining.joins(change, group, state, incoming, event, now, "posted")

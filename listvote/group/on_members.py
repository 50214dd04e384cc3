"""What members ask about themselves: who they are, and whether they take part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from listvote import events
from listvote.acts import Act, Verb
from listvote.charter import mail_address
from listvote.group.incoming import Incoming, Made, Rule
from listvote.group.state import State
from listvote.group.times import deadline, frozen
from listvote.membership.aliases import alias_fault, alias_key, tidy_alias
from listvote.reasons import Reason, Refused

ADDRESS_ACTS_AFTER: Final = timedelta(hours=72)
"""A new address of a member who is on the roll already acts after this time."""
ADDRESSES_AT_MOST: Final = 10


def alias_taken(state: State, alias: str, member: int) -> str:
    """Why a member cannot have an alias, as the rest of a sentence that begins with it; "" if they can."""
    if what := alias_fault(alias):
        return what
    shown = {alias_key(each.shown_as) for each in state.roll.present() if each.number != member}
    return "is that of another member" if alias_key(alias) in shown else ""


def _alias(state: State, mail: Incoming, act: Act) -> Made:
    member = state.roll.members[mail.member or 0]
    if what := alias_taken(state, act.text, member.number):
        detail = f'The alias "{tidy_alias(act.text)[:80]}" {what}. Choose another.'
        return Refused(Reason.NOT_ALLOWED, act.line, detail)
    return _changed(state, mail, alias=tidy_alias(act.text))


def _changed(state: State, mail: Incoming, alias: str = "", address: str = "") -> events.MemberChanged:
    member = state.roll.members[mail.member or 0]
    return events.MemberChanged(
        member=member.number,
        acts_from=mail.received + ADDRESS_ACTS_AFTER,
        by=member.number,
        alias=alias or member.alias,
        name=member.name,
        addresses=(*member.addresses, *((address,) if address else ())),
    )


def _leave(state: State, mail: Incoming, act: Act) -> Made:
    if mail.member in state.moderators:
        return Refused(Reason.NOT_ALLOWED, act.line, "The charter names you as a moderator; it has to change first.")
    return events.MemberLeft(member=mail.member or 0, by=mail.member or 0)


def _address_add(state: State, mail: Incoming, act: Act) -> Made:
    """A new address is asked whether it is theirs; nothing happens before it answers."""
    address = mail_address(act.text)
    if not address:
        return Refused(Reason.UNREADABLE_VALUE, act.line, f"{act.text[:80]!r} is no mail address.")
    if state.roll.member_of(address) is not None or address == state.charter.group.post.lower():
        return Refused(Reason.NOT_ALLOWED, act.line, "That address belongs to somebody on the roll already.")
    if len(state.roll.members[mail.member or 0].addresses) >= ADDRESSES_AT_MOST:
        return Refused(Reason.NOT_ALLOWED, act.line, f"You have {ADDRESSES_AT_MOST} addresses, which is enough.")
    return None


def address_confirmed(state: State, member: int, mail: Incoming) -> events.Event | Refused:
    """A new address answered that it is a member's; it acts after 72 hours."""
    there = state.roll.members.get(member)
    if there is None or there.left is not None or state.roll.member_of(mail.address) is not None:
        return Refused(Reason.NOT_ALLOWED, detail="That address cannot be added any more.")
    confirmed = Incoming(member, mail.received, mail.key)
    return _changed(state, confirmed, address=mail.address.lower())


def join(state: State, address: str, name: str, received_by: Incoming, by: int = 0) -> events.MemberJoined:
    """Put somebody on the roll who asked for it; `by` is the moderator who let them in."""
    number = max(state.roll.members, default=0) + 1
    return events.MemberJoined(
        member=number,
        votes_from=state.charter.members.wait.after(received_by.received, state.zone),
        by=by,
        alias=first_alias(state, name),
        name=name,
        addresses=(address.lower(),),
    )


def first_alias(state: State, name: str) -> str:
    """The alias of a member who chose none: their name, where the charter says so and nobody else has it."""
    by_name = state.charter.members.default_alias.value == "name"
    return tidy_alias(name) if by_name and name and not alias_taken(state, name, 0) else ""


def _away(state: State, mail: Incoming, act: Act) -> Made:
    until = None
    if act.text:
        closes = frozen(act.text, mail.received, state.zone)
        if closes is None:
            return Refused(Reason.UNREADABLE_VALUE, act.line, f"{act.text!r} is no date.")
        until = deadline(closes, mail.received, state.zone)
    return events.MemberAway(member=mail.member or 0, received=mail.received, until=until)


def _back(state: State, mail: Incoming, act: Act) -> Made:
    if state.roll.members[mail.member or 0].away is None:
        return Refused(Reason.NOT_ALLOWED, act.line, "You were not away.")
    return events.MemberBack(member=mail.member or 0, received=mail.received)


def _join(state: State, mail: Incoming, act: Act) -> Made:
    """Whoever is on the roll is told so."""
    return None


def _confirm(state: State, mail: Incoming, act: Act) -> Made:
    """A confirmation that confirms something is dealt with where that waits; this one has nothing to confirm."""
    detail = "Nothing waits for this answer, or the time for it was over. What was not counted can be sent again."
    return Refused(Reason.AUTHOR_UNPROVEN, act.line, detail)


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.ALIAS: _alias,
    Verb.LEAVE_ROLL: _leave,
    Verb.ADDRESS_ADD: _address_add,
    Verb.AWAY: _away,
    Verb.BACK: _back,
    Verb.JOIN: _join,
    Verb.CONFIRM: _confirm,
}
"""What is built about members, by verb."""

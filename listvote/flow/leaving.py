"""Which mails are to leave the mailbox once a secret decision is over: all that may tell how somebody voted in it.

A ballot is one of them, and so are its copies, a mail that nobody could make out or that waits for its proof, one from
an address that is on no roll, and whatever quotes a receipt: delivery reports, notes of absence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from listvote.acts import Reference
from listvote.deliberation.decision import Decision
from listvote.events import moment
from listvote.flow import boxes
from listvote.flow.confidence import named
from listvote.flow.house import Change, House
from listvote.flow.letter import Letter, Taken
from listvote.flow.reading import Arrived
from listvote.group import State
from listvote.group.secret import is_secret, running
from listvote.mail.glimpse import glimpse, is_from_a_list, senders
from listvote.store import ballot_box, parked
from listvote.store.ballot_box import Lying
from listvote.store.parked import Parked

_ECHOES_FOR: Final = timedelta(days=30)
"""How long after a close a mail that led to nothing and names the decision is taken for an echo of it."""


def note(change: Change, letter: Letter, arrived: Arrived, taken: Taken) -> None:
    """Note for a mail that was taken in, copies and what waits included, whether it is to leave the mailbox, and when.

    1. A mail about secret decisions leaves with them.
    2. One that led to nothing leaves with those that it names anywhere, in a quote or in an enclosed mail too.
    3. So does it with those that run in other groups of its author: it may have gone astray.

    Public mail stays, and so does what the mailbox has not given as a whole: its bytes are nowhere else.
    """
    if not arrived.route.private or letter.fault:
        return
    states = change.states()
    own = next((group for group, state in states.items() if state.name == taken.group), 0)
    for decision in taken.quiet.about:
        lies(change, letter, own, decision)
    if taken.events:
        return
    refs = named(_with_enclosed(arrived))
    for group, state in states.items():
        found = _named(state, refs, letter.received) if own in (0, group) else []
        if group != own and _is_member(arrived, state):
            found += running(state)
        for decision in found:
            lies(change, letter, group, decision)


def note_unread(change: Change, letter: Letter, given_up: bool = True) -> None:
    """Note of a mail that failed or cannot be read, and is parked as a whole, when it is to leave the mailbox.

    It leaves with the decisions that its bytes name, however they are coded; where it is `given_up`, and not tried
    again by itself, with those that run in its sender's groups too. What came through a list stays.
    """
    if letter.fault or is_from_a_list(letter.raw):
        return
    refs, from_ = named(glimpse(letter.raw)), senders(letter.raw)
    for group, state in change.states().items():
        found = _named(state, refs, letter.received)
        if given_up and any(state.roll.member_of(each) is not None for each in from_):
            found += running(state)
        for decision in found:
            lies(change, letter, group, decision)


def may_be_ballot(house: House, states: Mapping[int, State], mail: Parked) -> list[tuple[int, Decision]]:
    """The secret decisions, by group, in which a parked mail may be a ballot that was not given as a whole.

    It came while their boxes were open, and what was given of it does not say that a list sent it on.
    """
    if mail.whole or is_from_a_list(boxes.raw_of(house, mail) or b""):
        return []
    received = moment(mail.received)
    return [
        (group, decision)
        for group, state in states.items()
        for decision in state.decisions.values()
        if is_secret(decision) and decision.opened <= received <= (decision.ended or received)
    ]


def give_up(change: Change, mail: Parked) -> bool:
    """Drop a parked mail for good; whether it may be a secret ballot, and leaves its mailbox too for that.

    Only a person decides that: what nobody could read may be anything.
    """
    parked.settled(change.connection, mail.id, "dropped")
    found = may_be_ballot(change.house, change.states(), mail)
    for group, decision in found:
        lies(change, mail, group, decision)
    return bool(found)


def lies(change: Change, mail: Letter | Parked, group: int, decision: Decision) -> None:
    """Note that a mail is to leave its mailbox once a decision of a group is over."""
    place = Lying(group, decision.ref.number, mail.mailbox, mail.uidvalidity, mail.uid)
    ballot_box.lies(change.connection, place)


def votes_elsewhere(change: Change, arrived: Arrived) -> bool:
    """Whether a private mail is from somebody in a group where a secret decision runs: it may be a vote gone astray."""
    return arrived.route.private and any(
        _is_member(arrived, state) and running(state) for state in change.states().values()
    )


def _named(state: State, refs: list[Reference], received: datetime) -> list[Decision]:
    found = {ref.number: state.decisions.get(ref.number) for ref in refs if ref.kind == "decision"}
    return [
        each
        for each in found.values()
        if each is not None and is_secret(each) and (each.ended is None or received < each.ended + _ECHOES_FOR)
    ]


def _is_member(arrived: Arrived, state: State) -> bool:
    return any(state.roll.member_of(box.address) is not None for box in arrived.mail.from_)


def _with_enclosed(arrived: Arrived) -> str:
    """All that a mail says, the mails in it included."""
    mail = arrived.mail
    enclosed = (each.data.decode("utf-8", "replace") for each in mail.attachments)
    return "\n".join((mail.subject, mail.text, mail.html, *enclosed))


def subject_and_text(arrived: Arrived) -> str:
    """What a mail that was not read for acts says, in subject and text."""
    return f"{arrived.mail.subject}\n{arrived.mail.text}"

"""A person's names, addresses, words and mails erased, here and in the mailbox; what counts stays under a number."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from listvote.events import Event, MemberErased, MemberLeft
from listvote.flow import reading as steps
from listvote.flow.house import Change, House
from listvote.mail.author import Author
from listvote.mail.message import Unreadable
from listvote.net.imap import Fetched, Polled
from listvote.store import erasing


class Folder(Protocol):
    """An open mailbox from which messages can be taken out; `net.imap.Mailbox` is one."""

    def poll(self) -> Polled:
        """Look at the folder anew."""

    def new(self, after_uid: int, batch: int = 200) -> Iterator[Fetched]:
        """Give every message above `after_uid` that was there at the latest poll."""

    def delete(self, uids: Collection[int], uidvalidity: int) -> None:
        """Take messages out of the folder for good."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: how many entries of the ledger lost their words, and the addresses whose mails are to go."""

    entries: int
    addresses: tuple[str, ...]


def erase(house: House, group: int, number: int, now: datetime) -> Erased | str:
    """Erase a member from the database; they leave the roll if they are on it.

    Returns why not, in words, for a number that nobody has, and for a moderator, whom the charter names.
    """

    def step(change: Change) -> Erased | str:
        state = change.state(group)
        member = state.roll.members.get(number)
        if member is None:
            return f"There is no member {number}."
        if number in state.moderators:
            return "The charter names this member as a moderator; it has to change first."
        addresses = erasing.addresses_ever(change.connection, group, number)
        events: list[Event] = [] if member.left is not None else [MemberLeft(member=number)]
        change.write(group, [*events, MemberErased(member=number)], now)
        return Erased(erasing.erase_member(change.connection, group, number, addresses), addresses)

    return house.trying(step)


def erase_in_mailbox(house: House, group: int, folder: Folder, addresses: Collection[str]) -> int:
    """Take every mail that one of these addresses wrote out of the mailbox; how many there were.

    Raises MailboxError where the connection breaks; it can be done again.
    """
    known = {each.lower() for each in addresses}
    with house.look() as look:
        state = look.state(group)
    polled = folder.poll()
    found = []
    for fetched in folder.new(0):
        arrived = steps.arrive(fetched.raw, house.addresses(), house.service)
        if isinstance(arrived, Unreadable):
            continue
        wrote = steps.writer(
            steps.of_dialect(arrived, state.charter.group.dialect),
            lambda address: 1 if address.lower() in known else None,
            [state.charter.group.post],
        )
        named = {box.address.lower() for box in arrived.mail.from_}
        if (isinstance(wrote, Author) and wrote.member) or named & known:
            found.append(fetched.uid)
    if found:
        folder.delete(found, polled.uidvalidity)
    return len(found)

"""A person's names, addresses, words and mails erased, here and in the mailbox; what counts stays under a number."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from listvote.events import Event, MemberErased, MemberLeft
from listvote.flow import boxes
from listvote.flow import reading as steps
from listvote.flow.house import Change, House
from listvote.flow.outgoing import is_copy
from listvote.flow.tick import write_again
from listvote.group import State, fold
from listvote.group.secret import running
from listvote.mail.author import Author
from listvote.mail.message import Unreadable
from listvote.net.imap import Fetched, Polled
from listvote.store import ballot_box, erasing, ledger, parked
from listvote.store.erasing import OwnWords

TO_WORKERS: Final = ("mandate", "duty", "called-off")
"""Mails by which somebody is asked to do some work: they go out as they are."""


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
        words = erasing.own_words(change.connection, group, number)
        events: list[Event] = [] if member.left is not None else [MemberLeft(member=number)]
        change.write(group, [*events, MemberErased(member=number)], now)
        entries = erasing.erase_member(change.connection, group, number, addresses)
        _forget_what_is_locked(change, group, state, number, addresses)
        _tell_of_nobody(change, group, state, words)
        return Erased(entries, addresses)

    return house.trying(step)


def _forget_what_is_locked(change: Change, group: int, state: State, number: int, addresses: Collection[str]) -> None:
    """The mails beside secret ballots, which count all the same; locked mails that nobody could read."""
    for decision in running(state):
        voter = boxes.voter_tag(change.house, group, decision, number)
        ballot_box.forget_raw(change.connection, group, decision.ref.number, voter)
    known = [each.lower().encode() for each in addresses]
    for mail in parked.listed(change.connection, "retry", "later", "parked"):
        raw = boxes.unlock_raw(change.house, mail.raw) if mail.locked else None
        if raw is not None and any(each in raw.lower() for each in known):
            parked.settled(change.connection, mail.id, "dropped")


def _tell_of_nobody(change: Change, group: int, state: State, words: OwnWords) -> None:
    """Mails of ours that still wait and tell of an erased member: posts are written anew, all others are dropped.

    A post is written from what the ledger says now of the moment in which it was written, under its own Message-ID. The
    lines of mails that were sent go as well.
    """
    waiting = {each.message_id: each for each in erasing.unsent(change.connection, group)}
    telling = {each.message_id for each in waiting.values() if words.in_text(each.text)}
    for post in state.posts.values():
        if post.what in TO_WORKERS:
            continue
        copies = [each for each in waiting if each == post.message_id or is_copy(each, post.message_id)]
        if not telling.intersection(copies):
            continue
        telling.difference_update(copies)
        erasing.take_back(change.connection, [waiting[each].id for each in copies])
        before = (entry for entry in ledger.entries(change.connection, group) if entry.seq < post.seq)
        write_again(change, group, fold(before), post)
    others = (waiting[each] for each in telling)
    erasing.drop(change.connection, [each.id for each in others if each.what not in TO_WORKERS])
    erasing.erase_sent(change.connection, group, words)


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

"""After the close of a secret decision: its box is emptied, its key destroyed, its mails leave the mailbox.

Each step is tried again until it is done, whatever fails or dies in between: what is left to do is read off the key
files and the rows that are still there. The key goes last, once the sheet is in the ledger and the box is empty.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol

from listvote.deliberation.decision import Decision
from listvote.deliberation.secrecy import Locked, unlock
from listvote.flow import boxes
from listvote.flow.house import Change, House
from listvote.group import State
from listvote.group.going_on import lost
from listvote.group.secret import running
from listvote.net.imap import MailboxError, Polled
from listvote.store import ballot_box, parked
from listvote.store.key_files import BallotKey

_AGAIN_AFTER: Final = timedelta(minutes=10)
_ALONG: Final = 500


def cancel_lost(change: Change, now: datetime) -> None:
    """Cancel the secret decisions whose key is lost, before any more mail is taken in for them."""
    for group, state in change.states().items():
        for decision in running(state):
            if boxes.find_key(change.house, group, decision) is None:
                change.write(group, [lost(decision, None)], now)


def shred(house: House, group: int) -> None:
    """Empty the boxes of a group's secret decisions that are over, and destroy their keys.

    1. Which those are, the key files say: their decision has ended, or was dropped, or is secret no longer and those
       who had voted were told so. A key whose decision has not been opened yet belongs to somebody who is just opening
       it.
    2. Answers that wait, and parked mail, are locked anew by the key of the desk; all else is erased, with the answers
       that nobody took.
    3. Once that is on the disk, the key is destroyed.

    Raises StoreError; it is done again with the next pass.
    """
    there = [key for name in house.keys.names() if (key := BallotKey.named(name)) and key.group == group]
    if not there:
        return
    with house.look() as look:
        state = look.state(group)
    for key in there:
        if key.number > state.last_decision or _is_needed(state.decisions.get(key.number), key):
            continue
        house.trying(partial(empty, of=key))
        house.database.flush()
        house.keys.delete(key.name)


def _is_needed(decision: Decision | None, key: BallotKey) -> bool:
    if decision is None or decision.box != key.box:
        return False
    return (decision.secret_box and decision.status.runs) or boxes.may_be_lifted(decision)


def empty(change: Change, of: BallotKey) -> None:
    """Empty the box of the decision `of` this key, which is over, with the answers about it that lie locked."""
    house, group, number = change.house, of.group, of.number
    key = house.keys.find(of.name)
    if key is None or _is_needed(change.state(group).decisions.get(number), of):
        return
    for id_, message_id, data, text in ballot_box.unsent(change.connection, group, number):
        try:
            plain = boxes.unlock_data(key, message_id, data)
            words, readings = boxes.unlock_text(key, message_id, text)
        except Locked:
            continue
        locked = boxes.lock_mail(house, boxes.desk_key(house), message_id, plain, words, readings)
        ballot_box.relock(change.connection, id_, *locked, boxes.UNTIL_SENT)
    _keep_parked(change, key)
    ballot_box.wipe(change.connection, group, number)


def _keep_parked(change: Change, key: bytes) -> None:
    """Lock anew what is parked under a key that goes: by that of a secret decision that still runs, else the desk's."""
    last = boxes.runs_longest(change.states())
    anew = boxes.find_key(change.house, *last) if last else None
    for id_, locked in parked.locked(change.connection):
        try:
            plain = unlock(key, locked, boxes.RAW)
        except Locked:
            continue
        parked.relock(change.connection, id_, boxes.lock_raw(change.house, plain, anew))


class Folder(Protocol):
    """An open mailbox from which messages can be taken out; `net.imap.Mailbox` is one."""

    def poll(self) -> Polled:
        """Look at the folder anew."""

    def delete(self, uids: Collection[int], uidvalidity: int) -> None:
        """Take messages out of the folder for good."""


def expunge(house: House, folder: Folder, name: str, now: datetime) -> str:
    """Take the mails of secret decisions that are over out of their mailbox.

    Where that fails it is tried again with a later pass, ten minutes later at the earliest; returns why, in words, ""
    where nothing is left to do. Mails under numbers that the mailbox gave up are found again when it is read anew.

    Args:
        house: the groups.
        folder: the open mailbox.
        name: its name.
        now: aware.
    """
    tried = house.expunging.get(name)
    if tried is not None and now - tried < _AGAIN_AFTER:
        return ""
    with house.look() as look:
        states = look.states()
        lying = ballot_box.lying(look.connection, name)
    found = [each for each in lying if not _runs(states.get(each.group), each.number)]
    if not found:
        return ""
    house.database.flush()
    try:
        uidvalidity = folder.poll().uidvalidity
        uids = sorted({each.uid for each in found if each.uidvalidity == uidvalidity})
        for start in range(0, len(uids), _ALONG):
            folder.delete(uids[start : start + _ALONG], uidvalidity)
    except MailboxError as error:
        house.expunging[name] = now
        return error.words
    old = {each.uidvalidity for each in found} - {uidvalidity}
    house.trying(lambda change: ballot_box.gone(change.connection, name, uidvalidity, uids, old))
    house.expunging.pop(name, None)
    return ""


def _runs(state: State | None, number: int) -> bool:
    return state is not None and any(each.ref.number == number for each in running(state))

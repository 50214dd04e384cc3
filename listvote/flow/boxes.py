"""Ballot boxes opened and filled, and whatever else is locked while a secret decision runs.

A decision's own key locks its ballots, the mails that held them and the answers to those; it is made before the opening
is written and destroyed after the sheet is. The key of the desk locks other private mail of those days: what is parked,
in doubt, or waits for its proof, and has to outlive the decision.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from listvote.deliberation.decision import Decision
from listvote.deliberation.secrecy import KEY_BYTES, NONCE_BYTES, Box, Locked, Slip, lock, tag, unlock, with_lapsed
from listvote.events import instant, moment
from listvote.flow.house import Change, House, View
from listvote.group import State
from listvote.group.secret import running, with_boxes
from listvote.mail.content import NORMALISER_VERSION
from listvote.mail.thread import Parent
from listvote.store import ballot_box
from listvote.store.ballot_box import Row
from listvote.store.database import StoreError
from listvote.store.inbox import ReadMail
from listvote.store.key_files import BallotKey
from listvote.store.parked import Parked

AT_THE_DESK: Final = -1
"""In place of a decision's number: locked by the key of the desk."""
UNTIL_SENT: Final = -2
"""The same, of an answer about a secret decision that is over: it is emptied once it went out, or cannot."""
_DESK: Final = "desk"
RAW: Final = "listvote mail"
"""As what the bytes of a mail at the desk, or of one that is parked, are locked."""
_LOCKED: Final = "locked:"
_SLIP_BLOCK: Final = 1024
_TEXT_BLOCK: Final = 4096
_NO_FOLDER: Final = (
    "the folder secret-ballots in data_dir is not there, and the key of {} is in it: mount it, or bring it back. Where "
    "it is lost for good, make an empty one; then the decisions whose keys were in it are cancelled"
)


class LostKey(StoreError):
    """The key of a secret decision is gone: nothing about it can be taken in, and it is going to be cancelled."""


def find_key(house: House, group: int, decision: Decision) -> bytes | None:
    """The key of a decision, None where it is lost. Raises StoreError where that cannot be told.

    Its folder was there when it was made: a decision is not given up because that is not mounted.
    """
    key = house.keys.find(BallotKey(group, decision.ref.number, decision.box).name)
    if key is None and not house.keys.is_there():
        raise StoreError(_NO_FOLDER.format(decision.ref))
    return key


def key_of(house: House, group: int, decision: Decision) -> bytes:
    """The key of a decision. Raises LostKey where it is gone."""
    key = find_key(house, group, decision)
    if key is None:
        raise LostKey(f"the key of {decision.ref} is lost")
    return key


def locked_as(house: House, group: int, decision: Decision) -> int:
    """By whose key a mail lies locked that says who had voted in a decision; 0 for none."""
    if decision.secret_box:
        return decision.ref.number
    was_secret = house.keys.find(BallotKey(group, decision.ref.number, decision.box).name) is not None
    return UNTIL_SENT if was_secret else 0


def desk_key(house: House) -> bytes:
    """The key of the desk, made where there is none yet."""
    return house.keys.make(_DESK, house.random(KEY_BYTES))


def lock_key(house: House, group: int, state: State, locked: int) -> bytes:
    """The key by which something is locked: a decision's by its number, or the desk's. Raises LostKey."""
    if locked in (AT_THE_DESK, UNTIL_SENT):
        return desk_key(house)
    decision = state.decisions.get(locked)
    if decision is None:
        raise LostKey(f"nothing is known of #{locked}")
    return key_of(house, group, decision)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a mail put into the box of one decision, and what shows whether another one says the same."""

    decision: Decision
    name: str
    slip: Slip
    digest: str
    normaliser: int


def _what(group: int, number: int, name: str, part: str) -> str:
    return f"listvote {part} {group} #{number} {name}"


def _written(slip: Slip, digest: str, normaliser: int) -> bytes:
    made: dict[str, Any] = {name: getattr(slip, name) for name in slip.__slots__}
    made |= {"received": instant(slip.received), "digest": digest, "normaliser": normaliser}
    return json.dumps(made, ensure_ascii=False).encode()


def _kept(group: int, decision: Decision, key: bytes, row: Row) -> Kept:
    """What a row says. Raises Locked where the key does not open it."""
    found = json.loads(unlock(key, row.slip, _what(group, row.number, row.name, "slip")))
    digest, normaliser = found.pop("digest"), found.pop("normaliser")
    return Kept(decision, row.name, Slip(**{**found, "received": moment(found["received"])}), digest, normaliser)


def opened(view: View, group: int, state: State) -> dict[int, Box | None]:
    """The boxes of all secret decisions that run, by number; None for one that nobody can open any more."""
    return {decision.ref.number: _box(view, group, decision) for decision in running(state)}


def _box(view: View, group: int, decision: Decision, member: int | None = None) -> Box | None:
    key = find_key(view.house, group, decision)
    if key is None:
        return None
    number = decision.ref.number
    voter = "" if member is None else _voter(key, member)
    try:
        rows = ballot_box.rows(view.connection, group, number, voter)
        return Box(key, tuple(_kept(group, decision, key, row).slip for row in rows))
    except Locked:
        return None


def _voter(key: bytes, member: int) -> str:
    return tag(key, "voter", str(member))


def voter_tag(house: House, group: int, decision: Decision, member: int) -> str:
    """The name of a member in the box of a decision, which is never published. Raises LostKey."""
    return _voter(key_of(house, group, decision), member)


def with_turnout(view: View, group: int, state: State) -> State:
    """The group with who took part in its secret decisions, and nothing of how: for what people are told."""
    told = with_boxes(state, opened(view, group, state), seen=False) if running(state) else state
    lifted = {
        number: with_lapsed(decision, box)
        for number, decision in state.decisions.items()
        if may_be_lifted(decision)
        and view.house.keys.find(BallotKey(group, number, decision.box).name) is not None
        and (box := _box(view, group, decision)) is not None
    }
    return replace(told, decisions={**told.decisions, **lifted}) if lifted else told


def may_be_lifted(decision: Decision) -> bool:
    """Whether a decision may have been secret before, which is to be told to its voters with its next announcement."""
    later = decision.ref.version > 1 and decision.status.runs
    return later and not decision.secret_box and not decision.announcement


def with_own(view: View, group: int, state: State, member: int | None) -> State:
    """The group with one member's own secret ballots: for deciding on what they write."""
    there = running(state) if member is not None else []
    return with_boxes(state, {each.ref.number: _box(view, group, each, member) for each in there}) if there else state


def found(change: Change, group: int, state: State, key: str) -> list[Kept]:
    """What a mail of this content key put into boxes that are open now."""
    made = []
    for decision in running(state):
        box_key = key_of(change.house, group, decision)
        name = tag(box_key, "mail", key)
        row = ballot_box.find(change.connection, group, decision.ref.number, name)
        if row is not None:
            made.append(_kept(group, decision, box_key, row))
    return made


def put(change: Change, group: int, decision: Decision, slip: Slip, digest: str, raw: bytes) -> None:
    """Put what a mail says into the box of a decision, and the mail itself beside it, locked."""
    house, number = change.house, decision.ref.number
    key = key_of(house, group, decision)
    name = tag(key, "mail", slip.key)
    written = _written(slip, tag(key, "text", digest), NORMALISER_VERSION)
    row = Row(
        number,
        name,
        _voter(key, slip.member),
        lock(key, house.random(NONCE_BYTES), written, _what(group, number, name, "slip"), _SLIP_BLOCK),
        lock(key, house.random(NONCE_BYTES), raw, _what(group, number, name, "mail")),
    )
    ballot_box.put(change.connection, group, row)


def put_again(change: Change, group: int, kept: Kept, slip: Slip) -> None:
    """Put another slip in the place of a mail's."""
    key = key_of(change.house, group, kept.decision)
    number = kept.decision.ref.number
    plain = _written(slip, kept.digest, kept.normaliser)
    locked = lock(key, change.house.random(NONCE_BYTES), plain, _what(group, number, kept.name, "slip"), _SLIP_BLOCK)
    ballot_box.change(change.connection, group, number, kept.name, locked)


def says_another(change: Change, group: int, kept: Kept, digest: str) -> bool:
    """Whether a mail says something else than the one of its name in a box."""
    key = key_of(change.house, group, kept.decision)
    return kept.normaliser == NORMALISER_VERSION and kept.digest != tag(key, "text", digest)


# what lies at the desk


def desk_name(house: House, key: str) -> str:
    """The name of a mail at the desk, by its content key."""
    return tag(desk_key(house), "mail", key)


def desk_digest(house: House, digest: str) -> str:
    """The digest of a text of a mail at the desk."""
    return tag(desk_key(house), "text", digest)


def digest_of(house: House, there: ReadMail, digest: str) -> str:
    """The digest of a text as it is kept beside a mail that was read before."""
    return desk_digest(house, digest) if there.locked else digest


def has_desk(house: House) -> bool:
    """Whether anything may lie at the desk."""
    return house.keys.find(_DESK) is not None


def lock_raw(house: House, raw: bytes, key: bytes | None = None) -> bytes:
    """The bytes of a mail at the desk, locked by its key, or by that of the decision that they are about."""
    return lock(key or desk_key(house), house.random(NONCE_BYTES), raw, RAW)


def unlock_raw(house: House, locked: bytes) -> bytes | None:
    """The bytes of such a mail; None where the key that they are locked with is lost."""
    if not locked:
        return b""
    for name in (_DESK, *house.keys.names()):
        key = house.keys.find(name)
        try:
            if key is not None:
                return unlock(key, locked, RAW)
        except Locked:
            continue
    return None


def raw_of(house: House, mail: ReadMail | Parked) -> bytes | None:
    """The bytes of a mail that was read, locked or not; None where they are not kept, or nobody can open them."""
    return unlock_raw(house, mail.raw) if mail.locked and mail.raw is not None else mail.raw


def runs_longest(states: Mapping[int, State]) -> tuple[int, Decision] | None:
    """The secret decision that closes last of all that run, with its group."""
    there = [(group, decision) for group, state in states.items() for decision in running(state)]
    return max(there, key=lambda each: each[1].deadline, default=None)


def _keys(house: House, group: int, state: State) -> list[bytes]:
    """The keys by which something of a group may be locked now: the desk's, and those of the decisions that run."""
    own = (find_key(house, group, each) for each in running(state))
    return [desk_key(house), *(key for key in own if key is not None)]


def keeps_secrets(states: Sequence[State]) -> bool:
    """Whether a secret decision runs anywhere."""
    return any(running(state) for state in states)


# what goes out


def lock_mail(house: House, key: bytes, id_: str, data: bytes, text: str, readings: Sequence[str]) -> tuple[bytes, str]:
    """A mail of ours as it lies in the outbox, locked: its bytes; its text and the readings that it offers."""
    known = json.dumps({"text": text, "readings": list(readings)}, ensure_ascii=False).encode()
    locked = lock(key, house.random(NONCE_BYTES), known, f"listvote text {id_}", _TEXT_BLOCK)
    whole = lock(key, house.random(NONCE_BYTES), data, f"listvote data {id_}") if data else b""
    return whole, _LOCKED + base64.b64encode(locked).decode()


def unlock_data(key: bytes, id_: str, data: bytes) -> bytes:
    """The bytes of a locked mail of ours. Raises Locked."""
    return unlock(key, data, f"listvote data {id_}") if data else b""


def unlock_text(key: bytes, id_: str, text: str) -> tuple[str, tuple[str, ...]]:
    """The text of a locked mail of ours and the readings that it offers. Raises Locked."""
    known = json.loads(unlock(key, base64.b64decode(text.removeprefix(_LOCKED)), f"listvote text {id_}"))
    return str(known["text"]), tuple(known["readings"])


def readable(change: Change, group: int, state: State, id_: str, parent: Parent) -> Parent:
    """A mail of ours that another one answers, unlocked for as long as that is read."""
    if not parent.text.startswith(_LOCKED):
        return parent
    for key in _keys(change.house, group, state):
        try:
            text, readings = unlock_text(key, id_, parent.text)
        except Locked:
            continue
        return replace(parent, text=text, readings=readings)
    return replace(parent, text=" ")

"""Secret ballots: under what name a ballot lies, how it is locked away, and the sheet that is published at the close.

Everything hangs on one key of 256 bits a decision, which others keep and delete. With it a member's number becomes a
pseudonym; without it nobody can tell whose pseudonym it is, nor read what was locked away.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from listvote.acts import Ballot
from listvote.deliberation.decision import AskedBack, Cast, Decision
from listvote.deliberation.sheet import SheetLine

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
BLOCK: Final = 16_384
"""Bytes to a whole number of which a mail is filled up before it is locked: more than any receipt has."""
_FILLED: Final = ", filled up"


class Locked(Exception):
    """What was locked away cannot be opened: with another key, as something else, or not unchanged."""


def pseudonym(key: bytes, member: int) -> str:
    """The name of a member on the sheet of one decision: HMAC-SHA256 of the member's decimal number, 64 hex digits."""
    return hmac.new(key, str(member).encode("ascii"), sha256).hexdigest()


def tag(key: bytes, *words: str) -> str:
    """A name that nobody can guess or check without the key, of anything: 64 hex digits.

    It never equals a pseudonym, so that what is named by it and what is published cannot be joined.
    """
    return hmac.new(key, "\0".join(("listvote", *words)).encode("utf-8", "replace"), sha256).hexdigest()


def lock(key: bytes, nonce: bytes, plain: bytes, what: str, block: int = BLOCK) -> bytes:
    """Lock bytes away (ChaCha20-Poly1305, RFC 8439): the nonce, then the encrypted bytes with their tag.

    What is locked is as long as its plain bytes, and `against` is longer than `for`: so all are filled up first, one
    byte 0x80 and then zeros (ISO/IEC 7816-4), to a whole number of `block` bytes.

    `nonce` are 12 random bytes; `what` says what this is and where it belongs, and opens it alone.
    """
    filled = plain + b"\x80"
    filled += bytes(-len(filled) % block)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, filled, f"{what}{_FILLED}".encode())


def unlock(key: bytes, locked: bytes, what: str) -> bytes:
    """What `lock` locked away as `what`. Raises Locked where it cannot be opened."""
    cipher, nonce, rest = ChaCha20Poly1305(key), locked[:NONCE_BYTES], locked[NONCE_BYTES:]
    try:
        return cipher.decrypt(nonce, rest, f"{what}{_FILLED}".encode()).rstrip(b"\0")[:-1]
    except (InvalidTag, ValueError):
        pass  # what earlier versions locked was not filled up
    try:
        return cipher.decrypt(nonce, rest, what.encode())
    except (InvalidTag, ValueError) as error:
        raise Locked(f"{what} cannot be opened with this key") from error


@dataclass(frozen=True, slots=True)
class Slip:
    """What one mail put into the ballot box of one decision.

    `ballot` is None where it holds none: it brought a `mark` alone, or was `doubtful` and is asked back. `withdrawn`
    takes the member's ballot back. One that turned out to be `public` is worth nothing any more.
    """

    member: int
    received: datetime
    key: str
    version: int = 1
    ballot: Ballot | None = None
    withdrawn: bool = False
    mark: str = ""
    doubtful: bool = False
    public: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """The open ballot box of one decision: its key, and what is in it, in any order."""

    key: bytes
    slips: tuple[Slip, ...] = ()


def with_box(decision: Decision, box: Box, *, seen: bool = True) -> Decision:
    """A secret decision with what is in its box, whatever the order it came in; for the count alone.

    Args:
        decision: one that runs.
        box: its ballot box.
        seen: False leaves out what the ballots say, and only who took part can be told.
    """
    ballots: dict[int, list[Cast]] = {}
    voted = {slip.member for slip in box.slips if _counts(decision, slip) and slip.ballot is not None}
    asked: dict[int, tuple[datetime, str]] = {}
    for slip in box.slips:
        if not _counts(decision, slip):
            continue
        if slip.doubtful:
            asked[slip.member] = max(asked.get(slip.member, (slip.received, slip.key)), (slip.received, slip.key))
        if slip.member in voted and (slip.ballot is not None or slip.withdrawn):
            cast = Cast(slip.member, slip.received, slip.key, slip.ballot if seen else None)
            ballots.setdefault(slip.member, []).append(cast)
    open_questions = {
        member: AskedBack(key)
        for member, (received, key) in asked.items()
        if all((cast.received, cast.key) < (received, key) for cast in ballots.get(member, ()))
    }
    before = decision.ref.version - 1
    lapsed = {
        slip.member: ""
        for slip in box.slips
        if slip.version == before and not slip.public and slip.ballot is not None and slip.member not in voted
    }
    return replace(decision, ballots=ballots, asked=open_questions, lapsed={**decision.lapsed, **lapsed})


def with_lapsed(decision: Decision, box: Box) -> Decision:
    """A decision that is secret no longer, with those whose ballots of its secret version count no longer."""
    held = {slip.member for slip in box.slips if slip.ballot is not None and not slip.public}
    gone = dict.fromkeys(sorted(held - decision.ballots.keys()), "")
    return replace(decision, lapsed={**decision.lapsed, **gone})


def _counts(decision: Decision, slip: Slip) -> bool:
    return not slip.public and slip.version == decision.ref.version


def marks_of(decision: Decision, box: Box) -> dict[int, str]:
    """The mark of each member that counts: the last by receipt, then by content key; none where marks are off."""
    if not decision.rules.marks:
        return {}
    last: dict[int, Slip] = {}
    for slip in box.slips:
        if slip.mark and _counts(decision, slip):
            before = last.get(slip.member)
            if before is None or (before.received, before.key) < (slip.received, slip.key):
                last[slip.member] = slip
    return {member: slip.mark for member, slip in last.items()}


def sheet(decision: Decision, box: Box) -> tuple[tuple[SheetLine, ...], tuple[int, ...]]:
    """The sheet of a decision that closes, by pseudonym, and the numbers of those who took part, ascending.

    Args:
        decision: as it runs, without its box.
        box: its ballot box.
    """
    whole = with_box(decision, box)
    standing, marks = whole.standing(), marks_of(decision, box)
    lines = [
        SheetLine(
            pseudonym(box.key, member),
            standing[member].ballot if member in standing else None,
            marks.get(member, ""),
        )
        for member in whole.ballots
    ]
    return tuple(sorted(lines, key=lambda line: line.name)), tuple(sorted(whole.ballots))


def with_sheet(decision: Decision, lines: Collection[SheetLine], voters: Collection[int]) -> Decision:
    """A secret decision whose sheet is published: its ballots count, and nobody can say whose they are."""
    ballots = {-place: [Cast(-place, decision.opened, line.name, line.ballot)] for place, line in enumerate(lines, 1)}
    return replace(decision, ballots=ballots, asked={}, sheet=tuple(lines), took_part=frozenset(voters))


WITHDRAWN: Final[Mapping[str, Any]] = {"withdrawn": True}
"""What stands on a sheet, and in the ledger, for a ballot that was taken back."""

"""Reply tokens: the word behind the `+` of the address that a personal mail is to be answered at.

A token shows that whoever answers was sent that mail. It holds a group, a member, a matter, a purpose and the day on
which it ends, and 96 bits of HMAC-SHA256 over them; letters and digits only, for mail servers may change letter case.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from listvote.acts import Reference

KEY_BYTES: Final = 32
LOCAL_PART_AT_MOST: Final = 64
"""Characters before the `@` (RFC 5321 section 4.5.3.1.1)."""
_TAG_BYTES: Final = 12
_MATTER_BYTES: Final = 8
_DAY_ZERO: Final = date(2020, 1, 1)
_CONTEXT: Final = b"listvote reply token 1"

Purpose = Literal["reply", "confirm", "address", "join"]
_PURPOSES: Final[tuple[Purpose, ...]] = ("reply", "confirm", "address", "join")


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says.

    `matter` is 8 bytes: the decision or task (`matter_of`), or the beginning of the digest of what is to be confirmed
    (`name_of`). It is good through the day `until` in UTC.
    """

    group: int
    member: int
    purpose: Purpose
    until: date
    matter: bytes = bytes(_MATTER_BYTES)

    @property
    def about(self) -> Reference | None:
        """The decision or task that an answer is about, if it is about one."""
        kind, number = self.matter[0], int.from_bytes(self.matter[1:5], "big")
        if self.purpose != "reply" or kind not in (1, 2) or not number:
            return None
        return Reference("decision" if kind == 1 else "task", number, max(1, self.matter[5]))


def matter_of(ref: Reference | None) -> bytes:
    """A decision or task as the matter of a token; none where there is no such."""
    if ref is None or not 0 < ref.number < 2**32:
        return bytes(_MATTER_BYTES)
    kind = 1 if ref.kind == "decision" else 2
    return bytes([kind]) + ref.number.to_bytes(4, "big") + bytes([min(ref.version, 255)]) + bytes(2)


def name_of(what: str) -> bytes:
    """What a token is to confirm, as its matter: 8 bytes of the SHA-256 of its name."""
    return hashlib.sha256(what.encode("utf-8", "replace")).digest()[:_MATTER_BYTES]


def make(key: bytes, token: Token) -> str:
    """The word of a token under a key of 32 bytes."""
    said = bytes([_PURPOSES.index(token.purpose)]) + token.group.to_bytes(3, "big") + token.member.to_bytes(4, "big")
    said += (token.until - _DAY_ZERO).days.to_bytes(2, "big") + token.matter
    return base64.b32encode(said + _tag(key, said)).decode().rstrip("=").lower()


def read(key: bytes, word: str, at: datetime) -> Token | None:
    """The token of a word, if it was made under this key and is good at this instant (aware); None for any other."""
    if len(key) != KEY_BYTES:  # anybody could make tokens under no key
        return None
    padded = word.upper() + "=" * (-len(word) % 8)
    try:
        data = base64.b32decode(padded) if word.isascii() and len(word) <= LOCAL_PART_AT_MOST else b""
    except binascii.Error:
        return None
    said, tag = data[:-_TAG_BYTES], data[-_TAG_BYTES:]
    if len(said) != 10 + _MATTER_BYTES or not hmac.compare_digest(tag, _tag(key, said)) or said[0] >= len(_PURPOSES):
        return None
    until = _DAY_ZERO + timedelta(days=int.from_bytes(said[8:10], "big"))
    if at.astimezone(UTC).date() > until:
        return None
    group, member = int.from_bytes(said[1:4], "big"), int.from_bytes(said[4:8], "big")
    return Token(group, member, _PURPOSES[said[0]], until, said[10:])


def _tag(key: bytes, said: bytes) -> bytes:
    return hmac.new(key, _CONTEXT + said, hashlib.sha256).digest()[:_TAG_BYTES]


def reply_address(service: str, word: str) -> str:
    """The service's address with a token in it; without, where mail servers would find it too long."""
    local, _, host = service.rpartition("@")
    with_token = f"{local}+{word}"
    return f"{with_token}@{host}" if word and len(with_token) <= LOCAL_PART_AT_MOST else service

"""The hash chain: how an entry is sealed to the one before it, and how a chain is checked.

An entry has a public head and three bodies: *facts* (all that counts), *words* (texts, reasons, aliases) and
*private* (addresses, proofs). A body enters the head as SHA-256(32 random bytes ‖ canonical JSON), so that a body can
be withheld or erased and the chain still checks; the random bytes keep short bodies from being guessed. The hash of
an entry is SHA-256(hash of the entry before, 32 zero bytes first ‖ canonical JSON of the head). Canonical JSON is
RFC 8785. What was hashed is kept as bytes and never encoded again. This format is fixed: it is written into archives.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

import orjson
import rfc8785

FORMAT: Final = 1
BODIES: Final = ("facts", "words", "private")
SALT_BYTES: Final = 32
SALTS_BYTES: Final = SALT_BYTES * len(BODIES)
GENESIS: Final = bytes(32)
_OPENS, _CLOSES = b"{}"
_loads: Final = orjson.loads
_HEX: Final = re.compile(r"[0-9a-f]{64}")
_KEYS: Final = ["about", "at", "facts", "format", "kind", "private", "seq", "words"]


class LedgerError(Exception):
    """A ledger that is broken, or an entry that does not follow its chain."""


class Body(NamedTuple):
    """One body of an entry: its 32 random bytes and its canonical JSON, as hashed."""

    salt: bytes
    text: bytes

    @property
    def digest(self) -> str:
        """What stands in the head for this body: 64 hex digits."""
        return hashlib.sha256(self.salt + self.text).hexdigest()

    def value(self) -> dict[str, Any]:
        """The body's content. Raises ValueError for what is no JSON object in UTF-8."""
        text = self.text
        if text == b"{}":
            return {}
        if not text or text[0] != _OPENS or text[-1] != _CLOSES:
            raise ValueError("a body is not one object and nothing else")
        found: dict[str, Any] = _loads(text)
        return found


class Entry(NamedTuple):
    """One sealed entry.

    `at` is the time of writing, RFC 3339 in UTC to the second; `about` the matter (`#12`, `T7`) or ``""``.
    `head` are the bytes that were hashed, `hash` the 32 bytes of the chain. A body that was withheld or erased is None.
    """

    seq: int
    at: str
    kind: str
    about: str
    head: bytes
    hash: bytes
    facts: Body | None
    words: Body | None
    private: Body | None

    def digests(self) -> dict[str, str]:
        """What the head says of each body: name to 64 hex digits."""
        read = json.loads(self.head)
        return {name: read[name] for name in BODIES}


def canonical(value: Mapping[str, Any]) -> bytes:
    """RFC 8785 JSON of a value without floats.

    Raises LedgerError for what canonical JSON cannot hold (floats among it: a rounded number never counts).
    """
    if value == {}:  # as one body of most entries is
        return b"{}"
    try:
        if _is_simple(value):
            with suppress(orjson.JSONEncodeError):  # half a letter, or too deep
                made = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
                return bytes(memoryview(made))  # a copy: the original occupies four kilobytes however short it is
        return rfc8785.dumps(_whole(value))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise LedgerError(f"not canonical JSON: {error}") from error


# Of what is simple orjson's bytes are those of RFC 8785. Left to the general way of writing are numbers that are not
# small and whole, names outside ASCII (sorted as UTF-16 there), other types.
_LARGEST: Final = 2**53 - 1


def _is_simple(value: Any) -> bool:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-_LARGEST <= value <= _LARGEST)
    if kind is dict:
        for key, inner in value.items():
            if type(key) is not str or not key.isascii() or (type(inner) is not str and not _is_simple(inner)):
                return False
        return True
    return (kind is list or kind is tuple) and all(map(_is_simple, value))


def _whole(value: Any) -> Any:
    if isinstance(value, float):
        raise LedgerError("a ledger holds no floats")
    if isinstance(value, Mapping):
        return {str(key): _whole(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(inner) for inner in value]
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate has no UTF-8
    return value


def link(previous: bytes, head: bytes) -> bytes:
    """The hash of an entry: SHA-256(previous 32 bytes ‖ head)."""
    return hashlib.sha256(previous + head).digest()


def seal(
    previous: bytes,
    seq: int,
    at: str,
    kind: str,
    about: str,
    bodies: Mapping[str, Mapping[str, Any]],
    salts: bytes,
) -> Entry:
    """Make the entry that follows `previous` (32 bytes; GENESIS for the first, whose `seq` is 1).

    `bodies` holds facts, words and private (a missing one is empty: every entry has all three, so that absence tells
    nothing); `salts` are 96 fresh random bytes.
    """
    if len(salts) != SALTS_BYTES:
        raise LedgerError(f"an entry needs {SALTS_BYTES} random bytes, got {len(salts)}")
    made = {
        name: Body(salts[index * SALT_BYTES : (index + 1) * SALT_BYTES], canonical(bodies.get(name, {})))
        for index, name in enumerate(BODIES)
    }
    head = canonical(
        {"seq": seq, "at": at, "kind": kind, "format": FORMAT, "about": about}
        | {name: body.digest for name, body in made.items()}
    )
    return Entry(seq, at, kind, about, head, link(previous, head), made["facts"], made["words"], made["private"])


_USUAL: Final = re.compile(
    rb'\{"about":"([ !#-\[\]-~]*)","at":"([ !#-\[\]-~]*)","facts":"[0-9a-f]{64}","format":1,"kind":"([ !#-\[\]-~]*)",'
    rb'"private":"[0-9a-f]{64}","seq":([1-9][0-9]{0,14}),"words":"[0-9a-f]{64}"\}'
)
"""A head in canonical form that needs no taking apart: plain ASCII, nothing escaped."""
_name: Final = lru_cache(maxsize=1024)(bytes.decode)  # kinds and matters: few, and each is kept for many entries


def opened(
    head: bytes, hash_: bytes, facts: Body | None = None, words: Body | None = None, private: Body | None = None
) -> Entry:
    """Rebuild an entry from stored bytes; nothing is checked but the head's shape (`faults` checks the rest).

    Raises LedgerError where the head is not the head of an entry of a known format.
    """
    if (usual := _USUAL.fullmatch(head)) is not None:
        about, at, kind, seq = usual.groups()
        return Entry(int(seq), at.decode(), _name(kind), _name(about), head, hash_, facts, words, private)
    try:
        read = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise LedgerError("a head is not JSON") from error
    if not isinstance(read, dict) or sorted(read) != _KEYS or repr(read["format"]) != repr(FORMAT):
        raise LedgerError("a head has another shape than format 1")
    if not all(isinstance(read[name], str) and _HEX.fullmatch(read[name]) for name in BODIES):
        raise LedgerError("a head has a digest that is none")
    if not all(isinstance(read[name], str) for name in ("at", "kind", "about")) or type(read["seq"]) is not int:
        raise LedgerError("a head has a value of the wrong type")
    return Entry(read["seq"], read["at"], read["kind"], read["about"], head, hash_, facts, words, private)


@dataclass(frozen=True, slots=True)
class ChainFault:
    """One place where a chain does not hold: the number of the entry and what is wrong, in words."""

    seq: int
    what: str


def faults(entries: Iterable[Entry], previous: bytes = GENESIS, first: int = 1) -> Iterable[ChainFault]:
    """Every place where a chain does not hold, in order; none for a whole one.

    `previous` and `first` say what the first entry has to follow, for checking only the newest part of a ledger.
    """
    expected = first
    for entry in entries:
        if entry.seq != expected:
            yield ChainFault(entry.seq, f"entry {expected} was expected here")
        expected = entry.seq + 1  # one missing entry is one fault, not one for each that follows
        if not _is_canonical(entry.head):
            yield ChainFault(entry.seq, "the head is not in canonical form")
        if link(previous, entry.head) != entry.hash:
            yield ChainFault(entry.seq, "the hash does not follow from the entry before and this head")
        digests = entry.digests()
        for name, body in (("facts", entry.facts), ("words", entry.words), ("private", entry.private)):
            if body is not None and body.digest != digests[name]:
                yield ChainFault(entry.seq, f"the {name} are not those that the head vouches for")
            elif body is not None and not _is_canonical(body.text):  # two readers could read two things in it
                yield ChainFault(entry.seq, f"the {name} are not in canonical form")
        previous = entry.hash


def _is_canonical(text: bytes) -> bool:
    try:
        value = json.loads(text)
        return isinstance(value, dict) and canonical(value) == text
    except (ValueError, RecursionError, LedgerError):
        return False


def code(entry: Entry) -> str:
    """The receipt code of an entry: its number and the first 8 hex digits of its hash, `4711:9f3a5c1e`."""
    return f"{entry.seq}:{entry.hash[:4].hex()}"

"""How an order is drawn: by our own lot from a committed secret, or by RFC 3797 from public sources alone."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import rfc8785

__all__ = ["SECRET_BYTES", "LotError", "commitment", "in_order", "order", "rfc3797", "seed"]

SECRET_BYTES: Final = 32
_LARGEST_POOL: Final = 1 << 16  # RFC 3797 counts in 16 bits
_LARGEST_NUMBER: Final = 1 << 53  # beyond it RFC 8785 has no exact form
_NUMBER: Final = re.compile(r"(?P<whole>[0-9]{0,60})(?:\.(?P<part>[0-9]{0,60}))?")


class LotError(ValueError):
    """Input that no lot can be drawn from; the message says what is wrong with it."""


def commitment(secret: bytes) -> str:
    """Compute what is announced before a draw: the SHA-256 of its secret.

    Args:
        secret: 32 random bytes.

    Returns:
        64 hexadecimal digits in small letters.
    """
    return hashlib.sha256(secret).hexdigest()


def seed(secret: bytes, pool: Iterable[int], salts: Mapping[int, str], public: Sequence[str]) -> bytes:
    """Mix a secret, the pool, the salts and the public values into the seed of an order.

    The seed is HKDF-Extract (RFC 5869, SHA-256) with the secret as salt over the RFC 8785 JSON of
    `{"pool": [numbers, ascending], "public": [texts], "salts": [[number, text], ...]}`, salts by number, all texts in
    NFC and without white space at their ends.

    Args:
        secret: the 32 revealed bytes; none at all where they were withheld.
        pool: the numbers to put in order, each once, in any order.
        salts: the text that each member sent, by member number.
        public: the values of the public sources, in the order in which the sources were announced.

    Returns:
        32 bytes.

    Raises:
        LotError: a number stands twice or is no positive one, the secret has another length, a text is not Unicode.
    """
    if len(secret) not in (0, SECRET_BYTES):
        raise LotError(f"A secret has {SECRET_BYTES} bytes, this one has {len(secret)}.")
    numbers = sorted(pool)
    _refuse_bad_numbers(numbers)
    _refuse_bad_numbers(salts)
    drawn_from: dict[str, Any] = {
        "pool": numbers,
        "public": [_plain(text) for text in public],
        "salts": [[number, _plain(salts[number])] for number in sorted(salts)],
    }
    return hmac.digest(secret, rfc8785.dumps(drawn_from), "sha256")


def in_order(seed: bytes, pool: Iterable[int]) -> list[int]:
    """Put a pool in the order that a seed gives: by HKDF-Expand of each number's decimal digits to 32 bytes, ascending.

    Args:
        seed: the seed of the order.
        pool: the numbers to put in order, each once, in any order.
    """
    return sorted(pool, key=lambda number: hmac.digest(seed, str(number).encode("ascii") + b"\x01", "sha256"))


def order(secret: bytes, pool: Iterable[int], salts: Mapping[int, str], public: Sequence[str]) -> list[int]:
    """Put a pool in order by our own lot: its seed, then the order that this seed gives.

    Args:
        secret: the 32 revealed bytes; none at all where they were withheld.
        pool: the numbers to put in order, each once, in any order.
        salts: the text that each member sent, by member number.
        public: the values of the public sources, in the order in which the sources were announced.

    Returns:
        every number of the pool once, the first drawn first.

    Raises:
        LotError: as `seed` does.
    """
    numbers = list(pool)
    return in_order(seed(secret, numbers, salts, public), numbers)


def rfc3797(pool_size: int, sources: Sequence[str], count: int) -> list[int]:
    """Select from a pool as RFC 3797 does, section 4: MD5 of the key between two 16-bit counters.

    Args:
        pool_size: how many there are to select from, 0 to 65,536; they are numbered from 1.
        sources: what each public source brought, in the order announced: numbers between spaces, such as `2 5 12 8 10`.
        count: how many to select, 0 to the size of the pool.

    Returns:
        the numbers selected, the first drawn first.

    Raises:
        LotError: there is no source, one has no number or something else in it, or pool or count are out of range.
    """
    if not 0 <= pool_size <= _LARGEST_POOL:
        raise LotError(f"A pool has 0 to {_LARGEST_POOL} members, not {pool_size}.")
    if not 0 <= count <= pool_size:
        raise LotError(f"From a pool of {pool_size} nobody can select {count}.")
    if not sources:
        raise LotError("RFC 3797 needs at least one public source.")
    key = "".join(_canonical_source(source) for source in sources).encode("ascii")
    left = list(range(1, pool_size + 1))
    selected = []
    for turn in range(count):
        counter = turn.to_bytes(2, "big")
        digest = hashlib.md5(counter + key + counter, usedforsecurity=False).digest()
        selected.append(left.pop(int.from_bytes(digest, "big") % len(left)))
    return selected


def _refuse_bad_numbers(numbers: Iterable[int]) -> None:
    seen = set()
    for number in numbers:
        if not 0 < number < _LARGEST_NUMBER:
            raise LotError(f"{number} is no member's number.")
        if number in seen:
            raise LotError(f"Number {number} stands in the pool twice.")
        seen.add(number)


def _plain(text: str) -> str:
    """Bring a text into the one form that enters the seed: two ways of writing é are one."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise LotError("A text has characters that are not Unicode.") from None
    return unicodedata.normalize("NFC", text).strip()


def _canonical_source(source: str) -> str:
    """Write one source as RFC 3797 section 4 has it: numbers with their points, no vain zeros, ascending, a slash."""
    numbers = []
    for written in source.split():
        found = _NUMBER.fullmatch(written)
        if found is None or not (found["whole"] or found["part"]):
            raise LotError(f'"{written}" is no number; a source is numbers between spaces, such as "2 5 12 8 10".')
        whole = found["whole"].lstrip("0") or "0"
        part = (found["part"] or "").rstrip("0")
        numbers.append((Fraction(f"{whole}.{part or 0}"), f"{whole}.{part}"))
    if not numbers:
        raise LotError("A source has no number in it.")
    return "".join(text for _, text in sorted(numbers)) + "/"

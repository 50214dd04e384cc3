"""A draw as it is published: the record that holds all that is needed to do it again, and the check that does so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from listvote.lot.drawing import SECRET_BYTES, LotError, commitment, order, rfc3797

__all__ = [
    "Lot",
    "PoolMember",
    "by_standing",
    "differences",
    "drawn",
    "drawn_again",
    "guarantees",
    "record",
    "verify",
]

Lot = Literal["listvote", "rfc3797"]


@dataclass(frozen=True, slots=True)
class PoolMember:
    """One line of the posted pool: the member's number, the alias shown, the standing (the lowest serves first)."""

    number: int
    alias: str
    standing: int


def by_standing(pool: Iterable[PoolMember], lot: Sequence[int]) -> list[int]:
    """Order a pool by standing first, and among equals by the lot.

    Args:
        pool: those who can be drawn.
        lot: an order that has all their numbers in it.

    Returns:
        the numbers; whoever cannot serve is skipped, and the next one is the substitute.
    """
    place = {number: drawn for drawn, number in enumerate(lot)}
    return [each.number for each in sorted(pool, key=lambda each: (each.standing, place[each.number]))]


def guarantees(lot: Lot, public: bool, withheld: bool = False) -> str:
    """Say in words what a draw proves, and what it cannot.

    Args:
        lot: how the order was made.
        public: whether a public source took part.
        withheld: whether the secret was withheld and counts as empty.

    Returns:
        full sentences for the draw's record.
    """
    if lot == "rfc3797":
        return (
            "Anyone can recompute this order from the public sources. Nobody could foresee or steer it who could "
            "neither foresee nor steer them."
        )
    said = "Anyone can recompute this order. Nobody who lacked the secret could foresee or steer it."
    if public:
        said += (
            " Because of the public source its holder could do no more than leave out a salt, which its sender would "
            "notice, or withhold the secret, which would stand on the record."
        )
    else:
        said += " Without a public source, whoever held the secret could have chosen by sending the last salt."
    if withheld:
        said += " The secret was withheld and counts as empty."
    return said


def record(
    *,
    what: str,
    pool: Iterable[PoolMember],
    rotation: str,
    committed: str = "",
    secret: bytes | None = None,
    salts: Mapping[int, str] | None = None,
    public: Sequence[str] = (),
    lot: Lot = "listvote",
) -> dict[str, object]:
    """Make the published record of a draw: one JSON object with all that is needed to do it again.

    Args:
        what: the task, such as `T7, stall at the fair`.
        pool: the frozen pool, in any order.
        rotation: the rule of rotation and its bound, in words.
        committed: the commitment announced beforehand; with RFC 3797 none.
        secret: the revealed bytes; None where they were withheld (and with RFC 3797, which has none).
        salts: the first text that each member sent, by member number.
        public: the values of the public sources, in the order in which they were announced.
        lot: `listvote` for our own order, `rfc3797` for that of the RFC.

    Returns:
        `format, what, rotation, lot, pool [{number, alias, standing}], commitment, secret, withheld,
        salts [[number, text]], public, drawn, order, guarantees`: `drawn` is the lot's order alone, `order` has the
        standing first. Under RFC 3797 the pool's lowest number is the RFC's 1, and so on.

    Raises:
        LotError: as `order` and `rfc3797` do.
    """
    members = sorted(pool, key=lambda each: each.number)
    sent = salts or {}
    by_lot = drawn(lot, [each.number for each in members], secret or b"", sent, public)
    withheld = lot == "listvote" and secret is None
    return {
        "format": 1,
        "what": what,
        "rotation": rotation,
        "lot": lot,
        "pool": [{"number": each.number, "alias": each.alias, "standing": each.standing} for each in members],
        "commitment": committed,
        "secret": (secret or b"").hex(),
        "withheld": withheld,
        "salts": [[number, sent[number]] for number in sorted(sent)],
        "public": list(public),
        "drawn": by_lot,
        "order": by_standing(members, by_lot),
        "guarantees": guarantees(lot, bool(public), withheld),
    }


def verify(published: Mapping[str, object]) -> list[str]:
    """Do a published draw again and name every difference.

    Args:
        published: the record as read from its JSON file.

    Returns:
        one sentence a difference; none where the record holds. Never raises, whatever is in the record.
    """
    if published.get("format") != 1:
        return ["This is no draw's record of format 1."]
    members, faults = _read_pool(published.get("pool"))
    again = drawn_again(published, [each.number for each in members], faults)
    if again is None:
        return faults
    return faults + differences(published, {"drawn": again, "order": by_standing(members, again)})


def drawn_again(published: Mapping[str, object], numbers: Sequence[int], faults: list[str]) -> list[int] | None:
    """Do the lot of a published draw again, from its `lot`, `commitment`, `secret`, `withheld`, `salts` and `public`.

    Args:
        published: the record as read from its JSON file.
        numbers: the numbers of its pool.
        faults: takes one sentence for each thing that is not as it should be, the secret and its commitment included.

    Returns:
        the order that the lot gives; None where there are faults.
    """
    lot: Lot | None = next((known for known in _LOTS if known == published.get("lot")), None)
    salts = _read_salts(published.get("salts"))
    public = published.get("public")
    if lot is None:
        faults.append(f"The lot is neither {' nor '.join(_LOTS)}.")
    if salts is None:
        faults.append("The salts are not a list of [number, text] with every number once.")
    if not isinstance(public, list) or not all(isinstance(value, str) for value in public):
        faults.append("The public values are not a list of texts.")
        public = None
    secret = _read_secret(published, lot, faults)
    if faults or lot is None or salts is None or public is None:
        return None
    try:
        return drawn(lot, numbers, secret, salts, public)
    except LotError as refused:
        faults.append(str(refused))
        return None


def differences(published: Mapping[str, object], ours: Mapping[str, object]) -> list[str]:
    """Say, one sentence a key, where a record has something else than what was computed anew."""
    return [
        f'The record has {published.get(key)} as "{key}"; recomputed it is {value}.'
        for key, value in ours.items()
        if published.get(key) != value
    ]


_LOTS: Final[tuple[Lot, ...]] = ("listvote", "rfc3797")


def drawn(
    lot: Lot, numbers: Sequence[int], secret: bytes, salts: Mapping[int, str], public: Sequence[str]
) -> list[int]:
    """Put a pool in the order that its lot gives, before anybody's standing.

    Args:
        lot: `listvote` for our own order, `rfc3797` for that of the RFC, whose 1 is then the pool's lowest number.
        numbers: the members of the pool.
        secret: the revealed bytes; none at all where they were withheld, and with RFC 3797.
        salts: the text that each member sent, by member number.
        public: the values of the public sources, in the order in which they were announced.

    Raises:
        LotError: as `order` and `rfc3797` do.
    """
    if lot == "listvote":
        return order(secret, numbers, salts, public)
    ascending = sorted(set(numbers))
    if len(ascending) < len(numbers):
        raise LotError("A number stands in the pool twice.")
    return [ascending[place - 1] for place in rfc3797(len(ascending), public, len(ascending))]


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _read_pool(value: object) -> tuple[list[PoolMember], list[str]]:
    members = []
    for line in value if isinstance(value, list) else [None]:
        match line:
            case {"number": int(number), "alias": str(alias), "standing": int(standing)} if _is_number(number):
                members.append(PoolMember(number, alias, standing))
            case _:
                return [], ["The pool is not a list of lines with number, alias and standing."]
    return members, []


def _read_salts(value: object) -> dict[int, str] | None:
    salts: dict[int, str] = {}
    for line in value if isinstance(value, list) else [None]:
        match line:
            case [int(number), str(text)] if _is_number(number) and number not in salts:
                salts[number] = text
            case _:
                return None
    return salts


def _read_secret(published: Mapping[str, object], lot: Lot | None, faults: list[str]) -> bytes:
    """Read the secret of our own lot and hold it against the commitment, unless the record has it as withheld."""
    written = published.get("secret")
    try:
        secret = bytes.fromhex(written) if isinstance(written, str) else None
    except ValueError:
        secret = None
    if secret is None:
        faults.append("The secret is not written in hexadecimal digits.")
        return b""
    if lot != "listvote":
        return b""
    if published.get("withheld") is True:
        if secret:
            faults.append("The record says that the secret was withheld, and has one.")
    elif len(secret) != SECRET_BYTES:
        faults.append(f"The secret has {len(secret)} bytes, not {SECRET_BYTES}.")
    elif commitment(secret) != published.get("commitment"):
        faults.append("The secret is not the one that was committed to.")
    return secret

"""A draw from its commitment to its publication, as the ledger tells it: what was frozen, salted, revealed, drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from listvote.charter import Rotation
from listvote.labour.drawing import Candidate
from listvote.labour.rotation import read_standing
from listvote.lot import Lot


@dataclass(frozen=True, slots=True)
class InPool:
    """One member of a frozen pool: the standing, as the ledger has it, and the tasks they can be drawn for.

    `able` are those that they can do, `learning` those that they want to learn beside somebody able, `prefer` those
    that they would rather have, best first.
    """

    number: int
    standing: tuple[Any, ...]
    able: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()


@dataclass(slots=True)
class Draw:
    """The draw for one task, or for several that freeze at one time in one class of work.

    `name` is its first task and, behind a point, the round where that is not the first. `secret` is what was committed
    to, "" where it is lost; it stays private until `drawn`, and `revealed` is what was then made public: None where
    there was nothing to reveal. `salts` are those that went in, None until they closed. `seats` and `taught` are whom
    it chose for each task, in the order in which they were, as themselves and as apprentices. `posted` is when the mail
    server took the post that tells of the pool: the time for salts runs from there.
    """

    name: str
    commitment: str = ""
    secret: str = ""
    tasks: tuple[str, ...] = ()
    work_class: str = ""
    rotation: str = ""
    lot: str = "listvote"
    pool: tuple[InPool, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    apprentices: Mapping[str, int] = field(default_factory=dict)
    frozen: datetime | None = None
    salts_until: datetime | None = None
    salts: Mapping[int, str] | None = None
    salts_closed: datetime | None = None
    sources: tuple[str, ...] = ()
    values: dict[int, str] = field(default_factory=dict)
    drawn: datetime | None = None
    revealed: str | None = None
    order: tuple[int, ...] = ()
    seats: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    taught: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    post: str = ""  # the one that tells of the pool
    posted: datetime | None = None
    result_post: str = ""

    @property
    def public(self) -> tuple[str, ...]:
        """The values of the public sources that were entered, in the order in which the sources were announced."""
        return tuple(self.values[number] for number in range(1, len(self.sources) + 1) if number in self.values)

    @property
    def drawn_by(self) -> Lot:
        """The lot that orders the pool: RFC 3797 only where every public source was entered, else our own."""
        public = self.public
        return "rfc3797" if self.lot == "rfc3797" and public and len(public) == len(self.sources) else "listvote"

    def candidates(self) -> list[Candidate]:
        """The frozen pool, as it is drawn from."""
        rotation = Rotation(self.rotation)
        return [
            Candidate(
                each.number,
                read_standing(rotation, list(each.standing)) or (),
                frozenset(each.able),
                frozenset(each.learning),
                each.prefer,
            )
            for each in self.pool
        ]

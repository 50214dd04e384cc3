"""A decision, from its opening to its close, as the ledger tells it.

What was opened is frozen: text, rules and roll. Ballots are kept as they came; which one counts is worked out from
their receipt, so that the order in which mails were read never matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from listvote.acts import Ballot, Option, Reference
from listvote.charter import Kind


class Status(StrEnum):
    """Where a decision stands; all but `open` are ends."""

    OPEN = "open"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not adopted"
    INQUORATE = "inquorate"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Happening(StrEnum):
    """What can happen to a decision."""

    BALLOT = "a ballot"
    EXTENSION = "an extension for want of quorum"
    ADOPTION = "adoption at the close"
    REJECTION = "rejection at the close"
    NO_QUORUM = "a close without quorum"
    OBJECTION = "a close with an objection"
    WITHDRAWAL = "withdrawal by the opener"


LIFE: Final[Mapping[tuple[Status, Happening], Status]] = {
    (Status.OPEN, Happening.BALLOT): Status.OPEN,
    (Status.OPEN, Happening.EXTENSION): Status.OPEN,
    (Status.OPEN, Happening.ADOPTION): Status.ADOPTED,
    (Status.OPEN, Happening.REJECTION): Status.NOT_ADOPTED,
    (Status.OPEN, Happening.NO_QUORUM): Status.INQUORATE,
    (Status.OPEN, Happening.OBJECTION): Status.BLOCKED,
    (Status.OPEN, Happening.WITHDRAWAL): Status.WITHDRAWN,
}
"""The life of a decision: a pair that is not here is refused."""

ENDING: Final[Mapping[Status, Happening]] = {
    status: happening for (_, happening), status in LIFE.items() if status is not Status.OPEN
}
"""What brings a decision to each of its ends."""


def step(status: Status, happening: Happening) -> Status | None:
    """Where a decision stands after something happened to it; None where that cannot happen."""
    return LIFE.get((status, happening))


@dataclass(frozen=True, slots=True)
class Cast:
    """One ballot as it was cast, or its withdrawal (`ballot` is None).

    `received` (aware, UTC) and `key`, the mail's content key, say which of a member's ballots is the last. `code` is
    the receipt code of its entry in the ledger.
    """

    actor: int
    received: datetime
    key: str
    ballot: Ballot | None
    has_reason: bool = False
    settled_by: int = 0
    line: str = ""
    reason: str = ""
    code: str = ""

    @property
    def position(self) -> str:
        """The position's word; "" for a withdrawn ballot and for ballots that are no positions."""
        return str((self.ballot or {}).get("position", ""))


@dataclass(slots=True)
class Decision:
    """One decision.

    `roll` are the members entitled to take part and `active` the active ones among them, frozen at the opening.
    `closes` is what was asked for, in words; `deadline` is the instant that follows (aware, UTC). `announced` is when
    the mail server took the announcement. `ended` is when its close was written, `copies` what was known by then of
    earlier copies of the ballots' mails: what turns up later changes nothing of what was announced.
    """

    ref: Reference
    title: str
    text: str
    opener: int
    kind_name: str
    rules: Kind
    opened: datetime
    closes: str
    deadline: datetime
    roll: frozenset[int]
    active: frozenset[int]
    options: tuple[Option, ...] = ()
    text_sha256: str = ""
    tag: str = ""
    message_id: str = ""
    ballots: dict[int, list[Cast]] = field(default_factory=dict)
    late: list[Cast] = field(default_factory=list)
    asked: dict[int, str] = field(default_factory=dict)  # member -> content key of the mail asked about
    status: Status = Status.OPEN
    announced: datetime | None = None
    announcement: str = ""
    extended: bool = False
    ended: datetime | None = None
    copies: Mapping[str, datetime] | None = None
    figures: Mapping[str, int] = field(default_factory=dict)
    why: str = ""
    result_post: str = ""

    def cast(self, ballot: Cast) -> None:
        """Put a ballot to the others; it may have been received before them."""
        self.ballots.setdefault(ballot.actor, []).append(ballot)

    def standing(self, received: Mapping[str, datetime] | None = None) -> dict[int, Cast]:
        """The ballot of each member that counts: the last by receipt, then by content key; withdrawn ones are left out.

        `received` gives the earliest receipt of mails of which an earlier copy turned up, by content key; of a
        decision that ended, only those count that had turned up by then.
        """
        earlier = (received or {}) if self.copies is None else self.copies
        made: dict[int, Cast] = {}
        for actor, casts in self.ballots.items():
            last = _last(casts, earlier)
            if last.ballot is not None:
                made[actor] = last
        return made

    def standing_of(self, member: int, received: Mapping[str, datetime] | None = None) -> Cast | None:
        """The ballot of one member that counts, as in `standing`; None where there is none."""
        casts = self.ballots.get(member)
        last = _last(casts, (received or {}) if self.copies is None else self.copies) if casts else None
        return last if last is not None and last.ballot is not None else None

    @property
    def participants(self) -> int:
        """How many members ever cast a valid ballot here, withdrawn ones included."""
        return len(self.ballots)

    def has_voted(self, member: int) -> bool:
        """Whether a member ever cast a valid ballot here."""
        return member in self.ballots


def _last(casts: list[Cast], earlier: Mapping[str, datetime]) -> Cast:
    return casts[0] if len(casts) == 1 else max(casts, key=lambda each: _order(each, earlier))


def _order(cast: Cast, earlier: Mapping[str, datetime]) -> tuple[datetime, str]:
    return min(earlier.get(cast.key, cast.received), cast.received), cast.key

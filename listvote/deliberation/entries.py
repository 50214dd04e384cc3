"""What a decision keeps of what was done in it, one small value each: ballots, hearings, amendments, candidacies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from listvote.acts import Ballot
from listvote.deliberation.ballots import Stance, in_words, stance


class Cast(NamedTuple):
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
    message_id: str = ""

    @property
    def position(self) -> str:
        """The position's word, or any other ballot in words; "" for a withdrawn one."""
        return in_words(self.ballot) if self.ballot else ""

    @property
    def objects(self) -> bool:
        """Whether it is an objection."""
        return "position" in (self.ballot or {}) and stance(self.position) is Stance.OBJECTION


@dataclass(slots=True)
class Hearing:
    """A period in which opener and objectors talk; all instants are aware, UTC.

    `before` is when the decision closes if the hearing ends before that.
    """

    begun: datetime
    until: datetime
    before: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A member's word that an objection still stands."""

    received: datetime
    key: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AskedBack:
    """A member's line that was not clear and was asked back: the mail's content key, the line, what may be answered."""

    key: str
    line: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """Another wording that somebody offered, by its number within the decision."""

    number: int
    actor: int
    text: str
    text_sha256: str
    tasks: tuple[Mapping[str, Any], ...] = ()
    task_titles: tuple[str, ...] = ()


@dataclass(slots=True)
class Candidacy:
    """Somebody proposed for a seat: by whom, with what words, and whether they accepted."""

    member: int
    by: int
    accepted: bool = False
    statement: str = ""

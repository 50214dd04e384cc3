"""The life of a decision as one closed table: where it can stand, what can happen to it, and what follows.

A pair that is not in the table is refused with a reason. The table knows nothing of ballots, time or mail.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """Where a decision stands: the first four run, all others are ends."""

    NOMINATING = "nominating"
    PROPOSED = "proposed"
    OPEN = "open"
    HEARING = "hearing"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not adopted"
    INQUORATE = "inquorate"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"

    @property
    def runs(self) -> bool:
        """Whether a decision that stands here has not ended yet."""
        return self in RUNNING


RUNNING: Final = (Status.NOMINATING, Status.PROPOSED, Status.OPEN, Status.HEARING)
"""Where a decision stands that has not ended, in the order of its life."""


class Happening(StrEnum):
    """What can happen to a decision."""

    NOMINATION = "a nomination"
    VOTING = "the end of nominations"
    SECOND = "a second"
    SECONDED = "enough seconders"
    BALLOT = "a ballot"
    SALT = "a salt"
    HEARING = "the beginning of a hearing"
    KEPT_UP = "an objection kept up"
    AMENDMENT = "an amendment offered"
    NEXT_VERSION = "a next version"
    RAISING = "a wish for the default kind"
    EXTENSION = "an extension for want of quorum"
    PROLONGING = "a later close by a moderator"
    CANCEL_WISH = "a wish to cancel it"
    ADOPTION = "adoption at the close"
    REJECTION = "rejection at the close"
    NO_QUORUM = "a close without quorum"
    OBJECTION = "a close with an objection"
    WITHDRAWAL = "withdrawal by the opener"
    CANCELLATION = "cancellation"
    PETITION = "a petition"


def _life() -> dict[tuple[Status, Happening], Status]:
    """The table, row by row."""
    nominating, proposed, open_, hearing = RUNNING
    stays = {
        nominating: (Happening.NOMINATION, Happening.SALT, Happening.PROLONGING, Happening.CANCEL_WISH),
        proposed: (Happening.SECOND, Happening.CANCEL_WISH),
        open_: (
            Happening.BALLOT,
            Happening.SALT,
            Happening.AMENDMENT,
            Happening.RAISING,
            Happening.EXTENSION,
            Happening.PROLONGING,
            Happening.CANCEL_WISH,
            Happening.NEXT_VERSION,
        ),
        hearing: (
            Happening.BALLOT,
            Happening.HEARING,
            Happening.KEPT_UP,
            Happening.AMENDMENT,
            Happening.RAISING,
            Happening.PROLONGING,
            Happening.CANCEL_WISH,
        ),
    }
    table = {(status, each): status for status, happenings in stays.items() for each in happenings}
    table |= {
        (nominating, Happening.VOTING): open_,
        (proposed, Happening.SECONDED): open_,
        (open_, Happening.HEARING): hearing,
        (hearing, Happening.EXTENSION): open_,
        (hearing, Happening.NEXT_VERSION): open_,
        (nominating, Happening.REJECTION): Status.NOT_ADOPTED,
        (proposed, Happening.REJECTION): Status.NOT_ADOPTED,
    }
    for status in (open_, hearing):
        table |= {
            (status, Happening.ADOPTION): Status.ADOPTED,
            (status, Happening.REJECTION): Status.NOT_ADOPTED,
            (status, Happening.NO_QUORUM): Status.INQUORATE,
            (status, Happening.OBJECTION): Status.BLOCKED,
        }
    for status in RUNNING:
        table |= {
            (status, Happening.WITHDRAWAL): Status.WITHDRAWN,
            (status, Happening.CANCELLATION): Status.CANCELLED,
        }
    for status in (Status.ADOPTED, Status.NOT_ADOPTED, Status.INQUORATE, Status.BLOCKED):
        table[status, Happening.PETITION] = status
    return table


LIFE: Final[Mapping[tuple[Status, Happening], Status]] = _life()
"""The life of a decision: a pair that is not here is refused."""

ENDING: Final[Mapping[Status, Happening]] = {
    after: happening for (before, happening), after in LIFE.items() if before.runs and not after.runs
}
"""What brings a decision to each of its ends."""


def step(status: Status, happening: Happening) -> Status | None:
    """Where a decision stands after something happened to it; None where that cannot happen."""
    return LIFE.get((status, happening))

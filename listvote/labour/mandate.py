"""A mandate: a place in some work that one member holds, its life as one closed table, and who is next in the order.

Two who serve are two mandates. A pair of standing and happening that is not in the table is refused with a reason. The
table knows nothing of mail or time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class Standing(StrEnum):
    """Where a mandate stands: the first four run, all others are ends."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    REPORTED = "reported"
    JUDGED = "judged"
    ENDED = "ended"
    PASSED_ON = "passed on"
    HANDED_BACK = "handed back"
    SWAPPED = "swapped"
    RECALLED = "recalled"
    EXPIRED = "expired"
    CALLED_OFF = "called off"

    @property
    def runs(self) -> bool:
        """Whether a mandate that stands here has not ended."""
        return self in RUNNING

    @property
    def serves(self) -> bool:
        """Whether whoever holds it does the work now: accepted, and neither reported nor over."""
        return self is Standing.ACCEPTED


RUNNING: Final = (Standing.GIVEN, Standing.ACCEPTED, Standing.REPORTED, Standing.JUDGED)
"""Where a mandate stands that has not ended, in the order of its life."""


class Happening(StrEnum):
    """What can happen to a mandate."""

    ACCEPTANCE = "its acceptance"
    DECLINING = "its being passed on"
    SILENCE = "no answer in time"
    HAND_BACK = "its being handed back"
    SWAP_WISH = "a wish to swap it"
    SWAP = "a swap"
    REMINDER = "a reminder"
    NOTE = "a report before the term is over"
    REPORT = "a report"
    DATE = "the end of its time, or the report of somebody who serves beside"
    VERDICT = "the close of the judgement"
    RECALL = "a recall"
    LEAVING = "its holder leaving the roll"
    END = "the end of the work"
    CALLING_OFF = "the calling off of the work"


def _life() -> dict[tuple[Standing, Happening], Standing]:
    """The table, row by row."""
    given, accepted, reported, judged = RUNNING
    return {
        (given, Happening.ACCEPTANCE): accepted,
        (given, Happening.DECLINING): Standing.PASSED_ON,
        (given, Happening.SILENCE): Standing.EXPIRED,
        (given, Happening.RECALL): Standing.RECALLED,
        (given, Happening.LEAVING): Standing.PASSED_ON,
        (given, Happening.END): Standing.EXPIRED,
        (given, Happening.CALLING_OFF): Standing.CALLED_OFF,
        (accepted, Happening.HAND_BACK): Standing.HANDED_BACK,
        (accepted, Happening.SWAP_WISH): accepted,
        (accepted, Happening.SWAP): Standing.SWAPPED,
        (accepted, Happening.REMINDER): accepted,
        (accepted, Happening.NOTE): accepted,
        (accepted, Happening.REPORT): reported,
        (accepted, Happening.DATE): reported,
        (accepted, Happening.RECALL): Standing.RECALLED,
        (accepted, Happening.LEAVING): Standing.HANDED_BACK,
        (accepted, Happening.END): Standing.ENDED,
        (accepted, Happening.CALLING_OFF): Standing.CALLED_OFF,
        (Standing.CALLED_OFF, Happening.REPORT): Standing.CALLED_OFF,  # what was done before, and its hours
        (reported, Happening.REPORT): reported,
        (reported, Happening.VERDICT): judged,
        (reported, Happening.RECALL): Standing.RECALLED,
        (judged, Happening.END): Standing.ENDED,
    }


LIFE: Final[Mapping[tuple[Standing, Happening], Standing]] = _life()
"""The life of a mandate: a pair that is not here is refused."""


def step(standing: Standing, happening: Happening) -> Standing | None:
    """Where a mandate stands after something happened to it; None where that cannot happen."""
    return LIFE.get((standing, happening))


@dataclass(slots=True)
class Mandate:
    """One place in some work, in the hands of one member; all instants are aware, UTC.

    `about` is the task, or the election that filled a seat; `number` counts the mandates of it. `decision` is the
    decision that it is bound to, empty for none. It has to be accepted by `accept_by`, which counts from the hand-over
    of the mail that offers it (`post`, handed over at `told`). `until` is when its term or its date is over, None for
    no date. `report` and `hours` are what its holder said, `swap_with` is whom they would
    like to swap it with. `off_post` is the mail that told its holder that the work is called off.
    """

    about: str
    number: int
    member: int
    given: datetime
    accept_by: datetime
    decision: str = ""
    apprentice: bool = False
    standing: Standing = Standing.GIVEN
    until: datetime | None = None
    post: str = ""
    told: datetime | None = None
    accepted: datetime | None = None
    ended: datetime | None = None
    reminded: bool = False
    report: str = ""
    hours: int | None = None
    swap_with: int = 0
    off_post: str = ""

    def happens(self, happening: Happening, at: datetime) -> bool:
        """Let something happen to it at an instant; whether that is in the table. What is not changes nothing."""
        after = step(self.standing, happening)
        if after is None:
            return False
        if happening is Happening.ACCEPTANCE:
            self.accepted = at
        if self.standing.runs and not after.runs:
            self.ended = at
        self.standing = after
        return True

    @property
    def is_term(self) -> bool:
        """Whether it counts as a term served: it was accepted once."""
        return self.accepted is not None


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is empty: whether it is an apprentice's."""

    apprentice: bool = False


def empty_places(mandates: Iterable[Mandate], places: int, apprentices: int) -> list[Place]:
    """The places that nobody holds, and nobody was asked to take who may still answer; those of the able first.

    Args:
        mandates: all that were given for one task.
        places: how many the draw filled or could have filled.
        apprentices: how many apprentices beside them.
    """
    running = [each for each in mandates if each.standing.runs]
    learning = sum(each.apprentice for each in running)
    able = len(running) - learning
    return [Place()] * max(0, places - able) + [Place(True)] * max(0, apprentices - learning)


def next_in_order(
    order: Sequence[int], mandates: Iterable[Mandate], can: Callable[[int], bool], chosen: Sequence[int] = ()
) -> int | None:
    """Say who is asked next: those whom the draw chose, then the others in its order.

    Nobody is asked twice for one task. Whoever cannot serve now is skipped and never renumbered: a place that gets
    empty later goes to the first in the order who was not asked yet and can serve then.

    Args:
        order: the order of those in the pool who can take the place, the first drawn first.
        mandates: all that were given for the task so far.
        can: says of a member whether they can serve now.
        chosen: whom the draw itself chose for it, in the order in which they were.

    Returns:
        the member's number; None where nobody is left.
    """
    asked = {each.member for each in mandates}
    for member in dict.fromkeys((*chosen, *order)):
        if member not in asked and can(member):
            return member
    return None

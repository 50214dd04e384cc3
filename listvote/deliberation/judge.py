"""The rules of a decision over its figures: what so many of each position come to, in whole numbers.

Consensus: adopted where the quorum is met, somebody agrees, dissent stays within its limit, and no more objections
stand than are allowed; what still stands after the last hearing goes to the fallback majority, or blocks. Lazy: adopted
unless an objection stands. Majority and gradient: for against the threshold; in a gradient objections have to be dealt
with besides, as in a consensus, so that nobody carries by a veto what would have failed without it. A tie is the status
quo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from listvote.charter import Kind
from listvote.deliberation import ballots
from listvote.deliberation.decision import Decision, Status
from listvote.measures import Base, Threshold


class Why(StrEnum):
    """What settled an outcome."""

    MET = "every condition is met"
    NO_QUORUM = "too few took part"
    THRESHOLD_MISSED = "too few were for it"
    NOBODY_AGREED = "nobody agreed"
    OBJECTION = "an objection stands"
    TOO_MUCH_DISSENT = "too many disagreed or stood aside"
    FALLBACK_MET = "objections stand, and the fallback majority is met"
    FALLBACK_MISSED = "objections stand, and the fallback majority is missed"
    NOBODY_WON = "no option won"


POSITIONS: Final[Mapping[str, tuple[str, ...]]] = {
    method: tuple(each.word for each in positions) for method, positions in ballots.POSITIONS.items()
}
"""The positions of each method that has them, in the order in which they are shown."""


def _words(counts: Iterable[ballots.Position]) -> frozenset[str]:
    return frozenset(each.word for each in counts)


_ALL: Final = tuple(each for positions in ballots.POSITIONS.values() for each in positions)
FOR: Final = _words(each for each in _ALL if each.stance.votes_for)
AGAINST: Final = _words(each for each in _ALL if each.stance.votes_against)
OBJECTIONS: Final = _words(each for each in _ALL if each.stance is ballots.Stance.OBJECTION)
EXEMPT: Final = _words(each for each in _ALL if each.exempt)
_DISSENT: Final = _words(each for each in _ALL if each.stance.dissents)


def judge_of(decision: Decision) -> Judge:
    """The rules of a decision over its roll as it stands."""
    active = len(decision.active | decision.answered)
    return Judge(decision.rules, len(decision.roll), active, decision.hearings_left > 0)


@dataclass(frozen=True, slots=True)
class Judge:
    """The rules of one decision over the size of its roll; `hears` where an objection would get a hearing first."""

    rules: Kind
    members: int
    active: int
    hears: bool = False

    @property
    def quorum_needed(self) -> int:
        """How many have to take part."""
        quorum = self.rules.quorum
        if self.rules.method == "lazy":
            return 0
        return quorum.needed(self.active if quorum.base is Base.ACTIVE_MEMBERS else self.members)

    def __call__(self, figures: Mapping[str, int], participants: int, lapsed: int = 0) -> tuple[Status, Why]:
        """The end that so many of each position come to, and what settled it; `lapsed` objections stand no more."""
        rules = self.rules
        objected = self.objected(figures, lapsed)
        if rules.method == "lazy":
            return (Status.BLOCKED, Why.OBJECTION) if objected else (Status.ADOPTED, Why.MET)
        if participants < self.quorum_needed:
            return Status.INQUORATE, Why.NO_QUORUM
        for_ = sum(figures.get(each, 0) for each in FOR)
        if rules.method == "consensus":
            if not for_:
                return Status.NOT_ADOPTED, Why.NOBODY_AGREED
            dissent = sum(figures.get(each, 0) for each in _DISSENT)
            limit = rules.dissent_allowed
            of = self._bases(figures, participants)[limit.base or Base.PARTICIPANTS]
            if not (objected and self.hears) and not limit.kept(dissent, of):
                return Status.NOT_ADOPTED, Why.TOO_MUCH_DISSENT
        elif not (objected and self.hears) and not self._reaches(rules.threshold, figures, participants):
            return Status.NOT_ADOPTED, Why.THRESHOLD_MISSED
        if objected:
            if self.hears or rules.fallback is None:
                return Status.BLOCKED, Why.OBJECTION
            met = self._reaches(rules.fallback, figures, participants)
            return (Status.ADOPTED, Why.FALLBACK_MET) if met else (Status.NOT_ADOPTED, Why.FALLBACK_MISSED)
        return Status.ADOPTED, Why.MET

    def objected(self, figures: Mapping[str, int], lapsed: int) -> bool:
        """Whether more objections stand than are allowed."""
        return sum(figures.get(each, 0) for each in OBJECTIONS) - lapsed > self.rules.objections_allowed

    def _reaches(self, threshold: Threshold, figures: Mapping[str, int], participants: int) -> bool:
        for_ = sum(figures.get(each, 0) for each in FOR)
        bases = self._bases(figures, participants)
        return threshold.base is not None and threshold.reached(for_, bases[threshold.base])

    def _bases(self, figures: Mapping[str, int], participants: int) -> Mapping[Base, int]:
        return {
            Base.VOTES: sum(figures.get(each, 0) for each in FOR | AGAINST),
            Base.PARTICIPANTS: participants,
            Base.MEMBERS: self.members,
            Base.ACTIVE_MEMBERS: self.active,
        }

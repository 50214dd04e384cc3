"""What a decision comes to: positions counted, and judged by its own frozen rules, in whole numbers.

Consensus up to its close: adopted where the quorum is met, somebody agrees, no more objections stand than are allowed,
and dissent stays within its limit. Majority: for against the threshold. A tie is the status quo.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from listvote.charter import Kind
from listvote.deliberation.decision import Decision, Status
from listvote.measures import Base


class Why(StrEnum):
    """What settled an outcome."""

    MET = "every condition is met"
    NO_QUORUM = "too few took part"
    THRESHOLD_MISSED = "too few were for it"
    NOBODY_AGREED = "nobody agreed"
    OBJECTION = "an objection stands"
    TOO_MUCH_DISSENT = "too many disagreed or stood aside"


POSITIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "consensus": ("agree", "reservations", "abstain", "stand aside", "disagree", "object"),
    "majority": ("for", "against", "abstain"),
}
"""The positions of each method, in the order in which they are shown."""

FOR: Final = frozenset({"agree", "reservations", "for"})
AGAINST: Final = frozenset({"disagree", "object", "against"})
_DISSENT: Final = AGAINST | {"stand aside"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the ballots come to: the end that they lead to, why, and every figure that was used.

    `changes` is the fewest voters who would have had to vote otherwise for another outcome, None where no number of
    them could. `brought_quorum` is true where it was adopted only because its opponents voted at all.
    """

    status: Status
    why: Why
    figures: Mapping[str, int]
    participants: int
    members: int
    active: int
    quorum_needed: int
    changes: int | None
    brought_quorum: bool

    @property
    def quorum_reached(self) -> bool:
        """Whether enough took part."""
        return self.participants >= self.quorum_needed

    @property
    def votes(self) -> int:
        """For plus against: abstentions and stand-asides are no votes."""
        return self.sum(FOR) + self.sum(AGAINST)

    def sum(self, positions: Iterable[str]) -> int:
        """How many hold one of these positions."""
        return sum(self.figures.get(each, 0) for each in positions)


def outcome(decision: Decision, figures: Mapping[str, int], participants: int, woken: int = 0) -> Outcome:
    """Judge the positions of a decision.

    Args:
        decision: its rules, and its frozen roll.
        figures: how many members hold each position; one that nobody holds may be missing.
        participants: how many members ever cast a valid ballot.
        woken: how many of those against are active members only because they voted.
    """
    members = len(decision.roll)
    active = len(decision.active | decision.ballots.keys())
    judge = _Judge(decision.rules, members, active)
    shown = {each: figures.get(each, 0) for each in POSITIONS[decision.rules.method]}
    status, why = judge(shown, participants)
    against = sum(shown.get(each, 0) for each in AGAINST)
    without_them = _Judge(decision.rules, members, active - woken)
    return Outcome(
        status,
        why,
        shown,
        participants,
        members,
        active,
        judge.quorum_needed,
        judge.fewest_changes(shown, participants, status),
        status is Status.ADOPTED and participants - against < without_them.quorum_needed,
    )


def judged(decision: Decision, received: Mapping[str, datetime] | None = None) -> Outcome:
    """What the ballots of a decision come to as they stand; `received` as for `Decision.standing`."""
    standing = decision.standing(received)
    figures = Counter(cast.position for cast in standing.values())
    woken = sum(cast.position in AGAINST and actor not in decision.active for actor, cast in standing.items())
    return outcome(decision, figures, decision.participants, woken)


def late_ballots_matter(decision: Decision, received: Mapping[str, datetime] | None = None) -> bool:
    """Whether the ballots that arrived in time and were read after the close would have changed the outcome."""
    ballots = {actor: list(casts) for actor, casts in decision.ballots.items()}
    whole = replace(decision, ballots=ballots, copies=None)
    for cast in decision.late:
        whole.cast(cast)
    return judged(whole, received).status is not decision.status


@dataclass(frozen=True, slots=True)
class _Judge:
    """The rules of one decision over the size of its roll."""

    rules: Kind
    members: int
    active: int

    @property
    def quorum_needed(self) -> int:
        quorum = self.rules.quorum
        return quorum.needed(self.active if quorum.base is Base.ACTIVE_MEMBERS else self.members)

    def __call__(self, figures: Mapping[str, int], participants: int) -> tuple[Status, Why]:
        if participants < self.quorum_needed:
            return Status.INQUORATE, Why.NO_QUORUM
        for_ = sum(figures.get(each, 0) for each in FOR)
        against = sum(figures.get(each, 0) for each in AGAINST)
        bases = {
            Base.VOTES: for_ + against,
            Base.PARTICIPANTS: participants,
            Base.MEMBERS: self.members,
            Base.ACTIVE_MEMBERS: self.active,
        }
        if self.rules.method == "consensus":
            if not for_:
                return Status.NOT_ADOPTED, Why.NOBODY_AGREED
            if figures.get("object", 0) > self.rules.objections_allowed:
                return Status.BLOCKED, Why.OBJECTION
            dissent = sum(figures.get(each, 0) for each in _DISSENT)
            limit = self.rules.dissent_allowed
            if not limit.kept(dissent, bases[limit.base or Base.PARTICIPANTS]):
                return Status.NOT_ADOPTED, Why.TOO_MUCH_DISSENT
            return Status.ADOPTED, Why.MET
        threshold = self.rules.threshold
        reached = threshold.base is not None and threshold.reached(for_, bases[threshold.base])
        return (Status.ADOPTED, Why.MET) if reached else (Status.NOT_ADOPTED, Why.THRESHOLD_MISSED)

    def fewest_changes(self, figures: Mapping[str, int], participants: int, status: Status) -> int | None:
        """The fewest voters whose other vote would change the outcome; None where voting otherwise could not."""
        if status is Status.INQUORATE:
            return None
        adopted = status is Status.ADOPTED
        tipped = (self._tips(figures, participants, adopted, *turn) for turn in self._turns(figures, adopted))
        return min((changed for changed in tipped if changed is not None), default=None)

    def _turns(self, figures: Mapping[str, int], adopted: bool) -> list[tuple[list[tuple[str, int]], str]]:
        """Whose change of mind weighs most, in order, with their numbers, and what they change to.

        One way for each condition that could be the first to fail, so the smallest number among them is the smallest.
        """
        if self.rules.method == "majority":
            turned, target = ("for", "against") if adopted else ("against", "for")
            return [([(each, figures[each]) for each in (turned, "abstain")], target)]
        if adopted:
            sources = [(each, figures[each]) for each in ("agree", "reservations", "abstain")]
            return [(sources, "object"), (sources, "stand aside")]
        blocking = max(0, figures["object"] - self.rules.objections_allowed)
        others = [(each, figures[each]) for each in ("stand aside", "disagree")]
        allowed = ("object", figures["object"] - blocking)
        return [([("object", blocking), *others, allowed, ("abstain", figures["abstain"])], "agree")]

    def _tips(
        self,
        figures: Mapping[str, int],
        participants: int,
        adopted: bool,
        sources: Iterable[tuple[str, int]],
        target: str,
    ) -> int | None:
        other = dict(figures)
        changed = 0
        for source, number in sources:
            for _ in range(number):
                other[source] -= 1
                other[target] += 1
                changed += 1
                if (self(other, participants)[0] is Status.ADOPTED) is not adopted:
                    return changed
        return None

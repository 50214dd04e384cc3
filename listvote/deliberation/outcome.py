"""What a decision comes to: ballots counted, and judged by its own frozen rules, in whole numbers.

Consensus: adopted where the quorum is met, somebody agrees, dissent stays within its limit, and no more objections
stand than are allowed; what still stands after the last hearing goes to the fallback majority, or blocks. Lazy: adopted
unless an objection stands. Majority and gradient: for against the threshold, in a gradient with objections as in a
consensus. A tie is the status quo. Options: the quorum, and somebody who wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import permutations
from typing import Any, Final

from listvote.charter import Kind
from listvote.deliberation import ballots
from listvote.deliberation.choice import counted, default_letter, lead, most_of_one
from listvote.deliberation.decision import Cast, Decision, Status
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the ballots come to: the end that they lead to, why, and every figure that was used.

    `changes` is the fewest voters who would have had to vote otherwise for another outcome, None where no number of
    them could; how many ballots would change a choice among options is worked out apart. `brought_quorum` is true where
    it was adopted only because its opponents voted at all. `lapsed` of the objections block no longer;
    `objected` says that more stand than are allowed. `count` is the whole working of a choice among options, `winners`
    are the letters of those that won.
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
    lapsed: int = 0
    count: Mapping[str, Any] | None = None
    winners: tuple[str, ...] = ()
    objected: bool = False

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


def outcome(
    decision: Decision, figures: Mapping[str, int], participants: int, woken: int = 0, lapsed: int = 0
) -> Outcome:
    """Judge the positions of a decision.

    Args:
        decision: its rules, and its frozen roll.
        figures: how many members hold each position; one that nobody holds may be missing.
        participants: how many members ever cast a valid ballot.
        woken: how many of those against are active members only because they voted.
        lapsed: how many of the objections were not kept up.
    """
    judge = _judge(decision)
    shown = {each: figures.get(each, 0) for each in POSITIONS[decision.rules.method]}
    status, why = judge(shown, participants, lapsed)
    against = sum(shown.get(each, 0) for each in AGAINST)
    without_them = replace(judge, active=judge.active - woken)
    return Outcome(
        status,
        why,
        shown,
        participants,
        judge.members,
        judge.active,
        judge.quorum_needed,
        judge.fewest_changes(shown, participants, status, lapsed),
        status is Status.ADOPTED and participants - against < without_them.quorum_needed,
        lapsed,
        objected=judge.objected(shown, lapsed),
    )


def judged(decision: Decision, received: Mapping[str, datetime] | None = None, *, closing: bool = False) -> Outcome:
    """What the ballots of a decision come to as they stand.

    Args:
        decision: with its ballots.
        received: as for `Decision.standing`.
        closing: the deadline is past: what was not kept up to the end of a hearing has lapsed.
    """
    standing = decision.standing(received)
    figures = Counter(cast.position for cast in standing.values())
    if decision.rules.method not in POSITIONS:
        return _chosen(decision, figures, standing.values())
    woken = sum(cast.position in AGAINST and actor not in decision.active for actor, cast in standing.items())
    _, lapsed = decision.objections(received, closing=closing)
    return outcome(decision, figures, decision.participants, woken, len(lapsed))


def _chosen(decision: Decision, figures: Mapping[str, int], casts: Iterable[Any]) -> Outcome:
    judge = _judge(decision)
    count = counted(decision, [(cast.ballot, 1) for cast in casts], judge.members, judge.active)
    winners = tuple(count["winners"])
    status, why = Status.ADOPTED, Why.MET
    if decision.participants < judge.quorum_needed:
        status, why = Status.INQUORATE, Why.NO_QUORUM
    elif not winners or winners == (default_letter(decision),):
        status, why = Status.NOT_ADOPTED, Why.NOBODY_WON
    return Outcome(
        status,
        why,
        dict(sorted(figures.items())),
        decision.participants,
        judge.members,
        judge.active,
        judge.quorum_needed,
        None,
        False,
        0,
        count,
        winners,
    )


def late_ballots_matter(decision: Decision, received: Mapping[str, datetime] | None = None) -> bool:
    """Whether the ballots that arrived in time and were read after the close would have changed the outcome."""
    ballots_ = {actor: list(casts) for actor, casts in decision.ballots.items()}
    whole = replace(decision, ballots=ballots_, copies=None)
    for cast in decision.late:
        whole.cast(cast)
    then = judged(whole, received)
    return then.status is not decision.status or then.winners != decision.winners


def is_settled(decision: Decision, received: Mapping[str, datetime] | None = None) -> bool:
    """Whether no ballot still to come could change the outcome, taking the ones that are given as final.

    Positions: tried with all who are silent for it, all against it (or objecting), all abstaining; every other way to
    answer lies between these. Sums: the lead exceeds what all who are silent can give. Orders: all have answered.
    A hearing, and a decision without its quorum, is never settled before its deadline; silence that consents neither.
    """
    silent = len(decision.roll - decision.ballots.keys())
    now = judged(decision, received)
    if now.status is Status.INQUORATE or now.objected or decision.status is not Status.OPEN:
        return False
    method = decision.rules.method.value
    if method == "lazy":
        return False
    if not silent:
        return True
    if method in POSITIONS:
        for position in (POSITIONS[method][0], _abstention(method), "stand aside", *POSITIONS[method][-1:], "against"):
            if position not in POSITIONS[method]:
                continue
            figures = dict(now.figures)
            figures[position] += silent
            voted: dict[int, list[Cast]] = {member: [] for member in decision.roll}
            whole = replace(decision, ballots=voted)
            if outcome(whole, figures, len(decision.roll), 0, now.lapsed).status is not now.status:
                return False
        return True
    return lead(decision, now.count or {}) > silent * most_of_one(decision)


def _abstention(method: str) -> str:
    return next(each.word for each in ballots.POSITIONS[method] if each.stance is ballots.Stance.ABSTAIN)


def _judge(decision: Decision) -> _Judge:
    active = len(decision.active | decision.ballots.keys())
    return _Judge(decision.rules, len(decision.roll), active, decision.hearings_left > 0)


@dataclass(frozen=True, slots=True)
class _Judge:
    """The rules of one decision over the size of its roll; `hears` where an objection would get a hearing first."""

    rules: Kind
    members: int
    active: int
    hears: bool = False

    @property
    def quorum_needed(self) -> int:
        quorum = self.rules.quorum
        if self.rules.method == "lazy":
            return 0
        return quorum.needed(self.active if quorum.base is Base.ACTIVE_MEMBERS else self.members)

    def __call__(self, figures: Mapping[str, int], participants: int, lapsed: int = 0) -> tuple[Status, Why]:
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
        if objected and rules.method in ("consensus", "gradient"):
            if self.hears or rules.fallback is None:
                return Status.BLOCKED, Why.OBJECTION
            met = self._reaches(rules.fallback, figures, participants)
            return (Status.ADOPTED, Why.FALLBACK_MET) if met else (Status.NOT_ADOPTED, Why.FALLBACK_MISSED)
        if rules.method != "consensus" and not self._reaches(rules.threshold, figures, participants):
            return Status.NOT_ADOPTED, Why.THRESHOLD_MISSED
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

    def fewest_changes(
        self, figures: Mapping[str, int], participants: int, status: Status, lapsed: int = 0
    ) -> int | None:
        """The fewest voters whose other vote would change the outcome; None where voting otherwise could not."""
        if status is Status.INQUORATE:
            return None
        adopted = status is Status.ADOPTED
        heard = replace(self, hears=False)
        tipped = (heard._tips(figures, participants, lapsed, adopted, *turn) for turn in self._turns(figures, adopted))
        return min((changed for changed in tipped if changed is not None), default=None)

    def _turns(self, figures: Mapping[str, int], adopted: bool) -> list[tuple[list[tuple[str, int]], str]]:
        """Whose change of mind weighs most, in order, with their numbers, and what they change to.

        One way for each condition that could be the first to fail, so the smallest number among them is the smallest.
        """

        def held(*positions: str) -> list[tuple[str, int]]:
            return [(each, figures[each]) for each in positions]

        method = self.rules.method.value
        if method == "majority":
            return [(held("for", "abstain"), "against")] if adopted else [(held("against", "abstain"), "for")]
        if method == "gradient":
            steps = [f"step {number}" for number in range(1, 9)]
            return [(held(*steps[:7]), "step 8")] if adopted else [(held(*reversed(steps[3:])), "step 1")]
        if method == "lazy":
            everybody = [("nobody yet", self.members)]
            return [(everybody, "object")] if adopted else [(held("object"), "agree")]
        if adopted:
            agreeing = held("agree", "reservations", "abstain")
            return [(agreeing + held("stand aside", "disagree"), "object"), (agreeing, "stand aside")]
        # A fallback may be easier to reach than the limit on dissent, so no single order is the best in all cases.
        blocking = max(0, figures["object"] - self.rules.objections_allowed)
        objecting = ("object", blocking), ("object", figures["object"] - blocking)
        return [
            (list(order), "agree")
            for order in permutations((*objecting, *held("stand aside", "disagree", "abstain")))
            if order.index(objecting[0]) <= order.index(objecting[1])
        ]

    def _tips(
        self,
        figures: Mapping[str, int],
        participants: int,
        lapsed: int,
        adopted: bool,
        sources: Iterable[tuple[str, int]],
        target: str,
    ) -> int | None:
        other = Counter(figures)
        changed = 0
        for source, number in sources:
            for _ in range(number):
                other[source] -= 1
                other[target] += 1
                changed += 1
                still = min(lapsed, sum(other[each] for each in OBJECTIONS))
                if (self(other, participants, still)[0] is Status.ADOPTED) is not adopted:
                    return changed
        return None

"""The fewest voters who would have had to vote otherwise for another outcome, where ballots are positions: exact.

What an outcome rests on is how many hold each stance: for, abstaining, standing aside, against (an objection that was
not kept up counts as one), objecting. Every condition is a bound on the objections or a weighted sum of these numbers
that has to reach nothing; whoever ever voted remains a participant, so the quorum and the bases of members, active
members and participants stay as they are. With a share a of the votes, 0 <= a <= 1, a voter weighs

    in a threshold or fallback (for - a · votes)     for 1 - a, abstain 0, aside 0, against and objecting -a
    in the limit on dissent (a · votes - dissent)    for a, abstain 0, aside -1, against and objecting a - 1

and on any other base the same with a = 0, but for a term that all changes leave alone. That somebody has to be for it
is such a sum too, of those who are.

To stop what was adopted, it is enough that one condition fails. A threshold or fallback fails soonest, and the
objections pass their bound at all, by changing to an objection (where there are none, to against); dissent passes its
limit soonest by standing aside; those whose weight is the largest change first, and nobody changes away from what
already weighs least. So the fewest are among two orders of changing: for, abstaining, aside, against to objecting; and
for, abstaining, against, objecting to aside.

To carry what was not adopted, all conditions have to hold at once. Being for is the best in each of them, so everybody
who changes becomes for. An objector is the best to change among those who object or are against (alike, but that the
bound counts the one), one aside among those aside or abstaining (alike, but for the limit). What is left open is how
many change of the former and how many of the latter: every such split is tried. With more changes none gets harder, so
the number is found by halving.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from listvote.deliberation import ballots
from listvote.deliberation.ballots import Stance
from listvote.deliberation.decision import Decision, Status
from listvote.deliberation.judge import Judge, judge_of
from listvote.deliberation.outcome import Outcome

_BY_WEIGHT: Final = (Stance.FOR, Stance.ABSTAIN, Stance.STAND_ASIDE, Stance.AGAINST, Stance.OBJECTION)


@dataclass(frozen=True, slots=True)
class Fewest:
    """So many voters are enough and no fewer; `objecting` where objections of so many would have done it."""

    voters: int
    objecting: bool = False


def fewest_changes(decision: Decision, outcome: Outcome) -> Fewest | None:
    """Find the fewest voters whose other vote would have turned what was adopted into what was not, or the other way.

    Args:
        decision: one whose ballots are positions.
        outcome: what they came to; objections are judged as after the last hearing.

    Returns:
        the number, exact; None where no number could have changed it, and where the quorum was missed. Where silence
        consents, those who said nothing count among those who might have objected.
    """
    method = decision.rules.method.value
    if outcome.status is Status.INQUORATE or method not in ballots.POSITIONS:
        return None
    held = Counter[Stance]()
    for position, number in outcome.figures.items():
        held[ballots.position(method, position).stance] += number
    held[Stance.OBJECTION] -= outcome.lapsed
    held[Stance.AGAINST] += outcome.lapsed
    judge = replace(judge_of(decision), hears=False)
    if method == "lazy":
        held[Stance.ABSTAIN] += outcome.members - held.total()  # silence is as good as any consent
    profile = _Profile(judge, outcome.participants, held)
    return profile.fewest_to_stop() if profile.adopts(held) else profile.fewest_to_carry()


@dataclass(frozen=True, slots=True)
class _Profile:
    """How many hold each stance in one decision; an objection in `held` is one that stands."""

    judge: Judge
    participants: int
    held: Mapping[Stance, int]

    def adopts(self, held: Mapping[Stance, int]) -> bool:
        """Whether so many of each stance would adopt it."""
        positions = ballots.POSITIONS[self.judge.rules.method]
        figures = {position.word: 0 for position in positions}
        for stance, number in held.items():
            if number:
                figures[next(each.word for each in positions if each.stance is stance)] += number
        return self.judge(figures, self.participants)[0] is Status.ADOPTED

    def fewest_to_stop(self) -> Fewest | None:
        """The fewest who stop it; objections come first among ways with as few."""
        has = {each.stance for each in ballots.POSITIONS[self.judge.rules.method]}
        worst = Stance.OBJECTION if Stance.OBJECTION in has else Stance.AGAINST
        found = {target: self._first_to_stop(target) for target in (worst, Stance.STAND_ASIDE) if target in has}
        ways = [Fewest(number, target is Stance.OBJECTION) for target, number in found.items() if number is not None]
        return min(ways, key=lambda way: way.voters, default=None)

    def _first_to_stop(self, target: Stance) -> int | None:
        turn = [(stance, self.held[stance]) for stance in _BY_WEIGHT if stance is not target]
        return next((number for number, held in self._one_by_one(turn, target) if not self.adopts(held)), None)

    def _one_by_one(self, turn: Sequence[tuple[Stance, int]], target: Stance) -> Iterator[tuple[int, Counter[Stance]]]:
        held = Counter(self.held)
        changed = 0
        for stance, number in turn:
            for _ in range(number):
                held[stance] -= 1
                held[target] += 1
                changed += 1
                yield changed, held

    def fewest_to_carry(self) -> Fewest | None:
        """The fewest who carry it."""
        others = sum(self.held[stance] for stance in _BY_WEIGHT if stance is not Stance.FOR)
        number = bisect_left(range(1, others + 1), True, key=self._can_carry) + 1
        return Fewest(number) if number <= others else None

    def _can_carry(self, changes: int) -> bool:
        opposed = self.held[Stance.OBJECTION] + self.held[Stance.AGAINST]
        undecided = self.held[Stance.STAND_ASIDE] + self.held[Stance.ABSTAIN]
        splits = range(max(0, changes - undecided), min(changes, opposed) + 1)
        return any(self.adopts(self._carried(number, changes - number)) for number in splits)

    def _carried(self, opposed: int, undecided: int) -> Counter[Stance]:
        """The stances with so many of those opposed, and of those undecided, for it."""
        held = Counter(self.held)
        for number, stances in (
            (opposed, (Stance.OBJECTION, Stance.AGAINST)),
            (undecided, (Stance.STAND_ASIDE, Stance.ABSTAIN)),
        ):
            first, second = stances
            of_first = min(number, held[first])
            held[first] -= of_first
            held[second] -= number - of_first
            held[Stance.FOR] += number
        return held

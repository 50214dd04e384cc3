"""Whether no ballot still to come could change the outcome, taking those that are given as final: never a wrong yes.

Positions, exact: each way in which an outcome could turn turns soonest where all who are silent do the same; each of
those is tried. An objection that would begin a hearing changes what happens, whatever comes of it.

Approval, score, points, exact: the winner's lead over every other option exceeds what all who are silent can move.

Orders: all who are silent putting one option alone is tried first, for each option; where that changes who wins,
nothing is settled. Then what shows that nothing can, whatever they answer:

- ranked: from the winner to each other option runs a path of defeats that all of them cannot undo, and it is stronger,
  in winning votes, than any path back that they could make; no ratio and no option quorum depends on them.
- irv: options are taken out as long as those that go last together, and all who are silent, have fewer votes than the
  next one; at last one has more than half of all votes, theirs included.

Where neither shows it, and for stv, everything that they could answer is tried if that is little; if it is much, the
decision stays open until its deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from itertools import combinations_with_replacement, permutations
from math import comb
from typing import Any, Final

from listvote.acts import Ballot
from listvote.deliberation import ballots
from listvote.deliberation.ballots import Alike, rankings
from listvote.deliberation.choice import counted, default_letter, every_order, lead, most_of_one
from listvote.deliberation.decision import Cast, Decision, Status
from listvote.deliberation.methods.schulze import Defeat, Pairwise, strongest_paths
from listvote.deliberation.outcome import POSITIONS, Outcome, judged, outcome
from listvote.measures import Base

MOST_COUNTS: Final = 600
"""How many ways to answer are tried at the most; beyond it a decision waits for its deadline."""


def is_settled(decision: Decision, received: Mapping[str, datetime] | None = None) -> bool:
    """Say whether a decision may close early.

    Args:
        decision: with its ballots.
        received: as for `Decision.standing`.

    Returns:
        true only where no ballot of those who are silent could lead to another outcome; true at once where nobody is
        silent. A hearing, and a decision without its quorum, is never settled before its deadline; silence that
        consents neither.
    """
    silent = decision.roll - decision.answered
    now = judged(decision, received)
    if now.status is Status.INQUORATE or now.objected or decision.status is not Status.OPEN:
        return False
    method = decision.rules.method.value
    if method == "lazy":
        return False
    if not silent:
        return True
    if method in POSITIONS:
        then = [_after(decision, now, position, len(silent), decision.roll) for position in _extremes(method)]
        heard = decision.hearings_left > 0
        return not any(each.status is not now.status or (heard and each.objected) for each in then)
    return _choice_stands(decision, received, now, silent)


def stands_against(decision: Decision, more: int) -> bool:
    """Say whether so many ballots more would have left the outcome of a secret decision as it is, whatever they said.

    Args:
        decision: one that has ended, with its sheet.
        more: ballots of members who have no line on it, each of somebody else.
    """
    now = judged(decision, closing=True)
    silent = sorted(decision.roll - decision.took_part, key=decision.active.__contains__)
    return all(_stands(decision, now, frozenset(late)) for late in (silent[:more], silent[-more:]))


def _stands(decision: Decision, now: Outcome, late: frozenset[int]) -> bool:
    """Whether the outcome is the same whatever these members answered, once they had."""
    voted = decision.took_part | late
    method = decision.rules.method.value
    if method in POSITIONS:
        then = (_after(decision, now, position, len(late), voted) for position in _extremes(method))
        return all(each.status is now.status for each in then)
    if now.status is Status.INQUORATE:
        return len(voted) < now.quorum_needed
    return _choice_stands(decision, None, now, late)


def _choice_stands(
    decision: Decision, received: Mapping[str, datetime] | None, now: Outcome, silent: frozenset[int]
) -> bool:
    """Whether the same options win of a choice whatever these members answer."""
    if "sums" in (now.count or {}):
        return lead(decision, now.count or {}) > len(silent) * most_of_one(decision)
    if len(now.winners) > (decision.rules.seats if decision.rules.method.value == "stv" else 1):
        return False  # a tie, which a ballot may break
    return _Orders.of(decision, received, now, silent).settled()


def _extremes(method: str) -> Iterable[str]:
    """One position for each stance: all that hold one stance come to the same."""
    return {each.stance: each.word for each in ballots.POSITIONS[method]}.values()


def _after(decision: Decision, now: Outcome, position: str, silent: int, answered: frozenset[int]) -> Outcome:
    """What it would come to if so many who are silent took one position, and these had answered then."""
    figures = dict(now.figures)
    figures[position] += silent
    voted: dict[int, list[Cast]] = {member: [] for member in answered}
    return outcome(replace(decision, ballots=voted), figures, len(answered), 0, now.lapsed)


@dataclass(frozen=True, slots=True)
class _Orders:
    """A choice by orders, and how many have not answered; `idle` of them are no active members yet."""

    decision: Decision
    given: Sequence[Alike]
    now: Outcome
    silent: int
    idle: int

    @classmethod
    def of(
        cls, decision: Decision, received: Mapping[str, datetime] | None, now: Outcome, silent: frozenset[int]
    ) -> _Orders:
        alike: dict[str, Alike] = {}
        for cast in decision.standing(received).values():
            ballot: Ballot = cast.ballot or {}
            alike[str(ballot)] = (ballot, alike.get(str(ballot), (ballot, 0))[1] + 1)
        return cls(decision, tuple(alike.values()), now, len(silent), len(silent - decision.active))

    def settled(self) -> bool:
        """Whether the same options win whatever is still answered."""
        letters = self.decision.letters
        if not all(self._stays([({"order": [[letter]]}, self.silent)], self.silent) for letter in letters):
            return False
        method = self.decision.rules.method.value
        shown = {"ranked": self._beats_all, "irv": self._outlasts_all}.get(method)
        return (shown is not None and bool(self.now.winners) and shown()) or self._whatever_is_answered()

    def _stays(self, more: Iterable[Alike], voters: int) -> bool:
        """Whether the same options win with these ballots of so many voters besides."""
        ballots_ = [*self.given, *more]
        active, members = self.now.active, self.now.members
        woken = range(max(0, voters - self.silent + self.idle), min(voters, self.idle) + 1)
        if self.decision.rules.option_quorum.base is not Base.ACTIVE_MEMBERS:
            woken = range(1)
        return all(self._wins(counted(self.decision, ballots_, members, active + each)) for each in woken)

    def _wins(self, count: Mapping[str, Any]) -> bool:
        return set(count["winners"]) == set(self.now.winners)

    def _whatever_is_answered(self) -> bool:
        every = every_order(self.decision)
        if every is None or comb(len(every) + self.silent, self.silent) > MOST_COUNTS:
            return False
        return all(
            self._stays([(each, 1) for each in more], voters)
            for voters in range(self.silent + 1)
            for more in combinations_with_replacement(every, voters)
        )

    def _beats_all(self) -> bool:
        """Whether the one winner of a ranked count wins by paths that the silent can neither undo nor match."""
        winner = self.now.winners[0]
        pairwise: Pairwise = (self.now.count or {})["pairwise"]
        kept = [each for each in self.decision.letters if self._stays_in(each, pairwise)]
        if winner not in kept:
            return False
        possible = strongest_paths(self.decision.letters, self._defeats(self.decision.letters, pairwise, 0, 1))
        for other in self.decision.letters:
            if other == winner or self._stays_out(other, pairwise):
                continue
            through = [*kept, other] if other not in kept else kept
            certain = strongest_paths(through, self._defeats(through, pairwise, 1, 0))
            if certain[winner][other] <= possible[other][winner]:
                return False
        return True

    def _defeats(self, options: Sequence[str], pairwise: Pairwise, against: int, for_: int) -> list[Defeat]:
        """The defeats that there are if all who are silent are so many times on either side of each pair."""
        votes = {
            (one, other): (pairwise[one][other] + for_ * self.silent, pairwise[other][one] + against * self.silent)
            for one, other in permutations(options, 2)
        }
        return [Defeat(*pair, over, under) for pair, (over, under) in votes.items() if over > under]

    def _stays_in(self, option: str, pairwise: Pairwise) -> bool:
        """Whether an option is not dropped, however the silent put it to the default one."""
        default = default_letter(self.decision)
        if not default or option == default:
            return True
        over, under = pairwise[option][default], pairwise[default][option] + self.silent
        return over >= self._option_quorum(self.idle) and over > under and over >= self._ratio(option) * under

    def _stays_out(self, option: str, pairwise: Pairwise) -> bool:
        """Whether an option is dropped, however the silent put it to the default one."""
        default = default_letter(self.decision)
        if not default or option == default:
            return False
        over, under = pairwise[option][default] + self.silent, pairwise[default][option]
        return over < self._option_quorum(0) or over <= under or over < self._ratio(option) * under

    def _option_quorum(self, woken: int) -> int:
        rule = self.decision.rules.option_quorum
        return rule.needed(self.now.active + woken if rule.base is Base.ACTIVE_MEMBERS else self.now.members)

    def _ratio(self, option: str) -> Fraction | int:
        return self.decision.rules.ratio.get(option, 1)

    def _outlasts_all(self) -> bool:
        """Whether the one winner of an instant runoff is certain: who goes out before it, too."""
        left = set(self.decision.letters)
        while len(left) > 1:
            firsts = dict.fromkeys(left, 0)
            for order, alike in rankings(self.given).items():
                first = next((rank[0] for rank in order if rank[0] in left), None)
                if first is not None:
                    firsts[first] += alike
            most = max(firsts.values())
            if 2 * most > sum(firsts.values()) + self.silent:
                return True
            left = self._not_last(firsts)
            if not left:
                return False
        return True

    def _not_last(self, firsts: Mapping[str, int]) -> set[str]:
        """Who is left when those have gone who are certain to be last together; nobody where none are."""
        upwards = sorted(firsts, key=firsts.__getitem__)
        for gone in range(len(upwards) - 1, 0, -1):
            if sum(firsts[each] for each in upwards[:gone]) + self.silent < firsts[upwards[gone]]:
                return set(upwards[gone:])
        return set()

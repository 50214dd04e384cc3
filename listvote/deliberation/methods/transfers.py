"""One vote that moves along an order: instant runoff (irv) and the single transferable vote (stv).

Each round:
1. Whoever reaches the quota is elected: under stv ⌊ballots/(seats+1)⌋+1 (Droop), under irv more than half of the votes
   that are not exhausted. Where no more are left than there are seats, all of them are elected.
2. The largest surplus is transferred: every vote that the elected one holds moves on to the next option left on its
   ballot, or is exhausted, at surplus/total of its weight: weighted inclusive Gregory, in exact fractions.
3. Where there is no surplus, the last is eliminated and the votes move on at the weight that they have.

Among equals the latest earlier round that differs decides, then the lot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from listvote.deliberation.ballots import Ranking
from listvote.deliberation.methods.meek import meek
from listvote.deliberation.methods.rounds import Count, Round, Transfers, result
from listvote.deliberation.methods.ties import Ties, graded


def irv(options: Sequence[str], ballots: Mapping[Ranking, int], *, lot: Sequence[str] | None = None) -> Transfers:
    """Count by instant runoff.

    Args:
        options: all options, in the order announced.
        ballots: the orders without ties, with the number of ballots alike.
        lot: all options, the one that wins every tie first; None to leave ties open.

    Returns:
        the whole working; without any ballot nobody wins.
    """
    return result(
        options, sum(ballots.values()), 1, None, lot, lambda ties: _dealt(options, ballots, 1, None, None, ties)
    )


def stv(
    options: Sequence[str],
    ballots: Mapping[Ranking, int],
    seats: int,
    *,
    transfer: Literal["gregory", "meek"] = "gregory",
    none_of_these: str | None = None,
    lot: Sequence[str] | None = None,
) -> Transfers:
    """Count by the single transferable vote.

    Args:
        options: all options, in the order announced.
        ballots: the orders without ties, with the number of ballots alike.
        seats: how many to elect, 1 or more.
        transfer: how surpluses move: weighted inclusive Gregory, or Meek's method.
        none_of_these: the option that, where it would win a seat, leaves that one and all that remain empty.
        lot: all options, the one that wins every tie first; None to leave ties open.

    Returns:
        the whole working; without any ballot nobody wins.

    Raises:
        ValueError: there is no seat.
    """
    if seats < 1:
        raise ValueError("an election has at least one seat")
    if transfer == "meek":
        return meek(options, ballots, seats, none_of_these, lot)
    cast = sum(ballots.values())
    quota = cast // (seats + 1) + 1
    return result(
        options, cast, seats, quota, lot, lambda ties: _dealt(options, ballots, seats, quota, none_of_these, ties)
    )


@dataclass(slots=True)
class _Paper:
    """Ballots alike: their order, the place in it where they are now, and how many they are."""

    order: tuple[str, ...]
    place: int
    alike: int


@dataclass(slots=True)
class _Piles(Count):
    """A count in which every ballot lies on somebody's pile, at a weight."""

    quota: int | None = None
    piles: dict[str, dict[Fraction, list[_Paper]]] = field(default_factory=dict)
    exhausted: Fraction = Fraction(0)
    waiting: list[str] = field(default_factory=list)  # elected, their surplus not yet transferred

    def next_round(self) -> None:
        """Elect; then transfer one surplus, or eliminate one option."""
        counts, exhausted = dict(self.counts), self.exhausted
        self.rounds.append(Round(counts, exhausted))
        elected = self.elect([option for option in self.hopeful if self._reaches(option)])
        if self.quota is not None:
            self.waiting += [option for option in elected if counts[option] > self.quota]
        surplus_of: str | None = None
        eliminated: tuple[str, ...] = ()
        if not self.full and self.waiting:
            surplus_of = self._transfer_surplus()
        elif not self.full:
            eliminated = (self._eliminate(),)
        self.rounds[-1] = Round(counts, exhausted, elected, eliminated, surplus_of)

    def _reaches(self, option: str) -> bool:
        if self.quota is not None:
            return self.counts[option] >= self.quota
        return 2 * self.counts[option] > sum(self.counts[each] for each in self.hopeful)

    def _transfer_surplus(self) -> str:
        best = graded(self.waiting, self.history)[0]
        option = self.settle(self.ties.first, best) if len(best) > 1 else best[0]
        self.waiting.remove(option)
        quota, total = self.quota or 0, self.counts[option]
        self._move_on(option, (total - quota) / total)
        self.counts[option] = Fraction(quota)
        return option

    def _eliminate(self) -> str:
        option = self.last_of(graded(self.hopeful, self.history)[-1])
        self._move_on(option, Fraction(1))
        del self.counts[option]
        return option

    def _move_on(self, option: str, share: Fraction) -> None:
        for weight, papers in self.piles.pop(option).items():
            self.hand_on(weight * share, papers)

    def hand_on(self, weight: Fraction, papers: Iterable[_Paper]) -> None:
        """Give each paper to the next option on it that is left, at this weight."""
        piles: dict[str, list[_Paper]] = {option: [] for option in self.hopeful}
        came = dict.fromkeys(self.hopeful, 0)
        ended = 0
        for paper in papers:
            order, alike = paper.order, paper.alike
            for place in range(paper.place + 1, len(order)):
                if order[place] in piles:
                    paper.place = place
                    piles[order[place]].append(paper)
                    came[order[place]] += alike
                    break
            else:
                ended += alike
        for option, number in came.items():
            if number:
                self.piles[option].setdefault(weight, []).extend(piles[option])
                self.counts[option] += weight * number
        self.exhausted += weight * ended


def _dealt(
    options: Sequence[str],
    ballots: Mapping[Ranking, int],
    seats: int,
    quota: int | None,
    none_of_these: str | None,
    ties: Ties,
) -> _Piles:
    """Put every ballot on the pile of the first option on it."""
    count = _Piles(seats, none_of_these, ties, list(options), dict.fromkeys(options, Fraction(0)), quota=quota)
    count.piles = {option: {} for option in options}
    count.hand_on(Fraction(1), (_Paper(tuple(rank[0] for rank in order), -1, n) for order, n in ballots.items()))
    return count

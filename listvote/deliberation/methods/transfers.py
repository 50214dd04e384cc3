"""One vote that moves along an order: instant runoff (irv) and the single transferable vote (stv).

Each round:
1. Whoever reaches the quota is elected: under stv ⌊ballots/(seats+1)⌋+1 (Droop), under irv more than half of the votes
   that are not exhausted. Where no more are left than there are seats, all of them are elected.
2. The largest surplus is transferred: every vote that the elected one holds moves on to the next option left on its
   ballot, or is exhausted, at surplus/total of its weight: weighted inclusive Gregory, in exact fractions.
3. Where there is no surplus, the last is eliminated and the votes move on at the weight that they have.

Among equals the latest earlier round that differs decides, then the lot. Without a lot the count is done in every way
that its ties could fall, up to a bound, and what all ways agree on is the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from typing import Final

from listvote.deliberation.ballots import Ranking
from listvote.deliberation.methods.ties import Order, Ties, graded, in_every, settled, tied

MOST_WAYS: Final = 64
"""How many ways to settle ties are tried where there is no lot; beyond it all that is not yet elected is left tied."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round: what everybody who is not eliminated had at its start, and what followed from it.

    `surplus_of` is the elected one whose surplus was transferred at its end.
    """

    counts: Mapping[str, Fraction]
    exhausted: Fraction
    elected: tuple[str, ...] = ()
    eliminated: tuple[str, ...] = ()
    surplus_of: str | None = None


@dataclass(frozen=True, slots=True)
class Transfers:
    """The whole working of a count by transfers.

    `quota` is None under irv, where it falls with the votes exhausted. `order` has the elected first, then those left
    at the end by their last counts, then the eliminated, last first. `ties` are all that the lot settled. Without a lot
    `winners` are all whom some way of settling the ties elects, and `rounds` show one such way.
    """

    ballots: int
    seats: int
    quota: int | None
    rounds: tuple[Round, ...]
    winners: tuple[str, ...]
    order: Order
    ties: Order


def irv(options: Sequence[str], ballots: Mapping[Ranking, int], *, lot: Sequence[str] | None = None) -> Transfers:
    """Count by instant runoff.

    Args:
        options: all options, in the order announced.
        ballots: the orders without ties, with the number of ballots alike.
        lot: all options, the one that wins every tie first; None to leave ties open.

    Returns:
        the whole working; without any ballot nobody wins.
    """
    return _counted(options, ballots, 1, None, None, lot)


def stv(
    options: Sequence[str],
    ballots: Mapping[Ranking, int],
    seats: int,
    *,
    none_of_these: str | None = None,
    lot: Sequence[str] | None = None,
) -> Transfers:
    """Count by the single transferable vote.

    Args:
        options: all options, in the order announced.
        ballots: the orders without ties, with the number of ballots alike.
        seats: how many to elect, 1 or more.
        none_of_these: the option that, where it would win a seat, leaves that one and all that remain empty.
        lot: all options, the one that wins every tie first; None to leave ties open.

    Returns:
        the whole working; without any ballot nobody wins.

    Raises:
        ValueError: there is no seat.
    """
    if seats < 1:
        raise ValueError("an election has at least one seat")
    return _counted(options, ballots, seats, sum(ballots.values()) // (seats + 1) + 1, none_of_these, lot)


@dataclass(slots=True)
class _Paper:
    """Ballots alike: their order, the place in it where they are now, and how many they are."""

    order: tuple[str, ...]
    place: int
    alike: int


@dataclass(slots=True)
class _Count:
    """One count from its first round to its last, with every tie settled."""

    seats: int
    quota: int | None
    none_of_these: str | None
    ties: Ties
    hopeful: list[str]
    piles: dict[str, dict[Fraction, list[_Paper]]] = field(default_factory=dict)
    counts: dict[str, Fraction] = field(default_factory=dict)
    exhausted: Fraction = Fraction(0)
    rounds: list[Round] = field(default_factory=list)
    elected: list[tuple[str, ...]] = field(default_factory=list)  # in groups alike
    eliminated: list[tuple[str, ...]] = field(default_factory=list)  # the first to go first
    waiting: list[str] = field(default_factory=list)  # elected, their surplus not yet transferred
    alike_at_nothing: frozenset[str] = frozenset()
    full: bool = False
    certain: Order | None = None  # the order as far as it stood when a tie first had to be settled
    undecided: frozenset[str] = frozenset()  # who was neither elected nor eliminated then

    def deal(self, ballots: Mapping[Ranking, int]) -> None:
        self.piles = {option: {} for option in self.hopeful}
        self.counts = dict.fromkeys(self.hopeful, Fraction(0))
        one = Fraction(1)
        self._hand_on(one, (_Paper(tuple(rank[0] for rank in order), -1, n) for order, n in ballots.items()))

    def run(self) -> None:
        while not self.full:
            self._round()

    @property
    def left(self) -> int:
        """How many seats are still to be filled."""
        return self.seats - sum(map(len, self.elected))

    def _round(self) -> None:
        counts, exhausted = dict(self.counts), self.exhausted
        self.rounds.append(Round(counts, exhausted))
        elected = self._elect([option for option in self.hopeful if self._reaches(option)])
        if not self.full and len(self.hopeful) <= self.left:
            elected += self._elect(self.hopeful)
            self.full = True
        self.full = self.full or self.left == 0
        done = Round(counts, exhausted, elected)
        if not self.full and self.waiting:
            done = replace(done, surplus_of=self._transfer_surplus())
        elif not self.full:
            done = replace(done, eliminated=(self._eliminate(),))
        self.rounds[-1] = done

    def _reaches(self, option: str) -> bool:
        if self.quota is not None:
            return self.counts[option] >= self.quota
        return 2 * self.counts[option] > sum(self.counts[each] for each in self.hopeful)

    def _elect(self, reaching: Sequence[str]) -> tuple[str, ...]:
        """Elect them, the one with the most votes first; none of these ends it."""
        elected: tuple[str, ...] = ()
        for group in graded(reaching, self._history):
            left = list(group)
            while left and not self.full:
                settles = self.none_of_these in left and len(left) > 1
                next_ones = (self._settle(self.ties.first, left),) if settles else self.ties.in_order(left)
                left = [option for option in left if option not in next_ones]
                elected += self._seat(next_ones)
        return elected

    def _seat(self, group: tuple[str, ...]) -> tuple[str, ...]:
        if self.none_of_these in group:
            self.full = True
            return ()
        self.elected.append(group)
        for option in group:
            self.hopeful = [each for each in self.hopeful if each != option]
            if self.quota is not None and self.counts[option] > self.quota:
                self.waiting.append(option)
        return group

    def _history(self, option: str) -> tuple[Fraction, ...]:
        """The counts of an option, this round's first: what options are compared by."""
        return tuple(each.counts[option] for each in reversed(self.rounds))

    def _transfer_surplus(self) -> str:
        best = graded(self.waiting, self._history)[0]
        option = self._settle(self.ties.first, best) if len(best) > 1 else best[0]
        self.waiting.remove(option)
        quota, total = self.quota or 0, self.counts[option]
        self._move_on(option, (total - quota) / total)
        self.counts[option] = Fraction(quota)
        return option

    def _eliminate(self) -> str:
        last = graded(self.hopeful, self._history)[-1]
        if len(last) == 1:
            option = last[0]
        elif self._makes_no_difference(last):
            self.ties.note(last)
            self.alike_at_nothing |= set(last)
            option = last[-1]
        else:
            option = self._settle(self.ties.last, last)
        self.hopeful = [each for each in self.hopeful if each != option]
        if self.eliminated and {option, *self.eliminated[-1]} <= self.alike_at_nothing:
            self.eliminated[-1] = (option, *self.eliminated[-1])
        else:
            self.eliminated.append((option,))
        self._move_on(option, Fraction(1))
        del self.counts[option]
        return option

    def _settle(self, choose: Callable[[Sequence[str]], str], alike: Sequence[str]) -> str:
        if self.certain is None:
            self.certain = (*self.elected, tuple(self.hopeful), *reversed(self.eliminated))
            self.undecided = frozenset(self.hopeful)
        return choose(alike)

    def _makes_no_difference(self, last: Sequence[str]) -> bool:
        """Without a lot: those who hold nothing all go, in whatever order, if as many have to go."""
        return self.ties.lot is None and not self.counts[last[0]] and len(self.hopeful) - len(last) >= self.left

    def _move_on(self, option: str, share: Fraction) -> None:
        for weight, papers in self.piles.pop(option).items():
            self._hand_on(weight * share, papers)

    def _hand_on(self, weight: Fraction, papers: Iterable[_Paper]) -> None:
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

    def order(self) -> Order:
        return (*self.elected, *graded(self.hopeful, self._history), *reversed(self.eliminated))


def _counted(
    options: Sequence[str],
    ballots: Mapping[Ranking, int],
    seats: int,
    quota: int | None,
    none_of_these: str | None,
    lot: Sequence[str] | None,
) -> Transfers:
    cast = sum(ballots.values())
    if not cast:
        alike = (tuple(options),) if options else ()
        return Transfers(0, seats, quota, (), (), settled(alike, lot), alike if len(options) > 1 else ())

    def count(script: tuple[str, ...]) -> _Count:
        one = _Count(seats, quota, none_of_these, Ties(lot, script), list(options))
        one.deal(ballots)
        one.run()
        return one

    shown = count(())
    ways, untried = [shown], list(shown.ties.untried)
    while untried and len(ways) < MOST_WAYS:
        ways.append(count(untried.pop()))
        untried += ways[-1].ties.untried
    orders = [way.order() for way in ways]
    winning = {option for way in ways for group in way.elected for option in group}
    if untried and shown.certain is not None:
        orders.append(shown.certain)
        winning |= shown.undecided - {none_of_these}
    counted = tuple(tuple(sorted(group, key=options.index)) for group in in_every(orders))
    ties = Ties(lot)
    for group in chain(*(way.ties.met for way in ways), tied(counted)):
        ties.note(sorted(group, key=options.index))
    order = settled(counted, lot)
    winners = tuple(option for group in order for option in group if option in winning)
    return Transfers(cast, seats, quota, tuple(shown.rounds), winners, order, tuple(ties.met))

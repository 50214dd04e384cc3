"""What counts by rounds have in common: electing, eliminating, ties, and the result that all ways to settle them share.

A count subclasses `Count` and says how one round goes on. Among equals the latest earlier round that differs decides,
then the lot. Without a lot the count is done in every way that its ties could fall, up to a bound, and what all ways
agree on is the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from typing import Final

from listvote.deliberation.methods.ties import Order, Ties, graded, in_every, settled, tied

MOST_WAYS: Final = 64
"""How many ways to settle ties are tried where there is no lot; beyond it all that is not yet elected is left tied."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round: what everybody who is not eliminated had in it, and what followed from it.

    `quota` stands where it changes from round to round. `surplus_of` is the elected one whose surplus was transferred
    at the round's end.
    """

    counts: Mapping[str, Fraction]
    exhausted: Fraction
    elected: tuple[str, ...] = ()
    eliminated: tuple[str, ...] = ()
    surplus_of: str | None = None
    quota: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Transfers:
    """The whole working of a count by rounds.

    `quota` is None where it changes from round to round. `order` has the elected first, then those left at the end by
    their last counts, then the eliminated, last first. `ties` are all that the lot settled. Without a lot `winners` are
    all whom some way of settling the ties elects, and `rounds` show one such way.
    """

    ballots: int
    seats: int
    quota: int | None
    rounds: tuple[Round, ...]
    winners: tuple[str, ...]
    order: Order
    ties: Order


@dataclass(slots=True)
class Count:
    """One count from its first round to its last, with every tie settled."""

    seats: int
    none_of_these: str | None
    ties: Ties
    hopeful: list[str]
    counts: dict[str, Fraction] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    elected: list[tuple[str, ...]] = field(default_factory=list)  # in groups alike
    eliminated: list[tuple[str, ...]] = field(default_factory=list)  # the first to go last
    alike_at_nothing: frozenset[str] = frozenset()
    full: bool = False
    certain: Order | None = None  # the order as far as it stood when a tie first had to be settled
    undecided: frozenset[str] = frozenset()  # who was neither elected nor eliminated then

    def run(self) -> None:
        """Go from round to round until every seat is filled, or none of these has won one."""
        while not self.full:
            self.next_round()

    def next_round(self) -> None:
        """Do one round, and append it to the rounds."""
        raise NotImplementedError

    @property
    def left(self) -> int:
        """How many seats are still to be filled."""
        return self.seats - sum(map(len, self.elected))

    def elect(self, reaching: Sequence[str]) -> tuple[str, ...]:
        """Elect those who reach the quota, and all who are left where no more are left than there are seats."""
        elected = self._seat_in_order(reaching)
        if not self.full and len(self.hopeful) <= self.left:
            elected += self._seat_in_order(self.hopeful)
            self.full = True
        self.full = self.full or self.left == 0
        return elected

    def last_of(self, last: Sequence[str]) -> str:
        """Eliminate one of those who are alike last."""
        if len(last) == 1:
            option = last[0]
        elif self._makes_no_difference(last):
            self.ties.note(last)
            self.alike_at_nothing |= set(last)
            option = last[-1]
        else:
            option = self.settle(self.ties.last, last)
        self.hopeful = [each for each in self.hopeful if each != option]
        if self.eliminated and {option, *self.eliminated[0]} <= self.alike_at_nothing:
            self.eliminated[0] = (option, *self.eliminated[0])
        else:
            self.eliminated.insert(0, (option,))
        return option

    def settle(self, choose: Callable[[Sequence[str]], str], alike: Sequence[str]) -> str:
        """Have a tie settled that the rounds do not settle."""
        if self.certain is None:
            self.certain = (*self.elected, tuple(self.hopeful), *self.eliminated)
            self.undecided = frozenset(self.hopeful)
        return choose(alike)

    def history(self, option: str) -> tuple[Fraction, ...]:
        """The counts of an option, this round's first: what options are compared by."""
        return tuple(each.counts[option] for each in reversed(self.rounds))

    def order(self) -> Order:
        """Order all options: the elected, those left, the eliminated."""
        return (*self.elected, *graded(self.hopeful, self.history), *self.eliminated)

    def _seat_in_order(self, reaching: Sequence[str]) -> tuple[str, ...]:
        """Seat the one with the most votes first; none of these ends it."""
        elected: tuple[str, ...] = ()
        for group in graded(reaching, self.history):
            left = list(group)
            while left and not self.full:
                settles = self.none_of_these in left and len(left) > 1
                next_ones = (self.settle(self.ties.first, left),) if settles else self.ties.in_order(left)
                left = [option for option in left if option not in next_ones]
                if self.none_of_these in next_ones:
                    self.full = True
                else:
                    self.elected.append(next_ones)
                    self.hopeful = [option for option in self.hopeful if option not in next_ones]
                    elected += next_ones
        return elected

    def _makes_no_difference(self, last: Sequence[str]) -> bool:
        """Without a lot: those who hold nothing all go, in whatever order, if as many have to go."""
        nothing = not any(self.counts[option] for option in last)
        return self.ties.lot is None and nothing and len(self.hopeful) - len(last) >= self.left


def result(
    options: Sequence[str],
    cast: int,
    seats: int,
    quota: int | None,
    lot: Sequence[str] | None,
    begin: Callable[[Ties], Count],
) -> Transfers:
    """Count to the end, in every way that the ties could fall where no lot settles them.

    Args:
        options: all options, in the order announced.
        cast: how many ballots there are; without any nobody wins.
        seats: how many to elect.
        quota: the quota, where it stays the same in all rounds.
        lot: all options, the one that wins every tie first; None to leave ties open.
        begin: makes a count that is ready for its first round.

    Returns:
        the whole working.
    """
    if not cast:
        alike = (tuple(options),) if options else ()
        return Transfers(0, seats, quota, (), (), settled(alike, lot), tied(alike))
    ways: list[Count] = []
    untried: list[tuple[str, ...]] = [()]
    while untried and len(ways) < MOST_WAYS:
        ways.append(begin(Ties(lot, untried.pop())))
        ways[-1].run()
        untried += ways[-1].ties.untried
    shown = ways[0]
    orders = [way.order() for way in ways]
    winning = {option for way in ways for group in way.elected for option in group}
    if untried and shown.certain is not None:
        orders.append(shown.certain)
        winning |= shown.undecided - {shown.none_of_these}
    counted = tuple(tuple(sorted(group, key=options.index)) for group in in_every(orders))
    ties = Ties(lot)
    for group in chain(*(way.ties.met for way in ways), tied(counted)):
        ties.note(sorted(group, key=options.index))
    order = settled(counted, lot)
    winners = tuple(option for group in order for option in group if option in winning)
    return Transfers(cast, seats, quota, tuple(shown.rounds), winners, order, tuple(ties.met))

"""Who is ahead of whom, and what the lot settles where the count does not.

An order is a tuple of groups, best first; options that are alike stand in one group. With a lot every group of an order
has one option; without it the tied ones stay together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby
from typing import Any

Order = tuple[tuple[str, ...], ...]


def graded(options: Iterable[str], grade: Callable[[str], Any]) -> Order:
    """Order options by a grade, the highest first, those of one grade together.

    Args:
        options: the options, in the order in which those alike are shown.
        grade: what an option is ordered by.
    """
    ranked = sorted(options, key=grade, reverse=True)
    return tuple(tuple(alike) for _, alike in groupby(ranked, key=grade))


def tied(order: Order) -> Order:
    """The groups of an order that have more than one option."""
    return tuple(group for group in order if len(group) > 1)


def settled(order: Order, lot: Sequence[str] | None) -> Order:
    """Put those who are alike in the order of the lot; without a lot they stay together.

    Args:
        order: the order as counted.
        lot: all options, the one that wins every tie first.
    """
    if lot is None:
        return order
    return tuple((option,) for group in order for option in sorted(group, key=lot.index))


def in_every(orders: Sequence[Order]) -> Order:
    """Find what several orders of the same options agree on: whatever two of them order otherwise comes together."""
    places: Sequence[Mapping[str, int]] = [
        {option: place for place, group in enumerate(order) for option in group} for order in orders
    ]
    first = places[0]
    group_of = {option: {option} for option in first}
    for one, other in combinations(first, 2):
        signs = {(place[one] > place[other]) - (place[one] < place[other]) for place in places}
        if (signs == {0} or len(signs) > 1) and group_of[one] is not group_of[other]:
            joined = group_of[one] | group_of[other]
            for option in joined:
                group_of[option] = joined
    shown = sorted(first, key=lambda option: min(first[each] for each in group_of[option]))
    return tuple(tuple(alike) for _, alike in groupby(shown, key=lambda option: id(group_of[option])))


@dataclass(slots=True)
class Ties:
    """Settles what a count leaves open: by the lot, else by a script of choices that is extended as it goes.

    The choices of one script never contradict each other, just as a lot does not: `ahead` has each pair, the first of
    which they put before the second. `untried` are the scripts of the other choices that could have been made.
    """

    lot: Sequence[str] | None
    script: tuple[str, ...] = ()
    chosen: list[str] = field(default_factory=list)
    untried: list[tuple[str, ...]] = field(default_factory=list)
    met: list[tuple[str, ...]] = field(default_factory=list)
    ahead: set[tuple[str, str]] = field(default_factory=set)

    def first(self, alike: Sequence[str]) -> str:
        """Choose who goes first among those alike."""
        self.note(alike)
        if self.lot is not None:
            return min(alike, key=self.lot.index)
        choice = self._scripted([one for one in alike if not any((other, one) in self.ahead for other in alike)])
        self._put_ahead((choice, other) for other in alike if other != choice)
        return choice

    def last(self, alike: Sequence[str]) -> str:
        """Choose who goes last among those alike."""
        self.note(alike)
        if self.lot is not None:
            return max(alike, key=self.lot.index)
        choice = self._scripted([one for one in alike if not any((one, other) in self.ahead for other in alike)])
        self._put_ahead((other, choice) for other in alike if other != choice)
        return choice

    def in_order(self, alike: Sequence[str]) -> tuple[str, ...]:
        """Put those alike in the order of the lot, where there is one and their order changes nothing else."""
        return tuple(alike) if self.lot is None else tuple(sorted(alike, key=self.lot.index))

    def note(self, alike: Iterable[str]) -> None:
        """Remember a tie, once."""
        if not any(set(alike) <= set(known) for known in self.met):
            self.met.append(tuple(alike))

    def _scripted(self, choices: Sequence[str]) -> str:
        if len(self.chosen) < len(self.script):
            choice = self.script[len(self.chosen)]
        else:
            choice, *others = choices
            self.untried += [(*self.chosen, other) for other in others]
        self.chosen.append(choice)
        return choice

    def _put_ahead(self, pairs: Iterable[tuple[str, str]]) -> None:
        for one, other in pairs:
            before = {one} | {first for first, second in self.ahead if second == one}
            after = {other} | {second for first, second in self.ahead if first == other}
            self.ahead |= {(first, second) for first in before for second in after}

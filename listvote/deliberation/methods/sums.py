"""Approval, score and points: whatever was given to an option is added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from listvote.deliberation.methods.ties import Order, graded, settled, tied


@dataclass(frozen=True, slots=True)
class Sums:
    """What was added up.

    `given` counts the ballots that say anything about an option: under approval those that approve of it. `ties` are
    the options alike before the lot; without a lot `winners` are all who share the first place.
    """

    ballots: int
    sums: Mapping[str, int]
    given: Mapping[str, int]
    winners: tuple[str, ...]
    order: Order
    ties: Order

    def mean(self, option: str) -> Fraction | None:
        """The mean of the ratings that an option was given; None where it was given none."""
        return Fraction(self.sums[option], self.given[option]) if self.given[option] else None


def approval(options: Sequence[str], ballots: Mapping[tuple[str, ...], int], lot: Sequence[str] | None = None) -> Sums:
    """Count approvals: each ballot adds one to every option that it names.

    Args:
        options: all options, in the order announced.
        ballots: the options approved of, with the number of ballots alike.
        lot: all options, the one that wins every tie first; None to leave ties open.

    Returns:
        the sums and the order; an option that nobody approves of never wins.
    """
    ones = {tuple((option, 1) for option in approved): alike for approved, alike in ballots.items()}
    return _added(options, ones, lot, nothing_wins=False)


def score(
    options: Sequence[str], ballots: Mapping[tuple[tuple[str, int], ...], int], lot: Sequence[str] | None = None
) -> Sums:
    """Add up ratings; an option that a ballot leaves out gets nothing from it.

    Args:
        options: all options, in the order announced.
        ballots: the options rated with their numbers, with the number of ballots alike.
        lot: all options, the one that wins every tie first; None to leave ties open.

    Returns:
        the sums and the order; without any ballot nobody wins.
    """
    return _added(options, ballots, lot, nothing_wins=True)


def points(
    options: Sequence[str], ballots: Mapping[tuple[tuple[str, int], ...], int], lot: Sequence[str] | None = None
) -> Sums:
    """Add up the points that were given away.

    Args:
        options: all options, in the order announced.
        ballots: the options with their points, with the number of ballots alike.
        lot: all options, the one that wins every tie first; None to leave ties open.

    Returns:
        the sums and the order; an option without any point never wins.
    """
    return _added(options, ballots, lot, nothing_wins=False)


def _added(
    options: Sequence[str],
    ballots: Mapping[tuple[tuple[str, int], ...], int],
    lot: Sequence[str] | None,
    *,
    nothing_wins: bool,
) -> Sums:
    sums = dict.fromkeys(options, 0)
    given = dict.fromkeys(options, 0)
    for ratings, alike in ballots.items():
        for option, number in ratings:
            sums[option] += number * alike
            given[option] += alike
    counted = graded(options, sums.__getitem__)
    order = settled(counted, lot)
    cast = sum(ballots.values())
    best = order[0] if order and cast else ()
    winners = tuple(option for option in best if nothing_wins or sums[option])
    return Sums(cast, sums, given, winners, order, tied(counted))

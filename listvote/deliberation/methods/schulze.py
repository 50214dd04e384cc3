"""Ranked ballots by Schulze's method, with the default option, ratios and quorum of the Debian Constitution, A.6.

1. Count for every pair how many prefer the one to the other; options left out of a ballot are equal last in it.
2. Drop each option that too few prefer to the default option (A.6.2).
3. Drop each option that does not defeat the default option by its ratio (A.6.3).
4. Find the Schwartz set of what is left, and drop the weakest defeats in it, all that are equally weak together; begin
   again, until it has no defeat (A.6.5 to A.6.8). Who is in it then wins; the lot settles between several.
5. Order the others by the strongest paths of winning votes (Schulze 2011).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from listvote.deliberation.ballots import Ranking
from listvote.deliberation.methods.ties import Order, settled, tied

Pairwise = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Dropped:
    """An option that left the count before it began, and by which rule."""

    option: str
    why: Literal["quorum", "ratio"]


@dataclass(frozen=True, slots=True)
class Defeat:
    """One option that more prefer to another than the other way round."""

    winner: str
    loser: str
    votes_for: int
    votes_against: int

    @property
    def strength(self) -> tuple[int, int]:
        """The weakest has the fewest votes for it, and among those the most against (A.6.7)."""
        return (self.votes_for, -self.votes_against)


@dataclass(frozen=True, slots=True)
class Step:
    """One pass of step 4: the Schwartz set, and the defeats that were weakest in it."""

    schwartz: tuple[str, ...]
    weakest: tuple[Defeat, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The whole working of a ranked count.

    `pairwise[A][B]` is how many prefer A to B. `order` leaves out what was dropped. `ties` are the options alike before
    the lot; without a lot `winners` are all who share the first place.
    """

    ballots: int
    pairwise: Pairwise
    dropped: tuple[Dropped, ...]
    defeats: tuple[Defeat, ...]
    steps: tuple[Step, ...]
    paths: Pairwise
    winners: tuple[str, ...]
    order: Order
    ties: Order


def schulze(
    options: Sequence[str],
    ballots: Mapping[Ranking, int],
    *,
    default: str | None = None,
    option_quorum: int = 0,
    ratios: Mapping[str, Fraction | int] | None = None,
    lot: Sequence[str] | None = None,
) -> Ranked:
    """Count ranked ballots.

    Args:
        options: all options, in the order announced, the default one among them.
        ballots: the orders, with the number of ballots alike.
        default: the option that stands for none of the others, such as further discussion.
        option_quorum: how many must prefer an option to the default one.
        ratios: how many times more must prefer an option to the default one than the other way round; else once.
        lot: all options, the one that wins every tie first; None to leave ties open.

    Returns:
        the whole working; without any ballot only a default option wins.

    Raises:
        ValueError: the default is none of the options, or a quorum or ratio has no default to compare with.
    """
    if default is not None and default not in options:
        raise ValueError(f"the default option {default!r} is none of the options")
    if default is None and (option_quorum or ratios):
        raise ValueError("a quorum or ratio of an option needs a default option")
    pairwise = prefer(options, ballots)
    dropped = _dropped(options, pairwise, default, option_quorum, ratios or {})
    gone = {each.option for each in dropped}
    left = [option for option in options if option not in gone]
    defeats = tuple(
        Defeat(one, other, pairwise[one][other], pairwise[other][one])
        for one in left
        for other in left
        if one != other and pairwise[one][other] > pairwise[other][one]
    )
    steps, best = _schwartz_steps(left, defeats)
    paths = strongest_paths(left, defeats)
    counted = _in_order(left, best, paths)
    order = settled(counted, lot)
    cast = sum(ballots.values())
    winners = order[0] if order and (cast or default is not None) else ()
    return Ranked(cast, pairwise, dropped, defeats, steps, paths, winners, order, tied(counted))


def prefer(options: Sequence[str], ballots: Mapping[Ranking, int]) -> dict[str, dict[str, int]]:
    """Count for every pair of options how many ballots prefer the one to the other.

    Args:
        options: all options.
        ballots: the orders, with the number of ballots alike; options left out are equal last.

    Returns:
        `pairwise[A][B]` for all A and B that differ.
    """
    # One whole number holds a field of bits for every option, wide enough for all ballots: a ballot is added to an
    # option's row by one addition, whatever the number of options.
    width = max(1, sum(ballots.values()).bit_length())
    shift = {option: width * index for index, option in enumerate(options)}
    unit = {option: 1 << bits for option, bits in shift.items()}
    rows = dict.fromkeys(options, 0)
    everyone = sum(unit.values())
    for ranking, alike in ballots.items():
        below = everyone
        for rank in ranking:
            for option in rank:
                below -= unit[option]
            row = below * alike
            for option in rank:
                rows[option] += row
    mask = (1 << width) - 1
    return {one: {other: rows[one] >> shift[other] & mask for other in options if other != one} for one in options}


def _dropped(
    options: Sequence[str],
    pairwise: Pairwise,
    default: str | None,
    option_quorum: int,
    ratios: Mapping[str, Fraction | int],
) -> tuple[Dropped, ...]:
    dropped = []
    for option in options:
        if default is None or option == default:
            continue
        over, under = pairwise[option][default], pairwise[default][option]
        if over < option_quorum:
            dropped.append(Dropped(option, "quorum"))
        elif over < ratios.get(option, 1) * under or over <= under:
            dropped.append(Dropped(option, "ratio"))
    return tuple(dropped)


def _schwartz_steps(options: Sequence[str], defeats: Sequence[Defeat]) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    steps: list[Step] = []
    left = list(defeats)
    while True:
        schwartz = _schwartz_set(options, left)
        inside = [each for each in left if each.winner in schwartz and each.loser in schwartz]
        if not inside:
            return tuple(steps), schwartz
        least = min(each.strength for each in inside)
        weakest = tuple(each for each in inside if each.strength == least)
        steps.append(Step(schwartz, weakest))
        left = [each for each in left if each not in weakest]


def _schwartz_set(options: Sequence[str], defeats: Sequence[Defeat]) -> tuple[str, ...]:
    """Those whom nobody defeats, over however many steps, without being so defeated in turn (A.6.6)."""
    reach: dict[str, set[str]] = {option: set() for option in options}
    for each in defeats:
        reach[each.winner].add(each.loser)
    for middle in options:
        for start in options:
            if middle in reach[start]:
                reach[start] |= reach[middle]
    return tuple(one for one in options if all(other in reach[one] for other in options if one in reach[other]))


def strongest_paths(options: Sequence[str], defeats: Sequence[Defeat]) -> dict[str, dict[str, int]]:
    """Find the strongest path between every two options.

    Args:
        options: all options that are left.
        defeats: the defeats among them.

    Returns:
        its strength by its beginning and its end: that of its weakest defeat, in winning votes; 0 where there is none.
    """
    paths = {one: dict.fromkeys((other for other in options if other != one), 0) for one in options}
    for each in defeats:
        paths[each.winner][each.loser] = each.votes_for
    for middle in options:
        for start in options:
            for end in options:
                if middle not in (start, end) and start != end:
                    over = min(paths[start][middle], paths[middle][end])
                    paths[start][end] = max(paths[start][end], over)
    return paths


def _in_order(options: Sequence[str], best: tuple[str, ...], paths: Pairwise) -> Order:
    """Put the winners first, then again and again all that nobody left has the stronger path to."""
    order = [best] if best else []
    left = [option for option in options if option not in best]
    while left:
        next_best = tuple(
            one for one in left if all(paths[one][other] >= paths[other][one] for other in left if other != one)
        )
        order.append(next_best)
        left = [option for option in left if option not in next_best]
    return tuple(order)

"""Nobody is favoured among those whose turn it is: the lot's orders over 100,000 seeds, held against chance.

Each statistic is compared with a bound that a fair lot would exceed once in a million such tests: the probability of a
false alarm is 1e-6. The seeds are counted up, so that the same orders are drawn in every run.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import permutations

from listvote.charter import Rotation
from listvote.labour.drawing import Candidate, Places, draw
from listvote.labour.rotation import Service, standing
from listvote.lot import in_order, order

SEEDS = 100_000
# The values that chi-square with so many degrees of freedom exceeds with probability 1e-6.
CHI_SQUARE = {4: 33.377, 9: 44.811, 119: 207.199}


def chi_square(counts: Counter[int] | Counter[tuple[int, ...]], cells: int) -> float:
    """How far counts are from being equal over so many cells: squared differences over what is expected."""
    expected = Fraction(counts.total(), cells)
    seen = sum((number - expected) ** 2 / expected for number in counts.values())
    return float(seen + (cells - len(counts)) * expected)


def seeds(count: int) -> list[bytes]:
    return [number.to_bytes(32, "big") for number in range(count)]


def test_every_order_of_a_tie_group_is_as_likely_as_any_other() -> None:
    """120 orders of five members, 119 degrees of freedom: the bound is 207.20 at 1e-6."""
    drawn = Counter(tuple(in_order(seed, (4, 7, 19, 103, 2026))) for seed in seeds(SEEDS))
    assert set(drawn) <= set(permutations((4, 7, 19, 103, 2026)))
    assert chi_square(drawn, 120) < CHI_SQUARE[119]


def test_every_member_is_as_likely_to_come_first_whatever_their_number() -> None:
    """Ten members of one standing behind one who comes before them all, 9 degrees of freedom: 44.81 at 1e-6."""
    first = Service()
    rest = Service(3, None)
    pool = [Candidate(1, standing(Rotation.COUNT, first), frozenset({"T1"}))]
    numbers = (2, 3, 5, 8, 13, 21, 34, 55, 89, 144)
    pool += [Candidate(number, standing(Rotation.COUNT, rest), frozenset({"T1"})) for number in numbers]
    seconds: Counter[int] = Counter()
    for seed in seeds(SEEDS // 10):
        drawn = draw([Places("T1", 2)], pool, in_order(seed, (1, *numbers)))
        assert drawn.seats[0].member == 1
        seconds[drawn.seats[1].member] += 1
    assert chi_square(seconds, 10) < CHI_SQUARE[9]


def test_one_salt_more_makes_another_order_that_is_as_fair() -> None:
    """With one secret and 20,000 salts, who of five comes first: 4 degrees of freedom, 33.38 at 1e-6."""
    secret = bytes(range(32))
    firsts = Counter(order(secret, (1, 2, 3, 4, 5), {3: f"salt {number}"}, ())[0] for number in range(20_000))
    assert chi_square(firsts, 5) < CHI_SQUARE[4]


def test_the_bounds_are_tight_enough_to_notice_a_lot_that_favours_somebody() -> None:
    """A lot in which one of five comes first with 23 instead of 20 in a hundred fails."""
    favoured = Counter({1: 23_000, 2: 19_250, 3: 19_250, 4: 19_250, 5: 19_250})
    assert chi_square(favoured, 5) > CHI_SQUARE[4]

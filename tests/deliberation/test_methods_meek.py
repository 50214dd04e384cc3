"""Meek's method: quotas that fall, shares in nine decimals, and a second computation in floating point."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest

from listvote.deliberation.ballots import Ranking
from listvote.deliberation.methods.meek import meek
from listvote.deliberation.methods.transfers import stv


def meek_ballots(profile: dict[str, int]) -> dict[Ranking, int]:
    return {tuple((letter,) for letter in order): alike for order, alike in profile.items()}


def test_exhausted_votes_lower_the_quota() -> None:
    count = meek("ABC", meek_ballots({"A": 6, "B": 3, "C": 2}), 2)
    assert [each.elected for each in count.rounds] == [("A",), ("B",)]
    assert count.rounds[0].quota == Fraction(3_666_666_667, 10**9)
    second = count.rounds[1]
    assert second.quota is not None
    assert second.quota <= 3
    assert second.exhausted == 6 - second.counts["A"]
    assert count.quota is None


def test_a_surplus_moves_on_until_it_is_too_small_to_matter() -> None:
    count = meek("CPH", meek_ballots({"CP": 4, "H": 2}), 2)
    assert count.winners == ("C", "H")
    last = count.rounds[1]
    assert last.eliminated == ("P",)
    assert last.quota == Fraction(2_000_000_001, 10**9)
    assert 2 - last.counts["P"] < Fraction(1, 10**6)


def test_votes_too_close_to_tell_apart_are_settled_by_an_earlier_round_or_the_lot() -> None:
    level = meek_ballots({"A": 4, "B": 2, "C": 2})
    assert meek("ABC", level, 1, lot="ABC").rounds[0].eliminated == ("C",)
    assert meek("ABC", level, 1, lot="ACB").rounds[0].eliminated == ("B",)
    assert meek("ABC", level, 1).ties == (("B", "C"),)


def test_none_of_these_ends_an_election_by_meek_too() -> None:
    assert meek("ABN", meek_ballots({"A": 6, "N": 5, "B": 4}), 2, none_of_these="N").winners == ("A",)


def test_stv_hands_over_to_meek() -> None:
    profile = meek_ballots({"A": 6, "B": 3, "C": 2})
    assert stv("ABC", profile, 2, transfer="meek") == meek("ABC", profile, 2)
    assert stv("ABC", profile, 2).rounds != meek("ABC", profile, 2).rounds


def floating(profile: dict[Ranking, int], elected: set[str], hopeful: set[str], seats: int) -> dict[str, float]:
    """Find where the shares come to rest once these are elected and those are left."""
    shares = dict.fromkeys(elected | hopeful, 1.0)
    votes: dict[str, float] = {}
    for _ in range(4000):
        votes = dict.fromkeys(shares, 0.0)
        for order, alike in profile.items():
            weight = float(alike)
            for (option,) in order:
                if option in shares:
                    votes[option] += weight * shares[option]
                    weight *= 1 - shares[option]
        quota = sum(votes.values()) / (seats + 1)
        if sum(abs(votes[option] - quota) for option in elected) < 1e-9:
            break
        for option in elected:
            shares[option] = min(1.0, shares[option] * quota / votes[option])
    return votes


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_a_second_computation_comes_to_the_same_votes_wherever_somebody_is_eliminated(seats: int) -> None:
    dice = Random(seats)
    compared = 0
    for _ in range(60):
        profile: Counter[str] = Counter()
        for _ in range(dice.randint(4, 12)):
            profile["".join(dice.sample("ABCDEF", dice.randint(1, 6)))] += dice.randint(1, 9)
        read = meek_ballots(dict(profile))
        count = meek("ABCDEF", read, seats, lot="ABCDEF")
        elected: set[str] = set()
        hopeful = set("ABCDEF")
        for each in count.rounds:
            assert sum(each.counts.values()) + each.exhausted == count.ballots
            if each.eliminated:
                expected = floating(read, elected, hopeful, seats)
                assert {o: pytest.approx(v, abs=1e-4) for o, v in expected.items()} == {
                    option: float(votes) for option, votes in each.counts.items()
                }
                compared += 1
            elected |= set(each.elected)
            hopeful -= {*each.elected, *each.eliminated}
        assert len(count.winners) == seats
    assert compared > 60


def test_the_lot_alone_and_not_the_order_of_ballots_or_options_decides() -> None:
    dice = Random(5)
    for _ in range(60):
        profile = meek_ballots({"".join(dice.sample("ABCD", dice.randint(1, 4))): dice.randint(1, 3) for _ in range(6)})
        turned = dict(reversed(profile.items()))
        one, other = meek("ABCD", profile, 2, lot="CADB"), meek("DCBA", turned, 2, lot="CADB")
        assert (one.winners, one.order) == (other.winners, other.order)

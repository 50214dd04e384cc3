"""Ranked ballots: known answers, the default option's rules, and two other ways to the same winners."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise, permutations
from random import Random

import pytest
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.condorcet import Schulze

from listvote.deliberation.ballots import Ranking
from listvote.deliberation.methods.schulze import Dropped, Ranked, prefer, schulze
from listvote.measures import OptionQuorum

SCHULZE_45 = {"ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8}
TENNESSEE = {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}


def ranked_ballots(profile: dict[str, int]) -> dict[Ranking, int]:
    """Read `{"AB=C": 2}`: `=` ties what stands on its sides."""
    found: dict[Ranking, int] = {}
    for written, alike in profile.items():
        ranks: list[tuple[str, ...]] = []
        for place, letter in enumerate(written):
            if letter != "=":
                if place and written[place - 1] == "=":
                    ranks[-1] += (letter,)
                else:
                    ranks.append((letter,))
        found[tuple(ranks)] = alike
    return found


def random_ranked(dice: Random, options: str, largest: int = 4) -> dict[Ranking, int]:
    profile: Counter[Ranking] = Counter()
    for _ in range(dice.randint(1, 9)):
        ranks: list[tuple[str, ...]] = []
        for letter in dice.sample(options, dice.randint(1, len(options))):
            if ranks and dice.random() < 0.25:
                ranks[-1] += (letter,)
            else:
                ranks.append((letter,))
        profile[tuple(ranks)] += dice.randint(1, largest)
    return dict(profile)


def order_of(count: Ranked) -> str:
    return " ".join("".join(group) for group in count.order)


def test_the_45_voters_of_schulze_order_e_a_c_b_d() -> None:
    count = schulze("ABCDE", ranked_ballots(SCHULZE_45))
    assert (count.ballots, count.winners, order_of(count), count.ties) == (45, ("E",), "E A C B D", ())
    assert count.pairwise["A"] == {"B": 20, "C": 26, "D": 30, "E": 22}
    assert count.paths["E"] == {"A": 25, "B": 28, "C": 28, "D": 31}
    assert count.paths["A"] == {"B": 28, "C": 28, "D": 30, "E": 24}


def test_the_tennessee_capital_is_nashville_when_ranked() -> None:
    count = schulze("MNCK", ranked_ballots(TENNESSEE))
    assert order_of(count) == "N C K M"
    assert count.steps == ()


def test_the_weakest_defeat_of_a_circle_is_dropped() -> None:
    count = schulze("ABC", ranked_ballots({"ABC": 8, "BCA": 7, "CAB": 6}))
    (step,) = count.steps
    assert step.schwartz == ("A", "B", "C")
    assert [(each.winner, each.loser, each.votes_for) for each in step.weakest] == [("C", "A", 13)]
    assert order_of(count) == "A B C"


def test_of_two_defeats_with_equal_votes_the_one_with_more_against_is_weaker() -> None:
    count = schulze("ABC", ranked_ballots({"B": 7, "AC": 7, "B=C": 5, "A": 3, "C": 3}))
    assert [(each.winner, each.loser) for each in count.steps[0].weakest] == [("A", "C")]
    assert order_of(count) == "C B A"


def test_options_left_out_are_equal_last() -> None:
    assert prefer("ABC", {(("A",),): 3, (("B", "C"),): 2}) == {
        "A": {"B": 3, "C": 3},
        "B": {"A": 2, "C": 0},
        "C": {"A": 2, "B": 0},
    }


@pytest.mark.parametrize(
    ("profile", "quorum", "ratios", "winner", "dropped"),
    [
        ({"AD": 5, "DA": 4}, 0, {}, "A", []),
        ({"AD": 4, "DA": 4}, 0, {}, "D", [("A", "ratio")]),
        ({"AD": 5, "DA": 4}, 5, {}, "A", []),
        ({"AD": 5, "DA": 4}, 6, {}, "D", [("A", "quorum")]),
        ({"AD": 9, "DA": 3}, 0, {"A": 3}, "A", []),
        ({"AD": 8, "DA": 3}, 0, {"A": 3}, "D", [("A", "ratio")]),
        ({"AD": 4, "DA": 3}, 0, {"A": Fraction(4, 3)}, "A", []),
        ({"AD": 3, "DA": 3}, 0, {"A": Fraction(1, 2)}, "D", [("A", "ratio")]),
        ({"ABD": 5, "BDA": 4}, 0, {"A": 2}, "B", [("A", "ratio")]),
        ({"ABD": 1, "DAB": 1}, 2, {}, "D", [("A", "quorum"), ("B", "quorum")]),
        ({"A": 2, "A=D": 5}, 3, {}, "D", [("A", "quorum"), ("B", "quorum")]),
    ],
)
def test_the_default_option_drops_what_does_not_defeat_it(
    profile: dict[str, int],
    quorum: int,
    ratios: dict[str, Fraction | int],
    winner: str,
    dropped: list[tuple[str, str]],
) -> None:
    options = "ABD" if "B" in "".join(profile) or len(dropped) == 2 else "AD"
    count = schulze(options, ranked_ballots(profile), default="D", option_quorum=quorum, ratios=ratios)
    assert count.winners == (winner,)
    assert [(each.option, each.why) for each in count.dropped] == dropped
    assert {option for group in count.order for option in group} == set(options) - {option for option, _ in dropped}


def test_the_quorum_of_debian_is_held_by_votes_at_three_halves_of_the_root() -> None:
    needed = OptionQuorum.parse("at least 3/2 sqrt of members").needed(911)
    votes = ranked_ballots({"AD": 45})
    assert schulze("AD", votes, default="D", option_quorum=needed).dropped == (Dropped("A", "quorum"),)
    assert schulze("AD", ranked_ballots({"AD": 46}), default="D", option_quorum=needed).winners == ("A",)


def test_an_option_that_is_dropped_breaks_no_circle() -> None:
    circle = ranked_ballots({"ABCD": 8, "BCAD": 7, "CABD": 6, "DABC": 1})
    assert schulze("ABCD", circle, default="D").winners == ("A",)
    dropped = schulze("ABCD", circle, default="D", ratios={"B": 30})
    assert (dropped.winners, order_of(dropped)) == (("C",), "C A D")


def test_a_tie_for_the_first_place_names_all_and_the_lot_settles_it() -> None:
    level = ranked_ballots({"AB": 2, "BA": 2})
    assert schulze("ABC", level).winners == ("A", "B")
    assert (order_of(schulze("ABC", level)), schulze("ABC", level).ties) == ("AB C", (("A", "B"),))
    drawn = schulze("ABC", level, lot="CBA")
    assert (drawn.winners, order_of(drawn), drawn.ties) == (("B",), "B A C", (("A", "B"),))


def test_without_ballots_nobody_wins_but_a_default_option() -> None:
    assert schulze("AB", {}).winners == ()
    assert schulze("ABD", {}, default="D").winners == ("D",)


@pytest.mark.parametrize(("default", "quorum"), [("X", 0), (None, 1)])
def test_a_default_that_is_missing_is_an_error(default: str | None, quorum: int) -> None:
    with pytest.raises(ValueError, match="default"):
        schulze("AB", {}, default=default, option_quorum=quorum)


def winners_by_every_path(options: str, profile: dict[Ranking, int]) -> set[str]:
    """Find the winners from every path there is, strengths compared as the Debian Constitution compares defeats."""

    def place(ranking: Ranking, option: str) -> int:
        return next((index for index, rank in enumerate(ranking) if option in rank), len(options))

    def over(one: str, other: str) -> int:
        return sum(alike for ranking, alike in profile.items() if place(ranking, one) < place(ranking, other))

    strength = {
        (one, other): (over(one, other), -over(other, one))
        for one, other in permutations(options, 2)
        if over(one, other) > over(other, one)
    }
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for length in range(2, len(options) + 1):
        for path in permutations(options, length):
            if all(step in strength for step in pairwise(path)):
                ends = (path[0], path[-1])
                best[ends] = max(best.get(ends, (0, 0)), min(strength[step] for step in pairwise(path)))
    none = (0, 0)
    return {
        one
        for one in options
        if all(best.get((one, other), none) >= best.get((other, one), none) for other in options if other != one)
    }


def test_dropping_weakest_defeats_finds_who_has_the_strongest_paths() -> None:
    dice = Random(17)
    for _ in range(1200):
        options = "ABCDE"[: dice.randint(2, 5)]
        profile = random_ranked(dice, options)
        assert set(schulze(options, profile).winners) == winners_by_every_path(options, profile), profile


def test_votelib_finds_the_same_winner_where_its_paths_are_not_tied() -> None:
    dice = Random(19)
    compared = 0
    for _ in range(1000):
        options = "ABCDEF"[: dice.randint(2, 6)]
        profile = random_ranked(dice, options, 9)
        count = schulze(options, profile)
        ranked = {letter for ranking in profile for rank in ranking for letter in rank}
        (winner, *level) = count.winners
        ahead = all(count.paths[winner][other] > count.paths[other][winner] for other in options if other != winner)
        if level or not ahead or ranked != set(options):
            continue
        flat: Counter[tuple[object, ...]] = Counter()
        for ranking, alike in profile.items():
            flat[tuple(frozenset(rank) if len(rank) > 1 else rank[0] for rank in ranking)] += alike
        assert Schulze().evaluate(RankedToCondorcetVotes().convert(flat), 1) == [winner], profile
        compared += 1
    assert compared > 700


def test_the_order_of_options_and_ballots_changes_nothing() -> None:
    dice = Random(23)
    for _ in range(200):
        profile = random_ranked(dice, "ABCD")
        turned = dict(reversed(profile.items()))
        one, other = schulze("ABCD", profile), schulze("DCBA", turned)
        assert [set(group) for group in one.order] == [set(group) for group in other.order]
        assert schulze("ABCD", profile, lot="BDAC").order == schulze("DCBA", turned, lot="BDAC").order

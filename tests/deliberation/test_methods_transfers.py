"""Instant runoff and the single transferable vote: known answers, ties, and a second count, ballot by ballot."""

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from votelib.evaluate.sequential import TransferableVoteSelector

from listvote.deliberation.ballots import Ranking
from listvote.deliberation.methods.rounds import Round, Transfers
from listvote.deliberation.methods.transfers import irv, stv

TENNESSEE = {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}
FRUIT = {"O": 4, "PO": 2, "CS": 8, "CW": 4, "S": 1, "W": 1}  # orange, pear, chocolate, strawberry, sweets


def ballots(profile: dict[str, int]) -> dict[Ranking, int]:
    return {tuple((letter,) for letter in order): alike for order, alike in profile.items()}


def random_profile(dice: Random, options: str, largest: int = 4) -> dict[Ranking, int]:
    profile: Counter[str] = Counter()
    for _ in range(dice.randint(1, 7)):
        profile["".join(dice.sample(options, dice.randint(1, len(options))))] += dice.randint(1, largest)
    return ballots(profile)


def shown(count: Round) -> dict[str, str]:
    return {option: str(votes) for option, votes in count.counts.items()}


def letters(order: tuple[tuple[str, ...], ...]) -> str:
    return " ".join("".join(group) for group in order)


def test_the_tennessee_capital_is_knoxville_by_irv() -> None:
    count = irv("MNCK", ballots(TENNESSEE))
    assert count.winners == ("K",)
    assert [each.eliminated for each in count.rounds] == [("C",), ("N",), ()]
    assert [shown(each) for each in count.rounds] == [
        {"M": "42", "N": "26", "C": "15", "K": "17"},
        {"M": "42", "N": "26", "K": "32"},
        {"M": "42", "K": "58"},
    ]
    assert count.rounds[-1].elected == ("K",)
    assert letters(count.order) == "K M N C"
    assert count.quota is None


def test_a_majority_ends_an_irv_in_its_first_round() -> None:
    assert len(irv("ABC", ballots({"A": 6, "B": 3, "C": 3, "CB": 1})).rounds) == 2
    assert irv("ABC", ballots({"A": 7, "B": 3, "C": 3})).rounds[0].elected == ("A",)


def test_exhausted_ballots_lower_the_majority_of_an_irv() -> None:
    count = irv("ABC", ballots({"A": 5, "B": 4, "C": 3}))
    assert count.rounds[1].exhausted == 3
    assert count.rounds[1].elected == ("A",)


def test_the_party_food_election_seats_chocolate_oranges_and_strawberries() -> None:
    count = stv("OPCSW", ballots(FRUIT), 3)
    assert count.quota == 6
    assert count.winners == ("C", "O", "S")
    assert [(each.elected, each.surplus_of, each.eliminated) for each in count.rounds] == [
        (("C",), "C", ()),
        ((), None, ("P",)),
        (("O",), None, ("W",)),
        (("S",), None, ()),
    ]
    assert shown(count.rounds[1]) == {"O": "4", "P": "2", "C": "6", "S": "5", "W": "3"}


def test_a_surplus_moves_on_in_exact_fractions_of_every_vote_held() -> None:
    count = stv("ABCD", ballots({"AB": 4, "AC": 2, "A": 1, "D": 4, "BC": 1}), 2)
    assert count.quota == 5
    assert count.rounds[0].elected == ("A",)
    assert count.rounds[1].counts == {"A": 5, "B": 1 + 4 * Fraction(2, 7), "C": Fraction(4, 7), "D": 4}
    assert count.rounds[1].exhausted == Fraction(2, 7)
    assert count.rounds[1].eliminated == ("C",)
    assert count.winners == ("A", "D")


def test_a_vote_that_arrived_at_part_of_its_weight_moves_on_at_part_of_that() -> None:
    count = stv("ABCD", ballots({"ABC": 12, "B": 1, "C": 1, "D": 4}), 3)
    assert count.quota == 5
    assert [each.surplus_of for each in count.rounds[:2]] == ["A", "B"]
    assert count.rounds[1].counts["B"] == 1 + 12 * Fraction(7, 12)
    assert count.rounds[2].counts["C"] == 1 + 12 * Fraction(7, 12) * Fraction(3, 8)


def test_the_larger_surplus_moves_first() -> None:
    count = stv("ABC", ballots({"A": 6, "B": 7, "C": 1}), 2)
    assert count.quota == 5
    assert count.rounds[0].elected == ("B", "A")


def test_no_more_left_than_seats_are_all_elected() -> None:
    assert set(stv("ABC", ballots({"A": 5, "B": 1}), 3).winners) == {"A", "B", "C"}
    assert set(stv("AB", ballots({"A": 5}), 7).winners) == {"A", "B"}


def test_a_tie_is_settled_by_the_latest_earlier_round_that_differs() -> None:
    # B and C are level in the second round; in the first C was behind.
    count = stv("ABCD", ballots({"A": 7, "B": 4, "C": 3, "DC": 1}), 1)
    assert count.rounds[1].counts["B"] == count.rounds[1].counts["C"]
    assert count.rounds[1].eliminated == ("C",)
    assert count.ties == ()


def test_a_tie_that_the_rounds_do_not_settle_falls_to_the_lot() -> None:
    level = ballots({"A": 3, "B": 2, "C": 2, "BC": 1, "CB": 1})
    assert irv("ABC", level, lot="ABC").rounds[0].eliminated == ("C",)
    assert irv("ABC", level, lot="ACB").rounds[0].eliminated == ("B",)
    assert irv("ABC", level, lot="ACB").ties == (("A", "B", "C"),)


@pytest.mark.parametrize(
    ("profile", "winners", "order"),
    [
        ({"A": 5, "B": 5}, "AB", "AB"),
        ({"A": 9, "B": 4, "C": 4, "D": 1, "E": 1}, "A", "A BC DE"),
        ({"A": 6, "B": 6, "C": 1}, "AB", "AB C"),
        ({"A": 6, "BA": 2, "CA": 2}, "A", "A BC"),
    ],
)
def test_without_a_lot_all_that_could_win_are_named_and_what_is_tied_stays_together(
    profile: dict[str, int], winners: str, order: str
) -> None:
    options = "".join(sorted(set("".join(profile))))
    count = irv(options, ballots(profile))
    assert ("".join(sorted(count.winners)), letters(count.order)) == (winners, order)


def test_options_that_hold_nothing_need_no_lot_to_go() -> None:
    many = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    count = stv(many, ballots({"A": 4, "B": 3, "C": 2}), 1)
    assert count.winners == ("A",)
    assert letters(stv(many, ballots({"A": 3, "B": 2, "C": 2}), 1).order) == "A BC " + many[3:]


def test_too_many_ties_to_try_leave_all_that_is_open_tied() -> None:
    many = "ABCDEFGHIJKL"
    level = ballots(dict.fromkeys(many[1:], 1) | {"A": 40})
    count = stv(many, level, 2)
    assert count.winners[0] == "A"
    assert letters(count.order) == f"A {many[1:]}"
    assert set(count.winners) == set(many)


def test_without_ballots_nobody_wins() -> None:
    for count in (irv("AB", {}), stv("AB", {}, 1, lot="AB")):
        assert (count.winners, count.rounds) == ((), ())


def test_none_of_these_ends_the_election_where_it_would_win_a_seat() -> None:
    profile = ballots({"A": 6, "N": 5, "B": 4})
    assert stv("ABN", profile, 2).winners == ("A", "N")
    ended = stv("ABN", profile, 2, none_of_these="N")
    assert ended.winners == ("A",)
    assert letters(ended.order) == "A N B"


def test_none_of_these_that_is_ahead_of_all_leaves_every_seat_empty() -> None:
    ended = stv("ABN", ballots({"N": 7, "A": 6, "B": 5}), 2, none_of_these="N")
    assert ended.winners == ()
    assert ended.rounds[-1].elected == ()


def test_none_of_these_level_with_another_falls_to_the_lot() -> None:
    level = ballots({"N": 6, "A": 6})
    assert stv("AN", level, 2, none_of_these="N", lot="AN").winners == ("A",)
    assert stv("AN", level, 2, none_of_these="N", lot="NA").winners == ()


def test_none_of_these_can_be_eliminated() -> None:
    assert stv("ABN", ballots({"A": 6, "B": 5, "NB": 1}), 1, none_of_these="N").winners != ()


def test_an_election_without_a_seat_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one seat"):
        stv("AB", ballots({"A": 1}), 0)


@dataclass
class Paper:
    order: str
    weight: Fraction
    holder: str | None = None


def second_count(profile: dict[Ranking, int], options: str, seats: int, lot: str, majority: bool) -> list[Round]:
    """Count again, ballot by ballot: each paper has a weight and a holder, and is split where part of it moves on."""
    papers = [
        Paper("".join(rank[0] for rank in order), Fraction(1)) for order, alike in profile.items() for _ in range(alike)
    ]
    cast = len(papers)
    quota = cast // (seats + 1) + 1
    hopeful, gone, rounds = set(options), list[str](), list[Round]()
    moved: dict[str, bool] = {}  # who is elected, and whether the surplus has moved on

    def hand_on(paper: Paper) -> None:
        paper.holder = next((one for one in paper.order if one in hopeful), None)

    for paper in papers:
        hand_on(paper)
    while True:
        counts = dict.fromkeys(set(options) - set(gone), Fraction(0))
        for paper in papers:
            if paper.holder is not None:
                counts[paper.holder] += paper.weight
        history = [counts, *(each.counts for each in reversed(rounds))]
        keys = {one: ([each[one] for each in history], -lot.index(one)) for one in counts}
        bar = sum(counts[one] for one in hopeful) / 2
        reaching = {one for one in hopeful if (counts[one] > bar if majority else counts[one] >= quota)}
        elected = sorted(reaching, key=keys.__getitem__, reverse=True)
        if len(moved) + len(hopeful) <= seats:
            elected += sorted(hopeful - reaching, key=keys.__getitem__, reverse=True)
        hopeful -= set(elected)
        moved |= {one: majority or counts[one] <= quota for one in elected}
        now = Round(counts, cast - sum(counts.values(), Fraction(0)), tuple(elected))
        if len(moved) >= seats or not hopeful:
            return [*rounds, now]
        waiting = [one for one in moved if not moved[one]]
        if waiting:
            first = max(waiting, key=keys.__getitem__)
            moved[first] = True
            share = (counts[first] - quota) / counts[first]
            for paper in [paper for paper in papers if paper.holder == first]:
                papers.append(Paper(paper.order, paper.weight * (1 - share), first))
                paper.weight *= share
                hand_on(paper)
            rounds.append(replace(now, surplus_of=first))
        else:
            last = min(hopeful, key=keys.__getitem__)
            hopeful.remove(last)
            gone.append(last)
            for paper in papers:
                if paper.holder == last:
                    hand_on(paper)
            rounds.append(replace(now, eliminated=(last,)))


@pytest.mark.parametrize("seats", [0, 1, 2, 3])
def test_a_second_count_finds_every_round_the_same(seats: int) -> None:
    dice = Random(seats)
    for _ in range(600):
        options = "ABCDEF"[: dice.randint(2, 6)]
        profile = random_profile(dice, options)
        lot = "".join(dice.sample(options, len(options)))
        count = stv(options, profile, seats, lot=lot) if seats else irv(options, profile, lot=lot)
        assert list(count.rounds) == second_count(profile, options, seats or 1, lot, majority=not seats), profile


def test_votelib_elects_the_same_where_nothing_is_tied() -> None:
    dice = Random(7)
    compared = 0
    for _ in range(500):
        options = "ABCDE"[: dice.randint(3, 5)]
        profile, seats = random_profile(dice, options, 9), dice.randint(1, 3)
        count = stv(options, profile, seats)
        if count.ties or len(options) <= seats or any(len(each.elected) > 1 for each in count.rounds[:-1]):
            continue  # votelib moves several surpluses at once, and refuses ties
        judge = TransferableVoteSelector(transferer="Gregory", quota_function="droop")
        flat = {tuple(rank[0] for rank in order): Fraction(alike) for order, alike in profile.items()}
        try:
            elected = judge.evaluate(flat, seats)
        except Exception:
            continue
        assert set(elected) == set(count.winners), profile
        compared += 1
    assert compared > 150


def of_every_lot(options: str, profile: dict[Ranking, int], seats: int) -> list[Transfers]:
    return [stv(options, profile, seats, lot=lot) for lot in permutations(options)]


def test_without_a_lot_the_result_is_what_all_lots_agree_on() -> None:
    dice = Random(11)
    for _ in range(150):
        profile, seats = random_profile(dice, "ABCD", 2), dice.randint(1, 2)
        open_count = stv("ABCD", profile, seats)
        settled = of_every_lot("ABCD", profile, seats)
        assert set(open_count.winners) == {winner for count in settled for winner in count.winners}, profile
        place = {option: index for index, group in enumerate(open_count.order) for option in group}
        for count in settled:
            places = [place[group[0]] for group in count.order]
            assert places == sorted(places), profile


def test_votes_are_never_lost_nor_made() -> None:
    dice = Random(13)
    for _ in range(200):
        profile = random_profile(dice, "ABCDEF", 9)
        count = stv("ABCDEF", profile, 3, lot="FEDCBA")
        assert {sum(each.counts.values()) + each.exhausted for each in count.rounds} == {count.ballots}
        assert len(count.winners) == 3

"""A count as data: the promised keys of each method, from a file of ballots to its result."""

import json
from fractions import Fraction
from typing import Any

import pytest

from listvote.deliberation.ballot_file import BallotFile, parse
from listvote.deliberation.tally import mixed, options_by_lot, tally


def recount(method: str, text: str, options: str, **arguments: Any) -> dict[str, Any]:
    found = parse(method, text, tuple(options))
    assert isinstance(found, BallotFile), found
    result = tally(method, found.ballots, found.options, **arguments)
    assert json.loads(json.dumps(result)) == result
    return result


def test_a_ranked_count() -> None:
    assert recount("ranked", "2: A > D\nB > A > D\nD", "ABD", default="D", ratios={"B": 3}) == {
        "method": "ranked",
        "ballots": 4,
        "winners": ["A"],
        "order": [["A"], ["D"]],
        "ties": [],
        "pairwise": {"A": {"B": 2, "D": 3}, "B": {"A": 1, "D": 1}, "D": {"A": 1, "B": 3}},
        "dropped": [{"option": "B", "why": "ratio"}],
    }


def test_an_stv_count_writes_parts_of_votes_as_people_do() -> None:
    result = recount("stv", "4: A > B\n2: A > C\nA\n4: D\nB > C", "ABCD", seats=2)
    assert (result["winners"], result["quota"], result["order"]) == (["A", "D"], 5, [["A"], ["D"], ["B"], ["C"]])
    assert result["rounds"][1] == {
        "counts": {"A": "5", "B": "2 1/7", "C": "4/7", "D": "4"},
        "elected": [],
        "eliminated": ["C"],
        "exhausted": "2/7",
    }


def test_a_count_by_meek_has_the_quota_of_every_round() -> None:
    result = recount("stv", "6: A\n3: B\n2: C", "ABC", seats=2, transfer="meek")
    assert result["winners"] == ["A", "B"]
    assert result["rounds"][0]["quota"] == "3 666666667/1000000000"
    assert "quota" not in result


def test_an_irv_count_has_no_quota() -> None:
    result = recount("irv", "5: A\n5: B\n", "ABC")
    assert (result["winners"], result["order"], result["ties"]) == (["A", "B"], [["A", "B"], ["C"]], [["A", "B"]])
    assert "quota" not in result


def test_a_lot_settles_the_ties_of_a_recount() -> None:
    by_lot = options_by_lot(("A", "B", "C"), bytes.fromhex("00ff"))
    result = recount("irv", "5: A\n5: B\n", "ABC", order_of_lot=by_lot)
    assert result["winners"] == [min("AB", key=by_lot.index)]
    assert result["ties"] == [["A", "B"]]
    assert sorted(by_lot) == ["A", "B", "C"]


def test_sums_and_means() -> None:
    assert recount("approval", "A, C\nC\nnone", "ABC")["sums"] == {"A": 1, "B": 0, "C": 2}
    assert recount("points", "A 3, B 7", "AB")["winners"] == ["B"]
    score = recount("score", "A 5, B 3\n2: A 4", "ABC")
    assert (score["sums"], score["means"]) == ({"A": 13, "B": 3, "C": 0}, {"A": "4 1/3", "B": "3", "C": None})


def test_positions_are_counted_and_nobody_wins() -> None:
    assert recount("majority", "31: for\n9: against\nabstain", "") == {
        "method": "majority",
        "ballots": 41,
        "positions": {"for": 31, "against": 9, "abstain": 1},
    }


@pytest.mark.parametrize(
    ("method", "arguments", "because"),
    [
        ("dice", {}, "no method"),
        ("ranked", {"default": "X"}, "'X' is none of the options"),
        ("ranked", {"ratios": {"X": 2}}, "'X' is none of the options"),
        ("ranked", {"option_quorum": 3}, "needs a default option"),
        ("approval", {"default": "A"}, "no default option"),
        ("irv", {"seats": 2}, "one seat"),
        ("irv", {"transfer": "meek"}, "no transfer"),
        ("stv", {"seats": 0}, "at least one seat"),
        ("stv", {"none_of_these": "X"}, "'X' is none of the options"),
    ],
)
def test_arguments_that_do_not_fit_are_an_error(method: str, arguments: dict[str, Any], because: str) -> None:
    with pytest.raises(ValueError, match=because):
        tally(method, [], ("A", "B"), **arguments)


@pytest.mark.parametrize(
    ("number", "written"),
    [("0", "0"), ("12", "12"), ("1/3", "1/3"), ("37/3", "12 1/3"), ("-7/2", "-3 1/2"), ("-1/2", "-1/2"), ("-2", "-2")],
)
def test_a_number_is_written_exactly(number: str, written: str) -> None:
    assert mixed(Fraction(number)) == written

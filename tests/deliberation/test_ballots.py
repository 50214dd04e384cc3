"""Ballots: what is valid in each method, its normal form, and what is refused with which reason."""

import pytest

from listvote.acts import Ballot
from listvote.deliberation.ballots import (
    METHODS,
    POSITIONS,
    BallotRules,
    Stance,
    approvals,
    in_words,
    position,
    positions,
    rankings,
    ratings,
    valid,
)

OPTIONS = ("A", "B", "C", "D")


def normal(method: str, ballot: Ballot) -> Ballot:
    checked = valid(BallotRules(method, OPTIONS), ballot)
    assert not isinstance(checked, tuple), checked
    return checked


def refused(method: str, ballot: Ballot) -> list[tuple[str, str, str]]:
    checked = valid(BallotRules(method, OPTIONS), ballot)
    assert isinstance(checked, tuple)
    return [(fault.code, fault.where, fault.what) for fault in checked]


@pytest.mark.parametrize(
    ("method", "ballot", "form"),
    [
        ("consensus", {"position": "agree"}, {"position": "agree"}),
        ("consensus", {"position": " Stand  aside"}, {"position": "stand aside"}),
        ("consensus", {"position": "agree with reservations"}, {"position": "reservations"}),
        ("lazy", {"position": "object"}, {"position": "object"}),
        ("majority", {"position": "for"}, {"position": "for"}),
        ("gradient", {"position": "step 3"}, {"position": "step 3"}),
        ("gradient", {"position": "veto"}, {"position": "step 8"}),
        ("approval", {"approved": ["C", "A", "C"]}, {"approved": ["A", "C"]}),
        ("approval", {"approved": []}, {"approved": []}),
        ("score", {"ratings": {"B": 0, "A": 5}}, {"ratings": {"A": 5, "B": 0}}),
        ("points", {"ratings": {"A": 7, "B": 3}}, {"ratings": {"A": 7, "B": 3}}),
        ("ranked", {"order": [["D"], ["C", "A"]]}, {"order": [["D"], ["A", "C"]]}),
        ("ranked", {"order": (("D",), (), ("A",))}, {"order": [["D"], ["A"]]}),
        ("stv", {"order": [["D"], ["A"]]}, {"order": [["D"], ["A"]]}),
    ],
)
def test_a_valid_ballot_has_one_normal_form(method: str, ballot: Ballot, form: Ballot) -> None:
    assert normal(method, ballot) == form
    assert normal(method, form) == form
    assert in_words(normal(method, ballot)) == in_words(form)


@pytest.mark.parametrize(
    ("method", "ballot", "faults"),
    [
        ("consensus", {"position": "for"}, [("V06", "for", "is no position")]),
        ("majority", {"position": "object"}, [("V06", "object", "is no position")]),
        ("gradient", {"position": "step 9"}, [("V06", "step 9", "is no position")]),
        ("majority", {"approved": ["A"]}, [("V06", "", "is no ballot of the method majority")]),
        ("majority", {}, [("V06", "", "is no ballot of the method majority")]),
        ("majority", {"position": "for", "order": []}, [("V06", "", "is no ballot of the method majority")]),
        ("approval", {"approved": ["A", "E", "F"]}, [("V05", x, "is none of the options") for x in "EF"]),
        ("approval", {"approved": "A"}, [("V06", "", "is no list of options")]),
        ("approval", {"approved": [["A"]]}, [("V05", "['A']", "is none of the options")]),
        ("score", {"ratings": {}}, [("V06", "", "has no option with a number")]),
        ("score", {"ratings": {"A": 6}}, [("V06", "A 6", "is not from 0 to 5")]),
        ("score", {"ratings": {"A": -1}}, [("V06", "A -1", "is not from 0 to 5")]),
        ("score", {"ratings": {"A": 4.5}}, [("V06", "A 4.5", "is no whole number")]),
        ("score", {"ratings": {"A": True}}, [("V06", "A True", "is no whole number")]),
        ("score", {"ratings": {"E": 1}}, [("V05", "E", "is none of the options")]),
        ("points", {"ratings": {"A": 7, "B": 4}}, [("V06", "", "gives away 11 points of 10")]),
        ("points", {"ratings": {"A": 11}}, [("V06", "A 11", "is not from 0 to 10")]),
        ("ranked", {"order": []}, [("V06", "", "ranks no option")]),
        ("ranked", {"order": [[]]}, [("V06", "", "ranks no option")]),
        ("ranked", {"order": ["A", "B"]}, [("V06", "", "is no order of options")]),
        ("ranked", {"order": [["A"], ["B", "A"]]}, [("V06", "A", "stands in the order more than once")]),
        ("ranked", {"order": [["E"]]}, [("V05", "E", "is none of the options")]),
    ],
)
def test_an_invalid_ballot_is_refused_with_every_fault(
    method: str, ballot: Ballot, faults: list[tuple[str, str, str]]
) -> None:
    assert refused(method, ballot) == faults


@pytest.mark.parametrize("method", ["irv", "stv"])
def test_ties_are_refused_where_one_vote_moves_along_an_order(method: str) -> None:
    checked = valid(BallotRules(method, OPTIONS), {"order": [["A"], ["C", "B"]]})
    assert isinstance(checked, tuple)
    assert [(fault.code, fault.where, fault.mend) for fault in checked] == [
        ("V06", "C = B", "Write C > B, or leave some out.")
    ]


def test_bounds_come_from_the_rules() -> None:
    assert valid(BallotRules("score", OPTIONS, rated=(-2, 2)), {"ratings": {"A": -2}}) == {"ratings": {"A": -2}}
    assert isinstance(valid(BallotRules("points", OPTIONS, budget=3), {"ratings": {"A": 4}}), tuple)


def test_a_method_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="no method"):
        valid(BallotRules("dice"), {"position": "for"})


@pytest.mark.parametrize("method", METHODS)
def test_every_fault_says_what_would_work(method: str) -> None:
    checked = valid(BallotRules(method), {"nonsense": 1})
    assert isinstance(checked, tuple)
    assert checked[0].mend


@pytest.mark.parametrize(
    ("method", "word", "stance", "exempt"),
    [
        ("consensus", "agree", Stance.FOR, False),
        ("consensus", "reservations", Stance.FOR, False),
        ("consensus", "abstain", Stance.ABSTAIN, False),
        ("consensus", "stand aside", Stance.STAND_ASIDE, True),
        ("lazy", "disagree", Stance.AGAINST, False),
        ("lazy", "object", Stance.OBJECTION, False),
        ("majority", "for", Stance.FOR, False),
        ("majority", "against", Stance.AGAINST, False),
        ("majority", "abstain", Stance.ABSTAIN, False),
        ("gradient", "step 1", Stance.FOR, False),
        ("gradient", "step 3", Stance.FOR, False),
        ("gradient", "step 4", Stance.ABSTAIN, False),
        ("gradient", "step 5", Stance.STAND_ASIDE, True),
        ("gradient", "step 6", Stance.AGAINST, False),
        ("gradient", "step 7", Stance.AGAINST, True),
        ("gradient", "step 8", Stance.OBJECTION, False),
    ],
)
def test_a_position_counts_as(method: str, word: str, stance: Stance, exempt: bool) -> None:
    found = position(method, word)
    assert (found.stance, found.exempt) == (stance, exempt)


def test_an_objection_counts_against_and_dissents() -> None:
    assert [s for s in Stance if s.votes_against] == [Stance.AGAINST, Stance.OBJECTION]
    assert [s for s in Stance if s.dissents] == [Stance.AGAINST, Stance.STAND_ASIDE, Stance.OBJECTION]
    assert [s for s in Stance if s.votes_for] == [Stance.FOR]


def test_an_unknown_position_is_an_error() -> None:
    with pytest.raises(KeyError, match="stand aside"):
        position("majority", "stand aside")


def test_no_method_has_one_word_for_two_positions() -> None:
    for method, known in POSITIONS.items():
        words = [word for each in known for word in {each.word, each.says} - {""}]
        assert len(words) == len(set(words)), method


@pytest.mark.parametrize(
    ("ballot", "words"),
    [
        ({"position": "stand aside"}, "stand aside"),
        ({"approved": ["A", "C"]}, "A, C"),
        ({"approved": []}, "none"),
        ({"ratings": {"A": 5, "B": 3}}, "A 5, B 3"),
        ({"order": [["A"], ["B", "C"], ["D"]]}, "A > B = C > D"),
    ],
)
def test_a_ballot_in_words(ballot: Ballot, words: str) -> None:
    assert in_words(ballot) == words


def test_what_is_no_ballot_has_no_words() -> None:
    with pytest.raises(ValueError, match="no valid ballot"):
        in_words({"dice": 6})


def test_ballots_alike_are_counted_together() -> None:
    assert rankings([({"order": [["A"], ["B", "C"]]}, 1)] * 2) == {(("A",), ("B", "C")): 2}
    assert approvals([({"approved": ["A"]}, 3), ({"approved": []}, 1)]) == {("A",): 3, (): 1}
    assert ratings([({"ratings": {"A": 1}}, 2)] * 3) == {(("A", 1),): 6}
    assert positions([({"position": "for"}, 1), ({"position": "for"}, 4)]) == {"for": 5}

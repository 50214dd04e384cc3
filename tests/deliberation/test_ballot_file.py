"""Ballots in a file: what is read in each method, and every fault with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.acts import Ballot
from listvote.deliberation.ballot_file import BallotFile, parse
from listvote.deliberation.ballots import METHODS


def read(method: str, text: str, options: str = "") -> BallotFile:
    found = parse(method, text, tuple(options))
    assert isinstance(found, BallotFile), found
    return found


def faults(method: str, text: str, options: str = "", budget: int | None = None) -> list[str]:
    found = parse(method, text, tuple(options), rated=(0, 5) if method == "score" else None, budget=budget)
    assert not isinstance(found, BallotFile)
    return [f"{fault.where}: {fault.what} ({fault.code})" for fault in found]


@pytest.mark.parametrize(
    ("method", "line", "alike", "ballot"),
    [
        ("ranked", "A > B = C", 1, {"order": [["A"], ["B", "C"]]}),
        ("ranked", "3: A > B", 3, {"order": [["A"], ["B"]]}),
        ("ranked", " 12 :a>b=a2", 12, {"order": [["a"], ["a2", "b"]]}),
        ("irv", "A>B", 1, {"order": [["A"], ["B"]]}),
        ("stv", "Red Pen >  Kropotkin   Fan", 1, {"order": [["Red Pen"], ["Kropotkin Fan"]]}),
        ("score", "A 5, B 3", 1, {"ratings": {"A": 5, "B": 3}}),
        ("score", "2: A: 5,B: -3", 2, {"ratings": {"A": 5, "B": -3}}),
        ("score", "In house 5, At the co-op \N{MINUS SIGN}1", 1, {"ratings": {"At the co-op": -1, "In house": 5}}),
        ("points", "A 3, B 20", 1, {"ratings": {"A": 3, "B": 20}}),
        ("approval", "C, A", 1, {"approved": ["A", "C"]}),
        ("approval", "4: none", 4, {"approved": []}),
        ("majority", "31: for", 31, {"position": "for"}),
        ("consensus", "Stand Aside", 1, {"position": "stand aside"}),
        ("gradient", "step 3", 1, {"position": "step 3"}),
    ],
)
def test_a_line_is_read_as(method: str, line: str, alike: int, ballot: Ballot) -> None:
    assert read(method, line).ballots == ((ballot, alike),)


def test_empty_lines_and_remarks_are_skipped() -> None:
    found = read("ranked", "\ufeff# spring issue\r\n\r\nA > B\r\n   \r\n# end")
    assert found.ballots == (({"order": [["A"], ["B"]]}, 1),)


def test_without_options_whatever_is_named_is_one_in_alphabetical_order() -> None:
    assert read("ranked", "C10 > a\nB > A = C9").options == ("a", "B", "C9", "C10")


def test_options_are_found_however_their_letters_are_cased() -> None:
    assert read("ranked", "b > a", "AB").ballots == (({"order": [["B"], ["A"]]}, 1),)


def test_an_option_may_be_called_none() -> None:
    found = parse("approval", "None", ("none", "all"))
    assert isinstance(found, BallotFile)
    assert found.ballots == (({"approved": ["none"]}, 1),)


def test_other_words_for_positions_can_be_handed_in() -> None:
    found = parse("majority", "Aye\n2: for", words={"aye": "for"})
    assert isinstance(found, BallotFile)
    assert found.ballots == (({"position": "for"}, 1), ({"position": "for"}, 2))


def test_every_fault_is_named_with_its_line() -> None:
    assert faults("ranked", "A > B\nA > E\n\nA > > B\n0: A\nB > A = B", "AB") == [
        "line 2, E: is none of the options (V05)",
        "line 4: has a mark with no option beside it (V06)",
        "line 5: counts no ballot at all (V06)",
        "line 6, B: stands in the order more than once (V06)",
    ]


@pytest.mark.parametrize(
    ("method", "line", "fault"),
    [
        ("stv", "A = B", "line 1, A = B: ranks options alike, but a vote goes to one of them at a time (V06)"),
        ("score", "A 6", "line 1, A 6: is not from 0 to 5 (V06)"),
        ("score", "A 4.5", "line 1, A 4.5: is no whole number (V06)"),
        ("score", "A", 'line 1: "A" is no option with a number behind it (V06)'),
        ("score", "A 1, a 2", "line 1: A stands in it more than once (V06)"),
        ("score", "A 1,", "line 1: has a mark with no option beside it (V06)"),
        ("points", "A 7, B 4", "line 1: gives away 11 points of 10 (V06)"),
        ("approval", "A,,B", "line 1: has a mark with no option beside it (V06)"),
        ("majority", "object", "line 1, object: is no position (V06)"),
    ],
)
def test_a_fault_is_named(method: str, line: str, fault: str) -> None:
    assert faults(method, line, budget=10) == [fault]


def test_a_method_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="there are consensus"):
        parse("dice", "A")


@given(st.sampled_from(METHODS), st.text(alphabet="AB 1=>,:#-n\n\u0665", max_size=30))
def test_any_text_is_ballots_or_faults(method: str, text: str) -> None:
    found = parse(method, text)
    if isinstance(found, tuple):
        assert all(fault.where.startswith("line ") for fault in found)
    else:
        assert all(alike > 0 for _, alike in found.ballots)

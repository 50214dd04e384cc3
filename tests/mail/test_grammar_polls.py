"""Ballots of polls: orders, approvals, ratings, forms, and the steps of a gradient."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listvote.acts import Clarity, Option, Place
from tests.mail.readings import act, context, matter, said, verdict

FORM = "> [{}] A. In house\n> [{}] B. At the co-op in Leeds\n> [{}] C. Not at all\n"


def test_an_option_may_begin_with_a_word_that_is_mere_filler_elsewhere() -> None:
    options = (Option("A", "Im Garten"), Option("B", "Im Gemeindehaus"), Option("C", "In the big hall"))
    garden = context("ranked", languages=("de",))
    about = replace(garden.about or matter(), options=options)
    where = replace(garden, about=about, matters={**garden.matters, about.ref: about})
    assert said("Im Garten", where) == ["A"]
    assert said("im garten > im gemeindehaus", where) == ["A > B"]
    assert said("In the big hall, then im garten", where) == ["C > A"]
    assert said("Ich bin für: im Garten", where) == ["A"]
    assert verdict("Im Sommer", where) == "talk"


@pytest.mark.parametrize(
    ("method", "line", "ballot"),
    [
        ("ranked", "A > B = C", {"order": [["A"], ["B", "C"]]}),
        ("ranked", "B, then A", {"order": [["B"], ["A"]]}),
        ("ranked", "first B, then A", {"order": [["B"], ["A"]]}),
        ("ranked", "b>a", {"order": [["B"], ["A"]]}),
        ("ranked", "In house > C", {"order": [["A"], ["C"]]}),
        ("ranked", "In House > At the co-op > Not at all", {"order": [["A"], ["B"], ["C"]]}),
        ("ranked", "B", {"order": [["B"]]}),
        ("ranked", "I vote for option B, thanks", {"order": [["B"]]}),
        ("ranked", "A for me, thanks", {"order": [["A"]]}),
        ("ranked", "A definitely", {"order": [["A"]]}),
        ("ranked", "A > B because C is great", {"order": [["A"], ["B"]]}),
        ("ranked", "Not at all, because it is in a good place", {"order": [["C"]]}),
        ("ranked", "1. B\n2. A", {"order": [["B"], ["A"]]}),
        ("ranked", "1: B, 2: A", {"order": [["B"], ["A"]]}),
        ("ranked", "My ranking: B, A", {"order": [["B"], ["A"]]}),
        ("ranked", "change my vote to A > B", {"order": [["A"], ["B"]]}),
        ("ranked", "Hi all,\n\nB > C\n\nBest,\nBen", {"order": [["B"], ["C"]]}),
        ("ranked", FORM.format(2, 1, 3), {"order": [["B"], ["A"], ["C"]]}),
        ("ranked", FORM.format(1, 1, " "), {"order": [["A", "B"]]}),
        ("ranked", FORM.format(" ", "x", " "), {"order": [["B"]]}),
        ("ranked", "[1] A\n[5] B", {"order": [["A"], ["B"]]}),
        ("irv", "A > B", {"order": [["A"], ["B"]]}),
        ("stv", "B", {"order": [["B"]]}),
        ("approval", "approve A, C", {"approved": ["A", "C"]}),
        ("approval", "C and A", {"approved": ["A", "C"]}),
        ("approval", "A\nC", {"approved": ["A", "C"]}),
        ("approval", "none", {"approved": []}),
        ("approval", "None, too expensive", {"approved": []}),
        ("approval", FORM.format("x", "", "X"), {"approved": ["A", "C"]}),
        ("approval", "[✓] A", {"approved": ["A"]}),
        ("score", "A 5, B 3", {"ratings": {"A": 5, "B": 3}}),
        ("score", "A: 5\nB: 3", {"ratings": {"A": 5, "B": 3}}),
        ("score", "A5 B3", {"ratings": {"A": 5, "B": 3}}),
        ("score", "In house 5, Not at all 0", {"ratings": {"A": 5, "C": 0}}),
        ("score", FORM.format(5, "", 0), {"ratings": {"A": 5, "C": 0}}),
        ("points", "A 3, B 2", {"ratings": {"A": 3, "B": 2}}),
        ("gradient", "step 3", {"position": "step 3"}),
        ("gradient", "3", {"position": "step 3"}),
        ("gradient", "endorse", {"position": "step 1"}),
        ("gradient", "agree with reservations", {"position": "step 3"}),
        ("gradient", "abstain", {"position": "step 4"}),
        ("gradient", "stand aside", {"position": "step 5"}),
        ("gradient", "veto: no room", {"position": "step 8"}),
        ("majority", "object", {"position": "against"}),
        ("majority", "+0", {"position": "abstain"}),
        ("consensus", "> [x] stand aside\n> [ ] agree", {"position": "stand aside"}),
    ],
)
def test_a_ballot_counts(method: str, line: str, ballot: dict[str, object]) -> None:
    found = act(line, context(method))
    assert (found.ballot, found.invalid, found.clarity) == (ballot, "", Clarity.CLEAR)


@pytest.mark.parametrize(
    ("method", "line", "code"),
    [
        ("ranked", "A > Z", "V05"),
        ("ranked", "A > B > C > D", "V05"),
        ("ranked", "A > B > B", "V06"),
        ("ranked", "[1] Z", "V05"),
        ("ranked", "[1] A\n[x] B", "V06"),
        ("ranked", "[0] A", "V06"),
        ("stv", "A > B = C", "V06"),
        ("irv", FORM.format(1, 1, 2), "V06"),
        ("approval", "approve Z", "V05"),
        ("approval", "A, Z", "V05"),
        ("approval", "A > B", "V06"),
        ("approval", "[1] A", "V06"),
        ("score", "A 6", "V06"),
        ("score", "A 4.5", "V06"),
        ("score", "A 5, B -1", "V06"),
        ("score", "A 5, A 3", "V06"),
        ("score", "A 5, Z 3", "V05"),
        ("points", "A 8, B 3", "V06"),
    ],
)
def test_a_ballot_with_an_invalid_entry_is_invalid_as_a_whole(method: str, line: str, code: str) -> None:
    found = act(line, context(method))
    assert (found.ballot, found.invalid) == (None, code)
    assert found.faults


@pytest.mark.parametrize(
    ("method", "line"),
    [
        ("ranked", "B, A"), ("ranked", "B\nA"), ("ranked", "B?"), ("ranked", "B, but only if cheap"), ("ranked", "yes"),
        ("ranked", "I agree"), ("ranked", "I think B > A"), ("ranked", "A > B\nB > A"), ("ranked", "B 1, A 2"),
        ("ranked", "I can't decide yet.\n\nB"), ("ranked", "A > B, C"), ("approval", "A and maybe B"), ("approval",
        "no"),
        ("approval", "A, B but not C"), ("score", "A"), ("score", "A 5?"), ("gradient", "+1"), ("gradient",
        "I disagree"),
        ("majority", "stand aside"), ("majority", "agree with reservations"),
    ],
)  # fmt: skip
def test_a_ballot_that_is_not_plain_is_asked_back(method: str, line: str) -> None:
    assert verdict(line, context(method)) == "doubtful"


@pytest.mark.parametrize(
    ("method", "line"),
    [
        ("ranked", FORM.format("", "", "")), ("ranked", "cheaper > better"), ("ranked", "A is good but B is cheaper"),
        ("ranked", "Not"), ("ranked", "Anything would do"), ("approval", "I"), ("score", "We need 5, or 3"),
        ("score", "We paid 5 euros"), ("gradient", "3 people came"), ("gradient", "9"),
    ],
)  # fmt: skip
def test_talk_in_a_poll_stays_talk(method: str, line: str) -> None:
    assert verdict(line, context(method)) == "talk"


def test_a_list_where_an_order_is_asked_for_offers_that_order() -> None:
    assert act("B, A", context("ranked")).readings == ("B > A",)


def test_a_name_below_a_ballot_is_no_second_ballot() -> None:
    assert said("A > B\n\nB", context("ranked")) == ["A > B"]


def test_an_option_below_a_ballot_that_may_be_a_second_vote_is_asked_back() -> None:
    assert verdict("A\n\nC", context("approval")) == "doubtful"
    assert verdict("A > B\n\nC", context("ranked")) == "doubtful"
    assert said("A\n\nA", context("approval")) == ["A"]
    assert said("A\n\nBest,\nC", context("approval")) == ["A"]


def test_the_name_of_a_candidate_at_the_end_of_a_mail_is_no_vote() -> None:
    names = (Option("A", "Ada Example"), Option("B", "Ben Example"))
    where = context("stv")
    about = replace(where.about or matter(), options=names)
    where = replace(where, about=about, matters={**where.matters, about.ref: about})
    assert said("Ada Example", where) == ["A"]
    assert said("Ben > Ada", where) == ["B > A"]
    assert said("Ada", where) == said("Ad > Be", where) == []
    assert said("Ben Example, then Ada Example\n\nAda Example", where) == ["B > A"]
    for text in ("Hello\n\nAda Example", "Thanks\nAda Example", "Thank you all for standing.\n\nAda Example"):
        assert said(text, where) == []


@pytest.mark.parametrize("method", ["ranked", "approval", "score"])
@pytest.mark.parametrize(
    "line",
    ["not A", "Not A!", "not A 5", "no A", "at t", "A - B - C", "A great idea", "A not at all", "Not at all good"],
)
def test_words_that_only_resemble_options_are_never_counted(method: str, line: str) -> None:
    assert said(line, context(method)) == []


@pytest.mark.parametrize(
    "text", ["3-4", "3 -> 4", "3\n\nSorry, 4", "3, I think", "step 3: only if cheap", "at 3", "3 or 4", "3, 4", "3: 12"]
)
def test_a_step_that_is_not_certain_is_not_counted(text: str) -> None:
    assert said(text, context("gradient")) == []


@pytest.mark.parametrize("text", ["3", "I'm at 3", "step 3, too loud", "Sorry, 3", "3 - it is dear", "on step 3"])
def test_a_step_by_its_number_counts(text: str) -> None:
    assert said(text, context("gradient")) == ["step 3"]


def test_a_wrapped_form_is_read() -> None:
    text = "> [ ] A. In house\n> [x] B. At the co-op in\n> Leeds\n> [ ] C. Not at all\n"
    assert said(text, context("approval")) == ["B"]


def test_a_form_in_a_digest_belongs_to_the_number_above_it() -> None:
    where = context("ranked", place=Place.DIGEST, about=False)
    assert said("> 1. POLL #12: Where do we print?\n> [2] A. In house\n> [1] B. At the co-op in Leeds\n", where) == [
        "B > A"
    ]
    assert verdict("[2] A. In house\n[1] B. At the co-op in Leeds\n", where) == "talk"


def test_a_form_quoted_twice_is_somebody_elses() -> None:
    assert verdict("> > [1] A. In house\n> > [2] B. At the co-op in Leeds\n", context("ranked")) == "talk"


def test_reasons_stand_behind_ballots() -> None:
    assert act("B > C: it is near", context("ranked")).reason == "it is near"
    assert act("A, because it is near", context("approval")).reason == "because it is near"


def test_a_form_quoted_from_a_members_mail_may_be_their_ballot() -> None:
    opener_filled_it_in = replace(context("ranked"), answers_us=False)
    assert verdict("> [1] A. In house\n> [2] B. At the co-op in Leeds\n", opener_filled_it_in) == "doubtful"
    assert said("[1] A. In house\n[2] B. At the co-op in Leeds\n", opener_filled_it_in) == ["A > B"]

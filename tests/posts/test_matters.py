"""What mails say about decisions and tasks: figures, reasons, and what would have changed a result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from listvote.acts import Verb
from listvote.deliberation.decision import Decision
from listvote.deliberation.outcome import judged
from listvote.posts import matters
from listvote.posts.views import Count, Quorum, Say, Threshold, Voice
from tests.group.a_group import Book, act

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def closed(book: Book, decision: Decision) -> Decision:
    book.tick(decision.deadline + MINUTE)
    return decision


TO_THE_END = "kinds.ordinary.hearings = 0\nkinds.ordinary.fallback = 'none'"
"""An objection that stands at the close blocks."""


def voted(kind: str = "ordinary", charter: str = "", **votes: Any) -> tuple[Book, Decision]:
    book = Book(charter)
    decision = book.open(kind=kind)
    voters = iter(range(1, 17))
    for position, number in votes.items():
        for _ in range(number):
            book.vote(
                position.removesuffix("_").replace("_", " "),
                next(voters),
                reason="It is loud." if position == "object" else "",
            )
    return book, decision


def test_every_line_that_a_voter_can_answer_with_names_the_decision() -> None:
    _, decision = voted()
    assert [each.line for each in matters.write(decision)] == [
        "#1 agree",
        "#1 reservations",
        "#1 abstain",
        "#1 stand aside",
        "#1 disagree",
        "#1 object: your reason",
    ]
    assert "#1 reservations" not in [each.line for each in matters.write(decision, brief=True)]
    _, decision = voted("motion")
    assert [each.line for each in matters.write(decision)] == ["#1 for", "#1 against", "#1 abstain"]


def test_nobody_sends_our_example_as_their_reason() -> None:
    assert matters.say("#1", "object: your reason") == Say("#1 object: your reason", "#1 object: ")


def test_reservations_stand_beside_the_agreement_that_they_belong_to() -> None:
    _, decision = voted(agree=4, reservations=2, disagree=1)
    assert matters.tally(decision, judged(decision)) == (Count("agree", 6, "2 with reservations"), Count("disagree", 1))


def test_reservations_alone_are_agreement() -> None:
    _, decision = voted(reservations=2)
    assert matters.tally(decision, judged(decision)) == (Count("agree", 2, "2 with reservations"),)


def test_no_ballots_make_no_figures() -> None:
    _, decision = voted()
    assert matters.tally(decision, judged(decision)) == ()


def test_the_quorum_in_its_own_words_and_of_whom() -> None:
    _, decision = voted(agree=4)
    assert matters.quorum(decision, judged(decision)) == Quorum("at least 1/3 of members", 6, 4)
    _, decision = voted(charter="kinds.ordinary.quorum = 'at least 1/2 of active members'", agree=4)
    assert matters.quorum(decision, judged(decision)) == Quorum(
        "at least 1/2 of active members", 8, 4, "16 active members"
    )
    _, decision = voted(charter="kinds.ordinary.quorum = 'none'", agree=4)
    assert matters.quorum(decision, judged(decision)) is None


@pytest.mark.parametrize(
    ("words", "reached", "of", "needed"),
    [
        ("more than 1/2 of votes", 4, 6, 4),
        ("at least 2/3 of participants", 4, 9, 6),
        ("at least 1/2 of members", 4, 16, 8),
        ("more than 1/2 of active members", 4, 16, 9),
    ],
)
def test_the_threshold_in_its_own_words_and_of_what(words: str, reached: int, of: int, needed: int) -> None:
    charter = f"kinds.motion.threshold = '{words}'"
    _, decision = voted("motion", charter, for_=4, against=2, abstain=3)
    assert matters.threshold(decision, judged(decision)) == Threshold(words, reached, of, needed)


def test_a_consensus_has_no_threshold() -> None:
    _, decision = voted(agree=4)
    assert matters.threshold(decision, judged(decision)) is None


def test_reasons_are_given_objections_first_and_only_those_that_stand() -> None:
    book = Book()
    decision = book.open()
    book.vote("stand aside", 2, reason="I am away.")
    book.vote("disagree", 3, reason="Too much.")
    book.vote("object", 5, reason="It is loud.")
    book.vote("object", 4, reason="It is big.")
    book.vote("agree", 6, reason="At last!")
    book.vote("disagree", 7)
    book.vote("object", 8, reason="No.")
    book.now += MINUTE
    book.vote("agree", 8)
    assert matters.voices(book.state, decision) == (
        Voice("Member 4", "It is big."),
        Voice("Member 5", "It is loud."),
        Voice("Member 3", "Too much.", "disagree"),
        Voice("Member 2", "I am away.", "stand aside"),
    )


@pytest.mark.parametrize(
    ("kind", "votes", "phrase"),
    [
        ("motion", {"for_": 6, "against": 1}, "3 changed votes would have stopped it"),
        ("motion", {"for_": 6, "against": 6}, "1 changed vote would have carried it"),
        ("motion", {"abstain": 6}, "1 changed vote would have carried it"),
        ("motion", {"for_": 4, "against": 6}, "2 changed votes would have carried it"),
        ("ordinary", {"agree": 8}, "1 objection with a reason would have stopped it"),
        ("ordinary", {"agree": 8, "object": 2}, "2 changed votes would have carried it"),
        ("motion", {"for_": 2}, ""),
    ],
)
def test_what_would_have_changed_it(kind: str, votes: dict[str, Any], phrase: str) -> None:
    _, decision = voted(kind, TO_THE_END, **votes)
    assert matters.what_would_change(decision, judged(decision)) == phrase


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        ({"agree": 8}, ""),
        ({"agree": 8, "object": 1}, "One objection stands."),
        ({"agree": 8, "object": 2}, "2 objections stand."),
        (
            {"agree": 4, "disagree": 4},
            "4 disagreed; the rule allows at most 1/4 of participants.",
        ),
        ({"abstain": 8}, "Nobody agreed."),
    ],
)
def test_why_it_ended_so(votes: dict[str, Any], sentence: str) -> None:
    _, decision = voted(**votes)
    assert matters.why(judged(decision), decision) == sentence


@pytest.mark.parametrize(
    ("kind", "votes", "verdict", "figures"),
    [
        ("ordinary", {"agree": 8}, "YES", ("8 to 0", "1 objection with a reason would have stopped it")),
        ("ordinary", {"agree": 8, "object": 1}, "BLOCKED", ("8 to 1", "1 changed vote would have carried it")),
        (
            "motion",
            {"for_": 3, "against": 3, "abstain": 2},
            "NO",
            ("3 to 3", "2 abstained", "1 changed vote would have carried it"),
        ),
        (
            "ordinary",
            {"agree": 7, "stand_aside": 1},
            "YES",
            ("7 to 0", "1 stood aside", "1 objection with a reason would have stopped it"),
        ),
    ],
)
def test_a_closed_decision_in_one_line(kind: str, votes: dict[str, Any], verdict: str, figures: tuple) -> None:
    book, decision = voted(kind, TO_THE_END, **votes)
    line = matters.decided(book.state, closed(book, decision))
    assert (line.ref, line.title, line.verdict, line.figures) == ("#1", "Paper", verdict, figures)


def test_a_closed_decision_without_quorum_says_how_many_were_needed() -> None:
    book, decision = voted("motion", for_=2)
    closed(book, decision)
    line = matters.decided(book.state, closed(book, decision))
    assert (line.verdict, line.figures) == ("NO QUORUM", ("2 to 0", "2 took part, 6 were needed"))


def test_a_proposal_taken_back_has_no_figures() -> None:
    book, decision = voted(agree=3)
    book.ask(1, act(Verb.WITHDRAW_PROPOSAL, "#1"))
    line = matters.decided(book.state, decision)
    assert (line.verdict, line.figures) == ("WITHDRAWN", ())


def test_an_open_decision_says_how_it_would_end_now() -> None:
    book, decision = voted(agree=8)
    item = matters.item(book.state, decision, book.now)
    assert (item.answered, item.members, item.if_now, item.opened_by) == (8, 16, "YES", "")
    book.vote("object", 9, reason="It is loud.")
    item = matters.item(book.state, decision, book.now, new=True)
    assert (item.if_now, item.opened_by, len(item.objections)) == ("NO", "Member 1", 1)


def test_an_announcement_counts_its_time_from_when_it_goes_out() -> None:
    book, decision = voted()
    decision.announced = None
    later = decision.opened + timedelta(hours=5)
    assert matters.closes(book.state, decision, later) == decision.deadline + timedelta(hours=5)
    decision.announced = later
    assert matters.closes(book.state, decision, later) == decision.deadline

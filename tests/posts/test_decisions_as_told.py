"""What the list reads of whole decisions, word for word: made from acts, not from views put together by hand.

A case that differs leaves `got.txt.got` beside it, to be compared and, if it is right, moved over `want.txt`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from listvote.acts import Act, Option, Reference, Verb
from listvote.group import Wanted
from listvote.posts.to_list import post
from listvote.render import Templates, render
from tests.group.a_group import START, Book, act, ballot, opening

CASES = Path(__file__).parents[1] / "cases" / "decisions"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
KINDS = """
[kinds.choosing]
method = "ranked"
quorum = "at least 3 members"
default_option = "Further discussion"
[kinds.running]
method = "irv"
quorum = "none"
[kinds.rating]
method = "score"
quorum = "none"
[kinds.officers]
method = "stv"
quorum = "none"
seats = 2
nominations = "3 days"
[kinds.steps]
method = "gradient"
quorum = "none"
[kinds.heard]
hearings = 1
"""


def told(book: Book, what: Any, number: int = 1) -> str:
    ref = str(book.decision(number).ref)
    view = post(book.state, Wanted(what, (ref,), book.state.day(book.now).isoformat()), "votes@example.org", book.now)
    words = render(view, templates=Templates())
    return f"Subject: {words.subject}\n\n{words.text}"


def a_poll(kind: str, ballots: list[dict[str, Any]], members: int = 9) -> Book:
    book = Book(KINDS, members=members)
    options = (Option("A", "In house"), Option("B", "At the co-op in Leeds"), Option("C", "Not at all"))
    book.ask(2, opening({"kind": kind}, opens="poll", options=options), secret=bytes(range(32)))
    book.announce(book.decision())
    for member, given in enumerate(ballots, 1):
        decided = book.ask(member, Act(Verb.BALLOT, "a line", Reference("decision", 1), "", given))
        assert decided.events, decided
    return book


def closed(book: Book) -> Book:
    for _ in range(5):
        if book.decision().status.runs:
            book.tick(book.decision().deadline + MINUTE)
    return book


def order(text: str) -> dict[str, Any]:
    return {"order": [rank.split("=") for rank in text.split(">")]}


def a_hearing() -> Book:
    book = Book(KINDS, members=9)
    book.open(member=2, kind="heard")
    book.vote("agree", 1, 2, 3, 4, 5, 6)
    book.ask(9, ballot("object", reason="The lease forbids it."), message_id="objection@example.org")
    book.vote("stand aside", 8, reason="I cannot lift it.")
    book.write(*book.due(START + DAY).events)
    book.now = START + DAY
    return book


def heard_digest() -> str:
    book = a_hearing()
    book.ask(2, answers=("objection@example.org",), text="I asked the landlord: it does not.")
    return told(book, "digest")


def carried_by_the_fallback() -> str:
    book = a_hearing()
    book.ask(9, act(Verb.STILL_OBJECT, "#1", reason="I read the lease: it does."))
    return told(closed(book), "result")


def an_election() -> Book:
    book = Book(KINDS, members=9)
    book.ask(2, opening({"kind": "officers"}, opens="election"), secret=bytes(range(32)))
    book.announce(book.decision())
    for member in (3, 4, 5):
        book.ask(member, act(Verb.STAND, "#1", reason=f"I know the press, says {member}."))
    book.tick(START + 3 * DAY + MINUTE)
    return book


def an_election_s_result() -> str:
    book = an_election()
    for member, given in enumerate(("A>B>C", "A>B>C", "A>C", "A>B", "A>B>C", "C>A", "C", "B>C", "B>A"), 1):
        book.ask(member, Act(Verb.BALLOT, "a line", Reference("decision", 1), "", order(given)))
    return told(closed(book), "result")


def a_gradient() -> str:
    book = Book(KINDS, members=9)
    book.open(member=2, kind="steps")
    for member, step in enumerate((1, 1, 2, 3, 4, 6, 7), 1):
        book.vote(f"step {step}", member, reason="It is dear." if step > 5 else "")
    return told(closed(book), "result")


def not_kept_up(agree: int) -> str:
    book = Book(KINDS, members=9)
    book.open(member=2, kind="heard")
    book.vote("agree", *range(1, agree + 1))
    book.ask(9, ballot("object", reason="The lease forbids it."))
    book.vote("stand aside", 8, reason="I cannot lift it.")
    book.now = START + DAY
    book.write(*book.due(START + DAY).events)
    return told(closed(book), "result")


def steps_announced() -> str:
    book = Book(KINDS, members=9)
    book.open(member=2, kind="steps")
    return told(book, "announcement")


SCORES = [{"ratings": {"A": 5, "B": 3}}, {"ratings": {"B": 4, "C": 1}}, {"ratings": {"A": 1}}]
RANKED = [order(each) for each in ("A>B>C", "B>A=C", "B>C>A", "A=B", "D>A", "C")]
MADE: dict[str, Callable[[], str]] = {
    "01-hearing": lambda: told(a_hearing(), "change"),
    "02-digest-in-a-hearing": heard_digest,
    "03-carried-by-the-fallback": carried_by_the_fallback,
    "04-poll-announced": lambda: told(a_poll("choosing", []), "announcement"),
    "05-ranked-result": lambda: told(closed(a_poll("choosing", RANKED)), "result"),
    "06-irv-result-with-a-tie": lambda: told(closed(a_poll("running", [order("A"), order("B"), order("C")])), "result"),
    "07-score-result": lambda: told(closed(a_poll("rating", SCORES)), "result"),
    "08-candidates": lambda: told(an_election(), "announcement"),
    "09-election-result": an_election_s_result,
    "10-gradient-result": a_gradient,
    "11-gradient-announced": steps_announced,
    "12-an-objection-not-kept-up": lambda: not_kept_up(6),
    "13-too-many-were-not-for-it": lambda: not_kept_up(3),
}


@pytest.mark.parametrize("name", MADE)
def test_a_decision_is_told_so(name: str) -> None:
    got = MADE[name]()
    case = CASES / name
    if not (case / "want.txt").exists() or (case / "want.txt").read_text(encoding="utf-8") != got:
        case.mkdir(exist_ok=True)
        (case / "got.txt.got").write_text(got, encoding="utf-8")
    assert (case / "want.txt").read_text(encoding="utf-8") == got


def test_every_case_is_made_and_says_why_it_is_there() -> None:
    assert sorted(each.name for each in CASES.iterdir()) == sorted(MADE)
    assert all((CASES / name / "why.md").read_text(encoding="utf-8").strip() for name in MADE)


def test_what_was_withdrawn_is_said_once_and_a_tie_below_the_winner_not_at_all() -> None:
    book = Book(KINDS, members=9)
    book.open(member=2)
    book.ask(2, act(Verb.WITHDRAW_PROPOSAL, "#1", reason="It is bought already."))
    withdrawn = told(book, "result")
    assert "OUTCOME  WITHDRAWN, " in withdrawn and 'Why: "It is bought already."' in withdrawn
    below = told(closed(a_poll("choosing", [order("A>B=C=D")] * 4)), "result")
    assert "A. In house: chosen" in below and "tied" not in below

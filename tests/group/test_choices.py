"""Choices among options: opened, voted on, counted with the decision's own lot, announced and counted again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from listvote.acts import Act, Option, Reference, Verb
from listvote.audit import audit
from listvote.deliberation.choice import fewest_changed, one_ballot_matters
from listvote.deliberation.decision import Decision, Status
from listvote.lot import commitment
from tests.group.a_group import START, Book, act, opening

MINUTE = timedelta(minutes=1)
CAPITALS = ("Memphis", "Nashville", "Chattanooga", "Knoxville")
SECRET = bytes(range(32))
KINDS = """
[kinds.ranking]
method = "ranked"
quorum = "none"
[kinds.debian]
method = "ranked"
quorum = "none"
default_option = "Further discussion"
[kinds.runoff]
method = "irv"
quorum = "none"
[kinds.seats]
method = "stv"
quorum = "none"
[kinds.approving]
method = "approval"
quorum = "none"
[kinds.scoring]
method = "score"
quorum = "none"
[kinds.giving]
method = "points"
quorum = "none"
[kinds.half]
method = "approval"
quorum = "at least 1/2 of members"
[kinds.quick]
method = "approval"
quorum = "none"
early_close = true
"""


def poll(kind: str, *texts: str, members: int = 16, settings: dict[str, str] | None = None) -> Book:
    """A poll that is announced."""
    book = Book(KINDS, members=members)
    options = tuple(Option(chr(ord("A") + place), text) for place, text in enumerate(texts or CAPITALS))
    act_ = opening({"kind": kind, **(settings or {})}, opens="poll", options=options)
    book.ask(2, act_, secret=SECRET)
    book.announce(book.decision())
    return book


def vote(book: Book, member: int, ballot: dict[str, Any]) -> list[str]:
    act_ = Act(Verb.BALLOT, "a ballot", Reference("decision", 1), "", ballot)
    return [each.kind for each in book.ask(member, act_).events]


def order(text: str) -> dict[str, Any]:
    return {"order": [list(rank) for rank in text.split(">")]}


def ended(book: Book) -> Decision:
    book.tick(book.decision().deadline + MINUTE)
    assert audit(book.exported()).differences == []
    return book.decision()


@pytest.mark.parametrize(("kind", "winner"), [("ranking", "B"), ("runoff", "D"), ("seats", "D")])
def test_the_capital_of_tennessee(kind: str, winner: str) -> None:
    book = poll(kind, members=100)
    ballots = ["A>B>C>D"] * 42 + ["B>C>D>A"] * 26 + ["C>D>B>A"] * 15 + ["D>C>B>A"] * 17
    for member, ballot in enumerate(ballots, 1):
        assert vote(book, member, order(ballot)) == ["ballot"]
    decision = ended(book)
    assert (decision.status, decision.winners) == (Status.ADOPTED, (winner,))


@pytest.mark.parametrize(
    ("kind", "ballots", "winner"),
    [
        ("approving", [{"approved": ["A", "C"]}, {"approved": ["C"]}, {"approved": []}], "C"),
        ("scoring", [{"ratings": {"A": 5, "B": 3}}, {"ratings": {"B": 3}}], "B"),
        ("giving", [{"ratings": {"A": 3, "D": 7}}, {"ratings": {"A": 10}}], "A"),
    ],
)
def test_sums(kind: str, ballots: list[dict[str, Any]], winner: str) -> None:
    book = poll(kind)
    for member, ballot in enumerate(ballots, 1):
        assert vote(book, member, ballot) == ["ballot"]
    assert ended(book).winners == (winner,)


@pytest.mark.parametrize(
    ("kind", "ballot"),
    [
        ("ranking", {"order": [["A"], ["A"]]}),
        ("ranking", {"order": [["E"]]}),
        ("ranking", {"position": "agree"}),
        ("runoff", {"order": [["A", "B"]]}),
        ("scoring", {"ratings": {"A": 6}}),
        ("giving", {"ratings": {"A": 6, "B": 5}}),
        ("approving", {"approved": ["Z"]}),
    ],
)
def test_a_ballot_with_one_fault_is_refused_as_a_whole_and_the_earlier_one_stands(
    kind: str, ballot: dict[str, Any]
) -> None:
    good = {"ranking": order("B>A"), "runoff": order("B>A"), "approving": {"approved": ["B"]}}
    book = poll(kind)
    assert vote(book, 1, good.get(kind, {"ratings": {"B": 2}})) == ["ballot"]
    assert vote(book, 1, ballot) == []
    assert ended(book).winners == ("B",)


def test_a_lot_is_committed_to_at_the_opening_salted_and_revealed_at_the_close() -> None:
    book = poll("approving")
    assert book.decision().lot == commitment(SECRET)
    assert "secret" not in "".join(line for line in book.lines() if "lot committed" in line)
    for member in (1, 2):
        vote(book, member, {"approved": [["A", "B"][member - 1]]})
    book.ask(5, act(Verb.SALT, "#1", text=" pepper "))
    book.ask(5, act(Verb.SALT, "#1", text="more pepper"))
    decision = ended(book)
    assert decision.first_salts() == {5: "pepper"}
    assert decision.secret == SECRET.hex()
    assert decision.order_of_lot is not None
    assert sorted(decision.order_of_lot) == ["A", "B", "C", "D"]
    assert decision.winners == (min("AB", key=decision.order_of_lot.index),)
    assert decision.count is not None
    assert ["A", "B"] in decision.count["ties"]


def test_the_lot_does_not_depend_on_the_order_of_arrival_of_salts() -> None:
    orders = []
    for members in ((3, 5), (5, 3)):
        book = poll("approving")
        for member in members:
            book.ask(member, act(Verb.SALT, "#1", text=f"salt of {member}"))
        orders.append(ended(book).order_of_lot)
    assert orders[0] == orders[1]


def test_a_vote_without_options_has_no_lot() -> None:
    book = Book()
    book.open(member=2)
    assert book.ask(3, act(Verb.SALT, "#1", text="pepper")).events == ()


def test_too_few_take_part() -> None:
    book = poll("half")
    for member in range(1, 8):
        vote(book, member, {"approved": ["A"]})
    assert book.tick(book.decision().deadline + MINUTE)[0] == "extended #1"
    assert ended(book).status is Status.INQUORATE


def test_where_nobody_votes_nobody_wins() -> None:
    assert ended(poll("approving")).status is Status.NOT_ADOPTED


def test_the_default_option_stands_among_the_options_and_can_win() -> None:
    book = poll("debian", "Paper", "Ink")
    assert [each.text for each in book.decision().options] == ["Paper", "Ink", "Further discussion"]
    vote(book, 1, order("C>A>B"))
    decision = ended(book)
    assert (decision.winners, decision.status) == (("C",), Status.NOT_ADOPTED)


def test_a_poll_closes_early_only_where_nothing_can_change_any_more() -> None:
    book = poll("quick", members=5)
    vote(book, 1, {"approved": ["A"]})
    vote(book, 2, {"approved": ["A"]})
    assert book.tick(START + MINUTE) == []
    vote(book, 3, {"approved": ["A"]})
    assert book.tick(START + 2 * MINUTE) == ["closed #1", "result #1"]  # three of five: two more cannot pass it
    assert book.decision().early
    assert audit(book.exported()).differences == []
    book.now += MINUTE
    assert vote(book, 4, {"approved": ["B"]}) == []


@pytest.mark.parametrize(
    ("kind", "ballots", "changes"),
    [
        ("approving", [["A"], ["A"], ["A"], ["B"]], 2),
        ("approving", [["A", "B"], ["A"], ["A", "B"]], 1),
        ("approving", [["A"]] * 5, 3),
    ],
)
def test_the_fewest_changed_ballots(kind: str, ballots: list[list[str]], changes: int) -> None:
    book = poll(kind)
    for member, approved in enumerate(ballots, 1):
        vote(book, member, {"approved": approved})
    decision = ended(book)
    decision.order_of_lot = ("A", "B", "C", "D")  # the winner wins ties
    assert decision.count is not None
    given = [each.ballot or {} for each in decision.standing().values()]
    assert fewest_changed(decision, given, decision.count) == changes


@pytest.mark.parametrize(("ballots", "matters"), [(["A>B"] * 3 + ["B>A"] * 2, True), (["A>B"] * 5 + ["B>A"], False)])
def test_whether_one_ballot_could_have_changed_a_ranking(ballots: list[str], matters: bool) -> None:
    book = poll("ranking", "Paper", "Ink")
    for member, ballot in enumerate(ballots, 1):
        vote(book, member, order(ballot))
    decision = ended(book)
    assert decision.count is not None
    given = [each.ballot or {} for each in decision.standing().values()]
    assert one_ballot_matters(decision, given, decision.count, 16, 16) is matters

"""Whole decisions of every method under random acts: who counts, whatever the order of arrival, and counted again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.acts import Act, Option, Reading, Reference, Verb
from listvote.audit import audit
from listvote.deliberation.ballots import POSITIONS
from listvote.deliberation.decision import Decision
from listvote.group import Incoming, decide, fold
from tests.group.a_group import START, Book, opening

METHODS = ("consensus", "lazy", "majority", "gradient", "approval", "score", "points", "ranked", "irv", "stv")
LETTERS = "ABCD"
MINUTE = timedelta(minutes=1)
DAYS_4 = 4 * 24 * 60
MEMBERS, STRANGERS = 6, 8  # 7 and 8 are not on the roll of the decision

minutes = st.integers(-60, DAYS_4 + 60)  # some before the opening, some after the close
some = st.lists(st.sampled_from(LETTERS), unique=True, min_size=1)


def ballots(method: str) -> st.SearchStrategy[dict[str, Any]]:
    if method in POSITIONS:
        return st.sampled_from(POSITIONS[method]).map(lambda each: {"position": each.word})
    if method == "approval":
        return st.lists(st.sampled_from(LETTERS), unique=True).map(lambda each: {"approved": sorted(each)})
    if method in ("score", "points"):
        most = 5 if method == "score" else 2
        return st.dictionaries(st.sampled_from(LETTERS), st.integers(0, most), min_size=1).map(
            lambda each: {"ratings": dict(sorted(each.items()))}
        )
    return some.map(lambda each: {"order": [[letter] for letter in each]})


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, dict[str, Any], bool]], list[int]]:
    """A method; ballots as (member, minute of receipt, ballot, with a reason); another order of their arrival."""
    method = draw(st.sampled_from(METHODS))
    cast = st.tuples(st.integers(1, STRANGERS), minutes, ballots(method), st.booleans())
    acts = draw(st.lists(cast, max_size=12))
    return method, acts, draw(st.permutations(range(len(acts))))


def a_book(method: str, openness: str = "open") -> Book:
    rules = f"method = '{method}', closes = '4 days', quorum = 'at least 2 members', ballots = '{openness}'"
    book = Book(f"kinds.tried = {{ {rules} }}", members=6)
    options = tuple(Option(letter, f"Option {letter}") for letter in LETTERS) if method not in POSITIONS else ()
    decided = book.ask(2, opening({"kind": "tried"}, opens="decision", options=options), secret=bytes(range(32)))
    assert decided.events, decided
    book.announce(book.decision())
    book.join(7, 8)
    return book


def arrive(book: Book, acts: list[tuple[int, int, dict[str, Any], bool]], order: list[int]) -> None:
    for place in order:
        member, minute, ballot, reasoned = acts[place]
        act = Act(Verb.BALLOT, "a line", Reference("decision", 1), str(ballot.get("position", "")), ballot)
        act = Act(**{**{name: getattr(act, name) for name in act.__slots__}, "reason": "It is so." * reasoned})
        mail = Incoming(member, START + minute * MINUTE, f"key{place:03}")
        book.now = START + 3 * 24 * 60 * MINUTE
        made = decide(book.state, mail, Reading((act,)), book.now).events
        if made:
            book.write(*made)


def who_counts(method: str, acts: list[tuple[int, int, dict[str, Any], bool]], deadline: datetime) -> dict[int, Any]:
    """The ballot of each member that has to count, worked out apart from everything that is tested."""
    last: dict[int, tuple[int, int]] = {}
    for place, (member, minute, _, _) in enumerate(acts):
        in_time = minute >= 0 and START + minute * MINUTE <= deadline
        if member <= MEMBERS and in_time and (minute, place) >= last.get(member, (0, 0)):
            last[member] = (minute, place)
    weaker = {"object": "disagree", "step 8": "step 7"}
    found = {}
    for member, (_, place) in last.items():
        ballot, reasoned = acts[place][2], acts[place][3]
        word = ballot.get("position")
        found[member] = {"position": weaker[word]} if word in weaker and not reasoned else ballot
    return found


def ended(book: Book) -> Decision:
    for _ in range(8):
        if not book.decision().status.runs:
            break
        book.tick(book.decision().deadline + MINUTE)
    return book.decision()


@settings(max_examples=160, deadline=None)
@given(cases(), st.sampled_from(["open", "sealed"]))
def test_whatever_arrives_in_whatever_order_the_right_ballots_count_and_a_recount_agrees(
    case: tuple[str, list[tuple[int, int, dict[str, Any], bool]], list[int]], openness: str
) -> None:
    method, acts, other = case
    results = []
    for order in (list(range(len(acts))), other):
        book = a_book(method, openness)
        arrive(book, acts, order)
        decision = book.decision()
        standing = {member: cast.ballot for member, cast in decision.standing().items()}
        assert standing == who_counts(method, acts, decision.deadline)
        decision = ended(book)
        assert not decision.status.runs
        assert audit(book.exported()).differences == []
        assert fold(book.entries) == book.state
        results.append((decision.status, dict(decision.figures), decision.winners, decision.count))
    assert results[0] == results[1]


@settings(max_examples=100, deadline=None)
@given(cases(), st.sampled_from(["open", "sealed"]), st.sets(st.integers(0, 11)))
def test_ballots_that_are_taken_back_and_cast_again_count_as_their_voters_left_them(
    case: tuple[str, list[tuple[int, int, dict[str, Any], bool]], list[int]], openness: str, taken_back: set[int]
) -> None:
    method, acts, _ = case
    in_order = sorted(range(len(acts)), key=lambda place: (acts[place][1], place))
    book = a_book(method, openness)
    deadline = book.decision().deadline
    left: dict[int, Any] = {}
    participants: set[int] = set()
    for place in in_order:
        member, minute, _, _ = acts[place]
        if place not in taken_back:
            arrive(book, acts, [place])
            counts = who_counts(method, [acts[place]], deadline)
            left |= counts
            participants |= counts.keys()
            continue
        mail = Incoming(member, START + minute * MINUTE, f"key{place:03}")
        made = decide(book.state, mail, Reading((Act(Verb.WITHDRAW, "withdraw", Reference("decision", 1)),)), book.now)
        book.write(*made.events)
        if minute >= 0 and START + minute * MINUTE <= deadline:
            left.pop(member, None)
    decision = book.decision()
    assert {member: cast.ballot for member, cast in decision.standing().items()} == left
    assert decision.ballots.keys() == participants, "whoever took theirs back stays a participant"
    assert not ended(book).status.runs
    assert audit(book.exported()).differences == []
    assert fold(book.entries) == book.state

"""Closing early, held against everything that those who are silent could still answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, combinations_with_replacement, permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.acts import Option, Reference
from listvote.charter import Kind
from listvote.deliberation import settled
from listvote.deliberation.ballots import POSITIONS
from listvote.deliberation.decision import Cast, Decision, Status
from listvote.deliberation.outcome import judged
from listvote.deliberation.secrecy import with_sheet
from listvote.deliberation.settled import is_settled, stands_against
from listvote.deliberation.sheet import SheetLine

OPENED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
Ballot = Mapping[str, Any]


def a_decision(
    members: int, rules: Mapping[str, object], letters: str = "", active: int | None = None, default: str = ""
) -> Decision:
    """An open one with nobody's ballot; the last option carries the text of the default one, where there is one."""
    texts = {letter: f"Option {letter}" for letter in letters} | ({letters[-1]: default} if default else {})
    return Decision(
        ref=Reference("decision", 1),
        title="Paper",
        text="",
        opener=1,
        kind_name="ordinary",
        rules=Kind.from_facts(dict(rules)),
        opened=OPENED,
        closes="7 days",
        deadline=OPENED + timedelta(days=7),
        roll=frozenset(range(1, members + 1)),
        active=frozenset(range(1, (members if active is None else active) + 1)),
        options=tuple(Option(letter, text) for letter, text in texts.items()),
    )


def cast(decision: Decision, ballots: Mapping[int, Ballot]) -> Decision:
    """The same decision with these members' ballots besides."""
    made = replace(decision, ballots={actor: list(casts) for actor, casts in decision.ballots.items()})
    for member, ballot in ballots.items():
        made.cast(Cast(member, OPENED, f"k{member}", dict(ballot)))
    return made


End = tuple[Status, frozenset[str], bool]
"""The outcome, who won, and whether a hearing comes first."""


def end(decision: Decision) -> End:
    found = judged(decision)
    return found.status, frozenset(found.winners), found.objected and decision.hearings_left > 0


def every_other(decision: Decision, possible: Sequence[Ballot]) -> Iterator[Decision]:
    """The decision with whatever those who are silent answer, or do not, the active first or the others first."""
    silent = sorted(decision.roll - decision.ballots.keys())
    asleep = bool(decision.roll - decision.active)
    for voters in range(1, len(silent) + 1):
        for answers in combinations_with_replacement(possible, voters):
            yield cast(decision, dict(zip(silent, answers, strict=False)))
            if asleep:
                yield cast(decision, dict(zip(reversed(silent), answers, strict=False)))


def certain(decision: Decision, possible: Sequence[Ballot]) -> bool:
    """Whether nothing that is still answered leads to another end."""
    now = end(decision)
    return all(end(other) == now for other in every_other(decision, possible))


def closes_as_it_may(decision: Decision, possible: Sequence[Ballot], *, exactly: bool) -> bool:
    """Whether it closes early only where it is certain; `exactly`: and always there."""
    found = is_settled(decision)
    return found == certain(decision, possible) if exactly else not found or certain(decision, possible)


POSITION_RULES: Sequence[Mapping[str, object]] = [
    {"method": "majority", "quorum": "none", "threshold": "more than 1/2 of votes"},
    {"method": "majority", "quorum": "at least 2 members", "threshold": "at least 2/3 of participants"},
    {"method": "majority", "quorum": "at least 1/2 of active members", "threshold": "at least 1/2 of active members"},
    {"method": "majority", "quorum": "at least 1/2 sqrt of members", "threshold": "more than 1/2 of members"},
    {"method": "consensus", "quorum": "none"},
    {"method": "consensus", "quorum": "none", "hearings": 0, "objections_allowed": 2},
    {"method": "consensus", "quorum": "none", "hearings": 0, "objections_allowed": 1, "fallback": "none"},
    {"method": "consensus", "quorum": "none", "objections_allowed": 2, "dissent_allowed": "at most 1/2 of votes"},
    {"method": "gradient", "quorum": "none", "hearings": 0, "objections_allowed": 1},
    {"method": "gradient", "quorum": "none", "threshold": "at least 1/3 of participants"},
]


@pytest.mark.parametrize("rules", POSITION_RULES)
@pytest.mark.parametrize(("given_", "silent"), [(2, 1), (3, 1), (4, 1), (3, 2), (2, 3)])
def test_a_decision_by_positions_closes_early_exactly_where_nothing_can_change_it(
    rules: Mapping[str, object], given_: int, silent: int
) -> None:
    words = list({each.stance: each.word for each in POSITIONS[str(rules["method"])]}.values())
    possible: list[Ballot] = [{"position": word} for word in words]
    for active in (given_ + silent, given_ + silent - 1):
        empty = a_decision(given_ + silent, rules, active=active)
        for held in combinations_with_replacement(possible, given_):
            decision = cast(empty, dict(enumerate(held, 1)))
            now = judged(decision)
            if now.status is Status.INQUORATE or now.objected:
                assert not is_settled(decision), "a hearing, and a decision without its quorum, have their time"
            else:
                assert closes_as_it_may(decision, possible, exactly=True), held


def sums(method: str, letters: str) -> list[Ballot]:
    """Every ballot by which something is added up: approvals, scores from -1 to 2, three points to give away."""
    if method == "approval":
        return [{"approved": list(some)} for many in range(len(letters) + 1) for some in combinations(letters, many)]
    numbers = (-1, 0, 2) if method == "score" else (1, 2, 3)
    every = [
        {letter: number for letter, number in zip(letters, given_, strict=True) if number is not None}
        for given_ in product((None, *numbers), repeat=len(letters))
    ]
    return [{"ratings": each} for each in every if each and (method == "score" or sum(each.values()) <= 3)]


@pytest.mark.parametrize(
    ("method", "letters", "given_", "silent"),
    [
        ("approval", "ABC", 2, 1),
        ("approval", "ABC", 3, 1),
        ("approval", "AB", 4, 2),
        ("score", "AB", 2, 1),
        ("score", "AB", 3, 1),
        ("points", "AB", 3, 1),
        ("points", "ABC", 2, 1),
    ],
)
def test_a_poll_that_adds_up_closes_early_exactly_where_nothing_can_change_it(
    method: str, letters: str, given_: int, silent: int
) -> None:
    possible = sums(method, letters)
    empty = a_decision(given_ + silent, {"method": method, "quorum": "none", "range": [-1, 2], "budget": 3}, letters)
    closed = 0
    for held in combinations_with_replacement(possible, given_):
        decision = cast(empty, dict(enumerate(held, 1)))
        tie = len(judged(decision).winners) > 1
        if tie:
            assert not is_settled(decision), "the lot has still to be salted"
        else:
            assert closes_as_it_may(decision, possible, exactly=True), held
        closed += is_settled(decision)
    assert closed


def weak_orders(letters: str) -> list[Ballot]:
    """Every order with ties; what a ballot leaves out is equal last in it, so whole orders say all there is to say."""
    made = {
        tuple(tuple(x for x, at in zip(letters, ranks, strict=True) if at == rank) for rank in sorted(set(ranks)))
        for ranks in product(range(len(letters)), repeat=len(letters))
    }
    return [{"order": [list(rank) for rank in each]} for each in sorted(made)]


def strict_orders(letters: str) -> list[Ballot]:
    return [
        {"order": [[letter] for letter in each]}
        for length in range(1, len(letters) + 1)
        for each in permutations(letters, length)
    ]


RANKED_RULES: Sequence[Mapping[str, object]] = [
    {"method": "ranked", "quorum": "none"},
    {"method": "ranked", "quorum": "none", "default_option": "None", "option_quorum": "at least 2 members"},
    {"method": "ranked", "quorum": "none", "default_option": "None", "ratio": {"A": "2"}},
    {
        "method": "ranked",
        "quorum": "none",
        "default_option": "None",
        "option_quorum": "at least 1/2 of active members",
    },
]


@pytest.mark.parametrize("rules", RANKED_RULES)
@pytest.mark.parametrize(("given_", "silent", "asleep"), [(2, 1, 0), (3, 1, 1), (2, 2, 1)])
def test_a_small_ranked_poll_closes_early_exactly_where_nothing_can_change_it(
    rules: Mapping[str, object], given_: int, silent: int, asleep: int
) -> None:
    possible = weak_orders("ABC")
    default = "None" if "default_option" in rules else ""
    empty = a_decision(given_ + silent, rules, "ABC", given_ + silent - asleep, default)
    for held in combinations_with_replacement(possible, given_):
        decision = cast(empty, dict(enumerate(held, 1)))
        if len(judged(decision).winners) < 2:
            assert closes_as_it_may(decision, possible, exactly=True), held


@pytest.mark.parametrize("method", ["irv", "stv"])
@pytest.mark.parametrize(("given_", "silent"), [(2, 1), (3, 1)])
def test_a_small_runoff_or_transferable_vote_closes_early_exactly_where_nothing_can_change_it(
    method: str, given_: int, silent: int
) -> None:
    possible = strict_orders("ABC")
    seats = {"seats": 2} if method == "stv" else {}
    empty = a_decision(given_ + silent, {"method": method, "quorum": "none", **seats}, "ABC")
    for held in combinations_with_replacement(possible, given_):
        decision = cast(empty, dict(enumerate(held, 1)))
        if len(judged(decision).winners) <= (2 if method == "stv" else 1):
            assert closes_as_it_may(decision, possible, exactly=True), held


def held_by(counts: Mapping[str, int]) -> dict[int, Ballot]:
    """So many members with each order, such as `A>B>C`."""
    orders = [order for order, number in counts.items() for _ in range(number)]
    return {member: {"order": [list(rank) for rank in order.split(">")]} for member, order in enumerate(orders, 1)}


@pytest.mark.parametrize(
    ("method", "counts", "silent", "settles"),
    [
        ("ranked", {"A>B>C>D": 9, "B>A>C>D": 2}, 6, True),
        ("ranked", {"A>B>C>D": 9, "B>A>C>D": 2}, 7, False),
        ("ranked", {"A>B>C": 20, "B>C>A": 14, "C>A>B": 6}, 2, True),  # a cycle: A by its path over B
        ("ranked", {"A>B>C": 20, "B>C>A": 14, "C>A>B": 6}, 20, False),
        ("irv", {"A": 9, "B": 2, "C": 1, "D": 1}, 4, True),
        ("irv", {"A": 9, "B": 2, "C": 1, "D": 1}, 5, False),
        ("irv", {"A": 9, "B>A": 8, "C>A": 2, "D>C>A": 1}, 2, True),  # first D and C go, which nobody can help
        ("irv", {"A": 9, "B": 8, "C>A": 2, "D>C>A": 1}, 2, True),
        ("irv", {"A": 9, "B": 8, "C>B": 2, "D>C>A": 1}, 2, False),
        ("stv", {"A": 9, "B": 2, "C": 1, "D": 1}, 3, False),  # not worked out: it stays open until its deadline
    ],
)
def test_a_large_choice_by_orders_closes_early_where_it_is_plain(
    method: str, counts: Mapping[str, int], silent: int, settles: bool
) -> None:
    voters = sum(counts.values())
    decision = a_decision(voters + silent, {"method": method, "quorum": "none"}, "ABCD")
    assert is_settled(cast(decision, held_by(counts))) is settles


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(["ranked", "with a default", "irv"]),
    st.lists(st.permutations("ABCD"), min_size=4, max_size=14),
    st.integers(1, 4),
    st.lists(st.permutations("ABCD"), min_size=4, max_size=4),
    st.integers(1, 4),
)
def test_what_is_shown_without_trying_is_never_undone(
    method: str, given_: list[list[str]], silent: int, answers: list[list[str]], cut: int
) -> None:
    rules: dict[str, object] = {"method": "irv" if method == "irv" else "ranked", "quorum": "none"}
    default = ""
    if method == "with a default":
        default = "None"
        rules |= {"default_option": default, "option_quorum": "at least 3 members", "ratio": {"A": "3/2"}}
    empty = a_decision(len(given_) + silent, rules, "ABCD", default=default)
    decision = cast(empty, {member: {"order": [[x] for x in order]} for member, order in enumerate(given_, 1)})
    if is_settled(decision):
        more = {len(given_) + 1 + n: {"order": [[x] for x in answers[n][:cut]]} for n in range(silent)}
        assert judged(cast(decision, more)).winners == judged(decision).winners


def test_what_is_too_much_to_try_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = a_decision(5, {"method": "stv", "quorum": "none"}, "AB")
    decision = cast(decision, held_by({"A": 4}))
    assert is_settled(decision)
    monkeypatch.setattr(settled, "MOST_COUNTS", 3)
    assert not is_settled(decision)


def test_silence_that_consents_is_not_settled_before_its_time() -> None:
    assert not is_settled(cast(a_decision(2, {"method": "lazy"}), {1: {"position": "agree"}, 2: {"position": "agree"}}))


def published(decision: Decision, ballots: Mapping[int, Ballot]) -> Decision:
    """The decision as it ended with these members' secret ballots."""
    lines = [SheetLine(f"{place:02}", dict(ballot)) for place, ballot in enumerate(ballots.values())]
    return with_sheet(decision, lines, sorted(ballots))


def result(decision: Decision) -> tuple[Status, frozenset[str]]:
    """What was announced: who won only where anybody did."""
    found = judged(decision, closing=True)
    return found.status, frozenset(found.winners if found.status is Status.ADOPTED else ())


FOR, AGAINST, ABSTAIN = ({"position": each} for each in ("for", "against", "abstain"))
ORDERS = [{"order": [["A"], ["B"]]}, {"order": [["B"], ["A"]]}]
SECRET: tuple[tuple[dict[str, object], str, list[Ballot]], ...] = (
    ({"method": "majority", "quorum": "at least 3 members"}, "", [FOR, AGAINST, ABSTAIN]),
    ({"method": "majority", "threshold": "at least 2/3 of votes"}, "", [FOR, AGAINST]),
    ({"method": "majority", "quorum": "at least 1/2 of active members"}, "", [FOR, AGAINST]),
    ({"method": "approval", "quorum": "at least 3 members"}, "AB", [{"approved": each} for each in ([], ["A"], ["B"])]),
    ({"method": "ranked", "quorum": "none"}, "AB", list(ORDERS)),
    ({"method": "irv", "quorum": "none"}, "AB", list(ORDERS)),
)


@pytest.mark.parametrize(("rules", "letters", "possible"), SECRET, ids=[str(each[0]) for each in SECRET])
@pytest.mark.parametrize("active", [5, 2])
def test_late_secret_ballots_are_said_to_be_without_effect_only_where_they_are(
    rules: dict[str, object], letters: str, possible: list[Ballot], active: int
) -> None:
    decision = a_decision(5, {"ballots": "secret", **rules}, letters, active)
    said = []
    for voters, more in product(range(4), (1, 2)):
        for given_ in combinations_with_replacement(possible, voters):
            ballots = dict(zip((1, 3, 5), given_, strict=False))
            ended = published(decision, ballots)
            others = (
                published(decision, {**ballots, **dict(zip(late, answers, strict=True))})
                for late in combinations(sorted(decision.roll - ended.took_part), more)
                for answers in product(possible, repeat=more)
            )
            same = all(result(other) == result(ended) for other in others)
            said.append(stands_against(ended, more))
            assert same or not said[-1], (given_, more)
    assert True in said and False in said

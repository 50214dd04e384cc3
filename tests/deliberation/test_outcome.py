"""What a decision comes to: whole decisions, from their ballots to their outcome."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.acts import Reference
from listvote.charter import Kind
from listvote.deliberation.decision import Cast, Decision, Status
from listvote.deliberation.outcome import AGAINST, POSITIONS, Outcome, Why, judged, late_ballots_matter

OPENED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def a_decision(members: int, rules: Mapping[str, object], active: int | None = None) -> Decision:
    """An open decision with nobody's ballot; the first `active` members are the active ones."""
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
    )


def cast(decision: Decision, member: int, position: str | None, minute: int = 1, key: str = "k") -> Cast:
    ballot = None if position is None else {"position": position}
    made = Cast(member, OPENED + timedelta(minutes=minute), f"{key}{member}", ballot)
    decision.cast(made)
    return made


def decided(members: int, rules: Mapping[str, object], votes: Mapping[str, int], active: int | None = None) -> Outcome:
    """What so many votes come to, the first members voting first."""
    decision = a_decision(members, rules, active)
    voters = iter(range(1, members + 1))
    for position, number in votes.items():
        for _ in range(number):
            cast(decision, next(voters), position)
    return judged(decision)


def majority(threshold: str = "more than 1/2 of votes", quorum: str = "none") -> dict[str, object]:
    return {"method": "majority", "threshold": threshold, "quorum": quorum}


def consensus(**more: object) -> dict[str, object]:
    return {"method": "consensus", "quorum": "none", **more}


FOUR_FIFTHS = "at least 4/5 of "


@pytest.mark.parametrize(
    ("members", "rules", "votes", "status"),
    [
        (16, majority(FOUR_FIFTHS + "members"), {"for": 13}, Status.ADOPTED),
        (16, majority(FOUR_FIFTHS + "members"), {"for": 12}, Status.NOT_ADOPTED),
        (16, majority(FOUR_FIFTHS + "members"), {"for": 12, "against": 4}, Status.NOT_ADOPTED),
        (14, majority(FOUR_FIFTHS + "participants"), {"for": 11, "abstain": 3}, Status.NOT_ADOPTED),
        (14, majority(FOUR_FIFTHS + "votes"), {"for": 11, "abstain": 3}, Status.ADOPTED),
        (16, majority("more than 1/2 of members"), {"for": 8}, Status.NOT_ADOPTED),
        (16, majority("more than 1/2 of members"), {"for": 9}, Status.ADOPTED),
        (16, majority("at least 1/2 of members"), {"for": 8}, Status.ADOPTED),
        (16, majority("at least 1/2 of members"), {"for": 7}, Status.NOT_ADOPTED),
        (16, majority(), {"abstain": 16}, Status.NOT_ADOPTED),
        (16, majority("at least 1/2 of votes"), {"abstain": 16}, Status.NOT_ADOPTED),
        (16, majority("at least 1/2 of members"), {"abstain": 16}, Status.NOT_ADOPTED),
        (16, majority("at least 1/2 of participants"), {"abstain": 16}, Status.NOT_ADOPTED),
        (16, majority("at least 1/2 of active members"), {"abstain": 16}, Status.NOT_ADOPTED),
        (200, majority(quorum="at least 50 members"), {"for": 1, "abstain": 99}, Status.ADOPTED),
        (200, majority(quorum="at least 50 members"), {"for": 1, "abstain": 48}, Status.INQUORATE),
        (6, majority(), {"for": 3, "against": 3}, Status.NOT_ADOPTED),
        (6, majority("at least 1/2 of votes"), {"for": 3, "against": 3}, Status.ADOPTED),
        (9, majority(quorum="at least 5 members"), {"for": 3, "against": 1}, Status.INQUORATE),
        (9, majority(quorum="at least 5 members"), {"for": 3, "against": 2}, Status.ADOPTED),
        (1000, majority(quorum="at least 1/2 sqrt of members"), {"for": 15}, Status.INQUORATE),
        (1000, majority(quorum="at least 1/2 sqrt of members"), {"for": 16}, Status.ADOPTED),
        (100, majority(quorum="at least 1/3 of members"), {"for": 33}, Status.INQUORATE),
        (100, majority(quorum="at least 1/3 of members"), {"for": 34}, Status.ADOPTED),
        (5, majority(), {}, Status.NOT_ADOPTED),
        (0, majority(quorum="at least 1/3 of members"), {}, Status.INQUORATE),
    ],
)
def test_a_majority(members: int, rules: dict, votes: dict[str, int], status: Status) -> None:
    assert decided(members, rules, votes).status is status


@pytest.mark.parametrize(
    ("votes", "more", "status", "why"),
    [
        ({"agree": 1}, {}, Status.ADOPTED, Why.MET),
        ({"reservations": 1}, {}, Status.ADOPTED, Why.MET),
        ({}, {}, Status.NOT_ADOPTED, Why.NOBODY_AGREED),
        ({"abstain": 12}, {}, Status.NOT_ADOPTED, Why.NOBODY_AGREED),
        ({"stand aside": 2}, {}, Status.NOT_ADOPTED, Why.NOBODY_AGREED),
        ({"agree": 9, "object": 1}, {}, Status.BLOCKED, Why.OBJECTION),
        ({"agree": 9, "object": 1}, {"objections_allowed": 1}, Status.ADOPTED, Why.MET),
        ({"agree": 9, "object": 2}, {"objections_allowed": 1}, Status.BLOCKED, Why.OBJECTION),
        ({"agree": 2, "object": 1}, {"objections_allowed": 1}, Status.NOT_ADOPTED, Why.TOO_MUCH_DISSENT),
        ({"agree": 6, "disagree": 2}, {}, Status.ADOPTED, Why.MET),
        ({"agree": 5, "disagree": 2}, {}, Status.NOT_ADOPTED, Why.TOO_MUCH_DISSENT),
        ({"agree": 6, "disagree": 1, "stand aside": 1}, {}, Status.ADOPTED, Why.MET),
        ({"agree": 5, "disagree": 1, "stand aside": 1}, {}, Status.NOT_ADOPTED, Why.TOO_MUCH_DISSENT),
        ({"agree": 5, "stand aside": 2, "abstain": 1}, {}, Status.ADOPTED, Why.MET),
        ({"agree": 1, "disagree": 1}, {"dissent_allowed": "at most 1/2 of participants"}, Status.ADOPTED, Why.MET),
        (
            {"agree": 2, "abstain": 6, "disagree": 1},
            {"dissent_allowed": "at most 1/4 of votes"},
            Status.NOT_ADOPTED,
            Why.TOO_MUCH_DISSENT,
        ),
        ({"agree": 1, "disagree": 1}, {"dissent_allowed": "at most 1/12 of members"}, Status.ADOPTED, Why.MET),
        ({"agree": 3}, {"quorum": "at least 4 members"}, Status.INQUORATE, Why.NO_QUORUM),
        ({"agree": 3, "object": 1}, {"quorum": "at least 5 members"}, Status.INQUORATE, Why.NO_QUORUM),
        ({"agree": 3, "abstain": 1}, {"quorum": "at least 4 members"}, Status.ADOPTED, Why.MET),
    ],
)
def test_a_consensus(votes: dict[str, int], more: dict, status: Status, why: Why) -> None:
    found = decided(12, consensus(**more), votes)
    assert (found.status, found.why) == (status, why)


def test_the_result_says_that_99_of_100_abstained() -> None:
    found = decided(200, majority(quorum="at least 50 members"), {"for": 1, "abstain": 99})
    assert (found.figures["abstain"], found.participants, found.votes) == (99, 100, 1)


def test_the_root_is_compared_as_squares() -> None:
    assert decided(1000, majority(quorum="at least 1/2 sqrt of members"), {}).quorum_needed == 16
    assert decided(1024, majority(quorum="at least 1/2 sqrt of members"), {}).quorum_needed == 16
    assert decided(1025, majority(quorum="at least 1/2 sqrt of members"), {}).quorum_needed == 17


def test_voting_against_brought_the_quorum() -> None:
    rules = majority(quorum="at least 5 members")
    assert decided(9, rules, {"for": 3, "against": 2}).brought_quorum
    assert not decided(9, rules, {"for": 5, "against": 2}).brought_quorum
    assert not decided(9, rules, {"for": 3, "abstain": 2}).brought_quorum
    assert not decided(9, rules, {"for": 2, "against": 3}).brought_quorum, "not adopted: no harm came of it"
    assert decided(9, consensus(quorum="at least 5 members"), {"agree": 4, "disagree": 1}).brought_quorum


def test_opponents_who_were_asleep_do_not_raise_the_quorum_that_they_are_measured_by() -> None:
    rules = majority(quorum="at least 3/4 of active members")
    found = decided(9, rules, {"for": 3, "against": 1}, active=3)
    assert (found.active, found.quorum_needed, found.brought_quorum) == (4, 3, False)
    decision = a_decision(9, rules, active=4)
    for member, position in {1: "for", 2: "for", 3: "for", 9: "against"}.items():
        cast(decision, member, position)
    found = judged(decision)
    assert (found.active, found.quorum_needed, found.status) == (5, 4, Status.ADOPTED)
    assert not found.brought_quorum, "without the ninth, three of four active ones were enough"


def test_voting_makes_a_member_active() -> None:
    found = decided(9, majority("at least 1/2 of active members"), {"for": 4}, active=2)
    assert (found.active, found.status) == (4, Status.ADOPTED)


def test_a_withdrawn_ballot_still_counts_for_the_quorum() -> None:
    decision = a_decision(9, majority(quorum="at least 2 members"))
    cast(decision, 1, "for")
    cast(decision, 2, "against")
    cast(decision, 2, None, minute=2)
    found = judged(decision)
    assert (found.participants, found.figures["against"], found.status) == (2, 0, Status.ADOPTED)


# Late ballots, and the order of arrival


@pytest.mark.parametrize(
    ("announced", "late", "matters"),
    [
        ({"for": 2, "against": 1}, ["against", "against"], True),
        ({"for": 2, "against": 1}, ["against"], True),
        ({"for": 3, "against": 1}, ["against"], False),
        ({"for": 3, "against": 1}, ["abstain", "for"], False),
    ],
)
def test_ballots_read_after_the_close_count_for_nothing_but_it_is_known_what_they_would_have_changed(
    announced: dict[str, int], late: list[str], matters: bool
) -> None:
    decision = a_decision(12, majority())
    voters = iter(range(1, 13))
    for position, number in announced.items():
        for _ in range(number):
            cast(decision, next(voters), position)
    decision.status = judged(decision).status
    before = judged(decision)
    decision.late = [
        Cast(next(voters), OPENED + timedelta(minutes=3), "late", {"position": position}) for position in late
    ]
    assert late_ballots_matter(decision) is matters
    assert judged(decision) == before


def test_a_late_ballot_that_brings_the_quorum_matters() -> None:
    decision = a_decision(12, majority(quorum="at least 3 members"))
    cast(decision, 1, "for")
    cast(decision, 2, "for")
    decision.status = Status.INQUORATE
    decision.late = [Cast(3, OPENED, "late", {"position": "abstain"})]
    assert late_ballots_matter(decision)


def test_a_late_ballot_under_one_that_was_counted_changes_nothing() -> None:
    decision = a_decision(12, majority())
    cast(decision, 1, "for", minute=9)
    decision.status = Status.ADOPTED
    decision.late = [Cast(1, OPENED + timedelta(minutes=2), "late", {"position": "against"})]
    assert not late_ballots_matter(decision)


def test_a_copy_that_turns_up_after_the_close_changes_nothing_of_what_was_announced() -> None:
    decision = a_decision(12, majority())
    cast(decision, 1, "for", minute=2, key="first")
    cast(decision, 1, "against", minute=5, key="second")
    announced = judged(decision)
    decision.status, decision.copies = announced.status, {}
    found = judged(decision, {"second1": OPENED + timedelta(minutes=1)})
    assert (found.figures, announced.figures["against"]) == (announced.figures, 1)


BALLOTS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(0, 20), st.sampled_from([*POSITIONS["majority"], None])),
    max_size=14,
    unique_by=lambda each: each[:2],
)


@given(BALLOTS, st.randoms(use_true_random=False), st.dictionaries(st.integers(0, 13), st.integers(-20, 20)))
def test_the_order_of_arrival_never_changes_a_tally(
    ballots: list[tuple[int, int, str | None]], chance: object, earlier: dict[int, int]
) -> None:
    def tally(order: list[int]) -> Outcome:
        decision = a_decision(5, majority(quorum="at least 2 members"))
        for number in order:
            member, minute, position = ballots[number]
            cast(decision, member, position, minute, key=f"mail{number}.")
        received = {
            f"mail{number}.{ballots[number][0]}": OPENED + timedelta(minutes=minute)
            for number, minute in earlier.items()
            if number < len(ballots)
        }
        return judged(decision, received)

    order = list(range(len(ballots)))
    shuffled = order + order[: len(order) // 2]  # some twice
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tally(shuffled) == tally(order)


def test_only_the_last_ballot_of_a_member_counts_and_never_more_than_one() -> None:
    for minutes in product([1, 2, 3], repeat=3):
        decision = a_decision(5, majority())
        for number, minute in enumerate(minutes):
            cast(decision, 1, POSITIONS["majority"][number], minute, key=f"{number}")
        assert sum(judged(decision).figures.values()) == 1
        last = max(range(3), key=lambda number: (minutes[number], f"{number}"))
        assert decision.standing()[1].position == POSITIONS["majority"][last]


def test_against_is_never_for() -> None:
    assert not AGAINST & {"agree", "reservations", "for", "abstain", "stand aside"}

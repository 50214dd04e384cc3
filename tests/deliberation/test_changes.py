"""The fewest changes of votes, held against every profile that there is, and every other one that it could become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.acts import Reference
from listvote.charter import Kind
from listvote.deliberation.ballots import POSITIONS, Stance
from listvote.deliberation.changes import Fewest, fewest_changes
from listvote.deliberation.decision import Decision, Status
from listvote.deliberation.outcome import outcome

OPENED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
Profile = tuple[int, ...]
"""How many hold each stance, in the order of `ONE_OF_EACH`."""

ONE_OF_EACH: Mapping[str, tuple[str, ...]] = {
    method: tuple({each.stance: each.word for each in positions}.values()) for method, positions in POSITIONS.items()
}


def a_decision(members: int, rules: Mapping[str, object], active: int | None = None) -> Decision:
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


@cache
def profiles(stances: int, voters: int) -> tuple[Profile, ...]:
    if stances == 1:
        return ((voters,),)
    return tuple((first, *rest) for first in range(voters + 1) for rest in profiles(stances - 1, voters - first))


@cache
def nearest_first(stances: int, voters: int) -> Mapping[Profile, tuple[tuple[int, Profile], ...]]:
    """For every profile all others, by how many voters have to vote otherwise."""
    every = profiles(stances, voters)
    return {
        one: tuple(sorted((sum(max(0, a - b) for a, b in zip(one, other, strict=True)), other) for other in every)[1:])
        for one in every
    }


def naive_changes(adopts: Mapping[Profile, bool], profile: Profile) -> int | None:
    """Try all that a profile could become, with ever more changes."""
    others = nearest_first(len(profile), sum(profile))[profile]
    return next((moved for moved, other in others if adopts[other] is not adopts[profile]), None)


def differences(
    method: str, rules: Mapping[str, object], voters: int, more: int = 0, silent: int = 0, asleep: int = 0
) -> Iterator[str]:
    """Where the fewest changes are not what trying everything gives, over every profile of so many voters.

    `more` took part and withdrew, `silent` did not, `asleep` of those are no active members.
    """
    decision = a_decision(
        voters + more + silent, {"method": method, "hearings": 0, **rules}, voters + more + silent - asleep
    )
    words = ONE_OF_EACH[method]
    results = {
        profile: outcome(decision, dict(zip(words, profile, strict=True)), voters + more)
        for profile in profiles(len(words), voters)
    }
    adopts = {profile: result.status is Status.ADOPTED for profile, result in results.items()}
    for profile, result in results.items():
        wanted = naive_changes(adopts, profile) if result.status is not Status.INQUORATE else None
        found = fewest_changes(decision, result)
        if (found and found.voters) != wanted:
            yield f"{rules} {dict(zip(words, profile, strict=True))}: {found}, not {wanted}"
        if found and found.objecting:
            objecting = words.index(next(each for each in words if each in ("object", "step 8")))
            others = nearest_first(len(words), voters)[profile]
            if not any(
                moved == found.voters and other[objecting] == profile[objecting] + moved and not adopts[other]
                for moved, other in others
            ):
                yield f"{rules} {profile}: objections of {found.voters} would not do"


BASES = ("votes", "participants", "members", "active members")
LIMITS = [f"at most {share} of {base}" for base in BASES for share in ("0/1", "1/4", "1/2")]
FALLBACKS = ["none", *(f"{share} of {base}" for base in BASES for share in ("at least 3/4", "more than 1/2"))]
THRESHOLDS = [
    f"{share} of {base}"
    for base in BASES
    for share in ("more than 1/2", "at least 2/3", "at least 1/10", "at least 1/1")
]
QUORUMS = ("none", "at least 3 members", "at least 1/2 of active members", "at least 3/2 sqrt of members")


@pytest.mark.parametrize("limit", LIMITS)
def test_of_every_small_consensus_the_fewest_changes_are_the_fewest(limit: str) -> None:
    for fallback, allowed, voters in product(FALLBACKS, (0, 1, 2), (1, 2, 3, 4)):
        rules = {"dissent_allowed": limit, "fallback": fallback, "objections_allowed": allowed, "quorum": "none"}
        assert not list(differences("consensus", rules, voters, more=voters % 2, silent=3, asleep=2))


@pytest.mark.parametrize("limit", ["at most 1/4 of participants", "at most 1/3 of votes"])
def test_of_every_consensus_of_six_the_fewest_changes_are_the_fewest(limit: str) -> None:
    for fallback, allowed in product(("none", "at least 3/4 of votes", "at least 2/5 of votes"), (0, 1, 3)):
        rules = {"dissent_allowed": limit, "fallback": fallback, "objections_allowed": allowed, "quorum": "none"}
        assert not list(differences("consensus", rules, 6, more=1, silent=2))


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_of_every_small_majority_and_gradient_the_fewest_changes_are_the_fewest(threshold: str) -> None:
    for voters, quorum in product((1, 2, 5, 8), QUORUMS):
        assert not list(differences("majority", {"threshold": threshold, "quorum": quorum}, voters, 1, 2, 1))
    for voters, fallback, allowed in product((1, 3, 4), ("none", *FALLBACKS[1::3]), (0, 1)):
        rules = {"threshold": threshold, "fallback": fallback, "objections_allowed": allowed, "quorum": "none"}
        assert not list(differences("gradient", rules, voters, silent=2, asleep=1))


@pytest.mark.parametrize("quorum", QUORUMS)
def test_a_quorum_is_met_or_missed_whatever_else_the_voters_had_said(quorum: str) -> None:
    for voters in (1, 2, 3, 4):
        rules = {"quorum": quorum, "dissent_allowed": "at most 1/3 of votes"}
        assert not list(differences("consensus", rules, voters, silent=4, asleep=3))


def test_where_silence_consents_those_who_said_nothing_might_have_objected() -> None:
    decision = a_decision(5, {"method": "lazy", "objections_allowed": 1})
    for figures, wanted in [
        ({}, Fewest(2, objecting=True)),
        ({"agree": 2}, Fewest(2, objecting=True)),
        ({"object": 1, "disagree": 1}, Fewest(1, objecting=True)),
        ({"object": 2}, Fewest(1)),
        ({"object": 4, "agree": 1}, Fewest(3)),
    ]:
        assert fewest_changes(decision, outcome(decision, figures, sum(figures.values()))) == wanted
    alone = a_decision(1, {"method": "lazy", "objections_allowed": 1})
    assert fewest_changes(alone, outcome(alone, {}, 0)) is None


@settings(max_examples=300)
@given(
    st.tuples(*[st.integers(0, 3)] * 5),
    st.integers(0, 3),
    st.integers(0, 2),
    st.sampled_from(LIMITS),
    st.sampled_from(FALLBACKS),
)
def test_an_objection_that_was_not_kept_up_counts_as_a_disagreement_and_could_have_been_kept_up(
    held: Profile, lapsed: int, allowed: int, limit: str, fallback: str
) -> None:
    rules = {
        "method": "consensus",
        "hearings": 0,
        "dissent_allowed": limit,
        "fallback": fallback,
        "objections_allowed": allowed,
        "quorum": "none",
    }
    agree, abstain, aside, disagree, standing = held
    decision = a_decision(24, rules)
    figures = {"agree": agree, "abstain": abstain, "stand aside": aside, "disagree": disagree}
    voters = sum(held) + lapsed
    with_them = outcome(decision, figures | {"object": standing + lapsed}, voters, lapsed=lapsed)
    as_disagreements = outcome(decision, figures | {"disagree": disagree + lapsed, "object": standing}, voters)
    assert with_them.status is as_disagreements.status
    assert fewest_changes(decision, with_them) == fewest_changes(decision, as_disagreements)


def test_an_outcome_without_quorum_is_changed_by_no_other_votes() -> None:
    decision = a_decision(9, {"method": "majority", "quorum": "at least 5 members"})
    assert fewest_changes(decision, outcome(decision, {"for": 3}, 3)) is None


def test_nobody_carries_by_a_veto_what_would_have_failed_without_it() -> None:
    rules = {
        "method": "gradient",
        "hearings": 0,
        "threshold": "at least 4/5 of votes",
        "fallback": "at least 1/2 of votes",
    }
    decision = a_decision(4, rules)
    for against in ("step 6", "step 8"):
        assert outcome(decision, {"step 1": 3, against: 1}, 4).status is Status.NOT_ADOPTED


def test_stances_are_told_apart_by_one_position_each() -> None:
    assert {len(words) for method, words in ONE_OF_EACH.items() if method != "majority"} == {len(Stance)}

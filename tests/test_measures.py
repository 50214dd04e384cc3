"""Quorum, threshold and limit: what parses, what it needs, and what it refuses."""

from contextlib import suppress
from fractions import Fraction
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.measures import Limit, MeasureError, OptionQuorum, Quorum, Signatures, Threshold


def reaches(words: str, count: int, base: int) -> bool:
    measure = (Threshold if "votes" in words or "participants" in words else Quorum).parse(words)
    return measure.reached(count, base)


def test_a_threshold_of_members_counts_everybody_on_the_roll() -> None:
    four_fifths = Threshold.parse("at least 4/5 of members")
    assert four_fifths.reached(13, 16)
    assert not four_fifths.reached(12, 16)


def test_abstentions_lower_a_share_of_participants_and_not_of_votes() -> None:
    assert not reaches("at least 4/5 of participants", 11, 14)
    assert reaches("at least 4/5 of votes", 11, 11)


def test_more_than_is_strict_and_at_least_is_not() -> None:
    assert not Threshold.parse("more than 1/2 of members").reached(8, 16)
    assert Threshold.parse("at least 1/2 of members").reached(8, 16)
    assert not reaches("more than 1/2 of votes", 3, 6)
    assert reaches("more than 1/2 of votes", 4, 7)


@pytest.mark.parametrize(
    "words",
    ["more than 1/2 of votes", "at least 1/100 of participants", "more than 0% of votes", "at least 100% of votes"],
)
def test_no_votes_at_all_never_meet_a_threshold(words: str) -> None:
    assert not reaches(words, 0, 0)


def test_one_for_and_many_abstentions_meet_quorum_and_threshold() -> None:
    assert reaches("at least 50 members", 100, 120)
    assert reaches("more than 1/2 of votes", 1, 1)


def test_a_vote_against_can_bring_the_quorum() -> None:
    assert not reaches("at least 5 members", 4, 20)
    assert reaches("at least 5 members", 5, 20)
    assert reaches("more than 1/2 of votes", 3, 5)


@pytest.mark.parametrize(
    ("words", "base", "needed"),
    [
        ("none", 1000, 0),
        ("at least 12 members", 3, 12),
        ("at least 1 member", 3, 1),
        ("more than 12 members", 100, 13),
        ("at least 1/3 of members", 100, 34),
        ("at least 1/3 of members", 99, 33),
        ("more than 1/3 of members", 99, 34),
        ("at least 30% of active members", 10, 3),
        ("at least 66.7% of members", 1000, 667),
        ("at least 66.7% of members", 3, 3),
        ("at least 1/2 sqrt of members", 1000, 16),
        ("at least 1/2 sqrt of members", 1024, 16),
        ("more than 1/2 sqrt of members", 1024, 17),
        ("at least 1/2 sqrt of members", 1025, 17),
        ("at least 2 sqrt of members", 9, 6),
        ("at least 1/3 of members", 0, 1),
        ("at least 1/2 sqrt of members", 0, 1),
    ],
)
def test_a_quorum_needs(words: str, base: int, needed: int) -> None:
    quorum = Quorum.parse(words)
    assert quorum.needed(base) == needed
    assert quorum.reached(needed, base)
    assert not quorum.reached(needed - 1, base)


def test_a_limit_allows_up_to_its_share() -> None:
    quarter = Limit.parse("at most 1/4 of participants")
    assert quarter.kept(2, 8)
    assert not quarter.kept(3, 11)
    assert quarter.most(11) == 2
    assert quarter.kept(0, 0)
    assert not Limit.parse("at most 0% of participants").kept(1, 50)


@pytest.mark.parametrize(
    ("words", "members", "needed"),
    [
        ("at least 3/2 sqrt of members", 900, 45),
        ("at least 3/2 sqrt of members", 911, 46),
        ("45.27", 0, 46),
        ("45", 7, 45),
        ("0", 7, 0),
        ("none", 7, 0),
        ("at least 12 members", 7, 12),
    ],
)
def test_an_option_quorum_needs(words: str, members: int, needed: int) -> None:
    assert OptionQuorum.parse(words).needed(members) == needed


@pytest.mark.parametrize(
    ("words", "members", "needed"), [("at least 2 members", 50, 2), ("at least 1/5 of members", 51, 11)]
)
def test_signatures_needed(words: str, members: int, needed: int) -> None:
    assert Signatures.parse(words).needed(members) == needed


@pytest.mark.parametrize(
    ("written", "shown", "base"),
    [
        ("at least 30% of active members", "at least 30% of active members", "active members"),
        ("  At  least 2/4 of Members ", "at least 2/4 of members", "members"),
        ("none", "none", None),
    ],
)
def test_a_quorum_is_shown_back_in_its_own_words(written: str, shown: str, base: str | None) -> None:
    quorum = Quorum.parse(written)
    assert (quorum.words, str(quorum), quorum.base) == (shown, shown, base)


def test_two_spellings_of_one_share_are_equal() -> None:
    assert Threshold.parse("more than 2/4 of votes") == Threshold.parse("more than 50% of votes")


def test_measures_of_different_purpose_are_never_equal() -> None:
    measures: set[object] = {Quorum.parse("at least 1/5 of members"), Signatures.parse("at least 1/5 of members")}
    assert len(measures) == 2


@pytest.mark.parametrize(
    ("kind", "words", "because"),
    [
        (Quorum, "1/3 of members", 'must begin with "at least" or "more than"'),
        (Quorum, "at most 1/3 of members", 'must begin with "at least" or "more than"'),
        (Quorum, "over 1/3 of members", "cannot be read"),
        (Quorum, "at least a third of members", "cannot be read"),
        (Quorum, "", "cannot be read"),
        (Quorum, "at least 0.3 of members", "cannot be read"),
        (Quorum, "at least -1 members", "cannot be read"),
        (Quorum, "at least 1/3 of votes", "counts members or active members, not votes"),
        (Quorum, "at least 1/3 members", 'needs "of"'),
        (Quorum, "at least 12 of members", 'without "of"'),
        (Quorum, "at least 4/3 of members", "more than all"),
        (Quorum, "more than 100% of members", "more than all"),
        (Quorum, "at least 1/0 of members", "divided by 0"),
        (Quorum, "at least 0 members", "always reached"),
        (Quorum, "at least 0% of members", "always reached"),
        (Quorum, "at least " + "9" * 5000 + " members", "cannot be read"),
        (Quorum, "at least ١٢ members", "cannot be read"),
        (Threshold, "none", "cannot be read"),
        (Threshold, "2/3", "cannot be read"),
        (Threshold, "at least 3 members", "never a plain number"),
        (Threshold, "at least 1/2 sqrt of votes", "never a root"),
        (Threshold, "more than half of votes", "cannot be read"),
        (Limit, "at least 1/4 of participants", 'must begin with "at most"'),
        (Limit, "less than 1/4 of participants", "cannot be read"),
        (Signatures, "none", "cannot be read"),
        (Signatures, "at least 1/5 of participants", "counts members, not participants"),
        (OptionQuorum, "-4", "cannot be read"),
    ],
)
def test_what_is_no_measure_is_refused_with_the_reason(
    kind: type[Quorum] | type[Threshold] | type[Limit] | type[Signatures] | type[OptionQuorum], words: str, because: str
) -> None:
    with pytest.raises(MeasureError) as refused:
        kind.parse(words)
    assert because in str(refused.value)


@pytest.mark.parametrize("kind", [Quorum, Threshold, Limit, Signatures, OptionQuorum])
def test_every_spelling_that_an_error_offers_is_read(
    kind: type[Quorum] | type[Threshold] | type[Limit] | type[Signatures] | type[OptionQuorum],
) -> None:
    with pytest.raises(MeasureError) as refused:
        kind.parse("lots")
    for spelling in kind.spellings:
        assert f'"{spelling}"' in str(refused.value)
        assert kind.parse(spelling).words == spelling


@pytest.mark.parametrize(
    ("higher", "lower", "raised"),
    [
        ("at least 2/3 of votes", "more than 1/2 of votes", True),
        ("more than 2/3 of votes", "at least 2/3 of votes", True),
        ("at least 2/3 of votes", "more than 2/3 of votes", False),
        ("at least 2/3 of votes", "at least 2/3 of votes", False),
        ("at least 3/4 of members", "more than 1/2 of votes", False),
        ("at least 1/2 of votes", "more than 1/2 of votes", False),
    ],
)
def test_a_threshold_is_raised_only_on_its_own_base(higher: str, lower: str, raised: bool) -> None:
    assert Threshold.parse(higher).raises(Threshold.parse(lower)) is raised


@pytest.mark.parametrize(
    ("higher", "lower", "raised"),
    [
        ("at least 15 members", "at least 12 members", True),
        ("at least 15 members", "at least 1/3 of members", False),
        ("at least 2/3 sqrt of members", "at least 1/2 sqrt of members", True),
        ("at least 1/2 of members", "at least 1/2 sqrt of members", False),
        ("at least 1/2 of members", "none", False),
        ("none", "none", False),
        ("none", "at least 1/3 of members", False),
    ],
)
def test_a_quorum_is_raised_only_in_its_own_shape(higher: str, lower: str, raised: bool) -> None:
    assert Quorum.parse(higher).raises(Quorum.parse(lower)) is raised


shares = st.fractions(min_value=Fraction(1, 1000), max_value=1, max_denominator=1000).map(
    lambda f: f"{f.numerator}/{f.denominator}"
)


@given(shares, st.sampled_from(["at least", "more than"]), st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_share_compares_as_cross_multiplied_whole_numbers(share: str, relation: str, count: int, base: int) -> None:
    part, whole = map(int, share.split("/"))
    if relation == "more than" and part == whole:
        return
    by_hand = count * whole >= part * base if relation == "at least" else count * whole > part * base
    assert Threshold.parse(f"{relation} {share} of votes").reached(count, base) is by_hand


@given(shares, st.sampled_from(["at least", "more than"]), st.integers(1, 10**12), st.integers(-2, 2))
def test_a_root_compares_as_squares(share: str, relation: str, base: int, beside: int) -> None:
    part, whole = map(int, share.split("/"))
    count = max(0, isqrt(part * part * base // (whole * whole)) + beside)
    left, right = (count * whole) ** 2, part**2 * base
    by_hand = left >= right if relation == "at least" else left > right
    assert Quorum.parse(f"{relation} {share} sqrt of members").reached(count, base) is by_hand


@given(st.text(max_size=60))
def test_any_text_is_a_measure_or_a_measure_error(text: str) -> None:
    for kind in (Quorum, Threshold, Limit, Signatures, OptionQuorum):
        with suppress(MeasureError):
            assert kind.parse(text).words

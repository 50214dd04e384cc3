"""The judgement of reported work is the median of what members said, between two the one nearer to partly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.labour.judgement import SAID, Judgement, Said, Verdict, median

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
S, P, F = SAID


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ((), Verdict.UNJUDGED),
        ((S,), S),
        ((F,), F),
        ((S, S, F), S),
        ((S, P, F), P),
        ((F, F, S), F),
        ((S, P), P),
        ((P, F), P),
        ((S, F), P),
        ((S, S, F, F), P),
        ((S, S, P, P), P),
        ((S, S, S, F), S),
        ((F, F, F, P), F),
    ],
)
def test_the_median_counts(words: tuple[Verdict, ...], verdict: Verdict) -> None:
    assert median(words) is verdict


@given(st.lists(st.sampled_from(SAID), min_size=1))
def test_no_judgement_is_on_a_side_that_fewer_than_half_took(words: list[Verdict]) -> None:
    verdict = median(words)
    if verdict is not P:
        assert 2 * words.count(verdict) > len(words)
    assert median(reversed(words)) is verdict


def test_the_last_word_of_each_member_counts_by_receipt() -> None:
    judgement = Judgement(MONDAY, MONDAY + timedelta(days=7), "report", (1,))
    hour = timedelta(hours=1)
    judgement.said = {
        5: [Said(5, MONDAY + 2 * hour, "b", F), Said(5, MONDAY + hour, "a", S)],
        3: [Said(3, MONDAY, "c", P)],
    }
    assert [each.verdict for each in judgement.standing().values()] == [P, F]
    assert judgement.count() == {"partly": 1, "failure": 1}

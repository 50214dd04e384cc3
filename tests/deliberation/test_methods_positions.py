"""Tallies of positions: who counts as a vote, as dissent, as a participant."""

import pytest

from listvote.deliberation.methods.positions import Positions, tally


def figures(count: Positions) -> tuple[int, int, int, int, int]:
    return count.votes_for, count.votes_against, count.votes, count.dissent, count.participants


def test_consensus_counts_reservations_for_and_objections_against() -> None:
    held = {"agree": 5, "reservations": 2, "abstain": 3, "stand aside": 1, "disagree": 2, "object": 1}
    assert figures(tally("consensus", held)) == (7, 3, 10, 4, 14)


def test_lazy_counts_as_consensus_does() -> None:
    assert figures(tally("lazy", {"object": 2})) == (0, 2, 2, 2, 2)


def test_majority_counts_no_abstention_as_a_vote() -> None:
    assert figures(tally("majority", {"for": 1, "abstain": 99})) == (1, 0, 1, 0, 100)


def test_a_gradient_keeps_its_whole_distribution() -> None:
    count = tally("gradient", {f"step {step}": step for step in range(1, 9)})
    assert count.counts == {f"step {step}": step for step in range(1, 9)}
    assert figures(count) == (1 + 2 + 3, 6 + 7 + 8, 27, 5 + 6 + 7 + 8, 36)


def test_whoever_withdrew_a_ballot_remains_a_participant() -> None:
    assert figures(tally("majority", {"for": 2}, withdrawn=3)) == (2, 0, 2, 0, 5)


def test_positions_that_nobody_holds_are_shown() -> None:
    assert tally("majority", {}).counts == {"for": 0, "against": 0, "abstain": 0}


def test_a_position_of_another_method_is_an_error() -> None:
    with pytest.raises(KeyError, match="object"):
        tally("majority", {"object": 1})

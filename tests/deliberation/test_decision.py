"""The life of a decision: one closed table, walked over its whole product."""

from __future__ import annotations

from itertools import product

import pytest

from listvote.deliberation.decision import ENDING, LIFE, Happening, Status, step

ENDS = [status for status in Status if status is not Status.OPEN]


@pytest.mark.parametrize(("status", "happening"), list(product(Status, Happening)))
def test_every_pair_is_in_the_table_or_refused(status: Status, happening: Happening) -> None:
    assert step(status, happening) == LIFE.get((status, happening))
    assert (step(status, happening) is None) is (status is not Status.OPEN)


@pytest.mark.parametrize("happening", Happening)
def test_nothing_happens_to_what_has_ended(happening: Happening) -> None:
    assert all(step(status, happening) is None for status in ENDS)


def test_a_ballot_and_an_extension_leave_a_decision_open() -> None:
    assert {happening for happening in Happening if step(Status.OPEN, happening) is Status.OPEN} == {
        Happening.BALLOT,
        Happening.EXTENSION,
    }


@pytest.mark.parametrize("status", [each for each in ENDS if each is not Status.CANCELLED])
def test_every_end_that_is_built_is_reached_in_one_way(status: Status) -> None:
    assert step(Status.OPEN, ENDING[status]) is status
    assert [happening for happening in Happening if step(Status.OPEN, happening) is status] == [ENDING[status]]

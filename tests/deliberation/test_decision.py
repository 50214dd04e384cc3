"""The life of a decision: one closed table, walked over its whole product."""

from __future__ import annotations

from itertools import product

import pytest

from listvote.deliberation.decision import ENDING, LIFE, Happening, Status, step

ENDS = [status for status in Status if not status.runs]
TAKEN = {Status.ADOPTED, Status.NOT_ADOPTED, Status.INQUORATE, Status.BLOCKED}

# What can happen where, written out a second time: by happening, from where to where.
N, P, O, H = Status.NOMINATING, Status.PROPOSED, Status.OPEN, Status.HEARING
WANTED = {
    Happening.NOMINATION: {N: N},
    Happening.VOTING: {N: O},
    Happening.SECOND: {P: P},
    Happening.SECONDED: {P: O},
    Happening.BALLOT: {O: O, H: H},
    Happening.SALT: {N: N, O: O},
    Happening.HEARING: {O: H, H: H},
    Happening.KEPT_UP: {H: H},
    Happening.AMENDMENT: {O: O, H: H},
    Happening.NEXT_VERSION: {O: O, H: O},
    Happening.RAISING: {O: O, H: H},
    Happening.EXTENSION: {O: O, H: O},
    Happening.PROLONGING: {N: N, O: O, H: H},
    Happening.CANCEL_WISH: {each: each for each in (N, P, O, H)},
    Happening.ADOPTION: {each: Status.ADOPTED for each in (O, H)},
    Happening.REJECTION: {each: Status.NOT_ADOPTED for each in (N, P, O, H)},
    Happening.NO_QUORUM: {each: Status.INQUORATE for each in (O, H)},
    Happening.OBJECTION: {each: Status.BLOCKED for each in (O, H)},
    Happening.WITHDRAWAL: {each: Status.WITHDRAWN for each in (N, P, O, H)},
    Happening.CANCELLATION: {each: Status.CANCELLED for each in (N, P, O, H)},
    Happening.PETITION: {each: each for each in TAKEN},
}


@pytest.mark.parametrize(("status", "happening"), list(product(Status, Happening)))
def test_every_pair_is_in_the_table_or_refused(status: Status, happening: Happening) -> None:
    assert step(status, happening) == LIFE.get((status, happening)) == WANTED[happening].get(status)


@pytest.mark.parametrize("status", ENDS)
def test_what_has_ended_stands_and_can_only_be_petitioned_against(status: Status) -> None:
    happens = {happening for happening in Happening if step(status, happening) is not None}
    assert happens == ({Happening.PETITION} if status in TAKEN else set())


@pytest.mark.parametrize("status", ENDS)
def test_every_end_is_reached_in_one_way(status: Status) -> None:
    assert step(Status.OPEN, ENDING[status]) is status
    assert [happening for happening in Happening if step(Status.OPEN, happening) is status] == [ENDING[status]]

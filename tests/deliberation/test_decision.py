"""The life of a decision: one closed table, walked over its whole product."""

from __future__ import annotations

from itertools import product

import pytest

from listvote.deliberation.decision import ENDING, LIFE, Happening, Status, step

ENDS = [status for status in Status if not status.runs]
TAKEN = {Status.ADOPTED, Status.NOT_ADOPTED, Status.INQUORATE, Status.BLOCKED}

# What can happen where, written out a second time: by happening, from where to where.
NEW, PROPOSED, OPEN, HEARING = Status.NOMINATING, Status.PROPOSED, Status.OPEN, Status.HEARING
WANTED = {
    Happening.NOMINATION: {NEW: NEW},
    Happening.VOTING: {NEW: OPEN},
    Happening.SECOND: {PROPOSED: PROPOSED},
    Happening.SECONDED: {PROPOSED: OPEN},
    Happening.BALLOT: {OPEN: OPEN, HEARING: HEARING},
    Happening.SALT: {NEW: NEW, OPEN: OPEN},
    Happening.HEARING: {OPEN: HEARING, HEARING: HEARING},
    Happening.KEPT_UP: {HEARING: HEARING},
    Happening.AMENDMENT: {OPEN: OPEN, HEARING: HEARING},
    Happening.NEXT_VERSION: {OPEN: OPEN, HEARING: OPEN},
    Happening.RAISING: {OPEN: OPEN, HEARING: HEARING},
    Happening.EXTENSION: {OPEN: OPEN, HEARING: OPEN},
    Happening.PROLONGING: {NEW: NEW, OPEN: OPEN, HEARING: HEARING},
    Happening.CANCEL_WISH: {each: each for each in (NEW, PROPOSED, OPEN, HEARING)},
    Happening.ADOPTION: dict.fromkeys((OPEN, HEARING), Status.ADOPTED),
    Happening.REJECTION: dict.fromkeys((NEW, PROPOSED, OPEN, HEARING), Status.NOT_ADOPTED),
    Happening.NO_QUORUM: dict.fromkeys((OPEN, HEARING), Status.INQUORATE),
    Happening.OBJECTION: dict.fromkeys((OPEN, HEARING), Status.BLOCKED),
    Happening.WITHDRAWAL: dict.fromkeys((NEW, PROPOSED, OPEN, HEARING), Status.WITHDRAWN),
    Happening.CANCELLATION: dict.fromkeys((NEW, PROPOSED, OPEN, HEARING), Status.CANCELLED),
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

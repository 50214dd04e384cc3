"""The steps at which processes are killed are steps that the program has."""

from __future__ import annotations

import pytest

from tests.flow.fault_points import POINTS, place_of
from tests.flow.test_secret_killed import POINTS as SECRET_POINTS

NAMED = [
    *(what for point in POINTS.values() for what in (point.what, point.within) if what),
    *(what for _, what in SECRET_POINTS.values()),
]


@pytest.mark.parametrize("what", sorted(set(NAMED)))
def test_what_a_point_names_is_there(what: str) -> None:
    owner, name = place_of(what)
    assert callable(getattr(owner, name))

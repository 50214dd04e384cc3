"""Killed at each named step of intake, tick and delivery, and run again: nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.flow.a_killed_service import KILLED, Lives
from tests.flow.fault_points import CONFIRM, DELIVERY, INTAKE, TAKEOVER, TICK, Point


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "SQLite":
        return f"sqlite:///{tmp_path / 'killed.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.mark.real
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    "points", [INTAKE, CONFIRM, TAKEOVER, TICK, DELIVERY], ids=["intake", "confirm", "takeover", "tick", "delivery"]
)
def test_a_service_that_is_killed_at_every_step_ends_where_an_undisturbed_one_does(
    request: pytest.FixtureRequest, url: str, tmp_path: Path, points: Mapping[str, Point]
) -> None:
    died: dict[str, int] = {}
    with Lives.begin(request, url, tmp_path) as lives:
        for point in points:
            before = "at 1 the mailbox is open" if points is TAKEOVER else ""
            ended = lives.a_day([f"at 1 {point}"] * 4, before)
            assert set(ended) <= {0, KILLED}, point
            died[point] = ended.count(KILLED)
            lives.check()
        if points is DELIVERY:
            assert lives.sent_again()  # killed between the mail server's answer and the note of it
    assert {point for point, times in died.items() if not times} == set()

"""Killed at any moment and run again: events exactly once, no mail lost, what is sent twice is the same mail."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.flow.a_killed_service import KILLED, Lives

DAYS = 25


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "SQLite":
        return f"sqlite:///{tmp_path / 'killed.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.mark.real
@pytest.mark.timeout(1200)
def test_a_service_that_is_killed_again_and_again_ends_where_an_undisturbed_one_does(
    request: pytest.FixtureRequest, url: str, tmp_path: Path
) -> None:
    chance = random.Random(20250303)
    ended: list[int] = []
    with Lives.begin(request, url, tmp_path) as lives:
        for _ in range(DAYS):
            ended += lives.a_day(f"after {chance.uniform(0.005, 0.25):.4f}" for _ in range(4))
        lives.check()
        assert ended.count(KILLED) > DAYS // 2  # so many died in the middle of their work
        assert set(ended) <= {0, KILLED}

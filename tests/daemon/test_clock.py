"""The daemon's clock when the machine's jumps: it goes on at its pace, and follows a jump that lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from listvote.daemon import SteadyClock

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Machine:
    """What a machine says: its clock, and how long it runs."""

    def __init__(self) -> None:
        self.wall = NOON
        self.seconds = 5.0
        self.clock = SteadyClock(lambda: self.wall, lambda: self.seconds)

    def after(self, minutes: float) -> datetime:
        self.seconds += minutes * 60
        self.wall += timedelta(minutes=minutes)
        return self.clock()


def test_the_time_is_the_machine_s() -> None:
    machine = Machine()
    assert machine.after(10) == NOON + timedelta(minutes=10)
    machine.wall += timedelta(seconds=30)  # set right a little
    assert machine.after(1) == NOON + timedelta(minutes=11, seconds=30)


@pytest.mark.parametrize("days", [1, -1, 400])
def test_a_jump_is_not_followed_while_it_may_be_a_mistake(days: int) -> None:
    machine = Machine()
    machine.wall += timedelta(days=days)
    for minutes in range(1, 50):
        assert machine.after(1) == NOON + timedelta(minutes=minutes)
    machine.wall -= timedelta(days=days)  # it was one
    assert machine.after(1) == NOON + timedelta(minutes=50)


@pytest.mark.parametrize("days", [1, -1])
def test_a_jump_that_lasts_is_followed(days: int) -> None:
    machine = Machine()
    machine.wall += timedelta(days=days)
    machine.after(1)
    assert machine.after(59) == NOON + timedelta(hours=1)
    assert machine.after(1) == NOON + timedelta(days=days, hours=1, minutes=1)
    assert machine.after(5) == NOON + timedelta(days=days, hours=1, minutes=6)


def test_a_machine_that_slept_has_not_jumped() -> None:
    machine = Machine()
    assert machine.after(60 * 24 * 3) == NOON + timedelta(days=3)

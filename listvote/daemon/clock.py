"""The daemon's clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from listvote.daemon.journal import LOG
from listvote.events import instant

_JUMP: Final = timedelta(minutes=1)
_JUMP_LASTS: Final = timedelta(hours=1)
_SINCE_THE_START: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # with the time asleep


class SteadyClock:
    """The time, to the second, which does not jump: a day too far would end decisions, a day back would hold all up.

    Where the machine's clock and the time since it started part by more than a minute, the latter is counted on for an
    hour. If the jump lasts, it was the clock's being set right, and is followed.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        elapsed_seconds: Callable[[], float] = lambda: time.clock_gettime(_SINCE_THE_START),
    ) -> None:
        """Begin with what the machine's clock says; `elapsed_seconds` goes on at an even pace."""
        self._wall, self._elapsed = wall, elapsed_seconds
        self._from = (wall(), elapsed_seconds())
        self._jumped: float | None = None

    def __call__(self) -> datetime:
        """The time."""
        wall, elapsed = self._wall(), self._elapsed()
        then, when = self._from
        steady = then + timedelta(seconds=elapsed - when)
        if abs(wall - steady) <= _JUMP:
            self._from, self._jumped, steady = (wall, elapsed), None, wall
        elif self._jumped is None:
            self._jumped = elapsed
            LOG.warning("the clock jumped: not followed for an hour", from_=instant(steady), to=instant(wall))
        elif elapsed - self._jumped >= _JUMP_LASTS.total_seconds():
            LOG.warning("the clock jumped an hour ago: followed now", from_=instant(steady), to=instant(wall))
            self._from, self._jumped, steady = (wall, elapsed), None, wall
        return steady.replace(microsecond=0)

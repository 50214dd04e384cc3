"""Spans of time as a charter writes them: `72 hours`, `7 days`, `6 months`.

Minutes and hours are elapsed time. Days, weeks, months and years are calendar time in the group's zone: `7 days` from
Monday 18:00 is the next Monday 18:00, whatever the clocks did in between.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["Span", "Unit", "instant_of"]


class Unit(StrEnum):
    """What a span is counted in."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_ABOUT: Final = {
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
    Unit.WEEK: timedelta(weeks=1),
    Unit.MONTH: timedelta(days=30),
    Unit.YEAR: timedelta(days=365),
}
_ELAPSED: Final = (Unit.MINUTE, Unit.HOUR)
_LONGEST: Final = timedelta(days=36_500)
_SPELLING: Final = re.compile(r"([0-9]{1,8}) ?(minute|hour|day|week|month|year)s?")


@dataclass(frozen=True, slots=True)
class Span:
    """So many of one unit; two are equal where they are written alike (`24 hours` is not `1 day`)."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    @classmethod
    def parse(cls, text: str) -> Span | None:
        """Read `7 days`, in any letter case; None for any other text, and for more than about a hundred years."""
        found = _SPELLING.fullmatch(" ".join(text.split()).lower())
        if found is None:
            return None
        unit, count = Unit(found[2]), int(found[1])
        return cls(count, unit) if count <= _LONGEST / _ABOUT[unit] else None

    @property
    def about(self) -> timedelta:
        """How long that is, to compare spans: a month as 30 days, a year as 365."""
        return self.count * _ABOUT[self.unit]

    def after(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """Find the instant so much later.

        Args:
            instant: the beginning, an aware datetime.
            zone: the group's zone, in which days and months are counted.

        Returns:
            the end in UTC. A day that the month lacks is its last one (31 January and one month: 28 February); an hour
            that does not exist moves forward, of one that comes twice it is the first.
        """
        return self._moved(instant, zone, 1)

    def before(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """Find the instant so much earlier, by the same rules as `after`."""
        return self._moved(instant, zone, -1)

    def _moved(self, instant: datetime, zone: ZoneInfo, sign: int) -> datetime:
        if not self.count:
            return instant.astimezone(UTC)
        if self.unit in _ELAPSED:
            return instant.astimezone(UTC) + sign * self.about
        wall = instant.astimezone(zone).replace(tzinfo=None)
        if self.unit in (Unit.DAY, Unit.WEEK):
            return instant_of(wall + sign * self.about, zone)
        months = sign * self.count * (12 if self.unit is Unit.YEAR else 1)
        year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
        day = min(wall.day, monthrange(year, month + 1)[1])
        return instant_of(wall.replace(year=year, month=month + 1, day=day), zone)


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """Find the instant at which the clocks of a zone show a date and an hour.

    Args:
        wall: the date and hour, without a zone.
        zone: where the clock hangs.

    Returns:
        the instant in UTC; an hour that does not exist moves forward by what the clocks skip, of one that comes twice
        it is the first.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)

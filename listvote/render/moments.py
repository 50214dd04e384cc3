"""Instants, dates and numbers in English words, in the group's time zone, whatever the machine's locale."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_NEAR: Final = timedelta(days=6)  # within it a weekday names one day only
_FAR: Final = timedelta(days=180)  # beyond it a date is said with its year


def said_deadline(at: datetime, zone: str, now: datetime) -> str:
    """`Thursday 4 Dec, 18:00`: an aware instant up to which something counts; midnight is the old day's `24:00`.

    The year is said where it is half a year away, the zone's abbreviation where the clock shows that hour twice.
    """
    local = at.astimezone(ZoneInfo(zone))
    day = local.date()
    hour = _hour(local)
    if hour == "00:00":
        day, hour = day - timedelta(days=1), "24:00"
    return f"{WEEKDAYS[day.weekday()]} {said_day(day, zone, now)}, {hour}"


def said_soon(at: datetime, zone: str, now: datetime) -> str:
    """`Thursday 18:00` for a deadline within six days, else as `said_deadline`."""
    if not timedelta(0) <= at - now < _NEAR:
        return said_deadline(at, zone, now)
    local = at.astimezone(ZoneInfo(zone))
    day, hour = local.date(), _hour(local)
    if hour == "00:00":
        day, hour = day - timedelta(days=1), "24:00"
    return f"{WEEKDAYS[day.weekday()]} {hour}"


def said_past(at: datetime, zone: str, now: datetime) -> str:
    """`27 Nov, 09:12`: when something happened; midnight belongs to the day that it begins."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{said_day(local.date(), zone, now)}, {_hour(local)}"


def said_day(day: date, zone: str, now: datetime) -> str:
    """`20 Dec`, or `20 Dec 2028` where that is half a year away; an instant is said as its day in the zone."""
    if isinstance(day, datetime):
        day = day.astimezone(ZoneInfo(zone)).date()
    today = now.astimezone(ZoneInfo(zone)).date()
    year = f" {day.year}" if abs(day - today) > _FAR else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def _hour(local: datetime) -> str:
    hour = f"{local.hour:02}:{local.minute:02}"
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{hour} {local.tzname()}" if twice else hour


def said_number(number: int | Fraction) -> str:
    """`6`, `1/2`, `1 1/2`: exact, as hours and counts with fractions are written."""
    whole, part = divmod(Fraction(number), 1)
    if not part:
        return str(whole)
    return f"{whole} {part}" if whole else str(part)


def counted(number: int | Fraction, one: str, many: str = "") -> str:
    """`1 offer`, `2 offers`, `1 1/2 hours`; `many` for plurals that do not just add an s."""
    return f"{said_number(number)} {one if 0 < number <= 1 else many or one + 's'}"

"""Deadlines in a group's time zone: what was asked for in words, as an instant."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from listvote.charter.span import Span, instant_of
from listvote.events import instant, moment

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_END_OF_DAY: Final = time(23, 59, 59)
_LONGEST: Final = timedelta(days=36_500)  # as long as any span
_DATE: Final = re.compile(r"(?:(?P<year>[0-9]{4})|-)-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_HOUR: Final = re.compile(r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})")
_LEAP_YEARS: Final = 8  # from one 29 February to the next, at most


def deadline(closes: str, start: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which something closes.

    `closes` is a span in words (`7 days`), which runs from `start`, or an instant as the ledger writes it.
    """
    span = Span.parse(closes)
    return span.after(start, zone) if span else moment(closes)


def is_weekly_day(day: date) -> bool:
    """Whether what comes weekly comes on this day: a Monday."""
    return day.weekday() == 0


def frozen(wanted: str, start: datetime, zone: ZoneInfo) -> str | None:
    """What an opening's `closes` means, in the form that the ledger keeps: a span in words, or an instant in UTC.

    Args:
        wanted: `7 days`, `2026-12-04`, `--12-04` (the next such date), `friday`, each of the latter three with or
            without an hour, `friday 18:00`; a date without an hour ends at its midnight, a weekday is the next one
            after `start`.
        start: when the opening was received, aware.
        zone: the group's.

    Returns:
        None for any other text, and for what lies more than about a hundred years ahead.
    """
    words = " ".join(wanted.lower().split())
    if (span := Span.parse(words)) is not None:
        return str(span)
    day, _, hour = words.partition(" ")
    try:
        wall = _wall(day, _at(hour), start.astimezone(zone).replace(tzinfo=None))
        end = instant_of(wall, zone) if wall else None
    except (ValueError, OverflowError):
        return None
    return instant(end) if end and end - start <= _LONGEST else None


def _at(hour: str) -> time:
    if not hour:
        return _END_OF_DAY
    found = _HOUR.fullmatch(hour)
    if found is None:
        raise ValueError(hour)
    return time(int(found["hour"]), int(found["minute"]))


def _wall(day: str, at: time, start: datetime) -> datetime | None:
    """The date and hour in the group's zone; None where there is no such date."""
    if day in WEEKDAYS:
        ahead = (WEEKDAYS.index(day) - start.weekday()) % len(WEEKDAYS)
        wall = datetime.combine(start.date() + timedelta(days=ahead), at)
        return wall if wall > start else wall + timedelta(days=len(WEEKDAYS))
    found = _DATE.fullmatch(day)
    if found is None:
        return None
    month, number = int(found["month"]), int(found["day"])
    if found["year"]:
        return datetime.combine(date(int(found["year"]), month, number), at)
    for year in range(start.year, start.year + _LEAP_YEARS + 1):
        if (month, number) == (2, 29) and not isleap(year):
            continue
        wall = datetime.combine(date(year, month, number), at)
        if wall > start:
            return wall
    return None

"""Deadlines in a group's time zone: what was asked for in words, as an instant."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from listvote.charter.span import Span, instant_of
from listvote.events import instant, moment

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_END_OF_DAY: Final = time(23, 59, 59)


def deadline(closes: str, start: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which something closes.

    `closes` is a span in words (`7 days`), which runs from `start`, or an instant as the ledger writes it.
    """
    span = Span.parse(closes)
    return span.after(start, zone) if span else moment(closes)


def frozen(wanted: str, start: datetime, zone: ZoneInfo) -> str | None:
    """What an opening's `closes` means, in the form that the ledger keeps: a span in words, or an instant in UTC.

    Args:
        wanted: `7 days`, `2026-12-04`, `2026-12-04 18:00`, `friday` or `friday 18:00`; a date without an hour ends at
            its midnight, a weekday is the next one after `start`.
        start: when the opening was received, aware.
        zone: the group's.

    Returns:
        None for any other text.
    """
    words = " ".join(wanted.lower().split())
    if (span := Span.parse(words)) is not None:
        return str(span)
    day, _, hour = words.partition(" ")
    try:
        at = time.fromisoformat(hour) if hour else _END_OF_DAY
        local = start.astimezone(zone)
        if day in WEEKDAYS:
            ahead = (WEEKDAYS.index(day) - local.weekday()) % len(WEEKDAYS)
            wall = datetime.combine(local.date() + timedelta(days=ahead), at)
            if wall <= local.replace(tzinfo=None):
                wall += timedelta(days=len(WEEKDAYS))
        else:
            wall = datetime.combine(date.fromisoformat(day), at)
        return instant(instant_of(wall, zone))
    except (ValueError, OverflowError):
        return None

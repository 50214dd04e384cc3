"""Deadlines as a calendar file (RFC 5545) that mail programs can take over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event


def calendar(dates: Iterable[tuple[str, str, datetime]], now: datetime) -> bytes:
    """Write deadlines as a calendar; the same dates at the same time give the same bytes.

    Args:
        dates: for each its lasting name (`press-12@example.org`), what it is called, and when it is (aware).
        now: when the file is written, aware.

    Returns:
        the file, with CRLF line ends.
    """
    made = Calendar()
    made.add("prodid", "-//listvote//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for name, title, at in dates:
        event = Event()
        event.add("uid", name)
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", at.astimezone(UTC))
        event.add("summary", " ".join(title.split()))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())

"""Times as members write them: `7 days`, `Friday 18:00`, `20 December`, `4.12.2026 18 Uhr`.

A time is read without a clock: what year or which Friday is meant is for whoever knows when it was written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

from listvote.charter.span import Span, Unit
from listvote.mail.grammar.words import folded, seen
from listvote.mail.vocabulary.calendar import HOURS_SAID, MONTHS, UNITS, WEEKDAYS, WORDS_LEFT_OUT

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST: Final = 80

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d))?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?(?!\d)")
_HOUR: Final = re.compile(
    r"(?<![\d.])(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?\s?(am|pm|a\.m\.|p\.m\.|uhr|h|o'clock|ore|horas|heures)?(?![\d\w])"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SPAN: Final = re.compile(r"(\d{1,6})\s?([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Day:
    """A date or a weekday, with or without an hour, in whatever zone the group lives in.

    `year` is None where none was written: the next such date. `weekday` is 0 for Monday; then there is no date.
    `hour` is None where none was written: the end of that day.
    """

    year: int | None = None
    month: int = 0
    day: int = 0
    weekday: int | None = None
    hour: int | None = None
    minute: int = 0

    def __str__(self) -> str:
        """The one spelling of it: `2026-12-04 18:00`, `--12-04` without a year, `friday 18:00`."""
        if self.weekday is not None:
            date = _DAYS[self.weekday]
        else:
            date = f"{self.year:04}" if self.year is not None else "-"
            date = f"{date}-{self.month:02}-{self.day:02}"
        return date if self.hour is None else f"{date} {self.hour:02}:{self.minute:02}"


When = Span | Day


def when(text: str, languages: tuple[str, ...] = ("en",)) -> When | None:
    """Read a duration, a date, or a weekday, each of the latter with or without an hour.

    Args:
        text: as written, such as `7 days`, `Friday 18:00`, `4 Dec 2026, 6pm`, `2026-12-04`.
        languages: codes; English and the names of all languages that are read are known anyway.

    Returns:
        None for anything else: a date that does not exist, `3/4` (two countries read it differently), other words.
    """
    said = folded(seen(text)).strip(" .,;")
    if not said or len(said) > _LONGEST:
        return None
    return _span(said) or _day(said)


def _span(said: str) -> Span | None:
    found = _SPAN.fullmatch(said)
    unit = UNITS.get(found[2]) if found else None
    if not found or unit is None:
        return None
    span = Span.parse(f"{int(found[1])} {unit}")
    return span if span is not None and span.count else None


def _day(said: str) -> Day | None:
    year: int | None = None
    month = day = 0
    rest = said
    if found := _ISO.search(rest):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    elif found := _DOTTED.search(rest):
        day, month, year = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    weekday: int | None = None
    named_month = 0
    for word in _WORD.findall(rest):
        if word in MONTHS and not named_month and not month:
            named_month = MONTHS[word]
        elif word in WEEKDAYS and weekday is None:
            weekday = WEEKDAYS[word]
        elif word not in WORDS_LEFT_OUT and word not in HOURS_SAID:
            return None
    if named_month:
        taken = _named(rest, named_month)
        if taken is None:
            return None
        day, year, rest = taken
        month = named_month
    return _with_hour(rest, year, month, day, weekday)


def _named(rest: str, month: int) -> tuple[int, int | None, str] | None:
    """The day and year beside the name of a month, and the text without them."""
    name = next(found for found in _WORD.finditer(rest) if MONTHS.get(found[0]) == month)
    before, after = rest[: name.start()], rest[name.end() :].lstrip(".")
    year: int | None = None
    if found := re.search(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?\s*(?:of\s+|de\s+)?$", before):
        day, before = int(found[1]), before[: found.start()]
        if following := re.match(r"\s*,?\s*(?:de\s+|of\s+)?(\d{4})(?!\d)", after):
            year, after = int(following[1]), after[following.end() :]
    elif found := re.match(r"\s*(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:\s*,?\s+(\d{4}))?(?![\d:])", after):
        day, year = int(found[1]), int(found[2]) if found[2] else None
        after = after[found.end() :]
    else:
        return None
    return day, year, f"{before} {after}"


def _with_hour(rest: str, year: int | None, month: int, day: int, weekday: int | None) -> Day | None:
    hour: int | None = None
    minute = 0
    numbers = _HOUR.findall(rest)
    if len(numbers) > 1:
        return None
    if numbers:
        hour, minute, mark = int(numbers[0][0]), int(numbers[0][1] or 0), numbers[0][2].replace(".", "")
        if not numbers[0][1] and not mark and not any(word in HOURS_SAID for word in _WORD.findall(rest)):
            return None
        if mark in {"am", "pm"}:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if mark == "pm" else 0)
    else:
        words = [word for word in _WORD.findall(rest) if word in HOURS_SAID and HOURS_SAID[word] is not None]
        hour = HOURS_SAID[words[0]] if words else None
        if any(each.isdigit() for each in rest):
            return None
    if hour == 24 and minute == 0:
        hour = None
    if hour is not None and not (0 <= hour <= 23 and 0 <= minute <= 59):
        return None
    if month:
        if not (
            1 <= month <= 12
            and 1 <= day <= monthrange(year or 2024, month)[1]
            and (year is None or 2000 <= year <= 2200)
        ):
            return None
        return Day(year, month, day, None, hour, minute)
    return Day(None, 0, 0, weekday, hour, minute) if weekday is not None else None


__all__ = ["Day", "Span", "Unit", "When", "when"]

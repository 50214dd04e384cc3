"""How the values that only charters have are written: spans, hours of the day, zones, measures, members, names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from listvote.acts import Fault
from listvote.charter.address import mail_address
from listvote.charter.span import Span
from listvote.charter.written import Json, Text, Wrong, nearest, shown
from listvote.measures import Limit, MeasureError, OptionQuorum, Quorum, Signatures, Threshold

__all__ = [
    "CLOCK", "DISSENT", "GROUP_NAME", "HASHTAG", "KIND_NAME", "LIST_ID", "MODERATOR", "OPTION_QUORUM", "PATH", "POST",
    "QUORUM", "RANGE", "RATIO", "SIGNATURES", "SOURCE", "SOME_TIME", "SPAN", "TAG", "THRESHOLD", "ZONE",
]  # fmt: skip

M = TypeVar("M", Quorum, Threshold, Signatures, OptionQuorum, Limit)


@dataclass(frozen=True)
class Measured(Generic[M]):
    """A measure, in the spellings of `listvote.measures`."""

    cls: type[M]

    def read(self, raw: object, where: str) -> M:
        if not isinstance(raw, str):
            example = f'write it in words, such as "{self.cls.spellings[0]}"'
            raise Wrong(Fault(where, f"{shown(raw)} is not a {self.cls.name}", example))
        try:
            return self.cls.parse(raw)
        except MeasureError as error:
            what, _, mend = str(error).partition(". ")
            raise Wrong(Fault(where, what, mend[:1].lower() + mend[1:].rstrip("."))) from None

    def write(self, value: M) -> Json:
        return value.words


@dataclass(frozen=True)
class Zone:
    """The name of a time zone in the IANA database."""

    def read(self, raw: object, where: str) -> str:
        if isinstance(raw, str) and _is_zone(raw):
            return raw
        real = _nearest_zone(raw) if isinstance(raw, str) else ""
        mend = f'did you mean "{real}"?' if real else 'write an IANA name, such as "UTC" or "Europe/Dublin"'
        raise Wrong(Fault(where, f"{shown(raw)} is no time zone", mend))

    def write(self, value: str) -> Json:
        return value


def _is_zone(name: str) -> bool:
    try:
        return ZoneInfo(name).key == name
    except (KeyError, ValueError, OSError):
        return False


def _nearest_zone(written: str) -> str:
    """The zone that somebody meant, by its whole name or by its city alone."""
    names = sorted(available_timezones(), reverse=True)
    by_words = {name.rpartition("/")[2].lower(): name for name in names} | {name.lower(): name for name in names}
    return by_words.get(nearest(written.replace(" ", "_"), by_words), "")


@dataclass(frozen=True)
class Moderator:
    """A moderator: an address as people write it, a member's number as the ledger keeps it."""

    def read(self, raw: object, where: str) -> str | int:
        if isinstance(raw, int) and not isinstance(raw, bool) and raw > 0:
            return raw
        found = mail_address(raw) if isinstance(raw, str) else ""
        if not found:
            raise Wrong(Fault(where, f"{shown(raw)} is no mail address", 'write for example ["ada@example.org"]'))
        return found

    def write(self, value: str | int) -> Json:
        return value


@dataclass(frozen=True)
class Ratio:
    """How many times the votes over the default an option needs: a whole number, or a fraction in words."""

    def read(self, raw: object, where: str) -> Fraction:
        spelled = raw if isinstance(raw, str) else shown(raw)
        found = Fraction(spelled) if re.fullmatch(r"[0-9]{1,6}(/0*[1-9][0-9]{0,5})?", spelled) else Fraction(0)
        if not 1 <= found <= 1_000:
            mend = 'write a whole number such as 3, or a fraction such as "3/2", 1 or more'
            raise Wrong(Fault(where, f"{shown(raw)} is no ratio", mend))
        return found

    def write(self, value: Fraction) -> Json:
        return value.numerator if value.denominator == 1 else str(value)


@dataclass(frozen=True)
class Range:
    """The lowest and the highest number of a score."""

    def read(self, raw: object, where: str) -> tuple[int, int]:
        mend = "write the lowest and the highest number, such as [0, 5]"
        if not isinstance(raw, list | tuple) or len(raw) != 2:
            raise Wrong(Fault(where, f"{shown(raw)} is no range", mend))
        low, high = raw
        if not all(isinstance(each, int) and not isinstance(each, bool) and abs(each) <= 1_000 for each in raw):
            raise Wrong(Fault(where, "a range has two whole numbers from -1000 to 1000", mend))
        if not low < high:
            raise Wrong(Fault(where, f"{low} is not below {high}", mend))
        return (low, high)

    def write(self, value: tuple[int, int]) -> Json:
        return list(value)


@dataclass(frozen=True)
class Clock:
    """An hour of the day."""

    def read(self, raw: object, where: str) -> time:
        found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", raw) if isinstance(raw, str) else None
        if found is None:
            raise Wrong(Fault(where, f"{shown(raw)} is no hour of the day", 'write it in quotes, such as "18:00"'))
        return time(int(found[1]), int(found[2]))

    def write(self, value: time) -> Json:
        return f"{value:%H:%M}"


def _matching(pattern: str) -> Callable[[str], str | None]:
    return lambda text: text if re.fullmatch(pattern, text) else None


def _span_of_some_time(text: str) -> Span | None:
    found = Span.parse(text)
    return found if found and found.count else None


SPAN: Final = Text("a span of time", 'write for example "7 days", "72 hours" or "6 months"', Span.parse)
SOME_TIME: Final = Text(
    "a span of time above zero", 'write for example "7 days", "72 hours" or "6 months"', _span_of_some_time
)
CLOCK: Final = Clock()
ZONE: Final = Zone()
QUORUM: Final = Measured(Quorum)
THRESHOLD: Final = Measured(Threshold)
SIGNATURES: Final = Measured(Signatures)
OPTION_QUORUM: Final = Measured(OptionQuorum)
DISSENT: Final = Measured(Limit)
RANGE: Final = Range()
RATIO: Final = Ratio()
MODERATOR: Final = Moderator()
GROUP_NAME: Final = Text(
    "a group's name",
    'a letter, then letters, digits, "-" or "_", at most 40 in all, such as "press"',
    _matching("[A-Za-z][A-Za-z0-9_-]{0,39}"),
)
POST: Final = Text(
    "a mail address",
    'the address that people post to, such as "press@groups.example.org"',
    lambda text: mail_address(text) or None,
)
LIST_ID: Final = Text(
    "a list id",
    'what stands between < and > in the List-Id of the list\'s mails, such as "press.groups.example.org"',
    lambda text: text.lower() if re.fullmatch(r"[^\s<>@\"]{1,255}", text) else None,
)
HASHTAG: Final = Text("a hashtag", 'write for example "#votes"', _matching(r"#[^\s#]{1,40}"))
TAG: Final = Text(
    "a tag",
    'a word without brackets, such as "MOTION"',
    lambda text: text.upper() if re.fullmatch(r"[^\W_](?:[\w -]{0,28}\w)?", text) else None,
)
KIND_NAME: Final = Text(
    "the name of a kind", "the name of one of the [kinds.…] tables", _matching("[A-Za-z][A-Za-z0-9_-]{0,39}")
)
SOURCE: Final = Text(
    "a public source in words",
    "name what, where and when, in one line",
    lambda text: " ".join(text.split()) if text.strip() and len(text) <= 500 else None,
)
PATH: Final = Text("a key path", 'write for example "kinds" or "group.moderators"', _matching(r"[^\s.]+(?:\.[^\s.]+)*"))

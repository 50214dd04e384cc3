"""A list's archive as mails in the order of their receipt, whatever archiver wrote it down.

Archivers differ in which header fields they keep, how they hide addresses, and whether they say when a mail was
received; what they have in common is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from listvote.flow.reading import Arrived
from listvote.mail.author import candidates
from listvote.mail.automatic import why_automatic
from listvote.mail.dialects import trace
from listvote.mail.message import Mail, Unreadable, parse
from listvote.mail.route import Route
from listvote.mail.thread import answered

EVERY: Final = 500
"""Mails between two notes of how far the work is."""
CLOCKS_DIFFER: Final = timedelta(days=1)
"""How much earlier than the mail it answers a mail may say that it was received, and still be read after it."""

_CTIME = re.compile(
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +(?P<day>\d{1,2}) +(?P<time>\d{1,2}:\d\d(?::\d\d)?)"
    r"(?: +(?P<zone>[+-]\d{4}))?(?: +[A-Z]{1,5})? +(?P<year>\d{4})(?: +(?P<zone_after>[+-]\d{4}))?"
)

Progress = Callable[[str], None]
Filed = tuple[bytes, str]
"""A mail as an archive holds it: its bytes, and the line `From …` before it in an mbox, "" elsewhere."""


@dataclass(frozen=True, slots=True)
class Archived:
    """A mail of an archive: what it says, when it was received (aware, UTC), who may have written it, "" if unknown."""

    arrived: Arrived
    received: datetime
    address: str

    @property
    def mail(self) -> Mail:
        """The mail itself."""
        return self.arrived.mail


@dataclass(frozen=True, slots=True)
class Archive:
    """The mails in the order in which they are taken in, and how many could not be read at all."""

    mails: tuple[Archived, ...]
    unreadable: int = 0


def read_archive(filed: Iterable[Filed], group: str, dialect: str, progress: Progress) -> Archive:
    """Read an archive.

    A mail was received when its topmost Received says; else when its `From ` line says, which is UTC where it names no
    zone; else at its Date; else with the mail before it in the archive. A mail comes after the one that it answers even
    where their clocks differ by up to a day.

    Args:
        filed: the mails, in the order of the archive.
        group: the name of the group that they all belong to.
        dialect: the list's kind as its charter says it, or `auto`.
        progress: told now and then how far the work is.
    """
    found: list[Archived] = []
    unreadable = 0
    before = datetime(1970, 1, 1, tzinfo=UTC)
    for number, (data, from_line) in enumerate(filed, 1):
        mail = parse(data, archived=True)
        if isinstance(mail, Unreadable):
            unreadable += 1
            continue
        before = received(mail, from_line) or before
        found.append(_archived(mail, before, group, dialect))
        if number % EVERY == 0:
            progress(f"{number} mails read")
    return Archive(tuple(_in_order(found)), unreadable)


def _archived(mail: Mail, when: datetime, group: str, dialect: str) -> Archived:
    lean = replace(mail, attachments=())  # an archive may hold a decade of them
    of_list = trace(lean, dialect)
    possible = candidates(lean, of_list)
    address = possible[0].address.lower() if possible else ""
    return Archived(Arrived(lean, of_list, Route(group, False), why_automatic(lean)), when, address)


def received(mail: Mail, from_line: str) -> datetime | None:
    """When a mail of an archive was received (aware, UTC); None where nothing says it."""
    top = mail.headers.get("Received") or ""
    return _date(top.rpartition(";")[2]) or _from_line(from_line) or mail.date


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _from_line(line: str) -> datetime | None:
    """The time in `From ada at example.org  Mon Jan  5 10:00:00 2026`."""
    said = _CTIME.search(line[:500])
    if said is None:
        return None
    zone = said["zone"] or said["zone_after"] or "+0000"
    return _date(f"{said['day']} {said['month']} {said['year']} {said['time']} {zone}")


def _in_order(mails: Sequence[Archived]) -> list[Archived]:
    """By receipt; a mail after the one that it answers, where their clocks differ by a little."""
    place: dict[str, datetime] = {}
    for one in sorted(mails, key=lambda each: each.received):
        place.setdefault(one.mail.message_id, one.received)
    held = {id(one): _not_before(one, place) for one in mails}
    return sorted(mails, key=lambda each: (*held[id(each)], each.received))


def _not_before(one: Archived, place: dict[str, datetime]) -> tuple[datetime, int]:
    latest, depth = one.received, 0
    for message_id in answered(one.mail):
        there = place.get(message_id)
        if there is not None and one.received <= there <= one.received + CLOCKS_DIFFER:
            latest, depth = max(latest, there), depth + 1
    return latest, depth

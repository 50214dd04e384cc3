"""Service before listvote, as a file: who served how many terms in which class of work, and when last.

    member,class,terms,last
    ada@example.org,stall,3,2026-05-01
    Red Pen,editing,1,

Columns go by name, in any letter case and order: `member` (or `email`, `address`, `alias`, `number`), `terms`, and
where they are wanted `class` and `last`, a date. All others are ignored.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from listvote.acts import Fault

__all__ = ["Served", "parse"]

_MEMBER: Final = ("member", "email", "e-mail", "address", "alias", "number")
_MOST_TERMS: Final = 10_000
_MOST_CHARACTERS: Final = 1_000_000
_WHOLE: Final = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Served:
    """What one row says: how many terms, and the day on which the last one began, where it is known."""

    terms: int
    last: date | None = None


def parse(text: str, member_of: Callable[[str], int | None]) -> Mapping[str, Mapping[int, Served]] | tuple[Fault, ...]:
    """Read a file of past service.

    Args:
        text: CSV with a header, separated by commas, semicolons or tabs.
        member_of: the number of the member whom an address, an alias or a number names; None for nobody.

    Returns:
        by class of work (in small letters, "" for none) and member what they served; or every fault at once, with the
        row of the file.
    """
    if len(text) > _MOST_CHARACTERS:
        return (Fault("", f"the file is longer than {_MOST_CHARACTERS} characters", "split it"),)
    lines = text.removeprefix("\ufeff").splitlines()
    first = lines[0] if lines else ""
    try:
        rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=max(",;\t", key=first.count)))
    except csv.Error as error:
        return (Fault("", f"the file cannot be read: {error}", "save it as CSV again"),)
    columns = {name.strip().casefold(): place for place, name in enumerate(rows[0])} if rows else {}
    who = next((columns[name] for name in _MEMBER if name in columns), None)
    if who is None or "terms" not in columns:
        return (Fault("row 1", "has no columns `member` and `terms`", "write the header `member,class,terms,last`"),)
    faults: list[Fault] = []
    served: dict[str, dict[int, Served]] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in columns.items()}
        written = row[who].strip() if who < len(row) else ""
        member = member_of(written)
        if member is None:
            faults.append(Fault(f"row {number}", f"{written!r} is nobody on the roll", "write an address or an alias"))
        terms = _terms(cells["terms"], number, faults)
        last = _day(cells.get("last", ""), number, faults)
        work_class = " ".join(cells.get("class", "").casefold().split())
        if member is not None and member in served.setdefault(work_class, {}):
            faults.append(Fault(f"row {number}", f"{written} stands twice for this class", "leave one row out"))
        elif member is not None:
            served[work_class][member] = Served(terms, last)
    if not served and not faults:
        faults.append(Fault("", "nobody stands in this file", "write one row for each member"))
    return tuple(faults) or served


def _terms(written: str, row: int, faults: list[Fault]) -> int:
    if _WHOLE.fullmatch(written) and int(written) <= _MOST_TERMS:
        return int(written)
    faults.append(Fault(f"row {row}, terms", f"{written!r} is no whole number", "write for example 3"))
    return 0


def _day(written: str, row: int, faults: list[Fault]) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        faults.append(Fault(f"row {row}, last", f"{written!r} is no date", "write it as 2026-05-01, or leave it out"))
        return None

"""The answers to FETCH in the form that servers give them in, taken apart by a regular expression.

RFC 3501 section 7.4.2 allows much; of a mail's number, size, time of receipt and text, servers say this:

    * 7 FETCH (UID 9 RFC822.SIZE 2048 INTERNALDATE " 1-Feb-2026 12:00:00 +0100")
    * 7 FETCH (UID 9 BODY[] {2048}

then so many bytes, then `)` or more of the same. What is written in any other way (other items, quoted texts, NIL,
small letters, dates of no calendar) is not read here: imapclient's parser reads all there is, some thirty times slower.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

Facts = dict[bytes, Any]
"""What is said of one message, by the name of the item, as imapclient has it."""

_NUMBER: Final = rb"(0|[1-9][0-9]{0,9})"
_MONTHS: Final = {
    name: f"{at:02}" for at, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
_DATE: Final = (
    rb'"((?: [1-9]|[0-3][0-9])-(?:%s)-[12][0-9]{3} [0-2][0-9]:[0-5][0-9]:[0-5][0-9] [+-][01][0-9][0-5][0-9])"'
    % "|".join(_MONTHS).encode()
)
_ITEM: Final = rb"(?:UID ([1-9][0-9]{0,9})|RFC822\.SIZE " + _NUMBER + rb"|INTERNALDATE " + _DATE + rb")"
_BEGINNING: Final = re.compile(
    rb"\* [1-9][0-9]{0,9} FETCH \((?:" + _ITEM + rb"(?: (?=[A-Z])|(?=\)))){0,8}"
    rb"(?:\)|BODY\[\] \{" + _NUMBER + rb"\})\r\n"
)
_END: Final = re.compile(rb"(?: " + _ITEM + rb"){0,8}\)\r\n")


def beginning(held: bytes | bytearray, end: int) -> tuple[Facts, int | None] | None:
    """Read the line from the first of these bytes up to `end`, its line end included.

    Returns what it says, and how many bytes of text follow it, after which `ending` has the rest: None where it is the
    whole answer. None instead of both where the line is no answer to FETCH, or one in another form.
    """
    found = _BEGINNING.fullmatch(held, 0, end)
    if found is None:
        return None
    *items, literal = found.groups()
    return _facts(items), None if literal is None else int(literal)


def ending(held: bytes | bytearray, start: int, end: int) -> Facts | None:
    """Read the line from `start` up to `end` that follows a text; None where it is in another form."""
    found = _END.fullmatch(held, start, end)
    return None if found is None else _facts(found.groups())


def _facts(items: Any) -> Facts:
    uid, size, date = items
    facts: Facts = {}
    if uid is not None:
        facts[b"UID"] = int(uid)
    if size is not None:
        facts[b"RFC822.SIZE"] = int(size)
    if date is not None:
        facts[b"INTERNALDATE"] = _instant(date.decode())
    return facts


def _instant(date: str) -> datetime | None:
    """The time that ` 1-Feb-2026 12:00:00 +0100` says (RFC 3501 section 9, date-time); None for a 31st of February."""
    day, month, year, rest, zone = date[:2].replace(" ", "0"), _MONTHS[date[3:6]], date[7:11], date[12:20], date[21:]
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{rest}{zone[:3]}:{zone[3:]}")
    except ValueError:
        return None

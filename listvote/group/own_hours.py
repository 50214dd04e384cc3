"""Hours that stand in a member's own line: they are private, and what is published of the line says none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from listvote.acts import Act
from listvote.group.incoming import Incoming

_WORDS: Final = r"(?:hours?|hrs?|h|stunden?|std|heures?|horas?|ore|ora)"
_SAID: Final = re.compile(
    rf"(?P<before>\b{_WORDS}\b\s*[:=]?\s*)[0-9]{{1,5}}(?:[.,][0-9]{{1,2}})?\b"
    rf"|\b[0-9]{{1,5}}(?:[.,][0-9]{{1,2}})?(?P<behind>\s*{_WORDS}\b)",
    re.IGNORECASE,
)
_TERM: Final = re.compile(r"(?:^|[\s,;]+)hours?\s*:\s*(?P<hours>[0-9]{1,5})\b[^\n,;.]*", re.IGNORECASE)


def without_hours(line: str) -> str:
    """A line with `…` in place of each number of hours, all else as it was.

    Args:
        line: as its author wrote it.
    """
    return _SAID.sub(lambda found: f"{found['before'] or ''}…{found['behind'] or ''}", line)


def taken_out(text: str) -> tuple[str, str]:
    """What somebody wrote of work done, and the hours that stand in it as a term: `hours: 5`.

    Args:
        text: as its author wrote it.

    Returns:
        the text without that term, and the number in it, "" where there is none.
    """
    found = _TERM.search(text)
    if found is None:
        return text, ""
    return (text[: found.start()] + text[found.end() :]).strip(" ,;"), found["hours"]


def mailed_without_hours(mail: Incoming, act: Act) -> Mapping[str, Any]:
    """The fields that every event made from a mail shares, with a line that says no hours."""
    return mail.mailed(act) | {"line": without_hours(act.line)}

"""Attributions that a rendering from HTML glued to the end of the answer: `Yes. On Tue, 3 Jun 2025 … wrote:`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from listvote.mail.attribution import read_attribution
from listvote.mail.attribution_words import VERB
from listvote.mail.lines import SHORT, plain

LONGEST: Final = 20_000
MOST_PLACES: Final = 4

_OPENING = re.compile(
    r"(?<=[^\s>,:(])(?: +|(?<=[.!?)]))(?=(?:On|Am|Le|El|Il|Em|Op|Den) (?:\S{1,20} ){0,5}?\S{0,20}\d)",
)
_COLON = re.compile(r"[:：](?=\s|$)")


def unglue(lines: Sequence[str]) -> list[str]:
    """The lines, with each glued attribution on a line of its own, and what follows it on a third.

    Only an attribution that is certain without any quote mark is torn off, and only unquoted lines are looked at.
    """
    out: list[str] = []
    for index, line in enumerate(lines):
        if 30 < len(line) <= LONGEST and (_opens_of_short(line) if len(line) <= SHORT else _opens(line)):
            out.extend(_torn(line, " ".join(lines[index + 1 : index + 3])[:200]))
        else:
            out.append(line)
    return out


def _opens(line: str) -> bool:
    """Whether an attribution may begin within a line that is not quoted."""
    return not line.lstrip().startswith((">", "|")) and _OPENING.search(line) is not None


_opens_of_short = lru_cache(maxsize=4096)(_opens)  # a whole list quotes the same lines


def _torn(line: str, below: str) -> list[str]:
    places = [found for found, _ in zip(_OPENING.finditer(line), range(MOST_PLACES), strict=False)]
    if _certain(line[:400]):
        return [line]
    for place in places:
        rest = line[place.end() :]
        for colon, _ in zip(_COLON.finditer(rest[:400]), range(MOST_PLACES), strict=False):
            if VERB.search(rest[: colon.end()]) and _certain(rest[: colon.end()]):
                pieces = [line[: place.start()], rest[: colon.end()], rest[colon.end() :].strip()]
                return pieces if pieces[2] else pieces[:2]
        if len(rest) < 200 and any(
            _certain(f"{rest} {below[: colon.end()]}") for colon in list(_COLON.finditer(below))[:1]
        ):
            return [line[: place.start()], rest]
    return [line]


def _certain(text: str) -> bool:
    found = read_attribution(plain(text), quote_below=False)
    return found is not None and found.certain and found.opened

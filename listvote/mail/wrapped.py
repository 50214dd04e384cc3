"""Quoted lines that a mail program wrapped, leaving their rest on a line without marks.

Such a rest looks like an answer between two quoted lines. It is taken for a quote only where the same happened
throughout the mail and it does not look like something said; else it stays the author's, as not sure.
"""

from __future__ import annotations

import re
from typing import Final

from listvote.mail.lines import LineKind, Sheet
from listvote.mail.signature_words import NEVER_NAMES, SAID

WRAPPED_FROM: Final = 56
"""Characters of a quoted line below which no mail program wraps it."""

WRAP: Final = 70
"""Characters at which the narrowest ones wrap."""

SPREAD: Final = 25
"""Characters that lines wrapped at one width differ by at the most."""

_LINK = re.compile(r"[(<]https?://[^\s<>()]{3,400}(?:[)>]|$) ?>?|[^\s<>()]{0,300}[)>] ?>")

_ENDED = re.compile(r"[.!?:;…。！？：]['\")\]”’»]*$")


def could_be_wrapped(quoted_raw: str, quoted: str, text: str, widest: int) -> bool:
    """Whether `text`, without marks, could be the rest of the quoted line above it.

    `quoted_raw` is that line with its marks. Its next word must not have fitted, and its sentence must go on. `widest`
    are the characters of the longest quoted line in the mail: a program that wraps leaves none much longer.
    """
    width = len(quoted_raw.rstrip())
    if width < WRAPPED_FROM or len(text) >= width or len(text) > 60 or _ENDED.search(quoted[-20:]):
        return False
    return width + SPREAD >= widest and width + 1 + len(text.split(" ", 1)[0]) >= WRAP


def mark_wrapped(sheet: Sheet) -> None:
    """Lines that lost their marks because a quoted line was wrapped: quotes where that happened throughout the mail."""
    candidates: list[tuple[int, bool]] = []
    depths = sheet.depth
    below = [at for at in sheet.all_free() if at and depths[at - 1] and sheet.short[at]]
    if not below:
        return
    widest = max((len(sheet.raw[at]) for at in range(len(sheet)) if depths[at] and " " in sheet.plain[at]), default=0)
    for index in below:
        above = index - 1
        if index + 1 < len(sheet) and sheet.depth[index + 1] and _LINK.fullmatch(sheet.short[index]):
            sheet.mark(index, LineKind.QUOTE, "a link within a quote")
            sheet.depth[index] = sheet.depth[above]
        elif sheet.short[above] and could_be_wrapped(sheet.raw[above], sheet.plain[above], sheet.plain[index], widest):
            between = index + 1 < len(sheet) and sheet.depth[index + 1] == sheet.depth[above]
            if between or not (sheet.short[index][0].isupper() or _could_answer(sheet.short[index])):
                candidates.append((index, between))
    often = sum(between for _, between in candidates) >= 3
    for index, between in candidates:
        if often and between and not _could_answer(sheet.short[index]):
            sheet.mark(index, LineKind.QUOTE, "rest of a wrapped quote")
            sheet.depth[index] = sheet.depth[index - 1]
        else:
            sheet.rule[index], sheet.sure[index] = "perhaps wrapped quote", False


def _could_answer(text: str) -> bool:
    return bool(SAID.fullmatch(text)) or text.split(" ", 1)[0].lower().strip(".,!:;") in NEVER_NAMES

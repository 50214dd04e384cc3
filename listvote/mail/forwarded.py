"""Blocks of header lines, and the bars `Original message` and `Forwarded message`, above what is answered or forwarded.

A block needs somebody who sent it and two more of: when, to whom, subject. One language is not asked for: programs mix
them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from listvote.mail.attribution_words import DATE, TIME
from listvote.mail.header_words import (
    BARS,
    FORWARDED_BEGIN,
    FORWARDED_END,
    FORWARDED_WORDS,
    KEYS,
    ORIGINAL_WORDS,
    REPLY_ABOVE,
)
from listvote.mail.lines import Sheet

MOST_HEADERS: Final = 24
"""Lines of a block of headers, wrapped lists of recipients included."""

_BAR = re.compile(r"[-_=*—–]{5,120}")
_ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,120}")
_LONELY: Final = re.compile(r"(?:to|cc|bcc|subject|an|kopie|thema|pour|objet|para|asunto):?", re.IGNORECASE)


@lru_cache(maxsize=1_000)
def header_key(text: str) -> str:
    """What a header line says: `from`, `when`, `subject`, `to`, `other`; empty if it is none."""
    head = text[:80]
    if ":" not in head and "：" not in head:
        return ""
    return next((name for name, pattern in KEYS.items() if pattern.match(text)), "")


def header_block(sheet: Sheet, start: int) -> int | None:
    """The index of the last line of a block of headers that begins at this line; None if none does."""
    depth = sheet.depth[start]
    if not header_key(sheet.short[start]):
        return None
    seen: dict[str, int] = {}
    last = start
    index = start
    loose = 0
    while index < min(start + MOST_HEADERS, len(sheet)) and (sheet.depth[index] == depth or not sheet.plain[index]):
        text = sheet.short[index]
        key = header_key(text)
        if key and not (key == "from" and "from" in seen and "when" in seen and "subject" in seen):
            seen.setdefault(_resolved(key, text, seen), index)
            last, loose = index, 0
        elif not sheet.plain[index]:
            # Rendered from HTML, header lines can stand apart; what comes after a blank must be a header again.
            following = sheet.next_text(index, 2)
            if following is None or not header_key(sheet.short[following]) or len(seen) >= 4:
                break
        elif loose < 4 and _continues(sheet, index):
            loose += 1
            last = index
        else:
            break
        index += 1
    kinds = set(seen) - {"other"}
    if len(kinds) == 2 and last == start + 1:
        return last if _two_are_enough(sheet, seen) else None
    if "from" not in kinds or len(kinds) < 3 or ("when" not in kinds and "subject" not in kinds):
        return None
    return last if _plausible(sheet, seen) else None


def _two_are_enough(sheet: Sheet, seen: dict[str, int]) -> bool:
    """A full date with its hour, and an address: cut short, but nobody writes so by hand."""
    if "when" not in seen or "subject" in seen:
        return False
    when = sheet.short[seen["when"]]
    other = next(at for key, at in seen.items() if key != "when")
    return bool(DATE.search(when) and TIME.search(when) and _ADDRESS.search(sheet.short[other]))


def _resolved(key: str, text: str, seen: dict[str, int]) -> str:
    """`A:` and `No:` are words of two meanings; a second `De:` is the recipient's or a later mail's."""
    return "to" if key == "from" and "from" in seen else key


def _continues(sheet: Sheet, index: int) -> bool:
    """Whether a line goes on with a wrapped header: more recipients, a rest of a subject above another header."""
    text = sheet.short[index]
    if not text or len(text) > 200:
        return False
    above = sheet.short[index - 1]
    if above.endswith((",", ";")) or (_ADDRESS.search(text) and not text.endswith((".", "!", "?"))):
        return True
    below = index + 1
    return (
        below < len(sheet)
        and bool(header_key(sheet.short[below]))
        and (above.endswith((":", "：")) or len(above) >= 50)
    )


def _plausible(sheet: Sheet, seen: dict[str, int]) -> bool:
    """A subject with a date, or an address: without these, keys in a row may be a journey (`From: Leeds`)."""
    if any(_ADDRESS.search(" ".join(sheet.short[at : at + 2])) for at in seen.values()):
        return True
    when = " ".join(sheet.short[seen["when"] : seen["when"] + 2]) if "when" in seen else ""
    return "subject" in seen and any(map(str.isdigit, when))


def bar_above(sheet: Sheet, index: int) -> bool:
    """Whether a line is a mere bar or bare `Original message` words that belong to a block of headers below it."""
    text = sheet.short[index]
    if not (_BAR.fullmatch(text) or ORIGINAL_WORDS.fullmatch(text) or _words_in_bars(text)):
        return False
    below = sheet.next_text(index + 1, 2)
    return below is not None and sheet.depth[below] == sheet.depth[index] and header_block(sheet, below) is not None


def _words_in_bars(text: str) -> bool:
    return (
        len(text) < 100
        and text[:3] in {"---", "———", "___", "***", "==="}
        and text[-2:] in {"--", "——", "__", "**", "=="}
    )


def original_bar(text: str) -> bool:
    """`-----Original Message-----` in any of the languages known."""
    core = text.strip(BARS)
    return 0 < len(core) < 80 and _barred(text) and text[-1] in BARS and bool(ORIGINAL_WORDS.fullmatch(core))


def forwarded_bar(text: str) -> bool:
    """`---------- Forwarded message ---------`, `Begin forwarded message:` and their like."""
    core = text.strip(BARS)
    if not 0 < len(core) < 160:
        return False
    return bool(FORWARDED_WORDS.fullmatch(core)) if _barred(text) else bool(FORWARDED_BEGIN.fullmatch(core))


def forwarded_end(text: str) -> bool:
    """`----- End forwarded message -----`: below it the author goes on."""
    core = text.strip(BARS)
    return 0 < len(core) < 160 and _barred(text) and bool(FORWARDED_END.fullmatch(core))


def _barred(text: str) -> bool:
    return len(text) > 2 and text[0] in BARS and text[1] in BARS


def reply_above(text: str) -> bool:
    """`## Please type your reply above this line ##`: a service's cut mark, in the mail answered."""
    return len(text) < 200 and bool(REPLY_ABOVE.fullmatch(text))

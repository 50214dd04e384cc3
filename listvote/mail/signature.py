"""Signatures: below a mark, below a closing formula, of a telephone, or just a name behind a dash.

A closing formula with a mere name stays the author's words, as most readers of mail expect; a block of telephones,
titles and addresses goes, with the name above it. What looks like an act is never taken for a signature that has no
mark above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from listvote.mail.attribution_words import PARTICLES
from listvote.mail.lines import LineKind, Sheet
from listvote.mail.signature_words import (
    CLOSING,
    COMPANY,
    EMAIL,
    LABELLED,
    MOBILE,
    NEVER_NAMES,
    PHONE,
    SAID,
    STREET,
    TITLE,
    URL,
)

_MARK = re.compile(r"--[ \u00a0]?|—|–|―|__|-- ?-|---|___|~~|~~~|==")
_LONG_BAR = re.compile(r"[-_=*~—–#]{3,120}")
_DASH_NAME = re.compile(r"(?:[-–—~]{1,3}|/) ?(?P<who>[^\W\d_].{1,40})")
_PARTS = re.compile(r"[|•·]| / ")
_LINK = re.compile(r" ?<https?://[^<>\s]{1,250}>")
_PROSE = re.compile(r"[^\W\d_]{3,}[.!?] ?(?:[^\W\d_]|$)|[?]")

_POSTSCRIPT = re.compile(r"p\.? ?s\.?[:. -]|n\.b\.", re.IGNORECASE)

MOST_LINES: Final = 14
MOST_BELOW_MARK: Final = 40
MOST_BELOW_BARE_MARK: Final = 10
MOST_IN_BLOCK: Final = 12


def mark_signatures(sheet: Sheet, section: Sequence[int], names: Collection[str]) -> None:
    """Find the signature of one run of the author's lines, which end at a quote, a footer or the end of the mail.

    `section` are indices of lines without gaps, blank ones included. `names` are the author's as in From, lower case.
    """
    for index in section:
        if sheet.free(index) and _is_mobile_line(sheet.short[index]):
            sheet.mark(index, LineKind.SIGNATURE, "line of a mobile mail program")
    if _mark_delimited(sheet, section, names):
        return
    _mark_last_bar(sheet, section)
    texts = [index for index in section if sheet.free(index)]
    if texts and _is_dashed_name(sheet, texts, names):
        sheet.mark(texts[-1], LineKind.SIGNATURE, "a name behind a dash")
        texts.pop()
    _mark_block(sheet, texts, names)
    _mark_last_bar(sheet, section)


def _mark_last_bar(sheet: Sheet, section: Sequence[int]) -> None:
    """A bar that is the last of the author's lines only separates them from what follows."""
    for index in reversed(section):
        text = sheet.short[index]
        if sheet.free(index) and text and (_LONG_BAR.fullmatch(text) or text == "ᐧ"):
            sheet.mark(index, LineKind.SIGNATURE, "bar below the author's lines")
        elif sheet.free(index) or sheet.kind[index] is LineKind.FORM:
            return


def is_mobile_line(text: str) -> bool:
    """`Sent from my phone` and its like, alone on its line.

    No signature: `Sent from my desk, is much easier then`, where no device or program is named before the comma.
    """
    if not 5 <= len(text) <= 300:
        return False
    bare = _LINK.sub("", text).strip(' -–—_*.<>[]()|"“”')
    if not 5 <= len(bare) <= 140:
        return False
    if _is_mobile(bare) or (_LINK.search(text) and _is_mobile(text)):
        return True
    sentences = re.split(r"[.!;] +", bare)
    return len(sentences) > 1 and all(_is_mobile(sentence) for sentence in sentences)


_is_mobile_line = lru_cache(maxsize=1024)(is_mobile_line)


@lru_cache(maxsize=1024)
def _is_mobile(text: str) -> bool:
    return MOBILE.fullmatch(text) is not None


def _mark_delimited(sheet: Sheet, section: Sequence[int], names: Collection[str]) -> bool:
    """Mark what stands below `-- ` and its spellings, the mark included."""
    texts = [at for at in section if sheet.plain[at]]
    above = False
    for place, index in enumerate(texts):
        bare = sheet.short[index]
        if not sheet.free(index):
            continue
        marked = _MARK.fullmatch(bare) or (_LONG_BAR.fullmatch(bare) and not _underlines(sheet, index))
        if not marked or not _signed_below(
            sheet, sheet.text[index], texts[place + 1 : place + MOST_BELOW_MARK + 2], names
        ):
            above = True
            continue
        for at in texts[place:]:
            if at > index + 1 and _POSTSCRIPT.match(sheet.short[at]) and not sheet.plain[at - 1]:
                break
            if sheet.kind[at] is not LineKind.DISCLAIMER:
                alone = not above and bool(SAID.fullmatch(sheet.short[at]) or _says(sheet.short[at]))
                sheet.mark(at, LineKind.SIGNATURE, "below a signature mark", sure=not alone)
        return True
    return False


def _underlines(sheet: Sheet, index: int) -> bool:
    """Whether a bar is as long as the line right above it: a heading."""
    above = sheet.plain[index - 1] if index and sheet.free(index - 1) else ""
    return bool(above) and abs(len(above) - len(sheet.plain[index])) <= 3


def _signed_below(sheet: Sheet, raw: str, below: Sequence[int], names: Collection[str]) -> bool:
    count = len(below)
    mobile_only = bool(below) and all(not sheet.free(at) for at in below)
    bare = raw.strip()
    if (raw.startswith("-- ") and bare == "--") or raw == "--\u00a0":
        return count <= MOST_BELOW_MARK
    if bare in {"--", "—", "–", "―", "__"}:
        short = all(len(sheet.plain[at]) <= 100 for at in below)
        return count == 0 or mobile_only or (count <= MOST_BELOW_BARE_MARK and short) or _is_signed(sheet, below, names)
    return mobile_only or (count > 0 and _is_signed(sheet, below, names))


def _is_signed(sheet: Sheet, below: Sequence[int], names: Collection[str]) -> bool:
    """Whether lines under a bar are a signature: few, short, with a name first or a telephone and such among them."""
    lines = [sheet.short[at] for at in below if sheet.free(at)]
    if not lines or len(lines) > MOST_LINES or any(SAID.fullmatch(line) for line in lines):
        return False
    if not is_name(lines[0], names) and not _evidence(lines[0]):
        return False
    return (
        _is_authors(lines[0], names)
        or any(_evidence(line) for line in lines)
        or (len(lines) <= 2 and all(len(line) <= 40 for line in lines))
    )


def is_name(text: str, names: Collection[str]) -> bool:
    """Whether a line can be somebody's name: the author's, or two to four words with capitals."""
    bare = text.strip(" -–—~*_,.\"'“”()<>")
    if not 2 <= len(bare) <= 50:
        return False
    if _is_authors(bare, names):
        return True
    words = bare.split()
    if len(words) > 4 or any(word.lower().strip(".,") in NEVER_NAMES for word in words) or SAID.fullmatch(bare):
        return False
    return all(
        (word[0].isupper() and not any(map(str.isdigit, word)) and word[-1] not in "!?:;") or word.lower() in PARTICLES
        for word in words
    ) and not TITLE.fullmatch(bare)


def _is_authors(text: str, names: Collection[str]) -> bool:
    bare = " ".join(text.lower().strip(" -–—~*_,.\"'“”()<>/").split())
    if not bare or bare in NEVER_NAMES:
        return False
    return any(
        bare == name or (len(bare) > 1 and bare in name.split()) or bare.startswith(f"{name} ") for name in names
    )


def _says(text: str) -> bool:
    return text.split(" ", 1)[0].lower().strip(".,!:-*") in NEVER_NAMES if text else False


def _evidence(text: str) -> bool:
    """Whether a line is of the kind that only signatures have: a telephone, an address, a company, a link, a title."""
    bare = _LINK.sub("", text).strip(" *_|<>()[]") or text.strip(" <>")
    if not bare or len(bare) > 120 or SAID.fullmatch(text) or _POSTSCRIPT.match(bare):
        return False
    if PHONE.fullmatch(bare):
        return sum(map(str.isdigit, bare)) >= 7
    if LABELLED.fullmatch(bare) or URL.fullmatch(bare) or EMAIL.fullmatch(bare) or COMPANY.fullmatch(bare):
        return True
    if STREET.fullmatch(bare) and not _PROSE.search(bare):
        return True
    parts = [part.strip() for part in _PARTS.split(bare)]
    return len(parts) > 1 and all(parts) and (any(_evidence(part) for part in parts) or len(parts) > 2)


def _signed_like(text: str) -> bool:
    """Whether a line can stand in a block with telephones: short, no sentence, no act, no postscript."""
    if not text or len(text) > 100 or SAID.fullmatch(text) or _POSTSCRIPT.match(text):
        return False
    if _evidence(text):
        return True
    return not _says(text) and not _PROSE.search(text)


def _heads_block(text: str, names: Collection[str]) -> bool:
    """Whether a line is a name, or begins with one before a title: what a block of a signature begins with."""
    head = _PARTS.split(text)[0].split(",")[0]
    return is_name(text, names) or (head != text and is_name(head, names) and len(text) <= 80)


def _is_dashed_name(sheet: Sheet, texts: Sequence[int], names: Collection[str]) -> bool:
    """`-Red Pen` as the last line: a name behind a dash, not an entry of a list, not something said."""
    last = texts[-1]
    found = _DASH_NAME.fullmatch(sheet.short[last])
    if not found or len(texts) < 2:
        return False
    who = found["who"].strip()
    words = who.split()
    if SAID.fullmatch(sheet.short[last]) or _says(who) or len(words) > 4 or who[-1] in ".!?:;":
        return False
    above = sheet.short[texts[-2]]
    if above[:1] in "-–—*•" and above[1:2] in " \u00a0" and texts[-2] == last - 1:
        return False
    spaced = sheet.short[last][:2] == "- "
    if spaced and texts[-2] == last - 1 and above[-1:] not in ".!?":
        return False
    if _is_authors(who, names):
        return True
    return is_name(who, names) and len(who) <= 30 and (not spaced or (len(words) > 1 and not above.endswith(":")))


def _mark_block(sheet: Sheet, texts: Sequence[int], names: Collection[str]) -> None:
    """A signature without a mark: a closing formula or a name, and below it at least one line of evidence."""
    near = list(texts[-MOST_IN_BLOCK - 4 :])
    lines = [sheet.short[at] for at in near]
    closing = next((at for at in range(len(lines) - 1, -1, -1) if CLOSING.fullmatch(lines[at])), None)
    if closing is not None:
        end = closing + 1
        while end < len(lines) and _signed_like(lines[end]):
            end += 1
        strong = sum(map(_evidence, lines[closing + 1 : end]))
        if strong > 1 or (strong and end == len(lines)):
            for at in near[closing + 1 : end]:
                sheet.mark(at, LineKind.SIGNATURE, "name and address below a closing formula")
            return
    begin = len(lines)
    first: int | None = None
    while begin and len(lines) - begin < MOST_IN_BLOCK and _signed_like(lines[begin - 1]):
        begin -= 1
        if _heads_block(lines[begin], names) and any(map(_evidence, lines[begin + 1 :])):
            first = begin
            if _is_authors(_PARTS.split(lines[begin])[0], names):
                break
    if first is None or (first and lines[first - 1].endswith((":", "："))):
        return
    authors = _is_authors(_PARTS.split(lines[first])[0], names)
    if first == 0 and len(near) == len(texts) and not authors:
        return
    strong = sum(map(_evidence, lines[first + 1 :]))
    if strong >= 2 or (strong and (authors or len(lines) - first >= 3)):
        for at in near[first:]:
            sheet.mark(at, LineKind.SIGNATURE, "a name with telephone, address or company below it")

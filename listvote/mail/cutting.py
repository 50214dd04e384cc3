"""Forwarded parts, blocks of headers and attributions, from the top down, and the quotes without marks below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from listvote.mail.attribution import (
    find_attribution,
    mark_attribution,
    may_spread,
    read_attribution,
    turned_attribution,
)
from listvote.mail.forwarded import (
    bar_above,
    forwarded_bar,
    forwarded_end,
    header_block,
    original_bar,
    reply_above,
)
from listvote.mail.lines import LineKind, Sheet

AT_ONCE: Final = 40
"""Quoted lines whose look is remembered together."""
MOST_REMEMBERED: Final = 4_000
"""Characters of such lines; longer ones are looked at anew each time."""
FARTHEST: Final = 8
"""Lines below the first one of an attribution at which it is looked for, its quote included."""

_TAIL = re.compile(r"(?:[^<>]{0,60}<[^<>@ ]+@[^<>@ ]+>|[^<>@ ]{0,60}@[^<>@ ]+>)?,? ?\S{0,20} ?\S{0,20}")


def cut_from_above(sheet: Sheet, familiar: Sequence[int]) -> None:
    """From the top down: forwarded parts, blocks of headers, attributions, and the quotes without marks below them."""
    index = 0
    written = False
    looked_at = 0
    while index < len(sheet):
        if sheet.depth[index]:
            if index >= looked_at:
                looked_at = _quoted_until(sheet, index)
                if _is_quiet(sheet, index, looked_at):
                    index = looked_at
                    continue
            index = _within_quote(sheet, index, familiar)
            continue
        if not sheet.free(index):
            index += 1
            continue
        text = sheet.short[index]
        if text and forwarded_bar(text):
            index = _mark_forwarded(sheet, index)
        elif text and reply_above(text):
            sheet.mark(index, LineKind.ATTRIBUTION, "a service's cut mark")
            index = _quote_below(sheet, index + 1, familiar, "below a service's cut mark", written=True)
        elif text and (original_bar(text) or bar_above(sheet, index)):
            sheet.mark(index, LineKind.HEADER, "bar above an original message")
            index = _mark_original(sheet, index + 1, familiar, written)
        elif text and (end := header_block(sheet, index)) is not None:
            index = _mark_headers(sheet, index, end, familiar, written)
        elif text and (attributed := find_attribution(sheet, index)) is not None:
            end, attribution = attributed
            mark_attribution(sheet, index, end, attribution.rule)
            index = end + 1
            if attribution.certain and not sheet.quoted_at(sheet.next_text(index)):
                index = _quote_below(sheet, index, familiar, "below an attribution", written)
        else:
            written = True
            index += 1


def _quoted_until(sheet: Sheet, start: int) -> int:
    """The end of a run of quoted lines, or of its first part."""
    most = min(start + AT_ONCE, len(sheet))
    return next((at for at in range(start + 1, most) if not sheet.depth[at]), most)


def _is_quiet(sheet: Sheet, start: int, stop: int) -> bool:
    """Whether no attribution begins in these quoted lines: a whole list quotes the same ones.

    Of unquoted lines below only the first can belong to one, and only if it is the author's so far.
    """
    near = slice(start, stop + FARTHEST)
    raw, plain, depth = sheet.raw[near], sheet.plain[near], sheet.depth[near]
    for at in range(stop - start, len(raw)):
        if not depth[at] and not (at == stop - start and sheet.free(stop)):
            raw[at], plain[at] = "", "text" if plain[at] else ""
    if sum(map(len, raw)) > MOST_REMEMBERED:
        return False
    return _is_quiet_part(tuple(raw), tuple(plain), tuple(depth), tuple(sheet.kind[near]), stop - start)


@lru_cache(maxsize=512)
def _is_quiet_part(
    raw: tuple[str, ...],
    plain: tuple[str, ...],
    depth: tuple[int, ...],
    kind: tuple[LineKind | None, ...],
    count: int,
) -> bool:
    """The same of the first so many lines; the others stand below them."""
    sheet = Sheet.part(raw, plain, depth, kind)
    return not any(map(may_spread, sheet.short[:count])) and all(
        not turned_attribution(sheet, at) and find_attribution(sheet, at) is None and not _wrapped_tail(sheet, at)
        for at in range(count)
    )


def _within_quote(sheet: Sheet, index: int, familiar: Sequence[int]) -> int:
    """Attributions within quotes are named as such; one whose quote has no marks claims all below it."""
    if turned_attribution(sheet, index):
        sheet.mark(index, LineKind.ATTRIBUTION, "attribution between quote marks")
        if not sheet.quoted_at(sheet.next_text(index + 1)):
            return _quote_below(sheet, index + 1, familiar, "below an attribution", written=True)
        return index + 1
    found = find_attribution(sheet, index)
    if found is not None:
        mark_attribution(sheet, index, found[0], found[1].rule)
        return found[0] + 1
    if _wrapped_tail(sheet, index):
        mark_attribution(sheet, index, index + 1, "attribution in a quote, wrapped")
        sheet.depth[index + 1] = sheet.depth[index]
        return index + 2
    return index + 1


def _wrapped_tail(sheet: Sheet, index: int) -> bool:
    """Whether it is a quoted attribution whose last words were wrapped onto a line without marks."""
    below = index + 1
    if below < len(sheet) and sheet.free(below) and sheet.short[index] and len(sheet.raw[index]) > 40:
        rest = sheet.short[below]
        if rest and len(rest) <= 100 and _TAIL.fullmatch(rest):
            found = read_attribution(f"{sheet.short[index]} {rest}", quote_below=False)
            return found is not None and found.dated
    return False


def _mark_forwarded(sheet: Sheet, start: int) -> int:
    for index in range(start, len(sheet)):
        if sheet.free(index) and forwarded_end(sheet.short[index]):
            sheet.mark(index, LineKind.FORWARDED, "end of a forwarded part")
            return index + 1
        if sheet.kind[index] not in {LineKind.FOOTER, LineKind.BLANK}:
            sheet.mark(index, LineKind.FORWARDED, "forwarded")
    return len(sheet)


def _mark_original(sheet: Sheet, start: int, familiar: Sequence[int], written: bool) -> int:
    at = sheet.next_text(start)
    if at is not None and not sheet.depth[at]:
        end = header_block(sheet, at)
        if end is not None:
            return _mark_headers(sheet, at, end, familiar, written)
        attributed = find_attribution(sheet, at)
        if attributed is not None:
            mark_attribution(sheet, at, attributed[0], attributed[1].rule)
            start = attributed[0] + 1
    if sheet.quoted_at(sheet.next_text(start)):
        return start
    return _quote_below(sheet, start, familiar, "below a bar of an original message", written=True)


def _mark_headers(sheet: Sheet, start: int, end: int, familiar: Sequence[int], written: bool) -> int:
    for index in range(start, end + 1):
        if sheet.plain[index]:
            sheet.mark(index, LineKind.HEADER, "headers of the mail answered")
    if sheet.quoted_at(sheet.next_text(end + 1)):
        return end + 1
    return _quote_below(sheet, end + 1, familiar, "below headers of the mail answered", written=True)


def _quote_below(sheet: Sheet, start: int, familiar: Sequence[int], rule: str, written: bool) -> int:
    """Everything to the end is a quote without marks, but for a footer.

    Where most of it stands in the mail answered, the rest was written between: it stays, as not sure. Where nothing was
    written above, it may all be the author's: it stays, as not sure. Where the quote is indented, what stands at the
    margin below it stays, as not sure.
    """
    free = [index for index in range(start, len(sheet)) if sheet.free(index)]
    known = sum(1 for index in familiar if index >= start)
    if known and known >= len(free):
        for index in free:
            sheet.rule[index], sheet.sure[index] = "written between lines of the mail answered", False
        return len(sheet)
    if not written:
        for index in free:
            sheet.rule[index], sheet.sure[index] = "perhaps a quote without marks", False
        return len(sheet)
    indented = bool(free) and sheet.raw[free[0]].startswith(("    ", "\t"))
    for index in free:
        if indented and not sheet.raw[index].startswith(("  ", "\t")):
            sheet.rule[index], sheet.sure[index] = "below an indented quote", False
            continue
        sheet.mark(index, LineKind.QUOTE, rule)
        sheet.depth[index] = 1
    return len(sheet)

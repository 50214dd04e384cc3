"""Which lines of a mail are its author's own new words: the only ones that can act.

Lines are sorted in a fixed order of rules, each of which speaks only about lines that no rule before it has claimed:
quote marks; the mail answered; the list's footer; signed-text armour; forwarded parts, blocks of headers and
attributions from the top down; the rests of wrapped quotes; forms; notices and signatures in what remains. All work is
linear in the length of the mail.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from listvote.mail.answered import mark_answered
from listvote.mail.cutting import cut_from_above
from listvote.mail.dialects.footers import footer_start
from listvote.mail.disclaimer import mark_disclaimers
from listvote.mail.glued import unglue
from listvote.mail.lines import Line, LineKind, Sheet
from listvote.mail.message import Mail
from listvote.mail.signature import mark_signatures
from listvote.mail.wrapped import mark_wrapped

__all__ = ["Line", "LineKind", "OwnWords", "classify", "own_words"]

_FENCE: Final = re.compile(r"\s{0,3}(?:`{3,20}|~{3,20})\s?[\w+#.-]{0,40}\s*")
_FORM = re.compile(r"[-*•]? ?\[ ?(?:\d{1,3}|[xX✓✔✗✘*+-]|[+-]1|yes|no)? ?\] ?(?!<?https?:)\S.*", re.IGNORECASE)
_UNBARRED = re.compile(
    r"you received this message because you are subscribed to|to unsubscribe from this group and stop receiving e"
    r"|groups\.io links: you receive|to unsubscribe from the \S{1,60} list, click the following link",
    re.IGNORECASE,
)
_NEXT_PART: Final = "-------------- next part --------------"
_SCRUBBED = re.compile(
    r"(?:an?|a non-text|an embedded|a html) .{0,40}(?:attachment|message) was scrubbed\b", re.IGNORECASE
)
_VIA = re.compile(r" (?:via|through) .*|\(via .*", re.IGNORECASE)
_ARMOUR_BEGIN: Final = "-----BEGIN PGP SIGNED MESSAGE-----"
_ARMOUR_SIGNATURE: Final = "-----BEGIN PGP SIGNATURE-----"
_ARMOUR_END: Final = "-----END PGP SIGNATURE-----"


@dataclass(frozen=True)
class OwnWords:
    """The lines of one mail, sorted."""

    lines: tuple[Line, ...]

    @cached_property
    def own_text(self) -> str:
        """The author's own lines, with one blank line wherever something else or a blank stood between them."""
        out: list[str] = []
        gap = False
        for line in self.lines:
            if line.kind is LineKind.OWN or (line.kind is LineKind.FORM and not line.depth):
                if gap and out:
                    out.append("")
                out.append(line.text.rstrip())
                gap = False
            else:
                gap = True
        return "\n".join(out)


def own_words(mail: Mail, known: Collection[str] = ()) -> OwnWords:
    """Sort the lines of a mail; never raises.

    `known` are the lines of the mail that this one answers, if that is one of our own posts.
    """
    names = [_VIA.sub("", mailbox.name).strip(" '\"").lower() for mailbox in mail.from_]
    return OwnWords(
        classify(
            mail.text.split("\n"), known=known, flowed=mail.flowed, names=tuple(name for name in names if len(name) > 1)
        )
    )


def classify(
    lines: Sequence[str], *, known: Collection[str] = (), flowed: bool = False, names: Collection[str] = ()
) -> tuple[Line, ...]:
    """Sort the lines of a mail's decoded plain text.

    One line comes back for each, except that an attribution glued to the end of an answer becomes a line of its own.

    `known` are lines of the mail answered; `flowed` says that no quote was wrapped without marks (RFC 3676);
    `names` are the author's display names in lower case.
    """
    sheet = Sheet(unglue([line.rstrip("\r\n") for line in lines]))
    if _ARMOUR_BEGIN in sheet.short or _ARMOUR_SIGNATURE in sheet.short:
        _mark_armour(sheet)
    _mark_footer(sheet)
    familiar = mark_answered(sheet, known)
    cut_from_above(sheet, familiar)
    if not flowed:
        mark_wrapped(sheet)
    _mark_fences(sheet)
    _mark_forms(sheet)
    for section in _sections(sheet):
        mark_disclaimers(sheet, section)
        mark_signatures(sheet, section, names)
    return sheet.result()


def _mark_armour(sheet: Sheet) -> None:
    """The armour of an inline OpenPGP signature (RFC 9580 section 7): the text within it stays the author's."""
    inside = signature = False
    for index in range(len(sheet)):
        text = sheet.short[index]
        if sheet.depth[index]:
            continue
        if text == _ARMOUR_BEGIN:
            inside = True
            sheet.mark(index, LineKind.HEADER, "armour of a signed text")
        elif inside and text.startswith("Hash:") and sheet.kind[index - 1] is LineKind.HEADER:
            sheet.mark(index, LineKind.HEADER, "armour of a signed text")
        elif text == _ARMOUR_SIGNATURE:
            inside, signature = False, True
        elif inside and sheet.text[index].startswith("- -"):
            sheet.text[index] = sheet.text[index][2:]
            sheet.plain[index] = sheet.short[index] = text[2:]
        if signature:
            sheet.mark(index, LineKind.SIGNATURE, "armour of a signed text")
            signature = text != _ARMOUR_END


def _mark_footer(sheet: Sheet) -> None:
    unquoted = [text if not depth else "" for text, depth in zip(sheet.text, sheet.depth, strict=True)]
    start = footer_start(unquoted)
    if start is None:
        start = next((at for at, text in enumerate(unquoted) if text and _opens_footer(sheet, at, text)), None)
    if start is None:
        return
    for index in range(_advertised(sheet, start), len(sheet)):
        if sheet.free(index):
            sheet.mark(index, LineKind.FOOTER, "the list's footer")


def _advertised(sheet: Sheet, start: int) -> int:
    """The footer's first line, or the bar of 78 dashes above it below which one host of lists puts advertisements."""
    near = range(max(start - 8, 0), start)
    return next((at for at in near if sheet.short[at] == "-" * 78 and not sheet.depth[at]), start)


def _opens_footer(sheet: Sheet, at: int, text: str) -> bool:
    """Whether a footer that lost its bar begins here, or what an archive left of parts it took out."""
    if text.startswith(_NEXT_PART):
        below = sheet.next_text(at + 1)
        return below is not None and (bool(_SCRUBBED.match(sheet.short[below])) or sheet.raw[below][:4] == "____")
    return _is_unbarred(sheet.short[at])


@lru_cache(maxsize=1024)
def _is_unbarred(text: str) -> bool:
    return _UNBARRED.match(text) is not None


def _mark_fences(sheet: Sheet) -> None:
    """What stands between two fences, as code is written in Markdown, is shown rather than said: it is not sure."""
    begins, mark = -1, ""
    for index in sheet.all_free():
        if _FENCE.fullmatch(sheet.text[index][:80]) is None:
            continue
        text = sheet.text[index].strip()
        if begins < 0:
            begins, mark = index, text[0]
        elif not text.strip(mark):
            for inside in range(begins + 1, index):
                if sheet.free(inside):
                    sheet.rule[inside], sheet.sure[inside] = "between the fences of a piece of code", False
            begins = -1


def _mark_forms(sheet: Sheet) -> None:
    for index in range(len(sheet)):
        if (
            "[" in sheet.short[index][:3]
            and sheet.kind[index] in (None, LineKind.QUOTE)
            and _FORM.fullmatch(sheet.short[index])
        ):
            where = "line of a ballot form, quoted" if sheet.depth[index] else "line of a ballot form"
            sheet.mark(index, LineKind.FORM, where, sure=sheet.sure[index])


def _sections(sheet: Sheet) -> Iterator[list[int]]:
    """Runs of the author's lines, blank ones between them included; none that has no text."""
    section: list[int] = []
    text = False
    for index, kind in enumerate(sheet.kind):
        if kind is None or kind is LineKind.BLANK or (kind is LineKind.FORM and not sheet.depth[index]):
            section.append(index)
            text = text or kind is None
        elif section:
            if text:
                yield section
            section, text = [], False
    if text:
        yield section

"""Lines that stand in the mail answered: quotes, whatever marks they have lost.

Compared without blanks, wrapping, emphasis, marks and letter case. A short line that stands there too may have been
typed (`agree` answers a post that lists `agree`): it is a quote only in a run of lines in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Final

from listvote.mail.lines import LineKind, Sheet, plain
from listvote.mail.signature_words import NEVER_NAMES, SAID

SHINGLE: Final = 4
"""Words in a row that are looked up."""

FEWEST_WORDS: Final = 6
FEWEST_CHARACTERS: Final = 28
SHORTEST_RUN: Final = 3

_MARKS = re.compile(r"^[>|\s]+|[*_`~]+")
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ACT: Final = re.compile(r"(?:[-*•+] ?)?(?:\w+#|#|t)\d+(?: .*)?|\[.{0,4}\] .*")


def _words(text: str) -> list[str]:
    """Words in lower case; each sign of a script without blanks is one."""
    return _SIGN.sub(r" \g<0> ", _MARKS.sub(" ", plain(text))).lower().split()


class Answered:
    """The mail answered, ready to be looked up in: made in linear time, each look-up linear in the line."""

    def __init__(self, known: Collection[str]) -> None:
        lines = [words for line in known if (words := _words(line))]
        stream = [word for words in lines for word in words]
        self.shingles = {tuple(stream[at : at + SHINGLE]) for at in range(len(stream) - SHINGLE + 1)}
        whole = [" ".join(words) for words in lines]
        self.lines = frozenset(whole)
        self.neighbours = set(pairwise(whole))

    def has_all(self, words: list[str]) -> bool:
        """Whether the words stand there in this order, wherever the lines broke."""
        return len(words) >= SHINGLE and all(
            tuple(words[at : at + SHINGLE]) in self.shingles for at in range(len(words) - SHINGLE + 1)
        )


def mark_answered(sheet: Sheet, known: Collection[str]) -> list[int]:
    """Mark unquoted lines that stand in the mail answered as quotes; their indices come back."""
    if not known:
        return []
    answered = Answered(known)
    found: list[int] = []
    run: list[int] = []
    before: list[str] = []
    long_in_run = False
    for index in range(len(sheet)):
        if sheet.kind[index] is LineKind.BLANK:
            continue
        words = _words(sheet.text[index])
        if not sheet.free(index):
            found.extend(_counted(sheet, run, long_in_run))
            run, long_in_run = [], False
            before = words
            continue
        line = " ".join(words)
        goes_on = answered.has_all([*before[1 - SHINGLE :], *words])
        if not run and goes_on and index and sheet.depth[index - 1] and not _ACT.fullmatch(line):
            # The rest of a line with marks, wrapped onto one without; the words before it are in the mail, too.
            if len(before) >= SHINGLE - 1 and not _said(words):
                found.append(index)
            continue
        follows = bool(run) and (goes_on or (" ".join(before), line) in answered.neighbours)
        alone = _is_long(words, line) and answered.has_all(words)
        if not follows:
            found.extend(_counted(sheet, run, long_in_run))
            run, long_in_run = [], False
        if follows or alone or line in answered.lines or answered.has_all(words):
            run.append(index)
            long_in_run = long_in_run or alone
        before = words
    found.extend(_counted(sheet, run, long_in_run))
    for index in found:
        sheet.mark(index, LineKind.QUOTE, "stands in the mail answered")
        sheet.depth[index] = 1
    return found


def _counted(sheet: Sheet, run: list[int], long_in_run: bool) -> list[int]:
    """The run if it is a quote: with a long line in it, or of several lines.

    A word that acts, apart at its edge, may have been typed above or below the quote: it stays, as not sure.
    """
    if not long_in_run and len(run) < SHORTEST_RUN:
        return []
    for edge, beside in ((0, 1), (-1, -2)):
        if len(run) > 1 and abs(run[edge] - run[beside]) > 1 and _acts(_words(sheet.text[run[edge]])):
            sheet.rule[run[edge]], sheet.sure[run[edge]] = "stands in the mail answered, but may be typed", False
            run = run[1:] if edge == 0 else run[:-1]
    return run


def _acts(words: list[str]) -> bool:
    return _said(words) or bool(_ACT.fullmatch(" ".join(words)) or SAID.fullmatch(" ".join(words)))


def _said(words: list[str]) -> bool:
    return words[0].strip(".,!:;") in NEVER_NAMES


def _is_long(words: list[str], line: str) -> bool:
    return len(words) >= FEWEST_WORDS and len(line) >= FEWEST_CHARACTERS and not _ACT.fullmatch(line)

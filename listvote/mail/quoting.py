"""Quote marks: `>` in all its spellings, bars, initials.

Pure text: knows no mail.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_ANGLES = re.compile(r"[ \t\u00a0]*(?:(?:>|＞|&gt;)[ \t\u00a0]?)+")
_ANGLE = re.compile(r">|＞|&gt;")
_BARS = re.compile(r"[ \t]{0,4}(?:[|¦│┃][ \t]?)+")
_INITIALS = re.compile(r"[ \t]{0,3}(?P<who>[A-Z][A-Za-z]{0,3})(?P<marks>(?:>[ \t]?)+)(?=[ \t]|$|(?<=[ \t]))")
_ODD = re.compile(r"[ \t]{0,3}(?P<mark>[:%»}\]]) ")
_ESCAPED_FROM = re.compile(r">From [a-z]")
_SHORT: Final = 500
"""Characters; how longer lines look is not remembered."""
_FACE = re.compile(r">(?:[:;8]-?['o]?[()\[\]{}|/DPOoSs]|_<|\.<|=\s?\d)")


def quote_marks(lines: Sequence[str]) -> list[tuple[int, str]]:
    """How deep each line is quoted, and what it says without its marks.

    Marks are `>` (also `> >`, `&gt;`, full width), a bar in two lines that follow each other or under a line that
    ends with a colon, and likewise `AB> ` with somebody's initials and `: `. A table is no quote, nor is `>From ` where
    a mail program escaped a line of the author's own text.
    """
    looks = [_look_of_short(line) if len(line) <= _SHORT else _look(line) for line in lines]
    found = [look[0] for look in looks]
    if any(look[1] for look in looks):
        _unescape_from(lines, found)
        _barred(lines, found)
        _initialled(lines, found)
        _oddly_marked(lines, found)
    return found


def _look(line: str) -> tuple[tuple[int, str], bool]:
    """What the angles in front of a line say, and whether it could have any other mark: most mails have none."""
    other = any(marks.match(line) for marks in (_ESCAPED_FROM, _BARS, _INITIALS, _ODD))
    return _angles(line), other


_look_of_short = lru_cache(maxsize=4096)(_look)  # a whole list quotes the same lines


def _angles(line: str) -> tuple[int, str]:
    marks = _ANGLES.match(line)
    if marks is None or (not line.lstrip().startswith("> ") and _FACE.match(line.lstrip())):
        return 0, line
    return len(_ANGLE.findall(marks[0])), line[marks.end() :]


def _unescape_from(lines: Sequence[str], found: list[tuple[int, str]]) -> None:
    for index, line in enumerate(lines):
        if not _ESCAPED_FROM.match(line):
            continue
        around = [found[at] for at in (index - 1, index + 1) if 0 <= at < len(lines)]
        above = next((lines[at].rstrip() for at in range(index - 1, max(index - 3, -1), -1) if lines[at].strip()), "")
        if all(depth == 0 for depth, _ in around) and not above.endswith((":", "：")):
            found[index] = 0, line[1:]


def _barred(lines: Sequence[str], found: list[tuple[int, str]]) -> None:
    def barred(index: int) -> re.Match[str] | None:
        if not 0 <= index < len(lines) or found[index][0]:
            return None
        marks = _BARS.match(lines[index])
        rest = lines[index][marks.end() :] if marks else ""
        return None if "|" in rest or "│" in rest else marks

    matches = [barred(index) for index in range(len(lines))]
    for index, marks in enumerate(matches):
        if marks is None:
            continue
        beside = (index and matches[index - 1]) or (index + 1 < len(lines) and matches[index + 1])
        if beside or _below_colon(lines, index):
            bars = sum(marks[0].count(bar) for bar in "|¦│┃")
            found[index] = bars, lines[index][marks.end() :]


def _initialled(lines: Sequence[str], found: list[tuple[int, str]]) -> None:
    matches = {
        index: marks
        for index, line in enumerate(lines)
        if not found[index][0] and (marks := _INITIALS.match(line)) is not None
    }
    often = Counter(marks["who"] for marks in matches.values())
    for index, marks in matches.items():
        if often[marks["who"]] > 1 or (len(marks["who"]) > 1 and _below_colon(lines, index)):
            found[index] = marks["marks"].count(">"), lines[index][marks.end() :].lstrip()


def _oddly_marked(lines: Sequence[str], found: list[tuple[int, str]]) -> None:
    """Runs of `: ` and the like, right under a line that ends with a colon and has a name or a date in it."""
    running = ""
    for index, line in enumerate(lines):
        marks = None if found[index][0] else _ODD.match(line)
        if marks is None:
            running = running if running and line.strip() == running else ""
            continue
        if running == marks["mark"] or (
            _below_colon(lines, index) and _ODD.match(lines[min(index + 1, len(lines) - 1)])
        ):
            running = marks["mark"]
            found[index] = 1, line[marks.end() :]


def _below_colon(lines: Sequence[str], index: int) -> bool:
    above = index - 1
    if above >= 0 and not lines[above].strip():
        above -= 1
    return above >= 0 and lines[above][-200:].rstrip().endswith((":", "："))

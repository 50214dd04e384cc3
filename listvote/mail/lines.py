"""The lines of a mail while they are being sorted, and as they come out.

Knows of quote depths and kinds only; what makes a line a signature or an attribution is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple, Self

from listvote.mail.quoting import quote_marks

SHORT: Final = 500
"""Characters; longer lines are never matched as a whole: nothing but text is that long."""

MOST_EMPHASIS: Final = 3

_UNSEEN: Final = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])
_UNSEEN.update(dict.fromkeys(range(0x2066, 0x206A)))


class LineKind(StrEnum):
    """What a line of a mail is; only `own` and `form` can act."""

    OWN = "own"
    BLANK = "blank"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    SIGNATURE = "signature"
    FOOTER = "footer"
    FORWARDED = "forwarded"
    HEADER = "header"
    DISCLAIMER = "disclaimer"
    FORM = "form"


class Line(NamedTuple):
    """One line: its text without quote marks, what it is, and the name of the rule that said so.

    `depth` is how often the line is quoted; a quote without marks counts as quoted once. A line that is not `sure`
    may be of another kind: an own one may be the rest of a quote, any other one may be the author's after all.
    """

    text: str
    kind: LineKind
    rule: str
    depth: int = 0
    sure: bool = True


def plain(text: str) -> str:
    """The text as it is compared: without unseen marks of direction, emphasis around it, and doubled blanks."""
    return _plain_of_short(text) if len(text) <= SHORT else _plain(text)


def _plain(text: str) -> str:
    seen = text if text.isascii() else text.translate(_UNSEEN)
    bare = " ".join(seen.replace("&nbsp;", " ").split())
    if not bare.strip("*"):
        return bare
    for _ in range(MOST_EMPHASIS):
        if len(bare) < 3 or bare[0] != "*" or bare[1] == " " or not bare.endswith(("*", "*:")):
            break
        bare = bare[1:-1] if bare[-1] == "*" else f"{bare[1:-2]}:"
    return bare


_plain_of_short = lru_cache(maxsize=4096)(_plain)  # a whole list quotes the same lines


class Sheet:
    """The lines of one mail, and what is known of each so far. Every list has an entry a line.

    `raw` is as received, `text` without quote marks, `plain` as it is compared, `short` the same or empty where the
    line is too long to be matched. `kind` is None until a rule has spoken.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.raw: list[str] = list(lines)
        marked = quote_marks(self.raw)
        self.depth: list[int] = [depth for depth, _ in marked]
        self.text: list[str] = [text for _, text in marked]
        self.plain: list[str] = [_plain_of_short(text) if len(text) <= SHORT else _plain(text) for text in self.text]
        self.short: list[str] = [text if len(text) <= SHORT else "" for text in self.plain]
        self.kind: list[LineKind | None] = [None] * len(self.raw)
        self.rule: list[str] = [""] * len(self.raw)
        self.sure: list[bool] = [True] * len(self.raw)
        for index, depth in enumerate(self.depth):
            if depth:
                self.kind[index], self.rule[index] = LineKind.QUOTE, "quote marks"
            elif not self.plain[index]:
                self.kind[index], self.rule[index] = LineKind.BLANK, "blank"

    @classmethod
    def part(
        cls, raw: Sequence[str], plain: Sequence[str], depth: Sequence[int], kind: Sequence[LineKind | None]
    ) -> Self:
        """A stretch of another sheet, to be looked at alone."""
        sheet = cls(())
        sheet.raw, sheet.text, sheet.plain, sheet.depth, sheet.kind = [*raw], [*plain], [*plain], [*depth], [*kind]
        sheet.short = [text if len(text) <= SHORT else "" for text in plain]
        sheet.rule, sheet.sure = [""] * len(sheet.raw), [True] * len(sheet.raw)
        return sheet

    def __len__(self) -> int:
        return len(self.raw)

    def mark(self, index: int, kind: LineKind, rule: str, *, sure: bool = True) -> None:
        """Say what a line is, and why."""
        self.kind[index], self.rule[index], self.sure[index] = kind, rule, sure

    def free(self, index: int) -> bool:
        """Whether a line has text that no rule has spoken about: so far it is the author's."""
        return self.kind[index] is None

    def all_free(self) -> list[int]:
        """The indices of the lines that no rule has spoken about."""
        return [index for index, kind in enumerate(self.kind) if kind is None]

    def next_text(self, index: int, within: int = 4) -> int | None:
        """The first line from `index` on that is not blank; at most `within` blank ones are passed over."""
        for at in range(index, min(index + within + 1, len(self.raw))):
            if self.plain[at]:
                return at
        return None

    def quoted_at(self, index: int | None) -> bool:
        """Whether that line is known to be quoted: by its marks, or because it stands in the mail answered."""
        return (
            index is not None
            and self.kind[index] in {LineKind.QUOTE, LineKind.FORM, LineKind.ATTRIBUTION}
            and (self.depth[index] > 0)
        )

    def result(self) -> tuple[Line, ...]:
        """The lines as sorted; what no rule has spoken about is the author's own."""
        kinds = [kind or LineKind.OWN for kind in self.kind]
        rules = [rule or "the author's own" for rule in self.rule]
        return tuple(map(Line, self.text, kinds, rules, self.depth, self.sure))

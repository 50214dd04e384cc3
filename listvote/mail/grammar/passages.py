"""A mail's own lines as passages: what was wrapped is one again, and each knows where it stands.

Knows of lines, quotes and wrapping; nothing of what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from listvote.acts import Reference
from listvote.mail.grammar.forms import Entry, entry
from listvote.mail.grammar.words import folded, reference, seen, tokens
from listvote.mail.lines import Line, LineKind

WRAPPED_FROM: Final = 62
"""Characters; a line that had no room for the next word within these was ended by a program, not by a person."""
UNWRAPPED_FROM: Final = 100
"""Characters; no program wraps lines as late as that."""
MOST_LINES: Final = 2000
_HEADING_WITHIN: Final = 12

_BULLET: Final = re.compile(r"\A\s*(?:[-+*\u2022\u2023\u25e6\u2043\u00b7\u2013\u2014]\s+)+(?=\S)")
_TIGHT_BULLET: Final = re.compile(r"\A\s*[-\u2013\u2014\u2022\u00b7](?=[^\W\d])")
_NUMBERED: Final = re.compile(r"\s*\d{1,2}[.)]\s")
_GO_ON: Final = tuple(",-\u2013\u2014")
_DIGIT: Final = re.compile(r"\d")  # no reference is without one
_PERHAPS_REFERENCE: Final = re.compile(r"[#Tt][1-9]")  # and else there is none
_KEY: Final = re.compile(r"\s*[^\W\d_][\w ]{0,24}:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Passage:
    """Own text between two ends of line that a person meant.

    `written` is as it stands in the mail. `between` quotes, `below` quotes with own words between them, and `under` a
    quoted ballot line or form; `first` of its paragraph. `entries` are those of a form; then `refs` are the
    references above it.
    """

    text: str
    written: str
    paragraph: int
    sure: bool = True
    between: bool = False
    below: bool = False
    under: bool = False
    first: bool = False
    bullet: bool = False
    entries: tuple[Entry, ...] = ()
    depth: int = 0
    refs: tuple[tuple[Reference, bool], ...] = ()


def passages(lines: Sequence[Line], dangling: Collection[str], ballot_lines: Collection[int] = ()) -> list[Passage]:
    """Cut a mail into passages.

    Args:
        lines: of the whole mail, sorted; those that are not the author's say only where the others stand.
        dangling: words after which no person ends a line, folded.
        ballot_lines: the numbers of quoted lines that show how to vote.
    """
    lines = lines[:MOST_LINES]
    kinds = [line.kind for line in lines]
    forms = LineKind.FORM in kinds or any("[" in lines[at].text for at in numbers_of(LineKind.OWN, kinds))
    cutter = _Cutter(lines, dangling, ballot_lines, forms)
    return list(cutter.passages() if forms or ballot_lines else cutter.without_forms())


def numbers_of(kind: LineKind, kinds: Sequence[LineKind]) -> Iterator[int]:
    """The numbers of the lines of one kind."""
    at = -1
    for _ in range(kinds.count(kind)):
        at = kinds.index(kind, at + 1)
        yield at


def _is_quoted(line: Line) -> bool:
    return line.depth > 0 and line.kind in (LineKind.QUOTE, LineKind.FORM)


@dataclass(slots=True)
class _Cutter:
    lines: Sequence[Line]
    dangling: Collection[str]
    ballot_lines: Collection[int]
    forms: bool = True
    paragraph: int = 0
    refs: tuple[tuple[Reference, bool], ...] = ()
    refs_at: int = -100
    answering: bool = False

    def without_forms(self) -> Iterator[Passage]:
        """The passages of a mail in which no line is one of a form and no quoted one shows how to vote: of most."""
        quotes = self._quotes()
        own = [at for at in numbers_of(LineKind.OWN, [line.kind for line in self.lines]) if self.lines[at].text.strip()]
        run: list[tuple[int, Line]] = []
        for place, number in enumerate(own):
            if run and run[-1][0] != number - 1:
                yield from self._flush(run, *quotes, under=False)
                run = []
            self.paragraph = number - place  # every line that is none of theirs ends one
            run.append((number, self.lines[number]))
        yield from self._flush(run, *quotes, under=False)

    def _quotes(self) -> tuple[int, int]:
        """The numbers of the first and the last quoted line."""
        numbers = range(len(self.lines))
        first = next((at for at in numbers if _is_quoted(self.lines[at])), len(self.lines))
        last = next((at for at in reversed(numbers) if _is_quoted(self.lines[at])), -1)
        among = self.lines[first + 1 : max(last, 0)]
        self.answering = any(line.kind is LineKind.OWN and line.sure and line.text.strip() for line in among)
        return first, last

    def passages(self) -> Iterator[Passage]:
        first_quote, last_quote = self._quotes()
        form: list[tuple[int, Line, Entry]] = []
        under = False
        run: list[tuple[int, Line]] = []
        for number, line in enumerate(self.lines):
            filled = self._entry(line)
            if filled is not None:
                yield from self._flush(run, first_quote, last_quote, under)
                run = []
                form.append((number, line, filled))
                under = True
                continue
            if form and self._continues(line, form):
                continue
            if form and line.kind != LineKind.BLANK:
                yield self._form(form)
                form = []
            if line.kind is LineKind.OWN and line.text.strip():
                run.append((number, line))
                continue
            yield from self._flush(run, first_quote, last_quote, under)
            if run:
                under = False
            run = []
            self.paragraph += 1
            if line.kind in (LineKind.QUOTE, LineKind.FORM) and line.text.strip():
                under = number in self.ballot_lines
                self._note_references(number, line)
            elif line.kind is LineKind.ATTRIBUTION:
                under = False
        yield from self._flush(run, first_quote, last_quote, under)
        if form:
            yield self._form(form)

    def _entry(self, line: Line) -> Entry | None:
        if line.kind is LineKind.FORM or line.kind is LineKind.OWN:
            found = entry(line.text) if line.depth <= 1 else None
            if found and (line.kind is LineKind.FORM or len(found.mark) <= 3):
                return found
        return None

    def _continues(self, line: Line, form: list[tuple[int, Line, Entry]]) -> bool:
        """Whether a line is the rest of a wrapped label, or an empty or quoted line between two of a form."""
        if line.kind in (LineKind.QUOTE, LineKind.FORM):
            text = line.text[:200]
            return not (_DIGIT.search(text) and any(token.kind == "ref" for token in tokens(seen(text))))
        return (
            line.kind is LineKind.OWN
            and len(form[-1][1].text) + len(line.text.split(" ", 1)[0]) >= WRAPPED_FROM
            and form[-1][0] >= 0
        )

    def _note_references(self, number: int, line: Line) -> None:
        text = seen(line.text[:300])
        if not _PERHAPS_REFERENCE.search(text):
            return
        refs = [found for token in tokens(text) if token.kind == "ref" and (found := reference(token, text))]
        if refs:
            self.refs, self.refs_at = tuple(refs), number

    def _form(self, form: list[tuple[int, Line, Entry]]) -> Passage:
        self.paragraph += 1
        marked = [(line, each) for _, line, each in form if each.mark]
        near = form[0][0] - self.refs_at <= _HEADING_WITHIN
        return Passage(
            text="",
            written=" ".join(line.text.strip() for line, _ in marked)[:400],
            paragraph=self.paragraph,
            sure=all(line.sure for line, _ in marked),
            under=True,
            entries=tuple(each for _, _, each in form),
            depth=max((line.depth for line, _ in marked), default=0),
            refs=self.refs if near else (),
        )

    def _flush(self, run: list[tuple[int, Line]], first_quote: int, last_quote: int, under: bool) -> Iterator[Passage]:
        """The passages of one paragraph."""
        groups: list[list[tuple[int, Line]]] = []
        for number, line in run:
            if groups and self._goes_on(groups[-1], seen(line.text)):
                groups[-1].append((number, line))
            else:
                groups.append([(number, line)])
            if self.forms:
                self._note_references(number, line)
        for index, group in enumerate(groups):
            number, head = group[0]
            text = seen(head.text)
            bare = _BULLET.sub("", text, count=1)
            bare = _TIGHT_BULLET.sub("", bare, count=1) if bare == text else bare
            yield Passage(
                text=" ".join([bare.strip(), *(seen(line.text).strip() for _, line in group[1:])]),
                written=" ".join(line.text.strip() for _, line in group),
                paragraph=self.paragraph,
                sure=all(line.sure for _, line in group),
                between=first_quote < number < last_quote,
                below=number > last_quote and self.answering,
                under=under,
                first=index == 0,
                bullet=bare != text,
            )

    def _goes_on(self, group: list[tuple[int, Line]], text: str) -> bool:
        """Whether a line is the rest of the one above: a program wrapped that, or it cannot end there."""
        above = seen(group[-1][1].text).strip()
        if _BULLET.match(text) or _NUMBERED.match(text) or _KEY.match(text) or self._begins_with_reference(text):
            return False
        if len(group) == 1 and self._only_reference(above):
            return True
        end = above.rstrip("*_` ")[-1:]
        if end in _GO_ON:
            return True
        if not end.isalnum() and end not in "'\u2019&":
            return False
        words = text.split(None, 1)
        if words and len(above) <= UNWRAPPED_FROM and len(above) + 1 + len(words[0]) >= WRAPPED_FROM:
            return True
        before = above.rsplit(None, 1)
        return len(before) > 1 and folded(before[-1].strip("*_`")) in self.dangling

    def _begins_with_reference(self, text: str) -> bool:
        row = tokens(text[:120])
        return bool(row) and row[0].kind == "ref"

    def _only_reference(self, text: str) -> bool:
        row = tokens(text[:200])
        return (
            bool(row)
            and len(text) < 200
            and row[0].kind == "ref"
            and all(token.kind == "ref" or token.norm in ":,-&." for token in row)
        )

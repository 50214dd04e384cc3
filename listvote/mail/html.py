"""HTML of a mail to the text that its reader sees, with quotes marked as in plain text.

It also says whether a line of the plain text stands in the HTML at all: where the two differ, readers of the one saw
something that readers of the other did not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from listvote.mail.decoding import clean_text
from listvote.mail.html_scan import bounded
from listvote.mail.html_style import Look, hides, look, read_style

_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_APART: Final = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre table".split())
_UNSEEN: Final = frozenset("head template noscript script style title select object audio video canvas".split())
_TAKEN_BACK: Final = "del"
"""What is struck through was taken back by its author; `bounded` writes `s` and `strike` so too."""
_RULE: Final = "_" * 32
MOST_MARKS: Final = 20
"""Levels of quoting that are told apart."""
_SPACE = re.compile(r"[ \t\n\r\f]+")

# Outlook writes the header of the mail that it answers into one of these, and the whole mail after it.
_QUOTES_THE_REST: Final = frozenset({"divrplyfwdmsg", "appendonsend"})
_OUTLOOK_BORDER = re.compile(r"solid#(?:e1e1e1|b5c4df)|#(?:e1e1e1|b5c4df)1\.0ptsolid", re.IGNORECASE)
_QUOTED_CLASSES: Final = ("moz-cite-prefix", "yahoo_quoted")
_SIGNATURES: Final = ("gmail_signature", "moz-signature")


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The visible text of an HTML mail, quotes marked with `> `; and what of it is no quote, for comparing."""

    text: str
    lines: frozenset[str] = frozenset()
    running: str = " "
    quoted: frozenset[str] = frozenset()

    def shows(self, line: str) -> bool:
        """Whether a line of plain text is visible here, and not as a quote.

        It is if it is a line of its own, or runs within a paragraph and has at least four words: of fewer words the
        sense can be turned by those beside them. Letter case, emphasis marks, bullets and links are disregarded.
        """
        words = _words(line)
        return not words or words in self.lines or (words.count(" ") >= 3 and f" {words} " in self.running)

    def quotes(self, line: str) -> bool:
        """Whether a line of plain text is visible here as a line of a quote, such as an entry of a quoted form."""
        return _words(line) in self.quoted


def html_text(html: str) -> HtmlText:
    """The visible text of an HTML mail.

    Block elements make lines, list items begin with `- `, quotes with `> ` for each level. Scripts, styles, comments
    and what is hidden from a reader is left out. Takes any text; raises nothing; takes linear time.
    """
    body = LexborHTMLParser(bounded(html)).body
    page = _Page()
    if body is not None:
        page.read(body)
    text = clean_text("\n".join(page.finished())).strip("\n")
    lines = text.split("\n")
    own = [words for line in lines if not line.startswith(">") and (words := _words(line))]
    quoted = frozenset(_words(line.lstrip("> ")) for line in lines if line.startswith(">"))
    return HtmlText(text + "\n" if text else "", frozenset(own), f" {' '.join(own)} ", quoted)


_DROPPED = re.compile(r"[<(\[]?\s?(?:https?://|mailto:)[^\s>)\]]+\s?[>)\]]?|[*_`]|^(?:[-+•·o–—]|\d{1,3}[.)])\s")
_ALIKE = {ord(dash): "-" for dash in "‐‑‒–—−"} | {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'}


def _words(line: str) -> str:
    """A line as it is compared."""
    return " ".join(_DROPPED.sub(" ", line.strip().translate(_ALIKE)).casefold().split())


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds at one place of the document."""

    depth: int = 0
    look: Look = Look()
    pre: bool = False
    apart: bool = False  # the innermost element has an empty line before and after it


class _Page:
    """Lines as they are made while walking a document."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.rest_quoted = 0
        self.marks = ""  # of the last line
        self.apart = False
        self.bullet = ""

    def read(self, body: LexborNode) -> None:
        """Walk a document without recursion, each node once."""
        todo: list[tuple[LexborNode | None, str, _Place]] = [(body, "", _Place())]
        while todo:
            node, ends, place = todo.pop()
            if node is None:
                self._end(ends, place)
                continue
            if node.next is not None and node is not body:
                todo.append((node.next, "", place))
            tag = node.tag or ""
            if tag == "-text":
                if place.look.shows:
                    self._text(node.text_content or "", place)
            elif not tag.startswith("-") and tag not in _UNSEEN and tag != _TAKEN_BACK:
                inner = self._begin(node, tag, place)
                if inner is not None:
                    todo.append((None, tag, inner))
                    if node.child is not None:
                        todo.append((node.child, "", inner))

    def _begin(self, node: LexborNode, tag: str, place: _Place) -> _Place | None:
        """Open an element; None if nobody sees it."""
        attributes = node.attributes
        style = read_style(attributes.get("style") or "") if attributes else {}
        if hides(attributes, style):
            return None
        classes = (attributes.get("class") or "").lower()
        name = (attributes.get("id") or "").lower()
        border = style.get("border-top", "") + style.get("border", "")
        apart = tag in _APART and "mso" not in classes
        if tag in _BLOCKS:
            self._break(place, apart=apart)
        if name in _QUOTES_THE_REST or _OUTLOOK_BORDER.search(border):
            self.rest_quoted = 1
        quoted = name == "olk_src_body_section" or any(one in classes for one in _QUOTED_CLASSES)
        if tag == "div" and "solid" in style.get("border-left", "") and any("padding" in each for each in style):
            quoted = True  # the bar beside what Outlook and others quote
        if tag == "blockquote" and not ("none" in style.get("border", "") and not classes and "type" not in attributes):
            quoted = True
        if quoted:
            self._break(place)
        if (any(one in classes.split() for one in _SIGNATURES) or name == "signature") and not place.depth:
            self._sign(place)
        if tag == "br":
            self._flush(place.depth, blank=True)
        elif tag == "hr":
            self.line.append(_RULE)
            self._break(place)
        elif tag == "li":
            self.bullet = "- "
        elif tag in ("td", "th"):
            self.line.append(" ")
        elif tag == "img":
            self._picture(attributes.get("alt") or "")
        return _Place(place.depth + quoted, look(place.look, attributes, style), place.pre or tag == "pre", apart)

    def _end(self, tag: str, place: _Place) -> None:
        if tag in _BLOCKS:
            self._break(place, apart=place.apart)

    def _sign(self, place: _Place) -> None:
        self._break(place)
        if not any(line in ("-- ", "--") for line in self.lines[-2:]):
            self.lines.append("-- ")

    def _picture(self, alt: str) -> None:
        """An emoji that was written as a picture is text."""
        if 0 < len(alt) <= 8 and not any(char.isascii() for char in alt):
            self.line.append(alt)

    def _text(self, text: str, place: _Place) -> None:
        if place.depth != self.depth:
            self._flush(self.depth)  # what is quoted never shares a line with what is not
        self.depth = place.depth
        if not place.pre:
            self._append(_SPACE.sub(" ", text))
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._flush(place.depth, blank=True)
            self._append(line)

    def _append(self, text: str) -> None:
        if text.strip(" ") or self.line:
            self.line.append(text)

    def _break(self, place: _Place, *, apart: bool = False) -> None:
        self._flush(self.depth if self.line else place.depth)
        self.apart = self.apart or apart

    def _flush(self, depth: int, *, blank: bool = False) -> None:
        """End the line; an empty one counts only where it was asked for."""
        written = "".join(self.line)
        line = written.strip(" \t\xa0")
        self.line = []
        if not line and not blank and not written.strip(" "):
            return
        marks = "> " * min(depth + self.rest_quoted, MOST_MARKS)
        if self.apart and line and self.lines and self.lines[-1].strip("> "):
            self.lines.append(min(marks, self.marks, key=len).rstrip())
        self.apart, self.marks = False, marks
        bullet, self.bullet = (self.bullet, "") if line else ("", self.bullet)
        self.lines.append((marks + bullet + line).rstrip() if line != "--" else f"{marks}-- ")

    def finished(self) -> list[str]:
        """All lines."""
        self._flush(self.depth)
        return self.lines

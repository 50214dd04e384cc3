"""HTML made harmless before a parser sees it: one linear pass that bounds what a tree can cost.

A tree builder takes quadratic time or memory for deep nesting, for elements with thousands of attributes, and for
formatting elements (`<b>`, `<font>`) that it must open again in every paragraph. What comes out here has none of
these and reads the same.
"""

from __future__ import annotations

import re
from typing import Final

MOST_DEPTH: Final = 1_000
"""Elements nested deeper than that are dropped; their text stays."""
MOST_TAGS: Final = 40_000
"""What follows that many tags is dropped."""

_ATTRIBUTES = r"""(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+)*+"""
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>{_ATTRIBUTES})>")
_STARTS = re.compile(r"<(?=[a-zA-Z/!?])")
_KEPT = re.compile(
    r"""(?:^|[\s/"'])(style|class|id|hidden|color|bgcolor|alt|type)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?(?=[\s/]|$)""",
    re.IGNORECASE,
)
_WRITTEN: Final = dict.fromkeys("a b big code em font i nobr small strong tt u".split(), "span") | {
    "s": "del",
    "strike": "del",
}
"""Elements that parsers open again in each block that begins within them, as elements that stay where they are."""
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNSEEN: Final = frozenset(
    "script style title textarea xmp iframe noembed noframes noscript svg math plaintext".split()
)
_MARK: Final = "_._,_._,_"


def bounded(html: str) -> str:
    """The same document with bounded nesting and few attributes, without scripts, styles and comments.

    Every element that is opened is closed. groups.io's footer, which stands between two marks of its own, is left
    out. Takes any text; time and memory are linear in its length.
    """
    html = _without_groupsio_footer(html.replace("\0", ""))
    out: list[str] = []
    scan = _Open()
    at = tags = 0
    while start := _STARTS.search(html, at):
        out.append(html[at : start.start()])
        at = start.start()
        if html.startswith("<!--", at):
            at = _after(html, "-->", at + 2)
        elif tag := _TAG.match(html, at):
            tags += 1
            name = tag["name"].lower()
            at = tag.end()
            if tags > MOST_TAGS:
                at = len(html)
            elif tag["end"]:
                out.append(scan.close(name))
            elif name in _UNSEEN:
                end = re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE).search(html, at)
                at = end.end() if end else len(html)
            else:
                out.append(scan.open(name, tag["attributes"]))
        elif html[at + 1] in "/!?":
            at = _after(html, ">", at + 1)
        else:
            at = len(html)  # a tag that is never closed swallows the rest
    out.append(html[at:])
    out.append(scan.close_all())
    return "".join(out)


def _after(html: str, text: str, start: int) -> int:
    found = html.find(text, start)
    return found + len(text) if found >= 0 else len(html)


class _Open:
    """The elements that are open, so that ends match and nothing nests too deep."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.counts: dict[str, int] = {}
        self.dropped: dict[str, int] = {}

    def open(self, name: str, attributes: str) -> str:
        written = _WRITTEN.get(name, name)
        if not written.isalnum() or not written.isascii():
            written = "span"  # such as <o:p>
        if name in _VOID:
            return f"<{written}{_kept(attributes)}>"
        if len(self.names) >= MOST_DEPTH:
            self.dropped[written] = self.dropped.get(written, 0) + 1
            return ""
        ended = self._pop(written) if self.names and self.names[-1] == written and written in _ENDS_ITSELF else ""
        self.names.append(written)
        self.counts[written] = self.counts.get(written, 0) + 1
        return f"{ended}<{written}{_kept(attributes)}>"

    def close(self, name: str) -> str:
        written = _WRITTEN.get(name, name if name.isalnum() and name.isascii() else "span")
        if self.dropped.get(written):
            self.dropped[written] -= 1
            return ""
        if not self.counts.get(written):
            return "<br>" if name == "br" else ""
        return self._pop(written)

    def _pop(self, name: str) -> str:
        closed = []
        while True:
            last = self.names.pop()
            self.counts[last] -= 1
            closed.append(f"</{last}>")
            if last == name:
                return "".join(closed)

    def close_all(self) -> str:
        return "".join(f"</{name}>" for name in reversed(self.names))


_ENDS_ITSELF: Final = frozenset("p li dt dd td th tr option".split())


def _kept(attributes: str) -> str:
    if not attributes.strip(" \t\r\n/"):
        return ""
    kept: dict[str, str] = {}
    for found in _KEPT.finditer(attributes):
        value = (found[2] or "").strip("\"'").replace('"', "'")
        kept.setdefault(found[1].lower(), value)
    return "".join(f' {name}="{value}"' for name, value in kept.items())


def _without_groupsio_footer(html: str) -> str:
    pieces = html.split(_MARK)
    if len(pieces) == 2 and "</html>" in pieces[0].lower():
        return pieces[0]  # its second mark was cut off
    return "".join(pieces[0::2]) if len(pieces) % 2 else "".join([*pieces[0::2], *pieces[-1:]])

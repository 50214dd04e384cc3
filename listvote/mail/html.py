"""HTML of a mail to the text that its reader sees."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The visible text of an HTML mail."""

    text: str


def html_text(html: str) -> HtmlText:
    """The visible text of an HTML mail, quotes marked with `> `."""
    body = LexborHTMLParser(html).body
    return HtmlText(body.text(separator="\n") if body else "")

"""A line cut into words, signs and references, each with its place in the text.

Knows how things are spelled, not what they mean.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from listvote.acts import Reference

DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_DASH: Final = "\\-" + DASHES[1:]
_UNSEEN: Final = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF, *range(0x202A, 0x202F)]
)
_UNSEEN.update(dict.fromkeys(range(0x1F3FB, 0x1F400)))  # skin tones
_UNSEEN.update(dict.fromkeys(range(0x2066, 0x206A)))

_TOKEN: Final = re.compile(
    rf"""
      (?P<url> (?:https?://|www\.)\S{{1,2000}} )
    | (?P<address> [\w.+%-]{{1,64}}@[\w.-]{{1,255}} )
    | (?P<shortcode> :[+{_DASH}]1: )
    | (?P<sign>
        (?<![\w.+%{_DASH}]) [+\uff0b{_DASH}] [01\uff10\uff11]
        (?! [\w%+] | [.,/]\d | [{_DASH}]\w | \s?\(?\d{{3}} ) )
    | (?P<ref> (?<![\w#/.&])
        (?: (?:[A-Za-z][A-Za-z0-9_-]{{0,63}})? \#[1-9]\d{{0,8}} (?:\.[1-9]\d?)? | [Tt][1-9]\d{{0,8}} )
        (?![\w#/]) )
    | (?P<word> [^\W\d_]+ (?: ['\u2019\u02bc`\u00b4] [^\W\d_]+ )* )
    | (?P<number> \d+ (?: [.,]\d+ )* \s?%? )
    | (?P<smile> [:;] [-o]? [)D] (?!\w) )
    | (?P<ellipsis> \.{{2,}} | \u2026 )
    | (?P<mark> \S )
    """,
    re.VERBOSE,
)
_EMPHASIS: Final = frozenset("*_`")
_GLAD: Final = frozenset("🙂😀😊😄😃😁🎉❤🙏👏💪✊🚀🌈☺🥳💚💙💜🖤🤝✌")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign. `norm` is how it is compared: folded, with plain apostrophes and dashes; `kind` is one of
    word, number, sign, ref, url, smile, mark. `start` and `end` are places in the text."""

    norm: str
    kind: str
    start: int
    end: int
    upper: bool = False  # it begins with a capital, and only begins with one


def seen(text: str) -> str:
    """The text without characters that nobody sees, composed, and in one width of blanks."""
    if text.isascii():
        return text.replace("\t", " ")
    return unicodedata.normalize("NFC", text.translate(_UNSEEN)).replace("\xa0", " ").replace("\t", " ")


def tokens(text: str) -> list[Token]:
    """Cut a text, as `seen` gives it, into tokens; marks of emphasis are left out."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, raw = match.lastgroup or "mark", match.group()
        if kind == "mark" and (raw in _EMPHASIS or (raw in DASHES and _inside_a_word(text, match.start()))):
            continue
        if kind == "shortcode":
            kind, norm = "sign", "👍" if "+" in raw else "👎"
        elif kind == "sign":
            norm = ("+" if raw[0] in "+\uff0b" else "-") + unicodedata.normalize("NFKC", raw[1])
        elif kind == "mark":
            kind, norm = ("smile" if raw in _GLAD else "sign" if raw in "👍👎" else "mark"), raw
            norm = "-" if raw in DASHES else raw
        elif kind == "ellipsis":
            kind, norm = "mark", "…"
        elif kind == "number":
            norm = raw.replace(" ", "")
        else:
            norm = folded(raw)
        found.append(Token(norm, kind, match.start(), match.end(), _capitalised(raw)))
    return found


def folded(word: str) -> str:
    """A word as it is compared, whatever its letter case and its apostrophe."""
    if word.isascii():
        return word.replace("`", "'").lower()
    return re.sub("[\u2019\u02bc`\u00b4]", "'", unicodedata.normalize("NFKC", word)).casefold().replace("ß", "ss")


def reference(token: Token, text: str) -> tuple[Reference, bool] | None:
    """The reference that a token is, and whether it names a version."""
    raw = text[token.start : token.end]
    found = Reference.parse(raw)
    return (found, "." in raw) if found else None


def _capitalised(raw: str) -> bool:
    return raw[:1].isupper() and (len(raw) == 1 or not raw.isupper())


def _inside_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()

"""Lines that fit a mail, and other people's words kept in their place.

A template mixes our words with words that somebody wrote: titles, reasons, aliases. What somebody wrote is cleaned to
one line without control and direction characters, and marked; a line that holds such words is never continued at the
left margin, so that nothing in a title or a reason can look like a line of ours.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WIDTH: Final = 72
SAID_AT_MOST: Final = 600  # characters of anybody's words in one place; lists want short posts
_WORTH_STARTING: Final = 12  # columns: a word that must be cut anyway begins on a line with that much room
QUOTED_AT_MOST: Final = 120  # lines of a text that we print, e.g. a new wording

THEIRS: Final = "\ue000"  # stands before somebody's words until the lines are laid out
LAID: Final = "\ue001"  # at the start of a line that is laid out already
_TIED: Final = "\u00a0"  # a space of ours that does not break: "stand aside" stays together
_TIED_AT_MOST: Final = 60  # columns
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0e\ufeff\ufff9-\ufffb\ud800-\udfff\ue000\ue001\U000e0000-\U000e0fff]"
)
_PILED = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_URL = re.compile(r"[\ue000(<\"']*(?:https?://|mailto:)\S+", re.IGNORECASE)
_URL_AT_MOST: Final = 800  # a line of a mail must stay under 998 bytes
_LEAD = re.compile(r" *(?:[A-Z][A-Z ]*[A-Z]  +|(?:\d+\.|[A-Z]\.|-) )?")


class Words(str):
    """Words of ours, or somebody's words already put into their place: they are printed as they are."""

    __slots__ = ()


def clean(text: str, at_most: int = SAID_AT_MOST) -> str:
    """Somebody's words as one line of at most `at_most` characters, shortened at a word with `…`.

    White space of any kind becomes one space; control, direction and invisible characters go; words written from
    right to left are isolated, so that they cannot turn round what stands beside them.
    """
    if text.isascii() and text.isprintable():
        text = " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
        return text if len(text) <= at_most else _shortened(text, at_most)
    text = unicodedata.normalize("NFC", text[: at_most * 8])
    text = " ".join(_UNSEEN.sub("", " ".join(text.split())).split())
    text = _PILED.sub(r"\1", text)
    if len(text) > at_most:
        text = _shortened(text, at_most)
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if _RIGHT_TO_LEFT.search(text) else text


def _shortened(text: str, at_most: int) -> str:
    cut = text[: at_most - 1]
    space = cut.rfind(" ", at_most // 2)
    return (cut[:space] if space > 0 else cut).rstrip(" ,;:") + "…"


def theirs(text: str, at_most: int = SAID_AT_MOST, tie: bool = False) -> Words:
    """Somebody's words, cleaned, and marked for the layout as theirs; with `tie` kept on one line if they are short."""
    return Words(THEIRS + (tied(text, at_most) if tie else clean(text, at_most)))


def tied(text: str, at_most: int = SAID_AT_MOST) -> Words:
    """Words of ours that stay on one line if they are short enough for that."""
    text = clean(text, at_most)
    return Words(text.replace(" ", _TIED) if len(text) <= _TIED_AT_MOST else text)


def block(text: str, prefix: str, fold: bool = True) -> Words:
    """A text of several lines, each behind `prefix`, at most `QUOTED_AT_MOST` lines of it.

    With `fold` long lines are wrapped as prose; without it (a charter, a template to be copied) each line keeps its
    own indentation, and only what does not fit goes on in a line that is indented further.
    """
    room = WIDTH - len(prefix)
    out: list[str] = []
    lines = re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text.strip("\r\n"))
    for line in lines[:QUOTED_AT_MOST]:
        open_line = line.expandtabs(4)
        inner = "" if fold else " " * min(len(open_line) - len(open_line.lstrip(" ")), 20)
        words = inner + clean(line, 2000)
        out += _wrapped(words, room, len(inner) + (0 if fold else 4)) if words.strip() else [""]
    if len(lines) > QUOTED_AT_MOST:
        out.append("[…]")
    return Words("\n".join(f"{LAID}{prefix}{line}" for line in out))


def lay_out(text: str) -> str:
    """A rendered template as the lines of a mail: wrapped at 72 columns, no trailing spaces, no double empty lines.

    A line goes on under its own beginning (behind its number, bullet or heading). One that begins with somebody's
    words is indented. Addresses of pages are never broken.
    """
    out: list[str] = []
    for line in text.split("\n"):
        if line.startswith(LAID):
            out.append(line[1:].rstrip())
            continue
        if not line.strip(" " + THEIRS):
            if out and out[-1]:
                out.append("")
            continue
        if line.startswith(THEIRS):
            line = "  " + line
        bare = line.replace(THEIRS, "") if THEIRS in line else line
        if len(bare) * 2 <= WIDTH or columns(bare) <= WIDTH:
            out.append(bare.rstrip())
            continue
        lead = _LEAD.match(line)
        hang = lead.end() if lead else 0
        if THEIRS in line and (hang == 0 or not line[:hang].strip()):
            hang += 2
        out += _wrapped(bare, WIDTH, hang)
    return "\n".join(out).strip("\n").replace(_TIED, " ").replace(LAID, "") + "\n"


def columns(text: str) -> int:
    """How many columns a text takes: wide letters take two, combining ones none."""
    if text.replace(_TIED, " ").isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _wrapped(line: str, width: int, hang: int) -> list[str]:
    """One line broken at spaces; the following lines begin with `hang` spaces. A word too long is cut, but no URL."""
    start = len(line) - len(line.lstrip(" "))
    now, used, empty = " " * start, start, True
    out: list[str] = []
    for word in line.split(" "):
        if not word:
            if not empty:
                now, used = now + " ", used + 1
            continue
        size, room = columns(word), width - used - (not empty)
        too_long = size > width - hang and not (_URL.match(word) and len(word) <= _URL_AT_MOST)
        if not empty and room < (_WORTH_STARTING if too_long else size):
            out.append(now.rstrip(" "))
            now, used, empty, room = " " * hang, hang, True, width - hang
        gap = "" if empty else " "
        if too_long:
            first, *pieces = _cut(word, room, width - hang)
            out += [now + gap + first, *(" " * hang + piece for piece in pieces[:-1])] if pieces else []
            now = " " * hang + pieces[-1] if pieces else now + gap + first
        else:
            now += gap + word
        used, empty = columns(now), False
    return [*out, now.rstrip(" ")]


def _cut(word: str, first_room: int, room: int) -> list[str]:
    """A word in pieces, the first of at most `first_room` columns, the others of at most `room`."""
    pieces: list[str] = []
    piece, used = "", 0
    for letter in word:
        size = columns(letter)
        if piece and used + size > (room if pieces else first_room):
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + letter, used + size
    return [*pieces, piece]

"""Mailboxes of a header: display names and addresses, strictly matched.

Library parsers have read `ada@example.org)ben@example.net` as Ada's address. Here an address is what stands between
angle brackets, or alone, and nothing else than one address; whatever is not exactly that is no address.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from listvote.mail.decoding import clean_header, decode_words

MOST_MAILBOXES: Final = 5_000
"""More than that many in one header are not read."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*\\?"?|\\.|[()<>,:;]|[^"\\()<>,:;]+|\\', re.DOTALL)
_SIMPLE = re.compile(r'([^"\\()<>,:;]*)<([^"\\()<>,:;]*)> *')
_PLAIN: Final = frozenset('"\\()<>:;').isdisjoint
_SHORT: Final = 300
"""Characters; what stands in longer headers is not remembered."""
_ADDRESS = re.compile(
    r"(?P<local>[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*)"
    r"@(?P<domain>[^\W_](?:[\w-]{0,61}[^\W_])?(?:\.[^\W_](?:[\w-]{0,61}[^\W_])?)*)"
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One entry of From, To and so on: the decoded display name, and the address ('' if it is not one)."""

    name: str
    address: str


def strict_address(text: str) -> str:
    """The address with its domain in lower case if the text is exactly one address (RFC 5322, no quoting), else ''.

    A letter that another spelling of the same address would do for (the Kelvin sign for a `k`) makes it none.
    """
    if len(text) > 320 or not (text.isascii() or unicodedata.is_normalized("NFKC", text)):
        return ""
    found = _ADDRESS.fullmatch(text)
    return f"{found['local']}@{found['domain'].lower()}" if found else ""


def domain_of(address: str) -> str:
    """The domain of an address, '' where it has none."""
    return address.rpartition("@")[2]


def read_mailboxes(value: str) -> tuple[Mailbox, ...]:
    """Read an address header (RFC 5322 section 3.4), unfolded and not yet decoded; groups are opened.

    Takes any text and raises nothing. An entry that is no address has the address ''; a name with an unquoted comma
    stays one entry. At most `MOST_MAILBOXES` are read.
    """
    return _read_short(value) if len(value) <= _SHORT else _read(value)


@lru_cache(maxsize=4096)
def _read_short(value: str) -> tuple[Mailbox, ...]:
    return _read_simple(value) or _read(value)


def _read_simple(value: str) -> tuple[Mailbox, ...]:
    """What nearly all headers hold: `Ada Example <ada@example.org>`, or bare addresses; nothing for any other."""
    if found := _SIMPLE.fullmatch(value):
        return (Mailbox(clean_header(decode_words(found[1])), strict_address(found[2].strip())),)
    bare = [strict_address(each.strip()) for each in value.split(",")] if _PLAIN(value) else []
    return tuple(Mailbox("", address) for address in bare) if all(bare) else ()


def _read(value: str) -> tuple[Mailbox, ...]:
    boxes: list[Mailbox] = []
    entry = _Entry()
    for found in _TOKEN.finditer(value):
        token = found[0]
        if entry.ends_with(token):
            boxes.extend(entry.mailbox())
            entry = _Entry()
            if len(boxes) >= MOST_MAILBOXES:
                return tuple(boxes)
        else:
            entry.add(token)
    boxes.extend(entry.mailbox())
    return tuple(boxes)


class _Entry:
    """What has been read of one mailbox so far."""

    def __init__(self) -> None:
        self.words: list[str] = []  # outside of brackets and comments, quoting undone
        self.bare: list[str] = []  # the same as written
        self.angle: list[str] = []
        self.comment: list[str] = []
        self.comments_open = 0
        self.angles = 0
        self.in_angle = False
        self.broken = False
        self.has_at = False

    def ends_with(self, token: str) -> bool:
        """Whether this token separates the entry from the next one."""
        if token not in (",", ";") or self.comments_open or self.in_angle:
            return False
        only_a_name = not self.angles and not self.has_at and any(word.strip() for word in self.words)
        return token == ";" or not only_a_name

    def add(self, token: str) -> None:
        if self.comments_open:
            self.comments_open += {"(": 1, ")": -1}.get(token, 0)
            if self.comments_open:
                self.comment.append(token)
        elif token == "(":
            self.comments_open = 1
            self.comment.append(" ")
        elif self.in_angle:
            self.in_angle = token != ">"
            if self.in_angle:
                self.angle.append(token)
        elif token == "<":
            self.angles += 1
            self.in_angle = True
        elif token == ":" and not self.angles and not self.has_at:
            self.words, self.bare = [], []  # the name of a group
        elif self.angles:
            self.broken = self.broken or bool(token.strip())
        else:
            quoted = token.startswith('"')
            self.has_at = self.has_at or (not quoted and "@" in token)
            self.bare.append(token)
            self.words.append(_QUOTED_PAIR.sub(r"\1", token[1:-1] if len(token) > 1 else "") if quoted else token)

    def mailbox(self) -> tuple[Mailbox, ...]:
        """The entry as a mailbox, or nothing if nothing was written."""
        if self.broken or self.in_angle or self.comments_open or self.angles > 1:
            address = ""
        elif self.angles:
            address = strict_address("".join(self.angle).strip())
        else:
            address = strict_address("".join(self.bare).rpartition(",")[2].strip())
        words = "".join(self.words) if self.angles or not address else ""
        name = clean_header(decode_words(words)) or clean_header(decode_words("".join(self.comment)))
        written = self.angles or self.has_at or (name and self.bare)
        return (Mailbox(name, address),) if written else ()


_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)

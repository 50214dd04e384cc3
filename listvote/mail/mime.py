"""The parts of a mail (MIME, RFC 2045 and 2046), found by offsets in the bytes under fixed limits.

The standard library's parser makes objects of every line, so that a large mail of short lines takes a gigabyte, and
recurses without bound. Here a mail over a limit is not read at all, and says which limit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote_to_bytes

from listvote.mail.decoding import clean_header, decode, decode_words, from_transfer
from listvote.mail.headers import Block, Headers, read_block

MOST_BYTES: Final = 25_000_000
MOST_HEADER_BYTES: Final = 256_000
MOST_PART_HEADER_BYTES: Final = 16_000
MOST_PARTS: Final = 200
MOST_DEPTH: Final = 20

_PARAMETER = re.compile(r""";\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)""", re.DOTALL)
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_FALSE_BOUNDARIES: Final = 10_000
_GUESS = re.compile(rb"\s*--([!-~]{1,200})[ \t]*\r?\n")


class TooMuch(Exception):
    """A mail is over one of the limits; the argument says which."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its header, its type, and where its body stands in the mail's bytes."""

    headers: Headers
    content_type: str
    parameters: Mapping[str, str]
    disposition: str
    filename: str
    start: int
    end: int
    children: tuple[Part, ...] = field(default=())

    def content(self, raw: bytes, most: int = MOST_BYTES) -> bytes:
        """The body with its transfer encoding undone, reading at most `most` bytes of it."""
        encoding = self.headers.get("Content-Transfer-Encoding") or ""
        return from_transfer(raw[self.start : min(self.end, self.start + most)], encoding)

    def walk(self) -> list[Part]:
        """This part and all below it, in the order of the mail."""
        return [self, *(below for child in self.children for below in child.walk())]


@dataclass(slots=True)
class _Limits:
    parts: int = 0
    false_boundaries: int = 0


def split(raw: bytes) -> Part:
    """Find the parts of a mail.

    A multipart without its boundary is a plain text. Raises TooMuch for a mail of more than 25 MB, 256 kB of header,
    200 parts or 20 levels; nothing else, whatever the bytes.
    """
    if len(raw) > MOST_BYTES:
        raise TooMuch(f"more than {MOST_BYTES // 1_000_000} MB")
    block = read_block(raw, 0, len(raw), MOST_HEADER_BYTES)
    return _part(raw, block, len(raw), "text/plain", 0, _Limits())


def unwrapped(raw: bytes, part: Part) -> Part | None:
    """The mail inside a message/rfc822 part, its parts found under the same limits; None if it is encoded."""
    if (part.headers.get("Content-Transfer-Encoding") or "").lower() in ("base64", "quoted-printable"):
        return None
    block = read_block(raw, part.start, part.end, MOST_HEADER_BYTES)
    return _part(raw, block, part.end, "text/plain", 1, _Limits())


def _part(raw: bytes, block: Block, end: int, default_type: str, depth: int, limits: _Limits) -> Part:
    if block.fault:
        raise TooMuch(block.fault)
    limits.parts += 1
    if limits.parts > MOST_PARTS:
        raise TooMuch(f"more than {MOST_PARTS} parts")
    if depth > MOST_DEPTH:
        raise TooMuch(f"parts nested more than {MOST_DEPTH} deep")
    content_type, parameters = _typed(block.headers, default_type)
    disposition, disposed = _usual_parameters((block.headers.written("Content-Disposition") or ("",))[0])
    children: tuple[Part, ...] = ()
    if content_type.startswith("multipart/"):
        inner_default = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
        children = tuple(
            _part(raw, read_block(raw, start, stop, MOST_PART_HEADER_BYTES), stop, inner_default, depth + 1, limits)
            for start, stop in _spans(raw, block.body, end, parameters.get("boundary", ""), limits)
        )
        content_type = content_type if children else "text/plain"
    name = disposed.get("filename") or parameters.get("name", "")
    filename = clean_header(name) if name else ""
    return Part(block.headers, content_type, parameters, disposition, filename, block.body, end, children)


def _typed(headers: Headers, default: str) -> tuple[str, Mapping[str, str]]:
    written = headers.written("Content-Type")
    content_type, parameters = _usual_parameters(written[0]) if written else (default, {})
    return (content_type if _TYPE.fullmatch(content_type) else "text/plain"), parameters


def read_parameters(value: str) -> tuple[str, dict[str, str]]:
    """Read `text/plain; charset=utf-8; name*0*=…` to its first word in lower case and its parameters (RFC 2231).

    Names come in lower case; the first of a name counts. Takes any text; only the first 4,000 characters are read.
    """
    value = value[:4_000]
    first = value.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in _PARAMETER.finditer(value):
        name, content = found[1].lower(), found[2].strip()
        if content.startswith('"'):
            content = re.sub(r"\\(.)|\"$", r"\1", content[1:], flags=re.DOTALL)
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(base, decode_words(content))
            continue
        number = rest.rstrip("*")
        if not number or (number.isascii() and number.isdigit() and len(number) < 4):
            pieces.setdefault(base, {}).setdefault(int(number or 0), (content, name.endswith("*")))
    joined = {base: _joined(numbered) for base, numbered in pieces.items()}
    return first, plain | joined


def _joined(pieces: Mapping[int, tuple[str, bool]]) -> str:
    charset, data = "", b""
    for number in sorted(pieces):
        content, encoded = pieces[number]
        if encoded and number == 0 and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        data += unquote_to_bytes(content) if encoded else content.encode("utf-8", "replace")
    return decode(data, charset)


def _usual_parameters(value: str) -> tuple[str, Mapping[str, str]]:
    return _remembered_parameters(value) if len(value) <= 60 else read_parameters(value)


@lru_cache(maxsize=256)
def _remembered_parameters(value: str) -> tuple[str, Mapping[str, str]]:
    content_type, parameters = read_parameters(value)
    return content_type, MappingProxyType(parameters)


def _spans(raw: bytes, start: int, end: int, boundary: str, limits: _Limits) -> list[tuple[int, int]]:
    """Where the parts between boundary lines stand; the last may lack its closing line."""
    mark = boundary.rstrip().encode("utf-8", "replace")
    if not mark:
        guess = _GUESS.match(raw, start, min(end, start + 1_000))
        mark = guess[1] if guess else b""
    if not mark or len(mark) > 200:
        return []
    spans: list[tuple[int, int]] = []
    opened = -1
    needle = b"--" + mark
    at = start
    while (found := raw.find(needle, at, end)) >= 0:
        after = found + len(needle)
        line_end = raw.find(b"\n", after, min(end, after + 200))
        rest = raw[after : line_end if line_end >= 0 else min(end, after + 200)].strip()
        if (found > start and raw[found - 1] != 0x0A) or rest not in (b"", b"--"):
            limits.false_boundaries += 1
            if limits.false_boundaries > _FALSE_BOUNDARIES:
                raise TooMuch("too many lines that look like boundaries")
            at = after
            continue
        if opened >= 0:
            stop = found - 1 if found else found
            spans.append((opened, max(opened, stop - 1 if raw[stop - 1 : stop] == b"\r" else stop)))
            if len(spans) > MOST_PARTS:
                raise TooMuch(f"more than {MOST_PARTS} parts")
        if rest == b"--":
            return spans
        opened = at = line_end + 1 if line_end >= 0 else end
    return [*spans, (opened, end)] if 0 <= opened < end else spans

"""The header of a mail or of one of its parts: fields in order, unfolded; values decoded when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from listvote.mail.addresses import Mailbox, read_mailboxes
from listvote.mail.decoding import clean_header, decode, decode_words

MOST_FIELDS: Final = 2_000

_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")
_USUAL = re.compile(rb"(?:[!-9;-~]++[ \t]*+:[\t -~]*+\r\n(?:[ \t]++[!-~][\t -~]*+\r\n)*+)++")
"""Fields as nearly all mails have them: ASCII, whole, with CRLF behind every line."""
_FIELD = re.compile(r"([!-9;-~]+)[ \t]*:([\t -~]*(?:\r\n[ \t][\t -~]*)*)\r\n")
_OBSCURED = re.compile(
    r"(?:^|(?<=<))([^\s<>@\"(),]{1,64})(?: at |\(a\))([^\s<>@\"(),]{1,200}\.[^\s<>@\"(),]{1,60})(?= \(|>|$)"
)
_ID = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True, slots=True)
class Headers:
    """Header fields in their order, names in any case; the fields are (name, value).

    The values are unfolded to one line and otherwise as written.
    """

    fields: tuple[tuple[str, str], ...] = ()
    _values: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        values: dict[str, tuple[str, ...]] = {}
        for name, value in self.fields:
            lower = name.lower()
            values[lower] = (*values.get(lower, ()), value)
        object.__setattr__(self, "_values", values)

    def get(self, name: str) -> str | None:
        """The first field of that name, decoded, on one line and without control characters; None without one."""
        written = self.written(name)
        return _seen(written[0]) if written else None

    def get_all(self, name: str) -> tuple[str, ...]:
        """All fields of that name in their order, decoded as `get` does."""
        return tuple([_seen(value) for value in self.written(name)])

    def have_any(self, names: frozenset[str]) -> bool:
        """Whether there is a field of one of these names, which are in lower case."""
        return not names.isdisjoint(self._values)

    def written(self, name: str) -> tuple[str, ...]:
        """All fields of that name, unfolded, with encoded words left as written: what addresses are read from."""
        return self._values.get(name.lower(), ())

    def mailboxes(self, name: str) -> tuple[Mailbox, ...]:
        """The mailboxes of all fields of that name."""
        written = self.written(name)
        if len(written) == 1:
            return read_mailboxes(written[0])
        return tuple(box for value in written for box in read_mailboxes(value))

    def unobscured(self) -> Headers:
        """The same with `ada at example.org (Ada)` and `Ada <ada(a)example.org>` in From made addresses again.

        Public archives write them so.

        For archives alone: in a mail that arrives such a From would pass by every check that looks for a domain.
        """
        return Headers(
            tuple(
                (name, _OBSCURED.sub(r"\1@\2", value) if name.lower() == "from" else value)
                for name, value in self.fields
            )
        )

    def items(self) -> Iterator[tuple[str, str]]:
        """Name and decoded value of every field in order."""
        return ((name, _seen(value)) for name, value in self.fields)

    def __contains__(self, name: str) -> bool:
        return bool(self.written(name))


def _seen(value: str) -> str:
    return clean_header(decode_words(value))


@dataclass(frozen=True, slots=True)
class Block:
    """A header block as found in the bytes: its fields, where the body begins, and what is wrong ('' if nothing)."""

    headers: Headers
    body: int
    fault: str = ""


def read_block(raw: bytes, start: int, end: int, most_bytes: int) -> Block:
    """Read header fields from `raw[start:end]` up to the first empty line, or the first line that is no field.

    A block of more than `most_bytes` bytes or `MOST_FIELDS` fields is a fault: cutting it could hide a second From.
    """
    close = raw.find(b"\r\n\r\n", start, min(end, start + most_bytes))
    if close >= 0 and _USUAL.fullmatch(raw, start, close + 2):
        found = _FIELD.findall(raw[start : close + 2].decode("ascii"))
        if len(found) <= MOST_FIELDS:
            return Block(Headers(tuple((name, value.replace("\r\n", "").strip()) for name, value in found)), close + 4)
    return _read_lines(raw, start, end, most_bytes)


def _read_lines(raw: bytes, start: int, end: int, most_bytes: int) -> Block:
    fields: list[tuple[str, list[bytes]]] = []
    at = start
    while at < end:
        if at - start > most_bytes:
            return Block(Headers(), at, f"a header of more than {most_bytes:,} bytes")
        line_end = raw.find(b"\n", at, min(end, at + most_bytes + 2)) + 1 or min(end, at + most_bytes + 2)
        line = raw[at:line_end].rstrip(b"\r\n")
        if not line.strip():
            return _block(fields, line_end)
        if line[:1] in (b" ", b"\t"):
            if fields:
                fields[-1][1].append(line)
        elif found := _NAME.match(line):
            fields.append((found[1].decode("ascii"), [line[found.end() :]]))
            if len(fields) > MOST_FIELDS:
                return Block(Headers(), at, f"more than {MOST_FIELDS:,} header fields")
        elif not (at == start and line.startswith((b"From ", b">From "))):  # the separator line of an mbox
            return _block(fields, at)
        at = line_end
    return _block(fields, end)


def _block(fields: list[tuple[str, list[bytes]]], body: int) -> Block:
    return Block(Headers(tuple((name, _unfolded(lines)) for name, lines in fields)), body)


def _unfolded(lines: list[bytes]) -> str:
    # Unseen characters stay: an address that holds one is none, and must not become one by their removal.
    return " ".join(decode(b"".join(lines)).splitlines()).strip()


def read_message_id(value: str | None) -> str:
    """The identifier in a Message-ID field without its brackets, '' where there is none (or more than 998 characters).

    Blanks inside it are dropped: it was folded.
    """
    ids = read_ids((value,)) if value else ()
    return ids[0] if ids else ""


def read_ids(values: tuple[str, ...]) -> tuple[str, ...]:
    """The identifiers in In-Reply-To or References fields, in order and without duplicates.

    Where nothing stands in angle brackets, every word with an `@` is taken for one: some programs leave them out.
    """
    ids: dict[str, None] = {}
    for value in map(clean_header, values):
        bracketed = [found.replace(" ", "") for found in _ID.findall(value)]
        bare = [word.strip("<>,;") for word in value.split() if "@" in word] if not bracketed else []
        ids.update(dict.fromkeys(found for found in bracketed or bare if found and len(found) <= 998))
    return tuple(ids)


def read_date(value: str | None) -> datetime | None:
    """A Date field as an aware moment; None where it is no date. It is what the sender says, and decides nothing."""
    if not value or len(value) > 200:
        return None
    try:
        date = parsedate_to_datetime(value)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None

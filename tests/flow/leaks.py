"""Where a word could be found again: every way of writing it that a file, a mail or a log could hold."""

from __future__ import annotations

import base64
import json
import quopri
from collections.abc import Iterable, Iterator
from pathlib import Path


def spellings(word: str) -> set[bytes]:
    """A word in every encoding, and what its middle comes to in base64, hexadecimal digits and the like."""
    found: set[bytes] = set()
    for text in {word, word.upper(), word.title(), word[::-1]}:
        for code in ("utf-8", "latin-1", "utf-16-le", "utf-16-be", "utf-7", "cp1252"):
            raw = text.encode(code, "ignore")
            if len(raw) < 6:
                continue
            found |= {raw, raw.hex().encode(), raw.hex().upper().encode(), quopri.encodestring(raw).strip()}
            found |= set(_in_base64(raw))
        found.add(json.dumps(text).strip('"').encode())
    return found


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """What of a word's base64 is the same wherever the word stands, for each of the three ways to be aligned."""
    for before in range(3):
        whole = base64.b64encode(bytes(before) + raw)
        start = (before * 8 + 5) // 6
        end = (before + len(raw)) * 8 // 6
        yield whole[start:end]
        yield whole[start:end].replace(b"+", b"-").replace(b"/", b"_")


def found_in(places: Iterable[tuple[str, bytes]], words: Iterable[str]) -> list[str]:
    """Where any of these words stands: the place and the word."""
    wanted = [(word, spelling) for word in words for spelling in spellings(word)]
    whole = [(name, _unfolded(data)) for name, data in places]
    return [f"{word!r} in {name}" for name, data in whole for word, spelling in wanted if spelling in data]


def _unfolded(data: bytes) -> bytes:
    """The bytes, and again without the line ends that mails are folded with."""
    return data + b"\0" + data.replace(b"=\r\n", b"").replace(b"=\n", b"") + b"\0" + data.replace(b"\r\n", b"")


def files(folder: Path) -> list[tuple[str, bytes]]:
    """Every file below a folder, with its bytes."""
    return [(str(each.relative_to(folder)), each.read_bytes()) for each in sorted(folder.rglob("*")) if each.is_file()]

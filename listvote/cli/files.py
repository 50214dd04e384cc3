"""Mails from files: single ones, mbox, Maildir."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_FROM = b"From "
_ENVELOPE = re.compile(rb"From .*\b\d{1,2}:\d\d.*\b\d{4}\b")  # not a sentence that begins with the word


@dataclass(frozen=True, slots=True)
class FiledMail:
    """A mail from a file: its bytes, and the envelope line of an mbox, "" elsewhere."""

    data: bytes
    from_line: str = ""


def mails(path: Path) -> Iterator[FiledMail]:
    """The mails of a file or folder, in its order: a Maildir by file name, an mbox from its beginning, else one mail.

    A file that ends in .gz is unpacked. Raises OSError where it cannot be read.
    """
    if path.is_dir():
        folders = [path / name for name in ("cur", "new") if (path / name).is_dir()] or [path]
        files = sorted(
            (file for folder in folders for file in folder.iterdir() if file.is_file()), key=lambda f: f.name
        )
        for file in files:
            yield from mails(file)
        return
    packed = path.suffix == ".gz"
    with gzip.open(path, "rb") if packed else path.open("rb") as lines:
        first = lines.readline()
        if not first.startswith(_FROM):
            yield FiledMail(first + lines.read())
            return
        yield from _mbox(first, lines)


def _mbox(first: bytes, lines: Iterable[bytes]) -> Iterator[FiledMail]:
    """The mails of an mbox: a line `From ` after an empty one begins the next; quoted `>From ` lines are unquoted."""
    envelope, blank = first, False
    body: list[bytes] = []
    for line in lines:
        if blank and _ENVELOPE.match(line[:500]):
            yield _filed(envelope, body)
            envelope, body = line, []
        else:
            body.append(line[1:] if line.lstrip(b">").startswith(_FROM) and line.startswith(b">") else line)
        blank = line in (b"\n", b"\r\n")
    yield _filed(envelope, body)


def _filed(envelope: bytes, body: list[bytes]) -> FiledMail:
    return FiledMail(b"".join(body), envelope.decode("utf-8", "replace").strip())

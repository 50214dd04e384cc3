"""Passwords: each in a file of its own, which is read again whenever somebody logs in, and never shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LONGEST: Final = 4_096


class Secret:
    """A text that never shows: only `reveal` gives it."""

    __slots__ = ("_file", "_text")

    def __init__(self, text: str = "", file: Path | None = None) -> None:
        """Keep a text; with a `file`, what stands there later goes before it."""
        self._text = text
        self._file = file

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self._text)

    def reveal(self) -> str:
        """The text itself, for the one place that sends it; the last good one while its file is being written."""
        if self._file is not None:
            found = password_in(self._file)
            if isinstance(found, str):
                self._text = found
        return self._text


@dataclass(frozen=True, slots=True)
class NoPassword:
    """A file that holds no password: what is wrong with it, and how to mend that."""

    what: str
    mend: str


def password_in(file: Path) -> str | NoPassword:
    """The password in a file: its one line, without the line's end."""
    try:
        with file.open(encoding="utf-8") as lines:
            text = lines.read(_LONGEST + 2).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return NoPassword(f"{file} cannot be read: {why}", "name a file that holds the password alone")
    if not text or not text.isprintable() or len(text) > _LONGEST:
        what = "does not hold one line of text" if text else "is empty"
        return NoPassword(f"{file} {what}", "write the password into it, and nothing else")
    return text

"""Letters beyond ASCII in seven bits: encoded words for headers, quoted-printable for bodies."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

_LINE: Final = 76
_CONTROL_IN_BODY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_AS_IS = re.compile(r"(?:[\t !-<>-~]*[!-<>-~])?")
_NO_LETTER: Final = "\0"
"""Stands for a letter that is to be encoded, and in no text that is free of control characters."""


def encoded_words(value: str, used: int) -> str:
    """RFC 2047 encoded words of at most 75 characters, cut between letters; `used` columns are taken in line one."""
    words: list[str] = []
    piece = b""
    for letter in value:
        raw = letter.encode()
        room = 45 - (used if not words else 0)
        if len(piece) + len(raw) > max(room, 15):
            words.append(base64.b64encode(piece).decode())
            piece = b""
        piece += raw
    words.append(base64.b64encode(piece).decode())
    return " ".join(f"=?utf-8?B?{word}?=" for word in words)


def quoted_printable(text: str) -> list[str]:
    """Text as lines of quoted-printable UTF-8 of at most 76 characters (RFC 2045 section 6.7).

    Control characters except tabs become spaces. `From ` is encoded, which some mail stores would change; so is a
    line that is a single dot.
    """
    out: list[str] = []
    text = _CONTROL_IN_BODY.sub(" ", text.replace("\r\n", "\n")).replace("From ", f"{_NO_LETTER}rom ")
    for line in text.rstrip("\n").split("\n"):
        if len(line) <= _LINE and line != "." and _AS_IS.fullmatch(line):
            out.append(line)
        else:
            out += binascii.b2a_qp(line.encode()).decode("ascii").replace("=00", "=46").split("\n")
    return out

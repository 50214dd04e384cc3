"""Letters beyond ASCII in seven bits: encoded words for headers, quoted-printable for bodies."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Final

_LINE: Final = 76
_CONTROL_IN_BODY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_AS_IS = re.compile(r"(?:[\t !-<>-~]*[!-<>-~])?")
_BYTES: Final = tuple(chr(b) if b in b"\t " or (33 <= b <= 126 and b != 61) else f"={b:02X}" for b in range(256))


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
    text = _CONTROL_IN_BODY.sub(" ", text.replace("\r\n", "\n"))
    for line in text.rstrip("\n").split("\n"):
        if len(line) <= _LINE and line != "." and "From " not in line and _AS_IS.fullmatch(line):
            out.append(line)
            continue
        if "From " not in line:
            out += binascii.b2a_qp(line.encode()).decode("ascii").split("\n")
        else:
            out += _soft_lines(_units(line))
    return out


def _units(line: str) -> list[str]:
    """A line's bytes as they are written, a blank at its end in code."""
    units = [_BYTES[b] for b in line.encode()]
    return [*units[:-1], f"={ord(line[-1]):02X}"] if line[-1] in "\t " else units


def _soft_lines(units: Sequence[str]) -> list[str]:
    """Encoded bytes as lines that end in a soft break, but the last."""
    lines: list[str] = []
    now: list[str] = []
    used = 0
    for i, unit in enumerate(units):
        if unit == "F" and units[i : i + 5] == ["F", "r", "o", "m", " "]:
            unit = "=46"
        if used + len(unit) > _LINE - 1:
            lines.append("".join(now) + "=")
            now, used = [], 0
        now.append(unit)
        used += len(unit)
    return [*lines, "".join(now)]

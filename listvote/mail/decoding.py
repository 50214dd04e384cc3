"""Bytes of a mail to text: character sets, transfer encodings, encoded words, and the cleaning of both.

Everything here takes any input and raises nothing. The names of character sets are a closed list: some of the codecs
that Python offers are no character sets (`zlib`), and some take quadratic time (`idna`).
"""

from __future__ import annotations

import binascii
import codecs
import re
from functools import lru_cache
from typing import Final

_SAME_CODEC: Final = {
    # What people call them, and supersets for those that are habitually declared for them (as browsers do).
    "ascii": "ascii", "us-ascii": "ascii", "ansi_x3.4-1968": "ascii", "646": "ascii",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "l1": "cp1252", "ansi": "cp1252", "x-ansi": "cp1252", "cp-1252": "cp1252", "windows1252": "cp1252",
    "utf8": "utf-8", "utf-8mb4": "utf-8", "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8", "x-utf-8": "utf-8",
    "unicode": "utf-16", "ucs-2": "utf-16", "utf16": "utf-16",
    "unicode-1-1-utf-7": "utf-7", "x-unicode-2-0-utf-7": "utf-7",
    "iso-8859-6-i": "iso-8859-6", "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "euc-cn": "gb18030", "hz-gb-2312": "hz", "big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "ks_c_5601": "cp949", "windows-949": "cp949", "korean": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms_kanji": "cp932", "x-euc-jp": "euc-jp", "iso-2022-jp": "iso-2022-jp-ext", "cp50220": "iso-2022-jp-ext",
    "x-mac-roman": "mac-roman", "macintosh": "mac-roman", "x-mac-cyrillic": "mac-cyrillic", "tis-620": "cp874",
    "windows-874": "cp874", "koi8r": "koi8-r", "koi": "koi8-r",
}  # fmt: skip
_CODECS: Final = frozenset(
    ["utf-8", "utf-7", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be", "hz", "gb18030", "big5",
     "euc-jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-kr", "johab", "koi8-r", "koi8-u", "koi8-t",
     "mac-roman", "mac-cyrillic", "mac-greek", "mac-latin2", "mac-turkish", "cp437", "cp737", "cp775", "cp850",
     "cp852", "cp855", "cp857", "cp858", "cp860", "cp861", "cp862", "cp863", "cp865", "cp866", "cp874", "cp932",
     "cp949", "cp950"]
    + [f"iso-8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 11, 13, 14, 15, 16)]
    + [f"cp125{n}" for n in range(9)]
)  # fmt: skip
_MULTIBYTE: Final = frozenset({"utf-8", "gb18030", "big5hkscs", "cp949", "cp932", "euc-jp", "iso-2022-jp-ext"})

_UNSEEN = dict.fromkeys(
    [n for n in range(0x20) if n not in (0x09, 0x0A)]
    + list(range(0x7F, 0xA0))
    + [0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF]
    + list(range(0x202A, 0x202F))
    + list(range(0x2066, 0x206A))
)
# A break that only some programs see must not make a line: a quoting program would not have put its mark after it.
_AS_SPACE = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0xA0, 0x2028, 0x2029], " ")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TEXT: Final[dict[int, str | None]] = {**_UNSEEN, **_AS_SPACE, **_SURROGATES}
_HEADER: Final[dict[int, str | None]] = {**_TEXT, 0x09: " ", 0x0A: " "}

_LINE_END = re.compile(r"\r*\n")
_WORD = re.compile(r"=\?([A-Za-z0-9_.:+-]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=")


@lru_cache(maxsize=256)
def codec(charset: str) -> str:
    """The codec for a declared character set, '' where it is none that mail is written in."""
    name = charset.strip().strip("\"'").lower()
    name = _SAME_CODEC.get(name, name)
    for prefix in ("windows-", "x-cp", "cp-", "ibm"):
        if name.startswith(prefix):
            name = "cp" + name.removeprefix(prefix)
    if name.startswith(("iso8859-", "iso_8859-")):
        name = "iso-8859-" + name[len("iso8859-") :].lstrip("-")
    return name if name in _CODECS or name in _SAME_CODEC.values() else ""


def decode(data: bytes, charset: str = "") -> str:
    """Decode bytes as declared, else as UTF-8, else as windows-1252.

    `charset` is the name as declared, '' if none was. Text that is mostly right in its declared multi-byte set keeps
    it, with U+FFFD for what is broken: one bad byte must not turn a whole mail into another alphabet. Never raises.
    """
    if not charset and data.isascii() and b"\x1b$" not in data:
        return data.decode("ascii")
    declared = codec(charset)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data
    if declared.startswith(("utf-16", "utf-32")) and not wide:
        declared = ""  # declared by a program that meant something else
    if not declared and b"\x1b$" in data:
        declared = "iso-2022-jp-ext"
    for name in dict.fromkeys((declared, "utf-8")):
        if name:
            try:
                return codecs.decode(data, name)
            except (UnicodeError, ValueError, LookupError):
                continue
    lenient = declared if declared in _MULTIBYTE else "utf-8"
    text = codecs.decode(data, lenient, "replace")
    broken = text.count("\ufffd")
    right = sum(map(len, re.findall(r"[^\x00-\x7f]+", text))) - broken
    return text if right > broken else data.decode("cp1252", "replace")


def clean_text(text: str) -> str:
    """Make LF the only line break, and take out what nobody sees: control, direction and zero-width characters.

    No-break spaces become spaces. A lone CR is a line break only where the whole text has no other.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")
        text = _LINE_END.sub("\n", text) if "\r" in text else text
    nothing_unseen = text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()
    return text if nothing_unseen else text.translate(_TEXT)


def clean_header(value: str) -> str:
    """Put a header's value on one line without control characters, so that nothing made of it can add a header."""
    if not (value.isascii() and value.isprintable()):
        value = value.translate(_HEADER)
    return " ".join(value.split())


def decode_words(value: str) -> str:
    """Decode the encoded words (RFC 2047) of an unfolded header value; what is broken stays as written.

    Words that stand side by side and share a character set are joined before decoding: some programs cut a character
    in two.
    """
    if "=?" not in value:
        return value
    out: list[str] = []
    pending, pending_charset, after = b"", "", 0
    for found in _WORD.finditer(value):
        charset, encoding, content = found.groups()
        between = value[after : found.start()]
        joined = bool(out or pending) and after > 0 and not between.strip()
        if not (joined and pending_charset == charset.lower()):
            out.append(decode(pending, pending_charset))
            pending = b""
        if not joined:
            out.append(between)
        pending += _word_bytes(encoding, content)
        pending_charset, after = charset.lower(), found.end()
    out.append(decode(pending, pending_charset))
    out.append(value[after:])
    return "".join(out)


def _word_bytes(encoding: str, content: str) -> bytes:
    data = content.encode("utf-8", "replace")
    return from_base64(data) if encoding in "bB" else binascii.a2b_qp(data.replace(b" ", b"_"), header=True)


def from_base64(data: bytes) -> bytes:
    """Decode base64 as far as it goes: foreign characters are skipped, a broken tail is dropped."""
    letters = data.translate(None, _NOT_BASE64)
    return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _tail(letters))


_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


def _tail(letters: bytes) -> bytes:
    over = len(letters) % 4
    return b"" if over < 2 else letters[-over:] + b"=" * (4 - over)


def from_transfer(data: bytes, encoding: str) -> bytes:
    """Undo a Content-Transfer-Encoding (RFC 2045 section 6); an unknown one is left as it is. Never raises."""
    name = encoding.strip().lower()
    if name == "base64":
        return from_base64(data)
    if name == "quoted-printable":
        return binascii.a2b_qp(data)
    return data

"""What can be made out in the bytes of a mail that could not be read: enough to see what it may be about."""

from __future__ import annotations

import re
from typing import Final

from listvote.mail.decoding import decode, decode_words, from_base64, from_transfer

_CODED: Final = re.compile(rb"(?:^[A-Za-z0-9+/]{2,}={0,2}[ \t]*(?:\r?\n|\Z))+", re.MULTILINE)
_FOLDED: Final = re.compile(r"\n[ \t]+")
_FROM: Final = re.compile(r"^from[ \t]*:(.*)", re.IGNORECASE | re.MULTILINE)
_ADDRESS: Final = re.compile(r"[^\s<>,;:\"()@]{1,64}@[^\s<>,;:\"()@]{1,255}")


def glimpse(raw: bytes) -> str:
    """All that the bytes of a mail may say: as they stand, and as base64 or quoted-printable (RFC 2045 section 6).

    For finding what is named in it, and for nothing else: what is not meant so is decoded too, into nonsense.
    """
    found = [decode_words(raw.decode("utf-8", "replace"))]
    if b"quoted-printable" in raw.lower():
        found.append(decode(from_transfer(raw, "quoted-printable")))
    if b"base64" in raw.lower():
        found += [decode(from_base64(block)) for block in _CODED.findall(raw)]
    return "\n".join(found)


def senders(raw: bytes) -> list[str]:
    """The addresses that stand in From fields, in lower case, as far as anybody can tell."""
    fields = _FOLDED.sub(" ", _header(raw))
    return [each.lower() for field in _FROM.findall(fields) for each in _ADDRESS.findall(field)]


def is_from_a_list(raw: bytes) -> bool:
    """Whether the header has a field by which lists mark their copies (RFC 2369, RFC 2919)."""
    return "\nlist-" in f"\n{_header(raw)}".lower()


def _header(raw: bytes) -> str:
    return raw.replace(b"\r", b"").partition(b"\n\n")[0].decode("utf-8", "replace")

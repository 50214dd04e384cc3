"""The mark in a post of ours: whoever has the service's own key knows its posts again, whatever its database says.

The list shows it to everybody, and nobody can make one: it is 128 bits of HMAC-SHA256 over the group, the Message-ID
and the Date.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Final

from listvote.mail.token import KEY_BYTES

FIELD: Final = "X-Listvote-Post"
_CONTEXT: Final = "listvote post 1"
_HEX_DIGITS: Final = 32


def mark(key: bytes, group: str, message_id: str, date: datetime) -> str:
    """The mark of a post of a group, by its Message-ID without angle brackets and its aware Date; "" without a key."""
    if len(key) != KEY_BYTES:  # anybody could make marks under no key
        return ""
    said = "\0".join((_CONTEXT, group, message_id, str(int(date.timestamp())))).encode("utf-8", "replace")
    return hmac.new(key, said, hashlib.sha256).hexdigest()[:_HEX_DIGITS]


def is_marked(key: bytes, group: str, message_id: str, date: datetime, shown: str) -> bool:
    """Whether a mail of this Message-ID and Date shows the mark of a post of a group."""
    right = mark(key, group, message_id, date)
    return bool(right) and hmac.compare_digest(right.encode(), shown.strip().lower().encode("utf-8", "replace"))

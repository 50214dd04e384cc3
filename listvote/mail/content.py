"""What makes two copies the same mail, so that it acts once.

A list's copy and a direct one differ in header, footer, wrapping and encoding. Message-ID and author name the mail;
the digest of the own text, compared within one version of the normaliser, shows a second text under the same name.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

from listvote.mail.message import Mail

NORMALISER_VERSION: Final = 1
"""Raised with every change to what own text is or how it is normalised; digests of two versions cannot be compared."""


def content_key(mail: Mail, author_address: str) -> str:
    """The key under which a mail acts once: 64 hex digits of SHA-256 over its Message-ID and its author's address.

    A mail without a Message-ID is named by Date, subject and text instead.
    """
    author = author_address.casefold()
    if mail.message_id:
        return _sha256("message-id", mail.message_id, author)
    date = mail.date.isoformat() if mail.date else ""
    return _sha256("content", date, mail.subject, _normal(mail.text), author)


def text_digest(own_text: str) -> str:
    """64 hex digits of SHA-256 over somebody's own words, however they were wrapped, spaced or encoded."""
    return _sha256("own text", str(NORMALISER_VERSION), _normal(own_text))


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _sha256(*values: str) -> str:
    whole = hashlib.sha256()
    for value in values:
        data = value.encode("utf-8", "replace")
        whole.update(len(data).to_bytes(8, "big") + data)  # lengths first: no two lists of values look alike
    return whole.hexdigest()

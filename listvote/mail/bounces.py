"""Delivery reports (RFC 3464): which of our mails came back for good, and from whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from listvote.mail.addresses import strict_address
from listvote.mail.decoding import decode
from listvote.mail.headers import read_message_id
from listvote.mail.message import Mail

_RECIPIENT = re.compile(
    r"^(?:final|original)-recipient[ \t]*:[ \t]*rfc822[ \t]*;[ \t]*<?([^\s<>]{3,320})>?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FAILED = re.compile(r"^action\s*:\s*failed\b", re.IGNORECASE | re.MULTILINE)
_FOR_GOOD = re.compile(r"^status\s*:\s*5\.", re.IGNORECASE | re.MULTILINE)
_MESSAGE_ID = re.compile(r"^message-id\s*:\s*(<[^<>\s]{3,998}>)", re.IGNORECASE | re.MULTILINE)
_READ_AT_MOST: Final = 50_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail that came back for good: its Message-ID without brackets, and the addresses that do not take mail."""

    message_id: str
    recipients: frozenset[str]


def bounce(mail: Mail) -> Bounce | None:
    """What a delivery report says has failed for good; None for any other mail, and for one that names no mail.

    Whoever gets a mail can write such a report of it: it is for its reader to see that the mail was ours and went to
    that very address.
    """
    if mail.content_type != "multipart/report":
        return None
    recipients: set[str] = set()
    message_id = ""
    for part in mail.attachments:
        text = decode(part.data[:_READ_AT_MOST], "utf-8").replace("\r\n", "\n")
        if part.content_type == "message/delivery-status":
            for block in text.split("\n\n"):
                if _FAILED.search(block) and _FOR_GOOD.search(block):
                    found = (strict_address(each) for each in _RECIPIENT.findall(block))
                    recipients |= {each.lower() for each in found if each}
        elif part.content_type in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            named = _MESSAGE_ID.search(text.partition("\n\n")[0])
            message_id = message_id or (read_message_id(named[1]) if named else "")
    return Bounce(message_id, frozenset(recipients)) if message_id and recipients else None

"""Mailman 2.1 and 3: a rewritten From is the list's address.

The author is in Reply-To; where that is the list's, in a Cc with the same name; and Mailman 3 may keep the envelope's
sender in X-MailFrom, which a sending server may have tagged (`prvs=0123456789=ada@example.org`).
"""

from __future__ import annotations

import re

from listvote.mail.addresses import Mailbox, strict_address
from listvote.mail.dialects.copies import Candidate, ListTrace, from_mailboxes, plain_trace, reply_to, says
from listvote.mail.message import Mail

_PRVS = re.compile(r"^prvs=[0-9a-f]{8,12}=|^prvs=|^btv1==\w+==", re.IGNORECASE)
_HEX_BETWEEN = re.compile(r"^(?P<local>[^=]+)=[0-9a-f]{8,12}$", re.IGNORECASE)


def marks_2(mail: Mail) -> bool:
    """Whether Mailman 2.1 distributed this copy."""
    return says(mail, "X-Mailman-Version", r"^2") or (
        "X-Mailman-Version" not in mail.headers
        and not marks_3(mail)
        and "X-BeenThere" in mail.headers
        and any("-bounces" in box.address for box in mail.sender)
    )


def marks_3(mail: Mail) -> bool:
    """Whether Mailman 3 distributed this copy."""
    return says(mail, "X-Mailman-Version", r"^3") or any(
        name.lower().startswith("x-mailman-rule-") for name, _ in mail.headers.fields
    )


def trace_2(mail: Mail) -> ListTrace:
    """The list of a Mailman 2.1."""
    return plain_trace(mail, "mailman2", "X-BeenThere")


def trace_3(mail: Mail) -> ListTrace:
    """The list of a Mailman 3."""
    return plain_trace(mail, "mailman3", "X-BeenThere")


def authors(mail: Mail, trace: ListTrace) -> tuple[tuple[Candidate, ...], ...]:
    """The author of a mail that is from the list's own address."""
    box = mail.from_[0]
    if box.address.lower() != trace.post:
        return ()
    namesakes = [one for one in mail.cc if one.name and _same_name(box, one)]
    return (reply_to(mail, trace), from_mailboxes(namesakes, "cc", trace), _mail_from(mail))


def _same_name(rewritten: Mailbox, other: Mailbox) -> bool:
    """Whether `Ada via Press` is Ada's; the word between differs by language, the name stands first or last."""
    long, short = (f" {box.name.casefold()} " for box in (rewritten, other))
    return long != short and (long.startswith(short) or long.endswith(short))


def _mail_from(mail: Mail) -> tuple[Candidate, ...]:
    written = mail.headers.written("X-MailFrom")
    if len(written) != 1:
        return ()
    local, _, domain = _PRVS.sub("", written[0].strip("<> ")).partition("@")
    tagged = _HEX_BETWEEN.match(local)
    address = strict_address(f"{tagged['local'] if tagged else local}@{domain}")
    return (Candidate(address, "x-mailfrom"),) if address else ()

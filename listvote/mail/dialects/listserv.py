"""LISTSERV: a rewritten From is `0000…-dmarc-request@host`, opaque and the same for all mails of one author.

Nothing in the mail says whose it is: a member registers that address as one of their own.
"""

from __future__ import annotations

from listvote.mail.dialects.copies import Candidate, ListTrace, plain_trace, says
from listvote.mail.message import Mail

_OPAQUE = "-dmarc-request"


def marks(mail: Mail) -> bool:
    """Whether a LISTSERV distributed this copy."""
    owned = says(mail, "Sender", r"(?:^|<|\s)owner-")
    named = says(mail, "List-Help", r"listserv|/wa(?:\.exe)?\?") or says(mail, "List-Owner", r"listserv|-request@")
    return owned and (named or any(opaque(box.address) for box in mail.from_))


def opaque(address: str) -> bool:
    """Whether this is an address that a LISTSERV put in place of an author's."""
    return address.partition("@")[0].lower().endswith(_OPAQUE)


def trace(mail: Mail) -> ListTrace:
    """The list; its address is often in To alone, so that its host is also read from Sender."""
    found = plain_trace(mail, "listserv")
    hosts = {box.address.rpartition("@")[2] for box in mail.sender if box.address.lower().startswith("owner-")}
    if found.post or len(hosts) != 1:
        return found
    (host,) = hosts
    names = [box.address.partition("@")[0].lower().removeprefix("owner-") for box in mail.sender]
    return ListTrace("listserv", found.list_id, f"{names[0]}@{host}", found.subscriber, frozenset(hosts))


def authors(mail: Mail, trace: ListTrace) -> tuple[tuple[Candidate, ...], ...]:
    """The opaque address as such."""
    box = mail.from_[0]
    return ((Candidate(box.address, "listserv", box.name),),) if opaque(box.address) else ()

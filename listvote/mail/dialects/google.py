"""Google Groups: a rewritten From is the group's address, and the author is in X-Original-From.

X-Original-Sender is only the envelope's sender, sometimes another account.
"""

from __future__ import annotations

from listvote.mail.dialects.copies import Candidate, ListTrace, original_from, plain_trace, says
from listvote.mail.message import Mail


def marks(mail: Mail) -> bool:
    """Whether Google Groups distributed this copy."""
    return "X-Google-Group-Id" in mail.headers or says(mail, "List-Id", r"\.googlegroups\.com>?$")


def trace(mail: Mail) -> ListTrace:
    """The group."""
    return plain_trace(mail, "google", "X-BeenThere")


def authors(mail: Mail, trace: ListTrace) -> tuple[tuple[Candidate, ...], ...]:
    """The author of a mail that is from the group's own address."""
    return (original_from(mail, trace),) if mail.from_[0].address.lower() == trace.post else ()

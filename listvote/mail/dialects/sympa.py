"""Sympa: a rewritten From is the list's address, the name is followed by a comment; X-Original-From has the author."""

from __future__ import annotations

from listvote.mail.dialects.copies import Candidate, ListTrace, original_from, plain_trace, says
from listvote.mail.message import Mail


def marks(mail: Mail) -> bool:
    """Whether Sympa distributed this copy."""
    numbered = "X-Sequence" in mail.headers and "X-Loop" in mail.headers
    return numbered or says(mail, "List-Help", r"<mailto:sympa@")


def trace(mail: Mail) -> ListTrace:
    """The list."""
    return plain_trace(mail, "sympa", "X-Loop")


def authors(mail: Mail, trace: ListTrace) -> tuple[tuple[Candidate, ...], ...]:
    """The author of a mail that is from the list's own address."""
    return (original_from(mail, trace),) if mail.from_[0].address.lower() == trace.post else ()

"""Any other list server: what RFC 2369 and RFC 2919 say of a list, and the author of a rewritten From in Reply-To."""

from __future__ import annotations

from listvote.mail.dialects.copies import Candidate, ListTrace, plain_trace, reply_to
from listvote.mail.message import Mail


def marks(mail: Mail) -> bool:
    """Whether any list distributed this copy."""
    return any(name in mail.headers for name in ("List-Id", "List-Post", "Mailing-List")) or any(
        value.lower().startswith("mailing list ") for value in mail.headers.get_all("Delivered-To")
    )


def trace(mail: Mail) -> ListTrace:
    """The list."""
    return plain_trace(mail, "plain", "X-BeenThere", "X-Loop")


def authors(mail: Mail, trace: ListTrace) -> tuple[tuple[Candidate, ...], ...]:
    """The author of a mail that is from the list's own address."""
    return (reply_to(mail, trace),) if mail.from_[0].address.lower() == trace.post else ()

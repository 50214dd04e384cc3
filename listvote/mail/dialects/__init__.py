"""How the kinds of list servers write their mail: what marks a copy as theirs, and where they put its author.

A list that must satisfy DMARC puts an address of its own into From. The word `via` in the name is no sign of it (it is
translated, and people write it too); the sign is a From address of the list's own domain. Where the author is then
said differs by server, and whoever sends a mail can add such fields to it: they count only in the copies of a server
that is known to set them itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from listvote.mail.dialects import google, groupsio, ietf, listserv, mailman, plain, sympa
from listvote.mail.dialects.copies import Candidate, ListTrace
from listvote.mail.message import Mail

__all__ = ["Candidate", "ListTrace", "rewritten_authors", "trace"]


@dataclass(frozen=True, slots=True)
class _Dialect:
    """What is known of one kind of list server."""

    marks: Callable[[Mail], bool]
    trace: Callable[[Mail], ListTrace]
    authors: Callable[[Mail, ListTrace], tuple[tuple[Candidate, ...], ...]]


_DIALECTS: Final = {
    "groupsio": _Dialect(groupsio.marks, groupsio.trace, groupsio.authors),
    "google": _Dialect(google.marks, google.trace, google.authors),
    "mailman2": _Dialect(mailman.marks_2, mailman.trace_2, mailman.authors),
    "mailman3": _Dialect(mailman.marks_3, mailman.trace_3, mailman.authors),
    "sympa": _Dialect(sympa.marks, sympa.trace, sympa.authors),
    "listserv": _Dialect(listserv.marks, listserv.trace, listserv.authors),
    "ietf": _Dialect(ietf.marks, ietf.trace, ietf.authors),
    "plain": _Dialect(plain.marks, plain.trace, plain.authors),
}
MIXED: Final = "mixed"
"""The dialect of a copy with the marks of several: it passed through two lists, or its sender added some."""


def trace(mail: Mail) -> ListTrace | None:
    """Which list distributed this copy, as the copy says; None where no list did.

    A copy with the marks of several kinds of servers is `mixed`: no rewritten author is believed in it.
    """
    if ietf.marks(mail):
        return ietf.trace(mail)
    found = [dialect.trace(mail) for name, dialect in _DIALECTS.items() if name != "plain" and dialect.marks(mail)]
    if len(found) > 1:
        return replace(found[0], dialect=MIXED)
    if found:
        return found[0]
    return plain.trace(mail) if plain.marks(mail) else None


def rewritten_authors(mail: Mail, trace: ListTrace) -> tuple[tuple[Candidate, ...], ...]:
    """Where the author of a mail with a rewritten From may be found: one tuple a source, in the order of trust.

    `mail` has exactly one mailbox in From. Nothing for a mail whose From is not of the list's domain.
    """
    dialect = _DIALECTS.get(trace.dialect)
    return dialect.authors(mail, trace) if dialect else ()

"""How the kinds of list servers write their mail: what marks a copy as theirs, and where they put its author.

A list that must satisfy DMARC puts an address of its own into From. The word `via` in the name is no sign of it (it is
translated, and people write it too); the sign is a From address of the list's own domain. Where the author is then
said differs by server, and whoever sends a mail can add such fields to it: they count only in the copies of a server
that is known to set them itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from listvote.mail.dialects import google, groupsio, ietf, listserv, mailman, plain, sympa
from listvote.mail.dialects.copies import Candidate, ListTrace
from listvote.mail.headers import Headers
from listvote.mail.message import Mail, Mailbox

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


def trace(mail: Mail, dialect: str = "auto") -> ListTrace | None:
    """Which list distributed this copy, as the copy says; None where no list did.

    `dialect` is what a charter says of its list (`groupsio`, `google`, `mailman`, `sympa`, `listserv`, `plain`), or
    `auto`: the copy's marks tell. A copy with the marks of several kinds of servers is then `mixed`: no rewritten
    author is believed in it.

    What tells a list stands in few header fields, which are the same in all its mails; nothing else of the mail is
    looked at.
    """
    fields = tuple([field for field in mail.headers.fields if field[0].lower().startswith(_TELLING)])
    opaque = tuple([box for box in mail.from_ if listserv.opaque(box.address)])
    known = _traced if sum([len(value) for _, value in fields]) <= _MOST_REMEMBERED else _traced.__wrapped__
    return known(fields, opaque, dialect)


_TELLING: Final = (
    "list-id", "list-post", "list-help", "list-owner", "mailing-list", "delivered-to", "sender",
    "x-beenthere", "x-loop", "x-sequence", "x-google-group-id", "x-mailman-",
)  # fmt: skip
_MOST_REMEMBERED: Final = 4_000
"""Characters of such fields; longer ones are looked at anew each time."""


@lru_cache(maxsize=256)
def _traced(fields: tuple[tuple[str, str], ...], opaque: tuple[Mailbox, ...], dialect: str) -> ListTrace | None:
    headers = Headers(fields)
    mail = Mail(headers=headers, from_=opaque, sender=headers.mailboxes("Sender"))
    if dialect == "auto":
        if ietf.marks(mail):
            return ietf.trace(mail)
        names = [name for name, one in _DIALECTS.items() if name != "plain" and one.marks(mail)]
        if len(names) > 1:
            return replace(_DIALECTS[names[0]].trace(mail), dialect=MIXED)
        name = names[0] if names else "plain"
    elif dialect == "mailman":
        name = "mailman3" if mailman.marks_3(mail) else "mailman2"
    else:
        name = dialect
    known = _DIALECTS[name]
    return known.trace(mail) if known.marks(mail) or plain.marks(mail) else None


def rewritten_authors(mail: Mail, trace: ListTrace) -> tuple[tuple[Candidate, ...], ...]:
    """Where the author of a mail with a rewritten From may be found: one tuple a source, in the order of trust.

    `mail` has exactly one mailbox in From. Nothing for a mail whose From is not of the list's domain.
    """
    dialect = _DIALECTS.get(trace.dialect)
    return dialect.authors(mail, trace) if dialect else ()

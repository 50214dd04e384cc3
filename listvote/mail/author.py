"""Who wrote a mail, as far as the mail says; that it is true is for the proof.

Only From counts, and where a list rewrote it, what that list put elsewhere. A name never counts: anybody writes any.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from listvote.mail.addresses import domain_of
from listvote.mail.dialects import Candidate, ListTrace, rewritten_authors
from listvote.mail.message import Mail

__all__ = ["Author", "Candidate", "NoAuthor", "author", "candidates"]


@dataclass(frozen=True, slots=True)
class Author:
    """The one address that a mail is by.

    `how` says where it was found: `from`, `groupsio`, `x-original-from`, `reply-to`, `cc`, `x-mailfrom`, `listserv`,
    `ietf`. For all but `from` it holds only if the mail provably came from that list. `member` is the member's number,
    None for an address that is nobody's on the roll.
    """

    address: str
    how: str
    name: str = ""
    member: int | None = None


@dataclass(frozen=True, slots=True)
class NoAuthor:
    """A mail that is by nobody, and why in words."""

    why: str


def candidates(mail: Mail, trace: ListTrace | None, lists: Collection[str] = ()) -> tuple[Candidate, ...]:
    """The addresses that may be the author's, in the order of trust.

    `trace` is the list that distributed the mail, `lists` the posting addresses of the lists that are served; with
    none given any list is believed to be one. Empty for a mail with two From fields or two mailboxes in them.
    """
    return tuple(one for source in _sources(mail, trace, lists) for one in source)


def author(
    mail: Mail,
    trace: ListTrace | None,
    member_of: Callable[[str], int | None],
    lists: Collection[str] = (),
) -> Author | NoAuthor:
    """The author of a mail, if exactly one member results.

    `member_of` gives the number of the member that an address belongs to. The first source that names anybody decides:
    all addresses in it must be of one member, and no later source may name another member. An address in From that was
    not rewritten and is nobody's on the roll comes back as an author without a member.
    """
    if mail.from_headers != 1 or len(mail.from_) != 1:
        return NoAuthor("it has no From" if not mail.from_ else "it has more than one From")
    sources = [source for source in _sources(mail, trace, lists) if source]
    if not sources:
        return NoAuthor("From holds no address, or one that its list wrote and that names nobody")
    known = {
        member for source in sources for one in source if one.address and (member := member_of(one.address)) is not None
    }
    if len(known) > 1:
        return NoAuthor("it names more than one member as its author")
    first = sources[0]
    if not all(one.address for one in first):
        return NoAuthor("its author is given as something that is no address")
    member = member_of(first[0].address)
    if any(member_of(one.address) != member for one in first) or (member is None and (known or len(first) > 1)):
        return NoAuthor("it names somebody who is not on the roll beside a member")
    return Author(first[0].address, first[0].how, first[0].name, member)


def _sources(mail: Mail, trace: ListTrace | None, lists: Collection[str]) -> tuple[tuple[Candidate, ...], ...]:
    """The candidates by where they stand, in the order of trust."""
    if mail.from_headers != 1 or len(mail.from_) != 1 or not mail.from_[0].address:
        return ()
    box = mail.from_[0]
    as_written = (Candidate(box.address, "from", box.name),)
    if trace is None or domain_of(box.address) not in trace.domains:
        return (as_written,)
    served = not lists or trace.post in {one.lower() for one in lists}
    rewritten = tuple(source for source in rewritten_authors(mail, trace) if source) if served else ()
    if rewritten:
        return rewritten
    return () if box.address.lower() == trace.post else (as_written,)

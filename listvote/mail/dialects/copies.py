"""What a copy that a list distributed says of its list, in the fields that most list servers share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from listvote.mail.addresses import Mailbox, domain_of, strict_address
from listvote.mail.message import Mail

_BRACKETED = re.compile(r"<([^<>\s]{1,300})>")
_MAILTO = re.compile(r"<mailto:([^<>?\s]{1,320})", re.IGNORECASE)
_LIST_WORDS = re.compile(r"(?:list|mailing list) (?P<post>[^\s;<>]{3,320})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListTrace:
    """Which list distributed a copy, as the copy itself says: a claim until its signature is verified.

    `list_id` is the identifier of List-Id in lower case without a number that the server put before it; `post` the
    posting address in lower case; `subscriber` whom the copy was delivered to; each '' if unknown. `domains` are those
    whose From addresses were written by the list.
    """

    dialect: str
    list_id: str = ""
    post: str = ""
    subscriber: str = ""
    domains: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be the author's, the display name beside it, and where it was found (`how`)."""

    address: str
    how: str
    name: str = ""


def list_id(mail: Mail) -> str:
    """The identifier in List-Id (RFC 2919) in lower case, '' without one."""
    value = mail.headers.get("List-Id") or ""
    found = _BRACKETED.findall(value)
    words = value.split()
    return (found[-1] if found else words[-1] if words and "." in words[-1] else "").lower()


def post_address(mail: Mail, *further: str) -> str:
    """The list's posting address in lower case: from List-Post, else Mailing-List, else the further fields named."""
    for value in mail.headers.get_all("List-Post"):
        if (found := _MAILTO.search(value)) and (address := strict_address(found[1])):
            return address.lower()
    for name in ("Mailing-List", "Delivered-To"):
        for value in mail.headers.get_all(name):
            if (said := _LIST_WORDS.match(value)) and (address := strict_address(said["post"])):
                return address.lower()
    for name in further:
        for box in mail.headers.mailboxes(name):
            if box.address:
                return box.address.lower()
    return ""


def subscriber(mail: Mail) -> str:
    """Whom the copy was delivered to; Delivered-To may also hold the words `mailing list` and its address."""
    for value in mail.headers.get_all("Delivered-To"):
        if address := strict_address(value.strip("<> ")):
            return address
    return ""


def says(mail: Mail, name: str, pattern: str) -> bool:
    """Whether a header field of that name holds the pattern, in any letter case."""
    return any(re.search(pattern, value[:2_000], re.IGNORECASE) for value in mail.headers.get_all(name))


def plain_trace(mail: Mail, dialect: str, *further: str) -> ListTrace:
    """The trace of a list whose identifier and address stand where most servers put them."""
    post = post_address(mail, *further)
    return ListTrace(dialect, list_id(mail), post, subscriber(mail), frozenset({domain_of(post)} - {""}))


def from_mailboxes(boxes: Iterable[Mailbox], how: str, trace: ListTrace) -> tuple[Candidate, ...]:
    """Candidates of one header, without the list itself; an entry that is no address counts as a stranger's."""
    return tuple(
        Candidate(box.address, how, box.name) for box in boxes if not box.address or box.address.lower() != trace.post
    )


def original_from(mail: Mail, trace: ListTrace) -> tuple[Candidate, ...]:
    """The candidates of X-Original-From: all of them, should somebody have sent one along."""
    return from_mailboxes(mail.headers.mailboxes("X-Original-From"), "x-original-from", trace)


def reply_to(mail: Mail, trace: ListTrace) -> tuple[Candidate, ...]:
    """The candidates of Reply-To."""
    return from_mailboxes(mail.reply_to, "reply-to", trace)

"""groups.io, also on a domain of a group's own.

From is as written, or `"Ada via groups.io" <ada=example.org@groups.io>`: the last `=` stands for the author's `@`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from listvote.mail.addresses import domain_of, strict_address
from listvote.mail.dialects.copies import Candidate, ListTrace, plain_trace, says
from listvote.mail.message import Mail

_NUMBER = re.compile(r"^\d+\.")


def marks(mail: Mail) -> bool:
    """Whether groups.io distributed this copy, by its words in Mailing-List or its List-Id."""
    return says(mail, "Mailing-List", r"^list \S+; contact \S+\+owner@") or says(mail, "List-Id", r"\.groups\.io>?$")


def trace(mail: Mail) -> ListTrace:
    """The group; List-Id has a number before the name on a domain of its own."""
    found = plain_trace(mail, "groupsio")
    return replace(found, list_id=_NUMBER.sub("", found.list_id), domains=found.domains | _parents(found))


def _parents(found: ListTrace) -> frozenset[str]:
    """A group of `team.groups.io` may have its members' addresses rewritten at `groups.io`."""
    return frozenset({"groups.io"} if any(domain.endswith(".groups.io") for domain in found.domains) else ())


def authors(mail: Mail, trace: ListTrace) -> tuple[tuple[Candidate, ...], ...]:
    """The author in a rewritten From."""
    box = mail.from_[0]
    local, _, domain = box.address.partition("@")
    user, _, host = local.rpartition("=")
    if domain not in trace.domains or domain_of(box.address) != domain:
        return ()
    address = strict_address(f"{user}@{host}")
    return ((Candidate(address, "groupsio", box.name),),) if address else ()

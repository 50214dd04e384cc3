"""The lists of the IETF: a rewritten From is `ada=40example.org@dmarc.ietf.org`, `=40` standing for `@`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from listvote.mail.addresses import domain_of, strict_address
from listvote.mail.dialects.copies import Candidate, ListTrace, original_from, plain_trace
from listvote.mail.message import Mail

_HOSTS: Final = frozenset({"ietf.org", "irtf.org", "iab.org", "rfc-editor.org"})
_REWRITTEN: Final = "dmarc.ietf.org"
_HEX = re.compile(r"=([0-9A-Fa-f]{2})")


def marks(mail: Mail) -> bool:
    """Whether a list of the IETF distributed this copy."""
    return domain_of(plain_trace(mail, "ietf").post) in _HOSTS


def trace(mail: Mail) -> ListTrace:
    """The list."""
    found = plain_trace(mail, "ietf", "X-BeenThere")
    return replace(found, domains=found.domains | {_REWRITTEN})


def authors(mail: Mail, trace: ListTrace) -> tuple[tuple[Candidate, ...], ...]:
    """The author in a rewritten From; X-Original-From says the same, or there is no author."""
    box = mail.from_[0]
    if domain_of(box.address) != _REWRITTEN:
        return ()
    local = _HEX.sub(lambda found: chr(int(found[1], 16)), box.address.partition("@")[0])
    return ((Candidate(strict_address(local), "ietf", box.name),), original_from(mail, trace))

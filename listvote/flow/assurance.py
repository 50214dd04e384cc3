"""What an installation believes about who wrote a mail: keys from the DNS, its own tokens, servers that it trusts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from listvote.mail.proof import Keys


def _no_keys(names: Collection[str]) -> Keys:
    return {}


@dataclass(frozen=True, slots=True)
class Assurance:
    """Where proofs come from.

    `keys` looks up the records under these names and raises `net.dns.DnsError` where it got no answer; `forget` lets
    it ask anew, `known` says what it was answered since. `token_key` is the key of reply tokens; without one there are
    none. `authserv_id` is the name under which the mailbox's own server reports, `sealers` the domains whose ARC seals
    are believed.
    """

    keys: Callable[[Collection[str]], Keys] = _no_keys
    forget: Callable[[], None] = lambda: None
    token_key: bytes = b""
    authserv_id: str = ""
    sealers: frozenset[str] = frozenset()
    known: Callable[[], Keys] = dict

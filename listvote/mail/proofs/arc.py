"""ARC (RFC 8617): what a sealer that the operator trusts says it verified before it passed a mail on.

A forwarder may break the author's signature. Sealers that are named in the configuration are believed about what they
found; the newest seals count as long as they are theirs, and all seals of the chain must hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from listvote.mail.proofs.server_report import Reported, results
from listvote.mail.proofs.signatures import LONGEST_FIELD, Keys, Signature, Signed, arithmetic, tags_of

MOST_SEALS: Final = 10
"""Longer chains are not looked at; RFC 8617 allows 50."""
_SEAL: Final = "arc-seal"
_SIGNATURE: Final = "arc-message-signature"
_REPORT: Final = "arc-authentication-results"


@dataclass(frozen=True, slots=True)
class Link:
    """One set of the three fields, each as (name, value) and as its tags."""

    fields: dict[str, tuple[bytes, bytes]]
    tags: dict[str, dict[str, str]]

    @property
    def sealer(self) -> str:
        """The domain that sealed it."""
        return self.tags[_SEAL].get("d", "").lower()

    @property
    def digest(self) -> str:
        """What names this set: 64 hex digits."""
        return hashlib.sha256(self.fields[_SEAL][1]).hexdigest()

    def key_names(self) -> tuple[str, ...]:
        """Where the keys of its seal and its message signature stand."""
        return tuple(
            f"{tags.get('s', '')}._domainkey.{tags.get('d', '')}".lower()
            for tags in (self.tags[_SEAL], self.tags[_SIGNATURE])
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """What trusted sealers found, the header fields that the newest of them signed, and the digest of its seal."""

    reports: tuple[Reported, ...]
    covers: frozenset[str]
    digest: str


def chain(mail: Signed) -> list[Link]:
    """The sets of a mail's chain from the first to the newest; nothing where one is missing, doubled or too long."""
    sets: dict[int, dict[str, tuple[bytes, bytes]]] = {}
    for name, value in mail.headers:
        lower = name.lower().decode("ascii")
        if lower not in (_SEAL, _SIGNATURE, _REPORT):
            continue
        number = tags_of(value.partition(b";")[0]).get("i", "") if len(value) <= LONGEST_FIELD else ""
        instance = tags_of(value).get("i", "") if lower != _REPORT else number
        if not instance.isdigit() or len(instance) > 2 or lower in sets.get(int(instance), {}):
            return []
        sets.setdefault(int(instance), {})[lower] = (name, value)
    if sorted(sets) != list(range(1, len(sets) + 1)) or len(sets) > MOST_SEALS:
        return []
    if any(len(each) != 3 for each in sets.values()):
        return []
    return [
        Link(sets[number], {name: tags_of(value) for name, (_, value) in sets[number].items() if name != _REPORT})
        for number in sorted(sets)
    ]


def key_names(mail: Signed, sealers: Collection[str]) -> tuple[str, ...]:
    """The names of the keys that are needed to check a chain; none where its newest seal is not by a trusted one."""
    links = chain(mail) if sealers else []
    if not links or links[-1].sealer not in sealers:
        return ()
    return tuple(dict.fromkeys(name for link in links for name in link.key_names()))


def sealed_reports(mail: Signed, sealers: Collection[str], received: datetime, keys: Keys) -> Sealed | None:
    """What trusted sealers found.

    None where there is no chain, where its newest seal is not by one of `sealers`, or where any of it does not hold.
    """
    links = chain(mail) if sealers else []
    if not links or links[-1].sealer not in sealers or not _whole(mail, links, keys):
        return None
    newest = links[-1].tags[_SIGNATURE]
    covers = frozenset(newest.get("h", "").lower().split(":"))
    dated = Signature(0, "", "", covers, newest.get("t", ""), newest.get("x", ""))
    digits = all(each.isdigit() for each in (dated.signed or "0", dated.expires or "0"))
    if "l" in newest or "from" not in covers or not digits or dated.stale(received):
        return None
    found: list[Reported] = []
    for link in reversed(links):
        if link.sealer not in sealers:
            break
        text = link.fields[_REPORT][1].decode("ascii", "replace").partition(";")[2]
        by = text.partition(";")[0].split()
        found += results(text, by[0]) if by else ()
    return Sealed(tuple(found), covers, links[-1].digest)


def _whole(mail: Signed, links: list[Link], keys: Keys) -> bool:
    """Whether the newest message signature and every seal hold, and each seal says that those before it did."""
    newest = links[-1]
    covers = newest.tags[_SIGNATURE].get("h", "").split(":")
    if newest.tags[_SIGNATURE].get("a") != "rsa-sha256" or "arc-seal" in (name.lower() for name in covers):
        return False
    if not arithmetic(mail, mail.headers, newest.fields[_SIGNATURE], covers, keys, "relaxed/relaxed"):
        return False
    for number, link in enumerate(links, 1):
        seal = link.tags[_SEAL]
        if seal.get("cv") != ("none" if number == 1 else "pass") or "h" in seal or seal.get("a") != "rsa-sha256":
            return False
        before: list[Any] = [each.fields[name] for each in links[:number] for name in (_REPORT, _SIGNATURE, _SEAL)]
        # A seal signs all sets up to its own, oldest first, itself last; selection goes from the bottom up.
        names = [name.decode("ascii") for name, _ in before[:-1]]
        if not arithmetic(mail, list(reversed(before)), link.fields[_SEAL], names, keys, "relaxed/relaxed"):
            return False
    return True

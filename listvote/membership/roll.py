"""The roll: who may take part, from when, under which alias, and who has been active.

A roll knows members by their numbers. Addresses are kept only to find the member who wrote; they never leave it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from listvote.ledger.chain import canonical


@dataclass(slots=True)
class Member:
    """One person. `addresses` maps each address to the instant from which it acts; all instants are aware, UTC.

    `away` is since when they are not to be counted on, None if they are there; `away_until` until when, if that is
    known.
    """

    number: int
    votes_from: datetime
    alias: str = ""
    name: str = ""
    addresses: dict[str, datetime] = field(default_factory=dict)
    left: datetime | None = None
    last_active: datetime | None = None
    away: datetime | None = None
    away_until: datetime | None = None

    @property
    def shown_as(self) -> str:
        """The name under which the list sees this member: the alias, else `Member 37`."""
        return self.alias or f"Member {self.number}"


@dataclass(frozen=True, slots=True)
class Alike:
    """Members who may be one person, by number, and what they share, in words."""

    members: tuple[int, ...]
    what: str


def _name_key(name: str) -> str:
    return " ".join(name.casefold().split())


def _begins(address: str) -> str:
    """What an address begins with: mail to `ben+list@` goes to `ben@`, and domains say little of who somebody is."""
    return address.lower().partition("@")[0].partition("+")[0]


@dataclass(slots=True)
class Roll:
    """All who are or were members of a group, by number. Numbers are never used twice."""

    members: dict[int, Member] = field(default_factory=dict)
    by_address: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)  # addresses of those who left, to the numbers that they had

    def enter(
        self, number: int, votes_from: datetime, alias: str, name: str, addresses: Iterable[str], acts_from: datetime
    ) -> None:
        """Put a member on the roll, under a number that is new."""
        member = Member(number, votes_from, alias, name)
        self.members[number] = member
        self._address(member, addresses, acts_from)

    def change(self, number: int, alias: str, name: str, addresses: Iterable[str], acts_from: datetime) -> None:
        """Replace what is known of a member; an address that is new acts from `acts_from` on."""
        member = self.members[number]
        member.alias, member.name = alias, name
        self._address(member, addresses, acts_from)

    def leave(self, number: int, at: datetime) -> None:
        """Take a member off the roll: their addresses no longer act."""
        member = self.members[number]
        member.left = at
        self.left |= dict.fromkeys(member.addresses, number)
        self._address(member, (), at)

    def erase(self, number: int) -> None:
        """Forget a member's names and addresses; the number stays."""
        member = self.members[number]
        member.alias = member.name = ""
        self.left = {address: other for address, other in self.left.items() if other != number}
        self._address(member, (), member.votes_from)

    def is_away(self, number: int, at: datetime) -> bool:
        """Whether a member said that they are away at this instant."""
        member = self.members.get(number)
        if member is None or member.away is None or member.away > at:
            return False
        return member.away_until is None or at < member.away_until

    def _address(self, member: Member, addresses: Iterable[str], acts_from: datetime) -> None:
        for gone in member.addresses:
            if self.by_address.get(gone) == member.number:  # it may be another member's by now
                del self.by_address[gone]
        member.addresses = {each: member.addresses.get(each, acts_from) for each in addresses}
        for address in member.addresses:
            self.by_address[address] = member.number
            self.left.pop(address, None)

    def member_of(self, address: str) -> int | None:
        """The number of the member with this address, whatever its letter case; None for a stranger."""
        return self.by_address.get(address.lower())

    def left_from(self, address: str) -> bool:
        """Whether a member with this address left the roll, and nobody has come back with it since."""
        return address.lower() in self.left

    def acts(self, address: str, at: datetime) -> bool:
        """Whether this registered address may act for its member at this instant."""
        number = self.member_of(address)
        return number is not None and self.members[number].addresses[address.lower()] <= at

    def shown_as(self, number: int) -> str:
        """The alias of a member, `Member 37` for one without."""
        member = self.members.get(number)
        return member.shown_as if member else f"Member {number}"

    def alike(self, name: str, address: str) -> list[int]:
        """The members who have this name, or an address that begins like this one: perhaps the same person.

        Names are compared without letter case and spaces around them; "" is no name.
        """
        wanted, begins = _name_key(name), _begins(address)
        return [
            member.number
            for member in self.present()
            if (wanted and _name_key(member.name) == wanted)
            or any(_begins(each) == begins for each in member.addresses)
        ]

    def look_alike(self) -> list[Alike]:
        """The members on the roll now who may be one person, by what they share: the same name, then like addresses."""
        found: dict[tuple[str, str], list[int]] = {}
        for member in self.present():
            if key := _name_key(member.name):
                found.setdefault(("the same name", key), []).append(member.number)
            for key in sorted({_begins(each) for each in member.addresses}):
                found.setdefault(("addresses that begin alike", key), []).append(member.number)
        return sorted(
            (Alike(tuple(numbers), what) for (what, _), numbers in found.items() if len(numbers) > 1),
            key=lambda each: (each.what != "the same name", each.members),
        )

    def present(self) -> list[Member]:
        """Those on the roll now, by number."""
        return [self.members[number] for number in sorted(self.members) if self.members[number].left is None]

    def eligible(self, at: datetime) -> frozenset[int]:
        """Those entitled to take part in what opens at this instant: on the roll, and past their waiting time."""
        return frozenset(
            member.number
            for member in self.members.values()
            if member.votes_from <= at and (member.left is None or member.left > at)
        )

    def active(self, eligible: Collection[int], since: datetime, known_since: datetime) -> frozenset[int]:
        """Those of `eligible` who acted or posted at `since` or later.

        Until activity has been known for that long (`known_since` is when it began to be), everybody counts as active.
        """
        if known_since > since:
            return frozenset(eligible)
        return frozenset(
            number for number in eligible if (last := self.members[number].last_active) is not None and last >= since
        )

    def seen(self, number: int, at: datetime) -> None:
        """Note that a member acted or posted."""
        member = self.members.get(number)
        if member is not None and (member.last_active is None or member.last_active < at):
            member.last_active = at


def digest(numbers: Iterable[int]) -> str:
    """The digest of a frozen roll: SHA-256 over the canonical JSON of the ascending member numbers, 64 hex digits."""
    return hashlib.sha256(canonical({"roll": sorted(numbers)})).hexdigest()

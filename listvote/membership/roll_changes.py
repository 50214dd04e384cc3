"""What a file would change in the roll that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from listvote.acts import Fault
from listvote.membership.aliases import alias_key
from listvote.membership.roll import Member
from listvote.membership.roll_file import Faults, RollEntry, roll_fault

__all__ = ["Changed", "RollChanges", "changes"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A member of whom the file says something else: their number, and all that is known of them from now on."""

    number: int
    entry: RollEntry


@dataclass(frozen=True, slots=True)
class RollChanges:
    """What a file would change: who is new, who is known otherwise, and the numbers of those who are not in it."""

    added: tuple[RollEntry, ...] = ()
    changed: tuple[Changed, ...] = ()
    gone: tuple[int, ...] = ()


def changes(present: Iterable[Member], entries: Sequence[RollEntry]) -> RollChanges | Faults:
    """Compare a file with the roll.

    Args:
        present: those on the roll now.
        entries: the whole file.

    Returns:
        what would change. A row is the member who has one of its addresses, else the one with its alias whose addresses
        are nowhere in the file. Two rows for one member, or one row for two, and an alias of two members, are faults.
    """
    members = {member.number: member for member in present}
    by_address = {address: member.number for member in members.values() for address in member.addresses}
    named = {by_address[address] for entry in entries for address in entry.addresses if address in by_address}
    by_alias = {
        alias_key(member.alias): member.number
        for member in members.values()
        if member.alias and member.number not in named
    }
    added: list[RollEntry] = []
    found: dict[int, RollEntry] = {}
    faults: list[Fault] = []
    for entry in entries:
        who = sorted({by_address[address] for address in entry.addresses if address in by_address})
        if not who and alias_key(entry.alias) in by_alias:
            who = [by_alias[alias_key(entry.alias)]]
        where = entry.addresses[0]
        if len(who) > 1:
            numbers = " and ".join(str(number) for number in who)
            faults.append(
                roll_fault(where, f"has addresses of the members {numbers}", "split the row, or erase one member")
            )
        elif not who:
            added.append(entry)
        elif who[0] in found:
            other = found[who[0]].addresses[0]
            faults.append(roll_fault(where, f"is member {who[0]}, as {other} is", "join the two rows with addresses"))
        else:
            found[who[0]] = entry
    gone = tuple(number for number in sorted(members) if number not in found)
    after = {number: _after(members[number], entry) for number, entry in found.items()}
    staying = [_known(members[number]) for number in gone if members[number].addresses]
    faults += _aliases_of_others([*staying, *after.values(), *added])
    changed = tuple(
        Changed(number, entry) for number, entry in sorted(after.items()) if entry != _known(members[number])
    )
    return tuple(faults) or RollChanges(tuple(added), changed, gone)


def _known(member: Member) -> RollEntry:
    return RollEntry(member.name, member.alias, tuple(sorted(member.addresses)))


def _after(member: Member, entry: RollEntry) -> RollEntry:
    """What is known of a member once the file has been read: what it does not say stays."""
    kept = () if entry.all_addresses else tuple(member.addresses)
    addresses = tuple(sorted({*kept, *entry.addresses}))
    return RollEntry(entry.name or member.name, entry.alias or member.alias, addresses)


def _aliases_of_others(entries: Iterable[RollEntry]) -> Iterator[Fault]:
    """Who is not in the file keeps their alias, for they may stay on the roll."""
    holders: dict[str, str] = {}
    for entry in entries:
        if not entry.alias:
            continue
        first = holders.setdefault(alias_key(entry.alias), entry.addresses[0])
        if first != entry.addresses[0]:
            what = f'the alias "{entry.alias}" is that of {first}'
            yield roll_fault(entry.addresses[0], what, "choose another, or give the other member's row a new one")

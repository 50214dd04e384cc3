"""What an operator does to a group: add it, import its roll, set it live, pause it. The same rules hold as by mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from listvote import charter as charters
from listvote.acts import Fault
from listvote.charter import Charter
from listvote.events import Event, GroupAdded, MemberChanged, MemberJoined, MemberLeft, Paused, Resumed, WentLive
from listvote.flow.house import Change, House
from listvote.group import State
from listvote.group.on_charters import charter_change
from listvote.group.on_members import ADDRESS_ACTS_AFTER, first_alias
from listvote.membership import roll_file
from listvote.membership.aliases import alias_key
from listvote.membership.roll_changes import RollChanges, changes
from listvote.membership.roll_file import RollEntry
from listvote.reasons import Reason, Refused


@dataclass(frozen=True, slots=True)
class Faulty:
    """Nothing was done, because of these faults, all of them at once."""

    faults: tuple[Fault, ...]


def check_charter(text: str) -> Charter | Faulty:
    """Read a charter's text: every fault in it, and every key that asks for what is not built yet."""
    read = charters.parse(text)
    if not isinstance(read, Charter):
        return Faulty(tuple(read))
    unbuilt = charters.not_built(read)
    return Faulty(tuple(unbuilt)) if unbuilt else read


def add_group(house: House, text: str, *, live: bool, now: datetime) -> State | Faulty:
    """Add a group by its charter's text; its moderators become its first members.

    Without `live` it listens first. Nothing received before `now` will ever act. Refused where the charter has
    faults, or where a group has the same name, address or List-Id already.
    """
    charter = check_charter(text)
    if isinstance(charter, Faulty):
        return charter

    def step(change: Change) -> int | Faulty:
        taken = _taken(charter, change)
        if taken:
            return Faulty(taken)
        numbers = {address: number for number, address in enumerate(charter.moderator_addresses, 1)}
        events: list[Event] = [
            GroupAdded(
                name=charter.group.name,
                since=now,
                live=live,
                charter=charters.to_facts(charter, numbers),
                charter_text=text,
            )
        ]
        events += [
            MemberJoined(member=number, votes_from=now, addresses=(address,)) for address, number in numbers.items()
        ]
        group = change.add_group(charter.group.name)
        change.write(group, events, now)
        return group

    made = house.trying(step)
    if isinstance(made, Faulty):
        return made
    with house.look() as look:
        return look.state(made)


def _taken(charter: Charter, change: Change) -> tuple[Fault, ...]:
    faults = []
    for state in change.states().values():
        there = state.charter.group
        for key in ("name", "post", "list_id"):
            mine, theirs = getattr(charter.group, key), getattr(there, key)
            if mine.lower() == theirs.lower():
                what = f"{mine!r} belongs to the group {there.name!r} already"
                mend = f"choose another; or, to change that group: listvote group charter FILE --group {there.name}"
                faults.append(Fault(f"group.{key}", what, mend, Reason.INVALID_CHARTER.code))
    return tuple(faults)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many joined, were changed, left; and the aliases of those who are not in the file."""

    joined: int
    changed: int
    left: int
    missing: tuple[str, ...]


def import_roll(house: House, group: int, text: str, *, remove_missing: bool, now: datetime) -> Imported | Faulty:
    """Import a roll from the text of a CSV file: new members join, known ones are changed.

    Those who are not in the file stay, unless `remove_missing`; moderators always stay. A new member takes part in
    what opens after the charter's `wait`; a new address of a member who was there acts after 72 hours. The service
    itself, which every list's own export holds, is no member.
    """
    read = roll_file.parse(text)
    if isinstance(read, tuple):
        return Faulty(read)

    def step(change: Change) -> Imported | Faulty:
        state = change.state(group)
        found = changes(state.roll.present(), _people(read.entries, house.service))
        if not isinstance(found, RollChanges):
            return Faulty(found)
        gone = [number for number in found.gone if number not in state.moderators]
        events = _roll_events(state, found, gone if remove_missing else [], now)
        change.write(group, events, now)
        missing = () if remove_missing else tuple(state.roll.shown_as(number) for number in gone)
        return Imported(len(found.added), len(found.changed), len(gone) if remove_missing else 0, missing)

    return house.trying(step)


def _people(entries: Sequence[RollEntry], service: str) -> list[RollEntry]:
    """The entries without the service's address, and without those that have no other."""
    kept = []
    for entry in entries:
        addresses = tuple(each for each in entry.addresses if each.lower() != service.lower())
        if addresses:
            kept.append(replace(entry, addresses=addresses))
    return kept


def _roll_events(state: State, found: RollChanges, leaving: list[int], now: datetime) -> list[Event]:
    votes_from = state.charter.members.wait.after(now, state.zone)
    names = Counter(alias_key(each.name) for each in found.added)
    events: list[Event] = [
        MemberJoined(
            member=number,
            votes_from=votes_from,
            # of two with one name nobody could tell who is meant
            alias=entry.alias or (first_alias(state, entry.name) if names[alias_key(entry.name)] == 1 else ""),
            name=entry.name,
            addresses=entry.addresses,
        )
        for number, entry in enumerate(found.added, max(state.roll.members, default=0) + 1)
    ]
    for each in found.changed:
        entry = each.entry
        events.append(
            MemberChanged(
                member=each.number,
                acts_from=now + ADDRESS_ACTS_AFTER,
                alias=entry.alias,
                name=entry.name,
                addresses=entry.addresses,
            )
        )
    events += [MemberLeft(member=number) for number in leaving]
    return events


def change_charter(house: House, group: int, text: str, now: datetime) -> tuple[str, tuple[str, ...]]:
    """Put another charter into force by command, as far as no decision is needed for it.

    Returns:
        why not, in words ("" if it was done), and what changed, a line each.
    """

    def step(change: Change) -> tuple[str, tuple[str, ...]]:
        state = change.state(group)
        made = charter_change(state, text, 0)
        if isinstance(made, Refused):
            return f"{made.reason.code}: {made.reason.advice} {made.detail}".strip(), ()
        lines = charters.difference(state.charter, charters.from_facts(made.charter))
        change.write(group, [made], now)
        return "", lines

    return house.trying(step)


def go_live(house: House, group: int, now: datetime) -> str:
    """End a group's listening; "" if that was done, else why not, in words."""
    return _once(house, group, WentLive(), lambda state: "The group is live already." * state.live, now)


def pause(house: House, group: int, why: str, now: datetime) -> str:
    """Stop a group's posts; "" if that was done, else why not."""
    return _once(house, group, Paused(why=why), lambda state: "The group is paused already." * state.paused, now)


def resume(house: House, group: int, why: str, now: datetime) -> str:
    """Let a group's posts go out again; "" if that was done, else why not."""
    return _once(house, group, Resumed(why=why), lambda state: "The group is not paused." * (not state.paused), now)


def _once(house: House, group: int, event: Event, refusal: Callable[[State], str], now: datetime) -> str:
    def step(change: Change) -> str:
        refused = refusal(change.state(group))
        if not refused:
            change.write(group, [event], now)
        return refused

    return house.trying(step)

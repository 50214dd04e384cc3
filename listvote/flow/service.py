"""Service before listvote: a file of it taken into the ledger, so that nobody begins anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from listvote.acts import Fault
from listvote.events import ServiceImported, instant
from listvote.flow.groups import Faulty
from listvote.flow.house import Change, House
from listvote.group import State
from listvote.group.plans import class_of
from listvote.labour import service_file
from listvote.membership.aliases import alias_key


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an import did: the members in each class of work, "" for work of no class."""

    members: dict[str, int]


def import_service(house: House, group: int, text: str, now: datetime) -> Remembered | Faulty:
    """Take a file of past service into a group's ledger; what was imported before for a class is replaced.

    Refused, with every fault at once, are files that cannot be read, and classes of work in which somebody was drawn
    already: their standing follows from those draws.
    """

    def step(change: Change) -> Remembered | Faulty:
        state = change.state(group)
        read = service_file.parse(text, lambda written: _member(state, written))
        if isinstance(read, tuple):
            return Faulty(read)
        drawn = {draw.work_class for draw in state.draws.values() if draw.drawn is not None}
        named = {class_of(state, work_class): served for work_class, served in read.items()}
        late = [Fault(each, "somebody was drawn already in this class of work") for each in named if each in drawn]
        if late:
            return Faulty(tuple(late))
        change.write(
            group,
            [
                ServiceImported(
                    work_class=work_class,
                    history=tuple(
                        {"member": number, "terms": each.terms}
                        | ({"last": _instant(state, each.last)} if each.last else {})
                        for number, each in sorted(served.items())
                    ),
                )
                for work_class, served in sorted(named.items())
            ],
            now,
        )
        return Remembered({work_class: len(served) for work_class, served in sorted(named.items())})

    return house.trying(step)


def _member(state: State, written: str) -> int | None:
    """The member on the roll whom an address, an alias or a number names; None for nobody."""
    found = state.roll.member_of(written)
    if found is not None:
        return found
    if written.isascii() and written.isdigit():
        return int(written) if int(written) in {each.number for each in state.roll.present()} else None
    key = alias_key(written)
    return next((each.number for each in state.roll.present() if alias_key(each.shown_as) == key), None)


def _instant(state: State, day: date) -> str:
    return instant(datetime.combine(day, time(), state.zone))

"""The groups that one installation serves: their states in memory, and the only way to change them.

A change is one transaction. Within it a group's state is first brought up to what others wrote, so that everything is
decided on the newest state; the states in memory follow only once the transaction is kept.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import Connection

from listvote.charter.sections import Group
from listvote.deliberation.secrecy import KEY_BYTES
from listvote.events import Event, NewVersion, Opened, instant
from listvote.flow.assurance import Assurance
from listvote.group import State, evolve, fold
from listvote.group.secret import SecretBallot, box_of
from listvote.ledger.chain import GENESIS, SALTS_BYTES, Entry, code, seal
from listvote.mail.route import GroupAddress
from listvote.render import Templates
from listvote.store import ballot_box, ledger
from listvote.store.database import Conflict, Database
from listvote.store.key_files import BallotKey, KeyFiles

_TRIES: Final = 15
_Made = TypeVar("_Made")


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """What a fold makes stays: looking through all of it for rubbish, again and again, takes a sixth of its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class There:
    """The groups as a transaction found them, which hold until somebody else writes; `states` once all were read."""

    def __init__(self, mark: ledger.Mark | None, heads: Mapping[str, ledger.Head]) -> None:
        """Note what was found when the database was at this mark."""
        self.mark = mark
        self.groups = {name: head.group for name, head in heads.items()}
        self.last = {head.group: head.last for head in heads.values()}
        self.mailboxes = {head.group: head.mailbox for head in heads.values()}
        self.states: dict[int, State] | None = None


class View:
    """The newest states of the groups, within one transaction."""

    def __init__(self, house: House, connection: Connection) -> None:
        """Look at the groups through a connection whose transaction has begun."""
        self.house = house
        self.connection = connection
        self._there: There | None = None

    def groups(self) -> dict[str, int]:
        """All groups: name to number."""
        return self._known().groups

    def _known(self) -> There:
        """The groups and the numbers of their newest entries, asked for once a transaction if anybody wrote since."""
        if self._there is None:
            mark = ledger.mark(self.connection)
            there = self.house.there
            if mark is None or there is None or there.mark != mark:
                there = self.house.there = There(mark, ledger.heads(self.connection))
            self._there = there
        return self._there

    def mailbox(self, group: int) -> str:
        """The mailbox in which a group's mail last arrived, "" before any has."""
        return self._known().mailboxes.get(group, "")

    def state(self, group: int) -> State:
        """The state of a group, with everything that is in the ledger now."""
        known = self.house.states.get(group)
        if known is None or self._newest(group) > known.seq:
            entries = ledger.entries(self.connection, group, known.seq if known else 0)
            self.house.there = None
            self.house.states.pop(group, None)  # a fold that fails half-way must leave no half state behind
            with _nothing_to_collect():
                known = fold(entries, known)
            self.house.states[group] = known
        return known

    def _newest(self, group: int) -> int:
        newest = self._known().last.get(group)
        return ledger.last(self.connection, group) if newest is None else newest

    def states(self) -> Mapping[int, State]:
        """The states of all groups, by number."""
        there = self._known()
        if there.states is None or len(there.states) != len(self.house.states):  # somebody had them forgotten
            there.states = {group: self.state(group) for group in there.groups.values()}
        return there.states


class Change(View):
    """One transaction that writes; what it wrote reaches the states in memory when it is kept."""

    def __init__(self, house: House, connection: Connection) -> None:
        """Write through a connection whose transaction has begun."""
        super().__init__(house, connection)
        self._added = False
        self._mark: ledger.Mark | None = None
        self._written: list[tuple[int, Event, Entry]] = []
        self._heads: dict[int, tuple[int, bytes]] = {}

    def state(self, group: int) -> State:
        """The state of a group without what this change wrote: that follows if it is kept."""
        if group in self._heads and group in self.house.states:
            return self.house.states[group]
        return super().state(group)

    def add_group(self, name: str) -> int:
        """Make room for a new group's ledger; its number."""
        group = ledger.add_group(self.connection, name)
        self._there, self._added = None, True
        self._heads[group] = (0, GENESIS)
        return group

    def write(self, group: int, events: Sequence[Event], now: datetime) -> list[str]:
        """Append events to a group's ledger; their receipt codes, in order.

        The key of a secret decision that begins here is on the disk before anything else. Raises ValueError for a
        secret ballot, which is no entry of a ledger.
        """
        for event in events:
            if isinstance(event, SecretBallot):
                raise ValueError("a secret ballot is no entry of a ledger")
            if isinstance(event, Opened | NewVersion) and event.rules.get("ballots") == "secret":
                self._make_key(group, event)
        if group not in self._heads:
            state = self.state(group)
            self._heads[group] = (state.seq, state.head)
        seq, head = self._heads[group]
        entries = []
        for event in events:
            seq += 1
            salts = self.house.random(SALTS_BYTES)
            entry = seal(head, seq, instant(now), event.kind, event.about, event.bodies(), salts)
            entries.append(entry)
            self._written.append((group, event, entry))
            head = entry.hash
        ledger.append(self.connection, group, entries)
        self._heads[group] = (seq, head)
        return [code(entry) for entry in entries]

    def _make_key(self, group: int, event: Opened | NewVersion) -> None:
        number = int(event.about.removeprefix("#"))
        box = box_of(event) if isinstance(event, Opened) else self.state(group).decisions[number].box
        self.house.keys.make(BallotKey(group, number, box).name, self.house.random(KEY_BYTES))

    def hold(self, group: int) -> None:
        """Have nobody else fill or close a box of this group until the change is kept.

        Raises Conflict where somebody wrote since the state was read.
        """
        state = self.state(group)
        ballot_box.hold(self.connection, group)
        if ledger.last(self.connection, group) != self._heads.get(group, (state.seq, b""))[0]:
            raise Conflict("somebody else wrote first")

    def comes_to(self, group: int, mailbox: str) -> None:
        """Note the mailbox in which a group's mail arrived."""
        if self.mailbox(group) != mailbox:
            ledger.comes_to(self.connection, group, mailbox)
            self._there, self._added = None, True

    def ends(self) -> None:
        """Note what the database is like with what this change wrote, before the transaction is kept."""
        if self._written and self._there is not None and not self._added:
            self._mark = ledger.mark(self.connection, self._there.mark)

    def kept(self) -> None:
        """Bring the states in memory up to what was written, now that the transaction is kept."""
        if self._mark is not None and self._there is self.house.there and self._there is not None:
            self._there.mark = self._mark  # nobody else wrote: what was known is known still
        for group, event, entry in self._written:
            state = self.house.states.get(group)
            if state is not None and state.seq == entry.seq - 1:
                evolve(state, event, entry)


@dataclass(slots=True)
class House:
    """What every step needs: the database, the words, the service's address, random bytes, the groups' states.

    `service` is the address that members write to; `random` gives so many random bytes; `assurance` is what it
    believes about who wrote a mail, `keys` are those of secret ballots. `swept` is the day on which a group's old raw
    mails were last erased, `expunging` when taking mails out of a mailbox last failed, `there` what the latest
    transaction found.
    """

    database: Database
    templates: Templates
    service: str
    random: Callable[[int], bytes]
    states: dict[int, State] = field(default_factory=dict)
    assurance: Assurance = field(default_factory=Assurance)
    keys: KeyFiles = field(default_factory=KeyFiles)
    swept: dict[int, str] = field(default_factory=dict)
    expunging: dict[str, datetime] = field(default_factory=dict)
    there: There | None = None
    _addresses: tuple[list[Group], list[GroupAddress]] = ([], [])

    @property
    def domain(self) -> str:
        """The domain of our own Message-IDs."""
        return self.service.rpartition("@")[2]

    def addresses(self) -> list[GroupAddress]:
        """How each group's mail is recognised, of the groups in memory."""
        groups = [state.charter.group for state in self.states.values()]
        if groups != self._addresses[0]:
            made = [GroupAddress(group.name, group.post, group.list_id) for group in groups]
            self._addresses = (groups, made)
        return self._addresses[1]

    @contextmanager
    def change(self, *, durable: bool = True) -> Iterator[Change]:
        """One transaction over any number of groups; not `durable` where it is done again if the machine loses it.

        Raises Conflict where another process wrote first: nothing is kept then, and the states in memory stay right.
        """
        try:
            with self.database.writing(durable=durable) as connection:
                change = Change(self, connection)
                yield change
                change.ends()
        except BaseException:
            self.there = None  # what was found may be what is not kept
            raise
        change.kept()

    @contextmanager
    def look(self) -> Iterator[View]:
        """The newest states, for reading only."""
        with self.database.reading() as connection:
            yield View(self, connection)

    def trying(self, step: Callable[[Change], _Made], *, durable: bool = True) -> _Made:
        """Do a step in a transaction, again from its start where another process wrote first.

        `durable` is false where nothing is lost if the machine loses the transaction with its power: see `change`.
        """
        for tried in range(1, _TRIES + 1):
            try:
                with self.change(durable=durable) as change:
                    return step(change)
            except Conflict:
                if tried == _TRIES:
                    raise
        raise AssertionError("the last try returns or raises")

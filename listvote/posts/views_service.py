"""The views that answer somebody who talks to the service: help, status, mine, charter, roll, and the like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from listvote.posts.views_parts import (
    Decided,
    DecisionItem,
    Doing,
    Doubt,
    Hours,
    Judging,
    Say,
    TaskItem,
    UnseenPost,
    View,
)


@dataclass(frozen=True, slots=True)
class HelpRow:
    """One line of a help table: the words to write, and what they do."""

    words: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class HelpTable:
    """A heading with the words that belong under it, made from the grammar's own tables."""

    heading: str
    rows: tuple[HelpRow, ...]


@dataclass(frozen=True, slots=True)
class Help(View):
    """How to take part: a few sentences, what is open now with the words to write, then the tables."""

    kind: ClassVar[str] = "help"

    tables: tuple[HelpTable, ...]
    examples: tuple[Say, ...] = ()
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class MyBallot:
    """A ballot of the reader: what it counts as, the line it was taken from, when that was received."""

    ref: str
    title: str
    position: str
    line: str
    received: datetime
    code: str = ""
    open: bool = True


@dataclass(frozen=True, slots=True)
class MyOffer:
    """An offer of the reader: for a task, or a standing one (`ref` empty, `title` the kind of work)."""

    title: str
    line: str
    ref: str = ""
    hours: Hours | None = None
    able: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MyMandate:
    """A task of the reader: its state in words, by when, and the line that comes next."""

    ref: str
    title: str
    state: str
    by: date | None = None
    write: tuple[Say, ...] = ()


@dataclass(frozen=True, slots=True)
class MyHours:
    """Hours of the reader in one month (`period`, in words): promised and done."""

    period: str
    promised: Hours
    done: Hours


@dataclass(frozen=True, slots=True)
class HoursOf:
    """Hours of everybody together in one month (`name`, in words), or one plan; `done` is None where too few told."""

    name: str
    wanted: Hours
    promised: Hours
    done: Hours | None = 0


@dataclass(frozen=True, slots=True)
class Mine(View):
    """All that is recorded of the reader, and how each line was understood; of the decisions `in_secret` nothing."""

    kind: ClassVar[str] = "mine"

    shown_as: str
    number: int
    addresses: tuple[str, ...] = ()
    ballots: tuple[MyBallot, ...] = ()
    not_counted: tuple[Doubt, ...] = ()
    offers: tuple[MyOffer, ...] = ()
    mandates: tuple[MyMandate, ...] = ()
    hours: tuple[MyHours, ...] = ()
    away_until: date | None = None
    settings: tuple[str, ...] = ()
    in_secret: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlikeMembers:
    """Members who may be one person, under their aliases, and what they share: `the same name` …"""

    who: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Machine:
    """How the service itself is, for moderators: mail waiting, mail that could not be sent or read, what is broken.

    `alike` are the members of the roll as it stands who may be one person.
    """

    waiting: int = 0
    failed: int = 0
    parked: int = 0
    unseen: tuple[UnseenPost, ...] = ()
    broken_templates: tuple[tuple[str, str], ...] = ()
    alike: tuple[AlikeMembers, ...] = ()


@dataclass(frozen=True, slots=True)
class Status(View):
    """What is open, to whoever asked; `machine` only to moderators."""

    kind: ClassVar[str] = "status"

    live: bool
    head: str
    polled_through: datetime | None = None
    paused: bool = False
    decisions: tuple[DecisionItem, ...] = ()
    tasks: tuple[TaskItem, ...] = ()
    decided: tuple[Decided, ...] = ()
    doing: tuple[Doing, ...] = ()
    judging: tuple[Judging, ...] = ()
    hours: tuple[HoursOf, ...] = ()
    machine: Machine | None = None


@dataclass(frozen=True, slots=True)
class AsTalk(View):
    """To a member whose private mail was read as talk, once a day at most; `examples` are lines that would count."""

    kind: ClassVar[str] = "as_talk"

    examples: tuple[Say, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group that a mail may be for: its name, and the member's own address for it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class WhichGroup(View):
    """To a member of several groups whose private mail does not say which one it is for, once a day at most.

    `examples` are lines with a group's name in them that would count: `press#12 agree`.
    """

    kind: ClassVar[str] = "which_group"

    groups: tuple[GroupChoice, ...]
    examples: tuple[Say, ...] = ()


@dataclass(frozen=True, slots=True)
class StrangerNote(View):
    """To somebody who posted an act through the list and is not on the roll: once a day at most."""

    kind: ClassVar[str] = "stranger_note"

    line: str
    address: str
    ref: str = ""
    title: str = ""
    join: Literal["moderators", "anyone", "nobody"] = "moderators"


@dataclass(frozen=True, slots=True)
class Heard:
    """A line that was listened to: who, what it would have counted as (empty: doubtful), or why it would not."""

    alias: str
    line: str
    position: str = ""
    ref: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ListeningReport(View):
    """To moderators, while a group only listens: what would have been counted and asked."""

    kind: ClassVar[str] = "listening_report"

    since: datetime
    mails: int
    counted: tuple[Heard, ...] = ()
    doubtful: tuple[Heard, ...] = ()
    refused: tuple[Heard, ...] = ()
    decisions: tuple[DecisionItem, ...] = ()
    alike: tuple[AlikeMembers, ...] = ()


@dataclass(frozen=True, slots=True)
class CharterText(View):
    """The charter in force, as its own text; the same file is attached."""

    kind: ClassVar[str] = "charter_text"

    toml: str
    version: int
    since: datetime
    by: str = ""
    entrenched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RollLine:
    """One member as the roll shows them: number, alias, and a note (`away`, `votes from 1 Dec`); never an address."""

    number: int
    alias: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RollText(View):
    """The roll under its aliases, and the digest of it that openings freeze."""

    kind: ClassVar[str] = "roll_text"

    members: tuple[RollLine, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Done(View):
    """The answer to a command: what was done, or, with faults, every fault and that nothing was done.

    `command` is the line as written; `did` and `faults` are full sentences.
    """

    kind: ClassVar[str] = "done"

    command: str
    did: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinNote(View):
    """The answer to `join`: let in, waiting for moderators, or not possible; `votes_from` where new members wait.

    `posted` tells somebody that their posts brought them to the roll.
    """

    kind: ClassVar[str] = "join_note"

    answer: Literal["joined", "posted", "waiting", "refused", "already"]
    shown_as: str = ""
    number: int = 0
    votes_from: date | None = None


@dataclass(frozen=True, slots=True)
class Admit(View):
    """To a moderator: somebody asks to join. `alike` are members of that name, or whose address begins alike."""

    kind: ClassVar[str] = "admit"

    address: str
    name: str = ""
    alike: tuple[str, ...] = ()


WhatToConfirm = Literal["mail", "over", "address", "join"]


@dataclass(frozen=True, slots=True)
class Confirm(View):
    """A question whether it was oneself: a line sent in one's name (`mail`), a new address, or joining.

    `over` asks nothing any more: what came in one's name was a secret ballot, and its decision is over.
    `line` is what was sent in the reader's name, `address` the address it is about.
    """

    kind: ClassVar[str] = "confirm"

    what: WhatToConfirm
    until: datetime
    line: str = ""
    address: str = ""
    ref: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class AddressNotice(View):
    """To a member's old addresses: an address was added or changed, by whom, and from when it acts."""

    kind: ClassVar[str] = "address_notice"

    address: str
    acts_from: datetime
    by: str = ""

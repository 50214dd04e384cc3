"""A task and the offers for it, as the ledger tells them; and what members are willing to do always."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from listvote.labour.judgement import Judgement
from listvote.labour.mandate import Mandate, Standing


class TaskStatus(StrEnum):
    """Where a task stands: offers are taken, or no longer; its places were drawn, or nobody was found; or it is off."""

    OFFERS = "offers"
    OFFERS_CLOSED = "offers closed"
    DRAWN = "drawn"
    NOBODY = "nobody found"
    CALLED_OFF = "called off"


@dataclass(frozen=True, slots=True)
class Offer:
    """One member's willingness, what they declared to be able to do, and how much, or that they took it back.

    `received` and `key`, the mail's content key, say which of a member's offers is the last.
    """

    member: int
    received: datetime
    key: str
    able: tuple[str, ...] = ()
    hours: str = ""
    until: str = ""
    line: str = ""
    withdrawn: bool = False
    apprentice: bool = False
    prefer: tuple[str, ...] = ()
    standing: bool = False  # it comes from a standing offer


@dataclass(frozen=True, slots=True)
class StandingOffer:
    """A member's willingness for all work of some kinds: `work` are skills or classes, none of them for any work.

    `hours` is how much, as written (`4 hours a month`).
    """

    member: int
    received: datetime
    key: str
    work: tuple[str, ...] = ()
    hours: str = ""
    line: str = ""


@dataclass(slots=True)
class Task:
    """Work that a group wants done: people wanted, hours each, skills asked for, and who is willing.

    `by` is as its opener wrote it. It was `opened` with the receipt of its mail; offers are taken until `offers_until`
    (aware, UTC).

    It is to be done by `due` (aware), where it has a date. `plan` is the decision that opened it, as its `number`th
    task; `draw` names the draw that finds its people, which other tasks may share. `calls` counts how often offers were
    called for, the latest time at `round_since`; `wanted` and `apprentices_wanted` are the places still to be filled.
    `empty` says why places stayed empty in the last draw.

    `mandates` are all that were given, by their numbers; `judgement` is that of its work, once it is reported or its
    date has passed. `over` is when it ended, `called_off` the decision that ended it by not adopting its plan again.
    Who serves in one that `moderates` has the powers of a moderator.
    """

    ref: str
    title: str
    text: str
    opener: int
    opened: datetime
    people: int
    offers_until: datetime
    hours: int | None = None
    by: str = ""
    able: tuple[str, ...] = ()
    apprentices: int = 0
    work_class: str = ""
    offers: dict[int, list[Offer]] = field(default_factory=dict)
    called: datetime | None = None
    post: str = ""
    tag: str = ""
    message_id: str = ""
    plan: str = ""
    number: int = 0
    term: str = ""
    repeats: str = ""
    turn: int = 1
    follows: str = ""
    due: datetime | None = None
    handover: str = ""
    draw: str = ""
    calls: int = 1
    round_since: datetime | None = None
    wanted: int = 0
    apprentices_wanted: int = 0
    salts: dict[int, list[tuple[datetime, str, str]]] = field(default_factory=dict)
    drawn: bool = False
    empty: tuple[Mapping[str, Any], ...] = ()
    mandates: list[Mandate] = field(default_factory=list)
    judgement: Judgement | None = None
    over: datetime | None = None
    moderates: bool = False
    called_off: str = ""

    def status(self, now: datetime) -> TaskStatus:
        """Where the task stands at this instant."""
        if self.called_off:
            return TaskStatus.CALLED_OFF
        if self.drawn:
            return TaskStatus.NOBODY if self.wanted >= self.people else TaskStatus.DRAWN
        return TaskStatus.OFFERS if now <= self.offers_until else TaskStatus.OFFERS_CLOSED

    def willing(self) -> list[Offer]:
        """The offers that stand, by member number: of each member the last by receipt, if it was not withdrawn."""
        last = (max(self.offers[number], key=lambda each: (each.received, each.key)) for number in sorted(self.offers))
        return [offer for offer in last if not offer.withdrawn]

    def mandate(self, number: int) -> Mandate:
        """The mandate of this number. Raises KeyError where it was never given."""
        found = next((each for each in self.mandates if each.number == number), None)
        if found is None:
            raise KeyError(f"{self.ref} has no mandate {number}")
        return found

    def held_by(self, member: int) -> Mandate | None:
        """The mandate of this task that a member holds or is asked to take; None where there is none that runs."""
        return next((each for each in self.mandates if each.member == member and each.standing.runs), None)

    def forget(self, member: int) -> None:
        """Let go of a member's own words; what was done and how it was judged stays."""
        for mandate in self.mandates:
            if mandate.member == member:
                mandate.report = ""
        if self.judgement is not None and member in self.judgement.said:
            self.judgement.said[member] = [replace(each, why="") for each in self.judgement.said[member]]
        if member in self.offers:
            self.offers[member] = [replace(each, line="") for each in self.offers[member]]
        if self.opener == member:
            self.title = self.text = ""

    def serving(self) -> list[Mandate]:
        """The mandates of those who took a place and whose work it is until it has been judged."""
        return [each for each in self.mandates if each.standing.runs and each.standing is not Standing.GIVEN]

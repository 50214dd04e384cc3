"""A task and the offers for it, as the ledger tells them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class TaskStatus(StrEnum):
    """Where a task stands: offers are taken, or no longer."""

    OFFERS = "offers"
    OFFERS_CLOSED = "offers closed"


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


@dataclass(slots=True)
class Task:
    """Work that a group wants done: people wanted, hours each, skills asked for, and who is willing.

    `by` is as its opener wrote it. It was `opened` with the receipt of its mail; offers are taken until `offers_until`
    (aware, UTC).
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

    def status(self, now: datetime) -> TaskStatus:
        """Where the task stands at this instant."""
        return TaskStatus.OFFERS if now <= self.offers_until else TaskStatus.OFFERS_CLOSED

    def willing(self) -> list[Offer]:
        """The offers that stand, by member number: of each member the last by receipt, if it was not withdrawn."""
        last = (max(self.offers[number], key=lambda each: (each.received, each.key)) for number in sorted(self.offers))
        return [offer for offer in last if not offer.withdrawn]

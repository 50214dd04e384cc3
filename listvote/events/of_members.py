"""What members do by mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from listvote.events.shape import Event, event_kind, fact, private, word


@dataclass(frozen=True, kw_only=True)
class Mailed(Event):
    """Something that a member asked for by mail.

    `received` and `key` (the mail's content key) give the order in which acts count. `line` is the line it was taken
    from; `proof` says how it was known who wrote it.
    """

    actor: int = fact()
    received: datetime = fact()
    key: str = fact()
    line: str = word(default="")
    address: str = private(default="")
    proof: str = private(default="")
    message_id: str = private(default="")


@event_kind("decision opened")
class Opened(Mailed):
    """A decision was opened: `about` is its number; text, rules and roll are frozen from here on.

    `closes` is what was asked for, a span (`7 days`) or an instant; `deadline` follows from it and from `received`
    until the announcement is handed over. `members` and `roll` are the size and the digest of the frozen roll, `active`
    the number of active members on it. `seconders` is how many have to second it first, `reopens` the decision
    that it decides again, `charter` the one that its adoption puts into force, `tasks` those that it opens,
    `recalls` the task, the election, or the `moderators`, in which the mandates of the `recalled` end with it.
    """

    version: int = fact(default=1)
    tag: str = fact(default="")
    kind_name: str = fact()
    rules: Mapping[str, Any] = fact()
    options: tuple[str, ...] = fact(default=())
    closes: str = fact()
    deadline: datetime = fact()
    members: int = fact()
    active: int = fact()
    roll: str = fact()
    text_sha256: str = fact()
    title: str = word(default="")
    text: str = word(default="")
    option_texts: tuple[str, ...] = word(default=())
    seconders: int = fact(later=True, default=0)
    reopens: str = fact(later=True, default="")
    nominations_until: datetime | None = fact(later=True, default=None)
    charter: Mapping[str, Any] | None = fact(later=True, default=None)
    charter_text: str = private(later=True, default="")
    charter_difference: str = word(later=True, default="")
    recalls: str = fact(later=True, default="")
    recalled: tuple[int, ...] = fact(later=True, default=())
    tasks: tuple[Mapping[str, Any], ...] = fact(later=True, default=())
    task_titles: tuple[str, ...] = word(later=True, default=())


@event_kind("ballot")
class BallotCast(Mailed):
    """A member's ballot, or its withdrawal (`{"withdrawn": true}`).

    `settled_by` is the moderator who settled what a doubtful mail meant; 0 for the author's own clear words.
    """

    version: int = fact(default=1)
    ballot: Mapping[str, Any] | None = fact(default=None)
    has_reason: bool = fact(default=False)
    settled_by: int = fact(default=0)
    reason: str = word(default="")


@event_kind("late ballot")
class LateBallot(Mailed):
    """A ballot that arrived in time and was read after the close was announced: recorded, never counted."""

    version: int = fact(default=1)
    ballot: Mapping[str, Any] | None = fact(default=None)
    has_reason: bool = fact(default=False)
    reason: str = word(default="")


@event_kind("asked")
class Asked(Mailed):
    """A doubtful line about `about` was asked back, in private; the position words offered are private too."""

    readings: tuple[str, ...] = private(default=())


@event_kind("copy")
class Copied(Event):
    """Another copy of a mail that acted: it was received earlier, or it made public what had come in private."""

    key: str = fact()
    received: datetime = fact()
    public: bool = fact(default=False)


@event_kind("objection kept up")
class KeptUp(Mailed):
    """A member's word in a hearing that their objection still stands."""

    version: int = fact(default=1)
    reason: str = word(default="")


@event_kind("objection answered")
class ObjectionAnswered(Mailed):
    """What the opener wrote to an objector on the list while the hearing lasted; `to` is the objector."""

    to: int = fact()
    text: str = word(default="")


@event_kind("seconded")
class Seconded(Mailed):
    """A member seconds a proposal."""


@event_kind("amendment offered")
class AmendmentOffered(Mailed):
    """A member offers another wording; `number` counts the offers for one decision."""

    number: int = fact()
    text_sha256: str = fact()
    text: str = word(default="")
    tasks: tuple[Mapping[str, Any], ...] = fact(later=True, default=())
    task_titles: tuple[str, ...] = word(later=True, default=())


@event_kind("raise asked")
class RaiseAsked(Mailed):
    """A member asks that a decision of a lighter kind be taken as one of the default kind."""


@event_kind("cancel asked")
class CancelAsked(Mailed):
    """A moderator asks to cancel a decision; the opener or a second moderator has to consent."""

    why: str = word(default="")


@event_kind("prolonged")
class Prolonged(Mailed):
    """A moderator put a close off, once, such as for an outage."""

    until: datetime = fact()
    why: str = word(default="")


@event_kind("petition signed")
class PetitionSigned(Mailed):
    """A member asks that a decision that ended be taken again, on the same text."""

    reason: str = word(default="")


@event_kind("salt")
class Salted(Mailed):
    """A member's part in the randomness of a lot; the first of each member counts."""

    salt: str = fact(default="")


@event_kind("nominated")
class Nominated(Mailed):
    """A member was proposed for a seat, by themselves or by another; `accepted` where they stand."""

    candidate: int = fact()
    accepted: bool = fact(default=False)
    statement: str = word(default="")


@event_kind("mails wanted")
class MailsWanted(Mailed):
    """Which private mails a member wants: the digest `daily`, `weekly` or `off`, receipts, any mail at all."""

    digest: str = fact(default="")
    receipts: str = fact(default="")
    none_at_all: bool = fact(default=False)


@event_kind("task opened")
class TaskOpened(Mailed):
    """A task was opened: `about` is its number. `offers_until` is when offers close.

    `plan` is the decision that opened it, `number` its place in that plan. `draw` is the task under whose commitment it
    is drawn, where that is another. `due` is the end of the day `by`. `term` and `repeats` are as written; `turn`
    counts the turns of a task that repeats, `follows` is the one before and `handover` what was said at its end.
    Whoever holds it `moderates`.
    """

    tag: str = fact(default="")
    people: int = fact(default=1)
    hours: int | None = fact(default=None)
    by: str | None = fact(default=None)
    able: tuple[str, ...] = fact(default=())
    apprentices: int = fact(default=0)
    work_class: str = fact(default="")
    offers_until: datetime = fact()
    text_sha256: str = fact()
    title: str = word(default="")
    text: str = word(default="")
    plan: str = fact(later=True, default="")
    number: int = fact(later=True, default=0)
    draw: str = fact(later=True, default="")
    term: str = fact(later=True, default="")
    repeats: str = fact(later=True, default="")
    turn: int = fact(later=True, default=1)
    follows: str = fact(later=True, default="")
    due: datetime | None = fact(later=True, default=None)
    handover: str = word(later=True, default="")
    moderates: bool = fact(later=True, default=False)


@event_kind("offered")
class Offered(Mailed):
    """A member is willing; what they declare is what they are able to do.

    `prefer` are tasks that they would rather have, best first; an `apprentice` learns it beside somebody able.
    """

    able: tuple[str, ...] = fact(default=())
    until: str | None = fact(default=None)
    hours: str | None = private(default=None)
    apprentice: bool = fact(later=True, default=False)
    prefer: tuple[str, ...] = fact(later=True, default=())


@event_kind("offer withdrawn")
class OfferWithdrawn(Mailed):
    """A member took an offer back."""

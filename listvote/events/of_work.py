"""What happens around the handing out of work: plans' tasks, willingness, frozen pools, sources, draws.

Hours are private: of what members can give, only what follows is a fact, namely for which tasks somebody can be drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from listvote.events.of_members import Mailed
from listvote.events.shape import Event, event_kind, fact, private


@event_kind("standing offer")
class StandingOffered(Mailed):
    """A member is willing always for some kinds of work: `work` are skills or classes of work, none for any work.

    It takes the place of an earlier one. `hours` is how much, in words (`4 hours a month`).
    """

    work: tuple[str, ...] = fact(default=())
    hours: str = private(default="")


@event_kind("standing offer withdrawn")
class StandingWithdrawn(Mailed):
    """A member took the standing offer back."""


@event_kind("pool frozen")
class PoolFrozen(Event):
    """Offers are closed: whoever can be drawn for some tasks, by number; nobody is added afterwards.

    `about` is the first of the tasks, `draw` names the draw: it, and the round where that is not the first. `tasks` are
    drawn together, by one commitment. Of each member, `pool` says `number`, `standing` (a list that puts the pool in
    order before the lot does, the lowest first), `able` and `learning` (the tasks that they can be drawn for, as
    themselves or as apprentices) and `prefer` (the tasks that they would rather have, best first). `places` and
    `apprentices` are how many each task wants. `salts_until` is when salts close, counted anew from the hand-over of
    the post that tells of the pool; `sources` are the public values that will go in, in words.
    """

    draw: str = fact()
    tasks: tuple[str, ...] = fact()
    work_class: str = fact(default="")
    rotation: str = fact()
    lot: str = fact(default="listvote")
    pool: tuple[Mapping[str, Any], ...] = fact(default=())
    places: Mapping[str, int] = fact()
    apprentices: Mapping[str, int] = fact()
    salts_until: datetime = fact()
    sources: tuple[str, ...] = fact(default=())
    polled_through: datetime = fact()


@event_kind("salts closed")
class SaltsClosed(Event):
    """The salts that go into a draw, `[[member, text], ...]` by member number; what comes later is none."""

    draw: str = fact()
    salts: tuple[Any, ...] = fact(default=())
    polled_through: datetime = fact()


@event_kind("source entered")
class SourceEntered(Mailed):
    """A moderator entered the value of a public source: the first, second and so on of those announced."""

    draw: str = fact()
    number: int = fact(default=1)
    value: str = fact()


@event_kind("drawn")
class Drawn(Event):
    """The draw: what its secret was, the order that it gave, and who is asked.

    `secret` (hexadecimal digits) is None where there was none to reveal: it counts as empty then. `public` are the
    values of the sources that went in. `order` is the order of the whole pool, standing first; substitutes are the next
    in it. `places` and `apprentices` give each task's members in the order in which they were chosen. `empty` says why
    places stay empty: `tasks` that together want more people (`wanted`) than `offered`, `able` in some skills, or as
    `apprentices`.
    """

    draw: str = fact()
    secret: str | None = fact(default=None)
    public: tuple[str, ...] = fact(default=())
    order: tuple[int, ...] = fact(default=())
    places: Mapping[str, Any] = fact()
    apprentices: Mapping[str, Any] = fact()
    empty: tuple[Mapping[str, Any], ...] = fact(default=())


@event_kind("offers reopened")
class OffersReopened(Event):
    """Places stay empty, so offers for a task are taken once more: `people` and `apprentices` are still wanted.

    `round` counts the calls for this task, the first being 1; offers that stand go on standing.
    """

    round: int = fact()
    people: int = fact()
    apprentices: int = fact(default=0)
    offers_until: datetime = fact()


@event_kind("task called off")
class TaskCalledOff(Event):
    """The decision that a task is bound to was taken again (`by`) and not adopted: the task ends where it stands.

    Nobody is asked for it any more, and its mandates end; nobody judges it. What was reported before is judged.
    """

    by: str = fact()


@event_kind("service imported")
class ServiceImported(Event):
    """Service in a class of work before this ledger: of each member, `member`, `terms` and `last`.

    `last` is the day on which the last term began, where it is known. `by` is the moderator who brought it, 0 for the
    operator.
    """

    work_class: str = fact(default="")
    history: tuple[Mapping[str, Any], ...] = fact()
    by: int = fact(default=0)

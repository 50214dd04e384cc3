"""The views about work: the call for help, the frozen pool, the draw, a mandate, a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from listvote.posts.views_parts import Count, Given, Hours, Say, TaskItem, View


@dataclass(frozen=True, slots=True)
class TaskCall(View):
    """A task looks for people: what, how much, by when, how they will be chosen, and the lot's commitment.

    `rotation` and `bound` say the charter's rule and what it guarantees, in words. `commitment` is the SHA-256 of the
    lot's secret, `sources` the public values that will go in. `handover` is the note of whoever did it last.
    `plan` is the decision that opened it, `again` says that places stayed empty before. Where several tasks are drawn
    together, all are in `together`.
    """

    kind: ClassVar[str] = "task_call"

    ref: str
    title: str
    people: int
    offers_close: datetime
    write: tuple[Say, ...]
    hours: Hours | None = None
    by: date | None = None
    able: tuple[str, ...] = ()
    apprentices: int = 0
    opened_by: str = ""
    rotation: str = ""
    bound: str = ""
    commitment: str = ""
    sources: tuple[str, ...] = ()
    handover: str = ""
    plan: str = ""
    again: bool = False
    together: tuple[TaskItem, ...] = ()
    thread_subject: str = ""


@dataclass(frozen=True, slots=True)
class InPool:
    """One line of a frozen pool or of a draw's order: member number, alias, standing in words."""

    number: int
    alias: str
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Pool(View):
    """Offers are closed: the numbered pool of a draw, and until when anybody may add salt.

    Where several tasks are drawn together, all are in `together`. `bound` is what the rotation promises, in words.
    """

    kind: ClassVar[str] = "pool"

    ref: str
    title: str
    people: int
    pool: tuple[InPool, ...]
    salts_until: datetime
    commitment: str
    sources: tuple[str, ...] = ()
    together: tuple[Given, ...] = ()
    bound: str = ""
    thread_subject: str = ""


@dataclass(frozen=True, slots=True)
class Draw(View):
    """The order that a draw gave, who is asked, and all that it takes to do it again.

    `chosen` is how many from the front of `order` are asked. `empty` says in words why places stay empty. `guarantees`
    are sentences on what this lot proves and what it does not. `recount` is the command that verifies `record`, the
    file that goes with it. `given` are the tasks with whom they went to, `salted` the salts and `public` the values of
    public sources that went in; no `secret` was revealed where it is empty.
    """

    kind: ClassVar[str] = "draw"

    ref: str
    title: str
    chosen: int
    order: tuple[InPool, ...]
    secret: str
    salts: int
    recount: str
    head: str
    given: tuple[Given, ...] = ()
    salted: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    record: str = ""
    guarantees: tuple[str, ...] = ()
    thread_subject: str = ""


@dataclass(frozen=True, slots=True)
class OffersClosed(View):
    """To whoever opened tasks, alone: offers are closed, who is asked, what stays empty and why.

    `again` says that offers for the empty places are taken once more by themselves.
    """

    kind: ClassVar[str] = "offers_closed"

    given: tuple[Given, ...]
    empty: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Mandate(View):
    """To a member alone: a task is theirs if they accept it within the charter's time.

    `bound_to` is the decision that asks for it, `scope` its words.
    """

    kind: ClassVar[str] = "mandate"

    ref: str
    title: str
    accept_until: datetime
    write: tuple[Say, ...]
    hours: Hours | None = None
    by: date | None = None
    with_whom: tuple[str, ...] = ()
    bound_to: str = ""
    scope: str = ""
    handover: str = ""
    apprentice: bool = False


@dataclass(frozen=True, slots=True)
class Judgement(View):
    """A task is reported, or its date has passed: everybody says how it went; `report` is empty if nobody reported."""

    kind: ClassVar[str] = "judgement"

    ref: str
    title: str
    who: tuple[str, ...]
    closes: datetime
    write: tuple[Say, ...]
    report: str = ""
    thread_subject: str = ""


@dataclass(frozen=True, slots=True)
class Judged(View):
    """What the group said of some work: the verdict in words, how many said what, and what they added, unnamed.

    `missing` says that nobody reported, `next_turn` is the task in which the work goes on.
    """

    kind: ClassVar[str] = "judged"

    ref: str
    title: str
    verdict: str
    said: tuple[Count, ...] = ()
    words: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    missing: bool = False
    next_turn: str = ""
    thread_subject: str = ""


@dataclass(frozen=True, slots=True)
class Duty(View):
    """To a member alone, before the date of a task of theirs."""

    kind: ClassVar[str] = "duty"

    ref: str
    title: str
    until: datetime
    write: tuple[Say, ...]
    with_whom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CalledOff(View):
    """To a member alone: work that they were asked for, or had taken, is called off, and they owe nothing.

    `by` is the decision, with the title `decided`, that took the `plan` again and did not adopt it. `write` is how they
    tell of what they did already, nothing where they had not begun.
    """

    kind: ClassVar[str] = "called_off"

    ref: str
    title: str
    by: str
    decided: str
    plan: str
    write: tuple[Say, ...] = ()


@dataclass(frozen=True, slots=True)
class SwapWish(View):
    """To a member alone: somebody would like them to take over a task, or to change with them."""

    kind: ClassVar[str] = "swap_wish"

    ref: str
    title: str
    by: str
    write: tuple[Say, ...]
    until: datetime | None = None
    hours: Hours | None = None
    exchange: tuple[Say, ...] = ()

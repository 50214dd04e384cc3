"""A draw of work: one order of the pool, and from it who does which task, who comes next, and why places stay empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from listvote.labour.matching import Shortage, Wish, assign, shortages
from listvote.labour.rotation import Standing

__all__ = ["Candidate", "Drawn", "Empty", "Places", "Seat", "draw"]


@dataclass(frozen=True, slots=True)
class Places:
    """What one task wants in a draw: people who are able, apprentices beside them, hours of each, and skills."""

    task: str
    people: int
    apprentices: int = 0
    hours: int | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One member of a pool: the tasks that they may hold, those that they could learn, what they prefer.

    Which tasks are theirs was settled before, by skills, dates and hours. `prefer` names tasks, the best first; all
    others come after them.
    """

    member: int
    standing: Standing
    able: frozenset[str] = frozenset()
    learning: frozenset[str] = frozenset()
    prefer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """One place given: the task, the member, and whether as an apprentice."""

    task: str
    member: int
    apprentice: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """Why places stay empty: the tasks that together want more people than offered, and what skills those need.

    `offered` counts the members who may hold a place in any of them (as an apprentice: who could learn it and serve
    nowhere in this draw).
    """

    tasks: tuple[str, ...]
    wanted: int
    offered: int
    skills: tuple[str, ...] = ()
    apprentices: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a draw came to: the whole order of the pool, the places given, and why others stay empty.

    `seats` stand in the order of the plan, within a task as they were drawn, apprentices last.
    """

    order: tuple[int, ...]
    seats: tuple[Seat, ...]
    empty: tuple[Empty, ...]
    _able: dict[str, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)
    _learning: dict[str, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)

    def substitutes(self, task: str, *, apprentice: bool = False) -> tuple[int, ...]:
        """Who comes next for a task: in the order of the draw, whoever may hold it and was given no place.

        Args:
            task: its reference.
            apprentice: whether an apprentice's place is to be filled.

        Returns:
            member numbers; the first is asked first, and whoever cannot serve by then is skipped.
        """
        placed = {seat.member for seat in self.seats}
        may = (self._learning if apprentice else self._able).get(task, frozenset())
        return tuple(member for member in self.order if member in may and member not in placed)


def draw(places: Sequence[Places], pool: Iterable[Candidate], lot: Sequence[int]) -> Drawn:
    """Draw several tasks together: the order is by standing, then by the lot; the places are given in this order.

    First all places of the able, then, among those who have none, the places of apprentices, both as `assign` says.

    Args:
        places: what the tasks want, in the order of the plan.
        pool: the frozen pool, in any order; all standings are of one rotation.
        lot: an order that has every number of the pool in it.

    Returns:
        the order, the places and the reasons of empty ones; the same for the same arguments, in whatever order the pool
        came.
    """
    drawn = {number: place for place, number in enumerate(lot)}
    ordered = sorted(pool, key=lambda each: (each.standing, drawn[each.member]))
    able = [Wish(each.member, each.able, each.prefer) for each in ordered]
    wanted = {each.task: each.people for each in places}
    given = assign(able, wanted)
    learning = [Wish(each.member, each.learning, each.prefer) for each in ordered if each.member not in given]
    wanted_to_learn = {each.task: each.apprentices for each in places if each.apprentices}
    taught = assign(learning, wanted_to_learn)
    seats = [Seat(task, member) for member, task in given.items()]
    seats += [Seat(task, member, True) for member, task in taught.items()]
    plan = {each.task: place for place, each in enumerate(places)}
    needs = {each.task: each.skills for each in places}
    return Drawn(
        order=tuple(each.member for each in ordered),
        seats=tuple(sorted(seats, key=lambda seat: plan[seat.task])),
        empty=(
            *(_empty(each, needs, False) for each in shortages(able, wanted, given)),
            *(_empty(each, needs, True) for each in shortages(learning, wanted_to_learn, taught)),
        ),
        _able=_by_task(able),
        _learning=_by_task(learning),
    )


def _by_task(wishes: Iterable[Wish]) -> dict[str, frozenset[int]]:
    may: dict[str, set[int]] = {}
    for wish in wishes:
        for task in wish.tasks:
            may.setdefault(task, set()).add(wish.member)
    return {task: frozenset(members) for task, members in may.items()}


def _empty(shortage: Shortage, needs: dict[str, tuple[str, ...]], apprentices: bool) -> Empty:
    skills = tuple(sorted({skill for task in shortage.tasks for skill in needs[task]}))
    return Empty(shortage.tasks, shortage.wanted, shortage.offered, skills, apprentices)

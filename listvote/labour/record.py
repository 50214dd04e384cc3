"""A draw of work as it is published: one record with all that is needed to do it again, and the check that does so.

It extends the record of a lot by what work needs: the tasks and their places, what each member of the pool can be drawn
for, who got which place, who comes next, and why places stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from listvote.charter import Rotation
from listvote.events import instant
from listvote.labour.drawing import Candidate, Drawn, Places, draw
from listvote.labour.rotation import Standing, bound, read_standing, written
from listvote.lot import Lot, differences, drawn, drawn_again, guarantees, seed
from listvote.lot import verify as verify_lot

__all__ = ["Held", "given_places", "record", "verify"]

FORMAT: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that went into one draw.

    `tasks` stand in the order of the plan, `titles` and `aliases` are what is shown of tasks and members. `times` are
    the instants of the draw by name (aware). `secret` is None where none was revealed; `sources` are the public sources
    in words, `public` their values in the same order.
    """

    name: str
    tasks: Sequence[Places]
    titles: Mapping[str, str]
    pool: Sequence[Candidate]
    aliases: Mapping[int, str]
    rotation: Rotation
    work_class: str = ""
    times: Mapping[str, datetime | None]
    lot: Lot = "listvote"
    commitment: str = ""
    secret: bytes | None = None
    salts: Mapping[int, str]
    sources: Sequence[str] = ()
    public: Sequence[str] = ()

    def by_lot(self) -> list[int]:
        """The order that the lot gives, before anybody's standing; raises LotError as `lot.drawn` does."""
        numbers = [each.member for each in self.pool]
        return drawn(self.lot, numbers, self.secret or b"", self.salts, self.public)

    def again(self) -> Drawn:
        """The draw, computed from what went into it; raises LotError as `lot.drawn` does."""
        return draw(self.tasks, self.pool, self.by_lot())


def given_places(outcome: Drawn, tasks: Iterable[str], *, apprentices: bool = False) -> dict[str, list[int]]:
    """Say who got which task, each in the order of the draw.

    Args:
        outcome: the draw.
        tasks: the tasks to say it of; one that nobody got has none.
        apprentices: whether the places of apprentices are meant.
    """
    given: dict[str, list[int]] = {task: [] for task in tasks}
    for seat in outcome.seats:
        if seat.apprentice is apprentices:
            given[seat.task].append(seat.member)
    return given


def record(held: Held) -> dict[str, Any]:
    """Make the published record of a draw of work: one JSON object with all that is needed to do it again.

    Args:
        held: all that went into it.

    Returns:
        `format, what, draw, class, tasks [{task, title, people, apprentices, hours, able}], times, rotation, bound,
        lot, pool [{number, alias, standing, able, learning, prefer}], commitment, secret, withheld,
        salts [[number, text]], sources, public, seed, drawn, order, places, apprentices, substitutes, empty,
        guarantees`: `drawn` is the lot's order alone, `order` has the standing first; `places`, `apprentices` and
        `substitutes` have members by task.

    Raises:
        LotError: as `lot.drawn` does.
    """
    first = held.tasks[0].task
    others = [each.task for each in held.tasks[1:]]
    public = bool(held.public)
    withheld = held.lot == "listvote" and held.secret is None
    by_lot = held.by_lot()
    outcome = draw(held.tasks, held.pool, by_lot)
    return {
        "format": FORMAT,
        "what": f"{first}, {held.titles.get(first, '')}" + (f", with {', '.join(others)}" if others else ""),
        "draw": held.name,
        "class": held.work_class,
        "tasks": [
            {
                "task": each.task,
                "title": held.titles.get(each.task, ""),
                "people": each.people,
                "apprentices": each.apprentices,
                "hours": each.hours,
                "able": list(each.skills),
            }
            for each in held.tasks
        ],
        "times": {name: instant(at) for name, at in held.times.items() if at is not None},
        "rotation": held.rotation.value,
        "bound": bound(held.rotation, len(held.pool), sum(each.people + each.apprentices for each in held.tasks)),
        "lot": held.lot,
        "pool": [
            {
                "number": each.member,
                "alias": held.aliases.get(each.member, ""),
                "standing": written(each.standing),
                "able": _in_plan(each.able, held.tasks),
                "learning": _in_plan(each.learning, held.tasks),
                "prefer": list(each.prefer),
            }
            for each in sorted(held.pool, key=lambda each: each.member)
        ],
        "commitment": held.commitment,
        "secret": (held.secret or b"").hex(),
        "withheld": withheld,
        "salts": [[number, held.salts[number]] for number in sorted(held.salts)],
        "sources": list(held.sources),
        "public": list(held.public),
        **_came_to(held.lot, held.tasks, by_lot, outcome, held.secret or b"", held.salts, held.public),
        "guarantees": guarantees(held.lot, public, withheld),
    }


def verify(published: Mapping[str, Any]) -> list[str]:
    """Do a published draw again and name every difference: commitment, seed, order, places, who is next, what is empty.

    Args:
        published: the record as read from its JSON file, of a draw of work or of a lot alone.

    Returns:
        one sentence a difference; none where the record holds. Never raises, whatever is in the record.
    """
    if published.get("format") != FORMAT:
        return verify_lot(published)
    faults: list[str] = []
    tasks = _read_tasks(published.get("tasks"))
    rotation = next((each for each in Rotation if each == published.get("rotation")), None)
    if not tasks:
        faults.append(
            "The tasks are not a list of lines with task, people, apprentices, hours and able, each task once."
        )
    if rotation is None:
        return [*faults, f"The rotation is none of {', '.join(Rotation)}."]
    pool = _read_pool(published.get("pool"), rotation)
    if pool is None:
        return [*faults, "The pool is not a list of lines with number, alias, standing, able, learning and prefer."]
    by_lot = drawn_again(published, [each.member for each in pool], faults)
    if by_lot is None or not tasks:
        return faults
    secret = bytes.fromhex(published["secret"]) if published["lot"] == "listvote" else b""
    salts, outcome = dict(published["salts"]), draw(tasks, pool, by_lot)
    ours = _came_to(published["lot"], tasks, by_lot, outcome, secret, salts, published["public"])
    return faults + differences(published, ours)


def _came_to(
    lot: Lot,
    tasks: Sequence[Places],
    by_lot: Sequence[int],
    outcome: Drawn,
    secret: bytes,
    salts: Mapping[int, str],
    public: Sequence[str],
) -> dict[str, Any]:
    """The keys of a record that are computed from all others."""
    names = [each.task for each in tasks]
    return {
        "seed": seed(secret, by_lot, salts, public).hex() if lot == "listvote" else "",
        "drawn": list(by_lot),
        "order": list(outcome.order),
        "places": given_places(outcome, names),
        "apprentices": given_places(outcome, names, apprentices=True),
        "substitutes": {name: list(outcome.substitutes(name)) for name in names},
        "empty": [
            {
                "tasks": list(each.tasks),
                "wanted": each.wanted,
                "offered": each.offered,
                "able": list(each.skills),
                "apprentices": each.apprentices,
            }
            for each in outcome.empty
        ],
    }


def _in_plan(tasks: frozenset[str], plan: Sequence[Places]) -> list[str]:
    return [each.task for each in plan if each.task in tasks]


def _read_tasks(value: object) -> list[Places]:
    """The tasks of a record; none where they are not as they should be."""
    tasks: list[Places] = []
    for line in value if isinstance(value, list) else []:
        match line:
            case {"task": str(task), "people": int(people), "apprentices": int(learners), "able": [*skills]} if all(
                isinstance(each, str) for each in skills
            ):
                tasks.append(Places(task, people, learners, None, tuple(skills)))
            case _:
                return []
    return tasks if len({each.task for each in tasks}) == len(tasks) else []


def _read_pool(value: object, rotation: Rotation) -> list[Candidate] | None:
    pool = []
    for line in value if isinstance(value, list) else [None]:
        match line:
            case {
                "number": int(number),
                "alias": str(),
                "standing": place,
                "able": [*able],
                "learning": [*learning],
                "prefer": [*prefer],
            } if not isinstance(number, bool) and all(isinstance(each, str) for each in (*able, *learning, *prefer)):
                standing: Standing | None = read_standing(rotation, place)
                if standing is None:
                    return None
                pool.append(Candidate(number, standing, frozenset(able), frozenset(learning), tuple(prefer)))
            case _:
                return None
    return pool

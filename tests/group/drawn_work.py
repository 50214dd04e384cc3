"""Work that was drawn: tasks with a frozen pool and an order, as a ledger tells them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from listvote import events
from listvote.labour.mandate import Standing
from listvote.labour.task import Task
from tests.group.a_group import START, Book

DUE = START + timedelta(days=48)


def drawn(
    book: Book,
    *order: int,
    people: int = 1,
    apprentices: int = 0,
    learning: Sequence[int] = (),
    able: tuple[str, ...] = (),
    due: datetime | None = DUE,
    chosen: Sequence[int] | None = None,
    **more: Any,
) -> Task:
    """A task whose draw gave this order, with the first of it in its places; nobody was asked yet."""
    ref = f"T{book.state.last_task + 1}"
    seats = tuple(order[:people] if chosen is None else chosen)
    fields = {"term": "", "repeats": "", "work_class": "", "title": "Typeset", "text": "All 24 pages.", **more}
    book.write(
        events.TaskOpened(
            about=ref,
            actor=1,
            received=book.now,
            key=f"task{ref}",
            tag="TASK",
            people=people,
            hours=6,
            due=due,
            able=able,
            apprentices=apprentices,
            offers_until=book.now,
            text_sha256="",
            **fields,
        ),
        events.PostWritten(post=f"call.{ref}@example.org", what="call", day="2026-11-01", refs=(ref,)),
        events.PoolFrozen(
            about=ref,
            draw=ref,
            tasks=(ref,),
            work_class=str(fields["work_class"]),
            rotation="turns",
            pool=tuple(
                {
                    "number": each,
                    "standing": [],
                    "able": [] if each in learning else [ref],
                    "learning": [ref] if each in learning else [],
                }
                for each in (*order, *(one for one in learning if one not in order))
            ),
            places={ref: people},
            apprentices={ref: apprentices},
            salts_until=book.now,
            polled_through=book.now,
        ),
        events.Drawn(
            about=ref,
            draw=ref,
            order=tuple(dict.fromkeys((*order, *learning))),
            places={ref: seats},
            apprentices={ref: tuple(learning[:apprentices])},
        ),
    )
    return book.state.tasks[book.state.last_task]


def standing(task: Task) -> dict[int, Standing]:
    """Where the mandates of a task stand, by member; of several, the last."""
    return {each.member: each.standing for each in task.mandates}


def serving(task: Task) -> list[int]:
    """Those whose work a task is now."""
    return [each.member for each in task.serving()]

"""Work that was drawn: tasks with a frozen pool and an order, as a ledger tells them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from listvote import events
from listvote.events import Event
from listvote.labour.mandate import Standing
from listvote.labour.task import Task
from tests.group.a_group import START, Book

DUE = START + timedelta(days=48)


def drawn_events(
    ref: str,
    now: datetime,
    *order: int,
    people: int = 1,
    apprentices: int = 0,
    learning: Sequence[int] = (),
    able: tuple[str, ...] = (),
    due: datetime | None = DUE,
    **more: Any,
) -> list[Event]:
    """What a ledger says of a task whose draw gave this order, with the first of it in its places."""
    fields = {"term": "", "repeats": "", "work_class": "", "title": "Typeset", "text": "All 24 pages.", **more}
    fields.setdefault("message_id", "")
    pool: tuple[dict[str, Any], ...] = tuple(
        {
            "number": each,
            "standing": [],
            "able": [ref] * (each not in learning),
            "learning": [ref] * (each in learning),
        }
        for each in dict.fromkeys((*order, *learning))
    )
    return [
        events.TaskOpened(
            about=ref,
            actor=1,
            received=now,
            key=f"task{ref}",
            tag="TASK",
            people=people,
            hours=6,
            due=due,
            able=able,
            apprentices=apprentices,
            offers_until=now,
            text_sha256="",
            **fields,
        ),
        events.PostWritten(post=f"call.{ref}@example.org", what="call", day="2026-11-01", refs=(ref,)),
        events.PostHandedOver(post=f"call.{ref}@example.org", when=now),
        events.PoolFrozen(
            about=ref,
            draw=ref,
            tasks=(ref,),
            work_class=str(fields["work_class"]),
            rotation="turns",
            pool=pool,
            places={ref: people},
            apprentices={ref: apprentices},
            salts_until=now,
            polled_through=now,
        ),
        events.Drawn(
            about=ref,
            draw=ref,
            order=tuple(each["number"] for each in pool),
            places={ref: tuple(order[:people])},
            apprentices={ref: tuple(learning[:apprentices])},
        ),
        events.PostWritten(post=f"draw.{ref}@example.org", what="draw", day="2026-11-01", refs=(ref,)),
    ]


def drawn(book: Book, *order: int, **more: Any) -> Task:
    """Such a task in a book; nobody was asked yet."""
    book.write(*drawn_events(f"T{book.state.last_task + 1}", book.now, *order, **more))
    return book.state.tasks[book.state.last_task]


def standing(task: Task) -> dict[int, Standing]:
    """Where the mandates of a task stand, by member; of several, the last."""
    return {each.member: each.standing for each in task.mandates}


def serving(task: Task) -> list[int]:
    """Those whose work a task is now."""
    return [each.member for each in task.serving()]

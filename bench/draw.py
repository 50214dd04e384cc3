"""A draw of work: the lot's order and who does what, for 10,000 members and 500 tasks, in several kinds of pool."""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, datetime, timedelta

from listvote import lot
from listvote.charter import Rotation
from listvote.labour.drawing import Candidate, Drawn, Places, draw
from listvote.labour.rotation import Service, standing

MEMBERS = 10_000
TASKS = 500
RUNS = 3
BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SECRET = bytes(range(32))


def a_draw(people: int, offers: int, wishes: int, *, crowded: bool) -> tuple[list[Places], list[Candidate]]:
    """Tasks of so many people each, and members who offered for so many of them; crowded: mostly for the same few."""
    chance = random.Random(1871)
    names = [f"T{number}" for number in range(1, TASKS + 1)]
    tasks = [Places(name, people, apprentices=1, hours=chance.randint(1, 8)) for name in names]
    pool = []
    for member in range(1, MEMBERS + 1):
        among = names[: TASKS // 10] if crowded and chance.random() < 0.9 else names
        may = chance.sample(among, min(offers, len(among)))
        last = BEGAN + timedelta(weeks=chance.randint(1, 40)) if chance.random() < 0.7 else None
        pool.append(
            Candidate(
                member,
                standing(Rotation.TURNS, Service(chance.randint(1, 5), last) if last else None),
                frozenset(may[1:]),
                frozenset(may[:1]),
                tuple(may[1 : 1 + wishes]),
            )
        )
    return tasks, pool


def whole(tasks: list[Places], pool: list[Candidate]) -> Drawn:
    """All that a draw computes: the lot's order over the pool, then the places."""
    return draw(tasks, pool, lot.order(SECRET, [each.member for each in pool], {}, []))


def run() -> None:
    """Print medians of one run."""
    print(f"a draw for {MEMBERS:,} members and {TASKS} tasks, medians of {RUNS}")
    kinds = {
        "2 people a task, 6 offers a member": (2, 6, 3, False),
        "20 people a task, as many places as members": (20, 6, 3, False),
        "20 people a task, nine of ten want the same few": (20, 6, 3, True),
        "20 people a task, everybody offers for 250": (20, 251, 20, False),
    }
    for words, (people, offers, wishes, crowded) in kinds.items():
        tasks, pool = a_draw(people, offers, wishes, crowded=crowded)
        drawn, seconds = whole(tasks, pool), []
        for _ in range(RUNS):
            start = time.perf_counter()
            whole(tasks, pool)
            seconds.append(time.perf_counter() - start)
        taken = f"{statistics.median(seconds):6.2f} s"
        print(f"  {words:<50}{taken}  {len(drawn.seats):>6,} places filled, {len(drawn.empty)} shortages")


if __name__ == "__main__":
    run()

"""Folding a long ledger, and the cost of one more vote on it.

Processor time, so that the disk and whoever else uses the machine count little. Nothing is collected meanwhile, as at
a start: see `flow.house`.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bench import _ledgers
from listvote.flow.house import House
from listvote.flow.intake import take_one
from listvote.flow.letter import Letter
from listvote.group import State, fold
from listvote.store import ledger

EVENTS = 100_000
MEMBERS = 1_000
VOTES = (100, 1_000, 10_000, 100_000)
RUNS = 3
TIMED = 100


def run() -> None:
    """Print medians of one run."""
    with tempfile.TemporaryDirectory() as made:
        house = _ledgers.open_house(f"sqlite:///{Path(made) / 'folding.db'}")
        group = _ledgers.found(house, "press", MEMBERS)
        number = 0
        print(f"one more vote taken in, medians of {TIMED}")
        for votes in VOTES:
            _ledgers.vote(house, group, number + 1, votes, MEMBERS)
            number = votes + TIMED
            seconds = statistics.median(_one_vote(house, votes + place) for place in range(1, TIMED + 1))
            print(f"  with {votes:>7,} votes in the ledger {seconds * 1000:6.2f} ms")
        _fold(house, group)
        house.database.close()


def _one_vote(house: House, number: int) -> float:
    raw = _ledgers.mail("press", (number - 1) % MEMBERS + 1, number)
    letter = Letter("bench", 1, number, _ledgers.BEGAN + timedelta(hours=1), raw)
    start = time.process_time()
    taken = take_one(house, letter, _ledgers.BEGAN + timedelta(hours=2), None)
    seconds = time.process_time() - start
    if [event.kind for event in taken.events] != ["ballot"]:
        raise AssertionError(taken)
    return seconds


def _fold(house: House, group: int) -> None:
    with house.look() as look:
        entries = list(ledger.entries(look.connection, group))[:EVENTS]
    folding = [_seconds(lambda: fold(entries)) for _ in range(RUNS)]
    reading = [_seconds(lambda: _read(house, group)) for _ in range(RUNS)]
    house.states.clear()
    whole = [_seconds(lambda: _started(house, group)) for _ in range(RUNS)]
    print(f"a ledger of {EVENTS:,} events, medians of {RUNS}")
    for what, seconds in (("folded", folding), ("read from the database", reading), ("both, as a start does", whole)):
        print(f"  {what:<32}{statistics.median(seconds):6.2f} s")


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    start = time.process_time()
    made = work()
    seconds = time.process_time() - start
    del made  # not before: no start has to throw away what it made
    gc.enable()
    return seconds


def _read(house: House, group: int) -> None:
    with house.look() as look:
        for _entry in ledger.entries(look.connection, group):
            pass


def _started(house: House, group: int) -> State:
    with house.look() as look:
        look.state(group)
    return house.states.pop(group)


if __name__ == "__main__":
    run()

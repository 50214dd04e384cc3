"""How long a process that serves a thousand lists needs to begin, to say how they stand, to write their digests."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench import _ledgers
from listvote.flow import tick
from listvote.flow.overview import overview
from listvote.store import inbox
from listvote.store.inbox import Cursor

GROUPS = 1_000
EVENTS = 100_000
MEMBERS = 20


def run() -> None:
    """Print the figures of one run; what is measured runs in a process of its own, which begins with nothing."""
    with tempfile.TemporaryDirectory() as made:
        url = f"sqlite:///{Path(made) / 'startup.db'}"
        events = _fill(url)
        print(f"{GROUPS:,} groups with {events:,} events")
        command = [sys.executable, "-m", "bench.startup", url]
        found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    for what, seconds in found.items():
        print(f"  {what:<32}{seconds:6.2f}")


def _fill(url: str) -> int:
    house = _ledgers.open_house(url)
    for number in range(1, GROUPS + 1):
        group = _ledgers.found(house, f"list{number}", MEMBERS)
        state = house.states[group]
        _ledgers.vote(house, group, 1, EVENTS // GROUPS - state.seq, MEMBERS)
    with house.change() as change:
        through = (_ledgers.BEGAN + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        inbox.move(change.connection, "bench", Cursor(1, 1, through))
    events = sum(state.seq for state in house.states.values())
    house.database.close()
    return events


def _broken(group: str, error: Exception) -> None:
    raise error


def _measure(url: str) -> dict[str, float]:
    found = {}
    now = _ledgers.BEGAN + timedelta(days=1)
    start = time.perf_counter()
    house = _ledgers.open_house(url)
    with house.look() as look:
        look.states()
    found["start: all states, seconds"] = time.perf_counter() - start
    start = time.perf_counter()
    overview(house, now)
    found["status, seconds"] = time.perf_counter() - start
    start = time.perf_counter()
    steps = tick.run(house, "bench", now, _broken)
    found["digests and announcements, seconds"] = time.perf_counter() - start
    found["steps that were due"] = len(steps)
    start = time.perf_counter()
    tick.run(house, "bench", now, _broken)
    found["a pass with nothing due, seconds"] = time.perf_counter() - start
    found["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_measure(sys.argv[1])))
    else:
        run()

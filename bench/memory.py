"""Memory over the number of mails: discussion that nobody has to remember, and votes, which the state holds."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bench import _ledgers
from listvote.flow import passing
from listvote.net.imap import Fetched, Polled

MAILS = (1_000, 20_000)
MEMBERS = 1_000
_WORDS = b"I would rather see the figures of last year first, and then talk about it."


class _Folder:
    """A mailbox that makes its mails as they are asked for, so that nothing but the intake can hold them."""

    def __init__(self, kind: str, mails: int) -> None:
        self.kind, self.mails = kind, mails

    def poll(self) -> Polled:
        return Polled(1, self.mails + 2, self.mails)

    def new(self, after_uid: int, batch: int = 200) -> Iterator[Fetched]:
        for number in range(1, self.mails + 1):
            raw = _ledgers.mail("press", number % MEMBERS + 1, number)
            if self.kind == "discussion":
                raw = raw.replace(b"Yes please", _WORDS)
            received = _ledgers.BEGAN + timedelta(seconds=60 + number)
            yield Fetched(uid=number + 1, uidvalidity=1, internaldate=received, size=len(raw), raw=raw)


def run() -> None:
    """Print the most memory that a process held; each runs on its own, which begins with nothing."""
    print(f"memory of a process that takes in mails of {MEMBERS:,} members")
    for kind in ("discussion", "votes"):
        held = []
        for mails in MAILS:
            command = [sys.executable, "-m", "bench.memory", kind, str(mails)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            held.append(json.loads(done.stdout))
            print(f"  {mails:>7,} mails, {kind:<11} {held[-1] / 1024:6.0f} MB")
        print(f"    {held[-1] / held[0]:.2f} times for {MAILS[-1] / MAILS[0]:.0f} times the mails")


def _measure(kind: str, mails: int) -> int:
    with tempfile.TemporaryDirectory() as made:
        house = _ledgers.open_house(f"sqlite:///{Path(made) / 'memory.db'}")
        _ledgers.found(house, "press", MEMBERS)
        now = _ledgers.BEGAN + timedelta(days=1)
        done = passing.poll(house, _Folder(kind, mails), "bench", lambda: now, passing.Watch())
        if done.taken != mails:
            raise AssertionError(f"{done.taken} of {mails} mails were taken in")
        house.database.close()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_measure(sys.argv[1], int(sys.argv[2]))))
    else:
        run()

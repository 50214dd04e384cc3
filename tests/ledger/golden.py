"""Golden ledgers: the events of a case, as data, and the file that they were exported to for ever."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listvote import events
from listvote.ledger.chain import BODIES, GENESIS, Entry, seal

CASES = sorted(Path(__file__).parents[1].joinpath("cases", "ledger").iterdir())


@dataclass(frozen=True)
class Written:
    """One event of a golden ledger, and when it was written."""

    at: str
    event: events.Event


def written(case: Path) -> list[Written]:
    """The events of a case, read from its data."""
    found: list[dict[str, Any]] = json.loads(case.joinpath("events.json").read_text(encoding="utf-8"))
    return [Written(each["at"], events.read(each["kind"], each["about"], each)) for each in found]


def golden_salts(seq: int) -> bytes:
    """The 96 random bytes of an entry of a golden ledger, which are not random."""
    return b"".join(hashlib.sha256(f"{seq} {body}".encode()).digest() for body in BODIES)


def sealed(case: Path) -> list[Entry]:
    """The entries of a case, sealed from its events."""
    made: list[Entry] = []
    for seq, each in enumerate(written(case), 1):
        previous = made[-1].hash if made else GENESIS
        event = each.event
        made.append(seal(previous, seq, each.at, event.kind, event.about, event.bodies(), golden_salts(seq)))
    return made

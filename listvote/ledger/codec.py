"""The public ledger as a file: JSON lines, one entry a line after one line that names the group.

A body is written as its exact text, so that a reader hashes what was hashed. A body that is not published says why:
`private` bodies are never published, `words` may be erased, and facts of a sealed ballot wait for the close.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from listvote.ledger.chain import BODIES, Body, Entry, LedgerError, opened

TITLE: Final = "listvote ledger"


@dataclass(frozen=True, slots=True)
class Exported:
    """A ledger read back from its file: the group's name and its entries, in order."""

    group: str
    entries: tuple[Entry, ...]


def export(
    group: str, entries: Iterable[Entry], withheld: Callable[[Entry], bool] = lambda entry: False
) -> Iterator[str]:
    """The lines of a public ledger, each without its line end.

    `withheld` says of an entry whether its facts wait for a close. Private bodies are always left out.
    """
    yield json.dumps({"ledger": TITLE, "format": 1, "group": group}, ensure_ascii=False)
    for entry in entries:
        line: dict[str, Any] = {"head": entry.head.decode(), "hash": entry.hash.hex()}
        for name, body in (("facts", entry.facts), ("words", entry.words)):
            if body is None:
                line[name] = "erased"
            elif withheld(entry):
                line[name] = "withheld until the close"
            else:
                line[name] = {"salt": body.salt.hex(), "text": body.text.decode()}
        yield json.dumps(line, ensure_ascii=False)


def read(lines: Iterable[str]) -> Exported:
    """Read an exported ledger.

    Raises LedgerError naming the line that cannot be read. That the chain holds is for `chain.faults` to say.
    """
    group: str | None = None
    entries: list[Entry] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if group is None:
                if value["ledger"] != TITLE or value["format"] != 1:
                    raise LedgerError("this is no ledger that this version can read")
                group = str(value["group"])
            else:
                entries.append(_entry(value))
        except LedgerError as error:
            raise LedgerError(f"line {number}: {error}") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise LedgerError(f"line {number}: not an entry of a ledger") from error
    if group is None:
        raise LedgerError("the file is empty")
    return Exported(group, tuple(entries))


def _entry(value: dict[str, Any]) -> Entry:
    bodies: dict[str, Body | None] = {}
    for name in BODIES:
        found = value.get(name)
        bodies[name] = Body(bytes.fromhex(found["salt"]), found["text"].encode()) if isinstance(found, dict) else None
    return opened(value["head"].encode(), bytes.fromhex(value["hash"]), bodies)

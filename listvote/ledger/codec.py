"""The public ledger as a file: JSON lines, one entry a line after one line that names the group.

A body is written as its exact text, so that a reader hashes what was hashed. A body that is not published says why:
`private` bodies are never published, `words` may be erased, and facts of a sealed ballot wait for the close.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from listvote.ledger.chain import Body, Entry, LedgerError, opened

TITLE: Final = "listvote ledger"
_PUBLISHED: Final = ("facts", "words")
_ERASED: Final = "erased"
_WITHHELD: Final = "withheld until the close"


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
    yield _title(group)
    for entry in entries:
        yield _line(entry, _WITHHELD if withheld(entry) else "")


def _title(group: str) -> str:
    return json.dumps({"ledger": TITLE, "format": 1, "group": group}, ensure_ascii=False)


def _line(entry: Entry, withheld: str = "") -> str:
    line: dict[str, Any] = {"head": entry.head.decode(), "hash": entry.hash.hex()}
    for name, body in (("facts", entry.facts), ("words", entry.words)):
        if body is None:
            line[name] = _ERASED
        else:
            line[name] = withheld or {"salt": body.salt.hex(), "text": body.text.decode()}
    return json.dumps(line, ensure_ascii=False)


def read(lines: Iterable[str]) -> Exported:
    """Read an exported ledger, its lines with or without their ends.

    There is one way to write an entry: what is written in any other (spaces, capitals, other keys, empty lines) was
    not exported so, and is refused.

    Raises LedgerError naming the line that cannot be read. That the chain holds is for `chain.faults` to say.
    """
    group: str | None = None
    entries: list[Entry] = []
    for number, ended in enumerate(lines, 1):
        line = ended.removesuffix("\n")
        try:
            if group is None:
                group = _group(line)
            else:
                entries.append(_entry(line))
        except LedgerError as error:
            raise LedgerError(f"line {number}: {error}") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise LedgerError(f"line {number}: not an entry of a ledger") from error
    if group is None:
        raise LedgerError("the file is empty")
    return Exported(group, tuple(entries))


def _group(line: str) -> str:
    try:
        value = json.loads(line)
        known = value["ledger"] == TITLE
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LedgerError("this is no exported ledger; `listvote export` writes one") from error
    if not known or value["format"] != 1:
        raise LedgerError("this is no ledger that this version can read")
    if line != _title(value["group"]):
        raise LedgerError("not written as an export writes it")
    return str(value["group"])


def _entry(line: str) -> Entry:
    value = json.loads(line)
    bodies: dict[str, Body | None] = {}
    as_exported = dict(value)
    for name in _PUBLISHED:
        found = value[name]
        if isinstance(found, dict):
            bodies[name] = Body(bytes.fromhex(found["salt"]), found["text"].encode())
        elif found in (_ERASED, _WITHHELD):
            as_exported[name] = _ERASED  # the one word or the other: the body is not here
    if value["facts"] == _ERASED or (value["words"] == _WITHHELD and value["facts"] != _WITHHELD):
        raise LedgerError("facts are never erased, and words are withheld with their facts alone")
    entry = opened(value["head"].encode(), bytes.fromhex(value["hash"]), bodies.get("facts"), bodies.get("words"))
    if json.dumps(value, ensure_ascii=False) != line or json.dumps(as_exported, ensure_ascii=False) != _line(entry):
        raise LedgerError("not written as an export writes it")
    return entry

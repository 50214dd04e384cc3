"""Charters read from a text or from facts of the ledger, written as facts, changed by lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from listvote.acts import Fault
from listvote.charter.amounts import KIND_NAME
from listvote.charter.consistency import contradictions
from listvote.charter.kinds import BUILT_IN, Kind
from listvote.charter.table import read_table, ways, write_table
from listvote.charter.tree import SECTIONS, Charter
from listvote.charter.written import Json, Wrong, nearest
from listvote.reasons import Reason

__all__ = ["MOST_CHARACTERS", "Faults", "amend", "from_facts", "numbered", "parse", "to_facts"]

MOST_CHARACTERS: Final = 100_000
"""A longer text is no charter."""

Faults: TypeAlias = tuple[Fault, ...]


def parse(text: str) -> Charter | Faults:
    """Read a charter.

    Args:
        text: a TOML document; `[group]` must have `name`, `post` and `list_id`, all else has defaults.

    Returns:
        the charter, or every fault at once: where (the key path, or the line where it is no TOML), what, and the mend.
        Keys and values that are known but not built yet are no faults here: `not_built` names them.
    """
    raw = _toml(text)
    return raw if isinstance(raw, tuple) else _checked(raw)


def amend(charter: Charter, lines: str) -> Charter | Faults:
    """Read a charter as another with some lines changed, such as `posting.per_day = 4`.

    Args:
        charter: the one in force.
        lines: TOML with dotted keys or tables; what a table does not name stays, and an empty table empties.

    Returns:
        the whole charter with the changes, or every fault at once.
    """
    raw = _toml(lines)
    if isinstance(raw, tuple):
        return raw
    found = _checked(_merged(to_facts(charter), raw), raw)
    return replace(found, written=charter.written | found.written) if isinstance(found, Charter) else found


def to_facts(charter: Charter, number_of: Mapping[str, int] | None = None) -> dict[str, Json]:
    """Write the whole effective charter as plain JSON that RFC 8785 can hash: words and whole numbers, no floats.

    Args:
        charter: any charter.
        number_of: member numbers by address; moderators named by address are written as their numbers.

    Returns:
        a table for each section, and `kinds` with every key of every kind.

    Raises:
        KeyError: a moderator's address has no number.
    """
    named = charter if number_of is None else numbered(charter, number_of)
    facts: dict[str, Json] = {name: write_table(getattr(named, name)) for name in SECTIONS}
    facts["kinds"] = {name: kind.to_facts() for name, kind in named.kinds.items()}
    return facts


def from_facts(facts: Mapping[str, Json]) -> Charter:
    """Read a charter back from what `to_facts` wrote, however long ago: keys that are younger take their defaults.

    Raises ValueError for facts that this version cannot read.
    """
    found, faults = _read(facts)
    if faults:
        raise ValueError(f"these facts are no charter: {faults[0].where} {faults[0].what}")
    return found


def numbered(charter: Charter, number_of: Mapping[str, int]) -> Charter:
    """Name the moderators by their member numbers, as the ledger does.

    Args:
        charter: any charter.
        number_of: member numbers by address in small letters.

    Returns:
        the charter with numbers, each once, in the order written.

    Raises:
        KeyError: a moderator's address has no number.
    """
    numbers = [number_of[each] if isinstance(each, str) else each for each in charter.group.moderators]
    return replace(charter, group=replace(charter.group, moderators=tuple(dict.fromkeys(numbers))))


def _toml(text: str) -> dict[str, Any] | Faults:
    if len(text) > MOST_CHARACTERS:
        return (_coded(Fault("", f"the text is longer than {MOST_CHARACTERS} characters", "shorten it")),)
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return (_coded(_syntax_fault(str(error))),)


def _syntax_fault(message: str) -> Fault:
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    where = f"line {found[1]}, column {found[2]}" if found else "end of the text"
    what = message[: found.start()] if found else message.removesuffix(" (at end of document)")
    mend = 'a line is [table], key = value, or # a comment; texts stand in quotes: closes = "7 days"'
    return Fault(where, f"this is no TOML: {what[:200]}", mend)


def _checked(raw: Mapping[str, Any], written: Mapping[str, Any] | None = None) -> Charter | Faults:
    """Read and compare; what is inconsistent only because a value could not be read is not reported twice."""
    found, faults = _read(raw)
    found = replace(found, written=frozenset(_paths(raw if written is None else written)))
    wrong = [fault.where for fault in faults]
    faults += tuple(
        each.fault
        for each in contradictions(found)
        if not any(_meet(path, bad) for path in each.paths for bad in wrong)
    )
    return tuple(_coded(fault) for fault in faults) or found


def _meet(path: str, other: str) -> bool:
    """True where one key path is the other, or stands within it."""
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")


def _read(raw: Mapping[str, Any]) -> tuple[Charter, Faults]:
    faults = [_unknown_table(name) for name in raw if name not in SECTIONS and name != "kinds"]
    values: dict[str, Any] = {}
    for name, cls in SECTIONS.items():
        section = read_table(cls, raw.get(name, {}), name, _section_of)
        values[name] = section.value
        faults += section.faults
    values["kinds"], wrong = _kinds(raw.get("kinds", {}))
    return Charter(**values), (*faults, *wrong)


def _kinds(raw: object) -> tuple[dict[str, Kind], list[Fault]]:
    found, faults = dict(BUILT_IN), list[Fault]()
    if not isinstance(raw, Mapping):
        return found, [Fault("kinds", "is not a table", "write [kinds.ordinary] and its keys below it")]
    for name, table in raw.items():
        try:
            KIND_NAME.read(name, f"kinds.{name}")
        except Wrong:
            mend = 'a letter, then letters, digits, "-" or "_", at most 40 in all'
            faults.append(Fault(f"kinds.{name}", "cannot be the name of a kind", mend))
        kind = read_table(Kind, table, f"kinds.{name}", _section_of)
        found[name] = kind.value
        faults += kind.faults
    return found, faults


def _section_of(name: str) -> str:
    if name in ways(Kind):
        return "kinds.<name>"
    return next((section for section, cls in SECTIONS.items() if name in ways(cls)), "")


def _unknown_table(name: str) -> Fault:
    meant = nearest(name, (*SECTIONS, "kinds"))
    if meant:
        return Fault(name, "is no table of a charter", f"did you mean [{meant}]?")
    if belongs := _section_of(name):
        return Fault(name, "stands outside its table", f"it belongs under [{belongs}]")
    return Fault(name, "is no table of a charter", f"the tables are: {', '.join((*SECTIONS, 'kinds'))}")


def _paths(raw: Mapping[str, Any], dot: str = "", deepest: int = 5) -> Iterator[str]:
    for name, each in raw.items():
        yield dot + name
        if isinstance(each, Mapping) and deepest:
            yield from _paths(each, f"{dot}{name}.", deepest - 1)


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(old)
    for name, each in new.items():
        before = merged.get(name)
        if isinstance(before, Mapping) and isinstance(each, Mapping) and each:
            merged[name] = _merged(before, each)
        else:
            merged[name] = each
    return merged


def _coded(fault: Fault) -> Fault:
    return replace(fault, code=Reason.INVALID_CHARTER.code)

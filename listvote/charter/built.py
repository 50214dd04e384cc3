"""What a charter can say that this version cannot do yet, in one table.

A key that was written for something unbuilt is refused by name, never ignored; a default that is unbuilt is off, and
is listed so that nobody counts on it. A part that gets built takes its row out of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from listvote.acts import Fault
from listvote.charter.kinds import BUILT_IN, Kind
from listvote.charter.table import default_of, ways
from listvote.charter.tree import Charter
from listvote.charter.written import shown
from listvote.reasons import Reason

__all__ = ["NOT_BUILT", "not_built", "off"]


@dataclass(frozen=True, slots=True)
class Unbuilt:
    """A key that is not built for every value.

    `path` is `table.key`, or `kinds.key` for that key in every kind. `built` says of a value whether it works.
    `now` says what happens instead, and `mend` what to write.
    """

    path: str
    now: str
    mend: str = "leave it out"
    built: Callable[[Any], bool] = lambda _: False


def _is(*values: object) -> Callable[[object], bool]:
    return lambda value: value in values


NOT_BUILT: Final = (
    Unbuilt("figures.blocs_every", "no figures are published", 'write blocs_every = "never"', _is(None)),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """An unbuilt value in one charter; `refused` unless it is only a default."""

    row: Unbuilt
    path: str
    value: str
    refused: bool


def not_built(charter: Charter) -> tuple[Fault, ...]:
    """Name what a charter asks for and this version cannot do.

    Args:
        charter: one that `parse` or `amend` returned, so that it is known what was written.

    Returns:
        a fault for each key with a value other than its default that needs something unbuilt, for each such key of
        a kind that was written out; empty if the charter can run.
    """
    return tuple(
        Fault(each.path, f"{each.value} is not built yet: {each.row.now}", each.row.mend, Reason.NOT_YET_BUILT.code)
        for each in _find(charter)
        if each.refused
    )


def off(charter: Charter) -> tuple[str, ...]:
    """List the defaults of a charter that this version does not carry out, a line each, in the order of its tables."""
    lines: dict[tuple[str, str], list[str]] = {}
    for each in _find(charter):
        if not each.refused:
            kind = each.path.split(".")[1] if each.path.startswith("kinds.") else ""
            lines.setdefault((each.row.path, f"{each.value} (off: {each.row.now})"), []).append(kind)
    return tuple(
        f"kinds.{'|'.join(kinds)}.{path.partition('.')[2]}: {rest}" if kinds[0] else f"{path}: {rest}"
        for (path, rest), kinds in lines.items()
    )


def _find(charter: Charter) -> Iterator[_Found]:
    for row in NOT_BUILT:
        table, _, name = row.path.partition(".")
        if table == "kinds":
            yield from _find_in_kinds(charter, row, name)
            continue
        section = getattr(charter, table)
        value = getattr(section, name)
        if not row.built(value):
            refused = value != default_of(type(section), name)
            yield _Found(row, row.path, _words(section, name), refused)


def _find_in_kinds(charter: Charter, row: Unbuilt, name: str) -> Iterator[_Found]:
    for kind_name, kind in charter.kinds.items():
        value = getattr(kind, name)
        if row.built(value):
            continue
        untouched = f"kinds.{kind_name}" not in charter.written and kind == BUILT_IN.get(kind_name)
        refused = not untouched and value != default_of(Kind, name)
        yield _Found(row, f"kinds.{kind_name}.{name}", _words(kind, name), refused)


def _words(table: object, name: str) -> str:
    return shown(ways(type(table))[name].write(getattr(table, name)))

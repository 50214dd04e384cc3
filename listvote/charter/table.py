"""Tables of keys as dataclasses: each field says how it is written, and its default in the same words.

    @dataclass(frozen=True, kw_only=True)
    class Members:
        wait: Span = key(SPAN, "0 days")

One declaration serves the reader of TOML, the facts in the ledger, the difference of two charters and the defaults.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

from listvote.acts import Fault
from listvote.charter.written import Json, Written, Wrong, nearest, shown

__all__ = ["Record", "Table", "default_of", "key", "optional", "read_table", "required", "ways", "write_table"]


class _Declared(Protocol):
    """A dataclass, as the type checker knows one."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


T = TypeVar("T")
D = TypeVar("D", bound=_Declared)
_WAY: Final = "written"
_EXAMPLE: Final = "example"
_OPTIONAL: Final = "optional"


def key(way: Written[T], default: Json) -> T:
    """Declare a key: how it is written, and what a table says that leaves it out, in the same form."""

    def worked_out() -> T:
        return way.read(default, "default")

    made: T = field(default_factory=worked_out, metadata={_WAY: way})
    return made


def required(way: Written[T], example: str) -> T:
    """Declare a key that has no default; `example` is a line that writes it."""
    made: T = field(metadata={_WAY: way, _EXAMPLE: example})
    return made


def optional(way: Written[T]) -> T | None:
    """Declare a key that may be left out altogether, and then is None."""
    made: T | None = field(default=None, metadata={_WAY: way, _OPTIONAL: True})
    return made


def ways(cls: type[Any]) -> dict[str, Written[Any]]:
    """How the keys of a table are written, by name, in the order of their declaration."""
    return {each.name: each.metadata[_WAY] for each in fields(cls) if _WAY in each.metadata}


def default_of(cls: type[Any], name: str) -> object:
    """What a key of a table is where it is left out; None for one that must be written."""
    return next(_default(each) for each in fields(cls) if each.name == name)


def _default(of: Field[Any]) -> object:
    if of.default_factory is not MISSING:
        return of.default_factory()
    return None if of.default is MISSING else of.default


@dataclass(frozen=True)
class Table(Generic[T]):
    """What was read of one table: `value` with defaults for all that is missing or wrong, and the faults."""

    value: T
    faults: tuple[Fault, ...]


def read_table(
    cls: type[D],
    raw: object,
    where: str,
    elsewhere: Callable[[str], str] = lambda _: "",
) -> Table[D]:
    """Read a table, every fault in it at once.

    Args:
        cls: the dataclass that declares its keys.
        raw: what TOML or JSON gives for it.
        where: its key path, '' for the whole document.
        elsewhere: names the table that an unknown key belongs to, '' if none does.

    Returns:
        the value, with defaults (None for keys that have none) in place of what is missing or wrong, and the faults.
    """
    faults: list[Fault] = []
    if not isinstance(raw, Mapping):
        faults.append(Fault(where, f"{shown(raw)} is not a table", f"write [{where}] and its keys below it"))
        raw = {}
    known = ways(cls)
    dot = f"{where}." if where else ""
    faults += [_unknown(dot, name, known, elsewhere(name)) for name in raw if name not in known]
    values: dict[str, object] = {}
    for each in fields(cls):
        if each.name not in known:
            continue
        values[each.name] = _default(each)
        if each.name not in raw:
            if _EXAMPLE in each.metadata:
                faults.append(Fault(dot + each.name, "is missing", f"write {each.metadata[_EXAMPLE]}"))
            continue
        try:
            values[each.name] = known[each.name].read(raw[each.name], dot + each.name)
        except Wrong as wrong:
            faults += wrong.faults
    return Table(cls(**values), tuple(faults))


def _unknown(dot: str, name: str, known: Iterable[str], belongs: str) -> Fault:
    meant = nearest(name, known)
    if meant:
        mend = f"did you mean {dot}{meant}?"
    elif belongs:
        mend = f"it belongs under [{belongs}]"
    else:
        mend = f"the keys here are: {', '.join(known)}"
    return Fault(dot + name, "is no key", mend)


def write_table(value: _Declared) -> dict[str, Json]:
    """Write a table so that `read_table` gives it back; an optional key that is None is left out."""
    written: dict[str, Json] = {}
    for each in fields(value):
        found = getattr(value, each.name)
        if _WAY in each.metadata and not (found is None and _OPTIONAL in each.metadata):
            written[each.name] = each.metadata[_WAY].write(found)
    return written


@dataclass(frozen=True)
class Record(Generic[D]):
    """A table within a table, as a way of writing."""

    cls: type[D]

    def read(self, raw: object, where: str) -> D:
        table = read_table(self.cls, raw, where)
        if table.faults:
            raise Wrong(*table.faults)
        return table.value

    def write(self, value: D) -> Json:
        return write_table(value)

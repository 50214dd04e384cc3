"""How single values are written in tables of keys, and read with every fault at once.

Each class here is one way of writing: it reads what TOML or JSON gives for a key, and writes it back in the same words.
It knows nothing of charters; the configuration is read in the same ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from listvote.acts import Fault

__all__ = [
    "Json",
    "ListOf",
    "MapOf",
    "OneOf",
    "OrNone",
    "Text",
    "Whole",
    "Wrong",
    "Written",
    "YesNo",
    "nearest",
    "shown",
]

Json = object
"""What JSON and TOML share: text, whole number, yes or no, list, table."""

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Wrong(ValueError):
    """What was written cannot be read; `faults` has every reason."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{fault.where}: {fault.what}" for fault in faults))
        self.faults = faults


class Written(Protocol[T]):
    """One way of writing a value."""

    def read(self, raw: object, where: str) -> T:
        """Read what stands for the key path `where`; raises Wrong."""

    def write(self, value: T) -> Json:
        """Write a value so that `read` gives it back."""


def shown(raw: object) -> str:
    """A written value as a fault names it, cut where it is long."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        text = " ".join(raw.split())
        return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'
    if isinstance(raw, list):
        return "a list"
    if isinstance(raw, int) and abs(raw) >= 2**53:
        return "a number beyond all bounds"  # Python refuses to write out the largest ones
    return "a table" if isinstance(raw, Mapping) else str(raw)[:60]


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is one slip away from the written one, else ''."""
    found = get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.7)
    return found[0] if found else ""


@dataclass(frozen=True)
class Text(Generic[T]):
    """Text that `parse` reads and `str` writes; `parse` gives None for what it cannot read.

    `what` names such a text (`a span of time`), `mend` gives an example of one.
    """

    what: str
    mend: str
    parse: Callable[[str], T | None]

    def read(self, raw: object, where: str) -> T:
        if not isinstance(raw, str):
            raise Wrong(Fault(where, f"{shown(raw)} is not {self.what}", self.mend))
        found = self.parse(raw)
        if found is None:
            raise Wrong(Fault(where, f"{shown(raw)} is not {self.what}", self.mend))
        return found

    def write(self, value: T) -> Json:
        return str(value)


@dataclass(frozen=True)
class OneOf(Generic[E]):
    """One word of a closed list."""

    words: type[E]

    def read(self, raw: object, where: str) -> E:
        known = [str(word) for word in self.words]
        if isinstance(raw, str) and raw in known:
            return self.words(raw)
        meant = nearest(raw, known) if isinstance(raw, str) else ""
        mend = f'did you mean "{meant}"?' if meant else f"write one of: {', '.join(known)}"
        raise Wrong(Fault(where, f"{shown(raw)} is not known here", mend))

    def write(self, value: E) -> Json:
        return str(value)


@dataclass(frozen=True)
class Whole:
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def read(self, raw: object, where: str) -> int:
        mend = f"write a whole number from {self.low} to {self.high}, without quotes"
        if not isinstance(raw, int) or isinstance(raw, bool):
            raise Wrong(Fault(where, f"{shown(raw)} is not a whole number", mend))
        if not self.low <= raw <= self.high:
            raise Wrong(Fault(where, f"{shown(raw)} is out of range", mend))
        return raw

    def write(self, value: int) -> Json:
        return value


@dataclass(frozen=True)
class YesNo:
    """`true` or `false`."""

    def read(self, raw: object, where: str) -> bool:
        if not isinstance(raw, bool):
            raise Wrong(Fault(where, f"{shown(raw)} is neither true nor false", "write true or false, without quotes"))
        return raw

    def write(self, value: bool) -> Json:
        return value


@dataclass(frozen=True)
class OrNone(Generic[T]):
    """Another way of writing, or one word (`none`, `never`) for nothing of the kind."""

    inner: Written[T]
    word: str = "none"

    def read(self, raw: object, where: str) -> T | None:
        if raw == self.word:
            return None
        try:
            return self.inner.read(raw, where)
        except Wrong as wrong:
            raise Wrong(
                *(Fault(each.where, each.what, f'{each.mend}; or "{self.word}"') for each in wrong.faults)
            ) from None

    def write(self, value: T | None) -> Json:
        return self.word if value is None else self.inner.write(value)


@dataclass(frozen=True)
class ListOf(Generic[T]):
    """A list, each thing in it once."""

    inner: Written[T]
    mend: str
    least: int = 0
    most: int = 1_000

    def read(self, raw: object, where: str) -> tuple[T, ...]:
        if not isinstance(raw, list | tuple):
            raise Wrong(Fault(where, f"{shown(raw)} is not a list", self.mend))
        if not self.least <= len(raw) <= self.most:
            what = "the list is empty" if not raw else f"the list is longer than {self.most}"
            raise Wrong(Fault(where, what, self.mend))
        found: list[T] = []
        faults: list[Fault] = []
        for place, each in enumerate(raw):
            try:
                one = self.inner.read(each, where)
            except Wrong as wrong:
                faults += wrong.faults
                continue
            if one in found:
                faults.append(Fault(where, f"{shown(raw[place])} stands twice", "leave one out"))
            found.append(one)
        if faults:
            raise Wrong(*faults)
        return tuple(found)

    def write(self, value: tuple[T, ...]) -> Json:
        return [self.inner.write(each) for each in value]


@dataclass(frozen=True)
class MapOf(Generic[T]):
    """A table with names of one's own, each for a value of the same kind."""

    name: str
    names: re.Pattern[str]
    inner: Written[T]
    mend: str

    def read(self, raw: object, where: str) -> Mapping[str, T]:
        if not isinstance(raw, Mapping):
            raise Wrong(Fault(where, f"{shown(raw)} is not a table", self.mend))
        found: dict[str, T] = {}
        faults: list[Fault] = []
        for name, each in raw.items():
            if not self.names.fullmatch(name):
                faults.append(Fault(f"{where}.{name}", f"{shown(name)} cannot be {self.name}", self.mend))
                continue
            try:
                found[name] = self.inner.read(each, f"{where}.{name}")
            except Wrong as wrong:
                faults += wrong.faults
        if faults:
            raise Wrong(*faults)
        return found

    def write(self, value: Mapping[str, T]) -> Json:
        return {name: self.inner.write(each) for name, each in value.items()}

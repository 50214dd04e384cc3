"""What changes from one charter to another, in words, and what of it only the group itself may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listvote.charter.kinds import Kind
from listvote.charter.reading import to_facts
from listvote.charter.tree import SECTIONS, Charter
from listvote.charter.written import Json

__all__ = ["Change", "changes", "difference", "entrenched_changes"]


@dataclass(frozen=True, slots=True)
class Change:
    """One key with another value: its path, and both values in words, '' where there is none."""

    path: str
    old: str
    new: str

    def __str__(self) -> str:
        if not self.old:
            return f"{self.path}: new: {self.new}"
        return f"{self.path}: {self.old} → {self.new}" if self.new else f"{self.path}: removed (was {self.old})"


def changes(old: Charter, new: Charter) -> tuple[Change, ...]:
    """Compare two charters key by key.

    Args:
        old: the one in force.
        new: the one proposed; moderators are compared as they are named, so number them in both or in none.

    Returns:
        a change for each key whose value differs in meaning, in the order of the tables; a whole kind is one change.
    """
    before, after = to_facts(old), to_facts(new)
    found: list[Change] = []
    for name in SECTIONS:
        found += _keys(name, getattr(old, name), getattr(new, name), before[name], after[name])
    for name in dict.fromkeys((*old.kinds, *new.kinds)):
        one, other = old.kinds.get(name), new.kinds.get(name)
        if one and other:
            found += _keys(f"kinds.{name}", one, other, one.to_facts(), other.to_facts())
        else:
            found.append(Change(f"kinds.{name}", _of_kind(one), _of_kind(other)))
    return tuple(found)


def difference(old: Charter, new: Charter) -> tuple[str, ...]:
    """Say what changes, a line each, such as `posting.per_day: 3 → 4`; empty where both mean the same."""
    return tuple(str(each) for each in changes(old, new))


def entrenched_changes(old: Charter, new: Charter) -> tuple[Change, ...]:
    """Find the changes that need a decision once the group is live.

    Args:
        old: the charter in force, whose word it is what is entrenched.
        new: the one proposed.

    Returns:
        those at or below one of the `entrenched` paths, in the table `[charter]`, or in the kind that it names.
    """
    paths = (*old.charter.entrenched, "charter", f"kinds.{old.charter.by}")
    return tuple(
        each
        for each in changes(old, new)
        if any(_within(each.path, path) or _within(path, each.path) for path in paths)
    )


def _within(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}.")


def _keys(where: str, old: object, new: object, before: Json, after: Json) -> list[Change]:
    """Values are compared by what they mean, and shown as they are written."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return []
    return [
        Change(f"{where}.{name}", _words(before[name]), _words(after[name]))
        for name in before
        if getattr(old, name) != getattr(new, name)
    ]


def _of_kind(kind: Kind | None) -> str:
    if kind is None:
        return ""
    default = Kind().to_facts()
    own = {name: value for name, value in kind.to_facts().items() if value != default[name]}
    return _words(own) if own else "every default"


def _words(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(_words(each) for each in value) or "nothing"
    if isinstance(value, Mapping):
        return "; ".join(f"{name} = {_words(each)}" for name, each in value.items()) or "nothing"
    return str(value)

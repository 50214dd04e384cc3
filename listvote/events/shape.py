"""What every kind of event has: which of its fields live in which body, and how they are written and read.

An event is something that a person did or that the service announced, never a figure that can be worked out again
(an announced result is an announcement). Every field says in which of the three bodies it lives: `fact` for all that
counts, `word` for texts and aliases that can be erased, `private` for what is never published. Kinds and field names
are for ever; a later version may add fields with defaults, and new kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, ClassVar, Final, dataclass_transform

_BODY: Final = "body"
_LATER: Final = "later"


def fact(*, later: bool = False, **more: Any) -> Any:
    """A field of all that counts; always published.

    A `later` one came after events of its kind had been written: it is left out where it has its default, so that what
    was written before comes out as it was.
    """
    return field(metadata={_BODY: "facts", _LATER: later}, **more)


def word(*, later: bool = False, **more: Any) -> Any:
    """A field of texts and aliases; published until it is erased."""
    return field(metadata={_BODY: "words", _LATER: later}, **more)


def private(*, later: bool = False, **more: Any) -> Any:
    """A field that is never published."""
    return field(metadata={_BODY: "private", _LATER: later}, **more)


class EventError(ValueError):
    """Bodies that are no event of their kind, or a kind that is not known."""


def instant(value: datetime) -> str:
    """RFC 3339 in UTC to the second: `2026-11-22T15:30:00Z`.

    Raises EventError for an instant without a zone: it would mean another one on another machine.
    """
    if value.tzinfo is None:
        raise EventError(f"an instant without a zone: {value.isoformat()}")
    there = value if value.tzinfo is UTC else value.astimezone(UTC)
    return there.isoformat(timespec="seconds")[:_WITHOUT_ZONE] + "Z"


def moment(text: str) -> datetime:
    """The aware UTC datetime that `instant` wrote.

    Raises EventError for any other text.
    """
    try:
        if _INSTANT.fullmatch(text) is not None:
            return datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise EventError(f"not an instant: {text!r}") from error
    raise EventError(f"not an instant in UTC: {text!r}")


_WITHOUT_ZONE: Final = len("2026-11-22T15:30:00")
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_KINDS: Final[dict[str, type[Event]]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(fact, word, private))
def event_kind(name: str) -> Callable[[type[Any]], type[Any]]:
    """Register a class of event under its name in the ledger."""

    def made(cls: type[Any]) -> type[Any]:
        whole = dataclass(frozen=True, kw_only=True)(cls)
        whole.kind = name
        whole.spec = tuple(
            (each.name, each.metadata[_BODY], "datetime" in str(each.type), "tuple" in str(each.type))
            for each in fields(whole)
            if _BODY in each.metadata
        )
        whole.fields = {
            body: (
                frozenset(name for name, of, _, _ in whole.spec if of == body),
                tuple((name, many) for name, of, timed, many in whole.spec if of == body and (timed or many)),
            )
            for body in ("facts", "words", "private")
        }
        whole.later = frozenset(each.name for each in fields(whole) if each.metadata.get(_LATER))
        whole.defaults = {each.name: each.default for each in fields(whole) if each.default is not MISSING}
        whole.all_fields = frozenset(each.name for each in fields(whole))
        _KINDS[name] = whole
        return whole

    return made


@dataclass(frozen=True, kw_only=True)
class Event:
    """What all events share: `about` is the matter, `#12` or `T7`, or nothing."""

    kind: ClassVar[str]
    spec: ClassVar[tuple[tuple[str, str, bool, bool], ...]]
    fields: ClassVar[Mapping[str, tuple[frozenset[str], tuple[tuple[str, bool], ...]]]]  # all; instants, or lists: True
    defaults: ClassVar[dict[str, Any]]
    later: ClassVar[frozenset[str]]
    all_fields: ClassVar[frozenset[str]]
    about: str = ""

    def bodies(self) -> dict[str, dict[str, Any]]:
        """The three bodies, JSON-able; what is None is left out."""
        made: dict[str, dict[str, Any]] = {"facts": {}, "words": {}, "private": {}}
        values, later = self.__dict__, self.later
        for name, body, timed, many in self.spec:
            value = values[name]
            if value is None or (name in later and value == self.defaults[name]):
                continue
            made[body][name] = instant(value) if timed else list(value) if many else value
        return made


def read(kind: str, about: str, bodies: Mapping[str, Mapping[str, Any] | None]) -> Event:
    """The event of a kind from its bodies; what a withheld or erased body held takes its default.

    Raises EventError for an unknown kind, or for facts that lack what the kind needs.
    """
    cls = _KINDS.get(kind)
    if cls is None:
        raise EventError(f"{kind!r} is no kind of event that this version knows")
    values = cls.defaults.copy()
    values["about"] = about
    for body, (known, special) in cls.fields.items():
        there = bodies.get(body)
        if not there:
            continue
        if None in there.values() or not known.issuperset(there):
            there = {name: found for name, found in there.items() if name in known and found is not None}
        values.update(there)
        for name, many in special:
            if name in there:
                values[name] = _listed(kind, name, there[name]) if many else moment(there[name])
    if len(values) < len(cls.all_fields):  # nothing else is among them
        raise EventError(f"{kind}: lacks {', '.join(sorted(cls.all_fields - values.keys()))}")
    made = _new(cls)  # a fourth of the time of a frozen __init__: a ledger is folded at every start
    _put(made, "__dict__", values)
    return made


_new: Final = object.__new__
_put: Final = object.__setattr__


def _listed(kind: str, name: str, found: object) -> tuple[Any, ...]:
    if not isinstance(found, list):
        raise EventError(f"{kind}: {name} is no list")
    return tuple(found)


def kinds() -> tuple[str, ...]:
    """The names of all kinds, sorted."""
    return tuple(sorted(_KINDS))

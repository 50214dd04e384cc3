"""Where the parts of a charter contradict one another, though each can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from listvote.acts import Fault
from listvote.charter.kinds import POSITIONS, RANKINGS, Ballots, Kind, Method
from listvote.charter.sections import Lot, Opens
from listvote.charter.table import default_of, write_table
from listvote.charter.tree import Charter
from listvote.charter.written import nearest

__all__ = ["Contradiction", "contradictions", "names_something"]

LAZY_LEAST: Final = timedelta(hours=72)
"""Silence consents only to what stood open so long."""

_FOR_METHODS: Final[Mapping[str, tuple[Method, ...]]] = {
    "default_option": RANKINGS,
    "option_quorum": RANKINGS,
    "ratio": RANKINGS,
    "range": (Method.SCORE,),
    "budget": (Method.POINTS,),
    "transfer": (Method.STV,),
}
_ONE_WINNER: Final = (*POSITIONS, Method.IRV)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A fault, and the key paths whose values make it one."""

    fault: Fault
    paths: tuple[str, ...]


def contradictions(charter: Charter) -> Iterator[Contradiction]:
    """Find everything in a charter that cannot hold together.

    Args:
        charter: one whose single values could all be read, or have taken their defaults.

    Yields:
        a contradiction for each, in the order of the tables.
    """
    yield from _group(charter)
    yield from _opening(charter)
    for name, kind in charter.kinds.items():
        yield from _kind(f"kinds.{name}", kind, charter.written)
    yield from _labour(charter)
    yield from _entrenchment(charter)


def names_something(charter: Charter, path: str) -> bool:
    """Say whether a key path names a table, a key, or something in a table of a charter."""
    found: object = {name: getattr(charter, name) for name in vars(charter) if name != "written"}
    for name in path.split("."):
        table = found if isinstance(found, Mapping) else _written(found)
        if name not in table:
            return False
        found = table[name]
    return True


def _written(value: object) -> Mapping[str, object]:
    return vars(value) if hasattr(value, "__dataclass_fields__") and hasattr(value, "__dict__") else {}


def _group(charter: Charter) -> Iterator[Contradiction]:
    for each in charter.group.moderators:
        if isinstance(each, int) and "group.moderators" in charter.written:
            fault = Fault("group.moderators", f"{each} is a number", "name a moderator by a mail address")
            yield Contradiction(fault, (fault.where,))
        if each == charter.group.post:
            fault = Fault("group.moderators", f'"{each}" is the list itself', "name a person's address")
            yield Contradiction(fault, (fault.where, "group.post"))


def _opening(charter: Charter) -> Iterator[Contradiction]:
    opening = charter.opening
    yield from _no_such_kind(charter, "opening.default_kind", opening.default_kind)
    kind = charter.kinds.get(opening.default_kind)
    if kind and kind.method is Method.LAZY:
        fault = Fault(
            "opening.default_kind",
            f'"{opening.default_kind}" is lazy; a lazy decision that meets an objection goes on as the default kind',
            "name a kind with another method",
        )
        yield Contradiction(fault, (fault.where, f"kinds.{opening.default_kind}.method"))
    uses = Counter(tag for opens in Opens for tag in opening.tags.get(opens, (opens.upper(),)))
    for tag, times in uses.items():
        if times > 1:
            yield Contradiction(
                Fault("opening.tags", f'"{tag}" would be a tag for {times} things', "rename one of them"),
                ("opening.tags",),
            )
    tags = {tag.lower() for tag in charter.tags()} | set(Opens)
    for tag, name in opening.tag_kinds.items():
        where = f"opening.tag_kinds.{tag}"
        if tag.lower() not in tags:
            meant = nearest(tag, tags)
            mend = f"did you mean {meant}?" if meant else f"the tags are: {', '.join(sorted(tags))}"
            yield Contradiction(Fault(where, "is no tag", mend), (where, "opening.tags"))
        yield from _no_such_kind(charter, where, name)


def _kind(where: str, kind: Kind, written: frozenset[str]) -> Iterator[Contradiction]:
    method = kind.method
    for_method = f"{where}.method"
    if kind.ballots is Ballots.SECRET and method in (Method.CONSENSUS, Method.LAZY, Method.GRADIENT):
        fault = Fault(
            f"{where}.ballots",
            f"{method} needs reasons that the others can answer, and secret ballots have none",
            'write ballots = "sealed" or "open", or another method',
        )
        yield Contradiction(fault, (fault.where, for_method))
    if method is Method.LAZY and kind.closes.about < LAZY_LEAST:
        fault = Fault(f"{where}.closes", f"{kind.closes} is too short for lazy", 'write at least "72 hours"')
        yield Contradiction(fault, (fault.where, for_method))
    if f"{where}.at_least" in written and kind.at_least.about > kind.closes.about:
        fault = Fault(
            f"{where}.at_least",
            f"{kind.at_least} is longer than closes = {kind.closes}",
            "shorten it, or give the kind a longer closes",
        )
        yield Contradiction(fault, (fault.where, f"{where}.closes"))
    for name, methods in _FOR_METHODS.items():
        if method not in methods and getattr(kind, name) != default_of(Kind, name):
            what = f"does nothing with method = {method}; it is for {', '.join(methods)}"
            fault = Fault(f"{where}.{name}", what, "leave it out, or choose such a method")
            yield Contradiction(fault, (fault.where, for_method))
    if method in RANKINGS and kind.default_option is None:
        for name in ("option_quorum", "ratio"):
            if getattr(kind, name) != default_of(Kind, name):
                what = "compares options with the default option, and there is none"
                fault = Fault(f"{where}.{name}", what, 'write default_option = "Further discussion" beside it')
                yield Contradiction(fault, (fault.where, f"{where}.default_option", for_method))
    if kind.seats > 1 and method in _ONE_WINNER:
        fault = Fault(f"{where}.seats", f"{method} fills one seat", 'write seats = 1, or method = "stv"')
        yield Contradiction(fault, (fault.where, for_method))


def _labour(charter: Charter) -> Iterator[Contradiction]:
    labour = charter.labour
    if labour.lot is Lot.RFC3797 and not labour.sources:
        fault = Fault(
            "labour.sources",
            "rfc3797 draws from public sources, and none is named",
            'name them in words, such as sources = ["the Irish lottery of the Saturday after the freeze"]',
        )
        yield Contradiction(fault, (fault.where, "labour.lot"))
    yield from _no_such_kind(charter, "labour.recall_kind", labour.recall_kind)
    yield from _no_answer(charter, "labour.recall_kind", labour.recall_kind)


def _entrenchment(charter: Charter) -> Iterator[Contradiction]:
    for path in charter.charter.entrenched:
        if not names_something(charter, path):
            known = (f"{name}.{key}" for name in vars(charter) if name != "written" for key in _keys(charter, name))
            meant = nearest(path, (*vars(charter), *known))
            mend = f'did you mean "{meant}"?' if meant else 'name a table or a key, such as "kinds.ordinary.quorum"'
            fault = Fault("charter.entrenched", f'"{path}" names nothing in this charter', mend)
            yield Contradiction(fault, (fault.where, path))
    yield from _no_such_kind(charter, "charter.by", charter.charter.by)
    yield from _no_answer(charter, "charter.by", charter.charter.by)


def _keys(charter: Charter, section: str) -> tuple[str, ...]:
    return tuple(charter.kinds) if section == "kinds" else tuple(write_table(getattr(charter, section)))


def _no_such_kind(charter: Charter, where: str, name: str) -> Iterator[Contradiction]:
    if name not in charter.kinds:
        meant = nearest(name, charter.kinds)
        mend = f'did you mean "{meant}"?' if meant else f"the kinds are: {', '.join(charter.kinds)}"
        yield Contradiction(Fault(where, f'there is no kind "{name}"', mend), (where,))


def _no_answer(charter: Charter, where: str, name: str) -> Iterator[Contradiction]:
    """Only where the kind was named on purpose: a trial charter may make its one kind a poll."""
    kind = charter.kinds.get(name)
    if where in charter.written and kind and kind.method not in POSITIONS:
        what = f'"{name}" chooses among options ({kind.method}), and this is answered with yes or no'
        mend = f"name a kind whose method is one of: {', '.join(POSITIONS)}"
        yield Contradiction(Fault(where, what, mend), (where, f"kinds.{name}.method"))

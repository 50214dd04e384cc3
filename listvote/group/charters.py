"""A change of the charter: what was proposed, what it changes, and which of it only the group itself may change."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from listvote import charter as charters
from listvote.acts import Fault, Opening
from listvote.charter import Charter, Kind
from listvote.group.state import State
from listvote.reasons import Reason, Refused


@dataclass(frozen=True, slots=True)
class Proposed:
    """A charter that could be put into force: as facts with member numbers, as text, and what it changes, in lines."""

    charter: Charter
    facts: Mapping[str, Any]
    text: str
    difference: str


def proposal(state: State, opening: Opening, attached: Sequence[str]) -> Proposed | Refused:
    """Read the charter that an opening proposes: attached as a whole, or as lines `posting.per_day = 4`.

    Refused with C03, every fault at once.
    """
    lines = "\n".join(f"{key} = {value}" for key, value in opening.settings.items() if "." in key)
    if attached:
        return whole(state, attached[0])
    if not lines:
        detail = "Attach the new charter, or write lines such as posting.per_day = 4."
        return Refused(Reason.INVALID_CHARTER, detail=detail)
    amended = charters.amend(state.charter, lines)
    return checked(state, amended, as_text(state, amended) if isinstance(amended, Charter) else "")


def as_text(state: State, charter: Charter) -> str:
    """A charter as a TOML document that means the same: what differs from the defaults, moderators by address."""
    facts: dict[str, Any] = charters.to_facts(charter)
    plain = charters.parse(_LEAST)
    usual: dict[str, Any] = charters.to_facts(plain) if isinstance(plain, Charter) else {}
    parts: list[str] = []
    for name, table in facts.items():
        if name == "kinds":
            parts += _kinds(table)
            continue
        keys = {key: value for key, value in table.items() if name == "group" or usual[name].get(key) != value}
        if name == "group":
            keys["moderators"] = [_address(state, each) for each in keys["moderators"]]
            keys = {key: value for key, value in keys.items() if key in _NAMED or usual[name].get(key) != value}
        if keys:
            parts.append(_table(name, keys))
    return "\n".join(parts)


_LEAST: Final = """[group]
name = "press"
post = "press@groups.example.org"
list_id = "press.groups.example.org"
moderators = ["ada@example.org"]
"""
_NAMED: Final = ("name", "post", "list_id", "moderators")


def _kinds(kinds: Mapping[str, Any]) -> list[str]:
    defaults = Kind().to_facts()
    made = []
    for name, table in kinds.items():
        built_in = charters.BUILT_IN.get(name)
        if built_in is None or built_in.to_facts() != table:
            keys = {key: value for key, value in table.items() if defaults.get(key) != value}
            made.append(_table(f"kinds.{name}", keys))
    return made


def _address(state: State, moderator: int | str) -> str:
    """The first address of a moderator; the ledger has only numbers."""
    if isinstance(moderator, str):
        return moderator
    return next(iter(state.roll.members[moderator].addresses), "")


def _table(name: str, keys: Mapping[str, Any]) -> str:
    return "\n".join([f"[{name}]", *(f"{_key(key)} = {_value(value)}" for key, value in keys.items()), ""])


def _key(key: str) -> str:
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def whole(state: State, text: str) -> Proposed | Refused:
    """Read a whole charter that is to replace the one in force. Refused with C03, every fault at once."""
    return checked(state, charters.parse(text), text)


def checked(state: State, read: Charter | tuple[Fault, ...], text: str) -> Proposed | Refused:
    """Compare a charter that was read with the one in force. Refused with C03 where it cannot replace it."""
    if not isinstance(read, Charter):
        return _faulty(read)
    if unbuilt := charters.not_built(read):
        return _faulty(unbuilt)
    group, now = read.group, state.charter.group
    fixed = [key for key in ("name", "post", "list_id") if getattr(group, key) != getattr(now, key)]
    if fixed:
        return _faulty([Fault(f"group.{key}", "stays as the group was added") for key in fixed])
    strangers = [each for each in read.moderator_addresses if state.roll.member_of(each) is None]
    if strangers:
        return _faulty([Fault("group.moderators", f"{each} is not on the roll") for each in strangers])
    numbers = {each: state.roll.member_of(each) or 0 for each in read.moderator_addresses}
    new = charters.numbered(read, numbers)
    gone = [each for each in new.moderator_numbers if each not in {one.number for one in state.roll.present()}]
    if gone:
        return _faulty([Fault("group.moderators", f"member {each} is not on the roll") for each in gone])
    lines = charters.difference(state.charter, new)
    if not lines:
        return Refused(Reason.INVALID_CHARTER, detail="It changes nothing: it means the same as the one in force.")
    return Proposed(new, charters.to_facts(new), text, "\n".join(lines))


def entrenched(state: State, new: Charter) -> tuple[str, ...]:
    """What of a new charter only the group itself may change, a line each; nothing while a group listens."""
    if not state.live:
        return ()
    return tuple(str(each) for each in charters.entrenched_changes(state.charter, new))


def _faulty(faults: Sequence[Fault]) -> Refused:
    said = " ".join(f"{each.where}: {each.what}." for each in faults)
    return Refused(Reason.INVALID_CHARTER, detail=said)

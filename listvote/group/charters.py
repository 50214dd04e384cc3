"""A change of the charter: what was proposed, what it changes, and which of it only the group itself may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from listvote import charter as charters
from listvote.acts import Fault, Opening
from listvote.charter import Charter
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
    return checked(state, charters.amend(state.charter, lines), _with_lines(state, lines))


def _with_lines(state: State, lines: str) -> str:
    """The text of the charter in force with the changed lines noted below, for people; the facts are what counts."""
    return f"{state.charter_text.rstrip()}\n\n# changed by decision:\n" + "\n".join(
        f"# {line}" for line in lines.splitlines()
    )


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

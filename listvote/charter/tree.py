"""The whole charter as a value: its tables, and what follows from several of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from listvote.charter.kinds import Kind
from listvote.charter.sections import (
    Entrenchment,
    Figures,
    Group,
    Labour,
    Members,
    Opening,
    Opens,
    Posting,
    Trust,
)

__all__ = ["SECTIONS", "Charter"]

SECTIONS: Final[Mapping[str, type[Any]]] = {
    "group": Group,
    "members": Members,
    "posting": Posting,
    "trust": Trust,
    "opening": Opening,
    "labour": Labour,
    "figures": Figures,
    "charter": Entrenchment,
}
"""The tables of a charter but `kinds`, by name."""


@dataclass(frozen=True, kw_only=True)
class Charter:
    """The rules that one list gives itself, with every default filled in.

    `written` has the key paths that stand in the text it was read from, tables included; two charters that mean the
    same are equal whatever was written out.
    """

    group: Group
    members: Members
    posting: Posting
    trust: Trust
    opening: Opening
    kinds: Mapping[str, Kind]
    labour: Labour
    figures: Figures
    charter: Entrenchment
    written: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    @property
    def moderator_addresses(self) -> tuple[str, ...]:
        """The moderators that are named by address, as in a text."""
        return tuple(each for each in self.group.moderators if isinstance(each, str))

    @property
    def moderator_numbers(self) -> tuple[int, ...]:
        """The moderators that are named by their member number, as in the ledger."""
        return tuple(each for each in self.group.moderators if isinstance(each, int))

    def tags(self) -> dict[str, Opens]:
        """What opens something: each tag in capitals, renamed ones in place of the old, to what it is a tag of."""
        found: dict[str, Opens] = {}
        for opens in Opens:
            for tag in self.opening.tags.get(opens, (opens.upper(),)):
                found[tag] = opens
        return found

    def kind_of_tag(self, tag: str) -> str:
        """The kind of decision that a tag opens where the opener names none; renamed tags go by the old name too."""
        kinds = {name.upper(): kind for name, kind in self.opening.tag_kinds.items()}
        opens = self.tags().get(tag.upper(), "")
        return kinds.get(tag.upper()) or kinds.get(opens.upper()) or self.opening.default_kind

"""Kinds of decision: named bundles of rules, six of them built in.

A key left out has the same default in every kind; kinds never inherit from one another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from listvote.charter.amounts import (
    DISSENT,
    OPTION_QUORUM,
    QUORUM,
    RANGE,
    RATIO,
    SOME_TIME,
    SPAN,
    THRESHOLD,
)
from listvote.charter.span import Span
from listvote.charter.table import key, read_table, write_table
from listvote.charter.written import Json, MapOf, OneOf, OrNone, Text, Whole, YesNo
from listvote.measures import Limit, OptionQuorum, Quorum, Threshold

__all__ = ["BUILT_IN", "POSITIONS", "RANKINGS", "Ballots", "Kind", "Method", "Transfer"]


class Method(StrEnum):
    """How ballots become an outcome."""

    CONSENSUS = "consensus"
    LAZY = "lazy"
    MAJORITY = "majority"
    GRADIENT = "gradient"
    APPROVAL = "approval"
    SCORE = "score"
    POINTS = "points"
    RANKED = "ranked"
    IRV = "irv"
    STV = "stv"


POSITIONS: Final = (Method.CONSENSUS, Method.LAZY, Method.MAJORITY, Method.GRADIENT)
"""The methods that answer one question with yes or no; all others choose among options."""

RANKINGS: Final = (Method.RANKED, Method.IRV, Method.STV)
"""The methods whose ballot is an order."""


class Ballots(StrEnum):
    """Who sees the ballots, and when."""

    OPEN = "open"
    SEALED = "sealed"
    SECRET = "secret"


class Transfer(StrEnum):
    """How stv hands on a surplus."""

    GREGORY = "gregory"
    MEEK = "meek"


_DEFAULT_OPTION: Final = Text(
    "the text of an option",
    'write for example "Further discussion"',
    lambda text: " ".join(text.split()) if text.strip() and len(text) <= 200 else None,
)
_RATIOS: Final = MapOf("the letter of an option", re.compile("[A-Z]{1,2}"), RATIO, "write for example { A = 3 }")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The rules of one kind of decision; a decision freezes them at its opening."""

    method: Method = key(OneOf(Method), "consensus")
    quorum: Quorum = key(QUORUM, "at least 1/3 of members")
    threshold: Threshold = key(THRESHOLD, "more than 1/2 of votes")
    closes: Span = key(SOME_TIME, "7 days")
    at_least: Span = key(SPAN, "1 day")
    extension: Span | None = key(OrNone(SOME_TIME), "3 days")
    ballots: Ballots = key(OneOf(Ballots), "open")
    marks: bool = key(YesNo(), True)
    objections_allowed: int = key(Whole(0, 1_000), 0)
    dissent_allowed: Limit = key(DISSENT, "at most 1/4 of participants")
    hearing: Span = key(SOME_TIME, "7 days")
    hearings: int = key(Whole(0, 20), 2)
    fallback: Threshold | None = key(OrNone(THRESHOLD), "at least 3/4 of votes")
    amendments: int = key(Whole(0, 20), 2)
    early_close: bool = key(YesNo(), False)
    review: Span | None = key(OrNone(SOME_TIME), "none")
    default_option: str | None = key(OrNone(_DEFAULT_OPTION), "none")
    option_quorum: OptionQuorum = key(OPTION_QUORUM, "none")
    ratio: Mapping[str, Fraction] = key(_RATIOS, {})
    range: tuple[int, int] = key(RANGE, [0, 5])
    budget: int = key(Whole(1, 1_000), 10)
    transfer: Transfer = key(OneOf(Transfer), "gregory")
    nominations: Span = key(SOME_TIME, "7 days")
    seats: int = key(Whole(1, 100), 1)
    none_of_these: bool = key(YesNo(), True)
    term: Span = key(SOME_TIME, "1 year")

    def to_facts(self) -> dict[str, Json]:
        """The rules as plain JSON, every key in the words of a charter, no floats (RFC 8785)."""
        return write_table(self)

    @classmethod
    def from_facts(cls, facts: Mapping[str, Json]) -> Kind:
        """The rules from what `to_facts` gave.

        Raises ValueError for anything else: a ledger that this version cannot read.
        """
        table = read_table(cls, facts, "")
        if table.faults:
            raise ValueError(f"these are no rules of a kind: {table.faults[0].where} {table.faults[0].what}")
        return table.value


BUILT_IN: Final[Mapping[str, Kind]] = {
    "ordinary": Kind(),
    "minor": Kind.from_facts({"method": "lazy", "closes": "72 hours"}),
    "where": Kind.from_facts({"method": "ranked"}),
    "rating": Kind.from_facts({"method": "score"}),
    "election": Kind.from_facts({"method": "stv", "ballots": "secret"}),
    "recall": Kind.from_facts({"method": "majority", "ballots": "sealed"}),
}
"""The kinds that every charter has; one written under the same name replaces it whole."""

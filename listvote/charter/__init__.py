"""The rules that one list gives itself: one TOML document, read whole or refused with every fault at once.

Knows every key that a charter can have, its default and its spelling, and which of them this version carries out. It
knows nothing of members, decisions or mails; it does no I/O, and reads no clock.
"""

from listvote.charter.address import mail_address
from listvote.charter.built import not_built, off
from listvote.charter.difference import Change, changes, difference, entrenched_changes
from listvote.charter.kinds import BUILT_IN, POSITIONS, RANKINGS, Ballots, Kind, Method, Transfer
from listvote.charter.reading import Faults, amend, from_facts, numbered, parse, to_facts
from listvote.charter.sections import (
    Announce,
    DefaultAlias,
    Dialect,
    Entrenchment,
    Figures,
    Group,
    Join,
    Labour,
    Language,
    Lot,
    Members,
    OpenedBy,
    Opening,
    Opens,
    Posting,
    Proof,
    Receipts,
    Rotation,
    Source,
    Trust,
    Words,
    WorkClass,
)
from listvote.charter.span import Span, Unit, instant_of
from listvote.charter.tree import Charter

__all__ = [
    # reading and writing
    "parse",
    "amend",
    "to_facts",
    "from_facts",
    "numbered",
    "not_built",
    "off",
    "changes",
    "difference",
    "entrenched_changes",
    "mail_address",
    "instant_of",
    # the tree
    "Charter",
    "Faults",
    "Change",
    "Group",
    "Members",
    "Posting",
    "Trust",
    "Opening",
    "Kind",
    "BUILT_IN",
    "Labour",
    "WorkClass",
    "Figures",
    "Entrenchment",
    # its values
    "Span",
    "Unit",
    "Method",
    "POSITIONS",
    "RANKINGS",
    "Ballots",
    "Transfer",
    "Dialect",
    "Language",
    "Words",
    "Source",
    "Join",
    "DefaultAlias",
    "Announce",
    "Receipts",
    "Proof",
    "OpenedBy",
    "Opens",
    "Rotation",
    "Lot",
]

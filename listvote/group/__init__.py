"""All that is known of one list, and what follows from it.

`fold` makes the state from the ledger, `evolve` adds one event to it; `context` says what is open to a mail that
arrives, `decide` what the acts of a mail lead to, `due` what the passing of time leads to. Nothing here reads a clock,
a mailbox or a database.
"""

from listvote.group.context import context
from listvote.group.decide import BUILT, Answer, Asking, Counted, Decided, Turned, decide
from listvote.group.due import due
from listvote.group.evolve import evolve, fold
from listvote.group.incoming import Incoming
from listvote.group.on_groups import RULES as MODERATORS_ONLY
from listvote.group.state import Post, State
from listvote.group.wanted import Due, Wanted

__all__ = [
    "BUILT",
    "MODERATORS_ONLY",
    "Answer",
    "Asking",
    "Counted",
    "Decided",
    "Due",
    "Incoming",
    "Post",
    "State",
    "Turned",
    "Wanted",
    "context",
    "decide",
    "due",
    "evolve",
    "fold",
]

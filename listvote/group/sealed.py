"""Sealed ballots: until the close the public ledger holds that somebody voted, and neither who nor how.

Objections alone are opened when a hearing starts, which in a sealed decision is never before its deadline.
"""

from __future__ import annotations

from typing import Final

from listvote.acts import Reference
from listvote.deliberation.decision import Decision
from listvote.group.state import State
from listvote.ledger.chain import Entry, code

BALLOT: Final = "ballot"
"""The one kind of event that all ballots of a sealed decision share, whatever they say."""
ASKED: Final = "asked"
"""What is written where a line that is not clear is asked back: it says who is about to vote."""
WAITING: Final = frozenset({BALLOT, ASKED})


def waits_for_close(state: State, entry: Entry) -> bool:
    """Whether an entry is not to be published yet: a ballot, or a question back, of a sealed decision that runs.

    Args:
        state: the group, with the whole ledger folded.
        entry: any entry of it.
    """
    return entry.kind in WAITING and keeps_seals(state, entry.about) and code(entry) not in _opened(state, entry.about)


def is_sealed(state: State, about: str) -> bool:
    """Whether a matter (`#12`) is a decision that runs and whose ballots are sealed now."""
    decision = _decision(state, about)
    return decision is not None and decision.sealed


def keeps_seals(state: State, about: str) -> bool:
    """Whether a matter is a decision that runs and has sealed ballots, be it of an earlier version."""
    decision = _decision(state, about)
    return decision is not None and decision.ended is None and decision.was_sealed


def _opened(state: State, about: str) -> frozenset[str]:
    """The receipt codes of the ballots of a matter that may be published while it runs.

    Those are the objections that a hearing opened, and everything of a version that is not sealed.
    """
    decision = _decision(state, about)
    if decision is None:
        return frozenset()
    own = () if decision.sealed else (cast.code for casts in decision.ballots.values() for cast in casts)
    return frozenset({*decision.disclosed, *own})


def _decision(state: State, about: str) -> Decision | None:
    ref = Reference.parse(about)
    return state.decisions.get(ref.number) if ref and ref.kind == "decision" else None

"""Sealed ballots: until the close the public ledger holds that somebody voted, and neither who nor how."""

from __future__ import annotations

from typing import Final

from listvote.acts import Reference
from listvote.group.state import State
from listvote.ledger.chain import Entry

BALLOT: Final = "ballot"
"""The one kind of event that all ballots of a sealed decision share, whatever they say."""


def waits_for_close(state: State, entry: Entry) -> bool:
    """Whether an entry is not to be published yet: a ballot of a sealed decision that runs.

    Args:
        state: the group, with the whole ledger folded.
        entry: any entry of it.
    """
    return entry.kind == BALLOT and is_sealed(state, entry.about)


def is_sealed(state: State, about: str) -> bool:
    """Whether a matter (`#12`) is a decision whose ballots are sealed and that runs."""
    ref = Reference.parse(about)
    decision = state.decision(ref) if ref else None
    return decision is not None and decision.sealed

"""Majority, consensus, lazy and gradient: how many hold each position, and what the positions come to.

Figures only: whether they adopt anything is decided by the kind's rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listvote.deliberation.ballots import POSITIONS, Stance, position


@dataclass(frozen=True, slots=True)
class Positions:
    """How many hold each position of a method, the ones that nobody holds included.

    `withdrawn` are those who took their ballot back: they hold no position and remain participants.
    """

    counts: Mapping[str, int]
    stances: Mapping[Stance, int]
    withdrawn: int = 0

    @property
    def votes_for(self) -> int:
        """How many are for."""
        return self.stances[Stance.FOR]

    @property
    def votes_against(self) -> int:
        """How many are against, objections included."""
        return sum(number for stance, number in self.stances.items() if stance.votes_against)

    @property
    def votes(self) -> int:
        """For plus against: abstentions and stand-asides are no votes."""
        return self.votes_for + self.votes_against

    @property
    def dissent(self) -> int:
        """Stand-asides plus disagreements, objections included."""
        return sum(number for stance, number in self.stances.items() if stance.dissents)

    @property
    def participants(self) -> int:
        """All who ever cast a valid ballot."""
        return sum(self.stances.values()) + self.withdrawn


def tally(method: str, held: Mapping[str, int], withdrawn: int = 0) -> Positions:
    """Count positions.

    Args:
        method: consensus, lazy, majority or gradient.
        held: how many hold each position, by its word on the record.
        withdrawn: how many took their ballot back and cast no other.

    Returns:
        the figures.

    Raises:
        KeyError: the method has no such position.
    """
    counts = {each.word: 0 for each in POSITIONS.get(method, ())}
    stances = dict.fromkeys(Stance, 0)
    for word, number in held.items():
        stances[position(method, word).stance] += number
        counts[word] += number
    return Positions(counts, stances, withdrawn)

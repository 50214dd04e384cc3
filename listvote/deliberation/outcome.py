"""What a decision comes to: ballots counted, and judged by its own frozen rules, in whole numbers.

Positions are judged by the rules of their method; among options the quorum is asked for, and somebody who wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from listvote.deliberation.choice import counted, default_letter
from listvote.deliberation.decision import Decision, Status
from listvote.deliberation.judge import AGAINST, EXEMPT, FOR, OBJECTIONS, POSITIONS, Why, judge_of

__all__ = [
    "AGAINST",
    "EXEMPT",
    "FOR",
    "OBJECTIONS",
    "POSITIONS",
    "Outcome",
    "Why",
    "judged",
    "late_ballots_matter",
    "outcome",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the ballots come to: the end that they lead to, why, and every figure that was used.

    `brought_quorum` is true where it was adopted only because its opponents voted at all. `lapsed` of the objections
    block no longer; `objected` says that more stand than are allowed. `count` is the whole working of a choice among
    options, `winners` are the letters of those that won.
    """

    status: Status
    why: Why
    figures: Mapping[str, int]
    participants: int
    members: int
    active: int
    quorum_needed: int
    brought_quorum: bool
    lapsed: int = 0
    count: Mapping[str, Any] | None = None
    winners: tuple[str, ...] = ()
    objected: bool = False

    @property
    def quorum_reached(self) -> bool:
        """Whether enough took part."""
        return self.participants >= self.quorum_needed

    @property
    def votes(self) -> int:
        """For plus against: abstentions and stand-asides are no votes."""
        return self.sum(FOR) + self.sum(AGAINST)

    def sum(self, positions: Iterable[str]) -> int:
        """How many hold one of these positions."""
        return sum(self.figures.get(each, 0) for each in positions)


def outcome(
    decision: Decision, figures: Mapping[str, int], participants: int, woken: int = 0, lapsed: int = 0
) -> Outcome:
    """Judge the positions of a decision.

    Args:
        decision: its rules, and its frozen roll.
        figures: how many members hold each position; one that nobody holds may be missing.
        participants: how many members ever cast a valid ballot.
        woken: how many of those against are active members only because they voted.
        lapsed: how many of the objections were not kept up.
    """
    judge = judge_of(decision)
    shown = {each: figures.get(each, 0) for each in POSITIONS[decision.rules.method]}
    status, why = judge(shown, participants, lapsed)
    against = sum(shown.get(each, 0) for each in AGAINST)
    without_them = replace(judge, active=judge.active - woken)
    return Outcome(
        status,
        why,
        shown,
        participants,
        judge.members,
        judge.active,
        judge.quorum_needed,
        status is Status.ADOPTED and participants - against < without_them.quorum_needed,
        lapsed,
        objected=judge.objected(shown, lapsed),
    )


def judged(decision: Decision, received: Mapping[str, datetime] | None = None, *, closing: bool = False) -> Outcome:
    """What the ballots of a decision come to as they stand.

    Args:
        decision: with its ballots.
        received: as for `Decision.standing`.
        closing: the deadline is past: what was not kept up to the end of a hearing has lapsed.
    """
    standing = decision.standing(received)
    figures = Counter(cast.position for cast in standing.values())
    if decision.rules.method not in POSITIONS:
        return _chosen(decision, figures, standing.values())
    woken = sum(cast.position in AGAINST and actor not in decision.active for actor, cast in standing.items())
    if decision.sheet is not None:  # whose ballot it is cannot be told: no more of them than took part
        woken = min(woken, len(decision.took_part - decision.active))
    _, lapsed = decision.objections(received, closing=closing)
    return outcome(decision, figures, decision.participants, woken, len(lapsed))


def _chosen(decision: Decision, figures: Mapping[str, int], casts: Iterable[Any]) -> Outcome:
    judge = judge_of(decision)
    count = counted(decision, [(cast.ballot, 1) for cast in casts], judge.members, judge.active)
    winners = tuple(count["winners"])
    status, why = Status.ADOPTED, Why.MET
    if decision.participants < judge.quorum_needed:
        status, why = Status.INQUORATE, Why.NO_QUORUM
    elif not winners or winners == (default_letter(decision),):
        status, why = Status.NOT_ADOPTED, Why.NOBODY_WON
    return Outcome(
        status,
        why,
        dict(sorted(figures.items())),
        decision.participants,
        judge.members,
        judge.active,
        judge.quorum_needed,
        False,
        0,
        count,
        winners,
    )


def late_ballots_matter(decision: Decision, received: Mapping[str, datetime] | None = None) -> bool:
    """Whether the ballots that arrived in time and were read after the close would have changed the outcome."""
    ballots_ = {actor: list(casts) for actor, casts in decision.ballots.items()}
    whole = replace(decision, ballots=ballots_, copies=None)
    for cast in decision.late:
        whole.cast(cast)
    then = judged(whole, received)
    return then.status is not decision.status or then.winners != decision.winners

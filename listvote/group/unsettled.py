"""Deadlines that are past and may still move: what comes after them cannot be called late yet.

A period runs from when its announcement was handed over, and a decision that too few took part in is extended once.
Until the announcement is out, or the close or the extension is written, nobody knows whether a mail came too late.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from listvote.acts import Act
from listvote.group.state import State


def unsettled(state: State, acts: Iterable[Act], received: datetime) -> bool:
    """Whether one of the acts of a mail is about a matter that is still open although its deadline is past.

    Args:
        state: the group.
        acts: what the mail asks for.
        received: when it was received, aware.
    """
    for act in acts:
        decision = state.decision(act.ref) if act.ref else None
        if decision is not None and decision.status.runs and received > decision.deadline:
            return True
        task = state.task(act.ref) if act.ref else None
        if task is not None and state.live and task.called is None and received > task.offers_until:
            return True
    return False

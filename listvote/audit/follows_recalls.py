"""Whether recalls, and the ends of terms in office, follow from what was written before them."""

from __future__ import annotations

from listvote import events
from listvote.acts import Reference
from listvote.deliberation.decision import Status
from listvote.group import State
from listvote.group.recalls import holders


def recalled_wrongly(state: State, event: events.Recalled) -> list[str]:
    """What is wrong with the end of a mandate by a recall: no decision adopted it, or it was about somebody else."""
    ref = Reference.parse(event.about)
    decision = state.decisions.get(ref.number) if ref is not None and ref.kind == "decision" else None
    same = decision is not None and (decision.recalls, decision.recalled) == (event.of, event.members)
    if decision is None or not same or decision.status is not Status.ADOPTED:
        return [f"{event.about}: a recall that no decision adopted"]
    return []


def recall_opened_wrongly(state: State, event: events.Opened) -> list[str]:
    """What is wrong with the opening of a recall: nobody held it, or its kind is not the charter's."""
    if not event.recalls or event.reopens:
        return []
    found = []
    if not event.recalled or not set(event.recalled) <= set(holders(state, event.recalls)):
        found.append(f"{event.about} recalls somebody who held no mandate")
    if event.kind_name != state.charter.labour.recall_kind:
        found.append(f"{event.about} is a recall of another kind than the charter gives")
    return found


def office_ended_wrongly(state: State, event: events.WorkEnded) -> list[str]:
    """What is wrong with the end of terms in an office that an election filled."""
    seats = {each.member: each.until for each in state.seats.get(event.about, ()) if each.standing.serves}
    return [] if set(event.members) <= set(seats) else [f"{event.about}: a term ended of somebody who held no seat"]

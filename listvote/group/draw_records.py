"""The record of a draw of work, from a group's ledger alone: all that is needed to do it again, and what was said."""

from __future__ import annotations

from typing import Any

from listvote.charter import Rotation
from listvote.group.state import State
from listvote.labour.draw import Draw
from listvote.labour.drawing import Places
from listvote.labour.record import Held, record

__all__ = ["draw_of", "draw_record"]


def draw_of(state: State, name: str) -> Draw | None:
    """Find a draw by its name, or by any of its tasks, the latest round of it.

    Args:
        state: the group.
        name: such as `T7`, or `T7.2` for the second round of it.

    Returns:
        the draw; None where nothing was drawn under that name.
    """
    done = [each for each in state.draws.values() if each.drawn is not None]
    exact = [each for each in done if each.name == name]
    return next(reversed(exact or [each for each in done if name in each.tasks]), None)


def draw_record(state: State, draw: Draw) -> dict[str, Any]:
    """Make the published record of a draw: what went into it, and what was announced of it.

    Args:
        state: the group.
        draw: one that was drawn.

    Returns:
        the record as `labour.record.record` has it; its order and its places are those that the ledger holds, so that
        verifying it checks them.

    Raises:
        LotError: nothing can be drawn from what the ledger has; the audit says why.
    """
    tasks = [state.task_of(ref) for ref in draw.tasks]
    made = record(
        Held(
            name=draw.name,
            tasks=[
                Places(each.ref, draw.places[each.ref], draw.apprentices.get(each.ref, 0), each.hours, each.able)
                for each in tasks
            ],
            titles={each.ref: each.title for each in tasks},
            pool=draw.candidates(),
            aliases={each.number: state.roll.shown_as(each.number) for each in draw.pool},
            rotation=Rotation(draw.rotation),
            work_class=draw.work_class,
            times={"pool frozen": draw.frozen, "salts closed": draw.salts_closed, "drawn": draw.drawn},
            lot=draw.drawn_by,
            commitment=draw.commitment,
            secret=None if draw.revealed is None else bytes.fromhex(draw.revealed),
            salts=draw.salts or {},
            sources=draw.sources,
            public=draw.public,
        )
    )
    announced = {
        "order": list(draw.order),
        "places": {ref: list(draw.seats.get(ref, ())) for ref in draw.tasks},
        "apprentices": {ref: list(draw.taught.get(ref, ())) for ref in draw.tasks},
    }
    return made | announced

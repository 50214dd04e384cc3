"""What has to hold before a task opens without a plan, and what is frozen when it does."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from listvote import events
from listvote.acts import Act, Fault, Opening
from listvote.group.opening import may_open
from listvote.group.state import State
from listvote.reasons import Reason, Refused


def open_task(
    state: State, member: int, received: datetime, act: Act, mailed: Mapping[str, Any]
) -> events.Event | Refused:
    """Open one task, where the charter lets tasks open without a plan.

    Refused with O03 where it does not, with O02 where a value cannot be read: every fault at once.
    """
    opening = act.opening or Opening("", "", "", "")
    refused = may_open(state, member, act)
    if refused is not None:
        return refused
    if not state.charter.labour.task_without_plan:
        detail = "In this group tasks open with a plan. Post a [PLAN] that lists the task."
        return Refused(Reason.NOT_ALLOWED, act.line, detail)
    faults: list[Fault] = []
    fields = {**opening.settings, **(opening.tasks[0] if opening.tasks else {})}
    people = _whole("people", fields, faults, 1)
    hours = _whole("hours", fields, faults, None)
    apprentices = _whole("apprentices", fields, faults, 0)
    if faults:
        return Refused(Reason.UNREADABLE_VALUE, act.line, " ".join(f"{each.where}: {each.what}" for each in faults))
    return events.TaskOpened(
        about=f"T{state.last_task + 1}",
        tag=opening.tag,
        people=people if people is not None else 1,
        hours=hours,
        by=fields.get("by"),
        able=tuple(sorted({each.strip().lower() for each in fields.get("able", "").split(",") if each.strip()})),
        apprentices=apprentices or 0,
        work_class=fields.get("class", ""),
        offers_until=state.charter.labour.offers.after(received, state.zone),
        text_sha256=hashlib.sha256(opening.text.encode("utf-8", "replace")).hexdigest(),
        title=fields.get("task", opening.title),
        text=opening.text,
        **mailed,
    )


def _whole(name: str, fields: Mapping[str, str], faults: list[Fault], default: int | None) -> int | None:
    """A whole number at the beginning of a value: `6`, `6 each`, `2 people`."""
    written = fields.get(name)
    if written is None:
        return default
    first = written.split()[0] if written.split() else ""
    if first.isascii() and first.isdigit() and int(first) <= 10_000:
        return int(first)
    faults.append(Fault(name, f"{written!r} is no whole number."))
    return default

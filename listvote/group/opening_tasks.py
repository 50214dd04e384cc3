"""What has to hold before a task opens without a plan, and what is frozen when it does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from listvote import events
from listvote.acts import Act, Opening
from listvote.group.on_life import sha256
from listvote.group.opening import may_open
from listvote.group.plans import opened_tasks, planned
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
    block = {**opening.settings, **(opening.tasks[0] if opening.tasks else {})}
    read = planned(state, [{"task": opening.title, **block}], received)
    if read.faults:
        return Refused(Reason.UNREADABLE_VALUE, act.line, read.in_words)
    (opened,) = opened_tasks(
        state,
        read.tasks,
        read.titles,
        received,
        text=opening.text,
        text_sha256=sha256(opening.text),
        mailed={"tag": opening.tag, **mailed},
    )
    return opened

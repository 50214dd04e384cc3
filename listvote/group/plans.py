"""The tasks of a plan: read from its blocks, and opened once it is adopted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from listvote import events
from listvote.acts import Fault
from listvote.charter.span import Span
from listvote.deliberation.decision import Decision
from listvote.group.state import State
from listvote.group.times import deadline, frozen

_MOST: Final = 10_000
_CLASS: Final = re.compile(r"[^\W_](?:[\w -]{0,38}\w)?")  # as in the charter


@dataclass(frozen=True, slots=True)
class Planned:
    """The tasks of a plan, as facts and as titles, in its order; with faults nothing opens."""

    tasks: tuple[Mapping[str, Any], ...] = ()
    titles: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def in_words(self) -> str:
        """Every fault, with its place and its mend."""
        return " ".join(" ".join(filter(None, (f"{each.where}: {each.what}", each.mend))) for each in self.faults)


def planned(state: State, blocks: Sequence[Mapping[str, str]], received: datetime) -> Planned:
    """Read the blocks of a plan.

    Args:
        state: the group.
        blocks: of each task its settings, the values as written.
        received: when the plan was received, aware: a date without a year is the next one after it.

    Returns:
        of each task `people`, `apprentices`, `able`, `class`, and where they were written `hours` (whole ones, each),
        `by` (an instant, or a span that runs from the opening of the task), `term` and `repeats`; and all faults.
    """
    faults: list[Fault] = []
    tasks: list[Mapping[str, Any]] = []
    for number, block in enumerate(blocks, 1):
        where = f"task {number}, " if len(blocks) > 1 else ""
        tasks.append(_task(state, block, received, where, faults))
    titles = tuple(block.get("task", "") for block in blocks)
    return Planned(tuple(tasks), titles, tuple(faults))


def _task(
    state: State, block: Mapping[str, str], received: datetime, where: str, faults: list[Fault]
) -> Mapping[str, Any]:
    task: dict[str, Any] = {
        "people": _whole("people", block, where, faults, 1, least=1),
        "apprentices": _whole("apprentices", block, where, faults, 0),
        "able": skills(block.get("able", "")),
        "class": class_of(state, block.get("class", "")),
    }
    if task["class"] and not _CLASS.fullmatch(task["class"]):
        faults.append(Fault(f"{where}class", "is a name of up to 40 letters.", "Write for example `class: editing`."))
    if (hours := _whole("hours", block, where, faults, None)) is not None:
        task["hours"] = hours
    if (written := block.get("by")) is not None:
        by = frozen(written, received, state.zone)
        ends = deadline(by, received, state.zone) if by else received
        if ends <= received:
            mend = "Write for example `by: 20 December`."
            faults.append(Fault(f"{where}by", f"`{written}` is no day to come.", mend))
        elif ends <= drawn_at_soonest(state, received):
            labour = state.charter.labour
            why = f"is too soon: offers are taken for {labour.offers}, and the draw takes {labour.salt} more."
            faults.append(Fault(f"{where}by", why, "Write a later day."))
        task["by"] = by or ""
    if (written := block.get("term")) is not None and written != "none":
        if Span.parse(" ".join(written.lower().split())) is None:
            faults.append(Fault(f"{where}term", f"`{written}` is no span of time.", "Write for example `3 months`."))
        task["term"] = " ".join(written.lower().split())
    if (written := block.get("repeats", "").strip()) and written.casefold() not in ("no", "none", "never"):
        task["repeats"] = written
    return task


def class_of(state: State, written: str) -> str:
    """A class of work as the charter spells it, if it knows it in any letter case; else in small letters."""
    folded = " ".join(written.casefold().split())
    return next((each for each in state.charter.labour.classes if each.casefold() == folded), folded)


def drawn_at_soonest(state: State, called: datetime) -> datetime:
    """When a task can be drawn at the soonest whose offers are called for at an instant."""
    labour = state.charter.labour
    return labour.salt.after(labour.offers.after(called, state.zone), state.zone)


def skills(written: str) -> list[str]:
    """The skills of a list between commas, in one spelling, sorted, each once."""
    return sorted({" ".join(each.casefold().split()) for each in re.split(r"[,;]", written) if each.strip(" .")})


def opened_tasks(
    state: State,
    tasks: Sequence[Mapping[str, Any]],
    titles: Sequence[str],
    now: datetime,
    *,
    plan: str = "",
    text: str = "",
    text_sha256: str = "",
    mailed: Mapping[str, Any],
) -> tuple[events.TaskOpened, ...]:
    """The openings of tasks, in the order of their plan; those of one class share the commitment of the first.

    Args:
        state: the group.
        tasks: as `planned` made them.
        titles: one a task.
        now: when they open, aware.
        plan: the decision that opens them, "" for none.
        text: what was written about the task.
        text_sha256: the digest of the text that they come from.
        mailed: who opened them, and by which mail.
    """
    first: dict[str, str] = {}
    made = []
    for number, (task, title) in enumerate(zip(tasks, titles, strict=True), 1):
        ref = f"T{state.last_task + number}"
        draw = first.setdefault(task["class"], ref)
        due = deadline(task["by"], now, state.zone) if task.get("by") else None
        made.append(
            events.TaskOpened(
                about=ref,
                people=task["people"],
                hours=task.get("hours"),
                by=state.day(due).isoformat() if due else None,
                due=due,
                able=tuple(task["able"]),
                apprentices=task["apprentices"],
                work_class=task["class"],
                offers_until=state.charter.labour.offers.after(now, state.zone),
                text_sha256=text_sha256,
                title=title,
                text=text,
                plan=plan,
                number=number if plan else 0,
                draw=draw if draw != ref else "",
                term=task.get("term", ""),
                repeats=task.get("repeats", ""),
                **mailed,
            )
        )
    return tuple(made)


def of_plan(state: State, decision: Decision, now: datetime) -> tuple[events.TaskOpened, ...]:
    """The tasks that the adoption of a plan opens; none where an earlier adoption of it opened them."""
    earlier = state.decisions.get(int(decision.reopens.removeprefix("#") or 0))
    if earlier is not None and any(task.plan == decision.reopens for task in state.tasks.values()):
        return ()
    return opened_tasks(
        state,
        decision.tasks,
        decision.task_titles or ("",) * len(decision.tasks),  # none where they were erased
        now,
        plan=f"#{decision.ref.number}",
        text_sha256=decision.text_sha256,
        mailed={
            "tag": decision.tag,
            "actor": decision.opener,
            "received": now,
            "key": "",
            "message_id": decision.message_id,
        },
    )


def _whole(
    name: str, block: Mapping[str, str], where: str, faults: list[Fault], default: int | None, least: int = 0
) -> int | None:
    """A whole number at the beginning of a value: `6`, `6 each`, `2 people`."""
    written = block.get(name)
    if written is None:
        return default
    first = written.split()[0] if written.split() else ""
    if first.isascii() and first.isdigit() and len(first) < 10 and least <= int(first) <= _MOST:
        return int(first)
    if first.isascii() and first.isdigit():
        bounds = f"is a number from {least} to {_MOST:,}."
        faults.append(Fault(f"{where}{name}", bounds, f"Write for example `{name}: 2`."))
        return default
    faults.append(Fault(f"{where}{name}", f"{written!r} is no whole number.", f"Write for example `{name}: 2`."))
    return default

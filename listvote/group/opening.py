"""What has to hold before a decision or a task opens, and what is frozen when it does."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from listvote import events
from listvote.acts import Act, Fault, Opening
from listvote.charter import Ballots, Kind
from listvote.deliberation.outcome import POSITIONS
from listvote.group.state import State
from listvote.group.times import deadline, frozen
from listvote.measures import MeasureError, Quorum, Threshold
from listvote.membership.roll import digest
from listvote.reasons import Reason, Refused


def open_decision(
    state: State, member: int, received: datetime, act: Act, mailed: Mapping[str, Any]
) -> events.Event | Refused:
    """Open a decision: its kind's rules, its text and the roll are frozen.

    Refused with O04 where too many are open, with O02 or O03 where a setting cannot be read or is not allowed, with
    N01 where the kind asks for a way of deciding that cannot be counted yet.
    """
    opening = act.opening or Opening("", "", "", "")
    allowed = _may_open(state, member, act)
    if allowed is not None:
        return allowed
    open_now = state.open_decisions()
    limits = state.charter.opening
    if len([each for each in open_now if each.opener == member]) >= limits.at_once:
        return Refused(Reason.TOO_MANY_OPEN, act.line, _limit("You have", limits.at_once))
    if len(open_now) >= limits.open_at_most:
        return Refused(Reason.TOO_MANY_OPEN, act.line, _limit("The group has", limits.open_at_most))
    kind_name = opening.settings.get("kind", state.charter.kind_of_tag(opening.tag)).strip()
    kind = state.charter.kinds.get(kind_name)
    if kind is None:
        known = ", ".join(sorted(state.charter.kinds))
        return Refused(Reason.NOT_ALLOWED, act.line, f"The charter has no kind {kind_name!r}. It has: {known}.")
    if kind.method not in POSITIONS or kind.ballots is not Ballots.OPEN:
        detail = f"Decisions of the kind {kind_name!r} ({kind.ballots} ballots, {kind.method}) cannot be opened yet."
        return Refused(Reason.NOT_YET_BUILT, act.line, detail)
    faults, rules, closes = _settings(state, kind, opening, received)
    if faults:
        return Refused(faults[0][0], act.line, " ".join(words for _, words in faults))
    roll = state.roll.eligible(received)
    return events.Opened(
        about=f"#{state.last_decision + 1}",
        tag=opening.tag,
        kind_name=kind_name,
        rules=rules.to_facts(),
        options=tuple(option.letter for option in opening.options),
        option_texts=tuple(option.text for option in opening.options),
        closes=closes,
        deadline=deadline(closes, received, state.zone),
        members=len(roll),
        active=len(state.active_among(roll, received)),
        roll=digest(roll),
        text_sha256=hashlib.sha256(opening.text.encode("utf-8", "replace")).hexdigest(),
        title=opening.title,
        text=opening.text,
        **mailed,
    )


def _limit(who: str, limit: int) -> str:
    decisions = "1 open decision" if limit == 1 else f"{limit} open decisions"
    return f"{who} {decisions}, as many as the charter allows."


def _may_open(state: State, member: int, act: Act) -> Refused | None:
    if state.charter.opening.by == "moderators" and member not in state.moderators:
        return Refused(Reason.NOT_ALLOWED, act.line, "In this group only moderators open decisions and tasks.")
    return None


def _settings(
    state: State, kind: Kind, opening: Opening, received: datetime
) -> tuple[list[tuple[Reason, str]], Kind, str]:
    """What an opener chose: every fault, the rules that follow, and when it closes."""
    faults: list[tuple[Reason, str]] = []
    quorum, threshold = kind.quorum, kind.threshold
    if (text := opening.settings.get("quorum")) is not None:
        try:
            wanted = Quorum.parse(text)
            if wanted.raises(kind.quorum) or wanted == kind.quorum:
                quorum = wanted
            else:
                faults.append((Reason.NOT_ALLOWED, _only_higher("quorum", kind.quorum.words)))
        except MeasureError as error:
            faults.append((Reason.UNREADABLE_VALUE, str(error)))
    if (text := opening.settings.get("threshold")) is not None:
        try:
            higher = Threshold.parse(text)
            if higher.raises(kind.threshold) or higher == kind.threshold:
                threshold = higher
            else:
                faults.append((Reason.NOT_ALLOWED, _only_higher("threshold", kind.threshold.words)))
        except MeasureError as error:
            faults.append((Reason.UNREADABLE_VALUE, str(error)))
    closes = _closes(state, kind, opening, received)
    if isinstance(closes, tuple):
        faults.append(closes)
        closes = str(kind.closes)
    faults += [
        (Reason.NOT_YET_BUILT, f"The setting {name!r} is understood, but listvote cannot do it yet.")
        for name in ("seats", "review")
        if name in opening.settings
    ]
    return faults, replace(kind, quorum=quorum, threshold=threshold), closes


def _closes(state: State, kind: Kind, opening: Opening, received: datetime) -> str | tuple[Reason, str]:
    wanted = opening.settings.get("closes")
    if wanted is None:
        return str(kind.closes)
    closes = frozen(wanted, received, state.zone)
    if closes is None:
        return Reason.UNREADABLE_VALUE, f"closes: {wanted!r} is no date, weekday and hour, or duration."
    end = deadline(closes, received, state.zone)
    if end < kind.at_least.after(received, state.zone):
        return Reason.NOT_ALLOWED, f"closes: the charter asks for at least {kind.at_least}."
    return closes


def _only_higher(what: str, words: str) -> str:
    return f'{what}: an opener can only ask for more of the same than the charter does, which is "{words}".'


def open_task(
    state: State, member: int, received: datetime, act: Act, mailed: Mapping[str, Any]
) -> events.Event | Refused:
    """Open one task, where the charter lets tasks open without a plan.

    Refused with O03 where it does not, with O02 where a value cannot be read: every fault at once.
    """
    opening = act.opening or Opening("", "", "", "")
    refused = _may_open(state, member, act)
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

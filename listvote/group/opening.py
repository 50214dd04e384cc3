"""What has to hold before a decision opens, and what is frozen when it does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from listvote import events, lot
from listvote.acts import Act, Opening, Option
from listvote.charter import Kind, Span
from listvote.deliberation.choice import with_standard_options
from listvote.deliberation.outcome import POSITIONS
from listvote.discretion import discreet
from listvote.group.charters import proposal
from listvote.group.on_life import sha256
from listvote.group.plans import Planned, planned
from listvote.group.state import State
from listvote.group.times import deadline, frozen
from listvote.measures import MeasureError, Quorum, Threshold
from listvote.membership.roll import digest
from listvote.reasons import Reason, Refused

LAZY_AT_LEAST: Final = timedelta(hours=72)
_WHOLE: Final = re.compile(r"([0-9]{1,3})\b.*")
_SEATS_AT_MOST: Final = 100


def open_decision(
    state: State,
    member: int,
    received: datetime,
    act: Act,
    mailed: Mapping[str, Any],
    attached: Sequence[str] = (),
) -> events.Event | Refused:
    """Open a decision: its kind's rules, its text, its options and the roll are frozen.

    Refused with O04 where too many are open, with O02 or O03 where a setting cannot be read or is not allowed, with
    C03 where a charter that is proposed has faults.
    """
    opening = act.opening or Opening("", "", "", "")
    refused = may_open(state, member, act) or _too_many(state, member, act)
    if refused is not None:
        return refused
    named = _kind_of(state, act)
    if isinstance(named, Refused):
        return named
    kind_name, kind = named
    elects = opening.opens == "election"
    faults, rules, closes = _settings(state, kind, opening, received)
    faults += _options_fit(kind, opening)
    if faults:
        return Refused(faults[0][0], act.line, "\n".join(words for _, words in faults))
    proposed = proposal(state, opening, attached) if opening.opens == "charter" else None
    if isinstance(proposed, Refused):
        return replace(proposed, line=act.line)
    plan = planned(state, opening.tasks, received) if opening.opens == "plan" else Planned()
    if plan.faults:
        return Refused(Reason.UNREADABLE_VALUE, act.line, plan.in_words)
    nominations = rules.nominations.after(received, state.zone) if elects else None
    return opened(
        state,
        member,
        received,
        title=opening.title,
        text=(discreet(opening.text) if proposed else opening.text) or (proposed.difference if proposed else ""),
        tag=opening.tag,
        kind_name=kind_name,
        rules=rules,
        options=() if elects else with_standard_options(rules, opening.options, False),
        closes=closes,
        nominations=nominations,
        more={
            "seconders": 0 if elects else state.charter.opening.seconders,
            "charter": proposed.facts if proposed else None,
            "charter_text": proposed.text if proposed else "",
            "charter_difference": proposed.difference if proposed else "",
            "tasks": plan.tasks,
            "task_titles": plan.titles,
            **mailed,
        },
    )


def not_allowed(state: State, received: datetime, act: Act) -> str:
    """What the charter has against the settings of an opening that could be read, a line each; "" for nothing.

    For an opening in which something else is wrong already: who opens it is told every fault at once.
    """
    opening = act.opening
    if opening is None or opening.opens not in ("decision", "poll", "election", "plan"):
        return ""
    named = _kind_of(state, act)
    if isinstance(named, Refused):
        return named.detail
    faults, _, _ = _settings(state, named[1], opening, received)
    return "\n".join(words for reason, words in faults if reason is Reason.NOT_ALLOWED)


def opened(
    state: State,
    member: int,
    received: datetime,
    *,
    title: str,
    text: str,
    tag: str,
    kind_name: str,
    rules: Kind,
    options: Sequence[Option],
    closes: str,
    nominations: datetime | None = None,
    more: Mapping[str, Any],
) -> events.Opened:
    """The opening of a decision, with the roll of that moment frozen; `more` are the other fields of the event.

    Whose mandate it would end is not on the roll.
    """
    roll = state.roll.eligible(received) - set(more.get("recalled", ()))
    return events.Opened(
        about=f"#{state.last_decision + 1}",
        tag=tag,
        kind_name=kind_name,
        rules=rules.to_facts(),
        options=tuple(option.letter for option in options),
        option_texts=tuple(option.text for option in options),
        closes=closes,
        deadline=deadline(closes, nominations or received, state.zone),
        members=len(roll),
        active=len(state.active_among(roll, received)),
        roll=digest(roll),
        text_sha256=sha256(text),
        title=title,
        text=text,
        nominations_until=nominations,
        **{"actor": member, "received": received, **more},
    )


def lot_of(about: str, secret: bytes) -> events.LotCommitted:
    """The commitment of a decision's lot to 32 random bytes."""
    return events.LotCommitted(about=about, commitment=lot.commitment(secret), secret=secret.hex())


def _too_many(state: State, member: int, act: Act) -> Refused | None:
    open_now = state.open_decisions()
    limits = state.charter.opening
    if len([each for each in open_now if each.opener == member]) >= limits.at_once:
        return Refused(Reason.TOO_MANY_OPEN, act.line, _limit("You have", limits.at_once))
    if len(open_now) >= limits.open_at_most:
        return Refused(Reason.TOO_MANY_OPEN, act.line, _limit("The group has", limits.open_at_most))
    return None


def _kind_of(state: State, act: Act) -> tuple[str, Kind] | Refused:
    """The kind of a decision that is opened: its setting, else the charter's for the tag; a charter's own rule."""
    opening = act.opening or Opening("", "", "", "")
    by = state.charter.charter.by
    usual = by if opening.opens == "charter" else state.charter.kind_of_tag(opening.tag)
    name = opening.settings.get("kind", usual).strip()
    kind = state.charter.kinds.get(name)
    if kind is None:
        known = ", ".join(sorted(state.charter.kinds))
        return Refused(Reason.NOT_ALLOWED, act.line, f"The charter has no kind {name!r}. It has: {known}.")
    if opening.opens == "charter" and name != by:
        return Refused(Reason.NOT_ALLOWED, act.line, f"kind: a charter is changed by a decision of the kind {by}.")
    if opening.opens == "election" and kind.method != "stv":
        return Refused(
            Reason.NOT_ALLOWED, act.line, f"kind: an election goes by stv; the kind {name} by {kind.method}."
        )
    return name, kind


def _options_fit(kind: Kind, opening: Opening) -> list[tuple[Reason, str]]:
    asks = kind.method not in POSITIONS and opening.opens != "election"
    if asks and len(opening.options) < 2:
        return [(Reason.UNREADABLE_VALUE, f"options: a decision by {kind.method} needs two at least, one a line.")]
    if opening.options and not asks:
        return [(Reason.NOT_ALLOWED, f"options: a decision by {kind.method} has none; open a poll.")]
    return []


def _limit(who: str, limit: int) -> str:
    decisions = "1 open decision" if limit == 1 else f"{limit} open decisions"
    return f"{who} {decisions}, as many as the charter allows."


def may_open(state: State, member: int, act: Act) -> Refused | None:
    """Why somebody may open nothing here (O03); None where they may."""
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
            faults.append((Reason.UNREADABLE_VALUE, f"quorum: {error}"))
    if (text := opening.settings.get("threshold")) is not None:
        try:
            higher = Threshold.parse(text)
            if higher.raises(kind.threshold) or higher == kind.threshold:
                threshold = higher
            else:
                faults.append((Reason.NOT_ALLOWED, _only_higher("threshold", kind.threshold.words)))
        except MeasureError as error:
            faults.append((Reason.UNREADABLE_VALUE, f"threshold: {error}"))
    closes = _closes(state, kind, opening, received)
    if isinstance(closes, tuple):
        faults.append(closes)
        closes = str(kind.closes)
    seats, review = kind.seats, kind.review
    if (text := opening.settings.get("seats")) is not None:
        found = _WHOLE.fullmatch(text.strip())
        if found is None or not 1 <= int(found[1]) <= _SEATS_AT_MOST:
            faults.append((Reason.UNREADABLE_VALUE, f"seats: {text!r} is no number from 1 to {_SEATS_AT_MOST}."))
        elif kind.method != "stv":
            faults.append((Reason.NOT_ALLOWED, f"seats: a decision by {kind.method} has none."))
        else:
            seats = int(found[1])
    if (text := opening.settings.get("review")) is not None:
        review = Span.parse(" ".join(text.lower().split()))
        if review is None and text.strip().lower() != "none":
            faults.append((Reason.UNREADABLE_VALUE, f"review: {text!r} is no span of time such as 6 months."))
    return faults, replace(kind, quorum=quorum, threshold=threshold, seats=seats, review=review), closes


def _closes(state: State, kind: Kind, opening: Opening, received: datetime) -> str | tuple[Reason, str]:
    wanted = opening.settings.get("closes", str(kind.closes))
    closes = frozen(wanted, received, state.zone)
    if closes is None:
        return Reason.UNREADABLE_VALUE, f"closes: {wanted!r} is no date, weekday and hour, or duration."
    end = deadline(closes, received, state.zone)
    if end < kind.at_least.after(received, state.zone):
        return Reason.NOT_ALLOWED, f"closes: the charter asks for at least {kind.at_least}."
    if kind.method == "lazy" and end < received + LAZY_AT_LEAST:
        return Reason.NOT_ALLOWED, "closes: where silence consents, there are at least 72 hours to object."
    return closes


def _only_higher(what: str, words: str) -> str:
    return f'{what}: an opener can only ask for more of the same than the charter does, which is "{words}".'

"""What the acts of one mail lead to: events, and what its sender is told.

Each verb has one rule, in a table of its room. A rule looks at the state and says what happened, or why not; it
changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from listvote import events
from listvote.acts import Act, Clarity, Reading, Verb
from listvote.group import (
    on_charters,
    on_decisions,
    on_doubts,
    on_elections,
    on_groups,
    on_life,
    on_mails,
    on_mandates,
    on_members,
    on_wishes,
    on_work,
    recalls,
)
from listvote.group.incoming import CODES, Incoming, Made, Rule, about
from listvote.group.on_life import answered_objection
from listvote.group.opening import lot_of
from listvote.group.secret import is_secret, refused_in_public, tells
from listvote.group.state import State
from listvote.reasons import Reason, Refused


@dataclass(frozen=True, slots=True)
class Counted:
    """An act that was carried out: the events that it led to, by their place among those of the mail.

    `note` is a sentence for the sender beside the receipt, such as how to object.
    """

    act: Act
    event: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A doubtful act: the sender is asked which of the readings was meant; `event` as in Counted, None if none."""

    act: Act
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """An act that was refused."""

    act: Act
    refused: Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """A request for information: `help`, `status`, `mine` …; whoever writes mails makes the answer from the state."""

    act: Act


Result = Counted | Asking | Turned | Answer


@dataclass(frozen=True, slots=True)
class Decided:
    """What a mail led to: events in order, and one result for each act in order."""

    events: tuple[events.Event, ...] = ()
    results: tuple[Result, ...] = ()


def decide(state: State, mail: Incoming, reading: Reading, now: datetime) -> Decided:
    """Decide what the acts of a mail lead to.

    Args:
        state: the group, with everything that was written before.
        mail: who wrote it, and when it was received.
        reading: what it asks for.
        now: the time of reading, aware; only to see which announced changes are in force.

    Returns:
        events to write, and for each act whether it was carried out, refused, or is asked back. A mail whose acts
        refer to each other (an offer and its hours) leads to one event for them.
    """
    made: list[events.Event] = []
    results: list[Result] = []
    closed: set[str] = set()
    for act in reading.acts:
        ended = _one(state, mail, act)
        if isinstance(ended, events.Event) and ended.about in closed:
            ended = Refused(Reason.CLOSED, act.line, ref=ended.about)  # by a line above in the same mail
        if isinstance(ended, events.Event):
            made.append(ended)
            closed |= {ended.about} if isinstance(ended, events.Closed) else set()
            place = len(made) - 1
            if isinstance(ended, events.Opened) and mail.secret and (ended.options or ended.nominations_until):
                made.append(lot_of(ended.about, mail.secret))
            asked = isinstance(ended, events.Asked)
            results.append(Asking(act, place) if asked else Counted(act, place, _note(state, act, ended)))
        elif isinstance(ended, Refused):
            results.append(Turned(act, ended))
        else:
            results.append(Asking(act) if act.clarity is Clarity.DOUBTFUL else Answer(act))
    answer = answered_objection(state, mail) if not made else None
    return Decided((answer,) if answer else tuple(made), tuple(results))


def _note(state: State, act: Act, event: events.Event) -> str:
    return on_work.note(state, event) or on_decisions.note(state, act, event) or on_mandates.note(state, act, event)


def _one(state: State, mail: Incoming, act: Act) -> Made:
    if mail.member is None:
        return Refused(Reason.NOT_ON_ROLL, act.line)
    if act.verb in ABOUT_A_DECISION and (act.ref is None or state.decision(act.ref) is None):
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    if act.verb in ASKED_FOR:
        return None
    if mail.public and act.ref and (open_to := state.decision(act.ref)) and open_to.secret_box and tells(act):
        if act.clarity is not Clarity.DOUBTFUL:
            return refused_in_public(mail, act)
    if act.invalid:
        return Refused(CODES[act.invalid], act.line, on_decisions.fault_words(act.faults), about(act))
    if act.clarity is Clarity.DOUBTFUL:
        return _asked(state, mail, act)
    rule = RULES.get(act.verb)
    if rule is None:
        return Refused(Reason.NOT_YET_BUILT, act.line, ref=about(act))
    return rule(state, mail, act)


def _asked(state: State, mail: Incoming, act: Act) -> Made:
    decision = state.decision(act.ref) if act.ref else None
    if decision is None or not decision.status.runs or is_secret(decision):
        return None
    mailed = mail.mailed(act)
    if decision.sealed:
        mailed["line"] = ""  # a question is public, and the line that it is about could tell the ballot
    return events.Asked(about=about(act), readings=act.readings, **mailed)


RULES: Final[Mapping[Verb, Rule]] = {
    **on_decisions.RULES,
    **on_life.RULES,
    **on_wishes.RULES,
    **on_elections.RULES,
    **on_charters.RULES,
    **on_mails.RULES,
    **on_doubts.RULES,
    **on_work.RULES,
    **on_mandates.RULES,
    **recalls.RULES,
    **on_groups.RULES,
    **on_members.RULES,
}
"""What is built, by verb; any other verb is answered with "not yet"."""

ABOUT_A_DECISION: Final = frozenset({Verb.FORM, Verb.CHECK})
ASKED_FOR: Final = frozenset({Verb.HELP, Verb.STATUS, Verb.MINE, Verb.CHARTER, Verb.ROLL}) | ABOUT_A_DECISION
"""Requests that change nothing and are answered with a text."""

BUILT: Final = frozenset(RULES) | ASKED_FOR
"""Every verb that is carried out or answered."""

"""A mail that was taken before comes again: held where its text is another, else noted where it says something new.

The order in which copies arrive changes nothing: what counts is the earliest receipt of any copy, and what was public
in one copy is public.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from listvote.acts import Act, Reading
from listvote.events import Copied, Event, instant, moment
from listvote.flow.house import Change
from listvote.group import Decided, Incoming, Turned, decide
from listvote.mail.content import NORMALISER_VERSION
from listvote.reasons import Reason
from listvote.store import inbox
from listvote.store.inbox import ReadMail

_TOO_LATE: Final = frozenset({Reason.CLOSED, Reason.OFFERS_CLOSED})


@dataclass(frozen=True, slots=True)
class Again:
    """What a further copy led to: events that are written, with their receipt codes, and what was decided anew."""

    events: tuple[Event, ...] = ()
    decided: Decided = Decided()
    codes: tuple[str, ...] = ()


def other_text(there: ReadMail, digest: str) -> bool:
    """Whether a mail says something else than the one that was taken under its name."""
    return there.normaliser == NORMALISER_VERSION and there.text_digest != digest


def again(
    change: Change, group: int, there: ReadMail, incoming: Incoming | None, reading: Reading, now: datetime
) -> Again:
    """Take a further copy of a mail in.

    1. Nothing more where it was received later than the first one, and tells nobody more than that did.
    2. Note the earlier receipt, or that it is public, in the ledger too where the mail had acted.
    3. What was refused for coming too late is decided again if this copy came in time.

    Args:
        change: the transaction in which the copy is dealt with.
        group: the number of its group.
        there: what is known of the mail.
        incoming: who wrote the copy and when it was received; None where it must not act.
        reading: what it asks for.
        now: aware.
    """
    if incoming is None:
        return Again()
    before = moment(there.received)
    public = there.public or incoming.public
    if incoming.received >= before and public == there.public:
        return Again()
    received = min(incoming.received, before)
    state = change.state(group)
    verdict = json.loads(there.verdict)
    events: list[Event] = []
    if verdict.get("wrote"):
        events.append(Copied(key=there.content_key, received=received, public=public))
    late = _refused_as_late(change, group, replace(incoming, received=before), reading, now)
    decided = decide(state, replace(incoming, received=received, public=public), Reading(late), now)
    if decided.events:
        verdict["wrote"] = verdict.get("wrote", 0) + len(decided.events)
    codes = change.write(group, [*events, *decided.events], now)[len(events) :]
    day = there.day or (state.day(received).isoformat() if public else "")
    written = json.dumps(verdict, ensure_ascii=False)
    inbox.copied(change.connection, group, there.content_key, instant(received), public, day, written)
    return Again((*events, *decided.events), decided, tuple(codes))


def _refused_as_late(change: Change, group: int, first: Incoming, reading: Reading, now: datetime) -> tuple[Act, ...]:
    """The acts of a mail that are refused by its first receipt because that was too late."""
    results = decide(change.state(group), first, reading, now).results
    return tuple(each.act for each in results if isinstance(each, Turned) and each.refused.reason in _TOO_LATE)

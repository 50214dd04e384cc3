"""Mails of which nothing shows who wrote them: kept, their member asked, counted once that member confirms.

The question goes to the registered address alone, never to what the mail itself says; whoever answers it has read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from listvote.acts import Reading, Verb
from listvote.events import moment
from listvote.flow.boxes import desk_name, raw_of
from listvote.flow.confidence import Confidence
from listvote.flow.house import Change
from listvote.flow.outgoing import answer_id, send
from listvote.flow.proving import Assured
from listvote.flow.tokens import answer_to
from listvote.group import State
from listvote.group.decide import ASKED_FOR
from listvote.group.incoming import Incoming
from listvote.mail import token as tokens
from listvote.mail.proof import Unproven
from listvote.posts import views
from listvote.posts.matters import letterhead
from listvote.store import inbox, outbox
from listvote.store.outbox import Outgoing

PENDING: Final = "pending"
"""The verdict on such a mail."""
CONFIRM_WITHIN: Final = timedelta(days=7)
QUESTIONS_A_DAY: Final = 3
"""How often a member is asked on one day whether a mail was theirs: who forges many shall not fill their mailbox."""


_NEED_NO_PROOF: Final = ASKED_FOR | {Verb.CONFIRM, Verb.JOIN}


def name(key: str) -> str:
    """What confirms a mail, by its content key: 16 hex digits."""
    return tokens.name_of(key).hex()


def needed(shown: Assured, reading: Reading) -> bool:
    """Whether a mail must be confirmed before it counts: it asks for more than an answer to the registered address."""
    return isinstance(shown.proof, Unproven) and any(act.verb not in _NEED_NO_PROOF for act in reading.acts)


def ask(
    change: Change, group: int, state: State, incoming: Incoming, reading: Reading, now: datetime, quiet: Confidence
) -> tuple[Outgoing, ...]:
    """Ask a member whether a mail was theirs; nothing where the group is silent, or enough was asked today.

    To a mail to which confidence (`quiet`) is owed nothing of it is said, and it has a name that nobody can guess.
    """
    key = desk_name(change.house, incoming.key) if quiet else incoming.key
    day = state.day(now).isoformat()
    asked = outbox.questions(change.connection, group, incoming.address, day)
    if not state.speaks or incoming.member is None or asked >= QUESTIONS_A_DAY:
        return ()
    act = next(act for act in reading.acts if act.verb not in ASKED_FOR)
    until = now + CONFIRM_WITHIN
    to = answer_to(change, group, incoming.member, "confirm", until, tokens.name_of(key))
    matter = (state.decision(act.ref) or state.task(act.ref)) if act.ref else None
    view = views.Confirm(
        letterhead(state, to, now),
        what="mail",
        until=until,
        line="" if quiet else act.line,
        ref=str(act.ref) if act.ref else "",
        title=matter.title if matter else "",
    )
    id_ = answer_id(change.house, state, "confirm", key, incoming.address)
    mail = send(
        change,
        group,
        view,
        id_=id_,
        what="confirm",
        recipient=incoming.address,
        now=now,
        answer_to=to,
        locked=quiet.locked,
    )
    return (mail,)


@dataclass(frozen=True, slots=True)
class Waited:
    """A mail that waited for its confirmation: its bytes, and when it was received."""

    raw: bytes
    received: datetime


def confirmed(change: Change, group: int, shown: Assured, incoming: Incoming, reading: Reading) -> Waited | None:
    """The mail that another one confirms; None where it confirms nothing that waits and is still kept."""
    token = shown.token
    if token is None or token.purpose != "confirm" or incoming.member is None:
        return None
    if not any(act.verb is Verb.CONFIRM for act in reading.acts):
        return None
    there = inbox.waiting(change.connection, group, incoming.member, token.matter.hex())
    raw = raw_of(change.house, there) if there else None
    return Waited(raw, moment(there.received)) if there and raw is not None else None

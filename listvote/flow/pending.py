"""Mails of which nothing shows who wrote them: kept, their member asked, counted once that member confirms.

The question goes to the registered address alone, never to what the mail itself says; whoever answers it has read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from listvote.acts import Act, Reading, Verb
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
from listvote.group.secret import concerned
from listvote.mail import token as tokens
from listvote.mail.proof import Unproven
from listvote.posts import views
from listvote.posts.matters import letterhead
from listvote.store import inbox, outbox
from listvote.store.outbox import Outgoing

PENDING: Final = "pending"
"""The verdict on such a mail."""
OVER: Final = "too late to ask"
"""The verdict on one that is about nothing but secret decisions that are over: what it says is not kept."""
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


def is_over(state: State, reading: Reading) -> bool:
    """Whether all that a mail would have to be confirmed for are ballots of secret decisions that are over."""
    claims = [act for act in reading.acts if act.verb not in _NEED_NO_PROOF]
    about = [concerned(state, [act]) for act in claims]
    return bool(about) and all(found and not found[0].status.runs for found in about)


def tell(
    change: Change, group: int, state: State, incoming: Incoming, reading: Reading, now: datetime, quiet: Confidence
) -> tuple[Outgoing, ...]:
    """Tell a member that a secret ballot in their name came too late to be asked about, under the limit of `ask`."""
    act = next(act for act in reading.acts if act.verb not in _NEED_NO_PROOF)
    return _write(change, group, state, incoming, act, now, quiet, "over")


def ask(
    change: Change, group: int, state: State, incoming: Incoming, reading: Reading, now: datetime, quiet: Confidence
) -> tuple[Outgoing, ...]:
    """Ask a member whether a mail was theirs; nothing where the group is silent, or enough was asked today.

    To a mail to which confidence (`quiet`) is owed nothing of it is said, and it has a name that nobody can guess.
    """
    act = next(act for act in reading.acts if act.verb not in ASKED_FOR)
    return _write(change, group, state, incoming, act, now, quiet, "mail")


def _write(
    change: Change,
    group: int,
    state: State,
    incoming: Incoming,
    act: Act,
    now: datetime,
    quiet: Confidence,
    what: Literal["mail", "over"],
) -> tuple[Outgoing, ...]:
    asked = outbox.questions(change.connection, group, incoming.address, state.day(now).isoformat())
    if not state.speaks or incoming.member is None or asked >= QUESTIONS_A_DAY:
        return ()
    key = desk_name(change.house, incoming.key) if quiet else incoming.key
    to, until = change.house.service, now
    if what == "mail":
        until = now + CONFIRM_WITHIN
        to = answer_to(change, group, incoming.member, "confirm", until, tokens.name_of(key))
    matter = (state.decision(act.ref) or state.task(act.ref)) if act.ref else None
    view = views.Confirm(
        letterhead(state, to, now),
        what=what,
        until=until,
        line="" if quiet else act.line,
        ref=str(act.ref) if act.ref else "",
        title=matter.title if matter else "",
    )
    mail = send(
        change,
        group,
        view,
        id_=answer_id(change.house, state, "confirm", key, incoming.address),
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

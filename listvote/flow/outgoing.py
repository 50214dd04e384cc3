"""A view as a mail in the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from listvote.events import instant
from listvote.flow import boxes
from listvote.flow.house import Change, House
from listvote.group import State, Wanted
from listvote.mail.addresses import Mailbox
from listvote.mail.compose import Enclosure, Letter, addressable, compose, message_id
from listvote.mail.post_mark import FIELD, mark
from listvote.posts.views import View
from listvote.render import render
from listvote.store import bounces, outbox
from listvote.store.outbox import Outgoing

_SEND_WITHIN: Final = {
    "digest": timedelta(hours=20),
    "personal": timedelta(hours=20),
    "announcement": timedelta(days=30),
    "result": timedelta(days=30),
}
_SEND_OTHERS_WITHIN: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Answered:
    """The mail that a mail of ours answers, or whose thread it continues; ids without angle brackets."""

    message_id: str = ""
    references: tuple[str, ...] = ()


def post_id(house: House, state: State, wanted: Wanted) -> str:
    """The Message-ID of a post: a digest is named by its day, any other post by what it announces."""
    named = (wanted.day,) if wanted.what in ("digest", "listening", "personal") else wanted.refs
    again = (str(wanted.number),) if wanted.number else ()
    return message_id(house.domain, state.name, wanted.what, *named, *again)


def each_id(id_: str, number: int) -> str:
    """The Message-ID of the copy of a mail that goes to one member."""
    name, _, domain = id_.partition("@")
    return f"{name}.{number}@{domain}"


def is_copy(message_id: str, id_: str) -> bool:
    """Whether a Message-ID is that of a copy of this mail that goes to one member."""
    name, _, domain = id_.partition("@")
    own, _, there = message_id.partition("@")
    return there == domain and own.startswith(f"{name}.") and own[len(name) + 1 :].isdigit()


def answer_id(house: House, state: State, what: str, key: str, recipient: str) -> str:
    """The Message-ID of an answer to one mail (by its content key) and one recipient."""
    return message_id(house.domain, state.name, what, key, recipient)


def send(
    change: Change,
    group: int,
    view: View,
    *,
    id_: str,
    what: str,
    recipient: str,
    now: datetime,
    about: str = "",
    readings: tuple[str, ...] = (),
    to_list: bool = False,
    answered: Answered | None = None,
    answer_to: str = "",
    enclosures: Sequence[Enclosure] = (),
    locked: int = 0,
) -> Outgoing:
    """Render a view and put it into the outbox, within the change.

    `id_` is its derived Message-ID, `what` its kind, `about` and `readings` what an answer to it is about and what
    may be answered, `answer_to` the member's own address for answers, `enclosures` the files that go with it, `locked`
    by whose key it lies in the outbox (a secret decision's number, the desk's, 0 for none). Returns
    the mail as it will be sent; one whose recipient nobody can write to has failed already, so that people see it, and
    whoever wrote is counted all the same.
    """
    house = change.house
    state = change.state(group)
    words = render(view, templates=house.templates)
    answered = answered or Answered()
    fault = "" if addressable(recipient) else "mail cannot be written to this address: it is not in ASCII"
    if not to_list and bounces.too_many(change.connection, recipient):
        fault = "mails to this address came back again and again; it gets none until it writes"
    shown = mark(house.assurance.token_key, state.name, id_, now) if to_list else ""
    marked = ((FIELD, shown),) if shown else ()
    letter = Letter(
        message_id=id_,
        date=now,
        sender=Mailbox(f"{state.charter.group.name} votes", house.service),
        to=Mailbox("", recipient),
        subject=words.subject,
        text=words.text,
        html=words.html,
        in_reply_to=answered.message_id,
        references=answered.references,
        reply_to=Mailbox("", house.service if to_list else answer_to or house.service),
        hashtags=state.charter.posting.hashtags if to_list else (),
        auto_submitted="auto-replied" if answered.message_id and not to_list else "auto-generated",
        personal=not to_list,
        unsubscribe="" if to_list else f"mailto:{house.service}?subject=stop%20mails&body=stop%20mails",
        headers=(("X-Listvote-Group", state.name), *marked),
        enclosures=enclosures,
    )
    data, text = b"" if fault else compose(letter), words.text
    if locked:
        key = boxes.lock_key(house, group, state, locked)
        data, text = boxes.lock_mail(house, key, id_, data, text, readings)
    if fault and locked == boxes.UNTIL_SENT:
        data, text, locked = b"", "", 0
    mail = Outgoing(
        message_id=id_,
        what=what,
        recipient=recipient,
        data=data,
        text=text,
        created=instant(now),
        not_after=instant(now + _SEND_WITHIN.get(what, _SEND_OTHERS_WITHIN)),
        day=state.day(now).isoformat(),
        about=about,
        readings=readings if text and not locked else (),
        to_list=to_list,
        locked=locked,
    )
    outbox.add(change.connection, group, mail, fault)
    return mail

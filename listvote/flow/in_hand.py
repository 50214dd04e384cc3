"""A mail in hand: what is known of it, in its group, before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from listvote.acts import Reading
from listvote.events import Event
from listvote.flow import boxes, leaving
from listvote.flow import reading as steps
from listvote.flow.confidence import Confidence, owed
from listvote.flow.house import Change
from listvote.flow.letter import Letter, Taken
from listvote.flow.proving import Assured, assure, expose
from listvote.flow.reading import Arrived
from listvote.group import Decided, State
from listvote.mail.author import Author, NoAuthor
from listvote.mail.content import content_key, text_digest
from listvote.mail.own_words import OwnWords
from listvote.mail.proof import Keys, Proven, Unproven
from listvote.mail.thread import Parent, Thread
from listvote.store import bounces
from listvote.store.outbox import Outgoing

_NOBODY: Final = Assured(Unproven("nobody wrote it"))
_NO_READING: Final = Reading()
_NOTHING: Final = Decided()


class InHand(NamedTuple):
    """A mail in hand.

    `group` is the number of its group, `thread` where in the group's mail it stands, `own` what its author wrote in it,
    `key` its content key, `digest` that of its own text, `shown` what shows who wrote it, `quiet` what is owed to it as
    long as nobody has read it for acts.
    """

    group: int
    state: State
    letter: Letter
    arrived: Arrived
    author: Author | NoAuthor
    thread: Thread
    own: OwnWords
    key: str
    digest: str
    shown: Assured
    quiet: Confidence

    def comes_to(
        self,
        verdict: str,
        why: str = "",
        *,
        reading: Reading = _NO_READING,
        decided: Decided = _NOTHING,
        events: tuple[Event, ...] = (),
        mails: tuple[Outgoing, ...] = (),
        quiet: Confidence | None = None,
    ) -> Taken:
        """What became of it."""
        return Taken(
            verdict,
            self.state.name,
            self.arrived,
            self.author,
            self.own,
            reading,
            decided,
            events,
            mails,
            why,
            self.shown,
            self.quiet if quiet is None else quiet,
        )


def take_in_hand(
    change: Change,
    group: int,
    letter: Letter,
    arrived: Arrived,
    known: Mapping[str, list[Parent]],
    keys: Keys,
    *,
    confirmed: bool,
) -> InHand:
    """Find out who wrote a mail of a group, where it stands there, what in it is its author's, and what proves that.

    Args:
        change: the transaction.
        group: the number of the group.
        letter: the mail, with its receipt.
        arrived: what it says.
        known: the mails that it answers, as far as they were taken before, by Message-ID.
        keys: those of the signatures in it.
        confirmed: whether its author has confirmed it.
    """
    state = change.state(group)
    expose(change, group, letter.received, arrived)
    arrived = steps.of_dialect(arrived, state.charter.group.dialect)
    author = steps.writer(arrived, state.roll.member_of, [state.charter.group.post])
    parents = {
        message_id: boxes.readable(change, group, state, message_id, parent)
        for message_id, found in known.items()
        if (parent := next((each for each in found if each.group == group), None))
    }
    thread = steps.place(arrived, parents)
    own = steps.words(arrived, thread.parent)
    key, shown = content_key(arrived.mail, author.address if isinstance(author, Author) else ""), _NOBODY
    if isinstance(author, Author):
        bounces.wrote(change.connection, author.address.lower())
        shown = assure(change, group, state, letter.raw, letter.received, arrived, author, key, keys)
        shown = replace(shown, proof=Proven("confirmed")) if confirmed else shown
        thread = steps.by_token(thread, shown.token)
    unread = leaving.subject_and_text(arrived) if arrived.automatic or isinstance(author, NoAuthor) else ""
    hushed = isinstance(author, Author) and leaving.votes_elsewhere(change, arrived)
    quiet = owed(state, arrived.route.private, (), thread.about, unread, hushed=hushed)
    return InHand(group, state, letter, arrived, author, thread, own, key, text_digest(own.own_text), shown, quiet)

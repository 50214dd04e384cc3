"""One mail taken in: read, decided and answered in one transaction, or parked.

Whatever happens in between, a mail is either dealt with as a whole, together with the place in the mailbox up to which
all is dealt with, or not at all; and the same mail twice acts once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from listvote.acts import Reading
from listvote.events import Event, PostSeen, instant, moment
from listvote.flow import copies, joining, pending
from listvote.flow import reading as steps
from listvote.flow.answers import reply
from listvote.flow.bounced import came_back
from listvote.flow.group_of import group_of
from listvote.flow.house import Change, House
from listvote.flow.pending import PENDING
from listvote.flow.proving import Assured, assure, look_up
from listvote.flow.reading import Arrived
from listvote.flow.verdict import belongs, in_words
from listvote.group import Decided, Incoming, State, context, decide
from listvote.group.unsettled import unsettled
from listvote.lot import SECRET_BYTES
from listvote.mail.author import Author, NoAuthor
from listvote.mail.content import NORMALISER_VERSION, content_key, text_digest
from listvote.mail.message import Unreadable
from listvote.mail.own_words import OwnWords
from listvote.mail.proof import Keys, Proven, Unproven
from listvote.mail.thread import Parent, Thread, answered
from listvote.store import bounces, inbox, ledger, parked
from listvote.store.inbox import Cursor, ReadMail
from listvote.store.outbox import Outgoing

WAITS: Final = "waits"
"""The verdict on a mail of which nobody can say yet whether it came in time; it is taken in by a later pass."""
NO_KEYS: Final = "no name server answered"
"""The verdict on a mail whose signatures cannot be checked yet; it is tried again, and closings wait for it."""
LATER: Final = "later"
"""The state in which such a mail is kept until then."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as the mailbox gave it: where it lies, when it was received (aware, UTC), its bytes."""

    mailbox: str
    uidvalidity: int
    uid: int
    received: datetime
    raw: bytes
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail.

    `verdict` is clear, doubtful or talk, or why it was not read for acts: `automatic`, `our own post`, `a copy`,
    `no group`, `before the group`, `parked`, `another text under the same Message-ID`, `no author`, `waits`, `pending`
    (nothing shows who wrote it: its author is asked), `replayed`, `no name server answered`.
    """

    verdict: str
    group: str = ""
    arrived: Arrived | None = None
    author: Author | NoAuthor | None = None
    own: OwnWords | None = None
    reading: Reading = Reading()
    decided: Decided = Decided()
    events: tuple[Event, ...] = ()
    mails: tuple[Outgoing, ...] = ()
    why: str = ""
    shown: Assured = Assured(Unproven("nobody looked"))


def take_one(house: House, letter: Letter, now: datetime, cursor: Cursor | None) -> Taken:
    """Take one mail in.

    1. Read its bytes; what cannot be read is parked.
    2. Find its group, its author and what proves that, the mail that it answers.
    3. Stop where it must not act: our own posts that come back, automatic mail, mail before its group was added,
       copies of a mail that was taken before.
    4. Read its own words as acts, in the context of what is open.
    5. Let the group decide.
    6. Write mail, verdict, events, answers and the mailbox's cursor in one transaction.

    Args:
        house: the groups.
        letter: the message.
        now: aware.
        cursor: how far the mailbox is read once this mail is dealt with; None where that does not change.

    Raises:
        StoreError: the database cannot be written; nothing was done.
    """
    if letter.fault:
        return _park(house, letter, letter.fault, cursor)
    known = house.addresses()
    read = steps.arrive(letter.raw, known, house.service)
    if isinstance(read, Unreadable):
        return _park(house, letter, read.why, cursor)
    keys = look_up(house, letter.raw, letter.received, read, now)
    if keys is None:
        return _park(house, letter, NO_KEYS, cursor, "retry")

    def step(change: Change) -> Taken:
        change.states()
        groups = house.addresses()
        arrived = read if groups == known else steps.routed(read, groups, house.service)  # somebody added a group
        taken = _take(change, letter, arrived, keys, now)
        if taken.group and arrived.route.group == taken.group:
            group = change.groups()[taken.group]
            if change.mailbox(group) != letter.mailbox:
                ledger.comes_to(change.connection, group, letter.mailbox)
        if cursor is not None:
            inbox.move(change.connection, letter.mailbox, cursor)
        return taken

    return house.trying(step)


def _park(house: House, letter: Letter, why: str, cursor: Cursor | None, state: str = "parked") -> Taken:
    def step(change: Change) -> Taken:
        park(change, letter, why, state)
        if cursor is not None:
            inbox.move(change.connection, letter.mailbox, cursor)
        return Taken("parked" if state == "parked" else why, why=why)

    return house.trying(step)


def park(change: Change, letter: Letter, why: str, state: str) -> None:
    """Keep a mail that could not be dealt with, in the state `retry`, `later` or `parked`."""
    parked.add(
        change.connection,
        letter.mailbox,
        letter.uidvalidity,
        letter.uid,
        instant(letter.received),
        why,
        state,
        letter.raw,
        whole=not letter.fault,
    )


def _take(
    change: Change, letter: Letter, arrived: Arrived, keys: Keys, now: datetime, confirmed: bool = False
) -> Taken:
    mail = arrived.mail
    if came_back(change, mail, letter.received):
        return Taken("automatic", arrived=arrived, why="it is a delivery report")
    if _is_ours(change, arrived):
        return _came_back(change, letter, arrived, now)
    known = inbox.known(change.connection, answered(mail))
    group = group_of(change, arrived, known, letter.received)
    if group is None:
        return Taken("no group", arrived=arrived)
    state = change.state(group)
    if letter.received < state.since:
        return Taken("before the group", state.name, arrived)
    arrived = steps.of_dialect(arrived, state.charter.group.dialect)
    wrote = steps.writer(arrived, state.roll.member_of, [state.charter.group.post])
    address = wrote.address if isinstance(wrote, Author) else ""
    parents = {message_id: parent for message_id, found in known.items() if (parent := _of(found, group))}
    thread = steps.place(arrived, parents)
    own = steps.words(arrived, thread.parent)
    key, digest = content_key(mail, address), text_digest(own.own_text)
    shown = Assured(Unproven("nobody wrote it"))
    if isinstance(wrote, Author):
        bounces.wrote(change.connection, address.lower())
        shown = assure(change, group, state, letter.raw, letter.received, arrived, wrote, key, keys)
        shown = replace(shown, proof=Proven("confirmed")) if confirmed else shown
        thread = steps.by_token(thread, shown.token)
    there = inbox.find(change.connection, group, key)
    taken = Taken("", state.name, arrived, wrote, own, shown=shown)
    waited = there is not None and bool(there.waits_for) and isinstance(shown.proof, Proven)
    if there is not None and waited and not copies.other_text(there, digest):
        letter = replace(letter, received=min(letter.received, moment(there.received)))
    if there is not None and not waited:
        if isinstance(wrote, Author) and wrote.member and isinstance(shown.proof, Unproven):
            return replace(taken, verdict="a copy", why=shown.proof.why)  # nobody else can say anything in its name
        return _again(change, group, state, letter, taken, thread, there, digest, now)
    if arrived.automatic:
        taken = replace(taken, verdict="automatic", why=arrived.automatic)
    elif isinstance(wrote, NoAuthor):
        taken = replace(taken, verdict="no author", why=wrote.why)
    else:
        taken = _act(change, group, state, letter, taken, thread, key, now)
    if taken.verdict == WAITS:
        park(change, letter, "it answers something whose deadline is past and may still move", LATER)
        return taken
    about, role = belongs(state, arrived, taken.author, own, taken.events, thread)
    public = not arrived.route.private
    member = wrote.member if isinstance(wrote, Author) else None
    read_mail = ReadMail(
        content_key=key,
        text_digest=digest,
        normaliser=NORMALISER_VERSION,
        message_id=mail.message_id,
        received=instant(letter.received),
        member=member,
        public=public,
        day=state.day(letter.received).isoformat() if public and not arrived.automatic else "",
        about=about,
        role=role,
        verdict=in_words(taken.verdict, taken.why, taken.reading, taken.decided, len(taken.events)),
        raw=letter.raw,
        proof=shown.proof.how if isinstance(shown.proof, Proven) else "",
        waits_for=pending.name(key) if taken.verdict == PENDING else "",
    )
    (inbox.settle if waited else inbox.add)(change.connection, group, read_mail)
    return taken


def _is_ours(change: Change, arrived: Arrived) -> bool:
    """Whether a mail is from us, as far as it says, or has the name of a post of ours and no member in From."""
    mail = arrived.mail
    if any(box.address.lower() == change.house.service.lower() for box in mail.from_):
        return True
    return any(
        mail.message_id in state.posts and all(state.roll.member_of(box.address) is None for box in mail.from_)
        for state in change.states().values()
    )


def _came_back(change: Change, letter: Letter, arrived: Arrived, now: datetime) -> Taken:
    """A mail of our own: a post that came back through the list is confirmed, anything else is left alone."""
    for group, state in change.states().items():
        post = state.posts.get(arrived.mail.message_id)
        if post is None:
            continue
        if post.seen is not None or post.handed_over is None or arrived.route.group != state.name:
            return Taken("our own post", state.name, arrived)
        event = PostSeen(post=post.message_id, when=max(letter.received, post.handed_over))
        change.write(group, [event], now)
        return Taken("our own post", state.name, arrived, events=(event,))
    return Taken("our own post", arrived=arrived)


def _of(parents: list[Parent], group: int) -> Parent | None:
    return next((parent for parent in parents if parent.group == group), None)


def _again(
    change: Change,
    group: int,
    state: State,
    letter: Letter,
    taken: Taken,
    thread: Thread,
    there: ReadMail,
    digest: str,
    now: datetime,
) -> Taken:
    """A mail that was taken before: held where its text is another, else what its copy says anew."""
    if copies.other_text(there, digest):
        why = "another mail with this Message-ID and author, and another text, was taken before"
        park(change, letter, why, "parked")
        return replace(taken, verdict="another text under the same Message-ID", why=why)
    taken = replace(taken, verdict="a copy")
    if taken.arrived is None or taken.arrived.automatic or not isinstance(taken.author, Author):
        return taken
    incoming = _incoming(state, letter, taken, there.content_key)
    found = copies.again(change, group, there, incoming, _reading(state, taken, thread), now)
    mails: tuple[Outgoing, ...] = ()
    if found.decided.events:
        told = (incoming, found.decided, found.codes)
        mails = reply(change, group, state, taken.arrived, taken.author, *told, now, again=True)
    return replace(taken, decided=found.decided, events=found.events, mails=mails)


def _act(
    change: Change, group: int, state: State, letter: Letter, taken: Taken, thread: Thread, key: str, now: datetime
) -> Taken:
    if taken.arrived is None or not isinstance(taken.author, Author):
        return taken
    reading = _reading(state, taken, thread)
    if unsettled(state, reading.acts, letter.received):
        return replace(taken, verdict=WAITS, reading=reading)
    incoming = replace(
        _incoming(state, letter, taken, key),
        secret=change.house.random(SECRET_BYTES) if any(act.opening for act in reading.acts) else b"",
        text=taken.own.own_text if taken.own else "",
    )
    if incoming.member is not None and pending.needed(taken.shown, reading):
        if taken.shown.replayed:
            return replace(taken, verdict="replayed", reading=reading)
        mails = pending.ask(change, group, state, incoming, reading, now)
        return replace(taken, verdict=PENDING, reading=reading, mails=mails)
    if (raw := pending.confirmed(change, group, taken.shown, incoming, reading)) is not None:
        first = Letter(letter.mailbox, letter.uidvalidity, letter.uid, raw.received, raw.raw)
        arrived = steps.arrive(raw.raw, change.house.addresses(), change.house.service)
        if isinstance(arrived, Arrived):
            done = _take(change, first, arrived, {}, now, confirmed=True)
            return replace(taken, verdict=reading.verdict, reading=reading, events=done.events, mails=done.mails)
    about = joining.step(change, group, state, taken.author, incoming, reading, taken.shown, now)
    if about is not None:
        return replace(taken, verdict=reading.verdict, reading=reading, events=about.events, mails=about.mails)
    decided = decide(state, incoming, reading, now)
    codes = change.write(group, decided.events, now)
    mails = reply(change, group, state, taken.arrived, taken.author, incoming, decided, codes, now)
    return replace(taken, verdict=reading.verdict, reading=reading, decided=decided, events=decided.events, mails=mails)


def _reading(state: State, taken: Taken, thread: Thread) -> Reading:
    arrived, own, wrote = taken.arrived, taken.own, taken.author
    if arrived is None or own is None or not isinstance(wrote, Author):
        return Reading()
    asked = context(
        state,
        thread.place,
        thread.about,
        member=wrote.member,
        private=arrived.route.private,
        starts_thread=steps.starts_thread(arrived),
        readings=thread.parent.readings if thread.parent else (),
        answers_us=thread.parent is not None and bool(thread.parent.text),
    )
    return steps.acts(arrived, own, asked)


def _incoming(state: State, letter: Letter, taken: Taken, key: str) -> Incoming:
    arrived, wrote, proof = taken.arrived, taken.author, taken.shown.proof
    if arrived is None or not isinstance(wrote, Author):
        return Incoming(None, letter.received, key)
    return Incoming(
        member=wrote.member if wrote.member and state.roll.acts(wrote.address, letter.received) else None,
        received=letter.received,
        key=key,
        address=wrote.address if wrote.member is None else wrote.address.lower(),  # as it stands on the roll
        proof=proof.how if isinstance(proof, Proven) else "",
        message_id=arrived.mail.message_id,
        public=not arrived.route.private,
        answers=arrived.mail.in_reply_to,
        attached=_attached(arrived),
    )


def _attached(arrived: Arrived) -> tuple[str, ...]:
    """The texts of the TOML and CSV files that came with a mail."""
    return tuple(
        each.data.decode("utf-8", "replace")
        for each in arrived.mail.attachments
        if each.filename.lower().endswith((".toml", ".csv"))
    )

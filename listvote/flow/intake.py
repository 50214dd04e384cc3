"""One mail taken in: read, decided and answered in one transaction, or parked.

Whatever happens in between, a mail is either dealt with as a whole, together with the place in the mailbox up to which
all is dealt with, or not at all; and the same mail twice acts once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from listvote.events import PostSeen, instant, moment
from listvote.flow import acting, boxes, copies, leaving, pending, posting
from listvote.flow import reading as steps
from listvote.flow.bounced import came_back
from listvote.flow.confidence import keep
from listvote.flow.group_of import group_of
from listvote.flow.house import Change, House
from listvote.flow.in_hand import InHand, take_in_hand
from listvote.flow.joining import Stepped
from listvote.flow.letter import LATER, NO_KEYS, WAITS, Letter, Taken, park
from listvote.flow.not_understood import which_group
from listvote.flow.pending import OVER, PENDING
from listvote.flow.proving import look_up
from listvote.flow.reading import Arrived
from listvote.flow.restored import unknown_post
from listvote.flow.verdict import belongs, in_words
from listvote.mail.author import Author, NoAuthor
from listvote.mail.content import NORMALISER_VERSION
from listvote.mail.message import Unreadable
from listvote.mail.proof import Keys, Proven, Unproven
from listvote.mail.thread import answered
from listvote.store import inbox, outbox
from listvote.store.inbox import Cursor, ReadMail


def take_one(house: House, letter: Letter, now: datetime, cursor: Cursor | None) -> Taken:
    """Take one mail in.

    1. Read its bytes; what cannot be read is parked.
    2. Find its group, its author and what proves that, the mail that it answers.
    3. Stop where it must not act: our own posts that come back, automatic mail, mail before its group was added,
       copies of a mail that was taken before.
    4. Read its own words as acts, in the context of what is open.
    5. Let the group decide.
    6. Write mail, verdict, events, answers and the mailbox's cursor in one transaction. Where the cursor moves, that
       need not be on the disk yet: a machine that loses it has lost the cursor's move too, and takes the mail again.

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
    read = letter.read(known, house.service)
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
        leaving.note(change, letter, arrived, taken)
        if taken.group and arrived.route.group == taken.group:
            change.comes_to(change.groups()[taken.group], letter.mailbox)
        if cursor is not None:
            inbox.move(change.connection, letter.mailbox, cursor)
        return taken

    return house.trying(step, durable=cursor is None)


def _park(house: House, letter: Letter, why: str, cursor: Cursor | None, state: str = "parked") -> Taken:
    def step(change: Change) -> Taken:
        park(change, letter, why, state)
        if state == "parked":
            leaving.note_unread(change, letter)
        if cursor is not None:
            inbox.move(change.connection, letter.mailbox, cursor)
        return Taken("parked" if state == "parked" else why, why=why)

    return house.trying(step, durable=cursor is None)


def _take(
    change: Change, letter: Letter, arrived: Arrived, keys: Keys, now: datetime, confirmed: bool = False
) -> Taken:
    if came_back(change, letter, arrived.mail):
        return Taken("automatic", arrived=arrived, why="it is a delivery report")
    if (unknown := unknown_post(change, arrived, now)) is not None:
        return unknown
    if _is_ours(change, arrived):
        return _came_back(change, letter, arrived, now)
    known = inbox.known(change.connection, answered(arrived.mail))
    group = group_of(change, arrived, known, letter.received)
    if group is None:
        return Taken("no group", arrived=arrived, mails=which_group(change, arrived, now))
    state = change.state(group)
    if letter.received < state.since:
        return Taken("before the group", state.name, arrived)
    hand = take_in_hand(change, group, letter, arrived, known, keys, confirmed=confirmed)
    there = _there(change, group, hand.key)
    if not confirmed and (kept := boxes.found(change, group, state, hand.key)):
        return acting.again_in_secret(change, hand, kept, there, now)
    came = posting.posted(change, hand, now)
    if there is not None:
        if not there.waits_for or isinstance(hand.shown.proof, Unproven):
            return _again(change, hand, there, now)
        if not copies.other_text(there, boxes.digest_of(change.house, there, hand.digest)):
            first = min(letter.received, moment(there.received))
            hand = hand._replace(letter=replace(letter, received=first))
    taken = _first(change, hand, came, now)
    if taken.verdict == WAITS:
        park(change, hand.letter, "it answers something whose deadline is past and may still move", LATER)
    else:
        _keep(change, hand, taken, there)
    return taken


def _again(change: Change, hand: InHand, there: ReadMail, now: datetime) -> Taken:
    """A mail that was taken before, and does not wait, or is not shown to be its author's now either."""
    author, proof = hand.author, hand.shown.proof
    if isinstance(author, Author) and author.member and isinstance(proof, Unproven):
        return hand.comes_to("a copy", proof.why)  # nobody else can say anything in its name
    return acting.again(change, hand, there, now)


def _first(change: Change, hand: InHand, came: Stepped | None, now: datetime) -> Taken:
    """A mail that is taken for the first time; `came` is what it led to as a stranger's post."""
    if hand.arrived.automatic:
        return hand.comes_to("automatic", hand.arrived.automatic)
    if isinstance(hand.author, NoAuthor):
        return hand.comes_to("no author", hand.author.why)
    if came is not None and came.events:
        return hand.comes_to("talk", posting.CAME, events=came.events, mails=came.mails)

    def retake(first: Letter, arrived: Arrived) -> Taken:
        return _take(change, first, arrived, {}, now, confirmed=True)

    return acting.act(change, hand, hand.author, now, retake)


def _keep(change: Change, hand: InHand, taken: Taken, waited: ReadMail | None) -> None:
    """Keep a mail with what became of it, in the place of what `waited` for its author's word."""
    state, letter, arrived, author = hand.state, hand.letter, hand.arrived, hand.author
    about, role = belongs(state, arrived, author, taken.reading, taken.events, hand.thread)
    public, waits_for = not arrived.route.private, ""
    if taken.verdict in (PENDING, OVER):
        waits_for = pending.name(boxes.desk_name(change.house, hand.key) if taken.quiet else hand.key)
    mail = ReadMail(
        content_key=hand.key,
        text_digest=hand.digest,
        normaliser=NORMALISER_VERSION,
        message_id=arrived.mail.message_id,
        received=instant(letter.received),
        member=author.member if isinstance(author, Author) else None,
        public=public,
        day=state.day(letter.received).isoformat() if public and not arrived.automatic else "",
        about=about,
        role=role,
        verdict=in_words(taken.verdict, taken.why, taken.reading, taken.decided, len(taken.events)),
        raw=None if taken.verdict == OVER else letter.raw,
        proof=hand.shown.proof.how if isinstance(hand.shown.proof, Proven) else "",
        waits_for=waits_for,
    )
    if taken.quiet:
        keep(change, hand.group, taken.quiet, mail, waited, taken.events, bool(taken.decided.results))
    elif waited is not None and waited.locked:
        inbox.remove(change.connection, hand.group, waited.content_key)
        inbox.add(change.connection, hand.group, mail)
    else:
        (inbox.add if waited is None else inbox.settle)(change.connection, hand.group, mail)


def _there(change: Change, group: int, key: str) -> ReadMail | None:
    """The mail of a content key that was taken before, also where it waits at the desk under another name."""
    found = inbox.find(change.connection, group, key)
    if found is None and boxes.has_desk(change.house):
        return inbox.find(change.connection, group, boxes.desk_name(change.house, key))
    return found


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
    """A mail of our own: a post that came back through the list is confirmed, anything else is left alone.

    One that is back before its hand-over is noted, because the process ended in between, waits until that is.
    """
    for group, state in change.states().items():
        post = state.posts.get(arrived.mail.message_id)
        if post is None:
            continue
        waits = post.handed_over is None and outbox.waits(change.connection, post.message_id)
        if waits and arrived.route.group == state.name:
            park(change, letter, "it is a post of ours whose hand-over is not noted yet", LATER)
            return Taken(WAITS, state.name, arrived)
        if post.seen is not None or post.handed_over is None or arrived.route.group != state.name:
            return Taken("our own post", state.name, arrived)
        event = PostSeen(post=post.message_id, when=max(letter.received, post.handed_over))
        change.write(group, [event], now)
        return Taken("our own post", state.name, arrived, events=(event,))
    return Taken("our own post", arrived=arrived)

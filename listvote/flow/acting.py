"""What a mail asks for, done: read in the context of what is open, decided by its group, answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from listvote.acts import Act, Reading, Verb
from listvote.discretion import discreet
from listvote.flow import boxes, copies, joining, pending
from listvote.flow import reading as steps
from listvote.flow.answers import reply
from listvote.flow.confidence import owed, record, written
from listvote.flow.house import Change
from listvote.flow.in_hand import InHand
from listvote.flow.letter import WAITS, Letter, Taken, park
from listvote.flow.pending import OVER, PENDING
from listvote.flow.reading import Arrived
from listvote.group import Decided, Incoming, State, Turned, context, decide
from listvote.group.secret import concerned
from listvote.group.unsettled import unsettled
from listvote.lot import SECRET_BYTES
from listvote.mail.author import Author
from listvote.mail.proof import Proven, Unproven
from listvote.reasons import Reason, Refused
from listvote.store.inbox import ReadMail
from listvote.store.outbox import Outgoing

Retake = Callable[[Letter, Arrived], Taken]
"""Takes a mail in that waited and is confirmed now."""


def act(change: Change, hand: InHand, author: Author, now: datetime, retake: Retake) -> Taken:
    """Do what a mail that is taken for the first time asks for.

    `author` is who wrote it, `retake` takes in a mail that this one confirms.
    """
    group, state, letter, shown = hand.group, hand.state, hand.letter, hand.shown
    reading = _reading(hand, author, change.house.service)
    words, private = hand.own.own_text, hand.arrived.route.private
    quiet = owed(state, private, reading.acts, hand.thread.about, words, voter=author.member, hushed=hand.quiet.hushed)
    if unsettled(state, reading.acts, letter.received):
        return hand.comes_to(WAITS, reading=reading, quiet=quiet)
    secret = change.house.random(SECRET_BYTES) if any(act.opening for act in reading.acts) else b""
    # No word that stands beside a secret ballot goes any further.
    text = "" if quiet.about else discreet(words, _known(state, change.house.service))
    incoming = _incoming(hand, author, hand.key, secret, text)
    if incoming.member is not None and pending.needed(shown, reading):
        if shown.replayed:
            return hand.comes_to("replayed", reading=reading, quiet=quiet)
        if pending.is_over(state, reading):
            mails = pending.tell(change, group, state, incoming, reading, now, quiet)
            return hand.comes_to(OVER, reading=reading, mails=mails, quiet=quiet)
        mails = pending.ask(change, group, state, incoming, reading, now, quiet)
        return hand.comes_to(PENDING, reading=reading, mails=mails, quiet=quiet)
    if (raw := pending.confirmed(change, group, shown, incoming, reading)) is not None:
        first = Letter(letter.mailbox, letter.uidvalidity, letter.uid, raw.received, raw.raw)
        arrived = steps.arrive(raw.raw, change.house.addresses(), change.house.service)
        if isinstance(arrived, Arrived):
            done = retake(first, arrived)
            return hand.comes_to(reading.verdict, reading=reading, events=done.events, mails=done.mails, quiet=quiet)
    about = joining.step(change, group, state, author, incoming, reading, shown, now)
    if about is not None:
        return hand.comes_to(reading.verdict, reading=reading, events=about.events, mails=about.mails, quiet=quiet)
    seen = boxes.with_own(change, group, state, incoming.member) if quiet.open else state
    decided = decide(seen, incoming, reading, now)
    codes = record(change, group, quiet, incoming, decided, hand.digest, letter.raw, now)
    said = incoming if text == words else replace(incoming, text=words)  # for what is told to its author alone
    mails = reply(change, group, seen, hand.arrived, author, said, decided, codes, now, quiet=quiet)
    events = written(decided)
    return hand.comes_to(reading.verdict, reading=reading, decided=decided, events=events, mails=mails, quiet=quiet)


def again(change: Change, hand: InHand, there: ReadMail, now: datetime) -> Taken:
    """A mail that was taken before: held where its text is another, else what its copy says anew."""
    if copies.other_text(there, boxes.digest_of(change.house, there, hand.digest)):
        return _held(change, hand)
    author = hand.author
    if hand.arrived.automatic or not isinstance(author, Author):
        return hand.comes_to("a copy")
    if there.locked and there.member is None:  # a secret ballot that came too late: nothing of it is kept, nor when
        return hand.comes_to("a copy")
    incoming = _incoming(hand, author, there.content_key)
    reading = _reading(hand, author, change.house.service)
    open_acts = [act for act in reading.acts if not concerned(hand.state, [act])]  # what is secret is not taken up here
    found = copies.again(change, hand.group, there, incoming, Reading(tuple(open_acts)), now)
    mails: tuple[Outgoing, ...] = ()
    if found.decided.events:
        told = (incoming, found.decided, found.codes)
        mails = reply(change, hand.group, hand.state, hand.arrived, author, *told, now, again=True)
    return hand.comes_to("a copy", decided=found.decided, events=found.events, mails=mails)


def _held(change: Change, hand: InHand) -> Taken:
    """A mail whose text is another than that of the one that was taken under its Message-ID."""
    why = "another mail with this Message-ID and author, and another text, was taken before"
    park(change, hand.letter, why, "parked")
    return hand.comes_to("another text under the same Message-ID", why)


def _reading(hand: InHand, author: Author, service: str) -> Reading:
    arrived, thread = hand.arrived, hand.thread
    asked = context(
        hand.state,
        thread.place,
        thread.about,
        member=author.member,
        private=arrived.route.private,
        starts_thread=steps.starts_thread(arrived),
        readings=thread.parent.readings if thread.parent else (),
        answers_us=thread.parent is not None and bool(thread.parent.text),
    )
    return steps.discreetly(steps.acts(arrived, hand.own, asked), _known(hand.state, service))


def _known(state: State, service: str) -> tuple[str, str]:
    """The addresses that everybody knows: the list's and the service's."""
    return state.charter.group.post.lower(), service.lower()


def _incoming(hand: InHand, author: Author, key: str, secret: bytes = b"", text: str = "") -> Incoming:
    arrived, received, proof = hand.arrived, hand.letter.received, hand.shown.proof
    return Incoming(
        member=author.member if author.member and hand.state.roll.acts(author.address, received) else None,
        received=received,
        key=key,
        address=author.address if author.member is None else author.address.lower(),  # as it stands on the roll
        proof=proof.how if isinstance(proof, Proven) else "",
        message_id=arrived.mail.message_id,
        public=not arrived.route.private,
        answers=arrived.mail.in_reply_to,
        attached=_attached(arrived),
        secret=secret,
        text=text,
    )


def _attached(arrived: Arrived) -> tuple[str, ...]:
    """The texts of the TOML and CSV files that came with a mail."""
    return tuple(
        each.data.decode("utf-8", "replace")
        for each in arrived.mail.attachments
        if each.filename.lower().endswith((".toml", ".csv"))
    )


def again_in_secret(
    change: Change, hand: InHand, kept: list[boxes.Kept], there: ReadMail | None, now: datetime
) -> Taken:
    """A mail that lies in ballot boxes comes again.

    1. Held where its text is another; nothing where nobody can say whose it is.
    2. An earlier receipt counts.
    3. A public copy takes the ballot out of the box, an earlier one stands again, and its voter is told why.
    4. What else the mail asked for, in the open, is looked at as in any copy.
    """
    group, state, author = hand.group, hand.state, hand.author
    hand = hand._replace(quiet=replace(hand.quiet, about=tuple(each.decision for each in kept)))
    if isinstance(hand.shown.proof, Unproven) or not isinstance(author, Author):
        return hand.comes_to("a copy")
    if any(boxes.says_another(change, group, each, hand.digest) for each in kept):
        return _held(change, hand)
    public, received = not hand.arrived.route.private, hand.letter.received
    change.hold(group)
    turned = []
    for each in kept:
        slip = replace(each.slip, received=min(each.slip.received, received), public=each.slip.public or public)
        if slip != each.slip:
            boxes.put_again(change, group, each, slip)
        if slip.public and not each.slip.public and (slip.ballot is not None or slip.withdrawn or slip.mark):
            ref = each.decision.ref
            why = "What it said in private before is taken out of the box; an earlier ballot of yours stands again."
            act = Act(Verb.BALLOT, "", ref)
            turned.append(Turned(act, Refused(Reason.SECRET_IN_PUBLIC, "", why, f"#{ref.number}")))
    mails: tuple[Outgoing, ...] = ()
    if turned:
        incoming, decided = _incoming(hand, author, kept[0].slip.key), Decided((), tuple(turned))
        mails = reply(change, group, state, hand.arrived, author, incoming, decided, (), now, again=True)
    if there is None:
        return hand.comes_to("a copy", mails=mails)
    done = again(change, hand, there, now)
    return replace(done, mails=(*mails, *done.mails))

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
from listvote.flow.letter import WAITS, Letter, Taken, park
from listvote.flow.pending import PENDING
from listvote.flow.reading import Arrived
from listvote.group import Decided, Incoming, State, Turned, context, decide
from listvote.group.secret import concerned
from listvote.group.unsettled import unsettled
from listvote.lot import SECRET_BYTES
from listvote.mail.author import Author
from listvote.mail.proof import Proven, Unproven
from listvote.mail.thread import Thread
from listvote.reasons import Reason, Refused
from listvote.store.inbox import ReadMail
from listvote.store.outbox import Outgoing

Retake = Callable[[Letter, Arrived], Taken]
"""Takes a mail in that waited and is confirmed now."""


def act(
    change: Change,
    group: int,
    state: State,
    letter: Letter,
    taken: Taken,
    thread: Thread,
    key: str,
    digest: str,
    now: datetime,
    retake: Retake,
) -> Taken:
    """Do what a mail that is taken for the first time asks for.

    `key` is its content key, `digest` that of its text, `retake` takes in a mail that this one confirms.
    """
    came, wrote = taken.arrived, taken.author
    if came is None or not isinstance(wrote, Author):
        return taken
    reading = _reading(state, taken, thread, change.house.service)
    words = taken.own.own_text if taken.own else ""
    quiet = owed(
        state, came.route.private, reading.acts, thread.about, words, voter=wrote.member, hushed=taken.quiet.hushed
    )
    if quiet != taken.quiet:
        taken = replace(taken, quiet=quiet)
    if unsettled(state, reading.acts, letter.received):
        return replace(taken, verdict=WAITS, reading=reading)
    secret = change.house.random(SECRET_BYTES) if any(act.opening for act in reading.acts) else b""
    # No word that stands beside a secret ballot goes any further.
    text = "" if quiet.about else discreet(words, _known(state, change.house.service))
    incoming = _incoming(state, letter, taken, key, secret, text)
    if incoming.member is not None and pending.needed(taken.shown, reading):
        if taken.shown.replayed:
            return replace(taken, verdict="replayed", reading=reading)
        mails = pending.ask(change, group, state, incoming, reading, now, quiet)
        return replace(taken, verdict=PENDING, reading=reading, mails=mails)
    if (raw := pending.confirmed(change, group, taken.shown, incoming, reading)) is not None:
        first = Letter(letter.mailbox, letter.uidvalidity, letter.uid, raw.received, raw.raw)
        arrived = steps.arrive(raw.raw, change.house.addresses(), change.house.service)
        if isinstance(arrived, Arrived):
            done = retake(first, arrived)
            return replace(taken, verdict=reading.verdict, reading=reading, events=done.events, mails=done.mails)
    about = joining.step(change, group, state, wrote, incoming, reading, taken.shown, now)
    if about is not None:
        return replace(taken, verdict=reading.verdict, reading=reading, events=about.events, mails=about.mails)
    seen = boxes.with_own(change, group, state, incoming.member) if quiet.open else state
    decided = decide(seen, incoming, reading, now)
    codes = record(change, group, quiet, incoming, decided, digest, letter.raw, now)
    said = incoming if text == words else replace(incoming, text=words)  # for what is told to its author alone
    mails = reply(change, group, seen, came, wrote, said, decided, codes, now, quiet=quiet)
    events = written(decided)
    return replace(taken, verdict=reading.verdict, reading=reading, decided=decided, events=events, mails=mails)


def again(
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
    if copies.other_text(there, boxes.digest_of(change.house, there, digest)):
        why = "another mail with this Message-ID and author, and another text, was taken before"
        park(change, letter, why, "parked")
        return replace(taken, verdict="another text under the same Message-ID", why=why)
    taken = replace(taken, verdict="a copy")
    if taken.arrived is None or taken.arrived.automatic or not isinstance(taken.author, Author):
        return taken
    if there.locked and there.member is None:  # a secret ballot that came too late: nothing of it is kept, nor when
        return taken
    incoming = _incoming(state, letter, taken, there.content_key)
    reading = _reading(state, taken, thread, change.house.service)
    open_acts = [act for act in reading.acts if not concerned(state, [act])]  # what is secret is not taken up here
    found = copies.again(change, group, there, incoming, Reading(tuple(open_acts)), now)
    mails: tuple[Outgoing, ...] = ()
    if found.decided.events:
        told = (incoming, found.decided, found.codes)
        mails = reply(change, group, state, taken.arrived, taken.author, *told, now, again=True)
    return replace(taken, decided=found.decided, events=found.events, mails=mails)


def _reading(state: State, taken: Taken, thread: Thread, service: str) -> Reading:
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
    return steps.discreetly(steps.acts(arrived, own, asked), _known(state, service))


def _known(state: State, service: str) -> tuple[str, str]:
    """The addresses that everybody knows: the list's and the service's."""
    return state.charter.group.post.lower(), service.lower()


def _incoming(state: State, letter: Letter, taken: Taken, key: str, secret: bytes = b"", text: str = "") -> Incoming:
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
    change: Change,
    group: int,
    state: State,
    letter: Letter,
    taken: Taken,
    thread: Thread,
    kept: list[boxes.Kept],
    there: ReadMail | None,
    digest: str,
    now: datetime,
) -> Taken:
    """A mail that lies in ballot boxes comes again.

    1. Held where its text is another; nothing where nobody can say whose it is.
    2. An earlier receipt counts.
    3. A public copy takes the ballot out of the box, an earlier one stands again, and its voter is told why.
    4. What else the mail asked for, in the open, is looked at as in any copy.
    """
    quiet = replace(taken.quiet, about=tuple(each.decision for each in kept))
    taken = replace(taken, verdict="a copy", quiet=quiet)
    if isinstance(taken.shown.proof, Unproven) or taken.arrived is None or not isinstance(taken.author, Author):
        return taken
    if any(boxes.says_another(change, group, each, digest) for each in kept):
        why = "another mail with this Message-ID and author, and another text, was taken before"
        park(change, letter, why, "parked")
        return replace(taken, verdict="another text under the same Message-ID", why=why)
    public = not taken.arrived.route.private
    change.hold(group)
    turned = []
    for each in kept:
        slip = replace(each.slip, received=min(each.slip.received, letter.received), public=each.slip.public or public)
        if slip != each.slip:
            boxes.put_again(change, group, each, slip)
        if slip.public and not each.slip.public and (slip.ballot is not None or slip.withdrawn or slip.mark):
            ref = each.decision.ref
            why = "What it said in private before is taken out of the box; an earlier ballot of yours stands again."
            act = Act(Verb.BALLOT, "", ref)
            turned.append(Turned(act, Refused(Reason.SECRET_IN_PUBLIC, "", why, f"#{ref.number}")))
    mails: tuple[Outgoing, ...] = ()
    if turned:
        incoming, decided = _incoming(state, letter, taken, kept[0].slip.key), Decided((), tuple(turned))
        mails = reply(change, group, state, taken.arrived, taken.author, incoming, decided, (), now, again=True)
    if there is None:
        return replace(taken, mails=mails)
    done = again(change, group, state, letter, taken, thread, there, digest, now)
    return replace(done, mails=(*mails, *done.mails))

"""A group whose ledger a test writes event by event, with salts that are the same in every run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from listvote import charter as charters
from listvote import events
from listvote.acts import Act, Opening, Reading, Reference, Verb
from listvote.charter import Charter
from listvote.deliberation.decision import Decision
from listvote.events import Event, instant
from listvote.group import Decided, Due, Incoming, State, decide, due, fold
from listvote.ledger.chain import GENESIS, Entry, seal
from listvote.ledger.codec import Exported, export, read

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)  # a Monday
CHARTER = """
[group]
name = "press"
post = "press@groups.example.org"
list_id = "press.groups.example.org"
moderators = ["ada@example.org"]
[labour]
task_without_plan = true
[kinds.motion]
method = "majority"
"""


def a_charter(more: str = "") -> Charter:
    """A charter with some lines changed, such as `posting.per_day = 4`."""
    found = charters.parse(CHARTER)
    assert isinstance(found, Charter), found
    if not more:
        return found
    amended = charters.amend(found, more)
    assert isinstance(amended, Charter), amended
    return amended


def salts(seq: int) -> bytes:
    """96 bytes that look random and are the same in every run."""
    return b"".join(hashlib.sha256(f"{seq} {body}".encode()).digest() for body in ("facts", "words", "private"))


class Book:
    """A ledger and its state; `now` is the time of writing, and moves only when it is told to.

    With `secrets` there are random bytes to commit to, the same in every run.
    """

    def __init__(
        self,
        more: str = "",
        *,
        members: int = 16,
        live: bool = True,
        since: datetime = START - timedelta(days=1),
        secrets: bool = False,
    ) -> None:
        self.secrets = secrets
        self.charter = a_charter(more)
        self.now = since
        self.entries: list[Entry] = []
        self.state: State = None  # type: ignore[assignment]  # the first event makes it
        self.mails = 0
        facts = charters.to_facts(self.charter, {"ada@example.org": 1})
        self.write(events.GroupAdded(name="press", since=since, live=live, charter=facts))
        self.join(*range(1, members + 1))
        self.now = START

    def write(self, *what: Event) -> Entry:
        """Append events to the ledger; the last one's entry."""
        for event in what:
            seq = len(self.entries) + 1
            previous = self.entries[-1].hash if self.entries else GENESIS
            entry = seal(previous, seq, instant(self.now), event.kind, event.about, event.bodies(), salts(seq))
            self.state = fold([entry], self.state)
            self.entries.append(entry)
        return self.entries[-1]

    def join(self, *numbers: int, votes_from: datetime | None = None) -> None:
        """Members enter the roll, under one address each: `m7@example.org`."""
        for number in numbers:
            self.write(
                events.MemberJoined(
                    member=number, votes_from=votes_from or self.now, addresses=(f"m{number}@example.org",)
                )
            )

    def mail(self, member: int | None, received: datetime | None = None, **more: Any) -> Incoming:
        """A mail that is like no other."""
        self.mails += 1
        return Incoming(member, received or self.now, f"key{self.mails:05}", **more)

    def ask(self, member: int | None, *acts: Act, received: datetime | None = None, **more: Any) -> Decided:
        """Take the acts of one mail in, and write what they lead to."""
        decided = decide(self.state, self.mail(member, received, **more), Reading(acts), self.now)
        self.write(*decided.events) if decided.events else None
        return decided

    def open(
        self, settings: Mapping[str, str] | None = None, *, member: int = 1, announced: bool = True, kind: str = ""
    ) -> Decision:
        """Open a decision, and say that the mail server took its announcement at once."""
        given = dict(settings or {}) | ({"kind": kind} if kind else {})
        self.ask(member, opening(given))
        decision = self.state.decisions[self.state.last_decision]
        if announced:
            self.announce(decision)
        return self.decision(decision.ref.number)

    def announce(self, decision: Decision) -> None:
        """Write, hand over and see again the announcement of a decision."""
        post = f"announcement.{decision.ref.number}@example.org"
        day = self.state.day(self.now).isoformat()
        self.write(
            events.PostWritten(post=post, what="announcement", day=day, refs=(str(decision.ref),)),
            events.PostHandedOver(post=post, when=self.now),
            events.PostSeen(post=post, when=self.now),
        )

    def vote(self, position: str, *members: int, ref: str = "#1", reason: str = "", at: datetime | None = None) -> None:
        """Ballots that have to count."""
        for member in members:
            decided = self.ask(member, ballot(position, ref, reason), received=at)
            assert [each.kind for each in decided.events] == ["ballot"], decided

    def decision(self, number: int = 1) -> Decision:
        """One decision as it stands."""
        return self.state.decisions[number]

    def due(
        self,
        now: datetime | None = None,
        polled_through: datetime | None = None,
        posters: Mapping[str, tuple[int, ...]] | None = None,
    ) -> Due:
        """What is due; polled through now unless something else is said."""
        at = now or self.now
        secret = hashlib.sha256(f"secret {len(self.entries)}".encode()).digest() if self.secrets else b""
        return due(self.state, at, polled_through or at, posters or {}, secret)

    def tick(self, now: datetime) -> list[str]:
        """Do all that is due, as the service does it; what it was, in order: kinds of events, posts with matters."""
        self.now = now
        done: list[str] = []
        while step := self.due(now):
            for event in step.events:
                self.write(event)
                done.append(f"{event.kind} {event.about}".strip())
            if step.post:
                wanted = step.post
                again = f".{wanted.number}" if wanted.what in ("mandate", "duty") else ""
                post = f"{wanted.what}.{'.'.join(wanted.refs)}.{wanted.day}{again}@example.org"
                self.write(events.PostWritten(post=post, what=wanted.what, day=wanted.day, refs=wanted.refs))
                if wanted.what != "listening":
                    self.write(events.PostHandedOver(post=post, when=now))
                done.append(" ".join((wanted.what, *wanted.refs)))
            assert len(done) < 50, f"no end: {done[:5]}"
        return done

    def lines(self) -> list[str]:
        """The exported ledger."""
        return list(export("press", self.entries))

    def exported(self) -> Exported:
        """The exported ledger, read back."""
        return read(self.lines())


def opening(settings: Mapping[str, str] | None = None, *, opens: str = "decision", **more: Any) -> Act:
    """An act that opens something."""
    tag = "TASK" if opens == "task" else "PROPOSAL"
    return Act(Verb.OPEN, f"[{tag}]", opening=Opening(opens, tag, "Paper", "We buy paper.", settings or {}, **more))


def ballot(position: str, ref: str = "#1", reason: str = "", **more: Any) -> Act:
    """A ballot."""
    about = Reference.parse(ref)
    return Act(Verb.BALLOT, position, about, position, {"position": position}, reason, **more)


def act(verb: Verb, ref: str = "", **more: Any) -> Act:
    """Any other act."""
    return Act(verb, verb.value, Reference.parse(ref) if ref else None, **more)


def resealed(entries: Iterable[Entry], change: Mapping[int, Any]) -> list[Entry]:
    """The same ledger with other facts in some entries, sealed properly from there on, as its keeper could do it.

    `change` maps the number of an entry to the facts to be changed (a mapping), or to None: the entry is left out.
    """
    made: list[Entry] = []
    for entry in entries:
        wanted = change.get(entry.seq, {})
        if wanted is None:
            continue
        bodies = {
            name: body.value() if (body := getattr(entry, name)) else {} for name in ("facts", "words", "private")
        }
        bodies["facts"] |= wanted
        previous = made[-1].hash if made else GENESIS
        made.append(seal(previous, len(made) + 1, entry.at, entry.kind, entry.about, bodies, salts(len(made) + 1)))
    return made


def without_private(entry: Entry) -> Entry:
    """An entry as it is published."""
    return entry._replace(private=None)

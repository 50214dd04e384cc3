"""A list's archive as if listvote had been there: what would have been opened, counted, asked back and refused.

Everything happens in memory, by the same steps and rules as for mail that arrives; the clock is the archive's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from listvote import charter as charters
from listvote import events
from listvote.acts import Context, Place, Reading, Reference
from listvote.charter import Charter, Proof
from listvote.charter.sections import Source
from listvote.deliberation.decision import Decision
from listvote.events import Event, instant
from listvote.flow import reading as steps
from listvote.flow.archive import EVERY, Archive, Archived, Filed, Progress, read_archive
from listvote.group import Asking, Counted, Decided, Incoming, State, Turned, context, decide, due, evolve, fold
from listvote.group.context import tags
from listvote.ledger.chain import GENESIS, SALTS_BYTES, seal
from listvote.mail.author import Author
from listvote.mail.content import content_key, text_digest
from listvote.mail.grammar.opening import Subject, subject_of
from listvote.mail.own_words import OwnWords
from listvote.mail.thread import Parent, Thread

_SALTS: Final = bytes(SALTS_BYTES)  # nothing of a rehearsal is published
_SECRET: Final = bytes(32)  # nor drawn: the lot of a rehearsal is foreseen
_OF_RESULTS: Final = frozenset({"RESULT", "RESULTS"})
_MOMENT: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Said:
    """One line that was counted, asked back or refused: whose, from which mail."""

    address: str
    line: str
    message_id: str
    position: str = ""
    received: str = ""
    code: str = ""
    why: str = ""


@dataclass(slots=True)
class Rehearsed:
    """What became of one decision."""

    subject: str
    decision: Decision
    asked: list[Said] = field(default_factory=list)
    refused: list[Said] = field(default_factory=list)
    withdrawn: datetime | None = None

    @property
    def closed(self) -> datetime | None:
        """When it ended: at its deadline, or when its opener took it back; None if the archive ends before."""
        return None if self.decision.status.runs else self.withdrawn or self.decision.deadline


@dataclass(slots=True)
class Rehearsal:
    """What a whole archive came to, and notes in words on what was left out and why."""

    decisions: list[Rehearsed]
    cast: Mapping[tuple[str, int], Said]
    notes: list[str]


def rehearse(
    filed: Iterable[Filed],
    charter: Charter,
    numbers: Mapping[str, int] | None = None,
    progress: Progress = lambda words: None,
) -> Rehearsal:
    """Take an archive in as if listvote had been there from its first mail on.

    1. Read every mail and put them in the order of receipt; the same mail twice acts once.
    2. Everybody who wrote is a member from the beginning, taken at their word; by a charter that makes members of those
       who post, they are one once they have posted for its time.
    3. For each mail: close what was due before it, read it, decide, and remember what it was to its thread.

    Args:
        filed: the archive's mails, of several files one after the other.
        charter: the rules; keys that are not built are disregarded, as the notes say.
        numbers: the member number of each address of a roll; without it everybody in the archive is a member.
        progress: told now and then how far the work is.
    """
    archive = read_archive(filed, charter.group.name, charter.group.dialect, progress)
    stage = _Stage(archive, charter, numbers)
    for number, one in enumerate(archive.mails, 1):
        stage.take(one)
        if number % EVERY == 0:
            progress(f"{number} of {len(archive.mails)} mails taken in")
    if archive.mails:
        stage.pass_time(max(one.received for one in archive.mails))
    return Rehearsal(list(stage.rehearsed.values()), stage.cast, [*_not_built(charter), *stage.notes()])


def _not_built(charter: Charter) -> list[str]:
    return [f"{fault.where}: {fault.what}" for fault in charters.not_built(charter) if fault.where != "trust.proof"]


class _Stage:
    """One group in memory while its archive is played."""

    def __init__(self, archive: Archive, charter: Charter, numbers: Mapping[str, int] | None) -> None:
        self.by_posting = numbers is None and charter.members.source is Source.POSTERS
        self.first: dict[int, datetime] = {}
        if numbers is None:
            written = dict.fromkeys(one.address for one in archive.mails if one.address and not one.arrived.automatic)
            numbers = {address: number for number, address in enumerate(written, 1)}
        self.numbers = numbers
        self.since = min((one.received for one in archive.mails), default=datetime(1970, 1, 1, tzinfo=UTC))
        self.now = self.since
        self.state = _began(charter, numbers, self.since)
        self.tags = tags(self.state)
        self.rehearsed: dict[int, Rehearsed] = {}
        self.cast: dict[tuple[str, int], Said] = {}
        self.known: dict[str, Parent] = {}
        self.digests: dict[str, str] = {}
        self.day, self.posters = "", set[int]()
        self.left: dict[str, int] = {"unreadable": archive.unreadable}
        self.unopened: list[str] = []
        there = self.state.moderators if self.by_posting else set(numbers.values())
        for number in sorted(there):
            self._write(events.MemberJoined(member=number, votes_from=self.since))

    def notes(self) -> list[str]:
        """What was left out, in words."""
        return [f"left out, {why}: {count}" for why, count in self.left.items() if count] + self.unopened

    def pass_time(self, until: datetime) -> None:
        """Let everything happen that was due by an instant, each thing at its own time."""
        while True:
            ends = [each.deadline + _MOMENT for each in self.state.open_decisions()]
            self.now = max(self.now, min((end for end in ends if self.now < end < until), default=until))
            while happened := due(self.state, self.now, self.now, {}, _SECRET).events:
                for event in happened:
                    self._write(event)
            if self.now >= until:
                break
        for number in [number for number, each in self.state.decisions.items() if not each.status.runs]:
            del self.state.decisions[number]  # kept in `rehearsed`: a long archive must not make each mail slower

    def take(self, one: Archived) -> None:
        """Take one mail in."""
        self.pass_time(max(one.received, self.now))
        mail = one.mail
        wrote = steps.writer(one.arrived, self.numbers.get, ())
        if one.arrived.automatic:
            self._leave("sent by a program")
            return
        if not isinstance(wrote, Author):
            self._leave("by nobody who is named")
            return
        own = steps.words(one.arrived, None)
        key, digest = content_key(mail, wrote.address), text_digest(own.own_text)
        if key in self.digests:
            self._leave(
                "came again" if self.digests[key] == digest else "have the name of another and say another thing"
            )
            return
        self.digests[key] = digest
        self._seen(wrote, one.received)
        if self._stranger(wrote.member, one.received):
            wrote = replace(wrote, member=None)
        incoming = Incoming(wrote.member, one.received, key, wrote.address, Proof.NONE.value, mail.message_id)
        self._act(one, incoming, own)
        self.pass_time(self.now + _MOMENT)  # what follows from it, such as the hearing of an objection

    def _stranger(self, number: int | None, received: datetime) -> bool:
        """Whether somebody is no member yet; the post with which they become one does not act."""
        if not self.by_posting or number is None or number in self.state.roll.members:
            return False
        rules = self.state.charter.members
        if received >= rules.after.after(self.first.setdefault(number, received), self.state.zone):
            votes_from = rules.wait.after(received, self.state.zone)
            self._write(events.MemberJoined(member=number, votes_from=votes_from))
        return True

    def _act(self, one: Archived, incoming: Incoming, own: OwnWords) -> None:
        heading = subject_of(one.mail.subject)
        place = steps.place(one.arrived, self.known)
        about = self._about(place, heading, incoming.member)
        again = about is not None and steps.another_round(one.arrived, about.title, self.tags)
        if again:
            place, about = Thread(Place.NOWHERE), None
        if about is not None:
            self.state.decisions[about.ref.number] = about
            of_before = place.about is not None and place.about.version != about.ref.version
            place = replace(place, about=about.ref, place=Place.THREAD if of_before else place.place)
        there = replace(self.state, decisions={about.ref.number: about} if about else {}, tasks={})
        starts = again or steps.starts_thread(one.arrived)
        asked = context(
            there, place.place, place.about, member=incoming.member, starts_thread=starts, answers_us=False
        )  # nothing in an archive is from us
        talks = _OF_RESULTS & set(heading.tags)
        reading = Reading() if talks else steps.acts(one.arrived, own, asked)
        decided = decide(self.state, incoming, reading, self.now)
        for event in decided.events:
            self._write(event, one)
        self._note(one, incoming, decided)
        self._remember(one, incoming, reading, place, asked, decided)

    def _about(self, place: Thread, heading: Subject, member: int | None) -> Decision | None:
        """The decision of a thread; that of a cancellation in a thread of its own is its author's of the same title."""
        if place.about is not None:
            return self.rehearsed[place.about.number].decision
        if heading.cancels and member is not None:
            for decision in self.state.open_decisions():
                if decision.opener == member and decision.title.casefold() == heading.text.casefold():
                    return decision
        return None

    def _remember(
        self, one: Archived, incoming: Incoming, reading: Reading, place: Thread, asked: Context, decided: Decided
    ) -> None:
        """Note what a mail is to its thread, for those who answer it."""
        if not one.mail.message_id or one.mail.message_id in self.known:
            return
        opened = next((each for each in decided.events if isinstance(each, events.Opened)), None)
        about = Reference.parse(opened.about) if opened else place.about
        if about is None:
            return
        opener = self.rehearsed[about.number].decision.opener == incoming.member
        results = bool(_OF_RESULTS & set(subject_of(one.mail.subject).tags))
        role = "opening" if opened else "thread" if results else steps.role(reading, asked, opener=opener)
        self.known[one.mail.message_id] = Parent(0, str(about), role)

    def _note(self, one: Archived, incoming: Incoming, decided: Decided) -> None:
        when = instant(one.received)
        for result in decided.results:
            said = Said(incoming.address.lower(), result.act.line, one.mail.message_id, result.act.position, when)
            rehearsed = self._rehearsed(result.act.ref)
            if isinstance(result, Counted) and isinstance(decided.events[result.event], events.BallotCast):
                self.cast[incoming.key, incoming.member or 0] = said
            elif isinstance(result, Asking) and rehearsed is not None:
                rehearsed.asked.append(said)
            elif isinstance(result, Turned):
                code, why = result.refused.reason.code, result.refused.detail or result.refused.reason.advice
                refused = replace(said, code=code, why=why)
                if rehearsed is not None:
                    rehearsed.refused.append(refused)
                elif result.act.opening is not None:
                    self.unopened.append(f"not opened: {result.act.line} ({said.address}, {when}): {code} {why}")

    def _write(self, event: Event, one: Archived | None = None) -> None:
        """Let an event happen, as the next entry of a ledger that nobody will see."""
        state = self.state
        entry = seal(state.head, state.seq + 1, instant(self.now), event.kind, event.about, event.bodies(), _SALTS)
        evolve(state, event, entry)
        state.news.clear()
        ref = Reference.parse(event.about)
        if isinstance(event, events.Opened) and ref is not None and one is not None:
            subject = _from_tag(one.mail.subject, event.tag)
            self.rehearsed[ref.number] = Rehearsed(subject, state.decisions[ref.number])
        rehearsed = self._rehearsed(ref)
        if rehearsed is not None and ref is not None:
            rehearsed.decision = state.decisions.get(ref.number, rehearsed.decision)  # another version of it, perhaps
            if isinstance(event, events.Closed) and one is not None:
                rehearsed.withdrawn = one.received

    def _rehearsed(self, ref: Reference | None) -> Rehearsed | None:
        return self.rehearsed.get(ref.number) if ref is not None and ref.kind == "decision" else None

    def _seen(self, wrote: Author, received: datetime) -> None:
        """Whoever posts is active: noted a day at a time, as of the days before."""
        day = self.state.day(received).isoformat()
        if day > self.day:
            if self.posters:
                self._write(events.SeenPosting(day=self.day, members=tuple(sorted(self.posters))))
            self.day, self.posters = day, set()
        if wrote.member is not None:
            self.posters.add(wrote.member)

    def _leave(self, why: str) -> None:
        self.left[why] = self.left.get(why, 0) + 1


def _began(charter: Charter, numbers: Mapping[str, int], since: datetime) -> State:
    """A group that listens, takes everybody at their word, and has those moderators that are on its roll."""
    there = tuple(each for each in charter.group.moderators if not isinstance(each, str) or each in numbers)
    listening = replace(
        charter,
        group=replace(charter.group, moderators=there),
        trust=replace(charter.trust, proof=Proof.NONE),
    )
    facts = charters.to_facts(listening, numbers)
    added = events.GroupAdded(name=charter.group.name, since=since, live=False, charter=facts)
    return fold([seal(GENESIS, 1, instant(since), added.kind, "", added.bodies(), _SALTS)])


def _from_tag(subject: str, tag: str) -> str:
    """A subject from its opening's tag on: what lists put before it differs by archiver."""
    found = re.search(r"\[\s*" + r"\s+".join(map(re.escape, tag.split())) + r"\s*\]", subject, re.IGNORECASE)
    return subject[found.start() :].strip() if found else subject.strip()


def told(rehearsal: Rehearsal, one: Rehearsed) -> dict[str, Any]:
    """What became of one decision, as plain data: the ballots that count, in the order of receipt."""
    decision = one.decision
    standing = sorted(decision.standing().values(), key=lambda cast: (cast.received, cast.key))
    counted = [(cast, rehearsal.cast[cast.key, cast.actor]) for cast in standing]
    return {
        "subject": one.subject,
        "opened": instant(decision.opened),
        "closed": instant(one.closed) if one.closed else None,
        "outcome": decision.status.value,
        "ballots": [
            {
                "address": said.address,
                "position": cast.position or said.position,
                "line": said.line,
                "message_id": said.message_id,
                "received": said.received,
                "clarity": "clear",
            }
            for cast, said in counted
        ],
        "doubtful": [{"address": said.address, "line": said.line, "message_id": said.message_id} for said in one.asked],
        "refused": [
            {
                "address": said.address,
                "line": said.line,
                "message_id": said.message_id,
                "received": said.received,
                "code": said.code,
                "why": said.why,
            }
            for said in one.refused
        ],
    }

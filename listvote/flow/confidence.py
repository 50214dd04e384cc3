"""How a private mail is kept while secret decisions run, or where it is about one: locked, or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from listvote.acts import Act, Clarity, Reference
from listvote.deliberation.decision import Decision
from listvote.deliberation.secrecy import Slip, pseudonym
from listvote.events import Event, LateSecretBallot, instant
from listvote.flow import boxes
from listvote.flow.house import Change
from listvote.group import Asking, Decided, Incoming, State
from listvote.group.secret import SecretBallot, concerned, is_secret, running, slips
from listvote.store import inbox
from listvote.store.inbox import ReadMail


@dataclass(frozen=True, slots=True)
class Confidence:
    """What is owed to a private mail: the secret decisions that it is about, and whether any runs in its group."""

    about: tuple[Decision, ...] = ()
    hushed: bool = False

    def __bool__(self) -> bool:
        return self.hushed or bool(self.about)

    @property
    def open(self) -> tuple[Decision, ...]:
        """Those among them whose boxes are open."""
        return tuple(each for each in self.about if each.secret_box and each.status.runs)

    @property
    def locked(self) -> int:
        """By whose key an answer is locked: a decision's number, the desk's, 0 for none."""
        if self.open:
            return self.open[0].ref.number
        if self.about:
            return boxes.UNTIL_SENT
        return boxes.AT_THE_DESK if self.hushed else 0


NONE: Final = Confidence()
_WORDS_AT_MOST: Final = 2_000
_AROUND: Final = ".,:;!?()[]<>*_\"'"


def owed(
    state: State,
    private: bool,
    acts: Sequence[Act],
    about: Reference | None,
    text: str = "",
    *,
    voter: int | None = None,
    hushed: bool = False,
) -> Confidence:
    """What is owed to a mail that asks for this: nothing to a public one.

    1. It is about the secret decisions that its acts, its thread or its words (`#12`) name: who names one may mean a
       vote that nobody can make out.
    2. What somebody who may vote in a secret decision writes may be a vote in it, where nobody can tell what it is.

    Args:
        state: the group.
        private: whether nobody else was sent it.
        acts: what it asks for.
        about: the matter of its thread.
        text: what it says.
        voter: the member who wrote it, once it was read.
        hushed: whether secret decisions run elsewhere in which its author may vote.
    """
    if not private:
        return NONE
    found = {each.ref.number: each for each in concerned(state, acts)}
    for ref in (about, *named(text)):
        there = state.decisions.get(ref.number) if ref is not None and ref.kind == "decision" else None
        if there is not None and is_secret(there):
            found[there.ref.number] = there
    there_are = running(state)
    if voter is not None and there_are and not found:
        found = {each.ref.number: each for each in there_are if voter in each.roll and _may_mean(acts, each)}
    return Confidence(tuple(found.values()), hushed or bool(there_are))


def named(text: str) -> list[Reference]:
    """The matters that a text names (`#12`)."""
    words = text.split(maxsplit=_WORDS_AT_MOST) if "#" in text else ()
    found = (Reference.parse(word.strip(_AROUND)) for word in words if "#" in word)
    return [each for each in found if each is not None]


def _may_mean(acts: Sequence[Act], decision: Decision) -> bool:
    """Whether a mail may be a vote in a decision that it does not name: it is talk, or leaves open what it is about."""
    name = f"#{decision.ref.number}"
    unclear = [act for act in acts if act.clarity is Clarity.DOUBTFUL and act.ref is None]
    return not acts or any(
        not act.readings or any(reading.split(maxsplit=1)[0] == name for reading in act.readings) for act in unclear
    )


def record(
    change: Change,
    group: int,
    quiet: Confidence,
    incoming: Incoming,
    decided: Decided,
    digest: str,
    raw: bytes,
    now: datetime,
) -> list[str]:
    """Write what a mail led to: events to the ledger, secret ballots into their boxes; the receipt codes, in order.

    The code of a secret ballot is its voter's pseudonym.
    """
    if quiet.open and incoming.member is not None and decided.results:  # a copy of mere talk is talk, on the list too
        change.hold(group)
        made = slips(decided.events, incoming.key)
        for decision in quiet.open:
            asked = any(
                isinstance(each, Asking) and each.act.ref and each.act.ref.number == decision.ref.number
                for each in decided.results
            )
            empty = Slip(incoming.member, incoming.received, incoming.key, decision.ref.version, doubtful=asked)
            boxes.put(change, group, decision, made.get(f"#{decision.ref.number}", empty), digest, raw)
    codes = iter(change.write(group, written(decided), now))
    return [
        _code(change, group, quiet, each) if isinstance(each, SecretBallot) else next(codes) for each in decided.events
    ]


def written(decided: Decided) -> tuple[Event, ...]:
    """The events that go into the ledger."""
    return tuple(each for each in decided.events if not isinstance(each, SecretBallot))


def _code(change: Change, group: int, quiet: Confidence, ballot: SecretBallot) -> str:
    decision = next(each for each in quiet.open if f"#{each.ref.number}" == ballot.about)
    return pseudonym(boxes.key_of(change.house, group, decision), ballot.actor)


def keep(
    change: Change,
    group: int,
    quiet: Confidence,
    mail: ReadMail,
    there: ReadMail | None,
    wrote: Sequence[Event],
    asked: bool,
) -> None:
    """Note a mail to which confidence is owed as read.

    1. One that waits for its proof lies at the desk: under a name that nobody can guess, its bytes locked by the key of
       the decision that it is about, the last to close of several. Where all of those are over it asks for something
       else too, and is kept until it can be confirmed no more.
    2. One about secret decisions lies in their boxes; outside nothing is kept, but that it led to something else too.
    3. Of one that may be about them and asks for nothing, no more is kept than that it was read.
    4. Of a ballot that came too late, be it shown to be its author's or not, no more than that either.
    5. Any other lies at the desk for its bytes and its text.

    Args:
        change: the transaction.
        group: the number of its group.
        quiet: what is owed to it.
        mail: what would be kept of it otherwise, with its bytes.
        there: the same mail where it was read before and waited for its proof.
        wrote: the entries of the ledger that it led to.
        asked: whether it asked for anything.
    """
    house = change.house
    late = any(isinstance(each, LateSecretBallot) for each in wrote)
    wrote = [each for each in wrote if not isinstance(each, LateSecretBallot)]
    if there is not None:
        inbox.remove(change.connection, group, there.content_key)
    verdict = json.dumps({"verdict": json.loads(mail.verdict)["verdict"], "wrote": len(wrote)})
    last = max(quiet.open, key=lambda each: each.deadline, default=None)
    key = boxes.key_of(house, group, last) if last else None
    raw = None if mail.raw is None else boxes.lock_raw(house, mail.raw, key)
    mail = replace(mail, text_digest=boxes.desk_digest(house, mail.text_digest), verdict=verdict, raw=raw, locked=True)
    if mail.waits_for and mail.raw is None:
        inbox.add(change.connection, group, _nameless(change, mail, quiet))
    elif mail.waits_for:
        about = f"#{(last or quiet.about[0]).ref.number}" if quiet.about else mail.about
        name = boxes.desk_name(house, mail.content_key)
        inbox.add(change.connection, group, replace(mail, content_key=name, message_id="", about=about))
    elif not quiet.about:
        inbox.add(change.connection, group, mail)
    elif wrote:
        inbox.add(change.connection, group, replace(mail, raw=None))
    elif late:
        inbox.add(change.connection, group, _nameless(change, mail, quiet))
    elif not asked:
        name = boxes.desk_name(house, mail.content_key)
        inbox.add(change.connection, group, replace(mail, content_key=name, message_id="", about="", raw=None))


def _nameless(change: Change, mail: ReadMail, quiet: Confidence) -> ReadMail:
    """What is kept of a mail that came after the close, to tell of it once: that it came, not when nor whose it is."""
    name = boxes.desk_name(change.house, mail.content_key)
    ended = max(each.ended or each.deadline for each in quiet.about)
    return replace(mail, content_key=name, message_id="", about="", member=None, received=instant(ended), raw=None)

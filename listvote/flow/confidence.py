"""How a private mail is kept while secret decisions run, or where it is about one: locked, or not at all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from listvote.acts import Act, Reference
from listvote.deliberation.decision import Decision
from listvote.deliberation.secrecy import Slip, pseudonym
from listvote.events import Event
from listvote.flow import boxes
from listvote.group import Asking, Decided, Incoming, State
from listvote.group.secret import SecretBallot, concerned, is_secret, running, slips
from listvote.store import ballot_box, inbox
from listvote.store.ballot_box import Lying
from listvote.store.inbox import ReadMail

if TYPE_CHECKING:
    from listvote.flow.house import Change


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
        return boxes.AT_THE_DESK if self else 0


NONE: Final = Confidence()
_WORDS_AT_MOST: Final = 2_000
_AROUND: Final = ".,:;!?()[]<>*_\"'"


def owed(state: State, private: bool, acts: Sequence[Act], about: Reference | None, text: str = "") -> Confidence:
    """What is owed to a mail that asks for this: nothing to a public one.

    `about` is the matter of its thread, `text` what it says: who names a secret decision (`#12`) may mean a vote that
    nobody can make out.
    """
    if not private:
        return NONE
    found = {each.ref.number: each for each in concerned(state, acts)}
    named = (Reference.parse(word.strip(_AROUND)) for word in text.split(maxsplit=_WORDS_AT_MOST) if "#" in word)
    for ref in (about, *named):
        there = state.decisions.get(ref.number) if ref is not None and ref.kind == "decision" else None
        if there is not None and is_secret(there):
            found[there.ref.number] = there
    return Confidence(tuple(found.values()), bool(running(state)))


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
    if quiet.open and incoming.member is not None:
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


def keep(change: Change, group: int, quiet: Confidence, mail: ReadMail, there: ReadMail | None, wrote: bool) -> None:
    """Note a mail to which confidence is owed as read.

    1. One that waits for its proof lies at the desk: under a name that nobody can guess, its bytes locked.
    2. One about secret decisions lies in their boxes; outside nothing is kept, but that it led to something else too.
    3. Any other lies at the desk for its bytes and its text.

    Args:
        change: the transaction.
        group: the number of its group.
        quiet: what is owed to it.
        mail: what would be kept of it otherwise, with its bytes.
        there: the same mail where it was read before and waited for its proof.
        wrote: whether it led to an entry of the ledger.
    """
    house = change.house
    if there is not None:
        inbox.remove(change.connection, group, there.content_key)
    verdict = json.dumps({"verdict": json.loads(mail.verdict)["verdict"], "wrote": json.loads(mail.verdict)["wrote"]})
    raw = boxes.lock_raw(house, mail.raw or b"")
    mail = replace(mail, text_digest=boxes.desk_digest(house, mail.text_digest), verdict=verdict, raw=raw, locked=True)
    if mail.waits_for:
        about = mail.about or next((f"#{each.ref.number}" for each in quiet.about), "")
        name = boxes.desk_name(house, mail.content_key)
        inbox.add(change.connection, group, replace(mail, content_key=name, message_id="", about=about))
    elif not quiet.about:
        inbox.add(change.connection, group, mail)
    elif wrote:
        inbox.add(change.connection, group, replace(mail, raw=None))


def to_leave(change: Change, group: int, quiet: Confidence, mailbox: str, uidvalidity: int, uid: int) -> None:
    """Note that a mail about secret decisions is to leave its mailbox once they are over."""
    for decision in quiet.about:
        ballot_box.lies(change.connection, Lying(group, decision.ref.number, mailbox, uidvalidity, uid))

"""Secret ballots as a group decides on them: what may come, what goes into the box, what never enters the ledger."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from listvote import events
from listvote.acts import Act, Clarity, Verb
from listvote.charter import Ballots
from listvote.deliberation.decision import Decision
from listvote.deliberation.secrecy import WITHDRAWN, Box, Slip, with_box
from listvote.group.incoming import Incoming, about
from listvote.group.state import State
from listvote.reasons import Reason, Refused

MARK_AT_MOST: Final = 40


@dataclass(frozen=True, kw_only=True)
class SecretBallot(events.BallotCast):
    """A ballot, or a mark, for the box of a secret decision. It is never an entry of a ledger."""

    mark: str = ""


def box_of(event: events.Opened) -> str:
    """The name of the ballot box of a decision that opens: 16 hex digits that no other opening has."""
    opening = "\n".join((event.about, events.instant(event.received), event.key, event.text_sha256))
    return hashlib.sha256(opening.encode()).hexdigest()[:16]


def is_secret(decision: Decision) -> bool:
    """Whether the ballots of a decision are secret, be it open or ended."""
    return decision.rules.ballots is Ballots.SECRET


def running(state: State) -> list[Decision]:
    """The decisions whose boxes are open, by number."""
    return [each for each in state.decisions.values() if each.secret_box and each.status.runs]


def concerned(state: State, acts: Sequence[Act]) -> list[Decision]:
    """The secret decisions, open or ended, that ballots, marks or doubtful lines among these acts are about."""
    found: dict[int, Decision] = {}
    for act in acts:
        decision = state.decisions.get(act.ref.number) if act.ref and act.ref.kind == "decision" else None
        if decision is not None and is_secret(decision) and tells(act):
            found[decision.ref.number] = decision
    return list(found.values())


def tells(act: Act) -> bool:
    """Whether an act can tell how somebody votes: a ballot, a mark, or what is not clear."""
    return act.verb in (Verb.BALLOT, Verb.WITHDRAW, Verb.MARK) or act.clarity is Clarity.DOUBTFUL


def refused_in_public(mail: Incoming, act: Act) -> Refused | None:
    """V04 for a secret ballot that came on the list; None for one that came in private."""
    return Refused(Reason.SECRET_IN_PUBLIC, act.line, ref=about(act)) if mail.public else None


def refused_too_late(act: Act, counted: bool = False) -> Refused:
    """V11 for a secret ballot that is read after the close, when there is no box any more.

    `counted`: it is the first of its voter, and the digest tells that there was one, not whose it was.
    """
    detail = "This one was secret: nothing of it is kept. "
    if counted:
        detail += "The digest says that there was one, not whose, and whether one more could have mattered."
    else:
        detail += "If you have a receipt for it, it was counted before: look for its code on the sheet."
    return Refused(Reason.READ_AFTER_CLOSE, act.line, detail, about(act))


def mark_of(decision: Decision, mail: Incoming, act: Act) -> SecretBallot | Refused:
    """A word of a voter's own, to be printed beside their line on the sheet."""
    if not is_secret(decision):
        detail = f"The ballots here are {decision.rules.ballots}: a mark goes with a secret ballot."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, about(act))
    if not decision.rules.marks:
        detail = "Marks are off here, so that nobody can be paid or pressed to show one. Your receipt has a code."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, about(act))
    mark = " ".join(unicodedata.normalize("NFC", act.text).split())
    if not mark or len(mark) > MARK_AT_MOST or not mark.isprintable():
        detail = f"A mark is a word or two, of {MARK_AT_MOST} letters at most; everybody will read it."
        return Refused(Reason.UNREADABLE_VALUE, act.line, detail, about(act))
    return SecretBallot(about=about(act), version=decision.ref.version, mark=mark, **mail.mailed(act))


def slips(decided: Sequence[events.Event], key: str) -> dict[str, Slip]:
    """What the secret ballots among these put into the boxes, one slip a decision (`#12`)."""
    made: dict[str, Slip] = {}
    for event in decided:
        if not isinstance(event, SecretBallot):
            continue
        slip = made.get(event.about) or Slip(event.actor, event.received, key, event.version)
        if event.ballot is not None:
            gone = dict(event.ballot) == WITHDRAWN
            slip = replace(slip, ballot=None if gone else event.ballot, withdrawn=gone)
        made[event.about] = replace(slip, mark=event.mark or slip.mark)
    return made


def with_boxes(state: State, boxes: Mapping[int, Box | None], *, seen: bool = True) -> State:
    """The group with the boxes of its secret decisions open, by number; `seen` as for `with_box`.

    For the moment's work alone: what is made from it must not outlive the boxes.
    """
    there = {number: box for number, box in boxes.items() if box is not None and number in state.decisions}
    if not there:
        return state
    opened = {number: with_box(state.decisions[number], box, seen=seen) for number, box in there.items()}
    return replace(state, decisions={**state.decisions, **opened})

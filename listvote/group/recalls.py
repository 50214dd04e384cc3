"""Ending a mandate before its time: a recall is a decision of its own kind that waits for its signatures first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from listvote import events
from listvote.acts import Act, Reference, Verb
from listvote.deliberation.decision import Decision, Status
from listvote.group.incoming import Incoming, Made, Rule, about
from listvote.group.opening import opened
from listvote.group.state import State
from listvote.reasons import Reason, Refused

MODERATORS: Final = "moderators"
"""What is recalled where it is no task and no election: the powers of a moderator."""
_TARGET: Final = re.compile(
    r"(?:(?P<ref>[#Tt][1-9][0-9]{0,8})|(?:the\s+)?moderator)(?:[\s,:]+(?P<who>\S.*?))?[\s.!]*", re.IGNORECASE
)


def named(state: State, words: str) -> list[int]:
    """The members on the roll that some words name: by alias or address, else by name, else by a first name."""
    wanted = " ".join(words.casefold().split())
    there = state.roll.present()
    for match in (
        [each for each in there if wanted in (each.shown_as.casefold(), *each.addresses)],
        [each for each in there if wanted == " ".join(each.name.casefold().split())],
        [each for each in there if wanted and wanted == (each.name.casefold().split() or [""])[0]],
    ):
        if match:
            return [each.number for each in match]
    return []


def open_recall(state: State, mail: Incoming, act: Act) -> Made:
    """Open the recall that a `[RECALL]` mail asks for, or sign the one that runs; refused where nobody is meant."""
    opening = act.opening
    found = _TARGET.fullmatch(opening.title) if opening is not None else None
    if opening is None or found is None:
        detail = "Name the task, or the moderator, behind the tag: [RECALL] T7, or [RECALL] moderator Red Pen."
        return Refused(Reason.UNREADABLE_VALUE, act.line, detail)
    ref, who = found["ref"] or "", found["who"] or ""
    reason = opening.text if opening.text.strip() or not ref or named(state, who) else who
    return _recall(state, mail, act, ref, who, reason, opening.tag)


def _by_line(state: State, mail: Incoming, act: Act) -> Made:
    """`recall T7: reason`, or `recall moderator Red Pen: reason`."""
    who = re.sub(r"(?:the\s+)?moderator\s+", "", act.text, count=1, flags=re.IGNORECASE)
    ref = about(act) if act.ref is not None and not act.text else ""
    return _recall(state, mail, act, ref, who, act.reason, "RECALL")


def _recall(state: State, mail: Incoming, act: Act, ref: str, who: str, reason: str, tag: str) -> Made:
    target = _target(state, act, ref, who)
    if isinstance(target, Refused):
        return target
    of, members = target
    running = next((each for each in state.open_decisions() if (each.recalls, each.recalled) == (of, members)), None)
    if running is not None:
        return sign(state, mail, act, running)
    roll = state.roll.eligible(mail.received) - set(members)
    if mail.member not in roll:
        detail = "It is about a mandate of yours. To give it up, hand it back." if mail.member in members else ""
        return Refused(Reason.NOT_ON_ROLL, act.line, detail, ref)
    if not reason.strip():
        return Refused(Reason.UNREADABLE_VALUE, act.line, "A recall needs a reason behind a colon.", ref)
    if any(each.recalls and each.opener == mail.member for each in state.open_decisions()):
        return Refused(Reason.TOO_MANY_OPEN, act.line, "You have begun one recall already.", ref)
    labour = state.charter.labour
    rules = state.charter.kinds[labour.recall_kind]
    return opened(
        state,
        mail.member,
        mail.received,
        title=_title(state, of, members),
        text=reason.strip(),
        tag=tag,
        kind_name=labour.recall_kind,
        rules=rules,
        options=(),
        closes=str(rules.closes),
        more={
            "seconders": seconders(state, len(roll)),
            "recalls": of,
            "recalled": members,
            **mail.mailed(act),
        },
    )


def seconders(state: State, eligible: int) -> int:
    """How many have to sign a recall beside whoever begins it, of so many who may."""
    return max(0, state.charter.labour.recall_signatures.needed(eligible) - 1)


def holders(state: State, of: str) -> tuple[int, ...]:
    """The members whose mandates a recall could end, by number: of a task, of an election, or the moderators."""
    ref = Reference.parse(of)
    if ref is None:
        return tuple(sorted(state.moderators))
    if ref.kind == "decision":
        return tuple(sorted(each.member for each in state.seats.get(of, ()) if each.standing.serves))
    task = state.task(ref)
    return tuple(sorted(each.member for each in task.serving())) if task is not None else ()


def _target(state: State, act: Act, ref: str, who: str) -> tuple[str, tuple[int, ...]] | Refused:
    """What is to be recalled, and from whom: all who hold it, or the one who is named."""
    of = ref.upper() or MODERATORS
    held = holders(state, of) if ref or who else ()
    if who and (of == MODERATORS or ref):
        meant = named(state, who)
        if ref and not meant:
            meant = list(held)  # what follows the number is the reason in the subject
        held = tuple(each for each in held if each in meant)
    if not held:
        detail = f"Nobody of that name moderates: {who!r}." if of == MODERATORS else f"Nobody holds {of} now."
        return Refused(Reason.NO_SUCH_MATTER, act.line, detail, ref)
    if len(held) > 1 and of != MODERATORS and of.startswith("#") and not who:
        detail = f"Several were elected. Name the one who is meant: [RECALL] {of} Red Pen."
        return Refused(Reason.NO_SUCH_MATTER, act.line, detail, ref)
    return of, held


def _title(state: State, of: str, members: tuple[int, ...]) -> str:
    who = ", ".join(state.roll.shown_as(each) for each in members)
    if of == MODERATORS:
        return f"Recall of the moderator {who}"
    ref = Reference.parse(of)
    matter = (state.task(ref) or state.decision(ref)) if ref is not None else None
    return f"Recall of {who} from {of}" + (f", {matter.title}" if matter is not None else "")


def sign(state: State, mail: Incoming, act: Act, decision: Decision) -> Made:
    """A signature under a recall that waits for more of them."""
    ref = f"#{decision.ref.number}"
    if mail.member in decision.recalled:
        return Refused(Reason.NOT_ON_ROLL, act.line, "It is about a mandate of yours.", ref)
    if mail.member not in decision.roll:
        return Refused(Reason.NOT_ON_ROLL, act.line, ref=ref)
    if decision.status is not Status.PROPOSED:
        detail = f"It has its signatures and is open for votes. Write: {ref} for, or: {ref} against"
        return Refused(Reason.NOT_ALLOWED, act.line, detail, ref)
    if mail.member in decision.seconders or mail.member == decision.opener:
        return Refused(Reason.NOT_ALLOWED, act.line, "You have signed it already.", ref)
    return events.Seconded(about=ref, **mail.mailed(act))


def recalled(decision: Decision) -> tuple[events.Event, ...]:
    """What the adoption of a recall ends; nothing for any other decision."""
    if not decision.recalls:
        return ()
    return (events.Recalled(about=f"#{decision.ref.number}", of=decision.recalls, members=decision.recalled),)


def carried(decision: Decision) -> Mapping[str, Any]:
    """What a decision that is taken again has of the one before."""
    return {"recalls": decision.recalls, "recalled": decision.recalled}


RULES: Final[Mapping[Verb, Rule]] = {Verb.RECALL: _by_line}
"""What is built about recalls, by verb."""

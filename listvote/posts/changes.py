"""What is said to the list when something happens to a decision on its way: hearings, later closes, petitions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, cast

from listvote.deliberation.decision import Decision, Happening, step
from listvote.deliberation.outcome import OBJECTIONS, judged
from listvote.group import State
from listvote.posts import choices
from listvote.posts.matters import HEARD, closes, letterhead, such_as, voices, write
from listvote.posts.views import Change, Lapsed, Say

Changed = Literal["extended", "hearing", "raised", "objected", "seconded", "petition", "reopened"]
AS_A_VERSION: Final[Mapping[str, Changed]] = {"raised": "raised", "objected": "objected"}
"""Why a version was opened that has the same wording as the one before: it is told as a change."""


def change(
    state: State,
    decision: Decision,
    answer_to: str,
    now: datetime,
    thread_subject: str = "",
    changed: Changed | None = None,
) -> Change:
    """Something happened to a decision that the group has to know: a hearing, a later close, another kind."""
    said: Changed = changed or cast(Changed, next(iter(decision.untold), "extended"))
    outcome = judged(decision, state.received)
    lines = write(decision) if decision.status.runs else ()
    wanted, why, by = 0, "", ""
    until: datetime | None = closes(state, decision, now)
    if said == "extended" and decision.prolonged_why:
        why, by = decision.prolonged_why, "a moderator"
    elif said == "extended":
        wanted = max(0, outcome.quorum_needed - outcome.participants)
    elif said == "petition":
        needed = state.charter.opening.petition.needed(len(state.roll.eligible(now)))
        wanted = max(0, needed - len(decision.signatures))
        first = next(iter(decision.signatures), 0)
        why, by = decision.signatures.get(first, ""), state.roll.shown_as(first)
        until = petition_until(state, decision)
        lines = (Say(f"sign {decision.ref}"),)
    hears = tuple(each for each in lines if _hears(each))
    return Change(
        letterhead=letterhead(state, answer_to, now),
        ref=str(decision.ref),
        title=decision.title,
        change=said,
        closes=until,
        hearing_until=decision.hearing_until,
        hearing_number=max(decision.held, 1),
        by=by,
        why=why,
        wanted=wanted,
        objections=tuple(each for each in voices(state, decision) if each.position in OBJECTIONS)
        if said != "petition"
        else (),
        write=tuple(each for each in lines if each not in hears),
        heard=hears,
        such_as=such_as(decision) and said != "petition",
        sealed=decision.sealed,
        thread_subject=thread_subject,
    )


def _hears(line: Say) -> bool:
    """Whether a line is one of those that objectors write in a hearing."""
    return line.line.partition(" ")[2] in HEARD


def lapsed(state: State, decision: Decision, member: int, answer_to: str, now: datetime) -> Lapsed:
    """To a member whose ballot for the version before counts no longer: what became of it, and how to answer again."""
    because = cast(Literal["amended", "raised", "objected"], decision.because)
    return Lapsed(
        letterhead(state, answer_to, now),
        ref=str(decision.ref),
        title=decision.title,
        because=because,
        position=decision.lapsed[member],
        closes=closes(state, decision, now),
        write=tuple(each for each in write(decision) if not _hears(each)),
        options=choices.listed(decision),
        such_as=such_as(decision),
        text=decision.text if because == "amended" else "",
    )


def petition_until(state: State, decision: Decision) -> datetime | None:
    """Until when a petition can have a decision taken again; None where it cannot."""
    if step(decision.status, Happening.PETITION) is None or decision.ended is None or decision.reopens:
        return None
    return state.charter.opening.petition_within.after(decision.ended, state.zone)

"""Decisions and tasks as mails show them: figures, reasons, and the lines that their reader can answer with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from listvote.deliberation.decision import Decision, Status
from listvote.deliberation.outcome import AGAINST, FOR, Outcome, Why, judged
from listvote.group import State
from listvote.labour.task import Task
from listvote.measures import Base, Shape
from listvote.posts.views import Count, Decided, DecisionItem, Letterhead, Quorum, Say, TaskItem, Threshold, Voice

VERDICTS: Final = {
    Status.ADOPTED: "YES",
    Status.NOT_ADOPTED: "NO",
    Status.INQUORATE: "NO QUORUM",
    Status.BLOCKED: "BLOCKED",
    Status.WITHDRAWN: "WITHDRAWN",
    Status.CANCELLED: "CANCELLED",
}
_WRITE: Final = {
    "consensus": ("agree", "abstain", "stand aside", "disagree", "object: your reason"),
    "majority": ("for", "against", "abstain"),
}
_WITH_REASONS: Final = ("object", "disagree", "against", "stand aside")


def letterhead(state: State, answer_to: str, now: datetime) -> Letterhead:
    """What stands behind every mail of a group."""
    group = state.charter.group
    return Letterhead(group.name, answer_to, group.post, group.time_zone, now)


def say(ref: str, words: str) -> Say:
    """A line to answer with; a link leaves out what its sender has to fill in."""
    line = f"{ref} {words}"
    return Say(line, line.removesuffix("your reason")) if line.endswith("your reason") else Say(line)


def write(decision: Decision) -> tuple[Say, ...]:
    """The lines that a voter can answer with."""
    return tuple(say(str(decision.ref), words) for words in _WRITE[decision.rules.method])


def quorum(decision: Decision, outcome: Outcome) -> Quorum | None:
    """How many had to take part and how many did; None where the rule is "none"."""
    rule = decision.rules.quorum
    if rule.shape is Shape.NONE:
        return None
    base = f"{outcome.active} active members" if rule.base is Base.ACTIVE_MEMBERS else ""
    return Quorum(rule.words, outcome.quorum_needed, outcome.participants, base)


def threshold(decision: Decision, outcome: Outcome) -> Threshold | None:
    """What share had to be for it; None for methods that have no threshold."""
    if decision.rules.method != "majority":
        return None
    rule = decision.rules.threshold
    of = {
        Base.VOTES: outcome.votes,
        Base.PARTICIPANTS: outcome.participants,
        Base.MEMBERS: outcome.members,
        Base.ACTIVE_MEMBERS: outcome.active,
    }[rule.base or Base.VOTES]
    return Threshold(rule.words, outcome.sum(FOR), of, rule.needed(of))


def tally(outcome: Outcome) -> tuple[Count, ...]:
    """The figures, reservations beside the agreement that they belong to, without positions that nobody holds."""
    made = []
    for position, number in outcome.figures.items():
        if position == "reservations":
            continue
        reserved = outcome.figures.get("reservations", 0) if position == "agree" else 0
        if number + reserved:
            made.append(Count(position, number + reserved, f"{reserved} with reservations" if reserved else ""))
    return tuple(made)


def voices(state: State, decision: Decision) -> tuple[Voice, ...]:
    """The reasons of those who objected, disagreed or stood aside, in their own words, objections first."""
    standing = decision.standing(state.received)
    return tuple(
        Voice(state.roll.shown_as(actor), cast.reason, position)
        for position in _WITH_REASONS
        for actor, cast in sorted(standing.items())
        if cast.position == position and cast.reason
    )


def item(state: State, decision: Decision, *, new: bool = False) -> DecisionItem:
    """An open decision as a digest shows it; `new` where the digest announces it."""
    outcome = judged(decision, state.received)
    return DecisionItem(
        ref=str(decision.ref),
        title=decision.title,
        closes=decision.deadline,
        answered=outcome.participants,
        members=outcome.members,
        quorum=quorum(decision, outcome),
        tally=tally(outcome),
        if_now="YES" if outcome.status is Status.ADOPTED else "NO",
        objections=tuple(each for each in voices(state, decision) if each.position == "object"),
        write=write(decision),
        new=new,
        opened_by=state.roll.shown_as(decision.opener) if new else "",
        text_sha256=decision.text_sha256 if new else "",
    )


def decided(state: State, decision: Decision) -> Decided:
    """A closed decision in one line."""
    if decision.status in (Status.WITHDRAWN, Status.CANCELLED):
        return Decided(str(decision.ref), decision.title, VERDICTS[decision.status])
    outcome = judged(decision, state.received)
    figures = [f"{outcome.sum(FOR)} to {outcome.sum(AGAINST)}"]
    if abstained := outcome.figures.get("abstain", 0):
        figures.append(f"{abstained} abstained")
    if aside := outcome.figures.get("stand aside", 0):
        figures.append(f"{aside} stood aside")
    if decision.status is Status.INQUORATE:
        figures.append(f"{outcome.participants} took part, {outcome.quorum_needed} were needed")
    elif changed := what_would_change(outcome):
        figures.append(changed)
    return Decided(str(decision.ref), decision.title, VERDICTS[decision.status], tuple(figures))


def what_would_change(outcome: Outcome) -> str:
    """The fewest changed votes that would have changed the outcome, as a phrase; empty where no number could."""
    if outcome.changes is None:
        return ""
    votes = "1 changed vote" if outcome.changes == 1 else f"{outcome.changes} changed votes"
    if outcome.status is not Status.ADOPTED:
        return f"{votes} would have carried it"
    if "object" in outcome.figures:
        objections = "1 objection" if outcome.changes == 1 else f"{outcome.changes} objections"
        return f"{objections} with a reason would have stopped it"
    return f"{votes} would have stopped it"


def why(outcome: Outcome, decision: Decision) -> str:
    """Why a decision ended as it did, as a sentence; empty where its figures say so themselves."""
    if outcome.why is Why.OBJECTION:
        number = outcome.figures["object"]
        return f"{'One objection stands' if number == 1 else f'{number} objections stand'}."
    if outcome.why is Why.TOO_MUCH_DISSENT:
        return f"More disagreed or stood aside than the rule allows, which is {decision.rules.dissent_allowed.words}."
    if outcome.why is Why.NOBODY_AGREED:
        return "Nobody agreed."
    return ""


def task_item(task: Task, now: datetime) -> TaskItem:
    """A task that looks for people."""
    open_ = now <= task.offers_until
    return TaskItem(
        ref=task.ref,
        title=task.title,
        people=task.people,
        hours=task.hours,
        by=_date(task.by),
        able=task.able,
        apprentices=task.apprentices,
        offers=len(task.willing()),
        offers_close=task.offers_until,
        write=(Say(f"{task.ref} I can help"),) if open_ else (),
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

"""Decisions and tasks as mails show them: figures, reasons, and the lines that their reader can answer with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from listvote.deliberation.ballots import POSITIONS as ALL_POSITIONS
from listvote.deliberation.changes import fewest_changes
from listvote.deliberation.decision import Decision, Status
from listvote.deliberation.outcome import AGAINST, FOR, OBJECTIONS, Outcome, Why, judged
from listvote.group import State
from listvote.group.secret import is_secret
from listvote.group.times import deadline
from listvote.measures import Base, Shape
from listvote.posts import choices
from listvote.posts.views import Count, Decided, DecisionItem, Letterhead, Quorum, Say, Threshold, Voice

VERDICTS: Final = {
    Status.ADOPTED: "YES",
    Status.NOT_ADOPTED: "NO",
    Status.INQUORATE: "NO QUORUM",
    Status.BLOCKED: "BLOCKED",
    Status.WITHDRAWN: "WITHDRAWN",
    Status.CANCELLED: "CANCELLED",
}
_WRITE: Final = {
    "consensus": ("agree", "reservations", "abstain", "stand aside", "disagree", "object: your reason"),
    "lazy": ("agree", "object: your reason"),
    "majority": ("for", "against", "abstain"),
    "gradient": ("step 3", "step 8: your reason"),
}
HEARD: Final = ("still object: your reason", "satisfied")
"""What those who object write in a hearing."""
_WITH_REASONS: Final = ("object", "step 8", "disagree", "step 7", "step 6", "against", "stand aside", "step 5")


def letterhead(state: State, answer_to: str, now: datetime) -> Letterhead:
    """What stands behind every mail of a group."""
    group = state.charter.group
    return Letterhead(group.name, answer_to, group.post, group.time_zone, now)


def say(ref: str, words: str) -> Say:
    """A line to answer with; a link leaves out what its sender has to fill in."""
    line = f"{ref} {words}"
    return Say(line, line.removesuffix("your reason")) if line.endswith("your reason") else Say(line)


def write(decision: Decision, *, brief: bool = False) -> tuple[Say, ...]:
    """The lines that a voter can answer with, as the decision stands now; `brief` leaves out a finer shade."""
    ref = str(decision.ref)
    if decision.status is Status.PROPOSED:
        return (say(ref, "sign" if decision.recalls else "second"),)
    if decision.status is Status.NOMINATING:
        return say(ref, "I stand"), Say(f"{ref} nominate NAME", f"{ref} nominate ")
    words = choices.examples(decision) if choices.chooses(decision) else _WRITE[decision.rules.method]
    heard = HEARD if decision.status is Status.HEARING else ()
    lines = [say(ref, each) for each in (*words, *heard) if not (brief and each == "reservations")]
    return tuple(replace(line, subject=ref) if is_secret(decision) else line for line in lines)


def such_as(decision: Decision) -> bool:
    """Whether those lines are examples of what can be answered, and not all of it."""
    several = choices.chooses(decision) or decision.rules.method == "gradient"
    return several and decision.status not in (Status.PROPOSED, Status.NOMINATING)


def what(decision: Decision) -> str:
    """The word for the kind of a matter: VOTE, POLL, ELECTION …"""
    if decision.charter is not None:
        return "CHARTER"
    if decision.tasks:
        return "PLAN"
    if decision.recalls:
        return "RECALL"
    if decision.nominations_until is not None:
        return "ELECTION"
    return "POLL" if choices.chooses(decision) else "VOTE"


def quorum(decision: Decision, outcome: Outcome) -> Quorum | None:
    """How many had to take part and how many did; None where the rule is "none", and where silence consents."""
    rule = decision.rules.quorum
    if rule.shape is Shape.NONE or decision.rules.method == "lazy":
        return None
    base = f"{outcome.active} active members" if rule.base is Base.ACTIVE_MEMBERS else ""
    return Quorum(rule.words, outcome.quorum_needed, outcome.participants, base)


def threshold(decision: Decision, outcome: Outcome) -> Threshold | None:
    """What share had to be for it; None for methods that have no threshold."""
    fallback = decision.rules.fallback if outcome.why in (Why.FALLBACK_MET, Why.FALLBACK_MISSED) else None
    if decision.rules.method not in ("majority", "gradient") and fallback is None:
        return None
    rule = fallback or decision.rules.threshold
    of = {
        Base.VOTES: outcome.votes,
        Base.PARTICIPANTS: outcome.participants,
        Base.MEMBERS: outcome.members,
        Base.ACTIVE_MEMBERS: outcome.active,
    }[rule.base or Base.VOTES]
    return Threshold(rule.words, outcome.sum(FOR), of, rule.needed(of))


def tally(decision: Decision, outcome: Outcome) -> tuple[Count, ...]:
    """The figures, reservations beside the agreement that they belong to, without positions that nobody holds."""
    if choices.chooses(decision):
        return choices.sums(decision, outcome)
    made = []
    figures, lapsed = dict(outcome.figures), 0
    if "disagree" in figures:
        lapsed = outcome.lapsed
        figures |= {"object": figures["object"] - lapsed, "disagree": figures["disagree"] + lapsed}
    says = {each.word: f"{each.word} ({each.says})" for each in ALL_POSITIONS["gradient"] if each.says}
    for position, number in figures.items():
        if position == "reservations":
            continue
        reserved = figures.get("reservations", 0) if position == "agree" else 0
        if number + reserved:
            note = f"{reserved} with reservations" if reserved else ""
            if lapsed and position == "disagree":
                note = "one an objection not kept up" if lapsed == 1 else f"{lapsed} objections not kept up"
            elif outcome.lapsed and position == "step 8":
                note = f"{outcome.lapsed} not kept up"
            made.append(Count(says.get(position, position), number + reserved, note))
    return tuple(made)


def voices(state: State, decision: Decision) -> tuple[Voice, ...]:
    """The reasons of those who objected, disagreed or stood aside, in their own words, objections first."""
    standing = decision.shown(state.received)
    return tuple(
        Voice(
            state.roll.shown_as(actor), _latest(decision, actor, cast.reason), position, decision.answers.get(actor, "")
        )
        for position in _WITH_REASONS
        for actor, cast in sorted(standing.items())
        if cast.position == position and cast.reason
    )


def _latest(decision: Decision, actor: int, reason: str) -> str:
    """The reason of an objection, the one with which it was last kept up."""
    return next((each.reason for each in reversed(decision.kept.get(actor, ())) if each.reason), reason)


def closes(state: State, decision: Decision, now: datetime) -> datetime:
    """When a decision closes: periods that a post announces run from when it goes out, so an announcement counts on."""
    if decision.announced is not None or not state.live or decision.status not in (Status.OPEN, Status.NOMINATING):
        return decision.deadline
    return deadline(decision.closes, nominations_until(state, decision, now) or now, state.zone)


def nominations_until(state: State, decision: Decision, now: datetime) -> datetime | None:
    """Until when names are taken, counted on as a close is; None once the vote is open, and where there are none."""
    if decision.status is not Status.NOMINATING:
        return None
    waits = decision.announced is None and state.live
    return decision.rules.nominations.after(now, state.zone) if waits else decision.nominations_until


def item(state: State, decision: Decision, at: datetime, *, new: bool = False) -> DecisionItem:
    """An open decision as a digest that is written `at` an instant (aware) shows it; `new` where it announces it."""
    outcome = judged(decision, state.received)
    return DecisionItem(
        ref=str(decision.ref),
        title=decision.title,
        closes=closes(state, decision, at),
        what=what(decision),
        answered=outcome.participants,
        members=outcome.members,
        quorum=quorum(decision, outcome),
        tally=None if decision.sealed else tally(decision, outcome),
        figures_are=choices.figures_are(decision),
        if_now="" if decision.sealed else _if_now(decision, outcome),
        objections=tuple(each for each in voices(state, decision) if each.position in OBJECTIONS),
        hearing_until=decision.hearing_until,
        options=choices.listed(decision),
        seconders_wanted=_seconders(decision),
        nominations_until=nominations_until(state, decision, at),
        write=write(decision, brief=True),
        such_as=such_as(decision),
        new=new,
        opened_by=state.roll.shown_as(decision.opener) if new else "",
        text_sha256=decision.text_sha256 if new else "",
    )


def _if_now(decision: Decision, outcome: Outcome) -> str:
    """The verdict if it ended now; nothing before anybody can vote, nor of a choice that nobody answered yet."""
    chooses = choices.chooses(decision)
    if decision.status in (Status.PROPOSED, Status.NOMINATING) or (chooses and not outcome.participants):
        return ""
    if not chooses:
        return "YES" if outcome.status is Status.ADOPTED else "NO"
    if outcome.status is Status.INQUORATE:
        return "no result, too few answered"
    if outcome.status is not Status.ADOPTED:
        return "none of the options"
    seats = decision.rules.seats if decision.nominations_until is not None else 1
    tied = len(outcome.winners) > seats
    return ("a tie of " if tied else "") + choices.verdict(decision, outcome.winners)


def _seconders(decision: Decision) -> int:
    """How many seconders are still missing."""
    missing = decision.seconders_wanted - len(decision.seconders)
    return missing if decision.status is Status.PROPOSED else 0


def verdict(decision: Decision) -> str:
    """What became of a decision, in a word, or who won."""
    if decision.status is Status.ADOPTED and decision.winners:
        return choices.verdict(decision, decision.winners)
    return VERDICTS[decision.status]


def decided(state: State, decision: Decision) -> Decided:
    """A closed decision in one line."""
    if decision.status in (Status.WITHDRAWN, Status.CANCELLED):
        return Decided(str(decision.ref), decision.title, VERDICTS[decision.status])
    outcome = judged(decision, state.received, closing=True)
    if choices.chooses(decision):
        had = ", ".join(f"{each.number} for {each.words}" for each in tally(decision, outcome))
        shown = (f"{choices.figures_are(decision)}: {had}",) if had else ()
        return Decided(str(decision.ref), decision.title, verdict(decision), shown)
    figures = [f"{outcome.sum(FOR)} to {outcome.sum(AGAINST)}"]
    if decision.rules.method == "lazy" and not outcome.sum(AGAINST):
        figures = ["nobody objected"]
    if abstained := outcome.figures.get("abstain", 0):
        figures.append(f"{abstained} abstained")
    if aside := outcome.figures.get("stand aside", 0):
        figures.append(f"{aside} stood aside")
    if decision.status is Status.INQUORATE:
        figures.append(f"{outcome.participants} took part, {outcome.quorum_needed} were needed")
    elif changed := what_would_change(decision, outcome):
        figures.append(changed)
    return Decided(str(decision.ref), decision.title, VERDICTS[decision.status], tuple(figures))


def what_would_change(decision: Decision, outcome: Outcome) -> str:
    """The fewest changed votes that would have changed the outcome, as a phrase; empty where no number could."""
    fewest = fewest_changes(decision, outcome)
    if fewest is None:
        return ""
    votes = "1 changed vote" if fewest.voters == 1 else f"{fewest.voters} changed votes"
    if outcome.status is not Status.ADOPTED:
        return f"{votes} would have carried it"
    if fewest.objecting and outcome.why is not Why.FALLBACK_MET:
        one, several = ("veto", "vetoes") if decision.rules.method == "gradient" else ("objection", "objections")
        stopping = f"1 {one}" if fewest.voters == 1 else f"{fewest.voters} {several}"
        return f"{stopping} with a reason would have stopped it"
    return f"{votes} would have stopped it"


def why(outcome: Outcome, decision: Decision) -> str:
    """Why a decision ended as it did, as a sentence; empty where its figures say so themselves."""
    if decision.why:
        return decision.why
    standing = sum(outcome.figures.get(each, 0) for each in OBJECTIONS) - outcome.lapsed
    objections = f"{'One objection stands' if standing == 1 else f'{standing} objections stand'}"
    if outcome.why is Why.OBJECTION:
        return f"{objections}."
    if outcome.why is Why.FALLBACK_MET:
        return f"{objections} after {_hearings(decision)}; the fallback majority carried it."
    if outcome.why is Why.FALLBACK_MISSED:
        return f"{objections} after {_hearings(decision)}, and the fallback majority was missed."
    if outcome.why is Why.NOBODY_WON:
        return "No option won." if outcome.participants else "Nobody voted."
    if outcome.lapsed and decision.status is Status.ADOPTED:
        if outcome.lapsed == 1:
            return "One objection was not kept up to the end of the hearing; it counts as a disagreement."
        return f"{outcome.lapsed} objections were not kept up to the end of the hearing; they count as disagreements."
    if decision.rules.method == "lazy" and decision.status is Status.ADOPTED and not outcome.sum(OBJECTIONS):
        return "Silence consents, and nobody objected."
    if outcome.why is Why.TOO_MUCH_DISSENT:
        return f"{_dissent(outcome)}; the rule allows {decision.rules.dissent_allowed.words}."
    if outcome.why is Why.NOBODY_AGREED:
        return "Nobody agreed."
    return ""


def _dissent(outcome: Outcome) -> str:
    """How many were not for it, as the rule on dissent counts them."""
    counted = {
        "disagreed": outcome.sum(("disagree",)) + outcome.lapsed,
        "objected": outcome.sum(("object",)) - outcome.lapsed,
        "stood aside": outcome.sum(("stand aside",)),
    }
    said = [f"{number} {did}" for did, number in counted.items() if number]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def _hearings(decision: Decision) -> str:
    return {0: "no hearing", 1: "one hearing"}.get(decision.held, f"{decision.held} hearings")

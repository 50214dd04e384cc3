"""What is said to the whole list: announcements, calls for offers, results, digests; and the listening report."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from listvote.acts import Reference
from listvote.deliberation.decision import Decision, Status
from listvote.deliberation.outcome import Outcome, judged, late_ballots_matter
from listvote.deliberation.settled import stands_against
from listvote.group import State, Wanted
from listvote.group.calling_off import overturned
from listvote.posts import at_work, choices, draws
from listvote.posts.changes import AS_A_VERSION, change, petition_until
from listvote.posts.matters import (
    closes,
    decided,
    item,
    letterhead,
    nominations_until,
    quorum,
    say,
    such_as,
    tally,
    threshold,
    verdict,
    voices,
    what,
    what_would_change,
    why,
    write,
)
from listvote.posts.views import (
    AlikeMembers,
    Announcement,
    DecisionItem,
    Digest,
    Heard,
    LateBallots,
    ListeningReport,
    Result,
    RollChange,
    Say,
    UnseenPost,
    View,
)

_NAMED_AT_MOST: Final = 12
_ROLL_CHANGES: Final = {"member joined": "joined", "member left": "left", "member changed": "changed"}


def post(state: State, wanted: Wanted, answer_to: str, now: datetime, thread_subject: str = "") -> View:
    """The view of a post that is due.

    Args:
        state: the group.
        wanted: what is due.
        answer_to: the service's address, to which answers go.
        now: aware.
        thread_subject: the subject of the thread that the post continues, empty for a topic of its own.

    Raises:
        LookupError: the post is about a matter that does not exist.
    """
    if wanted.what == "digest":
        return digest(state, wanted, answer_to, now)
    if wanted.what == "listening":
        return listening_report(state, answer_to, now)
    ref = Reference.parse(wanted.refs[0])
    if ref is None:
        raise LookupError(wanted.refs[0])
    if wanted.what == "call":
        return draws.call(state, [state.task_of(each) for each in wanted.refs], answer_to, now, thread_subject)
    if wanted.what == "pool":
        return draws.pool(state, state.draws[wanted.refs[0]], answer_to, now, thread_subject)
    if wanted.what == "draw":
        return draws.draw(state, state.draws[wanted.refs[0]], answer_to, now, thread_subject)
    if wanted.what in ("judgement", "judged"):
        return at_work.judgement(state, state.tasks[ref.number], answer_to, now, thread_subject)
    decision = state.decisions[ref.number]
    if wanted.what == "change":
        return change(state, decision, answer_to, now, thread_subject)
    if decision.because in AS_A_VERSION and wanted.what == "announcement":
        return change(state, decision, answer_to, now, thread_subject, AS_A_VERSION[decision.because])
    if decision.rounds and decision.nominations_until is None and wanted.what == "announcement":
        return change(state, decision, answer_to, now, thread_subject, "seconded")
    if wanted.what == "result":
        return result(state, decision, answer_to, now, thread_subject)
    return announcement(state, decision, answer_to, now, thread_subject)


def announcement(
    state: State, decision: Decision, answer_to: str, now: datetime, thread_subject: str = ""
) -> Announcement:
    """A decision opened: what is asked, by which rules, until when, and what to answer."""
    outcome = judged(decision, state.received)
    rules = decision.rules
    votes = decision.status is Status.OPEN
    return Announcement(
        letterhead=letterhead(state, answer_to, now),
        ref=str(decision.ref),
        title=decision.title,
        opened_by=state.roll.shown_as(decision.opener),
        closes=closes(state, decision, now),
        method=rules.method.value,
        members=len(decision.roll),
        write=write(decision),
        text_sha256=decision.text_sha256,
        quorum=quorum(decision, outcome),
        threshold=rules.threshold.words if rules.method in ("majority", "gradient") else "",
        options=choices.listed(decision),
        such_as=such_as(decision),
        what=what(decision),
        form=choices.form(decision) if votes and choices.chooses(decision) else (),
        how_form=choices.how(decision),
        seats=rules.seats if decision.nominations_until is not None else 0,
        nominations_until=nominations_until(state, decision, now),
        seconders_wanted=decision.seconders_wanted if decision.status is Status.PROPOSED else 0,
        text=_printed(state, decision),
        tasks=draws.planned(state, decision),
        lapsed=decision.because == "amended",
        reopens=decision.reopens if not decision.because else "",
        lot=decision.lot,
        ballots=rules.ballots.value,
        review=state.day(rules.review.after(decision.deadline, state.zone)) if rules.review else None,
        thread_subject=thread_subject,
    )


def _printed(state: State, decision: Decision) -> str:
    """Wordings that stand in no mail of the opener: an amendment, the difference of a charter, what candidates say."""
    if decision.candidates:
        said = [decision.candidacies[number] for number in decision.candidates.values()]
        return "\n".join(f"{state.roll.shown_as(each.member)}: {each.statement}" for each in said if each.statement)
    if decision.charter_difference:
        return decision.charter_difference
    return decision.text if decision.because == "amended" or decision.recalls else ""


def result(state: State, decision: Decision, answer_to: str, now: datetime, thread_subject: str = "") -> Result:
    """The end of a decision, with every figure that led to it and what would have changed it."""
    outcome = judged(decision, state.received, closing=True)
    standing = decision.standing(state.received).values()
    counted = decision.status not in (Status.WITHDRAWN, Status.CANCELLED)
    until = petition_until(state, decision)
    review = decision.rules.review if decision.status is Status.ADOPTED else None
    group = state.charter.group.name
    return Result(
        letterhead=letterhead(state, answer_to, now),
        ref=str(decision.ref),
        title=decision.title,
        verdict=verdict(decision),
        outcome=_outcome(decision),
        closed=decision.ended or now,
        members=len(decision.roll),
        participants=decision.participants,
        head=state.head.hex(),
        recount=f"listvote export --group {group} > {group}.jsonl && listvote audit {group}.jsonl",
        tally=tally(decision, outcome) if counted else (),
        figures_are=choices.figures_are(decision),
        threshold=threshold(decision, outcome) if counted else None,
        quorum=quorum(decision, outcome) if counted else None,
        abstained=outcome.figures.get("abstain", 0) if counted else 0,
        reasons=voices(state, decision),
        would_have_changed=_would_change(decision, outcome) if counted else "",
        rounds=choices.working(decision, outcome) if counted else (),
        ties_by_lot=choices.ties(decision, outcome) if counted and decision.order_of_lot else "",
        petition=say(str(decision.ref), "petition: your reason") if until else None,
        petition_until=until,
        review=state.day(review.after(decision.ended or now, state.zone)) if review else None,
        no_show=outcome.brought_quorum and counted,
        secret=decision.sheet is not None,
        then=after_recall(state, decision),
        overturns=decision.reopens if overturned(state, decision.reopens) == f"#{decision.ref.number}" else "",
        called_off=tuple(
            f"{each.ref}, {each.title}" for each in state.tasks.values() if each.called_off == f"#{decision.ref.number}"
        ),
        settled=sum(cast.settled_by > 0 for cast in standing),
        why=why(outcome, decision) if counted else f'Why: "{decision.why}"' if decision.why else "",
        thread_subject=thread_subject,
    )


def after_recall(state: State, decision: Decision) -> str:
    """What becomes of the place that an adopted recall made empty, as a sentence; "" for any other decision."""
    if not decision.recalls or decision.status is not Status.ADOPTED:
        return ""
    if decision.recalls.startswith("T"):
        return "The next in the order of the draw is asked."
    if decision.recalls.startswith("#"):
        tag = next((tag for tag, opens in state.charter.tags().items() if opens.value == "election"), "")
        election = f" To fill it, post an election to the list: [{tag}] and what it is for." if tag else ""
        return f"The seat is empty: nobody moves up.{election}"
    if state.charter.group.moderators_by_lot:
        return "The next in the order of the draw is asked; meanwhile the other moderators go on."
    return "The other moderators go on. To name somebody anew takes a decision of the group on the charter."


def _outcome(decision: Decision) -> str:
    """The word for how a decision ended; candidates are elected, and options chosen."""
    if decision.status is not Status.ADOPTED or not choices.chooses(decision):
        return decision.status.value
    return "elected" if decision.nominations_until is not None else "chosen"


def _would_change(decision: Decision, outcome: Outcome) -> str:
    if choices.chooses(decision):
        return choices.what_would_change(decision, outcome)
    return what_would_change(decision, outcome)


def _late(state: State, decision: Decision) -> LateBallots:
    ref, unseen = str(decision.ref), decision.late_in_secret
    if unseen:
        return LateBallots(ref, decision.title, unseen, not stands_against(decision, unseen), secret=True)
    return LateBallots(ref, decision.title, len(decision.late), late_ballots_matter(decision, state.received))


def digest(state: State, wanted: Wanted, answer_to: str, now: datetime) -> Digest:
    """One day of the group: what is open, who is wanted, what was decided, what changed."""
    news = {(kind, about) for _, kind, about in state.news}
    told = {about for kind, about in news if kind == "closed"} | {each.partition(".")[0] for each in wanted.refs}
    late = {about for kind, about in news if kind in ("late ballot", "late secret ballot")}
    open_decisions = state.open_decisions()
    notes = [
        f"{each.ref} runs on: too few had answered when it was to close."
        for each in open_decisions
        if ("extended", f"#{each.ref.number}") in news
    ]
    if any(kind == "charter changed" for kind, _ in news):
        notes.append("The charter was changed. Write: charter")
    if any(kind == "service imported" for kind, _ in news):
        notes.append("Service from before was imported; it counts in whose turn it is.")
    notes += amendments(state, news)
    notes += [
        f"{each.ref}, {each.title}, is called off: {each.called_off} did not adopt its plan again."
        for each in state.tasks.values()
        if ("task called off", each.ref) in news
    ]
    notes += draws.notes(state, now)
    return Digest(
        letterhead=letterhead(state, answer_to, now),
        head=state.head.hex(),
        decisions=tuple(_item(state, each, now, str(each.ref) in wanted.refs) for each in open_decisions),
        tasks=tuple(
            draws.task_item(state, each, now, new=each.ref in wanted.refs and each.called is None)
            for each in draws.looking(state, now)
        ),
        pools=draws.pools(state),
        drawn=draws.were_drawn(state, wanted.refs),
        hours=draws.hours(state, now),
        decided=tuple(
            decided(state, each)
            for each in state.decisions.values()
            if not each.status.runs and f"#{each.ref.number}" in told
        ),
        doing=at_work.doing(state, now),
        judging=at_work.to_judge(state, now),
        judged=at_work.were_judged(state, frozenset(wanted.refs)),
        late=tuple(_late(state, each) for each in state.decisions.values() if f"#{each.ref.number}" in late),
        roll_changes=tuple(roll_changes(state)),
        reviews=tuple(
            decided(state, each) for each in state.decisions.values() if ("review due", f"#{each.ref.number}") in news
        ),
        notes=tuple(notes),
        announcements_included=bool(wanted.refs),
    )


def _item(state: State, decision: Decision, now: datetime, new: bool) -> DecisionItem:
    """A decision in a digest; one that the digest announces is shown with the tasks that it would open."""
    shown = item(state, decision, now, new=new)
    return replace(shown, tasks=draws.planned(state, decision)) if new and decision.tasks else shown


def amendments(state: State, news: Collection[tuple[str, str]]) -> list[str]:
    """Who offered another wording of what since the last digest, a sentence each."""
    return [
        f"{state.roll.shown_as(each.actor)} offers amendment {each.number} to {decision.ref}; "
        f"its opener may write: {decision.ref} accept amendment {each.number}"
        for decision in state.open_decisions()
        if ("amendment offered", f"#{decision.ref.number}") in news
        for each in decision.amendments
        if each.text_sha256 != decision.text_sha256
    ]


def roll_changes(state: State) -> list[RollChange]:
    """Who joined, left or changed since the last digest, under their aliases; many at once only by their number."""
    changes = []
    new = {member for what, member in state.roll_news if what == "member joined"}
    for kind, words in _ROLL_CHANGES.items():
        here = {member for what, member in state.roll_news if what == kind}
        members = sorted(here - new if words == "changed" else here)
        if len(members) > _NAMED_AT_MOST:
            changes.append(RollChange(f"{len(members)} members", words))
        else:
            changes += [RollChange(state.roll.shown_as(member), words) for member in members]
    return changes


def listening_report(state: State, answer_to: str, now: datetime) -> ListeningReport:
    """To moderators of a group that only listens: what would have been counted."""
    heard = []
    doubtful = []
    for decision in state.decisions.values():
        for actor, cast in (
            sorted(decision.standing(state.received).items()) if not (decision.sealed or decision.sheet) else ()
        ):
            heard.append(Heard(state.roll.shown_as(actor), cast.line, cast.position, str(decision.ref)))
        doubtful += [
            Heard(state.roll.shown_as(actor), asked.line, ref=str(decision.ref))
            for actor, asked in sorted(decision.asked.items())
        ]
    return ListeningReport(
        letterhead=letterhead(state, answer_to, now),
        since=state.since,
        mails=len(state.news),
        counted=tuple(heard),
        doubtful=tuple(doubtful),
        decisions=tuple(item(state, each, now) for each in state.open_decisions()),
        alike=alike(state),
    )


def alike(state: State) -> tuple[AlikeMembers, ...]:
    """The members of the roll as it stands who may be one person; a few of them where they are many."""
    found = state.roll.look_alike()[:_NAMED_AT_MOST]
    shown = state.roll.shown_as
    return tuple(AlikeMembers(tuple(map(shown, each.members[:_NAMED_AT_MOST])), each.what) for each in found)


def unseen(state: State, now: datetime, subjects: dict[str, str]) -> tuple[UnseenPost, ...]:
    """The posts that did not come back through the list within the hour; `subjects` by Message-ID."""
    return tuple(
        UnseenPost(subjects.get(each.message_id, each.what), each.handed_over)
        for each in state.unseen(now)
        if each.handed_over is not None
    )


def help_examples(state: State) -> tuple[Say, ...]:
    """Lines that would count now: of the first open decision and task, if there are any."""
    lines = [write(decision)[0] for decision in state.open_decisions()[:1]]
    lines += [Say(f"{task.ref} I can help") for task in list(state.tasks.values())[-1:]]
    return tuple(lines)

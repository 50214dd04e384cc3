"""What is said of work that is somebody's: to whoever is asked, to all who judge it, and who does what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from listvote.acts import Reference
from listvote.group import State
from listvote.labour.judgement import SAID, Judgement, Verdict
from listvote.labour.mandate import Mandate, Standing
from listvote.labour.task import Task
from listvote.posts import views
from listvote.posts.matters import letterhead, say

VERDICTS: Final = {
    Verdict.SUCCESS: "It worked.",
    Verdict.PARTLY: "It partly worked.",
    Verdict.FAILURE: "It did not work.",
    Verdict.UNJUDGED: "Nobody said how it went, so it is not judged.",
}
_WORDS: Final = {"success": "worked", "partly": "partly", "failure": "did not work"}
_STATES: Final = {
    Standing.GIVEN: "yours if you accept",
    Standing.ACCEPTED: "yours",
    Standing.REPORTED: "being judged",
    Standing.JUDGED: "judged",
    Standing.ENDED: "done",
    Standing.PASSED_ON: "passed on",
    Standing.HANDED_BACK: "handed back",
    Standing.SWAPPED: "swapped",
    Standing.RECALLED: "recalled",
    Standing.EXPIRED: "passed on",
    Standing.CALLED_OFF: "called off",
}


def mandate(state: State, task: Task, held: Mandate, answer_to: str, now: datetime) -> views.Mandate:
    """Somebody is asked to take a place."""
    within = state.charter.labour.accept_within
    ref = task.ref
    return views.Mandate(
        letterhead(state, answer_to, now),
        ref=ref,
        title=task.title,
        accept_until=held.accept_by if held.told is not None else within.after(now, state.zone),
        write=(say(ref, "accept"), say(ref, "decline")),
        hours=task.hours,
        by=_day(state, held.until),
        with_whom=_beside(state, task, held),
        scope=task.text or block_of(state, task),
        bound_to=_bound_to(state, task),
        handover=task.handover,
        apprentice=held.apprentice,
    )


def block_of(state: State, task: Task) -> str:
    """The lines in which a plan describes one of its tasks, as the group decided on them; "" for a task of no plan."""
    ref = Reference.parse(task.plan) if task.plan else None
    plan = state.decisions.get(ref.number) if ref is not None else None
    lines = plan.text.splitlines() if plan is not None else []
    names = [_task_named(line) for line in lines]
    if task.title not in names:
        return ""
    start = names.index(task.title)
    end = start + 1
    while end < len(lines) and lines[end].strip() and names[end] is None:
        end += 1
    return "\n".join(lines[start:end])


def _task_named(line: str) -> str | None:
    """The title behind `task:`; None for any other line."""
    key, colon, value = line.partition(":")
    return " ".join(value.split()) if colon and key.strip().casefold() == "task" else None


def _bound_to(state: State, task: Task) -> str:
    ref = Reference.parse(task.plan) if task.plan else None
    plan = state.decisions.get(ref.number) if ref is not None else None
    return f"{task.plan}, {plan.title}" if plan is not None else ""


def duty(state: State, task: Task, held: Mandate, answer_to: str, now: datetime) -> views.Duty:
    """Somebody is reminded of a date."""
    ref = task.ref
    done = views.Say(f"{ref} report: what was done", f"{ref} report: ")
    return views.Duty(
        letterhead(state, answer_to, now),
        ref=ref,
        title=task.title,
        until=held.until or now,
        write=(say(ref, "done"), done, say(ref, "hand back")),
        with_whom=_beside(state, task, held),
    )


def called_off(state: State, task: Task, held: Mandate, answer_to: str, now: datetime) -> views.CalledOff:
    """Somebody who was asked for work, or does it, need not go on: its plan was overturned."""
    ref = Reference.parse(task.called_off)
    decision = state.decisions.get(ref.number) if ref is not None else None
    report = views.Say(f"{task.ref} report: what was done", f"{task.ref} report: ")
    return views.CalledOff(
        letterhead(state, answer_to, now),
        ref=task.ref,
        title=task.title,
        by=task.called_off,
        decided=decision.title if decision is not None else "",
        plan=task.plan,
        write=(report,) if held.accepted is not None else (),
    )


def swap_wish(state: State, task: Task, held: Mandate, answer_to: str, now: datetime) -> views.SwapWish:
    """Somebody is asked to take over what another holds, who wishes it."""
    by = state.roll.shown_as(held.member)
    own = [
        views.Say(f"{each.ref} swap with {by}")
        for each in state.tasks.values()
        if (theirs := each.held_by(held.swap_with)) is not None and theirs.standing.serves and each is not task
    ]
    return views.SwapWish(
        letterhead(state, answer_to, now),
        ref=task.ref,
        title=task.title,
        by=by,
        write=(views.Say(f"{task.ref} swap with {by}"),),
        until=held.until,
        hours=task.hours,
        exchange=tuple(own),
    )


def _beside(state: State, task: Task, held: Mandate) -> tuple[str, ...]:
    """Those who took a place of the same task, under their aliases."""
    return tuple(state.roll.shown_as(each.member) for each in task.serving() if each.member != held.member)


def _day(state: State, at: datetime | None) -> date | None:
    return state.day(at) if at is not None else None


def judgement(
    state: State, task: Task, answer_to: str, now: datetime, thread_subject: str = ""
) -> views.Judgement | views.Judged:
    """The call to say how some work went; once that is judged, what was said.

    Raises LookupError for a task that is not reported.
    """
    asked = task.judgement
    if asked is None:
        raise LookupError(task.ref)
    if asked.verdict is not None:
        return _judged(state, task, asked, asked.verdict, answer_to, now, thread_subject)
    shown = judging(state, task, asked, now)
    return views.Judgement(
        letterhead(state, answer_to, now),
        ref=task.ref,
        title=task.title,
        who=shown.who,
        closes=shown.closes,
        write=shown.write,
        report=shown.report,
        thread_subject=thread_subject,
    )


def judging(state: State, task: Task, asked: Judgement, now: datetime) -> views.Judging:
    """Work to be judged, in a digest."""
    ref = task.ref
    closes = asked.closes if asked.told is not None else state.charter.labour.judge_for.after(now, state.zone)
    return views.Judging(
        ref,
        task.title,
        tuple(state.roll.shown_as(each) for each in asked.holders),
        closes,
        tuple(views.Say(f"{ref} {word}: why", f"{ref} {word}: ") for word in _WORDS.values()),
        "\n".join(each.report for each in task.mandates if each.report),
    )


def _judged(
    state: State, task: Task, asked: Judgement, verdict: Verdict, answer_to: str, now: datetime, thread_subject: str
) -> views.Judged:
    words = [each.why for each in asked.standing().values() if each.why]
    return views.Judged(
        letterhead(state, answer_to, now),
        ref=task.ref,
        title=task.title,
        verdict=VERDICTS[verdict],
        said=tuple(views.Count(_WORDS[each], asked.figures[each]) for each in SAID if asked.figures.get(each)),
        words=tuple(words),
        who=tuple(state.roll.shown_as(each) for each in asked.holders),
        missing=not any(each.report for each in task.mandates),
        next_turn=next((each.ref for each in state.tasks.values() if each.follows == task.ref), ""),
        thread_subject=thread_subject,
    )


def to_judge(state: State, now: datetime, but: int = 0) -> tuple[views.Judging, ...]:
    """All work that is being judged, but that of one member, who does not judge it."""
    return tuple(
        judging(state, each, each.judgement, now)
        for each in state.tasks.values()
        if each.judgement is not None and each.judgement.verdict is None and but not in each.judgement.holders
    )


def were_judged(state: State, refs: frozenset[str]) -> tuple[views.Decided, ...]:
    """How the work of some tasks was judged, a line each."""
    return tuple(
        views.Decided(
            each.ref,
            each.title,
            VERDICTS[each.judgement.verdict].removesuffix("."),
            tuple(f"{_WORDS[word]} {number}" for word, number in each.judgement.figures.items()),
        )
        for each in state.tasks.values()
        if each.ref in refs and each.judgement is not None and each.judgement.verdict is not None
    )


def doing(state: State, now: datetime) -> tuple[views.Doing, ...]:
    """Who does what, and until when: tasks that were taken, and seats that were filled."""
    made = []
    for task in state.tasks.values():
        serving = [each for each in task.serving() if each.standing.serves]
        until = next((each.until for each in serving if each.until is not None), None)
        if serving:
            who = tuple(state.roll.shown_as(each.member) for each in serving)
            made.append(views.Doing(task.ref, task.title, who, _day(state, until), until is not None and until < now))
    return (*made, *_offices(state, now))


def _offices(state: State, now: datetime) -> tuple[views.Doing, ...]:
    held: dict[tuple[str, datetime], list[str]] = {}
    for about, holders in state.offices.items():
        for member, until in holders.items():
            if until > now:
                held.setdefault((about, until), []).append(state.roll.shown_as(member))
    titles = {f"#{number}": decision.title for number, decision in state.decisions.items()}
    return tuple(
        views.Doing(about, titles.get(about, ""), tuple(who), state.day(until)) for (about, until), who in held.items()
    )


def mandates_of(state: State, member: int) -> tuple[views.MyMandate, ...]:
    """The tasks that one member was given: where each stands, by when, and what comes next; the oldest first."""
    made = []
    for task in state.tasks.values():
        for held in task.mandates:
            if held.member == member:
                lines = tuple(say(task.ref, each) for each in _NEXT.get(held.standing, ()))
                words = _STATES[held.standing] + (" to learn" if held.apprentice and held.standing.runs else "")
                made.append(views.MyMandate(task.ref, task.title, words, _day(state, held.until), lines))
    for about, seats in state.seats.items():
        for seat in seats:
            if seat.member == member:
                words = f"elected, {_STATES[seat.standing]}"
                made.append(views.MyMandate(about, _title(state, about), words, _day(state, seat.until)))
    return tuple(made)


_NEXT: Final = {Standing.GIVEN: ("accept", "decline"), Standing.ACCEPTED: ("done", "hand back")}


def _title(state: State, about: str) -> str:
    return next((each.title for number, each in state.decisions.items() if f"#{number}" == about), "")

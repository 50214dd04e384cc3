"""What events about our posts change: periods that a post announces run from its hand-over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from listvote import events
from listvote.acts import Reference
from listvote.deliberation.decision import Decision, Status
from listvote.group.apply_life import put_off
from listvote.group.applying import Written, when
from listvote.group.state import HELD_BY_THE_LIST, Post, State
from listvote.group.times import deadline, is_weekly_day
from listvote.group.wanted import PRIVATE
from listvote.labour.mandate import Standing
from listvote.labour.task import Task


@when
def _(event: events.PostWritten, state: State, written: Written) -> None:
    state.posts[event.post] = Post(event.post, event.what, event.day, event.refs, written.at, written.seq)
    if event.what in ("digest", "listening"):
        state.digested = event.day
        state.tell_no_more()
    if event.what == "personal":
        state.personal_day = event.day
        rhythms = ("daily", "weekly") if is_weekly_day(date.fromisoformat(event.day)) else ("daily",)
        state.personal_at |= dict.fromkeys(rhythms, written.at)
    for about in event.refs:
        ref = Reference.parse(about)
        if ref is None:
            continue
        if (decision := state.decision(ref)) is not None:
            if event.what != "change" and not decision.status.runs:
                decision.result_post = decision.result_post or event.post
            elif event.what != "change":
                decision.announcement = decision.announcement or event.post
            if event.what in ("change", "digest"):
                decision.telling[event.post] = tuple(decision.untold)
                decision.untold.clear()
        elif (task := state.task(ref)) is not None:
            _told_of(task, event)
            _told_of_draw(state, event, about)


def _told_of(task: Task, event: events.PostWritten) -> None:
    """Note which post, or mail to a member, tells of what about a task."""
    if event.what == "mandate":
        asked = [each for each in task.mandates if each.standing is Standing.GIVEN and not each.post]
        for mandate in asked[-1:]:
            mandate.post = event.post
    if event.what == "called-off":
        untold = [each for each in task.mandates if each.standing is Standing.CALLED_OFF and not each.off_post]
        for mandate in untold[:1]:
            mandate.off_post = event.post
    if event.what in PRIVATE:
        return
    if event.what in ("call", "digest"):
        task.post = task.post or event.post
    judgement = task.judgement
    if judgement is not None and event.what in ("judgement", "digest"):
        judgement.post = judgement.post or event.post
    if judgement is not None and judgement.verdict is not None and event.what in ("judged", "digest"):
        judgement.result_post = judgement.result_post or event.post


def _told_of_draw(state: State, event: events.PostWritten, name: str) -> None:
    """Note which post tells of a frozen pool, or of a draw."""
    draw = state.draws.get(name)
    if draw is not None and draw.frozen is not None and draw.drawn is None and event.what in ("pool", "digest"):
        draw.post = draw.post or event.post
    if draw is not None and draw.drawn is not None and event.what in ("draw", "digest"):
        draw.result_post = draw.result_post or event.post


@when
def _(event: events.PostHandedOver, state: State, written: Written) -> None:
    post = state.posts.get(event.post)
    if post is None or post.handed_over is not None:
        return
    post.handed_over = event.when
    for decision in _announced_by(state, event.post):
        decision.announced = event.when
        _start(state, decision, event.when)
    for decision in _hearing_told_by(state, event.post):
        put_off(decision, decision.rules.hearing.after(event.when, state.zone))
    for task in state.tasks.values():
        if task.post == event.post and task.called is None:
            task.offers_until += event.when - task.opened
            task.called = event.when
        if task.judgement is not None and task.judgement.post == event.post:
            task.judgement.told = event.when
            task.judgement.closes = state.charter.labour.judge_for.after(event.when, state.zone)
        for mandate in task.mandates:
            if mandate.post == event.post:
                mandate.told = event.when
                mandate.accept_by = state.charter.labour.accept_within.after(event.when, state.zone)
    for draw in state.draws.values():
        if draw.post == event.post and draw.posted is None:
            draw.posted = event.when
            draw.salts_until = state.charter.labour.salt.after(event.when, state.zone)


@when
def _(event: events.PostSeen, state: State, written: Written) -> None:
    post = state.posts.get(event.post)
    if post is None or post.seen is not None:
        return
    post.seen = event.when
    held = event.when - (post.handed_over or event.when)
    if held > HELD_BY_THE_LIST:
        for decision in _announced_by(state, event.post):
            _put_off_by(decision, held)
        for decision in _hearing_told_by(state, event.post):
            put_off(decision, decision.hearings[-1].until + held)


def _start(state: State, decision: Decision, when: datetime) -> None:
    """Let the time of a decision run from the hand-over of its announcement."""
    if decision.status is Status.NOMINATING:
        decision.nominations_until = decision.rules.nominations.after(when, state.zone)
        decision.deadline = deadline(decision.closes, decision.nominations_until, state.zone)
        return
    decision.deadline = deadline(decision.closes, when, state.zone)
    for hearing in decision.hearings:
        hearing.before = decision.deadline
        decision.deadline = max(decision.deadline, hearing.until)


def _put_off_by(decision: Decision, held: timedelta) -> None:
    decision.deadline += held
    for hearing in decision.hearings:
        hearing.before += held
    if decision.status is Status.NOMINATING and decision.nominations_until is not None:
        decision.nominations_until += held


def _hearing_told_by(state: State, post: str) -> list[Decision]:
    return [
        each
        for each in state.decisions.values()
        if each.status is Status.HEARING and "hearing" in each.telling.get(post, ())
    ]


def _announced_by(state: State, post: str) -> list[Decision]:
    return [each for each in state.decisions.values() if each.announcement == post and each.status.runs]

"""What events about our posts change: periods that a post announces run from its hand-over."""

from __future__ import annotations

from listvote import events
from listvote.acts import Reference
from listvote.deliberation.decision import Decision, Status
from listvote.group.applying import Written, when
from listvote.group.state import HELD_BY_THE_LIST, Post, State
from listvote.group.times import deadline


@when
def _(event: events.PostWritten, state: State, written: Written) -> None:
    state.posts[event.post] = Post(event.post, event.what, event.day, event.refs, written.at, written.seq)
    if event.what in ("digest", "listening"):
        state.digested = event.day
        state.tell_no_more()
    for about in event.refs:
        ref = Reference.parse(about)
        if ref is None:
            continue
        if (decision := state.decision(ref)) is not None:
            if not decision.status.runs:
                decision.result_post = decision.result_post or event.post
            else:
                decision.announcement = decision.announcement or event.post
        elif (task := state.task(ref)) is not None:
            task.post = task.post or event.post


@when
def _(event: events.PostHandedOver, state: State, written: Written) -> None:
    post = state.posts.get(event.post)
    if post is None or post.handed_over is not None:
        return
    post.handed_over = event.when
    for decision in _announced_by(state, event.post):
        decision.announced = event.when
        decision.deadline = deadline(decision.closes, event.when, state.zone)
    for task in state.tasks.values():
        if task.post == event.post and task.called is None:
            task.offers_until += event.when - task.opened
            task.called = event.when


@when
def _(event: events.PostSeen, state: State, written: Written) -> None:
    post = state.posts.get(event.post)
    if post is None or post.seen is not None:
        return
    post.seen = event.when
    held = event.when - (post.handed_over or event.when)
    if held > HELD_BY_THE_LIST:
        for decision in _announced_by(state, event.post):
            decision.deadline += held


def _announced_by(state: State, post: str) -> list[Decision]:
    return [each for each in state.decisions.values() if each.announcement == post and each.status.runs]

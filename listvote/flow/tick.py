"""What is due in every group, one transaction a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, cast

from listvote.acts import Reference
from listvote.deliberation.decision import Decision
from listvote.events import Event, PostWritten, instant, moment
from listvote.flow import boxes, shredding
from listvote.flow.house import Change, House, View
from listvote.flow.lease import elsewhere
from listvote.flow.outgoing import Answered, each_id, post_id, send
from listvote.flow.pending import CONFIRM_WITHIN
from listvote.flow.records import records
from listvote.flow.to_each import ask_again, in_touch, private
from listvote.flow.to_openers import to_openers
from listvote.flow.to_workers import to_worker
from listvote.group import Due, State, Wanted, due
from listvote.group.secret import is_secret, running
from listvote.group.state import Post
from listvote.group.wanted import PostKind
from listvote.labour.task import Task
from listvote.lot import SECRET_BYTES
from listvote.posts.to_list import post
from listvote.posts.views import Draw
from listvote.store import inbox
from listvote.store.database import StoreError
from listvote.store.outbox import Outgoing

_STEPS_AT_MOST: Final = 1000
_TOLD_AT_MOST: Final = 1000
"""How often anything changes that is told of; posts about one matter are numbered by it."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """One step that was due: the group, what was written, and the mails that go out for it."""

    group: str
    events: tuple[Event, ...]
    mails: tuple[Outgoing, ...]


def run(house: House, mailbox: str, now: datetime, broken: Callable[[str, Exception], None]) -> list[Ticked]:
    """Do everything that is due at `now` (aware), group by group, until nothing is.

    A deadline is past by the complete polls of the mailbox that the group's mail comes to, `mailbox` where none came
    yet. Groups whose mailbox another process serves are left to that one. `broken` is told of a group whose step fails:
    the others go on, and it is tried again next time. Raises StoreError.
    """
    done: list[Ticked] = []
    with house.look() as look:  # most groups have nothing due: they need no transaction that writes
        others = elsewhere(look, mailbox, now)
        groups = {name: group for name, group in look.groups().items() if group not in others}
        waiting = {group for group in groups.values() if _has_work(look, group, mailbox, now)}
    for name, group in groups.items():
        try:
            for _ in range(_STEPS_AT_MOST if group in waiting else 0):
                ticked = house.trying(partial(_step, group=group, mailbox=mailbox, now=now))
                if ticked is None:
                    break
                done.append(ticked)
            shredding.shred(house, group)
            if house.swept.get(group) != now.date().isoformat():
                house.trying(partial(_forget_raw, group=group, now=now))
        except StoreError:
            raise
        except Exception as error:  # whatever is wrong with one group, the others are served
            broken(name, error)
    return done


def _forget_raw(change: Change, group: int, now: datetime) -> None:
    """Erase raw mails that are older than the charter keeps them, once a day.

    What waits for its author goes once nobody can confirm it any more where a secret ballot may stand in it.
    """
    state = change.state(group)
    before = state.charter.trust.keep_raw.before(now, state.zone)
    inbox.erase_raw(change.connection, group, instant(before))
    unconfirmed = now - CONFIRM_WITHIN - timedelta(days=1)
    over = [
        f"#{each.ref.number}" for each in state.decisions.values() if is_secret(each) and _was_over(each, unconfirmed)
    ]
    if over:
        inbox.erase_unconfirmed(change.connection, group, instant(unconfirmed), over)
    change.house.swept[group] = now.date().isoformat()


def _was_over(decision: Decision, at: datetime) -> bool:
    return decision.ended is not None and decision.ended < at


def _has_work(look: View, group: int, mailbox: str, now: datetime) -> bool:
    try:
        return bool(_due(look, group, mailbox, now, bytes(SECRET_BYTES)))
    except StoreError:
        raise
    except Exception:  # the step itself will fail and be told of
        return True


def _due(view: View, group: int, mailbox: str, now: datetime, secret: bytes) -> Due:
    state = view.state(group)
    cursor = inbox.cursor(view.connection, view.mailbox(group) or mailbox)
    polled_through = moment(cursor.polled_through) if cursor and cursor.polled_through else None
    if polled_through is not None:
        polled_through = min(polled_through, now)  # one from the future is from a clock that was wrong
    posters = {}
    yesterday = (state.day(now) - timedelta(days=1)).isoformat()
    if state.seen_through < yesterday:
        posters = inbox.posters(view.connection, group, state.seen_through)
    return due(state, now, polled_through, posters, secret, boxes.opened(view, group, state))


def _step(change: Change, group: int, mailbox: str, now: datetime) -> Ticked | None:
    """Do the next thing that is due in a group.

    1. Ask the group what is due, given the last complete poll and who was seen posting.
    2. Write its events.
    3. Write its post, and that it was written; and to whoever opened a task that was drawn.
    """
    state = change.state(group)
    if running(state):
        change.hold(group)
    step = _due(change, group, mailbox, now, change.house.random(SECRET_BYTES))
    if not step:
        return None
    events = list(step.events)
    told = boxes.with_turnout(change, group, state)
    mails = _post(change, group, told, step.post, step.events, now) if step.post else ()
    if step.post:
        id_ = post_id(change.house, state, step.post)
        events.append(PostWritten(post=id_, what=step.post.what, day=step.post.day, refs=step.post.refs))
    openers = to_openers(change, group, state, step.events, now)
    change.write(group, events, now)
    return Ticked(state.name, tuple(events), (*mails, *openers))


def write_again(change: Change, group: int, state: State, post: Post) -> None:
    """Write a post that waits once more, as of the moment in which it was written.

    Args:
        change: the transaction, in which the post is no longer in the outbox.
        group: the number of the group.
        state: the group as it was before the post was written.
        post: which one.
    """
    for number in range(_TOLD_AT_MOST):
        wanted = Wanted(cast(PostKind, post.what), post.refs, post.day, number)
        if post_id(change.house, state, wanted) == post.message_id:
            _post(change, group, state, wanted, (), post.written)
            return


def _post(
    change: Change, group: int, state: State, wanted: Wanted, events: Sequence[Event], now: datetime
) -> tuple[Outgoing, ...]:
    house = change.house
    id_ = post_id(house, state, wanted)
    if wanted.what == "listening":
        view = post(state, wanted, house.service, now)
        return tuple(
            send(change, group, view, id_=each_id(id_, number), what="listening", recipient=address, now=now)
            for number in sorted(state.moderators)
            for address in list(state.roll.members[number].addresses)[:1]
        )
    if wanted.what in ("mandate", "duty", "called-off"):
        return to_worker(change, group, state, wanted, events, id_, now)
    if wanted.what in ("personal", "reminder"):
        return private(change, group, state, wanted, id_, now)
    matter = _matter(state, wanted)
    answered, subject = _thread(state, matter, now) if matter else (Answered(), "")
    view = post(state, wanted, house.service, now, subject)
    several = wanted.what in ("digest", "call") and len(wanted.refs) != 1
    about = "" if several or wanted.what == "digest" else wanted.refs[0]
    if wanted.what in ("pool", "draw") and isinstance(matter, Task):
        about = matter.ref
    files = records(state, wanted)
    if isinstance(view, Draw) and files:
        view = replace(view, record=files[0].filename)
    told = send(
        change,
        group,
        view,
        id_=id_,
        what=wanted.what,
        recipient=state.charter.group.post,
        now=now,
        about=about,
        to_list=True,
        answered=answered,
        enclosures=files,
    )
    return (
        told,
        *in_touch(change, group, state, view, matter, id_, now),
        *ask_again(change, group, state, wanted, now),
    )


def _matter(state: State, wanted: Wanted) -> Decision | Task | None:
    ref = Reference.parse(wanted.refs[0]) if wanted.refs and wanted.what != "digest" else None
    return (state.decision(ref) or state.task(ref)) if ref else None


def _thread(state: State, matter: Decision | Task, now: datetime) -> tuple[Answered, str]:
    """The thread that a post continues, and its subject; a topic of its own where the list locks old threads."""
    longest = state.charter.posting.topic_days
    if not matter.message_id or (longest is not None and longest.after(matter.opened, state.zone) <= now):
        return Answered(), ""
    title = _title(state, matter)
    return Answered(matter.message_id), f"[{matter.tag}] {title}" if matter.tag else title


def _title(state: State, matter: Decision | Task) -> str:
    """The title of the thread that a matter stands in: a task of a plan stands in that of its plan."""
    ref = Reference.parse(matter.plan) if isinstance(matter, Task) and matter.plan else None
    plan = state.decisions.get(ref.number) if ref else None
    return plan.title if plan else matter.title

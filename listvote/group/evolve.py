"""How each kind of event changes the state of its group. Nothing is refused here: what is in the ledger happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import singledispatch
from typing import Any, Final

from listvote import events
from listvote.acts import Option, Reference
from listvote.charter import Kind, from_facts
from listvote.deliberation.decision import Cast, Decision, Status
from listvote.group.state import HELD_BY_THE_LIST, Post, State
from listvote.group.times import deadline
from listvote.labour.task import Offer, Task
from listvote.ledger.chain import BODIES, Entry, LedgerError, code

_NEWS: Final = frozenset(
    {
        "decision opened",
        "ballot",
        "late ballot",
        "extended",
        "closed",
        "task opened",
        "offered",
        "offer withdrawn",
        "member joined",
        "member changed",
        "member left",
        "charter changed",
    }
)


@dataclass(frozen=True, slots=True)
class Written:
    """When and where an event was written: its time (aware, UTC), its number, its receipt code."""

    at: datetime
    seq: int
    code: str


def fold(entries: Iterable[Entry], state: State | None = None) -> State:
    """The state after these entries: from the beginning, or from the state before them, which is changed.

    Raises LedgerError where the first entry of all is not the adding of a group, or where an entry cannot be read.
    """
    for entry in entries:
        try:
            event = read(entry)
            if state is None:
                if not isinstance(event, events.GroupAdded):
                    raise LedgerError("a ledger begins with the adding of its group")
                state = _begun(event)
            evolve(state, event, entry)
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerError(f"entry {entry.seq} ({entry.kind}): {error}") from error
    if state is None:
        raise LedgerError("the ledger is empty")
    return state


def read(entry: Entry) -> events.Event:
    """The event of an entry. Raises EventError for one whose facts were withheld or make no sense."""
    bodies = {name: body.value() if (body := getattr(entry, name)) is not None else None for name in BODIES}
    return events.read(entry.kind, entry.about, bodies)


def evolve(state: State, event: events.Event, entry: Entry) -> None:
    """Change the state by one event and the entry that holds it."""
    written = Written(events.moment(entry.at), entry.seq, code(entry))
    _apply(event, state, written)
    state.seq, state.written, state.head = entry.seq, written.at, entry.hash
    if event.kind in _NEWS:
        state.news.append((entry.seq, event.kind, event.about))
    if isinstance(event, events.MemberJoined | events.MemberChanged | events.MemberLeft):
        state.roll_news.append((event.kind, event.member))


def _begun(event: events.GroupAdded) -> State:
    state = State(from_facts(event.charter), event.name, event.since, event.live)
    state.live_since = event.since if event.live else None
    return state


def _active(state: State, event: events.Mailed) -> None:
    state.roll.seen(event.actor, event.received)


def _cast(event: events.BallotCast | events.LateBallot, written: Written, settled_by: int = 0) -> Cast:
    ballot = None if event.ballot is None or event.ballot.get("withdrawn") else event.ballot
    return Cast(
        event.actor,
        event.received,
        event.key,
        ballot,
        event.has_reason,
        settled_by,
        event.line,
        event.reason,
        written.code,
    )


def _decision(state: State, about: str) -> Decision:
    ref = Reference.parse(about)
    if ref is None or ref.number not in state.decisions:
        raise KeyError(f"no decision {about}")
    return state.decisions[ref.number]


def _task(state: State, about: str) -> Task:
    ref = Reference.parse(about)
    if ref is None or ref.number not in state.tasks:
        raise KeyError(f"no task {about}")
    return state.tasks[ref.number]


@singledispatch
def _apply(event: events.Event, state: State, written: Written) -> None:
    raise LedgerError(f"nothing is known of what {event.kind!r} changes")


_when: Final[Callable[..., Any]] = _apply.register


@_when
def _(event: events.GroupAdded, state: State, written: Written) -> None:
    state.charter_text = event.charter_text
    state.moderators = frozenset(state.charter.moderator_numbers)


@_when
def _(event: events.CharterChanged, state: State, written: Written) -> None:
    state.charter, state.charter_text = from_facts(event.charter), event.charter_text
    state.moderators = frozenset(state.charter.moderator_numbers)


@_when
def _(event: events.MemberJoined, state: State, written: Written) -> None:
    state.roll.enter(event.member, event.votes_from, event.alias, event.name, event.addresses, written.at)


@_when
def _(event: events.MemberChanged, state: State, written: Written) -> None:
    state.roll.change(event.member, event.alias, event.name, event.addresses, event.acts_from)


@_when
def _(event: events.MemberLeft, state: State, written: Written) -> None:
    state.roll.leave(event.member, written.at)


@_when
def _(event: events.WentLive, state: State, written: Written) -> None:
    state.live, state.live_since = True, written.at
    state.decisions.clear()
    state.tasks.clear()
    state.news.clear()
    state.roll_news.clear()


@_when
def _(event: events.Paused, state: State, written: Written) -> None:
    state.paused = True


@_when
def _(event: events.Resumed, state: State, written: Written) -> None:
    state.paused = False


@_when
def _(event: events.SeenPosting, state: State, written: Written) -> None:
    end_of_day = datetime.combine(date.fromisoformat(event.day), time.max, state.zone)
    for member in event.members:
        state.roll.seen(member, end_of_day)
    state.seen_through = event.day


@_when
def _(event: events.Opened, state: State, written: Written) -> None:
    ref = Reference.parse(event.about)
    if ref is None:
        raise KeyError(f"{event.about!r} is no number of a decision")
    letters = event.options
    texts = event.option_texts or ("",) * len(letters)
    roll = state.roll.eligible(event.received)
    state.decisions[ref.number] = Decision(
        ref=ref,
        title=event.title,
        text=event.text,
        tag=event.tag,
        opener=event.actor,
        kind_name=event.kind_name,
        rules=Kind.from_facts(event.rules),
        opened=event.received,
        closes=event.closes,
        deadline=event.deadline,
        roll=roll,
        active=active_members(state, roll, event.received),
        options=tuple(Option(letter, text) for letter, text in zip(letters, texts, strict=True)),
        text_sha256=event.text_sha256,
        message_id=event.message_id,
    )
    state.last_decision = max(state.last_decision, ref.number)
    _active(state, event)


def active_members(state: State, roll: frozenset[int], at: datetime) -> frozenset[int]:
    """The active members among a roll at an instant, by the charter's span."""
    since = state.charter.members.active_within.before(at, state.zone)
    return state.roll.active(roll, since, state.known_since())


@_when
def _(event: events.BallotCast, state: State, written: Written) -> None:
    decision = _decision(state, event.about)
    decision.cast(_cast(event, written, event.settled_by))
    decision.asked.pop(event.actor, None)
    _active(state, event)


@_when
def _(event: events.LateBallot, state: State, written: Written) -> None:
    _decision(state, event.about).late.append(_cast(event, written))
    _active(state, event)


@_when
def _(event: events.Asked, state: State, written: Written) -> None:
    ref = Reference.parse(event.about)
    if ref is not None and (decision := state.decision(ref)) is not None:
        decision.asked[event.actor] = event.key
    _active(state, event)


@_when
def _(event: events.Copied, state: State, written: Written) -> None:
    known = state.received.get(event.key)
    if known is None or event.received < known:
        state.received[event.key] = event.received


@_when
def _(event: events.TaskOpened, state: State, written: Written) -> None:
    ref = Reference.parse(event.about)
    if ref is None:
        raise KeyError(f"{event.about!r} is no number of a task")
    state.tasks[ref.number] = Task(
        ref=event.about,
        title=event.title,
        text=event.text,
        tag=event.tag,
        opener=event.actor,
        opened=event.received,
        people=event.people,
        offers_until=event.offers_until,
        hours=event.hours,
        by=event.by or "",
        able=event.able,
        apprentices=event.apprentices,
        work_class=event.work_class,
        message_id=event.message_id,
    )
    state.last_task = max(state.last_task, ref.number)
    _active(state, event)


@_when
def _(event: events.Offered, state: State, written: Written) -> None:
    offer = Offer(event.actor, event.received, event.key, event.able, event.hours or "", event.until or "", event.line)
    _task(state, event.about).offers.setdefault(event.actor, []).append(offer)
    _active(state, event)


@_when
def _(event: events.OfferWithdrawn, state: State, written: Written) -> None:
    _task(state, event.about).offers.setdefault(event.actor, []).append(None)
    _active(state, event)


@_when
def _(event: events.PostWritten, state: State, written: Written) -> None:
    state.posts[event.post] = Post(event.post, event.what, event.day, event.refs, written.at, written.seq)
    if event.what == "digest":
        state.digested = event.day
        state.news.clear()
        state.roll_news.clear()
    for about in event.refs:
        ref = Reference.parse(about)
        if ref is None:
            continue
        if (decision := state.decision(ref)) is not None:
            if decision.status is not Status.OPEN:
                decision.result_post = decision.result_post or event.post
            else:
                decision.announcement = decision.announcement or event.post
        elif (task := state.task(ref)) is not None:
            task.post = task.post or event.post


@_when
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


@_when
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
    return [each for each in state.decisions.values() if each.announcement == post and each.status is Status.OPEN]


@_when
def _(event: events.Extended, state: State, written: Written) -> None:
    decision = _decision(state, event.about)
    decision.deadline, decision.extended = event.until, True


@_when
def _(event: events.Closed, state: State, written: Written) -> None:
    decision = _decision(state, event.about)
    decision.status = Status(event.outcome)
    decision.ended, decision.figures, decision.why = written.at, event.figures, event.why

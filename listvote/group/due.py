"""What the passing of time leads to: closes, posts and digests that are due.

`due` is asked again and again, each answer is written before the next question, and an empty answer ends it: so a
tick that was missed or doubled does no harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from listvote import events
from listvote.charter.span import instant_of
from listvote.deliberation.decision import Decision
from listvote.deliberation.secrecy import Box
from listvote.group.calling_off import calling_off
from listvote.group.draws import draws_on, in_vain
from listvote.group.going_on import goes_on, lost
from listvote.group.mandates import mandate_due, work_goes_on
from listvote.group.secret import with_boxes
from listvote.group.state import State
from listvote.group.times import is_weekly_day
from listvote.group.wanted import PRIVATE, Due, Wanted


def due(
    state: State,
    now: datetime,
    polled_through: datetime | None,
    posters: Mapping[str, tuple[int, ...]],
    secret: bytes = b"",
    boxes: Mapping[int, Box | None] = {},
) -> Due:
    """Say the next thing that is due, nothing where nothing is.

    1. Let decisions go on: hearings, versions, closes, whatever their deadlines before a complete poll ask for.
    2. Call off the work of plans that were overturned. Let draws go on: commitments, frozen pools, salts, the draws
       themselves; and the work that was drawn: places that nobody took, judgements, terms that are over.
    3. Post a result, an announcement, a call for offers, a pool, a draw, as far as the day's budget goes.
    4. Note who was seen posting on days that are over.
    5. Ask members whose turn it is, and remind those whose date is near.
    6. Write the digest of the day, once its hour is past and the mail before it has been read, if anything happened
       before that hour.

    Args:
        state: the group.
        now: aware.
        polled_through: when the last complete poll of the mailbox began; everything received before it is dealt with.
        posters: the members whose mails came through the list, by calendar day of the group.
        secret: 32 random bytes for the lot of a decision that a petition opens again, or of a draw of work.
        boxes: the open ballot boxes of secret decisions by number, None for one whose key is lost: it is cancelled.
            A secret decision whose box is not handed in stays as it is.
    """
    if polled_through is None:
        return Due()
    state = with_boxes(state, boxes)
    for number, decision in state.decisions.items():
        box = boxes.get(number)
        if box is None and decision.secret_box and decision.status.runs:
            if number in boxes:
                return Due((lost(decision, polled_through),))
            continue
        going_on = goes_on(state, decision, now, polled_through, secret, box)
        if going_on:
            return Due(going_on)
    if off := calling_off(state):
        return Due(off)
    if drawing_on := draws_on(state, now, polled_through, secret):
        return Due(drawing_on)
    if state.live and (worked := work_goes_on(state, now, polled_through)):
        return Due(worked)
    seen = _seen(state, now, polled_through, posters)
    if seen is not None:
        return Due((seen,))
    if state.paused:
        return Due()
    today = state.day(now)
    if state.live:
        wanted = _single(state, today)
        if wanted is not None:
            return Due(post=wanted)
    if state.live and (asked := mandate_due(state, now)):
        return asked
    if state.live and (reminded := _reminder(state, today)):
        return reminded
    return Due(post=_digest(state, now, today, polled_through) or _personal(state, now, today, polled_through))


def _seen(
    state: State, now: datetime, polled_through: datetime, posters: Mapping[str, tuple[int, ...]]
) -> events.SeenPosting | None:
    read_through = state.day(min(now, polled_through)).isoformat()
    for day in sorted(posters):
        if state.seen_through < day < read_through and posters[day]:
            return events.SeenPosting(day=day, members=posters[day])
    return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What no post has told of yet: the references of results, openings, calls for offers, pools and draws by name.

    Of the tasks that share a draw one call tells of all: `calls` has a tuple of references for each. `judged` are the
    tasks whose judgement none has told of, `to_judge` those whose judgement none has called for.
    """

    results: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    to_judge: tuple[str, ...] = ()
    calls: tuple[tuple[str, ...], ...] = ()
    pools: tuple[str, ...] = ()
    draws: tuple[str, ...] = ()

    @property
    def refs(self) -> tuple[str, ...]:
        """All of them, but changes of decisions."""
        calls = (ref for each in self.calls for ref in each)
        asked = (*self.judged, *self.to_judge, *calls, *self.pools, *self.draws)
        return tuple(dict.fromkeys((*self.results, *self.openings, *asked)))


def waiting(state: State) -> Waiting:
    """The matters that no post has told of yet."""
    calls: dict[str, list[str]] = {}
    for task in state.tasks.values():
        if not task.post and task.over is None:
            calls.setdefault(task.draw, []).append(task.ref)
    draws = [each for each in state.draws.values() if each.pool and not in_vain(state, each)]
    judged = [(each.ref, each.judgement) for each in state.tasks.values() if each.judgement is not None]
    return Waiting(
        tuple(str(each.ref) for each in state.decisions.values() if not each.status.runs and not each.result_post),
        tuple(str(each.ref) for each in state.open_decisions() if not each.announcement),
        tuple(ref for ref, judgement in judged if judgement.verdict and not judgement.result_post),
        tuple(ref for ref, judgement in judged if not judgement.post),
        tuple(tuple(each) for each in calls.values()),
        tuple(each.name for each in draws if not each.post and each.drawn is None),
        tuple(each.name for each in draws if each.drawn is not None and not each.result_post),
    )


def changed(state: State) -> list[Decision]:
    """The decisions that changed in a way that no post has told of yet."""
    return [each for each in state.decisions.values() if each.untold]


def _single(state: State, today: date) -> Wanted | None:
    """A post about one matter, where the budget has room; one post a day is kept for the digest."""
    day = today.isoformat()
    written = sum(post.day == day and post.what not in PRIVATE for post in state.posts.values())
    kept = 0 if state.digested == day else 1
    if written + kept >= state.charter.posting.per_day:
        return None
    left = waiting(state)
    if left.results:
        return Wanted("result", (left.results[0],), day)
    if left.judged:
        return Wanted("judged", (left.judged[0],), day)
    if state.charter.posting.announce == "digest":
        return None
    if left.openings:
        opened = next(each for each in state.open_decisions() if not each.announcement)
        return Wanted("announcement", (left.openings[0],), day, opened.rounds)
    if changes := changed(state):
        return Wanted("change", (str(changes[0].ref),), day, changes[0].changes)
    if left.to_judge:
        return Wanted("judgement", (left.to_judge[0],), day)
    if left.calls:
        task = state.task_of(left.calls[0][0])
        return Wanted("call", left.calls[0], day, task.calls - 1)
    if left.draws:
        return Wanted("draw", (left.draws[0],), day)
    return Wanted("pool", (left.pools[0],), day) if left.pools else None


def _reminder(state: State, today: date) -> Due:
    """Those who have not answered are reminded once of a decision that runs on for want of them."""
    for decision in state.open_decisions():
        if decision.extended and not decision.reminded:
            silent = len(decision.roll - decision.ballots.keys())
            ref = str(decision.ref)
            event = events.Reminded(about=f"#{decision.ref.number}", members=silent)
            return Due((event,), Wanted("reminder", (ref,), today.isoformat()) if silent else None)
    return Due()


def _personal(state: State, now: datetime, today: date, polled_through: datetime) -> Wanted | None:
    """The members' own digests of a day, after the hour of the list's."""
    at = digest_instant(state, today)
    wanted = state.live and bool(digest_readers(state, today))
    if not wanted or state.personal_day >= today.isoformat() or now < at or polled_through < at:
        return None
    return Wanted("personal", (), today.isoformat())


def digest_readers(state: State, today: date) -> list[int]:
    """The members who get a digest of their own on this day: daily, or weekly on Mondays, as they asked for it.

    Where the charter puts receipts there, also those who answered since the last ones and asked for nothing.
    """
    there = {each.number for each in state.roll.present()}
    due_today = ("daily", "weekly") if is_weekly_day(today) else ("daily",)
    readers = {number for number, wish in state.wishes.items() if wish.digest in due_today}
    if state.charter.posting.receipts == "digest":
        since = state.personal_at.get("daily", digest_instant(state, today - timedelta(days=1)))
        readers |= {
            actor
            for decision in state.decisions.values()
            for actor, casts in decision.ballots.items()
            if any(cast.received > since for cast in casts) and not _declines(state, actor)
        }
    return sorted(readers & there)


def _declines(state: State, member: int) -> bool:
    wish = state.wishes.get(member)
    return wish is not None and (wish.none_at_all or bool(wish.digest) or wish.receipts == "off")


def digest_instant(state: State, day: date) -> datetime:
    """When the digest of a calendar day is due: the charter's hour in the group's zone, as a UTC instant."""
    return instant_of(datetime.combine(day, state.charter.posting.digest_at), state.zone)


def _digest(state: State, now: datetime, today: date, polled_through: datetime) -> Wanted | None:
    day = today.isoformat()
    at = digest_instant(state, today)
    if state.digested >= day or now < at or polled_through < at:
        return None
    left = waiting(state)
    changes = [str(each.ref) for each in changed(state)]
    if not (state.news or left.refs or changes):
        return None
    if state.news_since is not None and state.news_since > at:
        return None  # nothing had happened by the hour: what came since is for the next day's
    refs = dict.fromkeys((*left.results, *left.openings, *changes, *left.refs))
    return Wanted("digest" if state.live else "listening", tuple(refs), day)

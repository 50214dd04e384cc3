"""What the passing of time leads to: closes, posts and digests that are due.

`due` is asked again and again, each answer is written before the next question, and an empty answer ends it: so a
tick that was missed or doubled does no harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from listvote import events
from listvote.charter.span import instant_of
from listvote.deliberation.decision import Decision, Happening, Status, step
from listvote.deliberation.outcome import judged
from listvote.group.state import State

PostKind = Literal["announcement", "call", "result", "digest", "listening"]
_OUTAGE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mail that is due: its kind, the matters in it (`#12`, `T7`), the group's calendar day.

    All kinds are posts to the list but `listening`, which tells moderators what would have been counted.
    """

    what: PostKind
    refs: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Due:
    """One step: events to write, and at most one post with them."""

    events: tuple[events.Event, ...] = ()
    post: Wanted | None = None

    def __bool__(self) -> bool:
        return bool(self.events or self.post)


def due(
    state: State,
    now: datetime,
    polled_through: datetime | None,
    posters: Mapping[str, tuple[int, ...]],
) -> Due:
    """Say the next thing that is due, nothing where nothing is.

    1. Close or extend decisions whose deadline lies before a complete poll: an outage delays a close.
    2. Post a result, an announcement, a call for offers, as far as the day's budget goes.
    3. Note who was seen posting on days that are over.
    4. Write the digest of the day, once its hour is past and the mail before it has been read, if anything happened
       before that hour.

    Args:
        state: the group.
        now: aware.
        polled_through: when the last complete poll of the mailbox began; everything received before it is dealt with.
        posters: the members whose mails came through the list, by calendar day of the group.
    """
    if polled_through is None:
        return Due()
    for decision in state.open_decisions():
        if _is_over(state, decision, polled_through):
            return Due((_ended(state, decision, now, polled_through),))
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
    return Due(post=_digest(state, now, today, polled_through))


def _is_over(state: State, decision: Decision, polled_through: datetime) -> bool:
    announced = decision.announced is not None or not state.live
    return announced and polled_through > decision.deadline


def _ended(state: State, decision: Decision, now: datetime, polled_through: datetime) -> events.Event:
    outcome = judged(decision, state.received)
    extension = decision.rules.extension
    may_extend = step(decision.status, Happening.EXTENSION) is not None and not decision.extended
    if outcome.status is Status.INQUORATE and extension is not None and may_extend:
        # After an outage nobody could have known: then the extension runs from now.
        start = decision.deadline if now - decision.deadline < _OUTAGE else now
        return events.Extended(
            about=str(decision.ref),
            until=extension.after(start, state.zone),
            polled_through=polled_through,
        )
    return events.Closed(
        about=str(decision.ref),
        version=decision.ref.version,
        outcome=outcome.status.value,
        figures=dict(outcome.figures),
        participants=outcome.participants,
        members=outcome.members,
        deadline=decision.deadline,
        polled_through=polled_through,
    )


def _seen(
    state: State, now: datetime, polled_through: datetime, posters: Mapping[str, tuple[int, ...]]
) -> events.SeenPosting | None:
    read_through = state.day(min(now, polled_through)).isoformat()
    for day in sorted(posters):
        if state.seen_through < day < read_through and posters[day]:
            return events.SeenPosting(day=day, members=posters[day])
    return None


def waiting(state: State) -> tuple[list[str], list[str], list[str]]:
    """The matters that no post has told of yet: results, announcements, calls for offers."""
    results = [
        str(each.ref) for each in state.decisions.values() if not each.status.runs and not each.result_post
    ]
    openings = [str(each.ref) for each in state.open_decisions() if not each.announcement]
    calls = [task.ref for task in state.tasks.values() if not task.post]
    return results, openings, calls


def _single(state: State, today: date) -> Wanted | None:
    """A post about one matter, where the budget has room; one post a day is kept for the digest."""
    day = today.isoformat()
    written = sum(post.day == day for post in state.posts.values())
    kept = 0 if state.digested == day else 1
    if written + kept >= state.charter.posting.per_day:
        return None
    results, openings, calls = waiting(state)
    if results:
        return Wanted("result", (results[0],), day)
    if state.charter.posting.announce == "digest":
        return None
    if openings:
        return Wanted("announcement", (openings[0],), day)
    return Wanted("call", (calls[0],), day) if calls else None


def digest_instant(state: State, day: date) -> datetime:
    """When the digest of a calendar day is due: the charter's hour in the group's zone, as a UTC instant."""
    return instant_of(datetime.combine(day, state.charter.posting.digest_at), state.zone)


def _digest(state: State, now: datetime, today: date, polled_through: datetime) -> Wanted | None:
    day = today.isoformat()
    at = digest_instant(state, today)
    if state.digested >= day or now < at or polled_through < at:
        return None
    results, openings, calls = waiting(state)
    if not (state.news or results or openings or calls):
        return None
    if state.news_since is not None and state.news_since > at:
        return None  # nothing had happened by the hour: what came since is for the next day's
    return Wanted("digest" if state.live else "listening", (*results, *openings, *calls), day)

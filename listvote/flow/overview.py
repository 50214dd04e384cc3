"""How everything stands, for people who run the service and for programs that watch it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from listvote.deliberation.decision import Decision
from listvote.deliberation.outcome import judged
from listvote.events import instant
from listvote.flow import leaving
from listvote.flow.boxes import with_turnout
from listvote.flow.house import House
from listvote.group import State
from listvote.labour.hours import Hours, hours_by
from listvote.posts.hours import month_of
from listvote.store import ballot_box, inbox, outbox, parked
from listvote.store.parked import Parked

_RECENT = 10


def overview(house: House, now: datetime) -> dict[str, Any]:
    """The whole status as plain data; instants are RFC 3339 in UTC.

    `polled_through` is the oldest among the mailboxes, null while one was never read completely. Decisions are the
    open ones and the last ten that closed.
    """
    with house.look() as look:
        states = [with_turnout(look, group, look.state(group)) for group in look.groups().values()]
        to_leave = ballot_box.left(look.connection)
        cursors = inbox.cursors(look.connection)
        counts = outbox.counts(look.connection)
        failures = outbox.failures(look.connection)
        held = parked.listed(look.connection, "retry", "parked")
        unread = [_unread(house, look.states(), each) for each in held if not each.whole]
    polled = [cursor.polled_through for cursor in cursors.values()]
    complete = [each for each in polled if each is not None]
    return {
        "polled_through": min(complete) if complete and len(complete) == len(polled) else None,
        "mailboxes": {name: cursor.polled_through for name, cursor in cursors.items()},
        "outbox": {"waiting": counts.get("waiting", 0), "failed": counts.get("failed", 0)},
        "failures": [{"recipient": to, "what": what, "error": error} for to, what, error in failures],
        "parked": len(held),
        "perhaps_ballots": [each for each in unread if each["refs"]],
        "to_expunge": to_leave,
        "broken_templates": dict(house.templates.broken),
        "groups": [_group(state, now) for state in states],
    }


def _unread(house: House, states: Mapping[int, State], mail: Parked) -> dict[str, Any]:
    """A mail that the mailbox did not give as a whole, with the secret decisions in which it may be a ballot."""
    found = leaving.may_be_ballot(house, states, mail)
    return {
        "parked": mail.id,
        "mailbox": mail.mailbox,
        "uid": mail.uid,
        "why": mail.why,
        "refs": [f"{states[group].name}{decision.ref}" for group, decision in found],
    }


def _group(state: State, now: datetime) -> dict[str, Any]:
    ended = [each for each in state.decisions.values() if not each.status.runs]
    shown = [*state.open_decisions(), *ended[-_RECENT:]]
    return {
        "name": state.name,
        "time_zone": state.charter.group.time_zone,
        "live": state.live,
        "paused": state.paused,
        "tripped": state.tripped,
        "tripped_why": state.tripped_why,
        "ledger": {"events": state.seq, "head": state.head.hex()},
        "alike": [{"members": list(each.members), "what": each.what} for each in state.roll.look_alike()],
        "unseen_posts": [
            {"what": post.what, "refs": list(post.refs), "handed_over": instant(post.handed_over)}
            for post in state.unseen(now)
            if post.handed_over is not None
        ],
        "decisions": [_decision(state, each) for each in shown],
        "tasks": [
            {
                "ref": task.ref,
                "title": task.title,
                "status": task.status(now).value,
                "people": task.people,
                "offers": len(task.willing()),
                "holders": [each.member for each in task.serving()],
                "judged": task.judgement.verdict.value if task.judgement and task.judgement.verdict else None,
                "hours": _hours(hours_by([task], lambda each: each.ref)[task.ref]),
            }
            for task in state.tasks.values()
        ],
        "hours": {month: _hours(each) for month, each in hours_by(state.tasks.values(), month_of(state)).items()},
    }


def _hours(hours: Hours) -> dict[str, int | None]:
    """Sums of hours; of those done nothing where too few told theirs."""
    return {"wanted": hours.wanted, "promised": hours.promised, "done": hours.done}


def _decision(state: State, decision: Decision) -> dict[str, Any]:
    outcome = judged(decision, state.received)
    return {
        "ref": str(decision.ref),
        "title": decision.title,
        "kind": decision.kind_name,
        "status": decision.status.value,
        "closes": instant(decision.deadline),
        "participants": outcome.participants,
        "members": outcome.members,
        "quorum": {
            "words": decision.rules.quorum.words,
            "needed": outcome.quorum_needed,
            "reached": outcome.quorum_reached,
        },
        "tally": None
        if decision.sealed
        else {position: number for position, number in outcome.figures.items() if number},
    }

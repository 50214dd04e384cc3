"""What events about the group and its roll change."""

from __future__ import annotations

from datetime import date, datetime, time

from listvote import events
from listvote.charter import from_facts
from listvote.group.applying import Written, when
from listvote.group.state import State
from listvote.labour.mandate import Happening


@when
def _(event: events.GroupAdded, state: State, written: Written) -> None:
    state.charter_text = event.charter_text


@when
def _(event: events.CharterChanged, state: State, written: Written) -> None:
    before = frozenset(state.charter.moderator_numbers)
    state.charter, state.charter_text = from_facts(event.charter), event.charter_text
    if event.about:  # whoever was recalled gets the powers back only where the group itself names them anew
        state.recalled -= frozenset(state.charter.moderator_numbers) - before
    state.charter_version += 1
    state.charter_since = written.at
    state.charter_by = event.about or (state.roll.shown_as(event.by) if event.by else "the operator")


@when
def _(event: events.MemberJoined, state: State, written: Written) -> None:
    state.roll.enter(event.member, event.votes_from, event.alias, event.name, event.addresses, written.at)


@when
def _(event: events.MemberChanged, state: State, written: Written) -> None:
    state.roll.change(event.member, event.alias, event.name, event.addresses, event.acts_from)


@when
def _(event: events.MemberLeft, state: State, written: Written) -> None:
    state.roll.leave(event.member, written.at)
    held = [each for task in state.tasks.values() for each in task.mandates]
    for mandate in (*held, *(each for seats in state.seats.values() for each in seats)):
        if mandate.member == event.member:
            mandate.happens(Happening.LEAVING, written.at)


@when
def _(event: events.MemberAway, state: State, written: Written) -> None:
    member = state.roll.members[event.member]
    member.away, member.away_until = event.received, event.until


@when
def _(event: events.MemberBack, state: State, written: Written) -> None:
    member = state.roll.members[event.member]
    member.away = member.away_until = None


@when
def _(event: events.JoinAsked, state: State, written: Written) -> None:
    state.joining[event.matter] = (event.address, event.name)


@when
def _(event: events.MemberErased, state: State, written: Written) -> None:
    state.roll.erase(event.member)
    for decision in state.decisions.values():
        decision.forget(event.member)
    for task in state.tasks.values():
        task.forget(event.member)
    state.standing_offers.pop(event.member, None)


@when
def _(event: events.WentLive, state: State, written: Written) -> None:
    state.live, state.live_since = True, written.at
    state.decisions.clear()
    state.tasks.clear()
    state.draws.clear()
    state.doubtful.clear()
    state.tell_no_more()


@when
def _(event: events.Paused, state: State, written: Written) -> None:
    state.paused, state.tripped = True, bool(event.tripped)
    state.tripped_why = event.why if event.tripped else ""


@when
def _(event: events.Resumed, state: State, written: Written) -> None:
    state.paused = state.tripped = False
    state.tripped_why = ""
    state.resumed = written.at


@when
def _(event: events.SeenPosting, state: State, written: Written) -> None:
    end_of_day = datetime.combine(date.fromisoformat(event.day), time.max, state.zone)
    for member in event.members:
        state.roll.seen(member, end_of_day)
    state.seen_through = event.day

"""How each kind of event changes the state of its group. Nothing is refused here: what is in the ledger happened."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from listvote import events
from listvote.charter import from_facts
from listvote.group import apply_decisions, apply_groups, apply_life, apply_mandates, apply_posts, apply_work
from listvote.group.applying import Written, applied
from listvote.group.state import State
from listvote.ledger.chain import Entry, LedgerError, code

_ROOMS: Final = (apply_decisions, apply_groups, apply_life, apply_mandates, apply_posts, apply_work)
"""Importing them fills the table of what events change."""
_moment: Final = lru_cache(maxsize=64)(events.moment)  # what one pass takes in is written within a few seconds
_ABOUT_MEMBERS: Final = (events.MemberJoined, events.MemberChanged, events.MemberLeft)
_NEWS: Final = frozenset(
    {
        "decision opened",
        "ballot",
        "late ballot",
        "late secret ballot",
        "extended",
        "hearing begun",
        "objection kept up",
        "objection answered",
        "new version",
        "seconded",
        "amendment offered",
        "prolonged",
        "petition signed",
        "nominated",
        "voting begun",
        "review due",
        "seats filled",
        "mandate accepted",
        "swapped",
        "recalled",
        "judgement begun",
        "judgement closed",
        "closed",
        "task opened",
        "offered",
        "offer withdrawn",
        "pool frozen",
        "salts closed",
        "drawn",
        "offers reopened",
        "task called off",
        "service imported",
        "member joined",
        "member changed",
        "member left",
        "member away",
        "member back",
        "charter changed",
    }
)


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
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise LedgerError(f"entry {entry.seq} ({entry.kind}): {error}") from error
    if state is None:
        raise LedgerError("the ledger is empty")
    return state


def read(entry: Entry) -> events.Event:
    """The event of an entry. Raises EventError for one whose facts were withheld or make no sense."""
    facts, words, private = entry.facts, entry.words, entry.private
    bodies = {
        "facts": facts.value() if facts is not None else None,
        "words": words.value() if words is not None else None,
        "private": private.value() if private is not None else None,
    }
    return events.read(entry.kind, entry.about, bodies)


def evolve(state: State, event: events.Event, entry: Entry) -> None:
    """Change the state by one event and the entry that holds it."""
    at, seq, kind = _moment(entry.at), entry.seq, event.kind
    applied(event, state, Written(at, seq, code(entry)))
    if kind != "ballot":  # a ballot changes nothing that can be read about
        state.contexts.clear()
        if isinstance(event, _ABOUT_MEMBERS):
            state.roll_news.append((kind, event.member))
    state.seq, state.written, state.head = seq, at, entry.hash
    if kind in _NEWS:
        state.news.append((seq, kind, event.about))
        happened = event.received if isinstance(event, events.Mailed) else at
        if state.news_since is None or happened < state.news_since:
            state.news_since = happened


def _begun(event: events.GroupAdded) -> State:
    state = State(from_facts(event.charter), event.name, event.since, event.live)
    state.live_since = event.since if event.live else None
    return state

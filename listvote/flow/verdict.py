"""How a mail was understood, and what it belongs to, as it is kept beside the mail."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from listvote.acts import Act, Reading, Verb
from listvote.events import Event
from listvote.flow import reading as steps
from listvote.flow.reading import Arrived
from listvote.group import Decided, State, Turned, context
from listvote.mail.author import Author, NoAuthor
from listvote.mail.thread import Thread


def in_words(verdict: str, why: str, reading: Reading, decided: Decided, wrote: int) -> str:
    """How a mail was understood, as JSON: the verdict, its acts, what was refused, how many events it led to."""
    refused = [each.refused.reason.code for each in decided.results if isinstance(each, Turned)]
    made: dict[str, Any] = {"verdict": verdict, "wrote": wrote}
    if why:
        made["why"] = why
    if reading.acts:
        made["acts"] = [_said(act) for act in reading.acts]
    if refused:
        made["refused"] = refused
    return _JSON.encode(made)


def _said(act: Act) -> dict[str, str]:
    said = {"line": act.line, "act": act.verb.value, "clarity": act.clarity.value}
    if act.ref:
        said["ref"] = str(act.ref)
    if act.verb is Verb.BALLOT:
        said["position"] = act.position
    return said


_JSON: Final = json.JSONEncoder(ensure_ascii=False)
_OPENS: Final = frozenset({"decision opened", "task opened"})


def belongs(
    state: State,
    arrived: Arrived,
    author: Author | NoAuthor | None,
    reading: Reading,
    events: Sequence[Event],
    thread: Thread,
) -> tuple[str, str]:
    """The matter that a mail belongs to, and what it is to its thread.

    A mail of the opener that would open another round in the old thread is only a part of that thread: whoever answers
    it with a bare word may mean either.
    """
    for event in events:
        if event.kind in _OPENS:
            return event.about, "opening"
    if thread.about is None:
        return "", ""
    matter = state.decision(thread.about) or state.task(thread.about)
    there = context(state, thread.place, thread.about)
    member = author.member if isinstance(author, Author) else None
    if matter is None or steps.another_round(arrived, matter.title, there.tags):
        return str(thread.about), "thread"
    opener = member is not None and matter.opener == member
    if not opener and not any(event.kind == "ballot" for event in events):
        return str(thread.about), "thread"
    return str(thread.about), steps.role(reading, there, opener=opener)

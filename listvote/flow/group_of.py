"""Which group a mail belongs to: a list says it itself; a private mail says it by what it answers, or by its author."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from listvote.acts import Reference
from listvote.flow import reading as steps
from listvote.flow.house import Change
from listvote.flow.reading import Arrived
from listvote.group import State
from listvote.mail import token as tokens
from listvote.mail.author import Author
from listvote.mail.thread import Parent, answered

_WORDS_AT_MOST: Final = 2_000
_AROUND: Final = ".,:;!?()[]<>*_\"'"


def group_of(change: Change, arrived: Arrived, known: Mapping[str, list[Parent]], received: datetime) -> int | None:
    """The group of a mail, None where it has none, or where that cannot be told.

    A mail through a list belongs to that list's group. A private one belongs to the group of the mail that it answers;
    else to the only one of its author; of several to the one that a reference in it names (`press#12`), or that alone
    has what it refers to (`#12`). A reply token names the group; `join` from a stranger is for the only group there is.

    Args:
        change: the groups.
        arrived: the mail.
        known: what is known of the mails that it refers to, by Message-ID.
        received: when it was received, aware.
    """
    groups = change.groups()
    if arrived.route.group is not None:
        return groups.get(arrived.route.group)
    if not arrived.route.private:
        return None
    token = tokens.read(change.house.assurance.token_key, arrived.route.token, received)
    if token is not None and token.group in groups.values():
        return token.group
    for message_id in answered(arrived.mail):
        # whoever answers the question which group is meant has to say it
        found = {parent.group for parent in known.get(message_id, ()) if parent.role != "which group"}
        if len(found) == 1:
            return found.pop()
    states = {
        group: state
        for group, state in change.states().items()
        if isinstance(author := steps.writer(arrived, state.roll.member_of, ()), Author) and author.member is not None
    }
    if len(states) > 1:
        meant = _references(arrived)
        named = {ref.group for ref in meant if ref.group}
        states = (
            {group: state for group, state in states.items() if state.name.lower() in named}
            or {group: state for group, state in states.items() if any(_has(state, ref) for ref in meant)}
            or states
        )
    if not states and len(groups) == 1 and _asks_to_join(arrived):
        return next(iter(groups.values()))
    return next(iter(states)) if len(states) == 1 else None


def _asks_to_join(arrived: Arrived) -> bool:
    first = next((line.strip() for line in arrived.mail.text[:_WORDS_AT_MOST].split("\n") if line.strip()), "")
    return first.strip(_AROUND).lower() == "join"


def _references(arrived: Arrived) -> list[Reference]:
    words = f"{arrived.mail.subject} {arrived.mail.text}".split(maxsplit=_WORDS_AT_MOST)[:_WORDS_AT_MOST]
    return [ref for word in words if (ref := Reference.parse(word.strip(_AROUND))) is not None]


def _has(state: State, ref: Reference) -> bool:
    return (state.decision(ref) or state.task(ref)) is not None

"""What is open where a mail was sent: all that reading may know of a group."""

from __future__ import annotations

from typing import Final

from listvote.acts import Context, Matter, Place, Reference
from listvote.charter import Opens
from listvote.deliberation.decision import Decision
from listvote.group.state import State

_MOST_REMEMBERED: Final = 100
_DECISIONS: Final = (Opens.PROPOSAL, Opens.VOTE, Opens.DECISION)


def context(
    state: State,
    place: Place,
    about: Reference | None,
    *,
    member: int | None = None,
    private: bool = False,
    starts_thread: bool = False,
    readings: tuple[str, ...] = (),
    answers_us: bool = True,
) -> Context:
    """Say what a mail can be about.

    Args:
        state: the group.
        place: what kind of mail it answers.
        about: the matter of its thread or reply token.
        member: who wrote it, if that is known.
        private: it came to the service alone.
        starts_thread: it answers nothing at all.
        readings: the position words that our question offered, where it answers one.
        answers_us: the mail that it answers is one of ours.
    """
    moderator = member is not None and member in state.moderators
    asked = (place, about, moderator, private, starts_thread, readings, answers_us)
    known = state.contexts.get(asked)
    if known is None:
        if len(state.contexts) >= _MOST_REMEMBERED:
            state.contexts.clear()
        known = state.contexts[asked] = _made(state, *asked)
    return known


def _made(
    state: State,
    place: Place,
    about: Reference | None,
    moderator: bool,
    private: bool,
    starts_thread: bool,
    readings: tuple[str, ...],
    answers_us: bool,
) -> Context:
    matters = {decision.ref: _matter(decision) for decision in state.decisions.values()}
    for number, task in state.tasks.items():
        ref = Reference("task", number)
        matters[ref] = Matter(ref, "task", task.title)
    current = _current(state, about) if about else None
    if about is not None and current is not None and current.version != about.version and place is Place.OPENING:
        place = Place.THREAD  # what answers an earlier version is not clear without a number
    return Context(
        place=place,
        about=matters.get(current) if current else None,
        matters=matters,
        languages=tuple(state.charter.group.languages),
        apache=state.charter.group.words == "apache",
        private=private,
        moderator=moderator,
        starts_thread=starts_thread,
        group=state.name,
        tags=tags(state),
        kinds={name: kind.method for name, kind in state.charter.kinds.items()},
        tag_kinds=dict(state.charter.opening.tag_kinds),
        readings=readings,
        answers_us=answers_us,
    )


def tags(state: State) -> dict[str, str]:
    """The tags of this group, in capitals, and what each opens: a decision, a poll, a plan, a task …"""
    return {tag: "decision" if opens in _DECISIONS else opens.value for tag, opens in state.charter.tags().items()}


def _matter(decision: Decision) -> Matter:
    return Matter(
        decision.ref,
        decision.rules.method,
        decision.title,
        decision.options,
        rated=decision.rules.range,
        budget=decision.rules.budget,
        open=decision.status.runs,
        secret=decision.rules.ballots == "secret",
    )


def _current(state: State, ref: Reference) -> Reference:
    """The version of a matter that counts now."""
    decision = state.decisions.get(ref.number) if ref.kind == "decision" else None
    return decision.ref if decision else Reference(ref.kind, ref.number, ref.version)

"""Whether what happened to a decision on its way follows from what was written before: hearings, versions, wishes."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from listvote import events
from listvote.acts import Reference
from listvote.charter import Kind
from listvote.deliberation.decision import Decision, Happening, Status, step
from listvote.deliberation.outcome import judged
from listvote.group import State
from listvote.group.going_on import Next, at_close
from listvote.group.on_life import default_kind
from listvote.group.times import deadline

_HAPPENS: Final = {
    "hearing begun": Happening.HEARING,
    "objection kept up": Happening.KEPT_UP,
    "seconded": Happening.SECOND,
    "amendment offered": Happening.AMENDMENT,
    "raise asked": Happening.RAISING,
    "cancel asked": Happening.CANCEL_WISH,
    "prolonged": Happening.PROLONGING,
    "petition signed": Happening.PETITION,
    "salt": Happening.SALT,
    "nominated": Happening.NOMINATION,
    "voting begun": Happening.VOTING,
    "new version": Happening.NEXT_VERSION,
}
LIFE_EVENTS: Final = frozenset(_HAPPENS) | {"seats filled"}
"""The kinds of events that are checked here."""


def follows_life(
    state: State, decision: Decision | None, event: events.Event, at: datetime, withheld: bool
) -> list[str]:
    """Say what an event about the life of a decision claims that does not follow from the state before it, in words.

    Args:
        state: the group before the event.
        decision: the one that it is about.
        event: what is claimed.
        at: when it was written, aware.
        withheld: whether ballots of this decision are not in the file, because they are sealed.
    """
    if decision is None:
        return [f"{event.kind} about {event.about}, which was never opened"]
    if isinstance(event, events.SeatsFilled):
        won = tuple(decision.candidates[each] for each in decision.winners if each in decision.candidates)
        same = decision.status is Status.ADOPTED and won == event.members
        return [] if same else [f"{event.about}: others hold seats than those who were elected"]
    happening = _HAPPENS[event.kind]
    if step(decision.status, happening) is None:
        return [f"{happening.value} in {event.about}, which is {decision.status.value}"]
    if isinstance(event, events.HearingBegun):
        return _hearing(state, decision, event, at, withheld)
    if isinstance(event, events.NewVersion):
        return _version(state, decision, event, withheld)
    if isinstance(event, events.VotingBegun):
        stand = {each.member for each in decision.candidacies.values() if each.accepted}
        until = decision.nominations_until
        early = until is None or event.polled_through <= until
        return [f"{event.about}: the candidates are not those who stood"] * (
            set(event.candidates.values()) != stand
        ) + [f"{event.about}: nominations ended too soon"] * early
    found = []
    if isinstance(event, events.Mailed) and event.kind not in ("petition signed", "cancel asked", "prolonged"):
        if event.actor not in decision.roll:
            found.append(f"member {event.actor} was not on the roll of {event.about}")
    if isinstance(event, events.Seconded) and event.actor == decision.opener:
        found.append(f"{event.about} was seconded by its opener")
    if isinstance(event, events.Prolonged | events.CancelAsked) and event.actor not in state.moderators:
        found.append(f"{event.kind} of {event.about} by somebody who is no moderator")
    if isinstance(event, events.Prolonged) and decision.prolonged:
        found.append(f"the close of {event.about} was put off a second time")
    return found


def _hearing(state: State, decision: Decision, event: events.HearingBegun, at: datetime, withheld: bool) -> list[str]:
    stands, _ = decision.objections(state.received, closing=True)
    found = []
    objected = len(event.objectors) > decision.rules.objections_allowed
    if not withheld:
        objected = judged(decision, state.received, closing=True).objected
    if not objected or not decision.hearings_left or event.number != decision.held + 1:
        found.append(f"{event.about}: a hearing that its rules do not give")
    # Whoever gave an objection up in a sealed ballot is no objector; that can be told only once it is opened.
    others = set(event.objectors) - stands.keys() if withheld else event.objectors != tuple(sorted(stands))
    if others:
        found.append(f"{event.about}: the objectors of its hearing are others")
    if event.until != decision.rules.hearing.after(at, state.zone):
        found.append(f"{event.about}: a hearing of another length than its rules give")
    if decision.sealed and at <= decision.deadline:
        found.append(f"{event.about}: sealed objections were opened before the deadline")
    return found


def _version(state: State, decision: Decision, event: events.NewVersion, withheld: bool) -> list[str]:
    found = []
    rules = Kind.from_facts(event.rules)
    if event.version != decision.ref.version + 1:
        found.append(f"{event.about}: version {event.version} came after version {decision.ref.version}")
    if event.deadline != deadline(event.closes, event.opened, state.zone):
        found.append(f"{event.about}: the deadline of its version does not follow from its opening")
    if event.because == "amended":
        offered = {each.number: each.text_sha256 for each in decision.amendments}
        may = decision.amended < decision.rules.amendments and event.by == decision.opener
        if not may or offered.get(event.amendment) != event.text_sha256 or rules != decision.rules:
            found.append(f"{event.about}: a version that its rules do not give")
        return found
    if event.text_sha256 != decision.text_sha256 or (event.kind_name, rules) != default_kind(state):
        found.append(f"{event.about}: it goes on with another text, or by another kind than the default one")
    if event.because == "raised":
        enough = len(decision.raisers) >= state.charter.opening.raise_by.needed(len(decision.roll))
    else:
        enough = withheld or at_close(decision, judged(decision, state.received, closing=True)) is Next.DEFAULT_KIND
    return found if enough else [*found, f"{event.about}: it was lifted to the default kind without reason"]


def cancelled(state: State, decision: Decision, event: events.Closed) -> list[str]:
    """Whether a cancellation had the consent that it needs: a moderator and the opener, or two moderators."""
    agreeing = {*decision.cancel_wishes, event.by}
    moderators = agreeing & state.moderators
    enough = len(moderators) > 1 or (bool(moderators) and decision.opener in agreeing)
    return [] if enough else [f"{event.about} was cancelled without the consent that it needs"]


def reopened_wrongly(state: State, event: events.Opened) -> str:
    """Why a decision should not have been opened again; "" where it should."""
    ref = Reference.parse(event.reopens)
    before = state.decisions.get(ref.number) if ref else None
    if before is None or before.reopened_as:
        return f"{event.about} decides again what cannot be decided again"
    roll = state.roll.eligible(event.received)
    needed = state.charter.opening.petition.needed(len(roll))
    if len(before.signatures.keys() & roll) < needed:
        return f"{event.about} was opened by a petition without its signatures"
    return f"{event.about} is on another text than {event.reopens}" * (event.text_sha256 != before.text_sha256)

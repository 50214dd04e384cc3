"""What moderators ask of their group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from listvote import events
from listvote.acts import Act, Verb
from listvote.group.incoming import Incoming, Made, Rule
from listvote.group.state import State
from listvote.reasons import Reason, Refused


def _moderators_only(event: Callable[[int, str], events.Event], refusal: Callable[[State], str]) -> Rule:
    def rule(state: State, mail: Incoming, act: Act) -> Made:
        if mail.member not in state.moderators:
            return Refused(Reason.NOT_A_MODERATOR, act.line)
        detail = refusal(state)
        return Refused(Reason.NOT_ALLOWED, act.line, detail) if detail else event(mail.member or 0, act.reason)

    return rule


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.GO_LIVE: _moderators_only(
        lambda by, why: events.WentLive(by=by, why=why), lambda state: "The group is live already." * state.live
    ),
    Verb.PAUSE: _moderators_only(
        lambda by, why: events.Paused(by=by, why=why), lambda state: "The group is paused already." * state.paused
    ),
    Verb.RESUME: _moderators_only(
        lambda by, why: events.Resumed(by=by, why=why), lambda state: "The group is not paused." * (not state.paused)
    ),
}
"""The commands of moderators, by verb; they are answered while a group only listens, too."""

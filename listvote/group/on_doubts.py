"""What moderators settle: which of the readings offered a doubtful mail of somebody else meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from listvote import events
from listvote.acts import Act, Reference, Verb
from listvote.charter import Ballots
from listvote.deliberation.ballots import valid
from listvote.deliberation.choice import ballot_rules
from listvote.deliberation.decision import Decision, Happening, step
from listvote.deliberation.outcome import POSITIONS
from listvote.group.incoming import Incoming, Made, Rule
from listvote.group.on_decisions import WITHOUT_REASON
from listvote.group.state import State
from listvote.reasons import Reason, Refused


def _understand(state: State, mail: Incoming, act: Act) -> Made:
    """Settle a doubtful mail: it counts as of its own receipt, so whatever its author says later overrides it."""
    if mail.member not in state.moderators:
        return Refused(Reason.NOT_A_MODERATOR, act.line)
    doubt = state.doubtful.get(act.terms.get("mail", ""))
    ref = Reference.parse(doubt.about) if doubt else None
    decision = state.decisions.get(ref.number) if ref and ref.kind == "decision" else None
    if doubt is None or decision is None or doubt.received < decision.opened:
        return Refused(Reason.NO_SUCH_MATTER, act.line, "No doubtful mail of that id is known.")
    if mail.member in decision.recalled:
        return Refused(Reason.NOT_ALLOWED, act.line, "It is about a mandate of yours.", doubt.about)
    if doubt.actor == mail.member:
        return Refused(Reason.NOT_ALLOWED, act.line, "Nobody settles a mail of their own.", doubt.about)
    if decision.rules.ballots is not Ballots.OPEN:
        return Refused(Reason.NOT_ALLOWED, act.line, "Ballots that are not open are settled by nobody.", doubt.about)
    if step(decision.status, Happening.BALLOT) is None or mail.received > decision.deadline:
        return Refused(Reason.CLOSED, act.line, ref=doubt.about)
    if not act.reason:
        return Refused(Reason.UNREADABLE_VALUE, act.line, "Write why behind a colon.", doubt.about)
    readings = {" ".join(each.casefold().split()): each for each in doubt.readings}
    reading = readings.get(" ".join(act.text.casefold().split()))
    if reading is None:
        offered = ", ".join(doubt.readings)
        return Refused(Reason.NOT_AN_OPTION, act.line, f"The readings that were offered: {offered}.", doubt.about)
    ballot = _ballot(decision, reading)
    if ballot is None or doubt.actor not in decision.roll:
        return Refused(Reason.NOT_ALLOWED, act.line, f"{reading!r} is no ballot by itself.", doubt.about)
    return events.BallotCast(
        about=doubt.about,
        version=decision.ref.version,
        ballot=ballot,
        settled_by=mail.member or 0,
        actor=doubt.actor,
        received=doubt.received,
        key=doubt.key,
        line=doubt.line,
        message_id=act.terms.get("mail", ""),
    )


def _ballot(decision: Decision, reading: str) -> Mapping[str, Any] | None:
    """The ballot that a reading stands for: a position, or one option; an objection needs its author's own reason."""
    word = reading.rpartition(f"{decision.ref} ")[2] if reading.startswith(f"{decision.ref} ") else reading
    shapes: list[dict[str, Any]] = [{"position": word}, {"approved": [word]}, {"order": [[word]]}]
    for shape in shapes if decision.rules.method not in POSITIONS else shapes[:1]:
        checked = valid(ballot_rules(decision), shape)
        if not isinstance(checked, tuple):
            return WITHOUT_REASON.get(str(checked.get("position")), checked)
    return None


RULES: Final[Mapping[Verb, Rule]] = {Verb.UNDERSTAND: _understand}
"""What is built about doubtful mails, by verb."""

"""What members ask of an election while nominations are open: to stand, to put somebody up, to accept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from listvote import events
from listvote.acts import Act, Verb
from listvote.deliberation.decision import Decision, Happening, step
from listvote.group.holding import OFFICE, rests_until
from listvote.group.incoming import Incoming, Made, Rule, about
from listvote.group.state import State
from listvote.reasons import Reason, Refused


def _election(state: State, mail: Incoming, act: Act) -> Decision | Refused:
    decision = state.decision(act.ref) if act.ref else None
    if decision is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    if mail.member not in decision.roll:
        detail = "The roll of this election was frozen when it opened, and you were not on it yet."
        return Refused(Reason.NOT_ON_ROLL, act.line, detail, about(act))
    until = decision.nominations_until
    if until is None:
        return Refused(Reason.NOT_ALLOWED, act.line, "This is no election.", about(act))
    if step(decision.status, Happening.NOMINATION) is None or (decision.announced and mail.received > until):
        return Refused(Reason.CLOSED, act.line, "Nominations have ended.", about(act))
    return decision


def _stand(state: State, mail: Incoming, act: Act) -> Made:
    decision = _election(state, mail, act)
    if isinstance(decision, Refused):
        return decision
    member = mail.member or 0
    known = decision.candidacies.get(member)
    if act.verb is Verb.ACCEPT_NOMINATION and known is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, "Nobody nominated you; to stand, write: I stand", about(act))
    rests = rests_until(state, member, OFFICE, mail.received)
    if rests is not None:
        detail = f"Your rest after a term in office lasts until {state.day(rests).isoformat()}."
        return Refused(Reason.RESTING, act.line, detail, about(act))
    return events.Nominated(
        about=about(act), candidate=member, accepted=True, statement=_statement(mail, act), **mail.mailed(act)
    )


def _statement(mail: Incoming, act: Act) -> str:
    """What a candidate says about themselves: the reason given, else the rest of their mail."""
    return " ".join((act.reason or mail.text.replace(act.line, "", 1)).split())


def _nominate(state: State, mail: Incoming, act: Act) -> Made:
    decision = _election(state, mail, act)
    if isinstance(decision, Refused):
        return decision
    wanted = " ".join(act.text.casefold().split())
    found = [
        member.number
        for member in state.roll.present()
        if wanted in (member.shown_as.casefold(), *map(str.casefold, member.addresses))
    ]
    if len(found) != 1 or found[0] not in decision.roll:
        detail = f"{act.text!r} is nobody on the roll. Write the alias as it is shown."
        return Refused(Reason.NOT_AN_OPTION, act.line, detail, about(act))
    if found[0] in decision.candidacies:
        return Refused(Reason.NOT_ALLOWED, act.line, f"{act.text} has been nominated already.", about(act))
    own = found[0] == mail.member
    statement = _statement(mail, act) if own else ""
    return events.Nominated(about=about(act), candidate=found[0], accepted=own, statement=statement, **mail.mailed(act))


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.STAND: _stand,
    Verb.ACCEPT_NOMINATION: _stand,
    Verb.NOMINATE: _nominate,
}
"""What is built about elections, by verb."""

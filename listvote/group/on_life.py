"""What members ask of the life of a decision: seconds, hearings, amendments, a wish for another kind."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from listvote import events
from listvote.acts import Act, Fault, Verb
from listvote.charter import BUILT_IN, Kind
from listvote.deliberation.decision import Decision, Happening, Status, step
from listvote.deliberation.outcome import POSITIONS
from listvote.group.incoming import Incoming, Made, Rule, about
from listvote.group.plans import Planned, planned
from listvote.group.state import State
from listvote.group.times import deadline
from listvote.reasons import Reason, Refused

AMENDED: Final = ("consensus", "majority")
_BETTER: Final = ("lazy", "majority", "gradient", "consensus")  # from the lightest


def asked_of(state: State, mail: Incoming, act: Act, happening: Happening) -> Decision | Refused:
    """The decision that an act is about, where it can happen to it, from somebody on its roll and in time.

    Refused with O05, V01, V02 or V03.
    """
    decision = state.decision(act.ref) if act.ref else None
    if decision is None:
        return Refused(Reason.NO_SUCH_MATTER, act.line, ref=about(act))
    if mail.member not in decision.roll:
        detail = not_on_roll(decision, mail.member)
        return Refused(Reason.NOT_ON_ROLL, act.line, detail, about(act))
    if not decision.status.runs or (decision.announced is not None and mail.received > decision.deadline):
        return Refused(Reason.CLOSED, act.line, ref=about(act))
    if mail.received < decision.opened:
        return Refused(Reason.NOT_YET_OPEN, act.line, ref=about(act))
    if step(decision.status, happening) is None:
        detail = f"That cannot happen to a decision that is {_STANDS[decision.status]}."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, about(act))
    return decision


def not_on_roll(decision: Decision, member: int | None) -> str:
    """Why somebody is not on the roll of a decision, as a sentence."""
    if member in decision.recalled:
        return "It is about a mandate of yours: those whom it concerns do not vote on it."
    return "The roll of this decision was frozen when it opened, and you were not on it yet."


_STANDS: Final = {
    Status.NOMINATING: "waiting for nominations",
    Status.PROPOSED: "waiting for seconders",
    Status.OPEN: "open and has no hearing",
    Status.HEARING: "in a hearing",
}


def _second(state: State, mail: Incoming, act: Act) -> Made:
    decision = asked_of(state, mail, act, Happening.SECOND)
    if isinstance(decision, Refused):
        return decision
    if decision.opener == mail.member:
        return Refused(Reason.NOT_ALLOWED, act.line, "Somebody else than its opener has to second it.", about(act))
    if mail.member in decision.seconders:
        return Refused(Reason.NOT_ALLOWED, act.line, "You have seconded it already.", about(act))
    return events.Seconded(about=about(act), **mail.mailed(act))


def _still(state: State, mail: Incoming, act: Act) -> Made:
    decision = asked_of(state, mail, act, Happening.KEPT_UP)
    if isinstance(decision, Refused):
        return decision
    if refused := _objects_not(state, decision, mail, act):
        return refused
    if decision.sealed:
        return _objects_anew(state, decision, mail, act)
    return events.KeptUp(about=about(act), version=decision.ref.version, reason=act.reason, **mail.mailed(act))


def _objects_anew(state: State, decision: Decision, mail: Incoming, act: Act) -> events.BallotCast:
    """The same objection once more: in a sealed decision nobody learns whether an objection was kept up or changed."""
    before = decision.standing(state.received)[mail.member or 0]
    return events.BallotCast(
        about=about(act),
        version=decision.ref.version,
        ballot=before.ballot,
        has_reason=True,
        reason=act.reason or before.reason,
        **mail.mailed(act),
    )


def _satisfied(state: State, mail: Incoming, act: Act) -> Made:
    decision = asked_of(state, mail, act, Happening.BALLOT)
    if isinstance(decision, Refused):
        return decision
    if refused := _objects_not(state, decision, mail, act):
        return refused
    abstains = "step 4" if decision.rules.method == "gradient" else "abstain"
    return events.BallotCast(
        about=about(act),
        version=decision.ref.version,
        ballot={"position": abstains},
        has_reason=bool(act.reason),
        reason=act.reason,
        **mail.mailed(act),
    )


def _objects_not(state: State, decision: Decision, mail: Incoming, act: Act) -> Refused | None:
    cast = decision.standing(state.received).get(mail.member or 0)
    if cast is not None and cast.objects:
        return None
    return Refused(Reason.NOT_ALLOWED, act.line, "You have no objection here.", about(act))


def _amend(state: State, mail: Incoming, act: Act) -> Made:
    decision = asked_of(state, mail, act, Happening.AMENDMENT)
    if isinstance(decision, Refused):
        return decision
    if refused := _not_amended(decision, act):
        return refused
    if not mail.public:
        detail = "Another wording has to be posted to the list, so that everybody can read it."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, about(act))
    text = (act.text or act.reason).strip()
    if not text:
        return Refused(Reason.UNREADABLE_VALUE, act.line, "Write the new wording behind it.", about(act))
    plan = planned(state, act.tasks, mail.received) if decision.tasks else Planned()
    faults = act.faults if decision.tasks and act.faults else plan.faults
    if decision.tasks and not (act.tasks or faults):
        faults = (Fault("task", "is missing.", "The new wording of a plan lists all its tasks."),)
    if faults:
        return Refused(Reason.UNREADABLE_VALUE, act.line, Planned(faults=faults).in_words, about(act))
    return events.AmendmentOffered(
        about=about(act),
        number=len(decision.amendments) + 1,
        text_sha256=sha256(text),
        text=text,
        tasks=plan.tasks,
        task_titles=plan.titles,
        **mail.mailed(act),
    )


def _not_amended(decision: Decision, act: Act) -> Refused | None:
    if decision.recalls:
        return Refused(Reason.NOT_ALLOWED, act.line, "A recall keeps its text.", about(act))
    if decision.rules.method not in AMENDED or decision.charter is not None:
        detail = f"A decision by {decision.rules.method} keeps its text."
        if decision.charter is not None:
            detail = "A change of the charter keeps its text."
        return Refused(Reason.NOT_ALLOWED, act.line, detail, about(act))
    if decision.amended >= decision.rules.amendments:
        times = "once" if decision.amended == 1 else f"{decision.amended} times"
        detail = f"It was amended {times}, as often as the charter allows." if decision.amended else _NEVER_AMENDED
        return Refused(Reason.NOT_ALLOWED, act.line, detail, about(act))
    return None


_NEVER_AMENDED: Final = "The charter lets no text of this kind be amended."


def _accept_amendment(state: State, mail: Incoming, act: Act) -> Made:
    decision = asked_of(state, mail, act, Happening.NEXT_VERSION)
    if isinstance(decision, Refused):
        return decision
    if decision.opener != mail.member:
        return Refused(Reason.NOT_ALLOWED, act.line, "Only its opener can take an amendment over.", about(act))
    if refused := _not_amended(decision, act):
        return refused
    digits = act.text.lstrip("#").strip()
    offered = decision.amendments[-1:] if not digits and len(decision.amendments) == 1 else ()
    if digits.isascii() and digits.isdigit():
        offered = [each for each in decision.amendments if each.number == int(digits)]
    if not offered:
        known = ", ".join(str(each.number) for each in decision.amendments) or "none"
        return Refused(Reason.NO_SUCH_MATTER, act.line, f"The amendments that were offered: {known}.", about(act))
    return next_version(
        state,
        decision,
        "amended",
        decision.kind_name,
        decision.rules,
        mail,
        act,
        text=offered[0].text,
        text_sha256=offered[0].text_sha256,
        amendment=offered[0].number,
        tasks=offered[0].tasks,
        task_titles=offered[0].task_titles,
    )


def next_version(
    state: State,
    decision: Decision,
    because: str,
    kind_name: str,
    rules: Kind,
    mail: Incoming,
    act: Act | None = None,
    *,
    text: str = "",
    text_sha256: str = "",
    amendment: int = 0,
    tasks: tuple[Mapping[str, Any], ...] = (),
    task_titles: tuple[str, ...] = (),
) -> events.NewVersion:
    """The next version of a decision: a new wording, or the same one by another kind's rules, for a full period."""
    closes = decision.closes if because == "amended" and not decision.closes.endswith("Z") else str(rules.closes)
    return events.NewVersion(
        about=f"#{decision.ref.number}",
        version=decision.ref.version + 1,
        because=because,
        kind_name=kind_name,
        rules=rules.to_facts(),
        opened=mail.received,
        closes=closes,
        deadline=deadline(closes, mail.received, state.zone),
        text_sha256=text_sha256 or decision.text_sha256,
        amendment=amendment,
        by=mail.member or 0,
        key=mail.key,
        text=text or decision.text,
        line=act.line if act else "",
        message_id=mail.message_id,
        tasks=tasks,
        task_titles=task_titles,
    )


def default_kind(state: State) -> tuple[str, Kind]:
    """The kind that a lighter decision is lifted to: the default one, one with rules that hear objections at least."""
    name = state.charter.opening.default_kind
    kind = state.charter.kinds.get(name, BUILT_IN["ordinary"])
    return (name, kind) if kind.method in POSITIONS and kind.method != "lazy" else ("ordinary", BUILT_IN["ordinary"])


def is_lighter(rules: Kind, default: Kind) -> bool:
    """Whether a kind asks for less than the default one: a lighter method, a lower quorum, a lower threshold."""
    if rules.method not in POSITIONS:
        return False
    place = _BETTER.index(rules.method.value), _BETTER.index(default.method.value)
    if place[0] != place[1]:
        return place[0] < place[1]
    return default.quorum.raises(rules.quorum) or default.threshold.raises(rules.threshold)


def _raise(state: State, mail: Incoming, act: Act) -> Made:
    decision = asked_of(state, mail, act, Happening.RAISING)
    if isinstance(decision, Refused):
        return decision
    name, default = default_kind(state)
    fixed = decision.charter is not None or bool(decision.recalls)
    if fixed or decision.kind_name == name or not is_lighter(decision.rules, default):
        return Refused(Reason.NOT_ALLOWED, act.line, f"Its kind is not lighter than {name}.", about(act))
    if mail.member in decision.raisers:
        return Refused(Reason.NOT_ALLOWED, act.line, "You have asked for it already.", about(act))
    return events.RaiseAsked(about=about(act), **mail.mailed(act))


def answered_objection(state: State, mail: Incoming) -> events.ObjectionAnswered | None:
    """What an opener wrote in answer to an objector's mail while a hearing lasts; None for any other mail."""
    if not mail.public or not mail.text.strip():
        return None
    for decision in state.decisions.values():
        if decision.status is not Status.HEARING or decision.opener != mail.member:
            continue
        for actor, cast in decision.heard(state.received).items():
            if cast.message_id and cast.message_id in mail.answers[:1]:
                return events.ObjectionAnswered(
                    about=f"#{decision.ref.number}",
                    to=actor,
                    text=" ".join(mail.text.split()),
                    actor=mail.member or 0,
                    received=mail.received,
                    key=mail.key,
                    address=mail.address,
                    proof=mail.proof,
                    message_id=mail.message_id,
                )
    return None


def sha256(text: str) -> str:
    """The digest under which a text is decided on, 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


RULES: Final[Mapping[Verb, Rule]] = {
    Verb.SECOND: _second,
    Verb.STILL_OBJECT: _still,
    Verb.SATISFIED: _satisfied,
    Verb.AMEND: _amend,
    Verb.ACCEPT_AMENDMENT: _accept_amendment,
    Verb.RAISE: _raise,
}
"""What is built about the life of decisions, by verb."""

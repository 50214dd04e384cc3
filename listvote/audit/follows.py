"""Whether an event follows from what was written before it: one function for each kind that has rules to keep."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from listvote import events
from listvote.acts import Reference
from listvote.audit.follows_draw import DRAW_EVENTS, follows_draw
from listvote.audit.follows_life import LIFE_EVENTS, cancelled, follows_life, reopened_wrongly
from listvote.audit.follows_offers import offered_wrongly, salted_wrongly
from listvote.audit.follows_recalls import office_ended_wrongly, recall_opened_wrongly, recalled_wrongly
from listvote.audit.follows_sheet import follows_sheet
from listvote.audit.follows_tasks import called_off_wrongly, task_opened_wrongly
from listvote.audit.follows_work import WORK_EVENTS, follows_work
from listvote.audit.report import Report, Tally
from listvote.charter import entrenched_changes, from_facts
from listvote.charter.kinds import Kind
from listvote.charter.sections import Source
from listvote.deliberation.ballots import valid
from listvote.deliberation.choice import ballot_rules
from listvote.deliberation.decision import ENDING, Decision, Happening, Status, step
from listvote.deliberation.outcome import OBJECTIONS, judged
from listvote.deliberation.settled import is_settled
from listvote.events import moment
from listvote.group import State
from listvote.group.going_on import Next, at_close, drawn_with
from listvote.group.recalls import seconders
from listvote.group.secret import is_secret
from listvote.group.times import deadline
from listvote.ledger.chain import Entry
from listvote.lot import commitment
from listvote.membership.roll import digest

_CLOCKS_DIFFER: Final = timedelta(hours=1)


def follows(state: State, event: events.Event, entry: Entry, report: Report) -> list[str]:
    """Say what an event claims that does not follow from the state before it, in words.

    Args:
        state: the group before the event.
        event: what is claimed.
        entry: its entry, for the time of writing and for bodies that are missing.
        report: counts what was computed anew.
    """
    at = moment(entry.at)
    if isinstance(event, events.Opened):
        report.openings += 1
        return _opened(state, event, entry, bool(report.sealed))
    if isinstance(event, events.SheetPublished):
        return follows_sheet(_decision(state, event.about), event)
    if isinstance(event, events.BallotCast | events.LateBallot):
        return _ballot(state, _decision(state, event.about), event)
    if isinstance(event, events.LateSecretBallot):
        return _late_in_secret(_decision(state, event.about), event)
    if isinstance(event, events.Extended):
        return _extended(state, _decision(state, event.about), event, at, event.about in report.sealed)
    if isinstance(event, events.Closed):
        return _closed(state, _decision(state, event.about), event, report)
    if isinstance(event, events.CharterChanged):
        return _charter(state, event)
    if isinstance(event, events.TaskOpened):
        return task_opened_wrongly(state, event)
    if isinstance(event, events.TaskCalledOff):
        return called_off_wrongly(state, event)
    if isinstance(event, events.Offered | events.OfferWithdrawn):
        return offered_wrongly(state, event)
    if isinstance(event, events.Salted) and event.about.startswith("T"):
        return salted_wrongly(state, event)
    if isinstance(event, events.Recalled):
        return recalled_wrongly(state, event)
    if isinstance(event, events.WorkEnded) and event.about.startswith("#"):
        return office_ended_wrongly(state, event)
    if event.kind in WORK_EVENTS:
        return follows_work(state, event, at)
    if event.kind in DRAW_EVENTS:
        return follows_draw(state, event, at, report)
    if event.kind in LIFE_EVENTS:
        return follows_life(state, _decision(state, event.about), event, at, event.about in report.sealed)
    if isinstance(event, events.PostHandedOver | events.PostSeen):
        return ["a post is dated later than its entry"] if event.when > at + _CLOCKS_DIFFER else []
    if isinstance(event, events.MemberJoined):
        return _joined(state, event, at)
    return ["a ledger has one group, and it was added before"] * isinstance(event, events.GroupAdded)


def _joined(state: State, event: events.MemberJoined, at: datetime) -> list[str]:
    found = [f"the number of member {event.member} was used before"] * (event.member in state.roll.members)
    if event.posting_since is not None:
        rules = state.charter.members
        if rules.source is not Source.POSTERS or at < rules.after.after(event.posting_since, state.zone):
            found.append(f"member {event.member} came to the roll by posting, sooner than the charter allows")
    return found


def _decision(state: State, about: str) -> Decision | None:
    ref = Reference.parse(about)
    return state.decisions.get(ref.number) if ref and ref.kind == "decision" else None


def _opened(state: State, event: events.Opened, entry: Entry, sealed: bool) -> list[str]:
    found = []
    if event.about != f"#{state.last_decision + 1}":
        found.append(f"{event.about} was opened where #{state.last_decision + 1} was the next number")
    found += recall_opened_wrongly(state, event)
    roll = state.roll.eligible(event.received) - set(event.recalled)
    # Voting makes active: who voted in a sealed decision cannot be told yet, so the number is taken as announced.
    active = event.active if sealed else len(state.active_among(roll, event.received))
    if (event.members, event.active, event.roll) != (len(roll), active, digest(roll)):
        found.append("the frozen roll is not the roll of that moment")
    if not _allowed(state, event):
        found.append(f"the frozen rules are not those that the charter has for {event.kind_name!r}")
    if event.reopens and (wrong := reopened_wrongly(state, event)):
        found.append(wrong)
    if event.deadline != deadline(event.closes, event.nominations_until or event.received, state.zone):
        found.append(f"the deadline of {event.about} does not follow from its opening")
    text = hashlib.sha256(event.text.encode("utf-8", "replace")).hexdigest()
    if entry.words is not None and text != event.text_sha256:
        found.append(f"the text of {event.about} is not the one that was frozen")
    return found


def _allowed(state: State, event: events.Opened) -> bool:
    """Whether the rules are the kind's, but for what an opener may ask: higher fractions, and another time."""
    kind, rules = state.charter.kinds.get(event.kind_name), Kind.from_facts(event.rules)
    if event.reopens:
        before = _decision(state, event.reopens)
        return rules == kind or (before is not None and rules == before.rules)
    if kind is None:
        return False
    asked = replace(kind, quorum=rules.quorum, threshold=rules.threshold, seats=rules.seats, review=rules.review)
    if asked != rules:
        return False
    if event.recalls:
        return event.seconders == seconders(state, event.members) or bool(event.reopens)
    if event.nominations_until is None and event.seconders != state.charter.opening.seconders:
        return False
    if rules.quorum != kind.quorum and not rules.quorum.raises(kind.quorum):
        return False
    if rules.threshold != kind.threshold and not rules.threshold.raises(kind.threshold):
        return False
    shortest = kind.at_least.after(event.received, state.zone)
    return event.closes == str(kind.closes) or event.deadline >= shortest


def _late_in_secret(decision: Decision | None, event: events.LateSecretBallot) -> list[str]:
    if decision is None or decision.sheet is None:
        return [f"a secret ballot was set aside as late before the sheet of {event.about}"]
    return []


def _ballot(state: State, decision: Decision | None, event: events.BallotCast | events.LateBallot) -> list[str]:
    if decision is None:
        return [f"a ballot for {event.about}, which was never opened"]
    found = []
    if is_secret(decision):
        found.append(f"a ballot of {event.about}, which is secret, stands in the ledger by itself")
    late = isinstance(event, events.LateBallot)
    if event.actor not in decision.roll:
        found.append(f"member {event.actor} was not on the roll of {event.about}")
    if late and decision.status.runs:
        found.append(f"a ballot was set aside as late before the close of {event.about}")
    if not late and step(decision.status, Happening.BALLOT) is None:
        found.append(f"a ballot was counted after the close of {event.about}")
    if isinstance(event, events.BallotCast) and event.settled_by:
        if event.settled_by == event.actor or event.settled_by not in state.moderators:
            found.append(f"a doubtful mail about {event.about} was settled by somebody who may not")
    if event.received > decision.deadline:
        found.append(f"a ballot was counted that was received after the deadline of {event.about}")
    if event.received < decision.opened:
        found.append(f"a ballot was counted that was received before the opening of {event.about}")
    ballot = event.ballot or {}
    if ballot != {"withdrawn": True} and valid(ballot_rules(decision), ballot) != ballot:
        found.append(f"a ballot for {event.about} that is none of its method")
    if ballot.get("position") in OBJECTIONS and not event.has_reason:
        found.append(f"an objection to {event.about} without a reason was counted as one")
    return found


def _extended(state: State, decision: Decision | None, event: events.Extended, at: datetime, sealed: bool) -> list[str]:
    if decision is None:
        return [f"{event.about} was extended, and never opened"]
    if step(decision.status, Happening.EXTENSION) is None or decision.extended:
        return [f"{event.about} was extended after its close, or a second time"]
    found = []
    extension = decision.rules.extension
    sealed = sealed or is_secret(decision)
    following = Next.EXTENSION if sealed else at_close(decision, judged(decision, state.received, closing=True))
    if extension is None or following is not Next.EXTENSION:
        found.append(f"{event.about} was extended although its rules or its quorum gave no reason")
    elif event.until not in (extension.after(decision.deadline, state.zone), extension.after(at, state.zone)):
        found.append(f"{event.about} was extended by another time than its rules give")
    if event.polled_through <= decision.deadline:
        found.append(f"{event.about}: extended before all mail up to its deadline had been read")
    return found


def _closed(state: State, decision: Decision | None, event: events.Closed, report: Report) -> list[str]:
    if decision is None:
        return [f"the close of {event.about}, which was never opened"]
    by_hand = event.outcome in (Status.WITHDRAWN, Status.CANCELLED)
    report.tallies.append(Tally(event.about, event.outcome, {} if by_hand else dict(event.figures)))
    if step(decision.status, ENDING.get(Status(event.outcome), Happening.ADOPTION)) is None:
        return [f"{event.about} was closed a second time"]
    if event.outcome == Status.WITHDRAWN:
        return [] if event.by == decision.opener else [f"{event.about} was withdrawn by somebody else than its opener"]
    if event.outcome == Status.CANCELLED:
        if event.lost_key and decision.secret_box:
            return []
        return cancelled(state, decision, event)
    if decision.status in (Status.PROPOSED, Status.NOMINATING):
        return [f"{event.about} was closed before it was open"] * (event.outcome != Status.NOT_ADOPTED)
    return _counted(state, decision, event)


def _counted(state: State, decision: Decision, event: events.Closed) -> list[str]:
    """What was announced at a close, against the same counted again."""
    found = []
    if is_secret(decision) and decision.sheet is None:
        found.append(f"{event.about}: its secret ballots were counted and no sheet of them was published")
    if event.secret and decision.lot and commitment(bytes.fromhex(event.secret)) != decision.lot:
        found.append(f"{event.about}: the secret of its lot is not the one that was committed to")
    if decision.lot and event.secret is not None:
        decision = drawn_with(state, decision, event.secret)
    outcome = judged(decision, state.received, closing=True)
    if dict(event.figures) != dict(outcome.figures):
        found.append(f"{event.about}: announced {dict(event.figures)}, counted {dict(outcome.figures)}")
    if event.outcome != outcome.status:
        found.append(f"{event.about}: announced {event.outcome}, by its rules it is {outcome.status.value}")
    if (event.participants, event.members) != (outcome.participants, outcome.members):
        found.append(f"{event.about}: the numbers of participants or members are others")
    if event.lapsed != outcome.lapsed:
        found.append(f"{event.about}: announced {event.lapsed} lapsed objections, counted {outcome.lapsed}")
    if (event.winners, event.count) != (outcome.winners, outcome.count):
        found.append(f"{event.about}: the count of its options is another")
    if event.deadline != decision.deadline:
        found.append(f"{event.about}: closed by another deadline than the one announced")
    if event.early:
        if not (decision.rules.early_close and is_settled(decision, state.received)):
            found.append(f"{event.about}: closed early although ballots could still have changed it")
    elif event.polled_through is None or event.polled_through <= decision.deadline:
        found.append(f"{event.about}: closed before all mail up to its deadline had been read")
    if state.live and decision.announced is None:
        found.append(f"{event.about}: closed without having been announced")
    if not event.early and (after := at_close(decision, outcome)) is not Next.END:
        found.append(f"{event.about}: closed without {after.value} that its rules give")
    return found


def _charter(state: State, event: events.CharterChanged) -> list[str]:
    decision = _decision(state, event.about)
    if decision is not None:
        same = decision.status is Status.ADOPTED and decision.charter == event.charter
        return [] if same else [f"the charter was changed otherwise than {event.about} decided"]
    if not state.live:
        return []
    changed = entrenched_changes(state.charter, from_facts(event.charter))
    return [f"{each.path} changed without the decision of the group that it needs" for each in changed]

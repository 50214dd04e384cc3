"""What events about the life of a decision change: hearings, versions, seconders, wishes, petitions, elections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from listvote import events
from listvote.acts import Option
from listvote.charter import Ballots, Kind
from listvote.deliberation.ballots import POSITIONS
from listvote.deliberation.decision import Amendment, Candidacy, Cast, Decision, Happening, Hearing, Kept, Status, step
from listvote.group.applying import Written, decision_of, noted, task_of, when
from listvote.group.state import MailWish, State
from listvote.labour.draw import Draw


def _happens(decision: Decision, happening: Happening) -> None:
    decision.status = step(decision.status, happening) or decision.status


def put_off(decision: Decision, until: datetime) -> None:
    """Put the end of a hearing to another instant; the decision closes at the later of it and its own deadline."""
    hearing = decision.hearings[-1]
    decision.deadline = max(hearing.before, until)
    hearing.until = until


@when
def _(event: events.HearingBegun, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    _happens(decision, Happening.HEARING)
    before = decision.hearings[-1].before if decision.hearings else decision.deadline
    decision.hearings.append(Hearing(written.at, event.until, max(before, decision.deadline)))
    decision.held = event.number
    standing = decision.standing(state.received)
    decision.disclosed |= {standing[each].code for each in event.objectors if each in standing}
    put_off(decision, event.until)
    decision.tell("hearing")


@when
def _(event: events.LotCommitted, state: State, written: Written) -> None:
    if event.about.startswith("T"):
        state.draws[event.about] = Draw(event.about, event.commitment, event.secret)
        return
    decision = decision_of(state, event.about)
    decision.lot, decision.lot_secret = event.commitment, event.secret


@when
def _(event: events.KeptUp, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    decision.kept.setdefault(event.actor, []).append(Kept(event.received, event.key, event.reason))
    noted(state, event)


@when
def _(event: events.ObjectionAnswered, state: State, written: Written) -> None:
    decision_of(state, event.about).answers[event.to] = event.text
    noted(state, event)


@when
def _(event: events.NewVersion, state: State, written: Written) -> None:
    before = decision_of(state, event.about)
    rules = Kind.from_facts(event.rules)
    carried = {actor: [_carried(cast, rules)] for actor, cast in before.objections(state.received)[0].items()}
    sealed = rules.ballots is Ballots.SEALED
    public = () if sealed else (cast.code for casts in carried.values() for cast in casts)
    state.decisions[before.ref.number] = Decision(
        ref=replace(before.ref, version=event.version),
        title=before.title,
        text=event.text,
        tag=before.tag,
        opener=before.opener,
        kind_name=event.kind_name,
        rules=rules,
        opened=event.opened,
        closes=event.closes,
        deadline=event.deadline,
        roll=before.roll,
        active=before.active,
        text_sha256=event.text_sha256,
        message_id=before.message_id,
        ballots=carried,
        held=before.held,
        amendments=before.amendments,
        amended=before.amended + (event.because == "amended"),
        because=event.because,
        lapsed=_lapsed(before, carried, state),
        prolonged=before.prolonged,
        reopens=before.reopens,
        charter=before.charter,
        charter_text=before.charter_text,
        charter_difference=before.charter_difference,
        recalls=before.recalls,
        recalled=before.recalled,
        tasks=event.tasks or before.tasks,
        task_titles=event.task_titles or before.task_titles,
        was_sealed=before.was_sealed or sealed,
        box=before.box,
        disclosed={*before.disclosed, *public},
    )
    if event.by:
        state.roll.seen(event.by, event.opened)


def _lapsed(before: Decision, carried: Mapping[int, object], state: State) -> dict[int, str]:
    """The positions that count no longer, those of a version before among them that nobody was told of yet."""
    untold = {} if before.announcement else dict(before.lapsed)
    held = {actor: cast.position for actor, cast in before.standing(state.received).items()}
    return {actor: position for actor, position in (untold | held).items() if actor not in carried}


def _carried(cast: Cast, rules: Kind) -> Cast:
    """An objection in a new version; where its method knows none, it is what comes next to it."""
    words = [each.word for each in POSITIONS[rules.method]]
    if cast.position in words:
        return cast
    return cast._replace(ballot={"position": "object" if "object" in words else words[-1 if "step 8" in words else 1]})


@when
def _(event: events.Seconded, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    decision.seconders.add(event.actor)
    if len(decision.seconders) >= decision.seconders_wanted:
        _happens(decision, Happening.SECONDED)
        announce_again(decision)
    noted(state, event)


def announce_again(decision: Decision) -> None:
    """Have a decision announced once more, now that it is open for votes: its time runs from there."""
    decision.announcement, decision.announced = "", None
    decision.rounds += 1


@when
def _(event: events.AmendmentOffered, state: State, written: Written) -> None:
    offered = Amendment(event.number, event.actor, event.text, event.text_sha256, event.tasks, event.task_titles)
    decision_of(state, event.about).amendments.append(offered)
    noted(state, event)


@when
def _(event: events.RaiseAsked, state: State, written: Written) -> None:
    decision_of(state, event.about).raisers.add(event.actor)
    noted(state, event)


@when
def _(event: events.CancelAsked, state: State, written: Written) -> None:
    decision_of(state, event.about).cancel_wishes[event.actor] = event.why
    noted(state, event)


@when
def _(event: events.Prolonged, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    decision.prolonged, decision.prolonged_why = True, event.why
    if decision.status is Status.NOMINATING:
        decision.nominations_until = event.until
    elif decision.status is Status.HEARING:
        decision.hearings[-1].until = decision.deadline = event.until
    decision.deadline = max(decision.deadline, event.until)
    decision.tell("extended")
    noted(state, event)


@when
def _(event: events.PetitionSigned, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    if not decision.signatures:
        decision.tell("petition")
    decision.signatures.setdefault(event.actor, event.reason)
    noted(state, event)


@when
def _(event: events.Salted, state: State, written: Written) -> None:
    matter = task_of(state, event.about) if event.about.startswith("T") else decision_of(state, event.about)
    sent = matter.salts.setdefault(event.actor, [])
    sent.append((event.received, event.key, event.salt))
    noted(state, event)


@when
def _(event: events.Nominated, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    known = decision.candidacies.get(event.candidate)
    accepted = event.accepted or (known is not None and known.accepted)
    own = event.candidate == event.actor
    statement = event.statement if own and event.statement else known.statement if known else ""
    by = known.by if known else event.actor
    decision.candidacies[event.candidate] = Candidacy(event.candidate, by, accepted, statement)
    noted(state, event)


@when
def _(event: events.VotingBegun, state: State, written: Written) -> None:
    decision = decision_of(state, event.about)
    _happens(decision, Happening.VOTING)
    texts = event.option_texts or ("",) * len(event.options)
    decision.options = tuple(Option(letter, text) for letter, text in zip(event.options, texts, strict=True))
    decision.candidates = dict(event.candidates)
    decision.deadline = event.deadline
    announce_again(decision)


@when
def _(event: events.ReviewDue, state: State, written: Written) -> None:
    decision_of(state, event.about).review_told = True


@when
def _(event: events.Reminded, state: State, written: Written) -> None:
    decision_of(state, event.about).reminded = True


@when
def _(event: events.MailsWanted, state: State, written: Written) -> None:
    wish = state.wishes.get(event.actor, MailWish())
    if event.none_at_all:
        wish = MailWish("off", "off", True)
    else:
        wish = MailWish(event.digest or wish.digest, event.receipts or wish.receipts, False)
    state.wishes[event.actor] = wish
    noted(state, event)

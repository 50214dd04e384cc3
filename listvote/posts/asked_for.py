"""What members ask to see: a ballot form, every line that was counted, the charter, the roll, their own digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from listvote.deliberation.ballots import in_words
from listvote.deliberation.decision import Decision, Status
from listvote.group import State
from listvote.membership.roll import digest as roll_digest
from listvote.posts import at_work, choices, draws, views
from listvote.posts.matters import decided, item, letterhead


def ballot_form(state: State, decision: Decision, answer_to: str, now: datetime) -> views.BallotForm:
    """A fresh form for one decision."""
    return views.BallotForm(
        letterhead(state, answer_to, now),
        ref=str(decision.ref),
        title=decision.title,
        closes=decision.deadline,
        form=choices.form(decision),
        how=choices.how(decision),
        secret=decision.rules.ballots == "secret",
    )


def check_list(state: State, decision: Decision, answer_to: str, now: datetime) -> views.CheckList:
    """Every line that was counted in a decision; of ballots that are not open nothing before the close."""
    if decision.sheet is not None:
        return _sheet(state, decision, answer_to, now)
    shown = decision.rules.ballots == "open" or not decision.status.runs
    counted = sorted(decision.standing(state.received).items()) if shown else ()
    return views.CheckList(
        letterhead(state, answer_to, now),
        ref=str(decision.ref),
        title=decision.title,
        lines=tuple(views.CheckedLine(state.roll.shown_as(actor), cast.position, cast.line) for actor, cast in counted),
        head=state.head.hex(),
        closed=not decision.status.runs,
    )


def _sheet(state: State, decision: Decision, answer_to: str, now: datetime) -> views.CheckList:
    """The sheet of a secret decision, and who took part."""
    lines = [
        views.CheckedLine(line.name, in_words(line.ballot) if line.ballot else "withdrawn", mark=line.mark)
        for line in decision.sheet or ()
    ]
    return views.CheckList(
        letterhead(state, answer_to, now),
        ref=str(decision.ref),
        title=decision.title,
        lines=tuple(lines),
        head=state.head.hex(),
        closed=True,
        voters=tuple(state.roll.shown_as(member) for member in sorted(decision.took_part)),
    )


def charter_text(state: State, answer_to: str, now: datetime) -> views.CharterText:
    """The charter in force."""
    return views.CharterText(
        letterhead(state, answer_to, now),
        toml=state.charter_text,
        version=state.charter_version,
        since=state.charter_since or state.since,
        by=state.charter_by,
        entrenched=tuple(state.charter.charter.entrenched) if state.live else (),
    )


def roll_text(state: State, answer_to: str, now: datetime) -> views.RollText:
    """Who may take part now, under their aliases."""
    eligible = state.roll.eligible(now)
    lines = []
    for member in state.roll.present():
        waits = "" if member.number in eligible else f"votes in what opens from {member.votes_from:%d %b} on"
        lines.append(views.RollLine(member.number, member.shown_as, waits))
    return views.RollText(letterhead(state, answer_to, now), tuple(lines), roll_digest(eligible))


def personal_digest(
    state: State, member: int, since: datetime, answer_to: str, now: datetime, only: Sequence[Decision] | None = None
) -> views.Digest:
    """A member's own digest: what is open with their own answers, what is in doubt, what was decided.

    Args:
        state: the group.
        member: for whom.
        since: what ended after that is told.
        answer_to: the address to which answers go.
        now: aware.
        only: the decisions of a reminder; None for all.
    """
    shown = state.open_decisions() if only is None else only
    ended = [each for each in state.decisions.values() if each.ended is not None and each.ended > since]
    return views.Digest(
        letterhead(state, answer_to, now),
        head=state.head.hex(),
        decisions=tuple(replace(item(state, each, now), yours=_yours(state, each, member)) for each in shown),
        tasks=()
        if only is not None
        else tuple(draws.task_item(state, each, now) for each in draws.looking(state, now)),
        decided=() if only is not None else tuple(decided(state, each) for each in ended),
        judging=at_work.to_judge(state, now, but=member) if only is None else (),
        personal=True,
        reminds=only is not None,
        receipts=_receipts(state, member, since) if only is None else (),
        not_counted=tuple(
            choices.doubt(each, each.asked[member].line, "", each.asked[member].readings)
            for each in shown
            if member in each.asked
        ),
    )


def _receipts(state: State, member: int, since: datetime) -> tuple[views.Counted, ...]:
    """What was counted of a member since then, where the charter puts receipts into the digest."""
    wish = state.wishes.get(member)
    if state.charter.posting.receipts != "digest" or (wish is not None and wish.receipts == "off"):
        return ()
    standing = ((each, each.standing_of(member, state.received)) for each in state.decisions.values())
    return tuple(
        views.Counted(
            position=cast.position,
            ref=str(decision.ref),
            title=decision.title,
            line=cast.line,
            shown_as=state.roll.shown_as(member),
            corrections=choices.words(decision) if decision.status.runs else (),
            until=decision.deadline if decision.status.runs else None,
            code=cast.code,
            reason=cast.reason,
        )
        for decision, cast in standing
        if cast is not None and cast.received > since
    )


def _yours(state: State, decision: Decision, member: int) -> str:
    cast = decision.standing_of(member, state.received)
    return cast.position if cast else ""


def silent(state: State, decision: Decision) -> list[int]:
    """Those on the roll of a decision who are still members and have not answered, and may be written to."""
    there = {each.number for each in state.roll.present()}
    quiet = {number for number, wish in state.wishes.items() if wish.none_at_all}
    return sorted((decision.roll & there) - decision.ballots.keys() - quiet)


def anything(state: State, since: datetime) -> bool:
    """Whether there is anything for a personal digest to tell."""
    recently = any(each.ended is not None and each.ended > since for each in state.decisions.values())
    judging = any(each.judgement is not None and each.judgement.verdict is None for each in state.tasks.values())
    return recently or judging or any(each.status is not Status.PROPOSED for each in state.open_decisions())

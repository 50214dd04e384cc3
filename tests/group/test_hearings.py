"""Consensus from the first objection to its end: hearings, what is kept up, what lapses, the fallback."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listvote import events
from listvote.acts import Verb
from listvote.audit import audit
from listvote.deliberation.decision import Decision, Status
from listvote.deliberation.outcome import judged
from tests.group.a_group import START, Book, act, ballot

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def objected(more: str = "", *, agree: int = 12, at: timedelta = DAY) -> Book:
    """A decision with an objection a day after it opened, and its hearing told."""
    book = Book(more)
    book.open(member=2)
    book.vote("agree", *range(1, agree + 1))
    book.now = START + at
    book.vote("object", 16, reason="The lease forbids it.")
    book.tick(book.now + MINUTE)
    return book


def ended(book: Book) -> Decision:
    """The decision once all its deadlines are past, audited."""
    for _ in range(6):
        decision = book.decision()
        if not decision.status.runs:
            break
        book.tick(decision.deadline + MINUTE)
    assert audit(book.exported()).differences == []
    return book.decision()


def test_the_first_objection_starts_a_hearing_that_is_told() -> None:
    book = Book()
    book.open(member=2)
    book.vote("agree", *range(1, 13))
    book.vote("object", 16, reason="The lease forbids it.")
    assert book.tick(START + HOUR) == ["hearing begun #1", "change #1"]
    decision = book.decision()
    assert (decision.status, decision.held) == (Status.HEARING, 1)
    assert decision.hearing_until == START + HOUR + 7 * DAY == decision.deadline


def test_the_close_is_the_later_of_deadline_and_hearing() -> None:
    book = Book()
    decision = book.open({"closes": "30 days"}, member=2)
    book.vote("object", 16, reason="The lease forbids it.")
    book.tick(START + HOUR)
    assert book.decision().deadline == decision.opened + 30 * DAY


def test_an_objection_within_the_limit_starts_none() -> None:
    book = objected("kinds.ordinary.objections_allowed = 1")
    assert book.decision().status is Status.OPEN
    assert ended(book).status is Status.ADOPTED


def test_an_objection_without_a_reason_starts_none() -> None:
    book = Book()
    book.open(member=2)
    book.ask(16, ballot("object"))
    assert book.tick(START + HOUR) == []
    assert book.decision().standing()[16].position == "disagree"


def test_an_objection_that_nobody_keeps_up_lapses_and_counts_as_a_disagreement() -> None:
    decision = ended(objected())
    assert decision.status is Status.ADOPTED
    assert decision.figures["object"] == 1
    assert judged(decision).lapsed == 1


def test_an_objection_that_is_kept_up_gets_two_hearings_and_then_the_fallback() -> None:
    book = objected()
    for _ in range(2):
        book.ask(16, act(Verb.STILL_OBJECT, "#1"))
        book.tick(book.decision().deadline + MINUTE)
    assert book.decision().status is Status.ADOPTED  # 12 of 13 votes
    assert book.decision().held == 2
    assert audit(book.exported()).differences == []


@pytest.mark.parametrize(
    ("agree", "object_", "fallback", "status"),
    [
        (12, 4, "at least 3/4 of votes", Status.ADOPTED),
        (11, 3, "at least 4/5 of votes", Status.NOT_ADOPTED),
        (12, 1, "none", Status.BLOCKED),
        (11, 5, "at least 1/2 of votes", Status.NOT_ADOPTED),  # more dissent than is allowed: no fallback
    ],
)
def test_what_stands_after_the_last_hearing_goes_to_the_fallback(
    agree: int, object_: int, fallback: str, status: Status
) -> None:
    book = Book(f"kinds.ordinary = {{ hearings = 1, fallback = '{fallback}' }}")
    book.open(member=2)
    book.vote("agree", *range(1, agree + 1))
    book.vote("object", *range(16, 16 - object_, -1), reason="It is loud.")
    book.tick(START + HOUR)
    for member in range(16, 16 - object_, -1):
        book.ask(member, act(Verb.STILL_OBJECT, "#1"))
    book.tick(book.decision().deadline + MINUTE)
    assert book.decision().status is status
    assert audit(book.exported()).differences == []


def test_without_hearings_an_objection_goes_straight_to_the_fallback() -> None:
    book = objected("kinds.ordinary.hearings = 0")
    assert book.decision().status is Status.OPEN
    assert ended(book).status is Status.ADOPTED


def test_an_objection_made_during_the_hearing_is_kept_up_for_it() -> None:
    book = objected("kinds.ordinary = { hearings = 1, fallback = 'none' }")
    book.now += DAY
    book.vote("object", 15, reason="It is dear.")
    assert ended(book).status is Status.BLOCKED
    assert judged(book.decision(), closing=True).lapsed == 1


def test_a_kept_objection_has_to_be_kept_up_again_in_the_next_hearing() -> None:
    book = objected()
    book.ask(16, act(Verb.STILL_OBJECT, "#1"))
    book.tick(book.decision().deadline + MINUTE)
    assert book.decision().status is Status.HEARING
    assert book.decision().held == 2
    assert ended(book).status is Status.ADOPTED
    assert judged(book.decision()).lapsed == 1


def test_satisfied_makes_an_objection_an_abstention_until_a_new_ballot() -> None:
    book = objected()
    book.ask(16, act(Verb.SATISFIED, "#1"))
    assert book.decision().standing()[16].position == "abstain"
    book.now += HOUR
    book.vote("object", 16, reason="No, it is loud.")
    assert book.decision().standing()[16].objects


def test_ballots_stay_changeable_while_a_hearing_lasts_and_the_quorum_is_tested_at_its_end() -> None:
    book = objected(agree=2)
    book.now = book.decision().deadline - HOUR  # after the first deadline, before the hearing's end
    book.vote("agree", 3, 4, 5, 6)
    assert ended(book).status is Status.ADOPTED


def test_without_quorum_at_the_end_of_a_hearing_it_is_extended_once() -> None:
    book = objected(agree=2)
    assert "extended #1" in book.tick(book.decision().deadline + MINUTE)
    assert book.decision().status is Status.OPEN
    assert ended(book).status is Status.INQUORATE


@pytest.mark.parametrize("verb", [Verb.STILL_OBJECT, Verb.SATISFIED])
def test_only_who_objects_can_keep_up_or_be_satisfied(verb: Verb) -> None:
    book = objected()
    decided = book.ask(3, act(verb, "#1"))
    assert decided.events == ()


def test_outside_of_a_hearing_nothing_is_kept_up() -> None:
    book = Book("kinds.ordinary.hearings = 0")
    book.open(member=2)
    book.vote("object", 16, reason="It is loud.")
    assert book.ask(16, act(Verb.STILL_OBJECT, "#1")).events == ()


def test_the_hearing_runs_from_when_its_post_was_handed_over() -> None:
    book = Book()
    book.open(member=2)
    book.vote("object", 16, reason="It is loud.")
    book.now = START + HOUR
    book.write(*book.due().events)
    day = book.state.day(book.now).isoformat()
    post = "change.1@example.org"
    book.write(events.PostWritten(post=post, what="change", day=day, refs=("#1",)))
    book.write(events.PostHandedOver(post=post, when=START + 2 * DAY))
    assert book.decision().hearing_until == START + 9 * DAY
    book.write(events.PostSeen(post=post, when=START + 3 * DAY))
    assert book.decision().hearing_until == START + 10 * DAY


def test_what_the_opener_answers_to_an_objector_stands_beside_the_objection() -> None:
    book = Book()
    book.open(member=2)
    book.ask(16, ballot("object", reason="The lease forbids it."), message_id="objection@example.org")
    book.tick(START + HOUR)
    book.ask(2, answers=("objection@example.org",), text="I asked: it does not.")
    assert book.decision().answers == {16: "I asked: it does not."}
    book.ask(3, answers=("objection@example.org",), text="I am not the opener.")
    assert book.decision().answers == {16: "I asked: it does not."}


def test_a_gradient_has_hearings_and_a_threshold() -> None:
    book = Book("kinds.steps = { method = 'gradient', fallback = 'none', hearings = 1 }")
    book.open(member=2, kind="steps")
    for member, step in enumerate((1, 1, 2, 3, 4, 5, 6, 7), 1):
        book.vote(f"step {step}", member, reason="So.")
    book.vote("step 8", 9, reason="It is loud.")
    assert book.ask(10, ballot("step 8")).events[0].ballot == {"position": "step 7"}  # type: ignore[attr-defined]
    book.tick(START + HOUR)
    assert book.decision().status is Status.HEARING
    decision = ended(book)
    assert decision.status is Status.NOT_ADOPTED  # 4 of 8 votes
    assert decision.figures == {f"step {number}": (2 if number in (1, 7) else 1) for number in range(1, 9)}


# Silence that consents


def test_silence_consents() -> None:
    book = Book()
    decision = book.open(member=2, kind="minor")
    assert decision.deadline == START + 72 * HOUR
    assert ended(book).status is Status.ADOPTED


def test_where_silence_consents_there_are_72_hours_to_object() -> None:
    assert Book().ask(2, act(Verb.OPEN)).events == ()
    book = Book("kinds.minor = { method = 'lazy', closes = '72 hours', at_least = '1 hour' }")
    with pytest.raises(KeyError):
        book.open({"closes": "71 hours"}, member=2, kind="minor")


def test_an_objection_makes_it_a_decision_of_the_default_kind_to_which_it_is_carried() -> None:
    book = Book()
    book.open(member=2, kind="minor")
    book.vote("agree", 1, 3)
    book.vote("object", 16, reason="It is loud.")
    book.tick(START + 72 * HOUR + MINUTE)
    decision = book.decision()
    assert (str(decision.ref), decision.kind_name, decision.because) == ("#1.2", "ordinary", "objected")
    assert decision.participants == 1
    assert decision.status is Status.HEARING
    book.vote("agree", *range(1, 8), ref="#1.2")
    assert ended(book).status is Status.ADOPTED


def test_an_objection_that_was_withdrawn_in_time_does_not() -> None:
    book = Book()
    book.open(member=2, kind="minor")
    book.vote("object", 16, reason="It is loud.")
    book.ask(16, act(Verb.SATISFIED, "#1"))
    assert ended(book).status is Status.ADOPTED

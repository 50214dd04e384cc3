"""The audit of drawn work: whose turn a place was, who judged what; whatever its keeper changes is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from listvote import events
from listvote.acts import Verb
from listvote.audit import audit
from listvote.ledger.chain import Entry
from listvote.ledger.codec import Exported
from tests.group.a_draw import DAY, WEEK, Works
from tests.group.a_group import START, act, resealed, without_private

HOUR = timedelta(hours=1)


@cache
def a_ledger() -> tuple[Entry, ...]:
    """A task whose second place is passed on, whose first changes hands; it is reported, judged, and over."""
    book = Works()
    ref = book.task(people="2", by="--11-30")
    book.through(book.now + 2 * HOUR)
    for member in range(2, 8):
        book.ask(member, act(Verb.OFFER, ref))
    book.through(book.now + WEEK + 3 * DAY)
    task = book.state.tasks[1]
    first, second = task.mandates
    book.ask(first.member, act(Verb.ACCEPT, ref))
    book.ask(second.member, act(Verb.DECLINE, ref))
    book.through(book.now + 2 * HOUR)
    third = task.mandates[2]
    book.ask(third.member, act(Verb.ACCEPT, ref))
    other = next(each for each in range(2, 8) if each not in {each.member for each in task.mandates})
    book.ask(first.member, act(Verb.SWAP, ref, text=book.state.roll.shown_as(other)))
    book.ask(other, act(Verb.SWAP, ref, text=book.state.roll.shown_as(first.member)))
    book.ask(third.member, act(Verb.REPORT, ref, text="All is folded.", terms={"hours": "5"}))
    book.through(book.now + 2 * HOUR)
    for member, word in ((10, "success"), (11, "partly"), (12, "success")):
        book.ask(member, act(Verb.JUDGE, ref, position=word))
    book.through(book.now + 2 * WEEK)
    assert task.over is not None
    return tuple(book.entries)


def found(entries: Any) -> str:
    report = audit(Exported("press", tuple(without_private(entry) for entry in entries)))
    return "; ".join(f"{each.seq}: {each.what}" for each in report.differences)


def of_kind(kind: str, place: int = 0) -> Entry:
    return [entry for entry in a_ledger() if entry.kind == kind][place]


def facts_of(kind: str, place: int = 0) -> dict[str, Any]:
    body = of_kind(kind, place).facts
    assert body is not None
    value: dict[str, Any] = body.value()
    return value


def tampered(kind: str, facts: Mapping[str, Any] | None, place: int = 0) -> str:
    return found(resealed(a_ledger(), {of_kind(kind, place).seq: facts}))


def test_work_as_the_service_writes_it_has_no_differences() -> None:
    assert found(a_ledger()) == ""
    kinds = {entry.kind for entry in a_ledger()}
    assert {"mandate passed on", "swapped", "work reported", "judgement closed", "work ended"} <= kinds


def test_a_place_given_to_somebody_else_than_the_next_in_the_order_is_named() -> None:
    later = facts_of("drawn")["order"][-1]
    assert "next in the order was" in tampered("mandate given", {"member": later})
    assert "next in the order was" in tampered("mandate given", {"apprentice": True})


def test_a_place_given_where_none_is_empty_is_named() -> None:
    said = tampered("mandate passed on", None)
    assert "was given where none was empty" in said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"accept_by": events.instant(START)}, "accepted sooner than the charter says"),
        ({"decision": "#9"}, "for another decision"),
        ({"until": events.instant(START)}, "until another date"),
    ],
)
def test_a_place_given_otherwise_than_the_rules_say_is_named(facts: Mapping[str, Any], said: str) -> None:
    assert said in tampered("mandate given", facts)


@pytest.mark.parametrize("kind", ["mandate accepted", "work reported", "swap asked"])
def test_whoever_speaks_for_anothers_place_is_named(kind: str) -> None:
    assert "that is another's" in tampered(kind, {"actor": 16})


def test_a_place_that_was_passed_on_and_accepted_afterwards_is_named() -> None:
    number = facts_of("mandate passed on")["number"]
    assert "its acceptance of a place in T1 that is" in tampered("mandate accepted", {"number": number}, 1)


def test_a_place_that_changed_hands_without_both_is_named() -> None:
    assert "without both having said so" in tampered("swapped", {"member": 15})
    assert "without both having said so" in tampered("swap asked", None)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"holders": [16]}, "of others than those who did the work"),
        ({"closes": events.instant(START)}, "closes sooner than the charter says"),
    ],
)
def test_a_judgement_that_begins_otherwise_is_named(facts: Mapping[str, Any], said: str) -> None:
    assert said in tampered("judgement begun", facts)


def test_a_judgement_without_a_report_and_before_the_date_is_named() -> None:
    assert "before a report, and before its date" in tampered("work reported", None)


def test_whoever_judges_their_own_work_is_named() -> None:
    holder = facts_of("judgement begun")["holders"][0]
    assert "judged their own work" in tampered("judged", {"actor": holder})
    assert "was not on the roll" in tampered("judged", {"actor": 99})
    assert "no word of a judgement" in tampered("judged", {"verdict": "splendid"})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"verdict": "failure"}, "announced failure"),
        ({"figures": {"success": 9}}, "counted success {'success': 2, 'partly': 1}"),
        ({"polled_through": events.instant(START)}, "before all mail up to its end had been read"),
    ],
)
def test_a_judgement_that_says_something_else_than_its_members_is_named(facts: Mapping[str, Any], said: str) -> None:
    assert said in tampered("judgement closed", facts)


def test_work_that_ends_without_its_judgement_is_named() -> None:
    assert "was ended before its work was judged" in tampered("judgement closed", None)


def an_exchange() -> Works:
    """Three hold a task each; two of them exchange theirs."""
    book = Works("labour.mandates_at_once = 3")
    for member in (2, 3, 4):
        ref = book.task(by="--11-30")
        book.through(book.now + 2 * HOUR)
        book.ask(member, act(Verb.OFFER, ref))
        book.through(book.now + WEEK + 2 * DAY)
        book.ask(member, act(Verb.ACCEPT, ref))
    book.ask(2, act(Verb.SWAP, "T1", text=book.state.roll.shown_as(3)))
    book.ask(3, act(Verb.SWAP, "T2", text=book.state.roll.shown_as(2)))
    return book


def test_what_is_given_in_exchange_is_a_place_of_whoever_said_so() -> None:
    entries = tuple(an_exchange().entries)
    assert found(entries) == ""
    seq = next(entry.seq for entry in entries if entry.kind == "swapped")
    said = found(resealed(entries, {seq: {"other": "T3"}}))
    assert "a place in T3 went in exchange that was not whose word it was" in said


def test_a_place_that_is_accepted_too_late_is_named() -> None:
    assert "accepted after the time for it was over" in tampered(
        "mandate accepted", {"received": events.instant(START + 10 * WEEK)}
    )


def test_a_word_after_the_end_of_a_judgement_is_named() -> None:
    said = tampered("judged", {"received": events.instant(START + 20 * WEEK)})
    assert "after the time for it was over" in said
    assert "before it was reported" in tampered("judged", {"received": events.instant(START)})


def test_whoever_handed_their_part_to_somebody_else_does_not_judge_it() -> None:
    assert "judged their own work" in tampered("judged", {"actor": facts_of("mandate given")["member"]})

"""The audit of draws: pools, standings, salts, order and places computed anew; whatever its keeper changes is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from listvote import events
from listvote.acts import Verb
from listvote.audit import Report, audit, state_of
from listvote.group import State
from listvote.group.draw_records import draw_of, draw_record
from listvote.labour.record import verify
from listvote.ledger.chain import Entry
from listvote.ledger.codec import Exported
from tests.group.a_draw import DAY, WEEK, Works, two_draws
from tests.group.a_group import START, act, resealed, without_private

HOUR = timedelta(hours=1)


def published(entries: Any) -> Exported:
    return Exported("press", tuple(without_private(entry) for entry in entries))


def report_of(entries: Any) -> Report:
    return audit(published(entries))


def found(entries: Any) -> str:
    return "; ".join(f"{each.seq}: {each.what}" for each in report_of(entries).differences)


def of_kind(kind: str, place: int = 0) -> Entry:
    return [entry for entry in two_draws() if entry.kind == kind][place]


def facts_of(kind: str, place: int = 0) -> dict[str, Any]:
    body = of_kind(kind, place).facts
    assert body is not None
    value: dict[str, Any] = body.value()
    return value


def state() -> State:
    found = state_of(published(two_draws()))
    assert found is not None
    return found


def tampered(kind: str, facts: Mapping[str, Any], place: int = 0) -> str:
    return found(resealed(two_draws(), {of_kind(kind, place).seq: facts}))


def test_draws_as_the_service_makes_them_have_no_differences() -> None:
    assert found(two_draws()) == ""


def test_the_report_names_each_draw_and_who_was_left_out_for_private_reasons() -> None:
    report = report_of(two_draws())
    assert [draw.name for draw in report.draws] == ["T1", "T2"]
    assert report.left_out == 1
    assert "Left out of a pool, or of a task in it, by their hours, which only they know: 1." in report.lines()
    assert report.to_json()["draws"][0]["places"] == {"T1": list(report.draws[0].places["T1"])}


def test_whoever_served_comes_behind_all_others_in_the_next_draw() -> None:
    first, second = facts_of("drawn"), facts_of("drawn", 1)
    assert set(second["order"][-2:]) == set(first["places"]["T1"])


def test_another_secret_is_named() -> None:
    assert "is not the one that was committed to" in tampered("drawn", {"secret": "00" * 32})


def test_a_withheld_secret_is_named_while_it_could_still_be_revealed() -> None:
    assert "withheld before its time was over" in tampered("drawn", {"secret": None})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("order", [2, 3, 4, 5, 6, 7]),
        ("places", {"T1": [2, 3]}),
        ("apprentices", {"T1": [5]}),
        ("empty", [{"tasks": ["T1"]}]),
    ],
)
def test_another_outcome_than_the_draws_is_named(key: str, value: Any) -> None:
    assert f"as its {key}, drawn again it is" in tampered("drawn", {key: value})


def test_public_values_that_nobody_entered_are_named() -> None:
    assert "the public values of T1 are not those that were entered" in tampered("drawn", {"public": ["7"]})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"standing": ["", 3]}, "by the draws before it is"),
        ({"number": 12}, "offered for none of its tasks, or cannot"),
        ({"learning": ["T1"]}, "for a task that they cannot be drawn for"),
        ({"prefer": ["T1"]}, "other wishes than they sent"),
    ],
)
def test_a_pool_that_is_not_made_of_the_offers_is_named(line: Mapping[str, Any], said: str) -> None:
    pool = facts_of("pool frozen")["pool"]
    assert said in tampered("pool frozen", {"pool": [pool[0] | line, *pool[1:]]})


def test_a_standing_that_forgets_a_draw_is_named() -> None:
    pool = facts_of("pool frozen", 1)["pool"]
    fresh = [line | {"standing": ["", 0]} for line in pool]
    assert tampered("pool frozen", {"pool": fresh}, 1).count("by the draws before it is") == 2


def test_a_member_who_is_left_out_is_counted_and_drawn_without() -> None:
    pool = facts_of("pool frozen")["pool"]
    entries = resealed(two_draws(), {of_kind("pool frozen").seq: {"pool": pool[1:]}})
    assert report_of(entries).left_out == 2
    assert "drawn again it is" in found(entries)


def test_a_pool_that_has_somebody_twice_is_named() -> None:
    pool = facts_of("pool frozen")["pool"]
    assert "each member once" in tampered("pool frozen", {"pool": [pool[0], *pool]})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"rotation": "lot"}, "another rotation or lot than the charter"),
        ({"lot": "rfc3797"}, "another rotation or lot than the charter"),
        ({"places": {"T1": 3}}, "another number of places than its tasks"),
        ({"apprentices": {"T1": 3}}, "another number of places than its tasks"),
        ({"sources": ["the lottery"]}, "other public sources than the charter"),
        ({"salts_until": events.instant(START)}, "close earlier than the charter says"),
        ({"polled_through": events.instant(START)}, "before all offers up to their time had been read"),
        ({"work_class": ""}, "not of one class of work"),
    ],
)
def test_a_pool_that_is_frozen_otherwise_than_the_rules_say_is_named(facts: Mapping[str, Any], said: str) -> None:
    assert said in tampered("pool frozen", facts)


def test_a_pool_without_a_commitment_before_it_is_named() -> None:
    assert "without a commitment" in found(resealed(two_draws(), {of_kind("lot committed").seq: None}))


def test_salts_that_are_not_the_first_of_each_are_named() -> None:
    assert "not the first that its members sent" in tampered("salts closed", {"salts": [[4, "coffee"]]})
    assert "not the first that its members sent" in tampered("salts closed", {"salts": [[2, "milk"]]})


def test_salts_closed_too_early_are_named() -> None:
    said = tampered("salts closed", {"polled_through": events.instant(START)})
    assert "before all mail up to their time had been read" in said


def test_a_draw_that_is_done_a_second_time_is_named() -> None:
    again = [*two_draws(), of_kind("drawn")]
    assert "which is over" in found(resealed(again, {}))


def test_the_record_of_a_draw_comes_from_the_exported_ledger_and_holds() -> None:
    for name in ("T1", "T2"):
        draw = draw_of(state(), name)
        assert draw is not None
        record = json.loads(json.dumps(draw_record(state(), draw)))
        assert verify(record) == []
        assert record["salts"]
        assert set(record["times"]) == {"pool frozen", "salts closed", "drawn"}
    assert draw_of(state(), "T3") is None


def test_the_record_of_a_draw_shows_what_was_announced() -> None:
    other = state_of(published(resealed(two_draws(), {of_kind("drawn").seq: {"places": {"T1": [3, 2]}}})))
    draw = draw_of(other, "T1") if other else None
    assert other is not None
    assert draw is not None
    assert any('"places"' in each for each in verify(json.loads(json.dumps(draw_record(other, draw)))))


def test_a_secret_that_is_committed_to_a_second_time_is_named() -> None:
    first = of_kind("lot committed")
    frozen = of_kind("pool frozen").seq
    again = [*two_draws()[:frozen], first, *two_draws()[frozen:]]
    said = found(resealed(again, {}))
    assert "a secret for the lot of T1 was committed to a second time" in said
    assert "the secret of T1 was committed to after offers were called for" in said


def test_a_secret_that_is_used_for_two_draws_is_named() -> None:
    same = facts_of("lot committed")["commitment"]
    assert "the lot of T2 is committed to the secret of T1" in tampered("lot committed", {"commitment": same}, 1)


def test_service_from_before_is_counted_and_cannot_come_after_a_draw() -> None:
    def entries(*, late: bool = False, **facts: Any) -> list[Entry]:
        book = Works("labour.classes.print = {}")
        imported = events.ServiceImported(**({"work_class": "print", "history": ({"member": 2, "terms": 4},)} | facts))
        if not late:
            book.write(imported)
        ref = book.task(**{"class": "print"})
        book.ask(2, act(Verb.OFFER, ref))
        book.through(book.now + WEEK + 3 * DAY)
        if late:
            book.write(imported)
        assert book.state.tasks[1].drawn
        return book.entries

    report = report_of(entries())
    assert (report.differences, report.imported) == ([], 1)
    assert any("what 1 member served before listvote" in line for line in report.lines())
    assert "in which somebody was drawn already" in found(entries(late=True))
    assert "who never was on the roll" in found(entries(history=({"member": 77, "terms": 1},)))
    assert "and is no moderator" in found(entries(by=3))


def late(kind: str, place: int = -1) -> str:
    """What is found where an offer or a salt is claimed to have come long after."""
    return tampered(kind, {"received": events.instant(START + 20 * WEEK)}, place)


def test_an_offer_that_came_after_offers_were_closed_is_named() -> None:
    assert "an offer for T2 was taken after offers were closed" in late("offered")
    assert "member 99, who never was on the roll" in tampered("offered", {"actor": 99})


def test_a_salt_that_came_after_salts_were_closed_is_named() -> None:
    assert "a salt for T2 was taken after its salts were closed" in late("salt")
    assert "member 99, who never was on the roll" in tampered("salt", {"actor": 99})


def test_offers_and_salts_that_are_slipped_in_behind_the_freeze_are_named() -> None:
    entries = two_draws()
    freeze = next(entry for entry in entries if entry.kind == "pool frozen")
    offer = next(entry for entry in entries if entry.kind == "offered")
    moved = [each for each in entries if each is not offer]
    moved.insert(moved.index(freeze) + 1, offer)
    assert "was changed after its pool was frozen" in found(resealed(moved, {}))


def test_a_draw_that_pleases_nobody_is_not_repeated_by_taking_offers_once_more() -> None:
    book = Works("labour.task_without_plan = true")
    ref = book.task(people="2", by="--11-30")
    book.through(book.now + 2 * DAY)
    for member in range(2, 8):
        book.ask(member, act(Verb.OFFER, ref))
    book.through(book.now + WEEK + DAY)
    book.write(
        events.OffersReopened(about=ref, round=2, people=2, apprentices=0, offers_until=book.now + WEEK),
    )
    assert "once more for other places than stay empty" in found(book.entries)


def test_a_pool_without_a_task_that_closed_with_it_is_named() -> None:
    book = Works('posting.announce = "digest"')
    for _ in range(2):
        book.task(people="1")
    book.through(book.now + 10 * HOUR)
    for ref in ("T1", "T2"):
        book.ask(2, act(Verb.OFFER, ref))
    book.through(book.now + WEEK + DAY)
    frozen = next(entry for entry in book.entries if entry.kind == "pool frozen")
    assert found(book.entries) == ""
    said = found(resealed(book.entries, {frozen.seq: {"tasks": ["T1"], "places": {"T1": 1}, "apprentices": {"T1": 0}}}))
    assert "has not all the tasks, and those alone, whose offers closed at one time" in said

"""The roll: who may take part, whose address it is, who is active."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from listvote.membership.roll import Alike, Roll, digest

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def a_roll() -> Roll:
    roll = Roll()
    roll.enter(1, MONDAY, "Red Pen", "Ada Example", ("ada@example.org", "ada@example.net"), MONDAY)
    roll.enter(2, MONDAY, "", "Ben Example", ("ben@example.org",), MONDAY)
    roll.enter(3, MONDAY + DAY, "Linotype", "", ("cleo@example.org",), MONDAY)
    return roll


@pytest.mark.parametrize(
    ("at", "eligible"), [(-DAY, set()), (0 * DAY, {1, 2}), (DAY / 2, {1, 2}), (DAY, {1, 2, 3}), (9 * DAY, {1, 2, 3})]
)
def test_who_waits_does_not_vote_yet(at: timedelta, eligible: set[int]) -> None:
    assert a_roll().eligible(MONDAY + at) == eligible


def test_who_left_is_on_the_roll_until_then_and_not_after() -> None:
    roll = a_roll()
    roll.leave(1, MONDAY + 2 * DAY)
    assert roll.eligible(MONDAY + DAY) == {1, 2, 3}
    assert roll.eligible(MONDAY + 2 * DAY) == {2, 3}
    assert [member.number for member in roll.present()] == [2, 3]


def test_who_left_has_no_address_that_acts_and_keeps_the_number() -> None:
    roll = a_roll()
    roll.leave(1, MONDAY)
    assert roll.member_of("ada@example.org") is None
    assert roll.shown_as(1) == "Red Pen"


def test_addresses_are_found_in_any_letter_case() -> None:
    roll = a_roll()
    assert roll.member_of("ADA@Example.ORG") == 1
    assert roll.acts("ADA@Example.ORG", MONDAY)
    assert roll.member_of("eve@example.org") is None
    assert not roll.acts("eve@example.org", MONDAY)


def test_a_new_address_acts_later_and_the_old_one_goes_on() -> None:
    roll = a_roll()
    roll.change(2, "", "Ben Example", ("ben@example.org", "ben@example.net"), MONDAY + 3 * DAY)
    assert roll.acts("ben@example.org", MONDAY)
    assert [roll.acts("ben@example.net", MONDAY + each * DAY) for each in (0, 2, 3)] == [False, False, True]


def test_an_address_that_was_dropped_acts_no_more() -> None:
    roll = a_roll()
    roll.change(1, "Red Pen", "", ("ada@example.net",), MONDAY)
    assert roll.member_of("ada@example.org") is None
    assert roll.member_of("ada@example.net") == 1


def test_an_address_that_went_to_another_member_stays_theirs() -> None:
    roll = a_roll()
    roll.change(2, "", "", ("ben@example.org", "ada@example.net"), MONDAY)
    roll.change(1, "Red Pen", "", ("ada@example.org",), MONDAY)
    assert roll.member_of("ada@example.net") == 2
    roll.leave(1, MONDAY)
    assert roll.member_of("ada@example.net") == 2


def test_members_are_shown_by_alias_or_number() -> None:
    roll = a_roll()
    assert [roll.shown_as(number) for number in (1, 2, 37)] == ["Red Pen", "Member 2", "Member 37"]


def test_active_is_who_acted_since() -> None:
    roll = a_roll()
    roll.seen(1, MONDAY + DAY)
    roll.seen(2, MONDAY - DAY)
    roll.seen(99, MONDAY)
    assert roll.active({1, 2, 3}, MONDAY, MONDAY - DAY) == {1}
    assert roll.active({2, 3}, MONDAY, MONDAY - DAY) == set()


def test_everybody_is_active_until_activity_has_been_known_for_so_long() -> None:
    assert a_roll().active({1, 2, 3}, MONDAY, MONDAY + DAY) == {1, 2, 3}


def test_an_older_act_never_makes_a_member_less_active() -> None:
    roll = a_roll()
    roll.seen(1, MONDAY)
    roll.seen(1, MONDAY - DAY)
    assert roll.members[1].last_active == MONDAY


def test_the_digest_of_a_roll_is_that_of_its_numbers_in_order() -> None:
    assert digest([3, 1, 2]) == digest({1, 2, 3}) == hashlib.sha256(b'{"roll":[1,2,3]}').hexdigest()
    assert digest([]) == hashlib.sha256(b'{"roll":[]}').hexdigest()
    assert digest([1, 2]) != digest([12])


def test_who_may_be_one_person_is_seen_on_the_roll_as_it_stands() -> None:
    roll = a_roll()
    assert roll.look_alike() == []
    roll.enter(4, MONDAY, "Twin", "ben  example", ("b@example.net",), MONDAY)
    roll.enter(5, MONDAY, "Other", "", ("cleo+votes@example.com", "Cleo@example.net".lower()), MONDAY)
    assert roll.look_alike() == [Alike((2, 4), "the same name"), Alike((3, 5), "addresses that begin alike")]
    assert roll.alike("", "cleo@new.example") == [3, 5]
    roll.leave(4, MONDAY + DAY)
    assert roll.look_alike() == [Alike((3, 5), "addresses that begin alike")]


def test_several_addresses_of_one_member_are_no_likeness() -> None:
    roll = Roll()
    roll.enter(1, MONDAY, "Red Pen", "Ada Example", ("ada@example.org", "ada@example.net"), MONDAY)
    assert roll.look_alike() == []


def test_who_left_is_known_by_address_until_somebody_comes_back_with_it() -> None:
    roll = a_roll()
    assert not roll.left_from("ben@example.org")
    roll.leave(2, MONDAY + DAY)
    assert roll.left_from("Ben@example.org")
    roll.enter(9, MONDAY, "", "", ("ben@example.org",), MONDAY)
    assert not roll.left_from("ben@example.org")
    roll.leave(9, MONDAY + DAY)
    roll.erase(9)
    assert not roll.left_from("ben@example.org")

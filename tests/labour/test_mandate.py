"""The life of a mandate is one closed table; who is asked next follows from the order of the draw alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.labour.mandate import (
    LIFE,
    RUNNING,
    Happening,
    Mandate,
    Place,
    Standing,
    empty_places,
    next_in_order,
    step,
)

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

EXPECTED = {
    Standing.GIVEN: {
        Happening.ACCEPTANCE: Standing.ACCEPTED,
        Happening.DECLINING: Standing.PASSED_ON,
        Happening.SILENCE: Standing.EXPIRED,
        Happening.RECALL: Standing.RECALLED,
        Happening.LEAVING: Standing.PASSED_ON,
        Happening.END: Standing.EXPIRED,
        Happening.CALLING_OFF: Standing.CALLED_OFF,
    },
    Standing.ACCEPTED: {
        Happening.HAND_BACK: Standing.HANDED_BACK,
        Happening.SWAP_WISH: Standing.ACCEPTED,
        Happening.SWAP: Standing.SWAPPED,
        Happening.REMINDER: Standing.ACCEPTED,
        Happening.NOTE: Standing.ACCEPTED,
        Happening.REPORT: Standing.REPORTED,
        Happening.DATE: Standing.REPORTED,
        Happening.RECALL: Standing.RECALLED,
        Happening.LEAVING: Standing.HANDED_BACK,
        Happening.END: Standing.ENDED,
        Happening.CALLING_OFF: Standing.CALLED_OFF,
    },
    Standing.CALLED_OFF: {Happening.REPORT: Standing.CALLED_OFF},
    Standing.REPORTED: {
        Happening.REPORT: Standing.REPORTED,
        Happening.VERDICT: Standing.JUDGED,
        Happening.RECALL: Standing.RECALLED,
    },
    Standing.JUDGED: {Happening.END: Standing.ENDED},
}


def but(*cannot: int) -> Callable[[int], bool]:
    """Everybody can serve but some."""
    return lambda member: member not in cannot


def a_mandate(
    member: int = 1, number: int = 1, standing: Standing = Standing.GIVEN, apprentice: bool = False
) -> Mandate:
    mandate = Mandate("T1", number, member, MONDAY, MONDAY + timedelta(days=3), apprentice=apprentice)
    mandate.standing = standing
    return mandate


@pytest.mark.parametrize(("standing", "happening"), list(product(Standing, Happening)))
def test_every_pair_of_standing_and_happening_is_in_the_table_or_refused(
    standing: Standing, happening: Happening
) -> None:
    expected = EXPECTED.get(standing, {}).get(happening)
    assert step(standing, happening) is expected
    mandate = a_mandate(standing=standing)
    assert mandate.happens(happening, MONDAY) is (expected is not None)
    assert mandate.standing is (expected or standing)
    ended = expected is not None and standing.runs and not expected.runs
    assert mandate.ended == (MONDAY if ended else None)


def test_nothing_happens_to_a_mandate_that_ended_but_the_report_of_work_that_was_called_off() -> None:
    late = (Standing.CALLED_OFF, Happening.REPORT)
    assert [pair for pair in LIFE if not pair[0].runs] == [late]
    assert LIFE[late] is Standing.CALLED_OFF


def test_every_end_is_reached_from_some_standing_and_every_standing_that_runs_leads_to_an_end() -> None:
    reached = {Standing.GIVEN}
    while more := {after for (before, _), after in LIFE.items() if before in reached} - reached:
        reached |= more
    assert reached == set(Standing)
    for standing in RUNNING:
        seen = {standing}
        while more := {after for (before, _), after in LIFE.items() if before in seen} - seen:
            seen |= more
        assert any(not each.runs for each in seen), standing


def test_only_who_accepted_once_has_served_a_term() -> None:
    passed, served = a_mandate(), a_mandate()
    passed.happens(Happening.DECLINING, MONDAY)
    served.happens(Happening.ACCEPTANCE, MONDAY)
    served.happens(Happening.HAND_BACK, MONDAY)
    assert (passed.is_term, served.is_term) == (False, True)


def test_the_next_in_the_order_is_the_first_who_was_not_asked_and_can_serve() -> None:
    given_ = [a_mandate(4, 1, Standing.PASSED_ON), a_mandate(2, 2)]
    assert next_in_order((4, 2, 7, 5), given_, but()) == 7
    assert next_in_order((4, 2, 7, 5), given_, but(7)) == 5
    assert next_in_order((4, 2, 7, 5), given_, but(7, 5)) is None
    assert next_in_order((4, 2, 7, 5), given_, but(), chosen=(5,)) == 5


def test_whoever_was_skipped_comes_first_again_once_they_can_serve() -> None:
    given_ = [a_mandate(4, 1, Standing.PASSED_ON)]
    assert next_in_order((4, 2, 7), given_, but(2)) == 7
    assert next_in_order((4, 2, 7), given_, but()) == 2


def test_places_are_empty_that_nobody_holds_or_may_still_take() -> None:
    held = [
        a_mandate(1, 1, Standing.ACCEPTED),
        a_mandate(2, 2, Standing.RECALLED),
        a_mandate(3, 3, Standing.PASSED_ON, apprentice=True),
    ]
    assert empty_places(held, 2, 1) == [Place(), Place(True)]
    assert empty_places([*held, a_mandate(4, 4), a_mandate(5, 5, apprentice=True)], 2, 1) == []
    assert empty_places([], 1, 0) == [Place()]


HAPPENING = st.sampled_from(Happening)


@given(
    order=st.lists(st.integers(1, 9), unique=True, max_size=9),
    places=st.integers(1, 4),
    lives=st.lists(st.tuples(st.integers(0, 30), HAPPENING), max_size=60),
    away=st.lists(st.frozensets(st.integers(1, 9), max_size=4), max_size=60),
)
def test_in_every_life_of_a_task_each_empty_place_was_offered_in_order_and_nobody_holds_two(
    order: list[int], places: int, lives: list[tuple[int, Happening]], away: list[frozenset[int]]
) -> None:
    mandates: list[Mandate] = []
    recalled: set[int] = set()
    for turn, (which, happening) in enumerate(lives):
        absent = away[turn] if turn < len(away) else frozenset()
        for _ in empty_places(mandates, places, 0):
            member = next_in_order(order, mandates, but(*absent))
            if member is None:
                asked = {each.member for each in mandates}
                assert set(order) <= asked | absent  # an empty place has been offered to everyone who could serve
                break
            before = order[: order.index(member)]
            assert all(each in absent or each in {one.member for one in mandates} for each in before)
            mandates.append(a_mandate(member, len(mandates) + 1))
        running = [each.member for each in mandates if each.standing.runs]
        assert len(running) == len(set(running)) <= places
        assert not recalled & set(running)
        if mandates:
            one = mandates[which % len(mandates)]
            if one.happens(happening, MONDAY) and happening is Happening.RECALL:
                recalled.add(one.member)
    assert len({each.member for each in mandates}) == len(mandates)

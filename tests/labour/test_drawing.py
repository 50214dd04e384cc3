"""A draw of work: the order by standing and lot, places for the able and apprentices, substitutes, empty places."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from listvote.charter import Rotation
from listvote.labour.drawing import Candidate, Empty, Places, Seat, draw
from listvote.labour.rotation import Service, standing

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STALL = Places("T7", 1)


def on(*tasks: str) -> frozenset[str]:
    return frozenset(tasks)


def waiting(member: int, weeks: int | None, terms: int = 0, **more: object) -> Candidate:
    """A member who was last asked so many weeks after the first Monday; None: never."""
    service = Service(terms, None if weeks is None else MONDAY + timedelta(weeks=weeks))
    held: dict[str, object] = {"able": on("T7")} | more
    return Candidate(member, standing(Rotation.TURNS, service), **held)  # type: ignore[arg-type]


def test_whose_turn_it_is_goes_before_the_lot_and_the_lot_settles_ties() -> None:
    pool = [waiting(1, 3, 1), waiting(2, None), waiting(3, 1, 2), waiting(4, 1, 1), waiting(5, None)]
    assert draw([STALL], pool, [1, 5, 4, 3, 2]).order == (5, 2, 4, 3, 1)


def test_a_debt_orders_as_an_exact_fraction() -> None:
    owed = {1: Fraction(1, 3), 2: Fraction(333_333_333, 1_000_000_000), 3: Fraction(-1, 7), 4: Fraction(5, 12)}
    pool = [Candidate(each, standing(Rotation.SHARE, Service(debt=debt))) for each, debt in owed.items()]
    assert draw([STALL], pool, [3, 2, 1, 4]).order == (4, 1, 2, 3)


def test_substitutes_are_the_next_in_the_order_who_may_hold_the_task_and_have_no_place() -> None:
    pool = [
        waiting(1, None, able=on("T7", "T8")),
        waiting(2, None, able=on("T8")),
        waiting(3, None),
        waiting(4, None, able=on("T7", "T8")),
        waiting(5, None, able=frozenset(), learning=on("T7")),
    ]
    drawn = draw([Places("T7", 1), Places("T8", 1)], pool, [1, 2, 3, 4, 5])
    assert drawn.seats == (Seat("T7", 1), Seat("T8", 2))
    assert drawn.substitutes("T7") == (3, 4)
    assert drawn.substitutes("T8") == (4,)
    assert drawn.substitutes("T7", apprentice=True) == (5,)
    assert drawn.substitutes("T9") == ()


def test_apprentices_are_drawn_among_those_who_have_no_place() -> None:
    pool = [
        waiting(1, None, able=on("T7"), learning=on("T8")),
        waiting(2, None, able=frozenset(), learning=on("T7", "T8")),
        waiting(3, None, able=frozenset(), learning=on("T7")),
    ]
    drawn = draw([Places("T7", 1, apprentices=1), Places("T8", 0, apprentices=2)], pool, [1, 2, 3])
    assert drawn.seats == (Seat("T7", 1), Seat("T7", 3, True), Seat("T8", 2, True))
    assert drawn.empty == (Empty(("T8",), 2, 1, (), True),)


def test_why_a_place_stays_empty_names_the_tasks_the_skill_and_how_many_offered() -> None:
    tasks = [Places("T7", 2, skills=("layout",)), Places("T8", 1), Places("T9", 2, skills=("layout",))]
    pool = [waiting(each, None, able=on("T7", "T9")) for each in (1, 2, 3)] + [waiting(4, None, able=on("T8"))]
    drawn = draw(tasks, pool, [1, 2, 3, 4])
    assert drawn.empty == (Empty(("T7", "T9"), 4, 3, ("layout",)),)
    assert draw(tasks, [], []).empty == tuple(Empty((each.task,), each.people, 0, each.skills) for each in tasks)


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_the_pool_is_handed_over_changes_nothing(chance: object) -> None:
    tasks = [Places("T7", 1, 1), Places("T8", 2), Places("T9", 1, 1)]
    pool = [
        waiting(
            number,
            chance.choice((None, 1, 2)),  # type: ignore[attr-defined]
            able=on(*chance.sample(("T7", "T8", "T9"), 2)),  # type: ignore[attr-defined]
            learning=on("T9"),
        )
        for number in range(1, 9)
    ]
    lot = chance.sample(range(1, 9), 8)  # type: ignore[attr-defined]
    other = chance.sample(pool, len(pool))  # type: ignore[attr-defined]
    assert draw(tasks, pool, lot) == draw(tasks, other, lot)

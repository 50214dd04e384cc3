"""Rotation: what is remembered, how it orders, and that it keeps what it promises, whoever is available when."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.charter import Rotation
from listvote.labour.rotation import Service, after_draw, bound, imported, read_standing, standing, written

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Rota:
    """A class of work that is drawn once a week: who was asked in which week."""

    def __init__(self, rotation: Rotation, chance: random.Random) -> None:
        self.rotation, self.chance = rotation, chance
        self.services: dict[int, Service] = {}
        self.asked: list[list[int]] = []
        self.share: Counter[int] = Counter()
        self.shares: dict[int, Fraction] = {}

    def draw(self, available: Iterable[int], places: int) -> list[int]:
        lot = sorted(available)
        self.chance.shuffle(lot)
        order = sorted(lot, key=lambda member: standing(self.rotation, self.services.get(member)))
        asked = order[:places]
        at = MONDAY + timedelta(weeks=len(self.asked))
        self.services = after_draw(self.services, lot, asked, at)
        self.asked.append(asked)
        for member in lot:
            self.shares[member] = self.shares.get(member, Fraction(0)) + Fraction(min(places, len(lot)), len(lot))
        return asked

    def terms(self, member: int) -> int:
        return sum(member in asked for asked in self.asked)

    def unfairness(self) -> Fraction:
        """The largest difference between what somebody has served and their share."""
        return max((abs(self.terms(member) - share) for member, share in self.shares.items()), default=Fraction(0))

    def longest_wait(self, member: int) -> int:
        """The most draws from one in which a member was asked (or from the beginning) to the next, or to the end."""
        weeks = [-1, *(week for week, asked in enumerate(self.asked) if member in asked)]
        return max([later - week for week, later in pairwise(weeks)] + [len(self.asked) - 1 - weeks[-1]])


@given(st.integers(1, 12), st.integers(1, 14), st.integers(1, 40), st.randoms(use_true_random=False))
def test_turns_keep_terms_within_one_and_nobody_waits_longer_than_promised(
    people: int, places: int, draws: int, chance: random.Random
) -> None:
    rota = Rota(Rotation.TURNS, chance)
    for _ in range(draws):
        rota.draw(range(1, people + 1), places)
        terms = [rota.terms(member) for member in range(1, people + 1)]
        assert max(terms) - min(terms) <= 1
    assert max(map(rota.longest_wait, range(1, people + 1))) <= -(-people // places)


@given(st.integers(1, 12), st.integers(1, 14), st.integers(1, 40), st.randoms(use_true_random=False))
def test_counting_terms_keeps_them_within_one(people: int, places: int, draws: int, chance: random.Random) -> None:
    rota = Rota(Rotation.COUNT, chance)
    for _ in range(draws):
        rota.draw(range(1, people + 1), places)
        terms = [rota.terms(member) for member in range(1, people + 1)]
        assert max(terms) - min(terms) <= 1


@given(
    st.integers(2, 8).flatmap(
        lambda people: st.lists(
            st.tuples(st.sets(st.integers(1, people), min_size=1), st.integers(1, people)), min_size=1, max_size=60
        )
    ),
    st.randoms(use_true_random=False),
)
def test_shares_keep_within_half_of_the_others_for_any_availability(
    weeks: list[tuple[set[int], int]], chance: random.Random
) -> None:
    rota = Rota(Rotation.SHARE, chance)
    for available, places in weeks:
        rota.draw(available, places)
        assert rota.unfairness() <= Fraction(len(rota.shares) - 1, 2)
        assert sum((service.debt for service in rota.services.values()), Fraction(0)) == 0


def test_a_week_that_always_sets_the_most_and_least_served_against_one_another_stays_within_the_share() -> None:
    """Pairs that are nearly even are set against one another: what drives a greedy rule as far as it goes."""
    people, worst = 9, Fraction(0)
    for seed in range(20):
        chance = random.Random(seed)
        rota = Rota(Rotation.SHARE, chance)
        rota.draw(range(1, people + 1), 1)
        for _ in range(200):
            ordered = sorted(range(1, people + 1), key=lambda member: (rota.services[member].debt, chance.random()))
            low = min(range(people - 1), key=lambda place: _apart(rota, ordered[place], ordered[place + 1]))
            rota.draw(ordered[low : low + 2], 1)
            worst = max(worst, rota.unfairness())
    assert Fraction(2) < worst <= Fraction(people - 1, 2)


def _apart(rota: Rota, one: int, other: int) -> Fraction:
    return abs(rota.services[one].debt - rota.services[other].debt)


def _everybody(_: int, __: random.Random) -> set[int]:
    return set(range(1, 13))


def _unevenly(_: int, chance: random.Random) -> set[int]:
    """The higher the number, the rarer: 1 nearly always, 12 every eighth week; somebody is always there."""
    there = {member for member in range(1, 13) if chance.random() < 1 - (member - 1) / 12.6}
    return there | {1, 2}


def _in_seasons(week: int, chance: random.Random) -> set[int]:
    """Four people from October to March only, four the other way round, four every other week."""
    winter = week % 52 < 26
    return {*(range(1, 5) if winter else range(5, 9)), *(each for each in range(9, 13) if (week + each) % 2)}


@pytest.mark.parametrize("rotation", list(Rotation))
@pytest.mark.parametrize("availability", [_everybody, _unevenly, _in_seasons])
def test_a_year_of_two_jobs_for_twelve_people(
    rotation: Rotation, availability: Callable[[int, random.Random], set[int]]
) -> None:
    for seed in range(10):
        chance = random.Random(seed)
        rota = Rota(rotation, chance)
        for week in range(52):
            rota.draw(availability(week, chance), 2)
        terms = [rota.terms(member) for member in range(1, 13)]
        assert sum(terms) == 104
        if rotation is Rotation.SHARE:
            assert rota.unfairness() <= Fraction(11, 2)
        if availability is _everybody and rotation in {Rotation.TURNS, Rotation.COUNT}:
            assert set(terms) <= {8, 9}
        if availability is _everybody and rotation is Rotation.TURNS:
            assert max(map(rota.longest_wait, range(1, 13))) == 6


def test_declining_spends_the_turn_and_not_a_term() -> None:
    first, second = MONDAY, MONDAY + timedelta(weeks=1)
    services = after_draw({}, [1, 2, 3], [1], first)
    services[1] = services[1].passed()
    assert (services[1].terms, services[1].last, services[1].passes) == (0, first, 1)
    services[2] = services[2].asked(first)
    standings = {member: standing(Rotation.TURNS, services.get(member)) for member in (1, 2, 3)}
    assert min(standings, key=standings.__getitem__) == 3
    assert standings[1] < standings[2]
    assert standing(Rotation.COUNT, services[1]) == (0,)
    assert services[1].debt == Fraction(1, 3) - 1
    assert after_draw(services, [1, 2, 3], [3], second)[3].last == second


def test_a_substitute_for_an_old_draw_is_not_set_back() -> None:
    later = Service().asked(MONDAY + timedelta(weeks=3))
    assert later.asked(MONDAY).last == MONDAY + timedelta(weeks=3)


def test_what_was_served_before_is_imported() -> None:
    history = imported({4: (3, MONDAY), 7: (0, None), 9: (1, None)})
    assert [history[each].terms for each in (4, 7, 9)] == [3, 0, 1]
    assert [history[each].debt for each in (4, 7, 9)] == [Fraction(-5, 3), Fraction(4, 3), Fraction(1, 3)]
    order = sorted(history, key=lambda member: standing(Rotation.TURNS, history[member]))
    assert order == [7, 9, 4]
    assert imported({}) == {}


@pytest.mark.parametrize("rotation", list(Rotation))
@given(st.integers(0, 9), st.integers(0, 9), st.fractions(max_denominator=97), st.booleans())
def test_a_standing_is_read_as_it_was_written(
    rotation: Rotation, terms: int, weeks: int, debt: Fraction, never: bool
) -> None:
    service = Service(terms, None if never else MONDAY + timedelta(weeks=weeks), 0, debt)
    place = standing(rotation, service)
    assert read_standing(rotation, json.loads(json.dumps(written(place)))) == place


@pytest.mark.parametrize(
    ("rotation", "value"),
    [
        (Rotation.TURNS, ["yesterday", 1]),
        (Rotation.TURNS, ["", True]),
        (Rotation.TURNS, [""]),
        (Rotation.SHARE, ["1/0"]),
        (Rotation.SHARE, ["2/4"]),
        (Rotation.SHARE, ["half"]),
        (Rotation.SHARE, [0]),
        (Rotation.COUNT, ["1"]),
        (Rotation.COUNT, [True]),
        (Rotation.LOT, [1]),
        (Rotation.LOT, None),
    ],
)
def test_what_is_no_standing_of_the_rotation_is_not_read(rotation: Rotation, value: object) -> None:
    assert read_standing(rotation, value) is None


@pytest.mark.parametrize(
    ("rotation", "people", "places", "said"),
    [
        (Rotation.TURNS, 12, 2, "If the same 12 members are always available for 2 places, their numbers of terms "
         "differ by at most 1, and nobody waits more than 6 draws."),
        (Rotation.TURNS, 5, 2, "nobody waits more than 3 draws."),
        (Rotation.TURNS, 1, 3, "If the same 1 member is always available for 3 places, their numbers of terms "
         "differ by at most 1, and nobody waits more than 1 draw."),
        (Rotation.SHARE, 12, 2, "here 1/6 of a term"),
        (Rotation.SHARE, 12, 2, "what one of 12 members has served differs from their share by at most 5 1/2 terms."),
        (Rotation.SHARE, 2, 2, "here a whole term"),
        (Rotation.SHARE, 2, 1, "by at most 1/2 term."),
        (Rotation.SHARE, 3, 1, "by at most 1 term."),
        (Rotation.COUNT, 3, 1, "their numbers of terms differ by at most 1."),
        (Rotation.LOT, 3, 1, "Everyone is equal before the lot"),
    ],
)  # fmt: skip
def test_the_promise_is_said_in_words(rotation: Rotation, people: int, places: int, said: str) -> None:
    assert said in bound(rotation, people, places)

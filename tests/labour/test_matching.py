"""Who does what: held against every assignment in thousands of small cases; the reasons for empty places."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import pytest

from listvote.labour.matching import Shortage, Wish, assign, shortages

CASES = 4_000


def every(order: Sequence[Wish], places: Mapping[str, int]) -> Iterator[dict[int, str]]:
    """Every way to give places, the empty one included."""
    if not order:
        yield {}
        return
    first, rest = order[0], order[1:]
    for given in every(rest, places):
        yield given
        for task in first.tasks & places.keys():
            if sum(each == task for each in given.values()) < places[task]:
                yield {first.member: task, **given}


def worth(given: Mapping[int, str], order: Sequence[Wish], places: Mapping[str, int]) -> tuple[object, ...]:
    """What the rules compare, in their order; the least is the best."""
    plan = list(places)
    serving = [wish for wish in order if wish.member in given]

    def step(wish: Wish) -> int:
        named = [task for task in dict.fromkeys(wish.prefer) if task in wish.tasks and task in places]
        task = given[wish.member]
        return named.index(task) if task in named else len(named)

    return (
        -len(given),
        [wish.member not in given for wish in order],
        [step(wish) for wish in serving],
        [-sum(task == each for each in given.values()) for task in plan],
        [plan.index(given[wish.member]) for wish in serving],
    )


def a_case(chance: random.Random) -> tuple[list[Wish], dict[str, int]]:
    tasks = [f"T{number}" for number in range(1, chance.randint(1, 4) + 1)]
    places = {task: chance.choice((0, 1, 1, 2, 3)) for task in chance.sample(tasks, len(tasks))}
    members = chance.sample(range(1, 20), chance.randint(0, 5))
    order = []
    for member in members:
        may = frozenset(task for task in tasks if chance.random() < 0.55)
        prefer = tuple(chance.sample([*tasks, "T99"], chance.randint(0, len(tasks)))) if chance.random() < 0.5 else ()
        order.append(Wish(member, may, prefer))
    return order, places


def test_no_other_assignment_is_better_in_thousands_of_small_cases() -> None:
    chance = random.Random(1848)
    for _ in range(CASES):
        order, places = a_case(chance)
        best = min(every(order, places), key=lambda given: worth(given, order, places))
        assert assign(order, places) == best, (order, places)


def test_empty_places_are_explained_to_the_last_one_in_thousands_of_small_cases() -> None:
    chance = random.Random(1871)
    explained = 0
    for _ in range(CASES):
        order, places = a_case(chance)
        given = assign(order, places)
        found = shortages(order, places, given)
        held = {task: sum(each == task for each in given.values()) for task in places}
        named = [task for shortage in found for task in shortage.tasks]
        assert len(named) == len(set(named))
        assert {task for task in places if held[task] < places[task]} <= set(named)
        for shortage in found:
            tasks = set(shortage.tasks)
            assert shortage.wanted == sum(places[task] for task in tasks)
            assert shortage.offered == sum(bool(wish.tasks & tasks) for wish in order)
            assert shortage.wanted - shortage.offered == sum(places[task] - held[task] for task in tasks) > 0
            explained += 1
        assert sum(places.values()) - len(given) == sum(each.wanted - each.offered for each in found)
    assert explained > CASES / 10


def test_no_smaller_group_of_tasks_explains_as_many_empty_places() -> None:
    chance = random.Random(1917)
    for _ in range(CASES // 4):
        order, places = a_case(chance)
        given = assign(order, places)
        held = {task: sum(each == task for each in given.values()) for task in places}
        for shortage in shortages(order, places, given):
            lacking = {task for task in shortage.tasks if held[task] < places[task]}
            for size in range(1, len(shortage.tasks)):
                for fewer in combinations(shortage.tasks, size):
                    if lacking <= set(fewer):
                        offered = sum(bool(wish.tasks & set(fewer)) for wish in order)
                        assert sum(places[task] for task in fewer) - offered < shortage.wanted - shortage.offered


@pytest.mark.parametrize(
    ("order", "places", "given"),
    [
        ([Wish(1, frozenset({"T1", "T2"})), Wish(2, frozenset({"T1"}))], {"T1": 1, "T2": 1}, {1: "T2", 2: "T1"}),
        ([Wish(1, frozenset({"T1", "T2"})), Wish(2, frozenset({"T1"}))], {"T1": 1}, {1: "T1"}),
        ([Wish(1, frozenset({"T1", "T2"}), ("T2",)), Wish(2, frozenset({"T1", "T2"}))], {"T1": 1, "T2": 1},
         {1: "T2", 2: "T1"}),
        ([Wish(1, frozenset({"T1", "T2"}), ("T2",)), Wish(2, frozenset({"T2"}))], {"T1": 1, "T2": 1},
         {1: "T1", 2: "T2"}),
        ([Wish(5, frozenset({"T2", "T1"}))], {"T1": 1, "T2": 1}, {5: "T1"}),
        ([Wish(5, frozenset({"T2", "T1"}))], {"T2": 1, "T1": 1}, {5: "T2"}),
        ([Wish(1, frozenset({"T1", "T2"})), Wish(2, frozenset({"T1", "T3"}))], {"T1": 1, "T2": 1, "T3": 1},
         {1: "T2", 2: "T1"}),
    ],
    ids=[
        "the first makes room so that both serve",
        "whose turn it is serves where one place is left",
        "what somebody prefers goes before the plan",
        "what somebody prefers leaves nobody without a place",
        "without preferences the plan's order decides",
        "and it is the plan's, not the tasks' numbers",
        "earlier tasks are filled before later ones",
    ],
)  # fmt: skip
def test_the_rules_one_by_one(order: list[Wish], places: dict[str, int], given: dict[int, str]) -> None:
    assert assign(order, places) == given


def test_three_able_for_four_places_are_said_so() -> None:
    layout = frozenset({"T7", "T9"})
    order = [Wish(1, layout), Wish(2, layout), Wish(3, frozenset({"T9"})), Wish(4, frozenset({"T8"}))]
    places = {"T7": 2, "T8": 1, "T9": 2}
    assert shortages(order, places, assign(order, places)) == [Shortage(("T7", "T9"), 4, 3)]


def test_whoever_comes_first_serves_even_where_many_exchanges_are_needed() -> None:
    tasks = [f"T{number}" for number in range(60)]
    order = [Wish(number, frozenset({tasks[number - 1], tasks[number]})) for number in range(1, 60)]
    order += [Wish(100, frozenset({tasks[0]})), Wish(101, frozenset({tasks[59]}))]
    given = assign(order, dict.fromkeys(tasks, 1))
    assert given[100] == "T0"
    assert 101 not in given
    assert len(given) == 60

"""Who does what, where several tasks are drawn together: as many places filled as possible, and whose turn it is first.

The rules, each within what those before it leave open:

1. As many places are filled as possible, one place a member.
2. Members are taken in the order of the draw, as long as that many places can still be filled.
3. In that order, each gets the best of what they prefer that is still possible.
4. Earlier tasks of the plan are filled before later ones.
5. In the order of the draw, each gets the earliest task that is still possible.

The last rule leaves nothing open: there is one answer. It is found by exchanges along paths: somebody moves to another
task that they may hold, whoever makes room for them moves on, and so forth. A breadth-first search finds the path;
where there is none, the tasks that it saw are full for good.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Shortage", "Wish", "assign", "shortages"]


@dataclass(frozen=True, slots=True)
class Wish:
    """One member in the order of the draw: the tasks that they may hold, and those that they prefer, the best first.

    What is preferred and may not be held counts for nothing; what is not named in `prefer` comes after all that is.
    """

    member: int
    tasks: frozenset[str]
    prefer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why places stay empty: these tasks together want so many people, and so few may hold any of them.

    All who may are at work on these tasks, so that `wanted` less `offered` places stay empty, whoever does what.
    """

    tasks: tuple[str, ...]
    wanted: int
    offered: int


def assign(order: Sequence[Wish], places: Mapping[str, int]) -> dict[int, str]:
    """Give the places of several tasks to members in the order of a draw.

    Args:
        order: the members, each once, whoever comes first in the draw first.
        places: how many each task wants, in the order of the plan.

    Returns:
        the task of each member who has one, in the order of the draw.
    """
    board = _Board(order, places)
    for member in range(len(order)):
        board.take(member)
    for member in board.taken:
        board.prefer(member, order[member].prefer)
    board.fill_in_order()
    for member in board.taken:
        board.earliest(member)
    return {order[member].member: board.tasks[board.at[member]] for member in board.taken}


def shortages(order: Sequence[Wish], places: Mapping[str, int], given: Mapping[int, str]) -> list[Shortage]:
    """Say why places stay empty: by Hall's theorem there are tasks that together want more than may hold them.

    Args:
        order: the members, each once.
        places: how many each task wants, in the order of the plan.
        given: what `assign` made of them.

    Returns:
        the smallest such groups of tasks, those that share a task as one, in the order of the plan; empty where every
        place is filled.
    """
    may: dict[str, set[int]] = {task: set() for task in places}
    for wish in order:
        for task in wish.tasks & may.keys():
            may[task].add(wish.member)
    held = dict.fromkeys(places, 0)
    for task in given.values():
        held[task] += 1
    groups: list[set[str]] = []
    for task, wanted in places.items():
        if held[task] < wanted and not any(task in group for group in groups):
            group = _closed(task, may, given)
            apart = [other for other in groups if not other & group]
            groups = [*apart, group.union(*(other for other in groups if other & group))]
    found = []
    for group in groups:
        offered = set().union(*(may[task] for task in group))
        tasks = tuple(task for task in places if task in group)
        found.append(Shortage(tasks, sum(places[task] for task in tasks), len(offered)))
    plan = {task: place for place, task in enumerate(places)}
    return sorted(found, key=lambda shortage: plan[shortage.tasks[0]])


def _closed(task: str, may: Mapping[str, set[int]], given: Mapping[int, str]) -> set[str]:
    """The task, those that its members work on instead, those that theirs do, and so forth."""
    group, new = {task}, [task]
    while new:
        instead = {given[member] for member in may[new.pop()]} - group
        group |= instead
        new += sorted(instead)
    return group


class _Board:
    """Who holds what while places are given: sets of tasks are whole numbers, one bit a task in the plan's order."""

    def __init__(self, order: Sequence[Wish], places: Mapping[str, int]) -> None:
        self.tasks = list(places)
        self.room = [max(0, people) for people in places.values()]
        self.bit = {task: 1 << number for number, task in enumerate(self.tasks)}
        self.may = [sum(self.bit.get(task, 0) for task in wish.tasks) for wish in order]
        self.at = [-1] * len(order)
        self.taken: list[int] = []
        self.holders: list[set[int]] = [set() for _ in self.tasks]
        self.spare = sum(1 << number for number, room in enumerate(self.room) if room)
        self._full_for_good = 0
        # Where the holders of a task could go instead; -1 after they changed.
        self._elsewhere = [-1] * len(self.tasks)

    def take(self, member: int) -> None:
        """Give the member a place if one can be made without anybody losing theirs."""
        path, seen = self._path(self.may[member] & ~self._full_for_good, self.spare, self._full_for_good)
        if not path:
            self._full_for_good |= seen
            return
        self._move(member, path)
        self.taken.append(member)

    def prefer(self, member: int, prefer: Sequence[str]) -> None:
        """Bring a member who has a place to the best of what they prefer, and hold them to it."""
        own = 1 << self.at[member]
        left, seen = self.may[member], 0
        for named in (*(self.bit.get(task, 0) for task in prefer), left):
            step = named & left
            left &= ~step
            path, seen = ([], seen) if step & own else self._path(step, own | self.spare, seen)
            if path or step & own:
                self._bind(member, step)
                self._move(member, path)
                return

    def fill_in_order(self) -> None:
        """Fill earlier tasks from later ones, while every member keeps a place that they may hold."""
        # For each task, those whose holders could come to it.
        into = [0] * len(self.tasks)
        for task in range(len(self.tasks)):
            for to in _bits(self._reach(task)):
                into[to] |= 1 << task
        for task, room in enumerate(self.room):
            while len(self.holders[task]) < room:
                path = self._drawn_from(task, into)
                reached = [self._reach(each) for each in path]
                for to, each in pairwise(path):
                    self._put(min(mover for mover in self.holders[each] if self.may[mover] >> to & 1), to)
                for each, before in zip(path, reached, strict=True):
                    for to in _bits(before ^ self._reach(each)):
                        into[to] ^= 1 << each
                if not path:
                    break

    def earliest(self, member: int) -> None:
        """Bring a member to the earliest task that is left, no task losing anybody, and hold them to it."""
        own = 1 << self.at[member]
        seen = 0
        left = self.may[member] & (own - 1)
        while left:
            step = left & -left
            path, seen = self._path(step, own, seen)
            if path:
                self._move(member, path)
                break
            left &= ~step
        self._bind(member, 1 << self.at[member])

    def _path(self, begin: int, goal: int, seen: int) -> tuple[list[int], int]:
        """The tasks from one of `begin` to one of `goal`, each holding somebody who may go on to the next.

        Returns the path, empty where there is none, and all tasks seen, `seen` and `begin` included.
        """
        came_from: dict[int, int] = {}
        new = [-1]
        for task in new:
            onward = (begin if task < 0 else self._reach(task)) & ~seen
            seen |= onward
            found = onward & goal
            if found:
                path = [(found & -found).bit_length() - 1]
                while task >= 0:
                    path.append(task)
                    task = came_from[task]
                return path[::-1], seen
            for other in _bits(onward):
                came_from[other] = task
                new.append(other)
        return [], seen

    def _drawn_from(self, task: int, into: Sequence[int]) -> list[int]:
        """The tasks from this one to a later one, each holding somebody who may come to the one before it, or none."""
        came_for: dict[int, int] = {task: -1}
        new, seen = [task], 1 << task
        for to in new:
            coming = into[to] & ~seen
            seen |= coming
            for each in _bits(coming):
                came_for[each] = to
                if each > task:
                    path = [each]
                    while came_for[path[-1]] >= 0:
                        path.append(came_for[path[-1]])
                    return path[::-1]
                new.append(each)
        return []

    def _move(self, member: int, path: Sequence[int]) -> None:
        """Put a member at the first task of a path, and one of each task's holders at the next; nobody without one."""
        movers = [member][: len(path)]
        for task, onward in pairwise(path):
            movers.append(min(each for each in self.holders[task] if self.may[each] >> onward & 1))
        for mover, task in zip(movers, path, strict=True):
            self._put(mover, task)

    def _put(self, member: int, task: int) -> None:
        before = self.at[member]
        if before >= 0:
            self.holders[before].discard(member)
            self._changed(before)
        self.holders[task].add(member)
        self.at[member] = task
        self._changed(task)

    def _bind(self, member: int, tasks: int) -> None:
        self.may[member] = tasks
        self._elsewhere[self.at[member]] = -1

    def _changed(self, task: int) -> None:
        self._elsewhere[task] = -1
        if len(self.holders[task]) < self.room[task]:
            self.spare |= 1 << task
        else:
            self.spare &= ~(1 << task)

    def _reach(self, task: int) -> int:
        """Where any holder of a task could go."""
        if self._elsewhere[task] < 0:
            reach = 0
            for member in self.holders[task]:
                reach |= self.may[member]
            self._elsewhere[task] = reach
        return self._elsewhere[task]


def _bits(tasks: int) -> Iterator[int]:
    """The numbers of the bits that are set, ascending."""
    while tasks:
        lowest = tasks & -tasks
        yield lowest.bit_length() - 1
        tasks ^= lowest

"""Counting: the larger methods on large profiles, the cost over the number of ballots, and votelib beside us."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import votelib.convert
import votelib.evaluate.condorcet
import votelib.evaluate.sequential

from listvote.deliberation.methods.schulze import schulze
from listvote.deliberation.methods.transfers import stv

RUNS = 3
Ranking = tuple[tuple[str, ...], ...]


def profile(options: list[str], ballots: int, chance: random.Random) -> Counter[Ranking]:
    """Random orders, some cut short, as they are counted: like ballots together."""
    drawn: Counter[Ranking] = Counter()
    for _ in range(ballots):
        order = chance.sample(options, chance.randint(2, len(options)))
        drawn[tuple((option,) for option in order)] += 1
    return drawn


def median(count: Callable[[], object]) -> float:
    """Seconds that a count takes, the median of a few."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        count()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def run() -> None:
    """Print medians and ratios of one run."""
    chance = random.Random(20_251_208)
    names = [f"option {number:02}" for number in range(30)]
    print(f"counting, medians of {RUNS}")
    seconds = []
    for ballots in (10_000, 100_000):
        drawn = profile(names[:20], ballots, chance)
        seconds.append(median(lambda drawn=drawn: schulze(names[:20], drawn)))  # type: ignore[misc]
        print(f"  schulze, 20 options, {ballots:7,} ballots   {seconds[-1]:6.2f} s")
    for less, more in pairwise(seconds):
        print(f"    ten times the ballots: {more / less:.1f} times the time")
    seconds = []
    for ballots in (10_000, 100_000):
        drawn = profile(names, ballots, chance)
        seconds.append(median(lambda drawn=drawn: stv(names, drawn, 10)))  # type: ignore[misc]
        print(f"  stv, 30 options, 10 seats, {ballots:7,} ballots {seconds[-1]:6.2f} s")
    for less, more in pairwise(seconds):
        print(f"    ten times the ballots: {more / less:.1f} times the time")
    drawn = profile(names[:20], 10_000, chance)
    theirs = {tuple(option for (option,) in order): number for order, number in drawn.items()}
    converter = votelib.convert.RankedToCondorcetVotes()
    condorcet = votelib.evaluate.condorcet.Schulze()
    transferable = votelib.evaluate.sequential.TransferableVoteSelector(transferer="Gregory", quota_function="droop")
    beside("schulze", lambda: schulze(names[:20], drawn), lambda: condorcet.evaluate(converter.convert(theirs), 1))
    beside("stv, 5 seats", lambda: stv(names[:20], drawn, 5), lambda: transferable.evaluate(theirs, 5))


def beside(what: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    """Print how long the same profile takes us and votelib."""
    mine, other = median(ours), median(theirs)
    print(f"  {what}, 20 options, 10,000 ballots: ours {mine:.2f} s, votelib {other:.2f} s, {mine / other:.2f} times")

"""The single transferable vote by Meek's method, after Algorithm 123 (Hill, Wichmann and Woodall 1987).

All in nine decimals, kept as whole numbers of a thousand millionth. Each option keeps a share of every vote that comes
to it: all while it is hopeful, nothing once it is eliminated, less and less once it is elected. Each round:

1. Every ballot gives the first option on it that option's share of its weight, rounded up, and the rest to the next;
   what is left at its end is exhausted.
2. The quota is the votes that are not exhausted by (seats+1), rounded down, and one thousand millionth more.
3. Whoever reaches it is elected, and the round ends. Where no more are left than there are seats, all are elected.
4. Where all surpluses together are under a millionth, or have not become smaller since the last pass, the last hopeful
   option is eliminated, and the round ends. Those no further apart than the surpluses count as equal.
5. Else the share of each elected option is multiplied by quota/votes, rounded up both times, and step 1 comes again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from listvote.deliberation.ballots import Ranking
from listvote.deliberation.methods.rounds import Count, Round, Transfers, result
from listvote.deliberation.methods.ties import Ties, graded

_ONE: Final = 10**9
_SMALL: Final = _ONE // 10**6  # surpluses that need no further transfer


def meek(
    options: Sequence[str],
    ballots: Mapping[Ranking, int],
    seats: int,
    none_of_these: str | None = None,
    lot: Sequence[str] | None = None,
) -> Transfers:
    """Count by Meek's method.

    Args:
        options: all options, in the order announced.
        ballots: the orders without ties, with the number of ballots alike.
        seats: how many to elect, 1 or more.
        none_of_these: the option that, where it would win a seat, leaves that one and all that remain empty.
        lot: all options, the one that wins every tie first; None to leave ties open.

    Returns:
        the whole working, its counts those of each round's last pass; without any ballot nobody wins.
    """
    orders = Counter({tuple(rank[0] for rank in order): alike for order, alike in ballots.items()})

    def begin(ties: Ties) -> _Shares:
        return _Shares(seats, none_of_these, ties, list(options), orders=orders, shares=dict.fromkeys(options, _ONE))

    return result(options, sum(ballots.values()), seats, None, lot, begin)


@dataclass(slots=True)
class _Shares(Count):
    """A count in which every option keeps a share of what comes to it."""

    orders: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    shares: dict[str, int] = field(default_factory=dict)

    def next_round(self) -> None:
        """Pass votes on until somebody is elected or eliminated."""
        cast = sum(self.orders.values()) * _ONE
        flows = self._flows()
        surplus: int | None = None
        while True:
            votes = self._votes(flows)
            quota = sum(votes.values()) // (self.seats + 1) + 1
            before, surplus = surplus, sum(max(0, votes[each] - quota) for group in self.elected for each in group)
            reaching = [option for option in self.hopeful if votes[option] >= quota]
            settled = surplus < _SMALL or (before is not None and surplus >= before)
            if reaching or settled or len(self.hopeful) <= self.left:
                break
            for option in (each for group in self.elected for each in group):
                self.shares[option] = _up(_up(self.shares[option] * quota, _ONE) * _ONE, votes[option])
        self.counts = {option: Fraction(number, _ONE) for option, number in votes.items()}
        exhausted = Fraction(cast - sum(votes.values()), _ONE)
        self.rounds.append(Round(self.counts, exhausted, quota=Fraction(quota, _ONE)))
        elected = self.elect(reaching)
        eliminated = (self._eliminate(Fraction(surplus, _ONE)),) if not self.full and not elected else ()
        self.rounds[-1] = Round(self.counts, exhausted, elected, eliminated, quota=Fraction(quota, _ONE))

    def _flows(self) -> Counter[tuple[str, ...]]:
        """The ballots without those eliminated, and each only to the first hopeful one: no vote goes beyond."""
        flows: Counter[tuple[str, ...]] = Counter()
        hopeful, shares = set(self.hopeful), self.shares
        for order, alike in self.orders.items():
            flow = []
            for option in order:
                if shares[option]:
                    flow.append(option)
                    if option in hopeful:
                        break
            flows[tuple(flow)] += alike
        return flows

    def _votes(self, flows: Mapping[tuple[str, ...], int]) -> dict[str, int]:
        votes = {option: 0 for option, share in self.shares.items() if share}
        for flow, alike in flows.items():
            weight = _ONE
            for option in flow:
                kept = _up(weight * self.shares[option], _ONE)
                votes[option] += kept * alike
                weight -= kept
        return votes

    def _eliminate(self, surplus: Fraction) -> str:
        least = min(self.counts[option] for option in self.hopeful)
        close = [option for option in self.hopeful if self.counts[option] <= least + surplus]
        option = self.last_of(graded(close, self._earlier)[-1])
        self.shares[option] = 0
        return option

    def _earlier(self, option: str) -> tuple[Fraction, ...]:
        return self.history(option)[1:]


def _up(number: int, by: int) -> int:
    """Divide and round up."""
    return -(-number // by)

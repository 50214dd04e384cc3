"""A count as data: whatever the method, one JSON-able form of its result, as recounts print it and records keep it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

from listvote import lot
from listvote.deliberation.ballots import APPROVING, METHODS, POSITIONS, Alike, approvals, positions, rankings, ratings
from listvote.deliberation.methods import positions as by_position
from listvote.deliberation.methods.rounds import Transfers
from listvote.deliberation.methods.schulze import Ranked, schulze
from listvote.deliberation.methods.sums import Sums, approval, points, score
from listvote.deliberation.methods.ties import Order
from listvote.deliberation.methods.transfers import irv, stv


def tally(
    method: str,
    ballots: Iterable[Alike],
    options: Sequence[str],
    *,
    default: str | None = None,
    option_quorum: int = 0,
    ratios: Mapping[str, Fraction | int] | None = None,
    seats: int = 1,
    transfer: Literal["gregory", "meek"] = "gregory",
    none_of_these: str | None = None,
    order_of_lot: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Count valid ballots and write the result as JSON-able data.

    Args:
        method: one of the methods.
        ballots: valid ballots of this method, each with how many there are of it.
        options: all options in the order announced; none where the method has positions.
        default: ranked: the option that stands for none of the others.
        option_quorum: ranked: how many must prefer an option to the default one.
        ratios: ranked: how many times more must prefer an option to the default one than the other way round.
        seats: stv: how many to elect.
        transfer: stv: how surpluses move.
        none_of_these: stv: the option that leaves seats empty where it would win one.
        order_of_lot: all options, the one that wins every tie first; None reports ties and settles none.

    Returns:
        `method, ballots`, and with options `winners [label], order [[label]], ties [[label]]`; as the method has them
        `positions {word: count}`, `sums {label: count}`, `means {label: text}`, `pairwise {label: {label: count}}`,
        `dropped [{option, why}]`, `quota`, `rounds [{counts {label: text}, elected, eliminated, exhausted}]`
        (under Meek's method with each round's `quota`). Counts that need not be whole are texts such as `12 1/3`.

    Raises:
        ValueError: there is no such method, or an argument does not fit the method or the options.
    """
    if method not in METHODS:
        raise ValueError(f"there is no method {method!r}; there are {', '.join(METHODS)}")
    for option in (*(ratios or ()), *filter(None, (default, none_of_these))):
        if option not in options:
            raise ValueError(f"{option!r} is none of the options {', '.join(options)}")
    if method != "ranked" and (default is not None or option_quorum or ratios):
        raise ValueError(f"the method {method} has no default option, option quorum or ratio")
    if method != "stv" and (seats != 1 or none_of_these is not None or transfer != "gregory"):
        raise ValueError(f"the method {method} has one seat, no transfer of surpluses, and no option for none of these")
    if method in POSITIONS:
        counted = by_position.tally(method, positions(ballots))
        return {"method": method, "ballots": counted.participants, "positions": dict(counted.counts)}
    if method in APPROVING:
        return _sums(method, approval(options, approvals(ballots), order_of_lot))
    if method == "score":
        return _sums(method, score(options, ratings(ballots), order_of_lot))
    if method == "points":
        return _sums(method, points(options, ratings(ballots), order_of_lot))
    ranked = rankings(ballots)
    if method == "irv":
        return _transfers(method, irv(options, ranked, lot=order_of_lot))
    if method == "stv":
        return _transfers(
            method, stv(options, ranked, seats, transfer=transfer, none_of_these=none_of_these, lot=order_of_lot)
        )
    return _ranked(
        schulze(options, ranked, default=default, option_quorum=option_quorum, ratios=ratios, lot=order_of_lot)
    )


def options_by_lot(options: Sequence[str], seed: bytes) -> list[str]:
    """Put options in the order in which a lot lets them win ties.

    Args:
        options: all options in the order announced, which numbers them from 1.
        seed: the seed of the decision's lot.
    """
    return [options[number - 1] for number in lot.in_order(seed, range(1, len(options) + 1))]


def mixed(number: Fraction) -> str:
    """Write a number exactly, as people do: `12`, `1/3`, `12 1/3`."""
    whole, rest = divmod(abs(number), 1)
    sign = "-" if number < 0 else ""
    return sign + " ".join(str(part) for part in (whole, rest) if part or (part is whole and not rest))


def _head(method: str, count: Sums | Ranked | Transfers) -> dict[str, Any]:
    return {
        "method": method,
        "ballots": count.ballots,
        "winners": list(count.winners),
        "order": _lists(count.order),
        "ties": _lists(count.ties),
    }


def _lists(order: Order) -> list[list[str]]:
    return [list(group) for group in order]


def _sums(method: str, count: Sums) -> dict[str, Any]:
    head = _head(method, count) | {"sums": dict(count.sums)}
    if method != "score":
        return head
    means = {option: count.mean(option) for option in count.sums}
    return head | {"means": {option: None if mean is None else mixed(mean) for option, mean in means.items()}}


def _ranked(count: Ranked) -> dict[str, Any]:
    return _head("ranked", count) | {
        "pairwise": {option: dict(row) for option, row in count.pairwise.items()},
        "dropped": [{"option": each.option, "why": each.why} for each in count.dropped],
    }


def _transfers(method: str, count: Transfers) -> dict[str, Any]:
    head = _head(method, count)
    if count.quota is not None:
        head["quota"] = count.quota
    return head | {
        "rounds": [
            {
                "counts": {option: mixed(votes) for option, votes in each.counts.items()},
                "elected": list(each.elected),
                "eliminated": list(each.eliminated),
                "exhausted": mixed(each.exhausted),
            }
            | ({} if each.quota is None else {"quota": mixed(each.quota)})
            for each in count.rounds
        ]
    }

"""A choice among options: counted by its method, with the decision's own lot for every tie.

Which options a decision has is frozen at its opening; the option that stands for none of the others (ranked), and none
of these (elections), are found by their text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import permutations, product
from typing import Any, Final

from listvote import lot
from listvote.acts import Ballot, Option
from listvote.charter import Kind
from listvote.deliberation.ballots import Alike, BallotRules
from listvote.deliberation.decision import Decision
from listvote.deliberation.tally import options_by_lot, tally
from listvote.measures import Base

NONE_OF_THESE: Final = "None of these"
MOST_COUNTS: Final = 1_500
"""How many other ballots are tried at the most before nothing is said of what one of them would change."""


def with_standard_options(kind: Kind, options: Sequence[Option], elects: bool) -> tuple[Option, ...]:
    """The options of a decision, with the one that its kind puts to them: its default option, or none of these."""
    wanted = (
        NONE_OF_THESE if elects and kind.none_of_these else kind.default_option if kind.method == "ranked" else None
    )
    made = tuple(options)
    if wanted and not any(_same(each.text, wanted) for each in made):
        made += (Option(chr(ord("A") + len(made)), wanted),)
    return made


def default_letter(decision: Decision) -> str:
    """The letter of the option that stands for none of the others; "" where there is none."""
    wanted = decision.rules.default_option if decision.rules.method == "ranked" else None
    return _letter(decision, wanted)


def none_of_these(decision: Decision) -> str:
    """The letter of none of these in an election; "" where there is none."""
    elects = decision.rules.method == "stv" and decision.rules.none_of_these
    return _letter(decision, NONE_OF_THESE if elects else None)


def _letter(decision: Decision, wanted: str | None) -> str:
    return next((each.letter for each in decision.options if wanted and _same(each.text, wanted)), "")


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()).rstrip(".") == " ".join(other.casefold().split()).rstrip(".")


def ballot_rules(decision: Decision) -> BallotRules:
    """What a ballot of this decision is checked against."""
    rules = decision.rules
    return BallotRules(rules.method.value, decision.letters, rules.range, rules.budget)


def counted(decision: Decision, ballots: Iterable[Alike], members: int, active: int) -> dict[str, Any]:
    """Count the ballots of a choice among options.

    Args:
        decision: its rules and options; ties are settled by its lot where that is revealed.
        ballots: valid ones, each with how many there are of it.
        members: how many are on the roll, for an option quorum.
        active: how many of them are active.

    Returns:
        the whole working, as `tally` writes it.
    """
    rules = decision.rules
    arguments: dict[str, Any] = {}
    if rules.method == "ranked":
        base = active if rules.option_quorum.base is Base.ACTIVE_MEMBERS else members
        default = default_letter(decision)
        if default:
            ratios = {letter: ratio for letter, ratio in rules.ratio.items() if letter in decision.letters}
            arguments = {
                "default": default,
                "option_quorum": rules.option_quorum.needed(base),
                "ratios": {letter: ratio for letter, ratio in ratios.items() if letter != default},
            }
    if rules.method == "stv":
        arguments = {
            "seats": rules.seats,
            "transfer": rules.transfer.value,
            "none_of_these": none_of_these(decision) or None,
        }
    return tally(rules.method.value, ballots, decision.letters, order_of_lot=decision.order_of_lot, **arguments)


def drawn(decision: Decision, secret: bytes, received: Mapping[str, datetime] | None = None) -> tuple[str, ...]:
    """The order in which the decision's lot lets options win ties.

    Args:
        decision: with the salts that were sent while voting was open.
        secret: what was committed to at the opening; nothing where it was lost.
        received: as for `Decision.standing`.
    """
    salts = decision.first_salts(received)
    return tuple(options_by_lot(decision.letters, lot.seed(secret, range(1, len(decision.letters) + 1), salts, ())))


def lead(decision: Decision, count: Mapping[str, Any]) -> int:
    """By how much the sum of the first option exceeds the second's; -1 where the method has no sums."""
    sums = sorted(count.get("sums", {}).values(), reverse=True)
    return sums[0] - sums[1] if len(sums) > 1 else -1


def most_of_one(decision: Decision) -> int:
    """By how much one ballot can move two options' sums against each other."""
    best, worst = _reach(decision)
    return best - worst


def _reach(decision: Decision) -> tuple[int, int]:
    """The most and the least that one ballot gives to an option; what it leaves out gets nothing."""
    rules = decision.rules
    if rules.method == "approval":
        return 1, 0
    if rules.method == "points":
        return rules.budget, 0
    return max(rules.range[1], 0), min(rules.range[0], 0)


def fewest_changed(decision: Decision, ballots: Sequence[Ballot], count: Mapping[str, Any]) -> int | None:
    """The fewest changed ballots that would have let another option win, exact; None where no number of them could.

    For approval, score and points: of each rival, those ballots are changed first that move it most.
    """
    winners = tuple(count["winners"])
    if len(winners) != 1 or "sums" not in count:
        return None
    winner, best, worst = winners[0], *_reach(decision)
    given = [_given(each) for each in ballots]
    found: list[int] = []
    for rival in decision.letters:
        if rival == winner:
            continue
        needed = count["sums"][winner] - count["sums"][rival] + (0 if _wins_ties(decision, rival, winner) else 1)
        moves = sorted((best - worst - each.get(rival, 0) + each.get(winner, 0) for each in given), reverse=True)
        moved = 0
        for number, move in enumerate(moves, 1):
            moved += move
            if moved >= needed:
                found.append(number)
                break
    return min(found, default=None)


def _given(ballot: Ballot) -> dict[str, int]:
    match ballot:
        case {"approved": [*labels]}:
            return {str(label): 1 for label in labels}
        case {"ratings": dict(given)}:
            return {str(label): int(number) for label, number in given.items()}
        case _:
            return {}


def _wins_ties(decision: Decision, rival: str, winner: str) -> bool:
    order = decision.order_of_lot
    return order is not None and order.index(rival) < order.index(winner)


def one_ballot_matters(
    decision: Decision, ballots: Sequence[Ballot], count: Mapping[str, Any], members: int, active: int
) -> bool | None:
    """Whether any single ballot, had it been another one, would have changed who won; None where too many are to try.

    For the methods whose ballot is an order: every ballot that was cast is exchanged for every other possible one.
    """
    kinds: dict[str, tuple[Ballot, int]] = {}
    for each in ballots:
        known = kinds.get(str(each))
        kinds[str(each)] = (each, known[1] + 1 if known else 1)
    others = every_order(decision)
    if others is None or len(others) * len(kinds) > MOST_COUNTS:
        return None
    winners = list(count["winners"])
    for name, (_, number) in kinds.items():
        rest = [(each, other - (key == name)) for key, (each, other) in kinds.items() if other - (key == name)]
        if number and any(
            counted(decision, [*rest, (other, 1)], members, active)["winners"] != winners for other in others
        ):
            return True
    return False


def every_order(decision: Decision) -> list[Ballot] | None:
    """Every order that a ballot can say, options alike included where the method takes them; None for too many."""
    letters = decision.letters
    if decision.rules.method == "ranked":
        if len(letters) > 4:
            return None
        ranks = product(range(len(letters)), repeat=len(letters))
        made = {
            tuple(tuple(x for x, at in zip(letters, each, strict=True) if at == rank) for rank in sorted(set(each)))
            for each in ranks
        }
        return [{"order": [list(rank) for rank in each]} for each in sorted(made)]
    if len(letters) > 5:
        return None
    return [
        {"order": [[letter] for letter in each]}
        for length in range(1, len(letters) + 1)
        for each in permutations(letters, length)
    ]


def settled_by(decision: Decision, secret: bytes, received: Mapping[str, datetime] | None = None) -> Decision:
    """The same decision, its lot drawn with this secret."""
    return replace(decision, order_of_lot=drawn(decision, secret, received))

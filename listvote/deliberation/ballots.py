"""What a valid ballot is, method by method, and what each position counts as.

A ballot is invalid as a whole or valid as a whole. Valid ones come back in one normal form, so that two ways of writing
one ballot are equal, and so that many alike can be counted together. Nothing here knows who cast a ballot, or when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypeVar, cast

from listvote.acts import Ballot, Fault
from listvote.reasons import Reason

Ranking = tuple[tuple[str, ...], ...]
"""An order of options: best first, those ranked alike together, unranked ones left out."""

Alike = tuple[Ballot, int]
"""A valid ballot and how many there are of it."""


class Stance(StrEnum):
    """What a position counts as. In every figure an objection counts as against."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    STAND_ASIDE = "stand aside"
    OBJECTION = "objection"

    @property
    def votes_for(self) -> bool:
        """Whether it is a vote for."""
        return self is Stance.FOR

    @property
    def votes_against(self) -> bool:
        """Whether it is a vote against."""
        return self in (Stance.AGAINST, Stance.OBJECTION)

    @property
    def dissents(self) -> bool:
        """Whether it counts towards the dissent that a consensus allows."""
        return self.votes_against or self is Stance.STAND_ASIDE


@dataclass(frozen=True, slots=True)
class Position:
    """One of the positions of a method: its word on the record, what it counts as, and how it is said in full.

    `exempt` marks those that leave their holder out of every draw for the work that the decision opens.
    """

    word: str
    stance: Stance
    says: str = ""
    exempt: bool = False


_CONSENSUS: Final = (
    Position("agree", Stance.FOR),
    Position("reservations", Stance.FOR, "agree with reservations"),
    Position("abstain", Stance.ABSTAIN),
    Position("stand aside", Stance.STAND_ASIDE, exempt=True),
    Position("disagree", Stance.AGAINST),
    Position("object", Stance.OBJECTION),
)

POSITIONS: Final[Mapping[str, tuple[Position, ...]]] = {
    "consensus": _CONSENSUS,
    "lazy": _CONSENSUS,
    "majority": (
        Position("for", Stance.FOR),
        Position("against", Stance.AGAINST),
        Position("abstain", Stance.ABSTAIN),
    ),
    # The gradients of agreement, as facilitators of consensus have used them since Kaner.
    "gradient": (
        Position("step 1", Stance.FOR, "endorse"),
        Position("step 2", Stance.FOR, "agree with a minor point"),
        Position("step 3", Stance.FOR, "agree with reservations"),
        Position("step 4", Stance.ABSTAIN, "abstain"),
        Position("step 5", Stance.STAND_ASIDE, "stand aside", exempt=True),
        Position("step 6", Stance.AGAINST, "disagree but go along"),
        Position("step 7", Stance.AGAINST, "disagree and not take part", exempt=True),
        Position("step 8", Stance.OBJECTION, "veto"),
    ),
}
"""The positions of each method that has them, in the order in which they are shown."""

_STANCES: Final = {each.word: each.stance for positions in POSITIONS.values() for each in positions}
_ONE_EACH: Final[Mapping[object, Ballot]] = {word: {"position": word} for word in _STANCES}

APPROVING: Final = ("approval",)
RATING: Final = ("score", "points")
RANKING: Final = ("ranked", "irv", "stv")
METHODS: Final = (*POSITIONS, *APPROVING, *RATING, *RANKING)


@dataclass(frozen=True, slots=True)
class BallotRules:
    """What a ballot is checked against.

    `options` are the labels in the order announced; `rated` the lowest and highest number of a score; `budget` the
    points that one voter may give away.
    """

    method: str
    options: tuple[str, ...] = ()
    rated: tuple[int, int] = (0, 5)
    budget: int = 10


@dataclass(slots=True)
class _Check:
    """The faults found so far in one ballot."""

    rules: BallotRules
    faults: list[Fault] = field(default_factory=list)

    def fault(self, reason: Reason, where: str, what: str, mend: str = "") -> None:
        self.faults.append(Fault(where, what, mend, reason.code))

    def is_option(self, label: object) -> bool:
        """Say whether a label is one of the options, and note a fault where it is not."""
        if isinstance(label, str) and label in self.rules.options:
            return True
        known = ", ".join(self.rules.options)
        self.fault(Reason.NOT_AN_OPTION, str(label), "is none of the options", f"The options are {known}.")
        return False


def position(method: str, word: str) -> Position:
    """Find what a recorded position counts as.

    Args:
        method: consensus, lazy, majority or gradient.
        word: the position as recorded, such as `stand aside` or `step 7`.

    Raises:
        KeyError: the method has no such position.
    """
    for each in POSITIONS.get(method, ()):
        if each.word == word:
            return each
    raise KeyError(f"the method {method} has no position {word!r}")


def stance(word: str) -> Stance:
    """Find what a recorded position counts as, whatever its method: a word means the same in all of them.

    Args:
        word: the position as recorded.

    Raises:
        KeyError: no method has such a position.
    """
    return _STANCES[word]


def valid(rules: BallotRules, ballot: Ballot) -> Ballot | tuple[Fault, ...]:
    """Check a ballot and bring it into its normal form.

    Args:
        rules: the method, its options and its bounds.
        ballot: the ballot as it was read.

    Returns:
        the ballot in its normal form (approvals and equal ranks in the order of the options, ratings too), or every
        fault found in it: code V05 for what is none of the options, V06 for all else.

    Raises:
        ValueError: there is no such method.
    """
    check = _Check(rules)
    if rules.method not in _SHAPES:
        raise ValueError(f"there is no method {rules.method!r}")
    shape, normal = _SHAPES[rules.method]
    if set(ballot) != {shape}:
        check.fault(Reason.INVALID_BALLOT, "", f"is no ballot of the method {rules.method}", _mend(rules))
        return tuple(check.faults)
    value = normal(check, ballot[shape])
    return tuple(check.faults) if check.faults else {shape: value}


def kept(ballot: Ballot) -> Ballot:
    """A ballot as it is best kept: of those with the same position, one stands for all, or each would fill 300 bytes.

    Args:
        ballot: the ballot as recorded.

    Returns:
        an equal one.
    """
    if len(ballot) == 1 and isinstance(word := ballot.get("position"), str):
        return _ONE_EACH.get(word, ballot)
    return ballot


def in_words(ballot: Ballot) -> str:
    """Write a valid ballot as a voter would: `stand aside`, `A, C` or `none`, `A 5, B 3`, `A > B = C`."""
    match ballot:
        case {"position": str(word)}:
            return word
        case {"approved": [*labels]}:
            return ", ".join(str(label) for label in labels) or "none"
        case {"ratings": dict(given)}:
            return ", ".join(f"{label} {number}" for label, number in given.items())
        case {"order": [*ranks]}:
            return " > ".join(" = ".join(rank) for rank in ranks if isinstance(rank, Sequence))
        case _:
            raise ValueError("this is no valid ballot")


def rankings(ballots: Iterable[Alike]) -> Counter[Ranking]:
    """Count valid ballots that rank alike together."""
    return _together((tuple(map(tuple, cast(Sequence[Sequence[str]], ballot["order"]))), n) for ballot, n in ballots)


def approvals(ballots: Iterable[Alike]) -> Counter[tuple[str, ...]]:
    """Count valid ballots that approve of the same options together."""
    return _together((tuple(cast(Sequence[str], ballot["approved"])), n) for ballot, n in ballots)


def ratings(ballots: Iterable[Alike]) -> Counter[tuple[tuple[str, int], ...]]:
    """Count valid ballots that rate alike together."""
    return _together((tuple(cast(Mapping[str, int], ballot["ratings"]).items()), n) for ballot, n in ballots)


def positions(ballots: Iterable[Alike]) -> Counter[str]:
    """Count valid ballots by their position."""
    return _together((cast(str, ballot["position"]), n) for ballot, n in ballots)


_Shape = TypeVar("_Shape", bound=Hashable)


def _together(ballots: Iterable[tuple[_Shape, int]]) -> Counter[_Shape]:
    counted: Counter[_Shape] = Counter()
    for ballot, alike in ballots:
        counted[ballot] += alike
    return counted


def _mend(rules: BallotRules) -> str:
    """Say what a ballot of this method looks like."""
    shown = rules.options or ("A", "B")
    first, second = shown[0], shown[min(1, len(shown) - 1)]
    if rules.method in POSITIONS:
        return f"Write one of: {', '.join(each.says or each.word for each in POSITIONS[rules.method])}."
    if rules.method in APPROVING:
        return f"Write the options that you approve of, such as {first}, {second}, or none."
    if rules.method == "score":
        lowest, highest = rules.rated
        return f"Write whole numbers from {lowest} to {highest}: {first} {highest}, {second} {lowest}."
    if rules.method == "points":
        return f"Give away at most {rules.budget} points in whole numbers: {first} {rules.budget}."
    return f"Write an order, best first: {first} > {second}."


def _normal_position(check: _Check, value: object) -> str:
    written = " ".join(str(value).split()).lower()
    for each in POSITIONS[check.rules.method]:
        if written and written in (each.word, each.says):
            return each.word
    check.fault(Reason.INVALID_BALLOT, str(value), "is no position", _mend(check.rules))
    return ""


def _normal_approvals(check: _Check, value: object) -> list[str]:
    if not isinstance(value, list | tuple):
        check.fault(Reason.INVALID_BALLOT, "", "is no list of options", _mend(check.rules))
        return []
    approved = {label for label in value if check.is_option(label)}
    return [option for option in check.rules.options if option in approved]


def _normal_ratings(check: _Check, value: object) -> dict[str, int]:
    if not isinstance(value, Mapping) or not value:
        check.fault(Reason.INVALID_BALLOT, "", "has no option with a number", _mend(check.rules))
        return {}
    points = check.rules.method == "points"
    lowest, highest = (0, check.rules.budget) if points else check.rules.rated
    given = {}
    for label, number in value.items():
        known = check.is_option(label)
        if not isinstance(number, int) or isinstance(number, bool):
            check.fault(Reason.INVALID_BALLOT, f"{label} {number}", "is no whole number", _mend(check.rules))
        elif not lowest <= number <= highest:
            out = f"is not from {lowest} to {highest}"
            check.fault(Reason.INVALID_BALLOT, f"{label} {number}", out, _mend(check.rules))
        elif known:
            given[label] = number
    spent = sum(given.values())
    if points and not check.faults and spent > highest:
        check.fault(Reason.INVALID_BALLOT, "", f"gives away {spent} points of {highest}", _mend(check.rules))
    return {option: given[option] for option in check.rules.options if option in given}


def _normal_order(check: _Check, value: object) -> list[list[str]]:
    if not isinstance(value, list | tuple) or not all(isinstance(rank, list | tuple) for rank in value):
        check.fault(Reason.INVALID_BALLOT, "", "is no order of options", _mend(check.rules))
        return []
    ranks: list[Sequence[Any]] = [rank for rank in value if rank]
    if not ranks:
        check.fault(Reason.INVALID_BALLOT, "", "ranks no option", _mend(check.rules))
    ranked = Counter(label for rank in ranks for label in rank if check.is_option(label))
    for label, times in ranked.items():
        if times > 1:
            check.fault(Reason.INVALID_BALLOT, label, "stands in the order more than once", _mend(check.rules))
    if check.rules.method != "ranked":
        _refuse_equal_ranks(check, ranks)
    place = {option: index for index, option in enumerate(check.rules.options)}
    return [] if check.faults else [sorted(rank, key=place.__getitem__) for rank in ranks]


def _refuse_equal_ranks(check: _Check, ranks: Iterable[Sequence[Any]]) -> None:
    for rank in ranks:
        if len(rank) > 1:
            labels = [str(label) for label in rank]
            why = "ranks options alike, but a vote goes to one of them at a time"
            mend = f"Write {' > '.join(labels)}, or leave some out."
            check.fault(Reason.INVALID_BALLOT, " = ".join(labels), why, mend)


_SHAPES: Final = {
    **dict.fromkeys(POSITIONS, ("position", _normal_position)),
    **dict.fromkeys(APPROVING, ("approved", _normal_approvals)),
    **dict.fromkeys(RATING, ("ratings", _normal_ratings)),
    **dict.fromkeys(RANKING, ("order", _normal_order)),
}

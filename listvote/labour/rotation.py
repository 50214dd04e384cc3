"""Whose turn it is: what is remembered of each member's service in a class of work, and the standing that it gives.

A standing is a tuple of exact values; whoever has the lowest serves first, and the lot settles only ties. Four rules:

- `turns`: least recently asked first, never asked before all; among equals fewest terms.
- `share`: at each draw everyone eligible is credited with an equal share of it; whoever is owed most serves.
- `count`: fewest terms first. `lot`: everybody is equal.

Being asked spends the turn and counts a term; from whoever then declines, or does not answer, the term is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Final

from listvote.charter import Rotation
from listvote.events import EventError, instant, moment

__all__ = ["Service", "Standing", "after_draw", "bound", "imported", "read_standing", "standing", "written"]

Standing = tuple[int | str | Fraction, ...]
"""What orders a pool before the lot does; standings of one rotation compare, the lowest serves first."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is remembered of one member in one class of work.

    `terms` are those given and not declined, imported ones included; `last` is the draw at which the member was last
    asked (aware; None: never); `passes` how often they declined or let the time pass; `debt` what `share` owes them, in
    terms, negative where they served more than their share.
    """

    terms: int = 0
    last: datetime | None = None
    passes: int = 0
    debt: Fraction = Fraction(0)

    def asked(self, at: datetime) -> Service:
        """The same after the member was asked to serve: the turn is spent and a term counted.

        Args:
            at: the instant of the draw, one for all who were drawn together; of a substitute, when they were asked.
        """
        last = at if self.last is None else max(self.last, at)
        return replace(self, terms=self.terms + 1, last=last, debt=self.debt - 1)

    def passed(self) -> Service:
        """The same after the member declined, or let the time to accept pass: no term, and the turn stays spent."""
        return replace(self, terms=self.terms - 1, passes=self.passes + 1)

    def spared(self) -> Service:
        """The same after work was called off before the member had accepted it: neither a term nor a debt for it."""
        return replace(self, terms=self.terms - 1, debt=self.debt + 1)


_NONE: Final = Service()


def imported(history: Mapping[int, tuple[int, datetime | None]]) -> dict[int, Service]:
    """Begin with what members did before listvote was there.

    Args:
        history: by member number, the terms served and when the last of them began (aware; None: not known).

    Returns:
        the service of each; under `share` each is owed the mean of all these terms, less their own.
    """
    mean = Fraction(sum(terms for terms, _ in history.values()), max(1, len(history)))
    return {
        member: Service(terms=terms, last=last, debt=mean - terms) for member, (terms, last) in sorted(history.items())
    }


def after_draw(
    services: Mapping[int, Service], eligible: Iterable[int], asked: Iterable[int], at: datetime
) -> dict[int, Service]:
    """Remember a draw: everyone eligible is credited with their share of it, and whoever was drawn is asked.

    Where one task is drawn, the credit is min(k, n)/n of a term for k places and n eligible. Where several are drawn
    together, k is how many places were filled.

    Args:
        services: what is remembered of this class so far; whoever is missing has not served.
        eligible: the numbers of all who could have been drawn.
        asked: the numbers of those who were, apprentices included.
        at: the instant of the draw.

    Returns:
        what is remembered after it; what was handed in is unchanged.
    """
    there, drawn = set(eligible), set(asked)
    credit = Fraction(len(drawn), max(1, len(there)))
    after = dict(services)
    for member in sorted(there):
        before = after.get(member, _NONE)
        after[member] = replace(before, debt=before.debt + credit)
    for member in sorted(drawn):
        after[member] = after.get(member, _NONE).asked(at)
    return after


def standing(rotation: Rotation, service: Service | None) -> Standing:
    """Where a member stands in a rotation; the lowest standing serves first, and the lot settles ties.

    Args:
        rotation: the charter's rule for this class of work.
        service: what is remembered of the member; None where that is nothing.

    Returns:
        `turns`: when last asked (RFC 3339 in UTC, empty for never) and the terms; `share`: what they served beyond
        their share; `count`: the terms; `lot`: nothing.
    """
    known = service or _NONE
    match rotation:
        case Rotation.TURNS:
            return (instant(known.last) if known.last else "", known.terms)
        case Rotation.SHARE:
            return (-known.debt,)
        case Rotation.COUNT:
            return (known.terms,)
        case Rotation.LOT:
            return ()


def written(place: Standing) -> list[int | str]:
    """Write a standing for the ledger and for JSON: fractions as text, such as `-7/12`, all else as it is."""
    return [str(each) if isinstance(each, Fraction) else each for each in place]


def read_standing(rotation: Rotation, value: object) -> Standing | None:
    """Read a standing as `written` wrote it.

    Args:
        rotation: the rule that it belongs to.
        value: what stands in the JSON.

    Returns:
        the standing; None where the value is no standing of this rotation.
    """
    match rotation, value:
        case Rotation.TURNS, [str(last), int(terms)] if not isinstance(terms, bool) and _is_instant(last):
            return (last, terms)
        case Rotation.SHARE, [str(beyond)]:
            try:
                read = Fraction(beyond)
            except (ValueError, ZeroDivisionError):
                return None
            return (read,) if str(read) == beyond else None
        case Rotation.COUNT, [int(terms)] if not isinstance(terms, bool):
            return (terms,)
        case Rotation.LOT, []:
            return ()
        case _:
            return None


def _is_instant(text: str) -> bool:
    try:
        return not text or bool(moment(text))
    except EventError:
        return False


def bound(rotation: Rotation, people: int, places: int) -> str:
    """Say in words whose turn it is under a rotation, and what that promises.

    Args:
        rotation: the charter's rule for this class of work.
        people: how many are in the pool.
        places: how many places are drawn.

    Returns:
        full sentences for the draw's record.
    """
    pool, seats = max(1, people), max(1, places)
    the_same = f"If the same {_count(pool, 'member')} {_are(pool)} always available for {_count(seats, 'place')}, "
    spent = " Whoever declines has spent the turn, not a term."
    match rotation:
        case Rotation.TURNS:
            return (
                "Whoever was asked least recently serves first, and before them whoever never was; among equals "
                f"whoever served the fewest terms; then the lot decides.{spent} {the_same}their numbers of terms "
                f"differ by at most 1, and nobody waits more than {_count(-(-pool // seats), 'draw')}."
            )
        case Rotation.SHARE:
            return (
                f"At each draw everyone eligible is credited with an equal share of it, here {_share(seats, pool)}; "
                f"whoever is owed most serves first; then the lot decides.{spent} However availability changes, what "
                f"one of {_count(pool, 'member')} has served differs from their share by at most "
                f"{_half(pool - 1)}."
            )
        case Rotation.COUNT:
            return (
                "Whoever served the fewest terms serves first; then the lot decides. "
                f"{the_same}their numbers of terms differ by at most 1."
            )
        case Rotation.LOT:
            return (
                "Everyone is equal before the lot, at every draw anew: "
                "nothing is promised on how often it falls on the same member."
            )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _share(places: int, people: int) -> str:
    credit = Fraction(min(places, people), people)
    return "a whole term" if credit == 1 else f"{credit} of a term"


def _half(number: int) -> str:
    """Half of so many terms as people write it: `5 1/2 terms`, never a decimal."""
    whole, rest = divmod(number, 2)
    amount = " ".join([str(whole)] * (whole > 0 or not rest) + ["1/2"] * rest)
    return f"{amount} term" if number in (1, 2) else f"{amount} terms"

"""Quorum, threshold and limit in words: parsed once, shown back in the same words, compared in whole numbers.

    "at least 12 members"               a number
    "at least 1/3 of members"           a share: a fraction, or a percentage such as 66.7%
    "at least 1/2 sqrt of members"      a multiple of the square root
    "none"                              nothing needed (quorum and option quorum only)

A measure knows its words, how it compares ("more than" is strict, "at least" and "at most" are not) and what it is a
share of. It knows nothing of decisions: whoever asks hands in the two counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import ClassVar, Final, Self

__all__ = ["Base", "Limit", "MeasureError", "OptionQuorum", "Quorum", "Relation", "Shape", "Signatures", "Threshold"]


class MeasureError(ValueError):
    """Words that are no measure: `what` says what is wrong with them, `mend` which spellings work."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} {mend}")
        self.what = what
        self.mend = mend


class Base(StrEnum):
    """What a measure is a share of."""

    MEMBERS = "members"
    ACTIVE_MEMBERS = "active members"
    VOTES = "votes"
    PARTICIPANTS = "participants"


class Relation(StrEnum):
    """How a count compares with the measure; one of these stands before every measure."""

    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"


class Shape(StrEnum):
    """How the amount relates to its base."""

    NONE = "none"  # nothing is needed
    NUMBER = "number"  # so many, however large the base
    SHARE = "share"  # a fraction of the base
    ROOT = "root"  # a multiple of the base's square root


_SPELLING: Final = re.compile(
    r"(?:(?P<relation>at least|more than|at most) )?"
    r"(?:(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,9})?)%|(?P<part>[0-9]{1,9})(?:/(?P<whole>[0-9]{1,9}))?)"
    r"(?P<root> sqrt)?(?P<of> of)? (?P<base>[a-z]+(?: [a-z]+)?)"
)
_DECIMAL: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_FROM_BELOW: Final = (Relation.AT_LEAST, Relation.MORE_THAN)


def _listed(words: Iterable[str]) -> str:
    """Name several things, the last after an "or"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


@dataclass(frozen=True)
class _Measure:
    """What all measures share. Two of one class are equal where they mean the same, however they are spelled."""

    words: str = field(compare=False)
    shape: Shape
    amount: Fraction
    relation: Relation | None = None
    base: Base | None = None

    name: ClassVar[str]
    bases: ClassVar[tuple[Base, ...]]
    shapes: ClassVar[tuple[Shape, ...]]
    relations: ClassVar[tuple[Relation, ...]] = _FROM_BELOW
    spellings: ClassVar[tuple[str, ...]]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a measure from its words; letter case and the number of spaces do not matter.

        Args:
            text: the words, such as `at least 2/3 of votes`.

        Returns:
            the measure, whose `words` are those of the text in small letters with single spaces.

        Raises:
            MeasureError: the text has none of the spellings, or can never be met, or is always met.
        """
        words = " ".join(text.split()).lower()
        if words == "none" and Shape.NONE in cls.shapes:
            return cls(words, Shape.NONE, Fraction(0))
        found = _SPELLING.fullmatch(words)
        if found is None:
            raise cls._error(text, "it cannot be read")
        relation = cls._relation(text, found["relation"])
        shape, amount = cls._amount(text, found)
        base = cls._base(text, found["base"], shape, amount)
        if shape not in cls.shapes:
            raise cls._error(text, f"a {cls.name} is never a {'plain number' if shape is Shape.NUMBER else 'root'}")
        cls._refuse_the_pointless(text, relation, shape, amount)
        return cls(words, shape, amount, relation, base)

    @classmethod
    def _relation(cls, text: str, written: str | None) -> Relation:
        if written is None or written not in cls.relations:
            raise cls._error(text, "it must begin with " + _listed(f'"{each}"' for each in cls.relations))
        return Relation(written)

    @classmethod
    def _amount(cls, text: str, found: re.Match[str]) -> tuple[Shape, Fraction]:
        if found["whole"] is not None and not int(found["whole"]):
            raise cls._error(text, "nothing can be divided by 0")
        amount = (
            Fraction(found["percent"]) / 100
            if found["percent"] is not None
            else Fraction(int(found["part"]), int(found["whole"] or 1))
        )
        plain = found["percent"] is None and found["whole"] is None
        if found["root"]:
            shape = Shape.ROOT
        elif plain:
            shape = Shape.NUMBER
        else:
            shape = Shape.SHARE
        if shape is Shape.NUMBER and found["of"]:
            raise cls._error(text, f'a number stands without "of"; a share is a fraction or {found["part"]}%')
        if shape is not Shape.NUMBER and not found["of"]:
            raise cls._error(text, 'a share needs "of" before what it is a share of')
        return shape, amount

    @classmethod
    def _base(cls, text: str, written: str, shape: Shape, amount: Fraction) -> Base:
        if shape is Shape.NUMBER and amount == 1 and written == "member":
            return Base.MEMBERS
        if written not in cls.bases:
            raise cls._error(text, f"a {cls.name} counts {_listed(cls.bases)}, not {written}")
        return Base(written)

    @classmethod
    def _refuse_the_pointless(cls, text: str, relation: Relation, shape: Shape, amount: Fraction) -> None:
        if shape is Shape.SHARE and (amount > 1 or (amount == 1 and relation is Relation.MORE_THAN)):
            raise cls._error(text, "more than all is never reached")
        if amount == 0 and relation is Relation.AT_LEAST:
            raise cls._error(text, "at least nothing is always reached")

    @classmethod
    def _error(cls, text: str, what: str) -> MeasureError:
        spellings = _listed(f'"{each}"' for each in cls.spellings)
        return MeasureError(f'"{" ".join(text.split())}" is no {cls.name}: {what}.', f"Write for example {spellings}.")


class _FromBelow(_Measure):
    """A measure that a count has to reach."""

    def needed(self, base_count: int) -> int:
        """Find the smallest count that reaches the measure.

        Args:
            base_count: how many there are of what it is a share of, 0 or more; of no matter to a plain number.

        Returns:
            the count, exact for any size: a root is compared as squares. Never 0 except for "none": where there is
            nobody, nothing is reached.
        """
        if self.shape is Shape.NONE:
            return 0
        strict = self.relation is Relation.MORE_THAN
        if self.shape is Shape.ROOT:
            # count >= amount * sqrt(n)  <=>  count² >= amount² * n, for whole counts >= ceil of the right side
            square = self.amount**2 * base_count
            root = isqrt(floor(square)) if strict else isqrt(max(ceil(square) - 1, 0))
            return root + 1
        full = self.amount if self.shape is Shape.NUMBER else self.amount * base_count
        return max(1, floor(full) + 1 if strict else ceil(full))

    def reached(self, count: int, base_count: int) -> bool:
        """Say whether so many are enough.

        Args:
            count: who took part, or were for it.
            base_count: how many there are of what the measure is a share of.

        Returns:
            true where the count reaches it; a share or root of nobody is never reached.
        """
        return count >= self.needed(base_count)

    def raises(self, other: Self) -> bool:
        """Say whether this measure is a higher one than another on the same base, in the same shape.

        Args:
            other: the measure to exceed, such as the one that the kind of a decision has.

        Returns:
            true for a larger amount, and for "more than" against "at least" the same amount. Measures on different
            bases or of different shapes never exceed each other, nor does any exceed "none", which has no base.
        """
        if self.base is None or (self.base, self.shape) != (other.base, other.shape):
            return False
        mine = (self.amount, self.relation is Relation.MORE_THAN)
        return mine > (other.amount, other.relation is Relation.MORE_THAN)


class Quorum(_FromBelow):
    """Who must take part before a decision counts."""

    name = "quorum"
    bases = (Base.MEMBERS, Base.ACTIVE_MEMBERS)
    shapes = (Shape.NONE, Shape.NUMBER, Shape.SHARE, Shape.ROOT)
    spellings = (
        "at least 12 members",
        "at least 1/3 of members",
        "at least 30% of active members",
        "at least 1/2 sqrt of members",
        "none",
    )


class Threshold(_FromBelow):
    """What share must be for a proposal; no votes at all never meet it."""

    name = "threshold"
    bases = (Base.VOTES, Base.PARTICIPANTS, Base.MEMBERS, Base.ACTIVE_MEMBERS)
    shapes = (Shape.SHARE,)
    spellings = ("more than 1/2 of votes", "at least 2/3 of votes", "at least 4/5 of participants")


class Signatures(_FromBelow):
    """How many members have to ask for something: a petition, a recall, a lift to the default kind."""

    name = "number of members"
    bases = (Base.MEMBERS,)
    shapes = (Shape.NUMBER, Shape.SHARE, Shape.ROOT)
    spellings = ("at least 2 members", "at least 1/5 of members")


class OptionQuorum(_FromBelow):
    """How many must prefer an option to the default one: words, or a plain decimal (Debian Constitution A.6.2)."""

    name = "option quorum"
    bases = (Base.MEMBERS, Base.ACTIVE_MEMBERS)
    shapes = (Shape.NONE, Shape.NUMBER, Shape.SHARE, Shape.ROOT)
    spellings = ("at least 3/2 sqrt of members", "at least 12 members", "45.27", "none")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an option quorum from its words, or from a decimal such as `45.27` that was worked out elsewhere.

        Args:
            text: the words or the decimal; 0 is the same as `none`.

        Returns:
            the measure; a decimal has no base and is the same for any number of members.

        Raises:
            MeasureError: the text has none of the spellings, or can never be met, or is always met.
        """
        words = text.strip()
        if not _DECIMAL.fullmatch(words):
            return super().parse(text)
        amount = Fraction(words)
        return cls(words, Shape.NUMBER if amount else Shape.NONE, amount, Relation.AT_LEAST)


class Limit(_Measure):
    """How many there may be at the most, such as those who dissent from a consensus."""

    name = "limit"
    bases = (Base.PARTICIPANTS, Base.VOTES, Base.MEMBERS, Base.ACTIVE_MEMBERS)
    shapes = (Shape.SHARE,)
    relations = (Relation.AT_MOST,)
    spellings = ("at most 1/4 of participants", "at most 10% of members")

    def most(self, base_count: int) -> int:
        """Find the largest count that keeps within the limit.

        Args:
            base_count: how many there are of what it is a share of, 0 or more.

        Returns:
            the count, rounded down exactly.
        """
        return floor(self.amount * base_count)

    def kept(self, count: int, base_count: int) -> bool:
        """Say whether so many are within the limit.

        Args:
            count: those who are limited.
            base_count: how many there are of what it is a share of.

        Returns:
            true up to and including the limit; nobody among nobody is within it.
        """
        return count <= self.most(base_count)

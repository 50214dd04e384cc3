"""How the group judges reported work: three words, and the median of those who gave one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    """What a member can say of reported work, and what the group can have said in the end."""

    SUCCESS = "success"
    PARTLY = "partly"
    FAILURE = "failure"
    UNJUDGED = "unjudged"


SAID: Final = (Verdict.SUCCESS, Verdict.PARTLY, Verdict.FAILURE)
"""What a member can say, from the best."""


@dataclass(frozen=True, slots=True)
class Said:
    """One member's word; `received` (aware, UTC) and `key`, the mail's content key, say which of theirs is the last."""

    member: int
    received: datetime
    key: str
    verdict: Verdict
    why: str = ""


@dataclass(slots=True)
class Judgement:
    """The judgement of one task: since when, until when (aware, UTC), whose work it is, and who said what.

    `because` is `report` or `date`. `post` is the post that called for it, `told` when that was handed over. `verdict`
    is None until it closes.
    """

    begun: datetime
    closes: datetime
    because: str
    holders: tuple[int, ...]
    said: dict[int, list[Said]] = field(default_factory=dict)
    post: str = ""
    told: datetime | None = None
    verdict: Verdict | None = None
    figures: Mapping[str, int] = field(default_factory=dict)
    result_post: str = ""

    def standing(self) -> dict[int, Said]:
        """The word of each member that counts, by their numbers: the last by receipt, then by content key."""
        return {
            number: max(self.said[number], key=lambda each: (each.received, each.key)) for number in sorted(self.said)
        }

    def count(self) -> dict[str, int]:
        """How many said what, in the order of the words; what nobody said is left out."""
        words = [each.verdict for each in self.standing().values()]
        return {each.value: words.count(each) for each in SAID if each in words}


def median(words: Iterable[Verdict]) -> Verdict:
    """The judgement that follows from what members said: the median; with nobody's word, unjudged.

    Between two, the one nearer to partly counts, and partly itself between success and failure.
    """
    order = sorted(SAID.index(each) for each in words)
    if not order:
        return Verdict.UNJUDGED
    lower, upper = order[(len(order) - 1) // 2], order[len(order) // 2]
    middle = SAID.index(Verdict.PARTLY)
    if lower < middle < upper:
        return Verdict.PARTLY
    return SAID[min((lower, upper), key=lambda each: abs(each - middle))]

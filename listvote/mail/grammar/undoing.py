"""Words that undo an act without a word of doubt in it: a test, a condition, something taken back, the other side.

Knows rows of phrases alone; what comes of an act that is undone is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from listvote.mail.grammar.lexicon import FILLER, Item, Role
from listvote.mail.grammar.row import is_act

_SIDES: Final = {"agree": 1, "reservations": 1, "disagree": -1, "object": -1}
_HEAD: Final = 6
_LONGEST: Final = 14


def only_a_test(items: Sequence[Item]) -> bool:
    """Whether a sentence says that the mail is a test, and nothing else."""
    said = [item for item in items if item.token.kind not in {"mark", "smile"}]
    return any(item.has(Role.TRIAL) for item in said) and all(item.has(Role.TRIAL | FILLER) for item in said)


def takes_all_back(items: Sequence[Item]) -> bool:
    """Whether words of a short sentence take back what was said above it: `I take that back.`"""
    for place, item in enumerate(items[:_LONGEST]):
        following = items[place + 1] if place + 1 < len(items) else None
        ends = following is None or following.token.kind in {"mark", "smile"} or following.has(FILLER)
        if item.has(Role.REVERSAL) and ends and len(items) <= _LONGEST:
            return True
    return False


def sets_a_condition(items: Sequence[Item]) -> bool:
    """Whether words begin with a condition that they name as one: `one condition: …`, `NB: only if Ben pays`."""
    for place, item in enumerate(items[:_HEAD]):
        if item.has(Role.PREPOSITION) and not item.has(Role.PROVISO):
            break  # `in good condition`
        following = items[place + 1] if place + 1 < len(items) else None
        if item.has(Role.PROVISO) and (
            following is None or following.is_mark(":,-!….") or following.has(Role.CONDITION | FILLER)
        ):
            return True
        if item.is_mark(":") and place and following is not None and following.has(Role.CONDITION):
            return not following.has(Role.BECAUSE)
    return False


def other_side(left: Sequence[Item], meaning: str, explicit: bool) -> bool:
    """Whether the words behind an act answer the other way, too: `yes to A, no to B`, `for: Ada, against: Ben`.

    Args:
        left: what follows the act.
        meaning: what the act says.
        explicit: a colon stands between them, so that what follows an act against is its reason whatever it says.
    """
    side = _SIDES.get(meaning, 0)
    for place, item in enumerate(left):
        if not is_act(item) or item.phrase is None or not side or _SIDES.get(item.phrase.meaning, 0) != -side:
            continue
        following = left[place + 1] if place + 1 < len(left) else None
        begins = place == 0 or left[place - 1].is_mark(",;/-&…+")
        if begins and following is not None and following.is_mark(":"):
            return True
        if place == 0 and all(each.has(FILLER) or each.token.kind in {"mark", "smile"} for each in left[1:]):
            return True  # `agree: no`
        if explicit and side < 0:
            continue
        if begins and following is not None and following.has(Role.PREPOSITION):
            return True
        if following is None and place == 1 and left[0].roles == Role.NOTHING and left[0].token.upper:
            return True  # `agree, Ben no`
    return False

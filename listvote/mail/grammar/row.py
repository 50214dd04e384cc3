"""One sentence as a row of phrases, and how far it has been understood: its greetings, thanks and leads.

Knows what may stand before an act; what the act says is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from listvote.mail.grammar.lexicon import DOUBT, FILLER, Item, Role

_MOST_THANKS: Final = 9
_MOST_NAMES: Final = 3
_MOST_LEADS: Final = 12


class Row:
    """The items of one sentence, and how far they have been understood."""

    def __init__(self, items: Sequence[Item], question: bool, after_reference: frozenset[int]) -> None:
        self.items = items
        self.question = question
        self.prepositions = after_reference
        self.at = 0
        self.stop = ""
        self.stop_end = -1  # where in the text a colon ends
        self.stopped_at = -1  # behind the last comma or dash that follows the acts
        self.stopped_by = ""
        self.acts: list[Item] = []
        self.performing = False
        self.opened = False

    @property
    def left(self) -> Sequence[Item]:
        return self.items[self.at :]

    def ended(self) -> bool:
        return self.at >= len(self.items)


def is_act(item: Item) -> bool:
    """Whether a phrase asks for something."""
    return item.phrase is not None and item.has(Role.ACT)


def opening_words(state: Row) -> bool:
    """Pass over greetings, thanks and leads; true if the whole sentence is nothing but a greeting or a closing."""
    items = state.items
    # `Ciao` begins mails and ends them: with an act behind it, it is a greeting.
    greets = items[0].has(Role.GREETING) and any(map(is_act, items[1:]))
    if items[0].has(Role.CLOSING) and not greets and rest_is_names(items, 1):
        return True
    while not state.ended():
        item = items[state.at]
        if item.has(Role.GREETING):
            state.at += 1
            _pass_names(state)
        elif item.has(Role.THANKS):
            end = after_thanks(items, state.at)
            if end is None:
                return False
            state.at = end
        elif is_act(item) and item.phrase is not None and not (item.has(Role.LEAD) and act_follows(state)):
            return False
        elif item.has(Role.LEAD | Role.PERFORMING):
            state.performing |= item.has(Role.PERFORMING)
            state.at += 1
        elif item.is_mark(",;-!….:([") or item.token.kind == "smile":
            state.opened |= item.is_mark("([")
            state.at += 1
        elif (item.is_mark(")]") and state.opened) or state.at in state.prepositions:
            state.at += 1
        else:
            return False
    return True


def act_follows(state: Row) -> bool:
    """Whether another act comes behind the one here, with leads at most between: then this one may be a lead."""
    for place in range(state.at + 1, min(len(state.items), state.at + _MOST_LEADS)):
        item = state.items[place]
        if is_act(item):
            return True
        if not item.has(Role.LEAD) and not item.is_mark(",-"):
            return False
    return False


def _pass_names(state: Row) -> None:
    """Pass over whom a greeting is for: everybody, or up to three names before a stop."""
    names = 0
    while not state.ended() and not is_act(state.items[state.at]):
        item = state.items[state.at]
        if item.is_mark(",-!"):
            state.at += 1
            return
        if item.has(Role.EVERYBODY) or (
            item.roles == Role.NOTHING and item.token.kind == "word" and names < _MOST_NAMES
        ):
            names += not item.has(Role.EVERYBODY)
            state.at += 1
        elif item.token.norm in {"and", "und", "et", "y", "e"}:
            state.at += 1
        else:
            return


def after_thanks(items: Sequence[Item], at: int) -> int | None:
    """Where the thanks that begin at `at` end, at a stop or at the sentence's end; None if they say more than that."""
    for here in range(at + 1, min(len(items), at + _MOST_THANKS + 2)):
        item = items[here]
        if item.is_mark(",;-!.:("):
            return here
        if is_act(item) and not item.has(FILLER | Role.PREPOSITION) and not (item.phrase and item.phrase.alone):
            return here if here == at + 1 else None
        if item.has(DOUBT | Role.VAGUE) and not item.has(FILLER):
            return None
    return len(items) if len(items) <= at + _MOST_THANKS + 1 else None


def rest_is_names(items: Sequence[Item], first: int) -> bool:
    """Whether nothing but a few names is left from an item on, as behind a closing."""
    if len(items) - first > 3 * (_MOST_NAMES + 1):
        return False
    left = items[first:]
    words = sum(item.token.kind == "word" for item in left)
    plain = all(item.token.kind in {"word", "smile"} or item.is_mark(",.-!;:/") for item in left)
    acts = any(is_act(item) and item.phrase is not None and not item.phrase.alone for item in left)
    return words <= _MOST_NAMES + 1 and plain and not acts

"""The vocabularies of a group compiled for one method: which phrases stand in a row of tokens, longest first.

Knows words and their roles, not what a sentence of them means.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Flag, auto
from functools import lru_cache

from listvote.mail.grammar.words import Token, tokens
from listvote.mail.vocabulary import OPTIONS, Kind, Phrase, Vocabulary, spoken


class Role(Flag):
    """What a phrase may be in a sentence; one phrase may be several."""

    NOTHING = 0
    ACT = auto()
    LEAD = auto()
    TRAIL = auto()
    GREETING = auto()
    EVERYBODY = auto()
    THANKS = auto()
    CLOSING = auto()
    NEGATION = auto()
    CONDITION = auto()
    HEDGE = auto()
    OPINION = auto()
    VAGUE = auto()
    TALK = auto()
    BECAUSE = auto()
    PREPOSITION = auto()
    CHOOSING = auto()
    ORDERING = auto()
    THEN = auto()
    BOTH = auto()
    NO_OPTION = auto()
    DANGLING = auto()
    PERFORMING = auto()
    PRONOUN = auto()
    REVERSAL = auto()
    PROVISO = auto()
    TRIAL = auto()


DOUBT = Role.NEGATION | Role.CONDITION | Role.HEDGE | Role.OPINION
FILLER = Role.LEAD | Role.TRAIL | Role.THANKS | Role.CLOSING | Role.GREETING | Role.EVERYBODY

_LISTS = {
    "leads": Role.LEAD,
    "performing": Role.PERFORMING,
    "pronouns": Role.PRONOUN,
    "trails": Role.TRAIL,
    "greetings": Role.GREETING,
    "everybody": Role.EVERYBODY,
    "thanks": Role.THANKS,
    "closings": Role.CLOSING,
    "negations": Role.NEGATION,
    "conditions": Role.CONDITION,
    "hedges": Role.HEDGE,
    "opinions": Role.OPINION,
    "vague": Role.VAGUE,
    "talk": Role.TALK,
    "because": Role.BECAUSE,
    "prepositions": Role.PREPOSITION,
    "dangling": Role.DANGLING,
    "reversals": Role.REVERSAL,
    "provisos": Role.PROVISO,
    "trials": Role.TRIAL,
}
_POLL_LISTS = {
    "choosing": Role.CHOOSING,
    "ordering": Role.ORDERING,
    "then": Role.THEN,
    "both": Role.BOTH,
    "nothing": Role.NO_OPTION,
}


@dataclass(slots=True)
class _Node:
    """A place in the tree of words; `roles` and `phrase` say what ends here."""

    next: dict[str, _Node] = field(default_factory=dict)
    roles: Role = Role.NOTHING
    phrase: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A phrase, or a single token that is in no vocabulary (no roles); `first` and `last` are tokens, both within."""

    roles: Role
    phrase: Phrase | None
    first: int
    last: int
    token: Token

    def has(self, role: Role) -> bool:
        """Whether it may play any of these roles."""
        return bool(self.roles & role)

    def is_mark(self, marks: str) -> bool:
        """Whether it is one of these punctuation marks."""
        return self.token.kind == "mark" and self.token.norm in marks


class Lexicon:
    """All phrases that mean something for one method in some languages."""

    def __init__(self, vocabularies: Iterable[Vocabulary], method: str) -> None:
        self._root = _Node()
        for vocabulary in vocabularies:
            for name, role in {**_LISTS, **(_POLL_LISTS if method in OPTIONS else {})}.items():
                for words in getattr(vocabulary, name):
                    self._add(words, role, None)
            for phrase in vocabulary.phrases:
                if method in phrase.methods:
                    for words in phrase.words:
                        self._add(words, Role.ACT, phrase)

    def _add(self, words: str, role: Role, phrase: Phrase | None) -> None:
        for spelling in _spellings(words):
            node = self._root
            for token in tokens(spelling):
                node = node.next.setdefault(token.norm, _Node())
            node.roles |= role
            if phrase is not None and (node.phrase is None or node.phrase.kind is Kind.VAGUE):
                node.phrase = phrase
            elif phrase is not None and node.phrase is not None and node.phrase.meaning != phrase.meaning:
                if phrase.kind is not Kind.VAGUE:
                    # One spelling, two meanings in the languages of the group: it is asked back.
                    node.roles |= Role.VAGUE
                    node.phrase = None

    def items(self, row: Sequence[Token]) -> list[Item]:
        """Cut a row of tokens into phrases, the longest first from the left; a comma may stand within one."""
        return list(self._items(row))

    def _items(self, row: Sequence[Token]) -> Iterator[Item]:
        at = 0
        while at < len(row):
            node, last = self._longest(row, at)
            yield Item(node.roles, node.phrase, at, last, row[at])
            at = last + 1

    def _longest(self, row: Sequence[Token], at: int) -> tuple[_Node, int]:
        best, best_at, node, here = _NOWHERE, at, self._root, at
        while here < len(row):
            following = node.next.get(row[here].norm)
            if following is None:
                if here > at and row[here].norm == "," and row[here].kind == "mark" and not self._negates(row[at]):
                    here += 1
                    continue
                break
            node = following
            if node.roles:
                best, best_at = node, here
            here += 1
        return best, best_at

    def _negates(self, token: Token) -> bool:
        """Whether a word says no: the comma behind it is no accident, `No, objection!` is not `no objection`."""
        return bool(self._root.next.get(token.norm, _NOWHERE).roles & Role.NEGATION)


_NOWHERE = _Node()


def _spellings(words: str) -> set[str]:
    """A phrase with and without its accents, if that leaves enough of it to tell words apart."""
    found = {words}
    found.add(words.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))
    bare = "".join(each for each in unicodedata.normalize("NFD", words) if not unicodedata.combining(each))
    if len(bare.replace(" ", "")) >= 4 or bare == "nao":
        found.add(bare)
    return found


@lru_cache(maxsize=128)
def lexicon(languages: tuple[str, ...], method: str) -> Lexicon:
    """The lexicon of a group's languages for one method; `""` for no method at all: fillers only."""
    return Lexicon(spoken(languages), method)

"""Ballots of polls: approvals, ratings and orders, by the letter of an option or its unmistakable beginning.

Knows how such ballots are written; whether one is valid is for `deliberation.ballots` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from listvote.acts import Ballot, Fault, Matter, Option
from listvote.deliberation.ballots import RANKING, RATING, BallotRules, in_words, valid
from listvote.mail.grammar.words import folded, seen
from listvote.reasons import Reason

LEAST_BEGINNING: Final = 4
"""Letters of an option's text that name it, if they begin no other's."""
LEAST_IN_AN_ORDER: Final = 3
"""The same between signs such as `>`."""

_LEAST_OF_A_WORD: Final = 3
_MOST_LISTED: Final = 60
_BETWEEN_OPTIONS: Final = re.compile(r"[-\u2013\u2014:,;&+/>]")

_LABEL: Final = re.compile(r"[(\[]?(?P<letter>[^\W\d_]{1,2})[)\].:]*(?:\s+(?P<text>.+))?", re.DOTALL)
NUMBER: Final = re.compile(
    r"(?P<what>.*?\S)(?:\s*[:=]\s*|\s+[-\u2013\u2014]\s+|\s*)(?P<number>[-+\u2212]?\d+(?:[.,/]\d+)?)(?:\s*(?:points?|pts))?"
)
NUMBERED: Final = re.compile(r"(\d{1,2})\s*[.):]\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a line says about options: a ballot, or why it is none that could be counted.

    `doubt` says why it is not clear; `faults` make it invalid as a whole.
    """

    ballot: Ballot | None
    words: str
    doubt: str = ""
    faults: tuple[Fault, ...] = ()
    invalid: str = ""
    reason: str = ""
    readings: tuple[str, ...] = ()


def option_named(text: str, options: Sequence[Option], least: int = LEAST_BEGINNING) -> str:
    """The letter of the option that a text names: by letter, with or without its text, or by its beginning.

    Args:
        text: a piece of a line.
        options: of the poll.
        least: how many letters a beginning has; fewer do where signs say that options stand here: `Ada > Ben`.

    Returns:
        empty where it names none, or more than one.
    """
    said = bare(text)
    found = _LABEL.fullmatch(said)
    by_letter = {folded(option.letter): option for option in options}
    if found and (option := by_letter.get(folded(found["letter"]))):
        rest = plain(found["text"] or "")
        whole = plain(option.text)
        if not rest or whole.startswith(rest) or rest.startswith(whole):
            return option.letter
    said_plainly = plain(said)
    exact = [option.letter for option in options if plain(option.text) == said_plainly]
    if len(exact) == 1:
        return exact[0]
    if len(said_plainly) < least:
        return ""
    if by_letter.keys() & set(said_plainly.split()):
        return ""  # `not A` is no beginning of `Not a chance`, nor of `Not at all`
    begun = [option.letter for option in options if _begins(plain(option.text), said_plainly)]
    return begun[0] if len(begun) == 1 else ""


def _begins(whole: str, beginning: str) -> bool:
    """Whether a text begins so, and with no less than three letters of a word where it is cut within one."""
    if not whole.startswith(beginning):
        return False
    within = whole[len(beginning) : len(beginning) + 1].isalnum()
    return not within or len(beginning.rsplit(" ", 1)[-1]) >= _LEAST_OF_A_WORD


def lists_options(text: str, options: Sequence[Option]) -> bool:
    """Whether a text, which would be a reason, is nothing but further options: `- B - C` behind an `A`."""
    pieces = [each for each in _BETWEEN_OPTIONS.split(text) if each.strip()]
    return bool(pieces) and len(pieces) <= _MOST_LISTED and all(option_named(each, options) for each in pieces)


def checked(matter: Matter, ballot: Ballot, reason: str = "") -> Choice:
    """A ballot of a poll held against its rules: in its normal form, or with every fault in it."""
    rules = BallotRules(matter.method, tuple(each.letter for each in matter.options), matter.rated, matter.budget)
    result = valid(rules, ballot)
    if isinstance(result, tuple):
        code = Reason.NOT_AN_OPTION.code
        only_unknown = all(fault.code == code for fault in result)
        return Choice(
            None, "", faults=result, invalid=code if only_unknown else Reason.INVALID_BALLOT.code, reason=reason
        )
    return Choice(result, in_words(result), reason=reason)


def refused(text: str, why: str, mend: str) -> Choice:
    """A ballot that cannot be valid, with the reason."""
    code = Reason.INVALID_BALLOT.code
    return Choice(None, "", faults=(Fault(text, why, mend, code),), invalid=code)


def piece(text: str, matter: Matter) -> str:
    """What a line adds to a ballot written over several lines, in the form of one line; empty if nothing.

    Ratings give `A 5`; an approval gives its option; a rank gives `1. A`.
    """
    if matter.method in RATING:
        found = NUMBER.fullmatch(bare(text))
        return (
            f"{option_named(found['what'], matter.options)} {found['number']}"
            if found and option_named(found["what"], matter.options)
            else ""
        )
    if matter.method in RANKING and (ranked := NUMBERED.fullmatch(bare(text))):
        named = option_named(ranked[2], matter.options)
        return f"{int(ranked[1])}. {named}" if named else ""
    return option_named(text, matter.options)


def is_bare(text: str, matter: Matter) -> bool:
    """Whether a line is nothing but an option: at the end of a mail it may be the writer's name or initial."""
    return bool(option_named(text, matter.options))


def is_name(text: str) -> bool:
    """Whether an option may be a person: two to four words, each with a capital."""
    names = bare(text).split()
    return 2 <= len(names) <= 4 and all(name[:1].isupper() for name in names)


def joined(pieces: Sequence[str], matter: Matter) -> str:
    """Several pieces as one line; numbered ones in the order of their numbers."""
    if matter.method in RANKING and all("." in each for each in pieces):
        numbers = [int(each.split(".")[0]) for each in pieces]
        if numbers == list(range(1, len(pieces) + 1)):
            return " > ".join(each.split(". ")[1] for each in pieces)
    return ", ".join(each.split(". ")[-1] for each in pieces)


def bare(text: str) -> str:
    """A piece of a line without the punctuation and emphasis around it."""
    return text.strip().strip(",;*_`\u2026.!").strip()


def plain(text: str) -> str:
    """A text as options are compared: folded, in one width of blanks."""
    return " ".join(folded(seen(text)).strip(" .!*_`").split())

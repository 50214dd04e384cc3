"""Ballot forms: blocks of lines `[ ] A. In house`, filled in by a voter, quoted or not.

Knows how forms are filled in; which matter a form belongs to is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from listvote.acts import Matter
from listvote.deliberation.ballots import APPROVING, POSITIONS, RANKING, RATING
from listvote.mail.grammar.matters import position
from listvote.mail.grammar.options import Choice, checked, option_named, refused
from listvote.mail.vocabulary import OPTIONS

MOST_ENTRIES: Final = 200

_ENTRY: Final = re.compile(r"[\s>|*]{0,40}\[(?P<mark>[^\[\]]{0,8})\]\s{0,20}(?P<label>\S.{0,500})", re.DOTALL)
_CROSS: Final = frozenset({"x", "✓", "✔", "☑", "*", "✗", "✘", "×", "х"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a form: what stands in its brackets, stripped and folded, and behind them."""

    mark: str
    label: str


def entry(text: str) -> Entry | None:
    """Read a line of a form; None if it is none."""
    found = _ENTRY.fullmatch(text.rstrip())
    return Entry(found["mark"].strip(" _.\xa0").casefold(), found["label"].strip()) if found else None


def filled(entries: Sequence[Entry], matter: Matter) -> Choice | None:
    """Read a form of a matter as a ballot.

    Returns:
        None if nothing is filled in: the empty form is no ballot.
    """
    marked = [each for each in entries[:MOST_ENTRIES] if each.mark]
    if not marked:
        return None
    if matter.method not in OPTIONS:
        return _position(marked, matter)
    given: dict[str, str] = {}
    for each in marked:
        key = option_named(each.label, matter.options) or each.label[:40]
        if given.setdefault(key, each.mark) != each.mark:
            return refused(each.label, f"has two different marks for {key}", "Mark each option once.")
    if matter.method in APPROVING:
        if strange := next((mark for mark in given.values() if mark not in _CROSS), ""):
            return refused(f"[{strange}]", "is no cross", "Put an x before each option that you approve of.")
        return checked(matter, {"approved": list(given)})
    if matter.method in RATING:
        return checked(matter, {"ratings": {key: _number(mark) for key, mark in given.items()}})
    if matter.method in RANKING:
        return _ranks(given, matter)
    return None


def _number(mark: str) -> int | str:
    return int(mark) if re.fullmatch(r"-?[0-9]{1,6}", mark) else mark


def _ranks(given: dict[str, str], matter: Matter) -> Choice:
    """An order from numbers in brackets: 1 is best, equal numbers tie, gaps are allowed, one lone cross is a first."""
    if len(given) == 1 and next(iter(given.values())) in _CROSS:
        return checked(matter, {"order": [list(given)]})
    ranks: dict[int, list[str]] = {}
    for key, mark in given.items():
        number = _number(mark)
        if not isinstance(number, int) or number < 1:
            return refused(f"[{mark}] {key}", "is no rank", "Number the options: 1 for the best, 2 for the next.")
        ranks.setdefault(number, []).append(key)
    return checked(matter, {"order": [ranks[number] for number in sorted(ranks)]})


def _position(marked: Sequence[Entry], matter: Matter) -> Choice | None:
    """A form of positions, of which exactly one can be crossed."""
    known = {}
    for each in POSITIONS.get(matter.method, ()):
        known[each.word] = each.word
        known[each.says or each.word] = each.word
    chosen = {
        known.get(each.label.casefold().strip(" .:"), "") or _by_sign(each.label, matter.method) for each in marked
    }
    if not chosen - {""}:
        return None
    if len(chosen) > 1:
        return Choice(None, "", "it marks two different positions")
    if strange := next((each.mark for each in marked if each.mark not in _CROSS), ""):
        return refused(f"[{strange}]", "is no cross", "Put an x before one of them.")
    word = chosen.pop()
    return Choice({"position": word}, word)


def _by_sign(label: str, method: str) -> str:
    """The position of an entry that begins with a sign: `+1 release it`, `-1 do not, because`."""
    found = _SIGNED.match(label)
    return position(_OF_A_SIGN[found["sign"].translate(_MINUS)], method) if found else ""


_MINUS: Final = str.maketrans("\u2212\u2013", "--")
_SIGNED: Final = re.compile(r"(?P<sign>\+[01]|[-\u2212\u2013][01]|0)(?=[\s:;,)]|$)")
_OF_A_SIGN: Final = {"+1": "agree", "+0": "reservations", "0": "abstain", "-0": "stand aside", "-1": "disagree"}

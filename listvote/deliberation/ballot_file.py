"""Ballots in a text file, one a line, for a recount by hand.

    A > B = C           ranked, irv, stv: best first, `=` between equals, whatever is unranked left out
    A 5, B 3            score, points
    A, C                approval; `none` for no option at all
    stand aside         consensus, lazy, majority, gradient: a position
    3: A > B            any of these, three times

Empty lines, and lines that begin with `#`, are skipped. Every fault is reported at once with the number of its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from listvote.acts import Ballot, Fault
from listvote.deliberation.ballots import APPROVING, METHODS, POSITIONS, RATING, Alike, BallotRules, valid
from listvote.reasons import Reason

_ALIKE: Final = re.compile(r"(?P<alike>[0-9]{1,9})\s*:\s*(?P<ballot>.*)")
_RATED: Final = re.compile(r"(?P<label>.*[^\s:])(?:\s*:\s*|\s+)(?P<number>\S+)")
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,9}")
_WIDEST: Final = 10**9  # where no range and no budget are given, any number that can be written is in it


@dataclass(frozen=True, slots=True)
class BallotFile:
    """What a file of ballots holds: the options, and valid ballots with how many there are of each."""

    options: tuple[str, ...]
    ballots: tuple[Alike, ...]


def parse(
    method: str,
    text: str,
    options: Sequence[str] = (),
    *,
    rated: tuple[int, int] | None = None,
    budget: int | None = None,
    words: Mapping[str, str] | None = None,
) -> BallotFile | tuple[Fault, ...]:
    """Read a file of ballots.

    Args:
        method: the method that they are ballots of.
        text: the file's text.
        options: the labels of all options; without them whatever the ballots name is an option, in alphabetical order.
        rated: the lowest and highest number of a score; None for any.
        budget: the points that one voter may give away; None for any.
        words: other words for positions (in small letters), with the position that each means.

    Returns:
        the ballots, or every fault in the file: `where` begins with its line, such as `line 3`.

    Raises:
        ValueError: there is no such method.
    """
    if method not in METHODS:
        raise ValueError(f"there is no method {method!r}; there are {', '.join(METHODS)}")
    labels = _Labels({_key(label): label for label in options}, closed=bool(options))
    read: list[tuple[int, int, Ballot]] = []
    faults: list[Fault] = []
    for number, line in _lines(text):
        found = _ALIKE.fullmatch(line)
        alike, written = (int(found["alike"]), found["ballot"].strip()) if found else (1, line)
        ballot = _ballot(method, written, labels, words or {})
        if isinstance(ballot, str):
            faults.append(Fault(f"line {number}", ballot, code=Reason.INVALID_BALLOT.code))
        elif not alike:
            faults.append(Fault(f"line {number}", "counts no ballot at all", code=Reason.INVALID_BALLOT.code))
        else:
            read.append((number, alike, ballot))
    every_option = tuple(options) or tuple(sorted(labels.known.values(), key=_natural))
    rules = BallotRules(method, every_option, rated or (-_WIDEST, _WIDEST), _WIDEST if budget is None else budget)
    ballots: list[Alike] = []
    for number, alike, ballot in read:
        checked = valid(rules, ballot)
        if isinstance(checked, tuple):
            faults += [_on_line(number, fault) for fault in checked]
        else:
            ballots.append((checked, alike))
    if faults:
        return tuple(sorted(faults, key=lambda fault: int(fault.where.split()[1].rstrip(","))))
    return BallotFile(every_option, tuple(ballots))


@dataclass(slots=True)
class _Labels:
    """The labels of options, found again however their letters are cased; new ones are learnt unless it is closed."""

    known: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    seen: dict[str, str] = field(default_factory=dict)

    def label(self, written: str) -> str:
        if written not in self.seen:
            self.seen[written] = self._learnt(written)
        return self.seen[written]

    def _learnt(self, written: str) -> str:
        plain = " ".join(written.split())
        if self.closed:
            return self.known.get(_key(plain), plain)
        return self.known.setdefault(_key(plain), plain)


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()


def _natural(label: str) -> tuple[list[tuple[int, int, str]], str]:
    """Sort `2` before `10`, and `A2` before `A10`."""
    parts = re.findall(r"[0-9]+|[^0-9]+", label)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in parts], label


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            yield number, stripped


def _on_line(number: int, fault: Fault) -> Fault:
    where = f"line {number}, {fault.where}" if fault.where else f"line {number}"
    return Fault(where, fault.what, fault.mend, fault.code)


def _ballot(method: str, written: str, labels: _Labels, words: Mapping[str, str]) -> Ballot | str:
    """Read one line as a ballot, or say what is wrong with it."""
    if method in POSITIONS:
        plain = " ".join(written.split()).lower()
        return {"position": words.get(plain, plain)}
    if method in APPROVING:
        if _key(written) == "none" and not (labels.closed and "none" in labels.known):
            return {"approved": []}
        parts = written.split(",")
        return {"approved": [labels.label(part) for part in parts]} if _filled(parts) else _EMPTY
    if method in RATING:
        return _rated(written.split(","), labels)
    ranks = [rank.split("=") for rank in written.split(">")]
    if not all(_filled(rank) for rank in ranks):
        return _EMPTY
    return {"order": [[labels.label(part) for part in rank] for rank in ranks]}


def _rated(parts: Sequence[str], labels: _Labels) -> Ballot | str:
    given: dict[str, int | str] = {}
    if not _filled(parts):
        return _EMPTY
    for part in parts:
        found = _RATED.fullmatch(part.strip())
        if found is None:
            return f'"{part.strip()}" is no option with a number behind it'
        label = labels.label(found["label"])
        if label in given:
            return f"{label} stands in it more than once"
        number = found["number"].replace("\N{MINUS SIGN}", "-")
        given[label] = int(number) if _WHOLE.fullmatch(number) else number
    return {"ratings": given}


def _filled(parts: Sequence[str]) -> bool:
    return all(part.strip() for part in parts)


_EMPTY: Final = "has a mark with no option beside it"

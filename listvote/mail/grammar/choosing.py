"""One line read as a ballot of a poll: an approval, ratings, or an order.

Knows how such lines are written, in the words of the group's languages; what a label names is said in `options`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from listvote.acts import Ballot, Matter
from listvote.deliberation.ballots import APPROVING, RATING
from listvote.mail.grammar.lexicon import FILLER, Item, Lexicon, Role
from listvote.mail.grammar.options import (
    LEAST_IN_AN_ORDER,
    NUMBER,
    NUMBERED,
    Choice,
    bare,
    checked,
    joined,
    lists_options,
    option_named,
    refused,
)
from listvote.mail.grammar.words import Token, folded, seen, tokens

MOST_PIECES: Final = 60

_LETTERS_WITH_NUMBERS: Final = re.compile(r"(?:[A-Za-z]{1,2}\s?[:=]?\s?\d{1,6}[\s,;.]*)+")
_ONE_LETTER_WITH_NUMBER: Final = re.compile(r"([A-Za-z]{1,2})\s?[:=]?\s?(\d{1,6})(?!\d)")
_RANKED_ABOVE: Final = re.compile(r"[>\u203a\u227b\u2192\u00bb]+|-+>")
_LISTED: Final = re.compile(r"[,;&+/]")


def choice(text: str, matter: Matter, words: Lexicon) -> Choice | None:
    """Read one line as a ballot of a poll.

    Args:
        text: the line without its reference and bullet.
        matter: the poll.
        words: the lexicon of the group's languages for its method.

    Returns:
        None where it is no ballot at all.
    """
    if not matter.options:
        return None
    first: _Middle | None = None
    found: Choice | None = None
    for led, trimmed in ((True, False), (True, True), (False, False)):
        # An option may end in words that are mere filler elsewhere: `Not at all`; or begin with some: `In the garden`.
        middle = _middle(seen(text), matter, words, led, trimmed)
        result = _by_method(middle.text, matter, words, middle.lead) if middle.text else None
        if result is not None and (found is None or not (result.doubt or result.invalid)):
            first, found = middle, result
        if found is not None and not (found.doubt or found.invalid):
            break
    if first is None or found is None:
        return None
    asked, reason = first.asked, first.reason
    if asked and not found.invalid:
        return Choice(found.ballot, found.words, "it is a question")
    if first.article and not found.invalid:
        return Choice(found.ballot, found.words, "other words stand with it")
    if reason and not found.invalid and lists_options(reason, matter.options):
        return Choice(found.ballot, found.words, "a list is no order")
    if reason and not found.invalid and (doubt := _doubt_in(reason, words)):
        return Choice(found.ballot, found.words, doubt)
    return Choice(found.ballot, found.words, found.doubt, found.faults, found.invalid, reason, found.readings)


@dataclass(frozen=True, slots=True)
class _Middle:
    """The part of a line that names options, its reason, whether it asks, and what stands before it.

    `article` says that words were cut off that may change what it says: one like `great` right behind the name of an
    option or behind a letter that is a word as well, or such a letter right before: `A not at all`.
    """

    text: str
    reason: str
    asked: bool
    lead: Role
    article: bool = False


def _middle(text: str, matter: Matter, words: Lexicon, led: bool, trimmed: bool) -> _Middle:
    row = tokens(text)
    asked = any(token.norm == "?" for token in row)
    row = [token for token in row if token.norm != "?" and token.kind != "ref"]
    letters = {folded(option.letter) for option in matter.options}
    items = words.items(row)
    lead = Role.NOTHING
    first = 0
    while led and first < len(items):
        item = items[first]
        if item.first == item.last and item.token.norm in letters and not _lead_continues(items, first, letters):
            break
        if item.has(Role.LEAD) and first and option_named(text[item.token.start :], matter.options):
            break  # the lead is the beginning of an option: `My choice: in house`
        if item.has(Role.CHOOSING | Role.ORDERING) and not item.has(Role.NO_OPTION):
            lead |= item.roles & (Role.CHOOSING | Role.ORDERING)
        elif not (item.has(Role.LEAD | Role.GREETING | Role.EVERYBODY | Role.THANKS) or item.is_mark(",:-!(")):
            break
        first += 1
    last = len(items)
    stop = next((i for i in range(first, last) if _begins_reason(items, i, text)), last)
    reason = ""
    if stop < last:
        begin = items[stop].token.end if items[stop].token.kind == "mark" else items[stop].token.start
        reason = text[begin:].strip()
        last = stop
    whole = last
    while trimmed and last > first and (items[last - 1].has(FILLER) or items[last - 1].token.kind in {"smile", "mark"}):
        if items[last - 1].first == items[last - 1].last and items[last - 1].token.norm in letters | {")"}:
            break
        last -= 1
    if first >= last:
        return _Middle("", "", asked, lead)
    one_letter = last == first + 1 and items[first].token.norm in letters
    behind = takewhile(lambda item: item.token.kind not in {"mark", "smile"}, items[last:whole])
    article = (not one_letter or items[first].has(Role.LEAD)) and any(_praises(item, row, words) for item in behind)
    before = items[first - 1] if first else None
    article |= before is not None and before.first == before.last and before.token.norm in letters
    return _Middle(text[items[first].token.start : row[items[last - 1].last].end], reason, asked, lead, article)


def _praises(item: Item, row: Sequence[Token], words: Lexicon) -> bool:
    """Whether words are no mere filler behind a name: `great`, `great idea`; but `for me`, `definitely` are."""
    if not item.has(Role.LEAD):
        return False
    if item.first == item.last:
        return not item.has(Role.TRAIL)
    return not words.items(row[item.first : item.first + 1])[0].has(Role.PREPOSITION)


def _lead_continues(items: Sequence[Item], at: int, letters: set[str]) -> bool:
    """Whether a letter such as `I` or `a` is a word here: a word that is no option follows it without a sign."""
    if at + 1 >= len(items) or not items[at].has(Role.LEAD):
        return False
    following = items[at + 1]
    return (
        following.token.kind == "word"
        and not following.has(Role.THEN | Role.BOTH)
        and following.token.norm not in letters
        and not following.has(FILLER & ~Role.LEAD)
    )


def _begins_reason(items: Sequence[Item], at: int, text: str) -> bool:
    item = items[at]
    if at and item.has(Role.BECAUSE):
        return not item.has(FILLER) or any(not each.has(FILLER) for each in items[at + 1 : at + 2])
    if item.is_mark(":") or (item.is_mark("-") and text[item.token.start - 1 : item.token.start] == " "):
        following = items[at + 1] if at + 1 < len(items) else None
        if at and items[at - 1].token.kind == "number":
            return False
        return at > 0 and following is not None and following.token.kind not in {"number", "mark"}
    return False


def _doubt_in(reason: str, words: Lexicon) -> str:
    items = words.items(tokens(reason))
    if any(item.has(Role.CONDITION) and not item.has(FILLER | Role.BECAUSE) for item in items):
        return "it has a condition"
    return ""


def _by_method(middle: str, matter: Matter, words: Lexicon, lead: Role) -> Choice | None:
    if matter.method in RATING:
        return _ratings(middle, matter, words, lead)
    if matter.method in APPROVING:
        return _approvals(middle, matter, words, lead)
    return _order(middle, matter, words, lead)


def _approvals(middle: str, matter: Matter, words: Lexicon, lead: Role) -> Choice | None:
    if option_named(middle, matter.options):
        return checked(matter, {"approved": [option_named(middle, matter.options)]})
    items = words.items(tokens(middle))
    if len(items) == 1 and items[0].has(Role.NO_OPTION):
        return checked(matter, {"approved": []})
    if _RANKED_ABOVE.search(middle):
        if any(option_named(each, matter.options) for each in _RANKED_ABOVE.split(middle)):
            return refused(
                middle, "is an order, and this poll asks which options you approve of", "Write them with commas: A, C."
            )
        return None
    return _labels(_split(middle, _LISTED, Role.BOTH, words), matter, words, lead, middle)


def _labels(pieces: list[str], matter: Matter, words: Lexicon, lead: Role, middle: str) -> Choice | None:
    """Options in a list, for approval; doubtful where something else stands among them."""
    named = [option_named(each, matter.options) for each in pieces]
    if all(named):
        return checked(matter, {"approved": named})
    return _unknown(
        pieces, named, matter, words, lead, {"approved": [n or p for n, p in zip(named, pieces, strict=True)]}
    )


def _unknown(
    pieces: list[str], named: list[str], matter: Matter, words: Lexicon, lead: Role, ballot: Ballot
) -> Choice | None:
    """A ballot in which something is none of the options: invalid where it is written as an option, else doubtful."""
    strange = [each for each, letter in zip(pieces, named, strict=True) if not letter]
    short = all(re.fullmatch(r"[^\W\d_]", each) for each in strange)
    if short and (any(named) or lead):
        return checked(matter, ballot)
    if any(named) and (len(pieces) > 1):
        sure = all(len(each.split()) <= 3 and not _worded(each, words) for each in strange)
        if sure and lead:
            return checked(matter, ballot)
        if _plainly(pieces[0], matter):
            return Choice(None, "", "other words stand with it")
    if lead and _mentions(pieces, matter):
        return Choice(None, "", "other words stand with it")
    return None


def _plainly(text: str, matter: Matter) -> bool:
    return bool(option_named(text, matter.options))


def _mentions(pieces: Sequence[str], matter: Matter) -> bool:
    """Whether a letter of an option stands in capitals anywhere in these."""
    letters = {option.letter for option in matter.options}
    return any(text[token.start : token.end] in letters for text in pieces for token in tokens(text))


def _worded(text: str, words: Lexicon) -> bool:
    """Whether a text holds a word of the vocabularies, so that it is no option's name."""
    return any(item.roles for item in words.items(tokens(text)))


def _ratings(middle: str, matter: Matter, words: Lexicon, lead: Role) -> Choice | None:
    given: dict[str, object] = {}
    pairs: list[tuple[str, str]]
    if _LETTERS_WITH_NUMBERS.fullmatch(middle):
        pairs = [(label, number) for label, number in _ONE_LETTER_WITH_NUMBER.findall(middle)]
    else:
        pieces = _split(middle, re.compile(r"[,;]"), Role.BOTH, words)
        found = [NUMBER.fullmatch(each) for each in pieces]
        if not all(found):
            if any(option_named(each["what"], matter.options) for each in found if each):
                return Choice(None, "", "a number is missing, or other words stand with it")
            if all(option_named(each, matter.options) for each in pieces):
                return Choice(None, "", "it gives no numbers")
            return None
        pairs = [(each["what"], each["number"]) for each in found if each]
    for label, number in pairs:
        named = option_named(label, matter.options)
        if not named and not re.fullmatch(r"[^\W\d_]", label.strip()):
            known = any(option_named(other, matter.options) for other, _ in pairs)
            if not known:
                return None
        key = named or label.strip()
        if key in given:
            return refused(middle, f"rates {key} twice", "Give each option one number.")
        digits = number.replace("\u2212", "-")
        given[key] = int(digits) if re.fullmatch(r"[-+]?\d{1,9}", digits) else digits
    if not any(option_named(label, matter.options) for label, _ in pairs) and not (lead or len(pairs) > 1):
        return None
    return checked(matter, {"ratings": given})


def _order(middle: str, matter: Matter, words: Lexicon, lead: Role) -> Choice | None:
    if single := option_named(middle, matter.options):
        return checked(matter, {"order": [[single]]})
    if (numbered := _numbered_order(middle, matter, words)) is not None:
        return numbered
    ranks = _split(middle, _RANKED_ABOVE, Role.THEN, words)
    if len(ranks) == 1 and "=" not in middle:
        pieces = _split(middle, _LISTED, Role.BOTH, words)
        named = [option_named(each, matter.options) for each in pieces]
        if len(pieces) > 1 and all(named):
            if lead & Role.ORDERING and "," in middle:
                return checked(matter, {"order": [[each] for each in named]})
            asked = checked(matter, {"order": [[each] for each in named]})
            return Choice(
                asked.ballot, asked.words, "a list is no order", readings=(asked.words,) if asked.words else ()
            )
        return _unknown(
            pieces, named, matter, words, lead, {"order": [[n or p] for n, p in zip(named, pieces, strict=True)]}
        )
    rows = [[each.strip(" ,()") for each in rank.split("=")] for rank in ranks]
    order = [[option_named(each, matter.options, LEAST_IN_AN_ORDER) or each for each in row if each] for row in rows]
    flat = [each for row in rows for each in row if each]
    if len(flat) > MOST_PIECES:
        return refused(middle[:80], "has more entries than the poll has options", "Name each option once.")
    named = [option_named(each, matter.options, LEAST_IN_AN_ORDER) for each in flat]
    known = {each for each, letter in zip(flat, named, strict=True) if letter}
    if all(named) and named:
        return checked(matter, {"order": [row for row in order if row]})
    if not any(named):
        letters = all(re.fullmatch(r"[^\W\d_]", each) for each in flat) and bool(flat)
        return checked(matter, {"order": order}) if letters else None
    if any(_LISTED.search(each) or len(each.split()) > 1 or _worded(each, words) for each in flat if each not in known):
        return Choice(None, "", "other words stand with it")
    return checked(matter, {"order": [row for row in order if row]})


def _numbered_order(middle: str, matter: Matter, words: Lexicon) -> Choice | None:
    """An order in one line by numbers: `1. B, 2. A` is one; `B 1, A 2` could be ratings, and is asked back."""
    parts = _split(middle, re.compile(r"[,;]"), Role.BOTH, words)
    before = [NUMBERED.fullmatch(each) for each in parts]
    if all(before) and len(parts) > 1:
        rows = [f"{each[1]}. {option_named(each[2], matter.options)}" for each in before if each]
        line = joined(rows, matter)
        return _order(line, matter, words, Role.NOTHING) if ">" in line else None
    behind = [NUMBER.fullmatch(each) for each in parts]
    ranked = {option_named(each["what"], matter.options): each["number"] for each in behind if each}
    if not all(behind) or "" in ranked or len(ranked) < len(parts) or not all(n.isdecimal() for n in ranked.values()):
        return None
    by_number: dict[int, list[str]] = {}
    for letter, number in ranked.items():
        by_number.setdefault(int(number), []).append(letter)
    meant = checked(matter, {"order": [by_number[number] for number in sorted(by_number)]})
    return Choice(
        meant.ballot,
        meant.words,
        "numbers behind options may be ratings",
        readings=(meant.words,) if meant.words else (),
    )


def _split(text: str, marks: re.Pattern[str], role: Role, words: Lexicon) -> list[str]:
    """Cut a text at marks, and at words of a role; a comma before such a word belongs to it."""
    row = tokens(text)
    cuts: list[tuple[int, int]] = [(found.start(), found.end()) for found in marks.finditer(text)]
    cuts += [
        (item.token.start, row[item.last].end)
        for item in words.items(row)
        if item.has(role) and item.first > 0 and item.last < len(row) - 1
    ]
    pieces, at = [], 0
    for start, end in sorted(cuts):
        if start >= at:
            pieces.append(text[at:start])
            at = end
    pieces.append(text[at:])
    return [each for each in (bare(piece) for piece in pieces) if each]

"""Ballots of polls in a mail: forms, ballots over one line and over several, and the steps of a gradient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from listvote.acts import Matter, Place, Verb
from listvote.mail.grammar.choosing import choice
from listvote.mail.grammar.desk import Desk, Spot, weigh
from listvote.mail.grammar.draft import Draft
from listvote.mail.grammar.forms import filled
from listvote.mail.grammar.keyed import step
from listvote.mail.grammar.lexicon import FILLER, Lexicon, Role, lexicon
from listvote.mail.grammar.matters import readings, resolve
from listvote.mail.grammar.options import Choice, is_bare, is_name, joined, option_named, piece
from listvote.mail.grammar.passages import Passage
from listvote.mail.grammar.words import seen, tokens
from listvote.mail.vocabulary import OPTIONS

_VETO: Final = "step 8"
"""An objection: its reason may be whatever it likes."""

LONGEST: Final = 500
"""Characters; no ballot is longer than that in one line."""


def form(desk: Desk, passage: Passage) -> None:
    """Read a form: it belongs to the thread's matter, else to the one whose number stands above it."""
    context = desk.context
    matter, named = context.about, False
    if matter is None or context.place is Place.DIGEST:
        written = [resolve(ref, versioned, context) for ref, versioned in passage.refs]
        matter, named = (written[-1].matter, True) if written else (matter, False)
    result = filled(passage.entries, matter) if matter is not None else None
    if matter is None or result is None:
        return
    # A filled-in form says by itself what it is about, wherever in a thread it stands.
    draft = desk.new(Verb.BALLOT, Spot(passage, -1, matter.ref, matter, named or context.place is not Place.DIGEST))
    _choose(draft, result)
    if not passage.sure:
        draft.doubt("it may be part of a quote", readings(matter))
    if passage.depth and (context.place is Place.THREAD or not context.answers_us):
        draft.doubt("it may be somebody else's ballot, quoted", readings(matter))


def over_several(desk: Desk, found: Sequence[Passage], number: int) -> int:
    """Read a ballot that is written over several lines.

    Returns:
        how many passages it took; 0 where there is none.
    """
    matter = desk.context.about
    if matter is None or matter.method not in OPTIONS or not matter.options:
        return 0
    rows: list[str] = []
    for passage in found[number:]:
        alike = not passage.entries and passage.paragraph == found[number].paragraph
        row = piece(passage.text, matter) if alike and len(passage.text) <= LONGEST else ""
        if not row:
            break
        rows.append(row)
    whole = None
    if len(rows) > 1:
        whole = choice(joined(rows, matter), matter, lexicon(desk.context.languages, matter.method))
    if whole is None:
        return 0
    draft = desk.new(Verb.BALLOT, Spot(found[number], number, matter.ref, matter))
    draft.line = " ".join(each.written for each in found[number : number + len(rows)])
    _choose(draft, whole)
    weigh(draft, found[number])
    return len(rows)


def in_one_line(desk: Desk, spot: Spot, text: str) -> bool:
    """Read a piece of a line as a ballot of a poll, or as a step of a gradient; false where it is none."""
    matter = spot.matter
    if matter is None or not text or len(text) > LONGEST:
        return False
    if matter.method == "gradient":
        return _step(desk, spot, text)
    if matter.method not in OPTIONS:
        return False
    bare = desk.ending and not spot.named and is_bare(text, matter)
    above = [draft for draft in desk.drafts if draft.verb is Verb.BALLOT and draft.ref == spot.ref]
    if bare and above and (desk.closed or is_name(text) or _in_an_order(text, above[-1], matter)):
        return True  # the writer's name or initial below a ballot
    result = choice(text, matter, lexicon(desk.context.languages, matter.method))
    if result is None:
        return False
    draft = desk.new(Verb.BALLOT, spot)
    _choose(draft, result)
    if bare and (desk.talked or desk.closed or (spot.number and is_name(text))):
        draft.doubt("it may be the writer's name", readings(matter))
    weigh(draft, spot.passage)
    return True


def _in_an_order(text: str, above: Draft, matter: Matter) -> bool:
    """Whether an option stands in the order above already, and so is no more of it."""
    order = (above.ballot or {}).get("order")
    letter = option_named(text, matter.options)
    return isinstance(order, Sequence) and len(order) > 1 and any(letter in rank for rank in order)


def _step(desk: Desk, spot: Spot, text: str) -> bool:
    words = lexicon(desk.context.languages, "gradient")
    word, why = step(text)
    if not word:
        word, why = step(_from_its_number(seen(text), words))
    if not word:
        return False
    draft = desk.new(Verb.BALLOT, spot)
    draft.position, draft.ballot, draft.reason = word, {"position": word}, [why] if why else []
    left = words.items(tokens(seen(why))) if word != _VETO else []
    if any(item.has(Role.CONDITION) and not item.has(FILLER | Role.BECAUSE) for item in left):
        draft.doubt("it has a condition", readings(draft.matter))
    elif any(item.has(Role.HEDGE | Role.OPINION) for item in left[:2]):
        draft.doubt("it sounds unsure", readings(draft.matter))
    weigh(draft, spot.passage)
    return True


def _from_its_number(text: str, words: Lexicon) -> str:
    """A text without the leads and thanks before the number that it begins with; "" where it begins otherwise."""
    items = words.items(tokens(text))
    first = next((item for item in items if not (item.has(Role.LEAD | Role.THANKS) or item.is_mark(",:-!"))), None)
    return text[first.token.start :] if first is not None and first.token.kind == "number" else ""


def _choose(draft: Draft, result: Choice) -> None:
    draft.ballot, draft.position = result.ballot, result.words
    draft.faults, draft.invalid = result.faults, result.invalid
    draft.reason = [result.reason] if result.reason else []
    if result.doubt:
        draft.doubt(result.doubt, result.readings or readings(draft.matter))

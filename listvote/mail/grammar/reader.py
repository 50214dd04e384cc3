"""Passages read one after the other: commands, lines with an argument, ballots of polls, sentences, and reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from listvote.acts import Context, Fault, Place, Verb
from listvote.mail.grammar import polls
from listvote.mail.grammar.commands import command
from listvote.mail.grammar.desk import Desk, Spot, weigh
from listvote.mail.grammar.draft import Draft
from listvote.mail.grammar.keyed import Found, keyed
from listvote.mail.grammar.lexicon import lexicon
from listvote.mail.grammar.matters import Written, lexicon_for, naming_matters, readings, resolve
from listvote.mail.grammar.passages import Passage
from listvote.mail.grammar.pieces import Piece, pieces, without_references
from listvote.mail.grammar.sayings import say, take_back, takes_back_later
from listvote.mail.grammar.settings import read as setting_of
from listvote.mail.grammar.settle import HOLDS_TERMS
from listvote.reasons import Reason

_MY_VOTE: Final = re.compile(
    r"\b(?:my|meine?|mon|ma|mio|mia|mi|meu|minha)\s(?:\w+\s)?(?:vote|ballot|ranking|order|answer|choice|position|stimme|wahl"
    r"|antwort|reihenfolge|voto|réponse|choix|classement|respuesta|orden|risposta|scelta|ordine|resposta|escolha|ordem)s?\b",
    re.IGNORECASE,
)
_TERMS: Final = {"hours": "hours", "until": "by", "able": "able", "prefer": "able"}


def read_passages(found: Sequence[Passage], context: Context) -> Desk:
    """Read all passages of a mail in their order; the drafts come back on the desk."""
    desk = Desk(context)
    number = 0
    while number < len(found):
        passage = found[number]
        if passage.entries:
            polls.form(desk, passage)
            number += 1
            continue
        desk.ending = number == len(found) - 1
        known, led = len(desk.drafts), number > 0 and _leads(desk, found[number - 1])
        rows = polls.over_several(desk, found, number)
        if not rows:
            _passage(desk, passage, number)
        for draft in desk.drafts[known:] if led else ():
            if draft.made is None:
                draft.doubt("it may belong to the words before it", readings(draft.matter, draft.meaning))
        number += max(rows, 1)
    if desk.trial:
        take_back(desk.drafts, "it says that it is a test")
    return desk


def _leads(desk: Desk, passage: Passage) -> bool:
    """Whether other words lead to what stands below them: `Ben wrote:`, `To vote, write:`, but not `My vote:`."""
    text = passage.text.rstrip()
    return desk.talk_in == passage.paragraph and text.endswith((":", "：")) and not _MY_VOTE.search(text[-200:])


def _passage(desk: Desk, passage: Passage, number: int) -> None:
    certain = passage.sure and (passage.under or not passage.between)
    given = command(passage.text, desk.context) if certain else None
    if given is not None:
        desk.drafts.append(Draft(given.verb, passage.written, given.ref, made=given, named=True))
        desk.last = None
        return
    if desk.last is not None and desk.last.paragraph != passage.paragraph and not desk.last.long:
        takes_back_later(desk, passage)
        desk.last = None
    known, above = len(desk.drafts), desk.last
    for piece in pieces(passage.text):
        if not piece.refs:
            _piece(desk, piece, None, passage, number)
        for ref, versioned in piece.refs:
            _piece(desk, piece, resolve(ref, versioned, desk.context), passage, number)
    if len(desk.drafts) == known and not desk.closed:
        _text_below(desk, above, passage)


def _text_below(desk: Desk, draft: Draft | None, passage: Passage) -> None:
    """Other words below an act: its reason or argument, unless they are the writer's name."""
    if draft is None or desk.last is not draft or (desk.ending and _is_name(passage.text)):
        return
    if passage.text.strip(" .!") == "?":
        draft.doubt("it is a question", readings(draft.matter, draft.meaning))
    elif draft.long:
        draft.text.append(("\n" if draft.text and passage.first else "") + passage.written)
    elif draft.paragraph == passage.paragraph and draft.passage >= 0:
        draft.reason.append(passage.written)


def _piece(desk: Desk, piece: Piece, written: Written | None, passage: Passage, number: int) -> None:
    """Read one piece as being about one matter."""
    matter = written.matter if written else desk.context.about
    ref = written.ref if written else (matter.ref if matter else None)
    spot = Spot(passage, number, ref, matter, written is not None)
    start = len(desk.drafts)
    about = ("task" if ref.kind == "task" else "decision") if ref else ""
    found = None if desk.explains(number) else keyed(without_references(piece), about)
    offer = _offer_above(desk, passage) if found is None and written is None else None
    if written is None and not desk.explains(number) and (mark := _mark_below(desk, piece)) is not None:
        ballot, found = mark
        _argument(desk, Spot(passage, number, ballot.ref, ballot.matter, ballot.named), found)
    elif found is not None:
        _argument(desk, spot, found)
    elif offer is not None and (term := keyed(piece.text, "task")) is not None and term.row.verb is Verb.TERMS:
        _argument(desk, Spot(passage, number, offer.ref, offer.matter, offer.named), term)
    elif not polls.in_one_line(desk, spot, piece.text):
        words = lexicon_for(ref, matter, desk.context)
        if words is not None:
            say(desk, spot, piece, words)
        else:
            _about_nothing(desk, spot, piece)
    for draft in desk.drafts[start:]:
        _hold_against(draft, piece, written)


def _offer_above(desk: Desk, passage: Passage) -> Draft | None:
    """The offer that stands above in the same paragraph: the lines with its terms need no number of their own."""
    last = desk.drafts[-1] if desk.drafts else None
    if last is None or last.paragraph != passage.paragraph or last.verb not in (*HOLDS_TERMS, Verb.TERMS):
        return None
    return last if last.ref is not None and last.ref.kind == "task" else None


def _mark_below(desk: Desk, piece: Piece) -> tuple[Draft, Found] | None:
    """A voter's mark below a secret ballot, which needs no number of its own: the ballot, and the line."""
    ballot = next((each for each in reversed(desk.drafts) if each.verb is Verb.BALLOT), None)
    if ballot is None or ballot.matter is None or not ballot.matter.secret:
        return None
    found = keyed(piece.text, "decision")
    return (ballot, found) if found is not None and found.row.verb is Verb.MARK else None


def _about_nothing(desk: Desk, spot: Spot, piece: Piece) -> None:
    """Words that are about no matter: asked back in private and in answers to a digest, talk elsewhere.

    What says nothing of any open decision may still be an offer for one of the tasks: `count me in`.
    """
    context = desk.context
    start = len(desk.drafts)
    asked = (context.private or context.place is Place.DIGEST) and any(each.open for each in context.matters.values())
    for method in ("consensus", "task") if asked else ():
        if len(desk.drafts) == start and not desk.closed:
            say(desk, spot, piece, lexicon(context.languages, method))
            if not any(naming_matters(draft.meaning, context) for draft in desk.drafts[start:]):
                del desk.drafts[start:]
                desk.last = None if method == "consensus" else desk.last
    desk.talked = desk.talked or len(desk.drafts) == start


def _hold_against(draft: Draft, piece: Piece, written: Written | None) -> None:
    """Note what speaks against an act because of its reference."""
    offered = readings(draft.matter, draft.meaning)
    if written is not None and written.strange:
        draft.doubt("it names another version than the one that is open", offered)
    if written is not None and written.matter is None:
        code = Reason.NO_SUCH_MATTER.code
        fault = Fault(str(written.ref), "is no decision or task here", "Write `status` for the list.", code)
        draft.faults, draft.invalid = (*draft.faults, fault), code
    if piece.torn:
        draft.doubt("it names more than one matter", offered)


def _argument(desk: Desk, spot: Spot, found: Found) -> None:
    """Note a line with an argument."""
    draft = desk.new(found.row.verb, spot)
    draft.explicit, draft.long = True, found.row.long
    draft.reason = [found.why] if found.why else []
    draft.text = [found.text] if found.text else []
    # Some need no matter at all: they are as clear as if they named one.
    draft.named = draft.named or found.row.about == "any"
    if found.row.verb is Verb.TERMS:
        result = setting_of(_TERMS[found.key], found.text, desk.context)
        if isinstance(result, Fault):
            draft.faults = (Fault(found.key, result.what, result.mend, result.code),)
            draft.invalid = result.code
        draft.text, draft.terms = [], {found.key: found.text if isinstance(result, Fault) else result}
        desk.last = None
    weigh(draft, spot.passage)


def _is_name(text: str) -> bool:
    """Whether a last line is the writer's name: up to three capitalised words, or one behind a dash."""
    bare = text.strip().lstrip("-\u2013\u2014~/ ").rstrip(". ")
    names = bare.split()
    return 0 < len(names) <= 3 and all(name[:1].isupper() or name in {"de", "von", "van", "da"} for name in names)

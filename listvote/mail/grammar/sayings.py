"""The sentences of a passage: which of them act, which explain or take back the act before them, which are talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from listvote.acts import Clarity, Reference, Verb
from listvote.mail.grammar.desk import Desk, Spot, weigh
from listvote.mail.grammar.draft import Draft
from listvote.mail.grammar.lexicon import Lexicon
from listvote.mail.grammar.matters import JUDGEMENTS, lexicon_for, position, readings
from listvote.mail.grammar.passages import Passage
from listvote.mail.grammar.pieces import Piece, sentences
from listvote.mail.grammar.sentence import POSITION_WORDS, Sense, sense
from listvote.mail.grammar.words import Token, tokens
from listvote.mail.vocabulary import Kind

LONGEST: Final = 60
"""Words; in a longer sentence only an act at its head, with a reason behind it, is looked for."""
ENDLESS: Final = 400
"""Words; no more of a sentence is read."""
MOST_TO_TAKE_BACK: Final = 14
"""Words; a new paragraph takes an act back only in so few."""

_SHORT: Final = 8
_NEGATIVE: Final = frozenset({"disagree", "object"})


def say(desk: Desk, spot: Spot, piece: Piece, words: Lexicon) -> None:
    """Read the sentences of a piece, as being about one matter."""
    for row in sentences(piece.tokens):
        if desk.explains(spot.number) and not spot.named:
            return  # the rest of the line is its reason
        said = _sense(row, words)
        text = piece.text[row[0].start : row[-1].end]
        if said.filler:
            desk.closed = desk.closed or said.closing
            desk.last = None if said.closing else desk.last
            continue
        desk.closed = False
        desk.trial |= said.trial
        if said.undoes:
            take_back(desk.drafts, "what follows takes something back")
        if said.clarity is None:
            _talk(desk, spot, said, text, stopped=row[-1].kind == "mark")
        elif _checked_off(desk, spot, said):
            desk.talked = True
        elif _only_explains(desk, spot, said):
            if desk.last is not None and not desk.last.long:
                desk.last.reason.append(text)
        else:
            _act(desk, spot, said, piece.text)


def _sense(row: Sequence[Token], words: Lexicon) -> Sense:
    """What a sentence says; of an endless one only the beginning is read, and only an objector's reason may be that."""
    said = sense(row[:ENDLESS], words)
    if len(row) > LONGEST and said.clarity is Clarity.DOUBTFUL:
        return Sense(takes_back=said.takes_back, doubting=said.doubting)
    if len(row) <= ENDLESS or said.clarity is not Clarity.CLEAR or (said.explicit and said.meaning in _NEGATIVE):
        return said
    return Sense(Clarity.DOUBTFUL, said.meaning, said.kind, said.sign, "other words stand with it", doubting=True)


def take_back(drafts: Sequence[Draft], why: str) -> None:
    """Make these acts doubtful, for this reason; not those that are no words about a matter."""
    for draft in drafts:
        if draft.made is None and not draft.long:
            draft.doubt(why, readings(draft.matter, draft.meaning))


def takes_back_later(desk: Desk, passage: Passage) -> None:
    """Note it where a paragraph right below an act takes that back in a few words."""
    last = desk.last
    words = lexicon_for(last.ref, last.matter, desk.context) if last is not None and last.clear else None
    row = next(iter(sentences(tokens(passage.text))), [])
    if last is None or words is None or not row or len(row) > MOST_TO_TAKE_BACK or last.verb is not Verb.BALLOT:
        return
    said = sense(row, words)
    if said.takes_back and said.clarity is not Clarity.CLEAR:
        last.doubt("what follows takes something back", readings(last.matter))


def _only_explains(desk: Desk, spot: Spot, said: Sense) -> bool:
    """Whether a sentence that is not clear only goes on with the reason of the act above it."""
    last = desk.last
    if last is None or last.paragraph != spot.passage.paragraph or said.clarity is not Clarity.DOUBTFUL:
        return False
    return last.explicit or (last.meaning in _NEGATIVE and said.meaning in _NEGATIVE | {""})


def _checked_off(desk: Desk, spot: Spot, said: Sense) -> bool:
    """Whether it is an item of a list below a vote by sign, such as `- no binaries` in what was checked for a `+1`."""
    if not spot.passage.bullet or said.clarity is not Clarity.DOUBTFUL or said.kind is not Kind.ANSWER:
        return False
    return any(each.sign and each.clear and each.ref == spot.ref and each.passage < spot.number for each in desk.drafts)


def _talk(desk: Desk, spot: Spot, said: Sense, text: str, stopped: bool) -> None:
    """Other words: the reason of the act above them in their paragraph, if they do not take it back."""
    last = desk.last
    if last is None or last.paragraph != spot.passage.paragraph:
        desk.talk_in = spot.passage.paragraph
        desk.unfinished = said.doubting and not stopped
        desk.talked = True
        return
    short = len(text.split()) <= _SHORT
    if said.takes_back and not last.explicit and (last.meaning not in _NEGATIVE or short):
        last.doubt("what follows takes something back", readings(last.matter, last.meaning))
    elif said.personal and last.kind is Kind.ANSWER and last.verb is Verb.BALLOT:
        last.doubt("it may answer another question", readings(last.matter, last.meaning))
    elif last.passage == spot.number and not last.long:
        last.reason.append(text)


def _act(desk: Desk, spot: Spot, said: Sense, text: str) -> None:
    """Note what a sentence asks for."""
    verb = _verb(said.meaning, spot.ref)
    draft = desk.new(verb, spot)
    draft.meaning, draft.kind, draft.sign, draft.doubting = said.meaning, said.kind, said.sign, said.doubting
    offered = readings(spot.matter, said.meaning)
    if verb is Verb.BALLOT:
        draft.position = position(said.meaning, spot.matter.method if spot.matter else "consensus")
        draft.ballot = {"position": draft.position} if draft.position else None
        if not draft.position and said.clarity is Clarity.CLEAR:
            draft.doubt(_NO_POSITION.get(spot.matter.method if spot.matter else "", _CHOOSES), offered)
    elif verb is Verb.JUDGE:
        draft.position = said.meaning
    if said.clarity is Clarity.DOUBTFUL:
        draft.doubt(said.why, offered)
    if said.reason_at >= 0:
        reason = text[said.reason_at :].strip(" ,;-\u2013\u2014")
        draft.reason = [reason.rstrip(")") if "(" not in reason else reason]
        draft.explicit = said.explicit
    after_talk = desk.talk_in == spot.passage.paragraph and not spot.passage.bullet
    if after_talk and (desk.unfinished or said.kind in (Kind.ECHO, Kind.ANSWER)):
        draft.doubt("it may answer the words before it", offered)
    weigh(draft, spot.passage)


_CHOOSES: Final = "it chooses among options: a yes or no does not answer it"
_NO_POSITION: Final[Mapping[str, str]] = {
    "majority": "a majority vote has no such answer",
    "gradient": "it could be more than one of the steps",
}


def _verb(meaning: str, ref: Reference | None) -> Verb:
    """The verb of a word of the tables; one that only says that something is meant is a ballot or an offer."""
    if not meaning:
        return Verb.OFFER if ref is not None and ref.kind == "task" else Verb.BALLOT
    if meaning in POSITION_WORDS or meaning.startswith("step "):
        return Verb.BALLOT
    return Verb.JUDGE if meaning in JUDGEMENTS else Verb(meaning)

"""What one sentence asks for: clear, doubtful or talk.

A sentence is clear if it is an act with nothing but fillers around it, or an act, a stop, and a reason that takes
nothing of it back. Everything that only resembles this is doubtful where an act seems meant, else talk. Knows nothing
of mails, matters or methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from listvote.acts import Clarity
from listvote.mail.grammar.lexicon import DOUBT, FILLER, Item, Lexicon, Role
from listvote.mail.grammar.row import Row, act_follows, after_thanks, is_act, opening_words, rest_is_names
from listvote.mail.grammar.undoing import only_a_test, other_side, sets_a_condition, takes_all_back
from listvote.mail.grammar.words import Token
from listvote.mail.vocabulary import Kind

SHORT: Final = 10
"""Words; in a longer sentence an act word that is not at its head is talk."""

POSITION_WORDS: Final = frozenset({"agree", "reservations", "abstain", "stand aside", "disagree", "object"})
_LONG: Final = 16
_FAR: Final = 8
_NEGATIVE: Final = frozenset({"disagree", "object", "decline", "failure", "step 6", "step 7", "step 8"})
_UNDONE_BY_NO: Final = frozenset({"agree", "reservations", "offer", "accept", "stand", "second"})
_SKIPPED: Final = ',;-()[]!…."'


@dataclass(frozen=True, slots=True)
class Sense:
    """What a sentence says.

    `clarity` is None for talk. `meaning` is the position or verb of the table. `reason_at` is where in the text its
    reason begins, -1 without one; `explicit` says that a colon stands before it. `takes_back` marks a sentence that
    makes the one before doubtful ("But only if …", "Just kidding."), `undoes` one that makes all acts above it doubtful
    ("I take that back."), `trial` one that does so with all acts of the mail ("Just a test."). `personal`
    ones begin with a pronoun, as answers to questions do. `filler` sentences say nothing at all; `closing` ones end a
    mail.
    """

    clarity: Clarity | None = None
    meaning: str = ""
    kind: Kind = Kind.OWN
    sign: str = ""
    why: str = ""
    reason_at: int = -1
    explicit: bool = False
    takes_back: bool = False
    undoes: bool = False
    trial: bool = False
    doubting: bool = False
    personal: bool = False
    filler: bool = False
    closing: bool = False


def sense(row: Sequence[Token], lexicon: Lexicon) -> Sense:
    """Say what a sentence asks for.

    Args:
        row: its tokens, the full stop or question mark included.
        lexicon: of the group's languages, for the method of the matter that it is about.
    """
    question = any(token.kind == "mark" and token.norm in "?¿⁇？" for token in row)
    without: list[Token] = []
    marked: set[int] = set()
    for token in row:
        if token.kind == "ref":
            if without:
                marked.add(len(without) - 1)
        elif not (token.kind == "mark" and token.norm in "?¿⁇？"):
            without.append(token)
    items = lexicon.items(without)
    while items and items[-1].is_mark(".!…;,"):
        items.pop()
    while items and (items[0].is_mark("¡,.…") or items[0].token.kind == "smile"):
        items.pop(0)
    prepositions = frozenset(i for i, item in enumerate(items) if item.last in marked and item.has(Role.PREPOSITION))
    state = Row(items, question, prepositions)
    if not items:
        return Sense(filler=True)
    if opening_words(state):
        return Sense(filler=True, closing=items[0].has(Role.CLOSING))
    first = state.at
    if state.ended():
        return Sense(filler=not question)
    head = items[first]
    said = _from_head(state) if is_act(head) and not _hidden(state, first) else _without_head(state)
    if said.clarity is Clarity.CLEAR:
        return said
    return replace(said, undoes=takes_all_back(items), trial=only_a_test(items))


def _hidden(state: Row, at: int) -> bool:
    """Whether an act word is only the preposition of a reference, and another act stands in the sentence."""
    return at in state.prepositions and any(is_act(item) for i, item in enumerate(state.items) if i != at)


def _from_head(state: Row) -> Sense:
    """Read a sentence that begins with an act, fillers aside."""
    items = state.items
    while not state.ended():
        item = items[state.at]
        if item.is_mark(":"):
            state.stop, state.stop_end = ":", item.token.end
            state.at += 1
            break
        if item.is_mark(_SKIPPED) or item.is_mark("/") or item.token.kind == "smile":
            state.stop = item.token.norm if item.token.kind == "mark" else state.stop
            state.at += 1
            if item.is_mark(",;-…"):
                state.stopped_at, state.stopped_by = state.at, state.stop
            continue
        if state.at in state.prepositions and state.acts:
            state.at += 1
        elif is_act(item) and not (
            item.phrase and item.phrase.alone and state.acts and item.has(FILLER | Role.BECAUSE)
        ):
            if state.acts and item.phrase and item.phrase.alone and not state.stop:
                break
            if state.acts and state.stop and item.phrase and item.phrase.kind is Kind.ANSWER and _goes_on(state):
                break
            state.acts.append(item)
            state.at += 1
            state.stopped_at = -1
        elif item.has(Role.BECAUSE) and not _only_trail(state):
            state.stop = "because"
            break
        elif item.has(Role.TRAIL | Role.PERFORMING) or (item.has(Role.EVERYBODY) and state.stop):
            state.performing |= item.has(Role.PERFORMING)
            state.at += 1
        elif item.has(Role.THANKS):
            end = after_thanks(items, state.at)
            if end is None:
                break
            state.at = end
        elif item.has(Role.CLOSING) and state.stop and rest_is_names(items, state.at + 1):
            state.at = len(items)
        elif item.has(Role.LEAD) and act_follows(state) and (state.stop or not state.acts[-1].has(Role.NEGATION)):
            state.performing |= item.has(Role.PERFORMING)
            state.at += 1
        elif _signed(state):
            state.at = len(items)
        else:
            break
        if not item.is_mark(_SKIPPED):
            state.stop = ""
    if not state.ended() and not state.stop and state.stopped_at >= 0:
        # What looked like fillers behind a comma was the beginning of a reason: `-1, it leaks`.
        state.at, state.stop = state.stopped_at, state.stopped_by
    return _judged(state)


def _goes_on(state: Row) -> bool:
    """Whether a word in no vocabulary follows at once, so that `no` is part of a reason: `abstain, no time`."""
    following = state.items[state.at + 1 : state.at + 2]
    return bool(following) and following[0].roles == Role.NOTHING and following[0].token.kind == "word"


def _only_trail(state: Row) -> bool:
    """Whether a word such as `too` ends the sentence instead of beginning a reason."""
    item = state.items[state.at]
    if not item.has(Role.TRAIL):
        return False
    return all(each.has(FILLER) or each.token.kind != "word" for each in state.items[state.at + 1 : state.at + _FAR])


def _signed(state: Row) -> bool:
    """Whether what is left is the writer's name behind a stop: `+1, Ben`."""
    left = state.left
    if not state.stop or state.stop not in ",-/" or state.question or len(left) > 2:
        return False
    if all(act.phrase is not None and act.phrase.kind is Kind.ANSWER for act in state.acts) and not state.performing:
        return False
    return all(item.token.kind == "word" and item.token.upper and item.roles == Role.NOTHING for item in left)


def _judged(state: Row) -> Sense:
    phrases = [act.phrase for act in state.acts if act.phrase is not None]
    meanings = {phrase.meaning for phrase in phrases}
    kind = min((phrase.kind for phrase in phrases), key=_STRENGTH.index)
    if kind is Kind.ANSWER and state.performing:
        kind = Kind.OWN
    meaning = phrases[0].meaning
    sign = next((act.token.norm for act in state.acts if act.token.kind == "sign"), "")
    ended = state.ended()

    def doubtful(why: str) -> Sense:
        return Sense(Clarity.DOUBTFUL, meaning, kind, sign, why, doubting=True)

    if not ended and not state.stop and any(phrase.alone for phrase in phrases[:1]):
        return Sense(doubting=_doubts(state.left))
    if len(meanings) > 1:
        return doubtful("it says two different things")
    if kind is Kind.VAGUE:
        return doubtful("it does not say clearly what is meant")
    if state.question and not (state.stop == ":" and meaning in _NEGATIVE and not ended):
        return doubtful("it is a question")
    if ended:
        return Sense(Clarity.CLEAR, meaning, kind, sign)
    why = _against_reason(state, meaning, kind)
    if why:
        if phrases[0].alone and not state.stop:
            return Sense(doubting=True)
        return doubtful(why)
    return Sense(
        Clarity.CLEAR,
        meaning,
        kind,
        sign,
        reason_at=state.stop_end if state.stop == ":" else state.left[0].token.start,
        explicit=state.stop == ":",
    )


_STRENGTH: Final = (Kind.OWN, Kind.ECHO, Kind.ANSWER, Kind.VAGUE)


def _against_reason(state: Row, meaning: str, kind: Kind) -> str:
    """Why what stands behind an act is no mere reason for it; empty if it is one."""
    left = state.left
    if not state.stop:
        return "other words stand with it"
    negative = meaning in _NEGATIVE
    if _counts_others(left, meaning, state.acts):
        return "it may count others"
    if other_side(left, meaning, state.stop == ":"):
        return "it says two different things"
    if only_a_test(left):
        return "it says that it is a test"
    if state.stop == ":" and meaning not in _UNDONE_BY_NO:
        return ""
    if sets_a_condition(left):
        return "it has a condition"
    if takes_all_back(left):
        return "it takes something back"
    for item in left[:2]:
        if item.has(Role.CONDITION) and not item.has(Role.BECAUSE):
            return "it has a condition"
        long = state.stop == ":" and len(left) > 2
        undone = Role.HEDGE | (Role.NEGATION if meaning in _UNDONE_BY_NO else Role.NOTHING)
        if not long and item.has(undone) and not item.has(Role.BECAUSE | Role.TRAIL) and not is_act(item):
            return "it takes something back"
        if item.roles == Role.NOTHING:
            break
    if len(left) <= 2 and any(item.has(Role.OPINION) for item in left):
        return "it sounds unsure"
    if not negative and any(item.has(Role.CONDITION) and not item.has(FILLER | Role.BECAUSE) for item in left):
        return "it has a condition"
    for item in left if state.stop != ":" or meaning == "agree" else ():
        phrase = item.phrase
        if phrase is not None and phrase.kind in (Kind.OWN, Kind.ECHO) and not phrase.alone:
            if {phrase.meaning, meaning} <= POSITION_WORDS and phrase.meaning != meaning:
                return "it says two different things"
    if kind is Kind.ANSWER and state.stop not in (":", "because"):
        if state.stop != "-":
            return "it may answer another question"
        if len(left) < 2 or left[0].has(Role.PRONOUN) or any(item.has(DOUBT) for item in left):
            return "it may answer another question"
    return ""


def _counts_others(left: Sequence[Item], meaning: str, acts: Sequence[Item]) -> bool:
    """Whether a number or names stand where a reason would: `for: 12`, `+1: Ada, Ben`."""
    words = [item for item in left if not item.is_mark(",.&+;->")]
    if meaning not in POSITION_WORDS or not words:
        return False
    if all(item.token.kind == "number" for item in words):
        return True
    named = all(item.token.kind == "word" and item.token.upper and item.roles == Role.NOTHING for item in words)
    listed = any(item.is_mark(",&+") for item in left)
    signed = any(act.token.kind == "sign" for act in acts)
    return named and (listed or (len(words) == 1 and (signed or meaning == "agree")))


def _doubts(items: Sequence[Item]) -> bool:
    return any(item.has(DOUBT | Role.VAGUE) and not item.has(FILLER) for item in items)


def _without_head(state: Row) -> Sense:
    """Read a sentence that does not begin with an act: doubtful if one seems meant, else talk."""
    items = state.items
    left = state.left
    words = sum(item.token.kind in {"word", "sign", "number"} for item in items)
    conditional = items[state.at].has(Role.CONDITION) or items[0].has(Role.CONDITION) or sets_a_condition(items)
    doubting = _doubts(items)
    takes_back = conditional or (
        doubting and all(item.has(DOUBT | Role.VAGUE | FILLER) or item.token.kind != "word" for item in items)
    )
    acts = [item for item in items if is_act(item) and item.phrase and item.phrase.kind is not Kind.VAGUE]
    meant = not state.question and words <= SHORT and bool(acts) and _ends_with_act(items)
    negated = words <= _LONG and not state.question and len(left) > 1 and left[0].has(DOUBT) and is_act(left[1])
    lone = [item for item in left if item.roles == Role.NOTHING and item.token.kind == "word"]
    vague = not state.question and any(item.has(Role.VAGUE) for item in left[:1]) and len(lone) <= 2 and words <= SHORT
    if meant or vague or negated:
        meaning = acts[-1].phrase.meaning if acts and acts[-1].phrase else ""
        kind = acts[-1].phrase.kind if acts and acts[-1].phrase else Kind.VAGUE
        why = "it does not say clearly what is meant" if vague and not acts else "other words stand with it"
        return Sense(Clarity.DOUBTFUL, meaning, kind, "", why, takes_back=takes_back, doubting=True)
    personal = items[0].has(Role.PRONOUN) and not any(item.has(Role.OPINION) for item in items[:2])
    return Sense(takes_back=takes_back, doubting=doubting, personal=personal)


def _ends_with_act(items: Sequence[Item]) -> bool:
    """Whether an act ends a sentence, fillers aside; behind a number it is counted, not meant: `12 +1`."""
    for place in range(len(items) - 1, -1, -1):
        item = items[place]
        if is_act(item):
            counted = place > 0 and items[place - 1].token.kind == "number"
            return item.phrase is not None and not item.phrase.alone and not counted
        if not item.has(FILLER) and item.token.kind not in {"mark", "smile"}:
            return False
    return False

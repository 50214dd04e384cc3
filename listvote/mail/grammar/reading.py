"""From a mail's lines to what it asks for.

1  a mail that opens something, announces a result, or takes an opening back, is only that
2  the author's own lines become passages and forms
3  each passage is cut at its references, and each piece is read: a command, a line with an argument,
   a ballot of a poll, or sentences
4  what stands below an act is its reason; what takes it back makes it doubtful
5  the place decides what is clear, and acts that contradict each other are doubtful
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from listvote.acts import Act, Clarity, Context, Place, Reading, Reference, Verb
from listvote.mail.grammar.forms import entry
from listvote.mail.grammar.lexicon import lexicon
from listvote.mail.grammar.opening import opening, subject_of, task_blocks
from listvote.mail.grammar.passages import Passage, numbers_of, passages
from listvote.mail.grammar.reader import read_passages
from listvote.mail.grammar.sentence import sense
from listvote.mail.grammar.settle import settle
from listvote.mail.grammar.words import seen, tokens
from listvote.mail.lines import Line, LineKind
from listvote.mail.own_words import OwnWords
from listvote.mail.vocabulary import LANGUAGES, spoken

MOST_ACTS: Final = 100
_SHORT: Final = 300
"""Characters; what longer mails ask for is not remembered."""

_OFFERED: Final = re.compile(r".{0,20}\bwrite (?:one of|below|here)\b.{0,40}:?\s*", re.IGNORECASE)


def read(own: OwnWords, subject: str, context: Context) -> Reading:
    """Say what one mail asks for.

    Args:
        own: the mail's lines, sorted into the author's own and all others.
        subject: decoded, in one line.
        context: what is open where it was sent.

    Returns:
        its acts, clear and doubtful ones, in the order of the lines; none where it is talk. Nothing is refused here but
        what is invalid in itself: an entry of a ballot, a setting, a reference to nothing.
    """
    return read_lines(own.lines, subject, context)


def read_lines(lines: Sequence[Line], subject: str, context: Context) -> Reading:
    """The same, from the lines themselves."""
    heading = subject_of(subject)
    opened = opening(heading, lines, context)
    if opened is not None:
        return Reading((opened,))
    if heading.result:
        return Reading()
    if heading.cancels:
        if context.about is None:
            return Reading()
        return Reading((Act(Verb.WITHDRAW_PROPOSAL, subject.strip(), context.about.ref),))
    dangling = _dangling(context.languages)
    found = passages(lines, dangling, _ballot_lines(lines, context))
    if not found and context.private and not heading.answers and heading.text:
        # A link in a mail can fill in the subject alone; then it is all that was written.
        found = _alone(heading.text, dangling)
    short = sum(len(each.written) for each in found) <= _SHORT
    return (_acts if short else _acts.__wrapped__)(tuple(found), context)


@lru_cache(maxsize=512)  # most mails say one of few things, about the same matter
def _acts(found: tuple[Passage, ...], context: Context) -> Reading:
    chosen = _number_alone(found, context)
    desk = read_passages(_alone(chosen, _dangling(context.languages)) if chosen else found, context)
    if chosen:
        for draft in desk.drafts:
            draft.line = found[0].written
    only = all(each.verb is Verb.BALLOT and each.clear and not each.reason for each in desk.drafts)
    settled = settle(desk.drafts, context)[:MOST_ACTS]
    acts = tuple(_with_tasks(draft.act(), context) for draft in settled)
    return Reading(acts, only_ballots=only and bool(acts) and not desk.talked)


def _with_tasks(act: Act, context: Context) -> Act:
    """An amendment with the tasks that its new wording lists."""
    if act.verb is not Verb.AMEND:
        return act
    tasks, faults = task_blocks(act.text, context)
    return replace(act, tasks=tasks, faults=(*act.faults, *faults)) if tasks or faults else act


@lru_cache(maxsize=64)
def _dangling(languages: tuple[str, ...]) -> frozenset[str]:
    """The words that no person ends a line with: those that end an act (`I vote no`) are none of them."""
    tables = spoken(languages)
    last = {words.split()[-1] for each in tables for phrase in each.phrases for words in phrase.words}
    return frozenset(word for each in tables for word in each.dangling) - last


def _alone(text: str, dangling: Collection[str]) -> list[Passage]:
    """A text as if it were the only line of a mail."""
    return passages((Line(text, LineKind.OWN, "standing for the mail"),), dangling)


def _number_alone(found: Sequence[Passage], context: Context) -> str | None:
    """The reading that an answer to our question means by its number alone: `#12` for `#12 agree`."""
    if context.place is not Place.QUESTION or not found:
        return None
    said = found[0].text.strip(" .!").casefold()
    meant = [each for each in context.readings if said and each.casefold().split(" ")[0] == said]
    return meant[0] if len(meant) == 1 and Reference.parse(said) else None


def _ballot_lines(lines: Sequence[Line], context: Context) -> frozenset[int]:
    """The quoted lines right above own ones that show how to vote."""
    found = set()
    for below in numbers_of(LineKind.OWN, [line.kind for line in lines]):
        number = next(
            (at for at in range(below - 1, max(below - 4, -1), -1) if lines[at].kind is not LineKind.BLANK), -1
        )
        line = lines[number]
        if number < 0 or not line.depth or line.kind not in (LineKind.QUOTE, LineKind.FORM) or len(line.text) > 200:
            continue
        text = seen(line.text)
        words = lexicon(context.languages, context.about.method if context.about else "consensus")
        shown = sense([token for token in tokens(text) if token.kind != "ref"], words)
        if entry(line.text) or _OFFERED.fullmatch(text) or shown.clarity is Clarity.CLEAR:
            found.add(number)
    return frozenset(found)


def only_courtesy(text: str) -> bool:
    """Whether a text of somebody's own says no more than thanks or a greeting in any language, and a name."""
    fillers = lexicon(tuple(LANGUAGES), "")
    lines = [line for line in text.split("\n")[:_COURTESIES] if line.strip()]
    if len(lines) > 1 and len(lines[-1].split()) <= _WORDS_OF_A_NAME:
        lines = lines[:-1]
    senses = [sense(tokens(seen(line[:_LONGEST_COURTESY])), fillers) for line in lines]
    return bool(senses) and all(each.filler or each.closing for each in senses)


_COURTESIES: Final = 20
_LONGEST_COURTESY: Final = 200
_WORDS_OF_A_NAME: Final = 3

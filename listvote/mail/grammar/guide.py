"""The mail language explained to members, out of the very tables that it is read by.

Gives lines and Markdown for the help mail and for the member's guide; knows nothing of templates or of any group.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from listvote.acts import Verb
from listvote.deliberation.ballots import POSITIONS as POSITIONS_OF
from listvote.mail.grammar.commands import COMMANDS
from listvote.mail.grammar.keyed import KEYED
from listvote.mail.grammar.opening import TAGS
from listvote.mail.grammar.settings import OF_A_DECISION, OF_A_TASK
from listvote.mail.vocabulary import LANGUAGES, SYMBOLS, TASK, Kind, Phrase, Vocabulary

_ENGLISH_I: Final = re.compile(r"\bi\b")
MOST_SHOWN: Final = 8
"""Spellings of one sense that the guide shows."""

_IN_HELP: Final = 2
"""Spellings of one sense that a help mail shows, in each language, beside the word of the announcements."""

_CONSENSUS: Final = ("consensus",)
_POSITIONS: Final = ("agree", "reservations", "abstain", "stand aside", "disagree", "object")
_MEANS: Final = {
    "agree": "you are for it (in a majority vote: for)",
    "reservations": "you agree, with reservations that are printed with the result",
    "abstain": "you take part, and are neither for nor against",
    "stand aside": "you do not hold it up, and are left out of the work for it",
    "disagree": "you are against it; this stops nothing",
    "object": "you stop it; it needs a reason: `object: why`",
    "offer": "you are willing to do the task",
    "decline": "you are not, or not this time",
    "accept": "you take the task that you were drawn for",
    "apprentice": "you want to learn it beside somebody able",
    "withdraw offer": "you take your offer back",
    "done": "the work is done",
    "success": "the reported work succeeded",
    "partly": "it succeeded in part",
    "failure": "it failed",
    "withdraw": "your ballot is taken back",
    "withdraw proposal": "you end the decision that you opened",
    "second": "you second it",
    "still object": "you keep your objection up at the end of a hearing",
    "satisfied": "your objection was answered",
    "stand": "you stand for election",
    "accept nomination": "you accept being nominated",
    "raise": "you ask for the group's usual kind of decision instead of a lighter one",
}
_POLLS: Final = (
    ("approval", "`approve A, C` or `none`"),
    ("score", "`A 5, B 3`: a number for each option"),
    ("points", "`A 3, B 2`: points that you give away"),
    ("ranked, irv, stv", "`A > B = D > C` or `B, then A`: the best first (irv and stv: no ties)"),
    ("gradient", "`step 3`, or the words of the step"),
)


Rows = tuple[tuple[tuple[str, ...], str], ...]


def help_tables(
    languages: Sequence[str], built: Collection[Verb], *, moderator: bool = False
) -> tuple[tuple[str, Rows], ...]:
    """What to write and what it does, for a help mail: headings, each with rows of words and their meaning.

    Args:
        languages: the codes of the languages that the group speaks; the words of all are shown.
        built: the verbs that are carried out; no others are shown, nor what a member who reads this does not need.
        moderator: the commands of moderators are shown as well.
    """
    spoken = [LANGUAGES[code] for code in languages if code in LANGUAGES] or [LANGUAGES["en"]]
    voting = tuple((_words(spoken, meaning), _MEANS[meaning]) for meaning in _POSITIONS)
    working = tuple(
        (words, _MEANS[verb.value])
        for verb in (Verb.OFFER, Verb.DECLINE, Verb.WITHDRAW_OFFER)
        if verb in built and (words := _words(spoken, verb.value, TASK))
    )
    known = {*built} - _KNOWN_TO_A_READER
    own = tuple(((row.shown,), row.does) for row in COMMANDS if row.verb in known and not row.moderators)
    theirs = tuple(((row.shown,), row.does) for row in COMMANDS if row.verb in built and row.moderators)
    tables = [("Voting", voting), ("Work", working), ("To this address", own)]
    if moderator:
        tables.append(("For moderators", theirs))
    return tuple((heading, rows) for heading, rows in tables if rows)


_PLAIN: Final = {"agree": ("yes",), "disagree": ("no",)}
_KNOWN_TO_A_READER: Final = frozenset({Verb.HELP, Verb.JOIN, Verb.CONFIRM})


def _words(spoken: Sequence[Vocabulary], meaning: str, methods: tuple[str, ...] = _CONSENSUS) -> tuple[str, ...]:
    """A few spellings in each language, the word of the announcements first; none that only adds words to another."""
    found = [meaning, *_PLAIN.get(meaning, ())] if meaning in _POSITIONS else []
    found += ["I can help"] if meaning == Verb.OFFER else []  # as the announcements say it
    for words in spoken:
        before = len(found)
        for word in _spellings(_phrases(words, meaning, methods)):
            if len(found) < before + _IN_HELP and not any(known.casefold() in word for known in found):
                found.append(_ENGLISH_I.sub("I", word) if words is LANGUAGES["en"] else word)
    found += _spellings(_phrases(SYMBOLS, meaning, methods))[:1]
    return tuple(dict.fromkeys(found))


def guide(language: str = "en") -> str:
    """The member's guide to the mail language, as Markdown.

    Args:
        language: the code of the language whose words are shown; the text itself is English.
    """
    words = LANGUAGES.get(language, LANGUAGES["en"])
    parts = [*_of_positions(words), *_of_polls(), *_of_work(words), *_of_openings(), *_of_commands()]
    return "\n".join(parts).rstrip() + "\n"


def _of_positions(words: Vocabulary) -> Iterator[str]:
    yield f"## Voting ({words.name})\n"
    yield "| you mean | you write, for example | not counted, but asked back or left alone |\n|---|---|---|"
    for meaning in _POSITIONS:
        rows = [*_phrases(SYMBOLS, meaning), *_phrases(words, meaning)]
        yield f"| {meaning}: {_MEANS[meaning]} | {_code(_spellings(rows))} | {_code(_counter_examples(rows))} |"
    yield "\nThe steps of a gradient:\n"
    yield from (f"- `{each.word}`: {each.says}" for each in POSITIONS_OF["gradient"])
    yield "\nOther words about a decision:\n"
    others = [meaning for meaning in _MEANS if meaning not in _POSITIONS and _phrases(words, meaning, TASK) == []]
    for meaning in others:
        yield f"- {_code(_spellings(_phrases(words, meaning)) or (meaning,))}: {_MEANS[meaning]}"
    yield from _rows("decision")
    yield ""


def _of_polls() -> Iterator[str]:
    yield "## Polls\n"
    yield from (f"- {method}: {written}" for method, written in _POLLS)
    yield "- any of them: the form with your numbers or crosses between the brackets, quoted or not\n"


def _of_work(words: Vocabulary) -> Iterator[str]:
    yield "## Work\n"
    yield "| you mean | you write, for example |\n|---|---|"
    for meaning, means in _MEANS.items():
        if rows := _phrases(words, meaning, TASK):
            yield f"| {meaning}: {means} | {_code(_spellings(rows))} |"
    yield ""
    yield from _rows("task")
    yield from _rows("any")
    yield ""


def _of_openings() -> Iterator[str]:
    yield "## Opening something\n"
    yield "A new mail to the list whose subject begins with one of these:\n"
    yield from (f"- `[{tag}]`: {opens}" for tag, opens in TAGS.items())
    yield f"\nIts first lines may be settings: {_code(f'{key}:' for key in OF_A_DECISION)}."
    yield f"A task has {_code(f'{key}:' for key in OF_A_TASK)}.\n"


def _of_commands() -> Iterator[str]:
    yield "## Talking to the service\n"
    yield "To its own address, never to the list:\n"
    yield from (f"- `{row.shown}`: {row.does}" for row in COMMANDS if not row.moderators)
    yield "\nModerators:\n"
    yield from (f"- `{row.shown}`: {row.does}" for row in COMMANDS if row.moderators)


def _rows(about: str) -> Iterator[str]:
    yield from (f"- `{row.shown}`: {row.does}" for row in KEYED if row.about == about)


def _phrases(words: Vocabulary, meaning: str, methods: tuple[str, ...] = _CONSENSUS) -> list[Phrase]:
    """The senses of a vocabulary that have this meaning and are clear."""
    return [
        each
        for each in words.phrases
        if each.meaning == meaning and each.kind is not Kind.VAGUE and set(each.methods) & set(methods)
    ]


def _spellings(rows: list[Phrase]) -> tuple[str, ...]:
    """A few spellings of each sense, the first ones of every row."""
    shown = [word for place in range(MOST_SHOWN) for row in rows for word in row.words[place : place + 1]]
    return tuple(dict.fromkeys(shown))[:MOST_SHOWN]


def _counter_examples(rows: list[Phrase]) -> tuple[str, ...]:
    return tuple(line for row in rows for line in row.not_counted[:1])[:3]


def _code(words: Iterator[str] | tuple[str, ...]) -> str:
    return " · ".join(f"`{word}`" for word in words)

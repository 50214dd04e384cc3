"""The tables of words: every example counts as its row says, every counter-example does not, wherever it stands."""

from __future__ import annotations

import pytest

from listvote.acts import Clarity, Context, Matter, Place, Reading, Reference
from listvote.mail.grammar import read_lines
from listvote.mail.grammar.matters import JUDGEMENTS, position
from listvote.mail.grammar.sentence import POSITION_WORDS
from listvote.mail.own_words import classify
from listvote.mail.vocabulary import LANGUAGES, SYMBOLS, Phrase, Vocabulary, spoken

TABLES = [SYMBOLS, *LANGUAGES.values()]
DECISION = Reference("decision", 12)
TASK = Reference("task", 7)


def read_example(text: str, language: str, method: str, all_languages: bool = False) -> Reading:
    about = Matter(TASK if method == "task" else DECISION, method)
    languages = tuple(LANGUAGES) if all_languages else (language or "en",)
    context = Context(place=Place.OPENING, about=about, matters={about.ref: about}, languages=languages)
    return read_lines(classify(text.split("\n")), "Re: a matter", context)


def rows(table: Vocabulary) -> list[tuple[Phrase, str]]:
    """Every sense with one method that it is for."""
    return [(phrase, phrase.methods[0]) for phrase in table.phrases]


def wanted(phrase: Phrase, method: str) -> str:
    if phrase.meaning in POSITION_WORDS or phrase.meaning.startswith("step "):
        return position(phrase.meaning, method)
    return phrase.meaning


def said(reading: Reading) -> list[str]:
    """What is clear in a reading, in the words of the tables."""
    clear = [act for act in reading.acts if act.clarity is Clarity.CLEAR]
    return [act.position or act.verb.value for act in clear]


POSITIONS = {
    "alone": "{}",
    "below a greeting": "Hello,\n\n{}",
    "above thanks and a name": "{}\n\nThanks,\nBen",
    "above a name": "{}\nBen",
    "behind a bullet": "- {}",
    "behind a star": "* {}",
    "in bold": "*{}*",
    "in strong bold": "**{}**",
    "between blanks": "\n\n  {}  \n\n",
    "above a quote": "{}\n\n> #12 disagree\n> +1 -1",
    "above a signature": "{}\n\n-- \nBen, who objects to everything",
}


@pytest.mark.parametrize("where", POSITIONS)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_example_counts_wherever_it_stands(table: Vocabulary, where: str) -> None:
    missed = [
        (line, said(read_example(POSITIONS[where].format(line), table.language, method)))
        for phrase, method in rows(table)
        for line in phrase.counts
        if said(read_example(POSITIONS[where].format(line), table.language, method)) != [wanted(phrase, method)]
    ]
    assert missed == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_example_counts_in_capitals(table: Vocabulary) -> None:
    missed = [
        line
        for phrase, method in rows(table)
        for line in phrase.counts
        if said(read_example(line.upper(), table.language, method)) != [wanted(phrase, method)]
    ]
    assert missed == []


@pytest.mark.parametrize("where", POSITIONS)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_counter_example_ever_counts(table: Vocabulary, where: str) -> None:
    lines = [(line, method) for phrase, method in rows(table) for line in phrase.not_counted]
    lines += [(line, "consensus") for line in table.not_counted]
    counted = [
        (line, said(read_example(POSITIONS[where].format(line), table.language, method)))
        for line, method in lines
        if said(read_example(POSITIONS[where].format(line), table.language, method))
    ]
    assert counted == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_counter_example_counts_in_a_group_that_speaks_every_language(table: Vocabulary) -> None:
    lines = [(line, method) for phrase, method in rows(table) for line in phrase.not_counted]
    lines += [(line, "consensus") for line in table.not_counted]
    counted = [line for line, method in lines if said(read_example(line, table.language, method, all_languages=True))]
    assert counted == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_example_means_something_else_in_a_group_that_speaks_every_language(table: Vocabulary) -> None:
    wrong = [
        line
        for phrase, method in rows(table)
        for line in phrase.counts
        if said(read_example(line, table.language, method, all_languages=True)) not in ([wanted(phrase, method)], [])
    ]
    assert wrong == []


@pytest.mark.parametrize("table", LANGUAGES.values(), ids=lambda table: table.name)
def test_each_language_has_forty_phrasings_that_count_and_forty_that_do_not(table: Vocabulary) -> None:
    assert len({line for phrase in table.phrases for line in phrase.counts}) >= 40
    assert len({*table.not_counted, *(line for phrase in table.phrases for line in phrase.not_counted)}) >= 40


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_phrases_are_written_as_they_are_compared(table: Vocabulary) -> None:
    odd = [words for phrase in table.phrases for words in phrase.words if words != " ".join(words.lower().split())]
    assert odd == []


def test_every_meaning_is_known() -> None:
    verbs = {phrase.meaning for table in TABLES for phrase in table.phrases}
    known = POSITION_WORDS | set(JUDGEMENTS) | {f"step {number}" for number in range(1, 9)}
    assert verbs - known == {
        "withdraw", "withdraw proposal", "second", "still object", "satisfied", "stand", "accept nomination", "raise",
        "offer", "decline", "accept", "apprentice", "withdraw offer", "done",
    }  # fmt: skip


def test_english_is_always_understood_because_announcements_name_its_words() -> None:
    assert [table.language for table in spoken(("de",))] == ["", "en", "de"]
    assert said(read_example("stand aside", "de", "consensus")) == ["stand aside"]


def test_a_language_that_is_not_known_is_passed_over() -> None:
    assert [table.language for table in spoken(("xx",))] == ["", "en"]

"""What holds for every mail, however it was written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.acts import Clarity, Context, Place
from listvote.group.decide import BUILT
from listvote.mail.grammar import read_lines
from listvote.mail.grammar.guide import guide, help_tables
from listvote.mail.lines import Line, LineKind
from listvote.mail.vocabulary import LANGUAGES
from tests.mail.readings import context, reading, said

CASES = sorted((Path(__file__).parents[1] / "cases" / "grammar").iterdir())
METHODS = ("consensus", "majority", "gradient", "approval", "score", "points", "ranked", "stv", "task")
ACTS = ("agree", "+1", "object: no room", "#12 agree", "yes", "disagree because it is dear", "I can live with it")
#: Words of no vocabulary; a sentence of them can only be talk.
PROSE = ("press", "printed", "leaflets", "Leeds", "warehouse", "paper", "yesterday", "rollers", "green", "van", "ink")
KINDS_THAT_NEVER_ACT = [kind for kind in LineKind if kind not in (LineKind.OWN, LineKind.FORM, LineKind.BLANK)]


@given(
    st.text(max_size=400), st.text(max_size=60), st.sampled_from(METHODS), st.sampled_from(list(Place)), st.booleans()
)
def test_reading_never_raises(text: str, subject: str, method: str, place: Place, private: bool) -> None:
    where = context(method, place, private=private, starts_thread=place is Place.NOWHERE, languages=tuple(LANGUAGES))
    reading(text, where, subject)


pieces_of_mails = st.sampled_from(
    ["+1", "-1", "agree", "no", "yes", "if", "not", "#12", "#13", "T7", ":", ",", ".", "\n", "\n\n", "> ", "- ", "*",
     "[x] A", "[1] B", "A > B", "A 5", "object", "because", "Ben", "Thanks", "?", "(", ")", "step 3",
     "hours: 4", "amend: x",
     "[POLL] x"]
)  # fmt: skip


@given(st.lists(pieces_of_mails, max_size=30), st.sampled_from(METHODS))
def test_what_is_doubtful_never_holds_a_ballot_and_says_why(pieces: list[str], method: str) -> None:
    for act in reading(" ".join(pieces), context(method)).acts:
        assert (act.ballot is None) or act.clarity is Clarity.CLEAR
        assert bool(act.why_doubtful) is (act.clarity is Clarity.DOUBTFUL)
        assert not act.readings or act.clarity is Clarity.DOUBTFUL


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(KINDS_THAT_NEVER_ACT)), max_size=12))
def test_lines_that_are_not_the_authors_never_act(rows: list[tuple[str, LineKind]]) -> None:
    lines = [Line(text, kind, "", depth=int(kind is LineKind.QUOTE)) for text, kind in rows]
    assert read_lines(lines, "Re: a matter", context()).acts == ()


@given(st.lists(st.lists(st.sampled_from(PROSE), min_size=1, max_size=12), max_size=10))
def test_prose_without_words_of_the_tables_is_talk(sentences: list[list[str]]) -> None:
    text = "\n".join(" ".join(words) + "." for words in sentences)
    assert reading(text, context(languages=tuple(LANGUAGES))).acts == ()


@given(st.sampled_from(ACTS), st.integers(0, 4), st.integers(0, 4), st.sampled_from(["", "- ", "* ", "• ", "  "]))
def test_blank_lines_and_bullets_change_nothing(line: str, above: int, below: int, bullet: str) -> None:
    changed = reading("\n" * above + bullet + line + "\n" * below).acts
    plain = reading(line).acts
    assert [(a.verb, a.position, a.reason, a.clarity) for a in changed] == [
        (a.verb, a.position, a.reason, a.clarity) for a in plain
    ]


@given(st.sampled_from(ACTS), st.lists(st.sampled_from(ACTS), max_size=6))
def test_quoting_anything_below_changes_nothing(line: str, quoted: list[str]) -> None:
    below = "\n".join(f"> {each}" for each in quoted)
    assert said(f"{line}\n\n{below}") == said(line)


@given(st.sampled_from(ACTS))
def test_a_line_that_may_be_a_quote_is_never_clear(line: str) -> None:
    acts = read_lines([Line(line, LineKind.OWN, "", sure=False)], "Re: a matter", context()).acts
    assert [act.clarity for act in acts] == [Clarity.DOUBTFUL]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mail_is_read_as_its_case_says(case: Path) -> None:
    want = json.loads((case / "want.json").read_text())
    given_context = want.get("context", {})
    where: Context = context(
        given_context.get("method", "consensus"),
        Place(given_context.get("place", "opening")),
        about=given_context.get("about", True),
        private=given_context.get("private", False),
        languages=tuple(given_context.get("languages", ["en"])),
        starts_thread=given_context.get("starts_thread", False),
    )
    read = reading((case / "mail.txt").read_text(), where, want.get("subject", "Re: a matter"))
    got = [
        {
            "act": act.verb.value,
            "ref": str(act.ref) if act.ref else None,
            "position": act.position,
            "reason": act.reason,
            "clarity": act.clarity.value,
        }
        for act in read.acts
    ]
    assert (read.verdict, got) == (want["verdict"], want["acts"])


def test_every_case_says_why_it_is_there() -> None:
    assert [case.name for case in CASES if not (case / "why.md").read_text().strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_is_short_and_its_words_count(language: str) -> None:
    tables = dict(help_tables([language], BUILT))
    assert list(tables) == ["Voting", "Work", "To this address"]
    assert all(len(words) <= 5 for rows in tables.values() for words, _ in rows)
    where = context(languages=("en", language))
    for (words, _), position in zip(tables["Voting"], ("agree", "reservations", "abstain"), strict=False):
        assert [said(f"#12 {word}", where) for word in words] == [[position]] * len(words)
    own = [word for words, _ in tables["To this address"] for word in words]
    assert "mine" in own and not {"join", "confirm", "help"} & {*own}, "whoever reads this is on the roll"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_shows_what_counts(language: str) -> None:
    text = guide(language)
    assert LANGUAGES[language].name in text
    assert "`withdraw proposal`" in guide("en")
    assert all(
        f"## {part}" in text for part in ("Voting", "Polls", "Work", "Opening something", "Talking to the service")
    )

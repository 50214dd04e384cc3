"""What holds for any mail: quoted text never becomes own, additions of programs change nothing, any input is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.mail.own_words import LineKind, OwnWords, classify

WORDS = [
    "agree",
    "yes",
    "+1",
    "-1",
    "no",
    "Leeds",
    "the",
    "press",
    "we",
    "buy",
    "object",
    "#12",
    "Ben",
    "is",
    "it",
    "T7",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=8)
ATTRIBUTION = "On Tue, 3 Jun 2025 at 10:00, Ada Example <ada@example.org> wrote:"
MARKS = ["> ", ">", "> > ", ">>", ">>> ", " > ", "＞ ", "&gt; ", "AE> "]
ANSWERS = [
    "+1",
    "agree",
    "Yes, go ahead.",
    "#12 object: the lease forbids it",
    "T7 I can help\n#12 agree",
    "No.\n\nReally not.",
]
ADDITIONS = [
    "\n\n-- \nYES Ltd\n+1 for free software",
    "\n\nSent from my iPhone",
    "\n\nThis e-mail is confidential and intended solely for the addressee. Any unauthorised disclosure is prohibited.",
    "\n" + "_" * 47 + "\npress mailing list\npress@lists.example.org\nhttps://lists.example.org/listinfo/press",
    "\n-=-=-=-=-=-=-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.\n-=-=-=-=-=-=-=-=-=-=-=-",
    '\n\n-- \nYou received this message because you are subscribed to the Google Groups "press" group.',
    f"\n\n{ATTRIBUTION}\n> yes\n> agree",
    f"\n\n{ATTRIBUTION}\n\nyes\nagree",
    "\n\nFrom: ada@example.org\nSent: Tuesday, June 3, 2025 10:00 AM\nTo: ben@example.net\nSubject: press\n\nyes",
    "\n\n---------- Forwarded message ---------\nFrom: ada@example.org\n\nyes",
    "\n\nAm 03.06.25 um 10:00 schrieb Ada Example:\n> ja",
]


def own(text: str) -> str:
    return OwnWords(classify(text.split("\n"))).own_text


@given(TEXTS, st.sampled_from(MARKS), TEXTS)
def test_quoted_text_never_becomes_own(quoted: list[str], marks: str, answer: list[str]) -> None:
    text = "\n".join([ATTRIBUTION, *(marks + line for line in quoted), "", *answer])
    lines = [line for line in classify(text.split("\n")) if line.text.strip()]
    assert all(line.kind not in {LineKind.OWN, LineKind.SIGNATURE} for line in lines[: len(quoted) + 1])
    assert [line.text for line in lines[len(quoted) + 1 :]] == answer


@given(TEXTS)
def test_everything_below_an_unmarked_attribution_is_quoted(quoted: list[str]) -> None:
    assert own("\n".join(["fine with me", "", ATTRIBUTION, "", *quoted])) == "fine with me"


@pytest.mark.parametrize("addition", ADDITIONS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_what_a_program_appends_changes_nothing(answer: str, addition: str) -> None:
    assert own(answer + addition) == answer


@pytest.mark.parametrize("second", ADDITIONS)
@pytest.mark.parametrize("first", ADDITIONS[:3])
def test_two_additions_change_nothing_either(first: str, second: str) -> None:
    assert own("agree" + first + second) == "agree"


@given(TEXTS, TEXTS)
def test_answers_between_quotes_all_stay(first: list[str], second: list[str]) -> None:
    text = "\n".join([ATTRIBUTION, "> Buy it?", "", *first, "", "> Leeds?", "", *second])
    assert own(text) == "\n".join([*first, "", *second])


@given(st.text(alphabet="> |-_=*\n\r\tOnAm:@<>.,wrote 0123[]{}On\u200f\u3000あ", max_size=400), st.text(max_size=60))
@settings(max_examples=300)
def test_any_text_is_read_and_no_line_is_lost(text: str, known: str) -> None:
    lines = text.split("\n")
    read = classify(lines, known=[known])
    assert len(read) >= len(lines)
    assert all(line.rule for line in read)


@given(TEXTS)
def test_the_same_text_quoted_by_the_mail_answered_is_no_longer_own(known: list[str]) -> None:
    line = "Doing nothing is fine, and whoever is lost may write for help"
    assert own_with(f"yes\n\n{line}", [*known, line]) == "yes"


def own_with(text: str, known: list[str]) -> str:
    return OwnWords(classify(text.split("\n"), known=known)).own_text


MEGABYTE = 1_000_000
HOSTILE = {
    "marks without end": ">" * MEGABYTE,
    "spaced marks": "> " * (MEGABYTE // 2),
    "one line": "a" * MEGABYTE,
    "lines of 100 kB": "\n".join(["On 3 June 2025 at 10:00 " * 4_000] * 10),
    "attribution beginnings": "On Tue, 3 Jun 2025 at 10:00, Ada Example\n" * 12_000,
    "attributions": f"{ATTRIBUTION}\n" * 15_000,
    "headers": "From: ada@example.org\n" * 20_000,
    "signature marks": "-- \n" * 60_000,
    "dashes": "--\n" * 60_000,
    "rules": ("-" * 60 + "\n") * 15_000,
    "stars": "*" * MEGABYTE,
    "bars": "| a | b |\n" * 50_000,
    "at signs": ("@" * 400 + "\n") * 2_500,
    "addresses": "a@" * (MEGABYTE // 2),
    "digits": ("1 " * 220 + "\n") * 2_300,
    "colons": ": a\n" * 60_000,
    "blank lines": "\n" * 100_000,
    "blanks": " " * MEGABYTE,
    "wrapped attributions": f"> {ATTRIBUTION[:-6]} and many more words here\nwrote:\n" * 10_000,
    "glued attributions": ("x On 3 " + "wrote: " * 3) * 30_000,
    "notices": "This e-mail is confidential and intended for the addressee, any unauthorised use\n" * 12_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_megabyte_is_read_within_the_time_limit(text: str) -> None:
    assert classify(text.split("\n"), known=text[:50_000].split("\n"))

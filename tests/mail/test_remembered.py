"""What is remembered of lines and header fields, or read by a shorter way, comes out as it does the long way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.mail import addresses, cutting, decoding, headers
from listvote.mail.message import Mail, parse
from listvote.mail.own_words import classify

_MAILS = sorted((Path(__file__).parent.parent / "cases" / "mail").glob("*/mail.eml"))
_LINES = [
    line for path in _MAILS[::7] for mail in [parse(path.read_bytes())] if isinstance(mail, Mail)
    for line in mail.text.split("\n")
]  # fmt: skip
_OWN = [
    "",
    "Yes please",
    "+1",
    "On Tue, 3 Jun 2025 at 10:00, Red Pen <pen@example.org> wrote:",
    "On Tue, 3 Jun 2025 at 10:00, somebody whose name is very long",
    "pen@example.org> wrote:",
    "Red Pen wrote:",
    "Red Pen <pen@example.org> 3/6/2025 10:00 >>>",
    "-----BEGIN PGP SIGNED MESSAGE-----",
    "-- ",
    "[ ] A. In house",
    "From: Red Pen <pen@example.org>",
]
_MARKS = ["", "> ", ">", "> > ", ">> ", "| ", "AB> ", ": ", "&gt; "]
_sheets = st.lists(
    st.builds(str.__add__, st.sampled_from(_MARKS), st.sampled_from(_OWN) | st.sampled_from(_LINES)), max_size=25
)


@given(_sheets, st.booleans())
def test_lines_are_sorted_alike_whether_or_not_quotes_are_remembered(lines: list[str], flowed: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "MOST_REMEMBERED", -1)
        each_anew = classify(lines, flowed=flowed)
    assert classify(lines, flowed=flowed) == classify(lines, flowed=flowed) == each_anew


_FIELDS = st.lists(
    st.sampled_from(
        [b"From: Ada", b"To:b", b" more", b"\tmore", b"X y: z", b"no field", b" ", b"", b"S: \xe9", b"T: a\rb"]
    )
    | st.binary(max_size=8),
    max_size=8,
)


@given(_FIELDS, st.sampled_from([b"\r\n", b"\n"]), st.integers(0, 120))
def test_header_fields_in_their_usual_form_are_read_as_line_by_line(lines: list[bytes], end: bytes, most: int) -> None:
    raw = b"S: t" + end + end.join(lines) + end + end + b"body" + end
    for start in (0, 6):
        shorter, longer = (
            headers.read_block(raw, start, len(raw), most),
            headers._read_lines(raw, start, len(raw), most),
        )
        assert shorter == longer


_NAMES = st.lists(
    st.sampled_from(
        [
            "Ada",
            " ",
            "ada@example.org",
            "<ben@example.net>",
            ",",
            ";",
            ":",
            "<",
            ">",
            '"',
            "(c)",
            "=?utf-8?q?=C3=A4?=",
            "\t",
        ]
    )
    | st.text(max_size=3),
    max_size=7,
).map("".join)


@given(_NAMES)
def test_mailboxes_in_their_usual_form_are_read_as_token_by_token(value: str) -> None:
    assert addresses.read_mailboxes(value) == addresses._read(value)


@given(st.lists(st.sampled_from(["a", " ", "\r", "\n", "\r\n", "\t", "\x0b", "\x85", "é", "\u200b"]), max_size=12))
def test_text_that_has_nothing_unseen_is_cleaned_as_any(pieces: list[str]) -> None:
    text = "".join(pieces)
    whole = text.replace("\r", "\n") if "\n" not in text else decoding._LINE_END.sub("\n", text)
    assert decoding.clean_text(text) == whole.translate(decoding._TEXT)

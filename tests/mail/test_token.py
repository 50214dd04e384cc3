"""Reply tokens: what they say, and that nobody can make or change one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.acts import Reference
from listvote.mail import token
from listvote.mail.token import Token, make, matter_of, name_of, read, reply_address

KEY = bytes(range(32))
TOKEN = Token(3, 37, "reply", date(2026, 12, 31), matter_of(Reference("decision", 12)))
NOON = datetime(2026, 12, 31, 12, tzinfo=UTC)


def test_a_token_says_again_what_it_was_made_of() -> None:
    assert read(KEY, make(KEY, TOKEN), NOON) == TOKEN
    assert TOKEN.about == Reference("decision", 12)


@pytest.mark.parametrize("ref", [Reference("decision", 1), Reference("task", 7), Reference("decision", 12, 2)])
def test_a_matter_comes_back(ref: Reference) -> None:
    assert replace(TOKEN, matter=matter_of(ref)).about == ref


def test_a_token_about_no_matter_says_so() -> None:
    assert replace(TOKEN, matter=matter_of(None)).about is None
    assert replace(TOKEN, purpose="confirm", matter=name_of("a mail")).about is None


def test_letter_case_does_not_matter() -> None:
    assert read(KEY, make(KEY, TOKEN).upper(), NOON) == TOKEN


def test_it_ends_with_its_day() -> None:
    word = make(KEY, TOKEN)
    assert read(KEY, word, datetime(2026, 12, 31, 23, 59, tzinfo=UTC))
    assert read(KEY, word, datetime(2027, 1, 1, tzinfo=UTC)) is None


def test_another_key_reads_nothing() -> None:
    assert read(bytes(32), make(KEY, TOKEN), NOON) is None


@given(st.integers(0, 47), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_token_with_another_letter_is_none(place: int, letter: str) -> None:
    word = make(KEY, TOKEN)
    changed = word[:place] + letter + word[place + 1 :]
    found = read(KEY, changed, NOON)
    assert found is None or found == TOKEN  # the last letter holds some bits that mean nothing


@given(st.text(max_size=80))
def test_no_text_makes_reading_raise(text: str) -> None:
    assert read(KEY, text, NOON) is None


def test_at_least_eighty_bits_show_that_it_is_ours() -> None:
    assert token._TAG_BYTES * 8 >= 80


def test_the_comparison_takes_the_same_time_wherever_the_difference_is() -> None:
    assert "compare_digest" in read.__code__.co_names


def test_it_fits_into_an_address_that_mail_servers_take() -> None:
    address = reply_address("votes@example.org", make(KEY, TOKEN))
    assert re.fullmatch(r"votes\+[a-z2-7]{48}@example\.org", address)
    assert reply_address("a-very-long-name-for-a-service@example.org", make(KEY, TOKEN)) == (
        "a-very-long-name-for-a-service@example.org"
    )

"""format=flowed, line by line."""

from __future__ import annotations

import pytest

from listvote.mail.flowed import unflow


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a \nb", "a b"),
        ("a\nb", "a\nb"),
        ("a \nb \nc\nd", "a b c\nd"),
        ("> a \n> b", "> a b"),
        (">a \n>b", "> a b"),
        (">> a \n> b\nc", ">> a\n> b\nc"),  # a change of depth ends a paragraph
        (" > not a quote", "> not a quote"),
        (" From here", "From here"),
        ("a \n-- \nAda \nB", "a\n-- \nAda B"),
        ("> -- \n> Ada", "> -- \n> Ada"),
        ("a \n\nb", "a\n\nb"),
        ("a ", "a"),
        ("", ""),
        (">\n> a", ">\n> a"),
    ],
)
def test_soft_breaks_are_joined(written, read):
    assert unflow(written) == read


def test_delsp_takes_the_space_of_a_soft_break_away():
    assert unflow("a \nb  \nc", delsp=True) == "ab c"

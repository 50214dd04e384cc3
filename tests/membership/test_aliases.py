"""Aliases: what can be one, and which two are taken for one."""

from __future__ import annotations

import pytest

from listvote.membership.aliases import alias_fault, alias_key, is_number_alias, tidy_alias


@pytest.mark.parametrize("alias", ["Red Pen", "Linotype", "木版", "Órla", "3rd Shift", "Member of the press", "x" * 40])
def test_an_alias(alias: str) -> None:
    assert alias_fault(alias) == ""


@pytest.mark.parametrize(
    ("alias", "what"),
    [
        ("", "letter or a digit"),
        ("   ", "letter or a digit"),
        ("ada@example.org", "mail address"),
        ("x" * 41, "longer than 40"),
        ("Red\nPen", "control characters"),
        ("Red\u202ePen", "control characters"),
        ("Red\u200bPen", "control characters"),
        ("Member 37", "without an alias"),
        ("MEMBER  ３７", "without an alias"),
        ("T7", "number of a task"),
        ("#12", "letter or a digit"),
        ("=1+1", "letter or a digit"),
        ("> A", "letter or a digit"),
        ("None of these", "something else"),
    ],
)
def test_no_alias(alias: str, what: str) -> None:
    assert what in alias_fault(alias)


def test_letter_case_width_and_spaces_do_not_tell_two_aliases_apart() -> None:
    assert alias_key("Red Pen") == alias_key(" red  PEN") == alias_key("Ｒｅｄ Pen")
    assert alias_key("Red Pen") != alias_key("RedPen")


def test_an_alias_is_kept_tidy() -> None:
    assert tidy_alias("  Red \t Pen ") == "Red Pen"
    assert tidy_alias("O\u0301rla") == "Órla"


def test_the_alias_of_a_member_without_one() -> None:
    assert is_number_alias("Member 37")
    assert not is_number_alias("Member of the press")

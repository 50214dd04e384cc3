"""Hours are private wherever they stand: in a term of their own, or in the line of an offer or a report."""

from __future__ import annotations

import pytest

from listvote.group.own_hours import taken_out, without_hours


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("T7 I can help, hours: 8", "T7 I can help, hours: …"),
        ("willing always: layout, 4 hours a month", "willing always: layout, … hours a month"),
        ("immer bereit: Layout, 4 Stunden im Monat", "immer bereit: Layout, … Stunden im Monat"),
        ("T7 done, it took 7.5h", "T7 done, it took …h"),
        ("T7 I can help for 2 weeks, able: layout", "T7 I can help for 2 weeks, able: layout"),
        ("T7 I can help", "T7 I can help"),
    ],
)
def test_what_is_published_of_a_line_says_no_hours(line: str, published: str) -> None:
    assert without_hours(line) == published


@pytest.mark.parametrize(
    ("text", "left", "hours"),
    [
        ("hours: 41", "", "41"),
        ("All is set, hours: 5", "All is set", "5"),
        ("All is set.\nhours: 5\nIt was fun.", "All is set.\nIt was fun.", "5"),
        ("All is set.", "All is set.", ""),
    ],
)
def test_hours_in_the_words_of_a_report_are_taken_out_of_them(text: str, left: str, hours: str) -> None:
    assert taken_out(text) == (left, hours)

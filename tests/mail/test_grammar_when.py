"""Times as members write them."""

from __future__ import annotations

import pytest

from listvote.mail.grammar import when


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7 days", "7 days"), ("72 hours", "72 hours"), ("1 Week", "1 week"), ("2 Wochen", "2 weeks"), ("6 months",
        "6 months"),
        ("Friday 18:00", "friday 18:00"), ("Fri", "friday"), ("friday 6pm", "friday 18:00"), ("Freitag 18 Uhr",
        "friday 18:00"),
        ("vendredi 18h", "friday 18:00"), ("lunes 18:00", "monday 18:00"), ("venerdì alle 18", "friday 18:00"),
        ("sexta-feira 18:00", "friday 18:00"), ("Monday at 9", "monday 09:00"), ("Friday noon", "friday 12:00"),
        ("Friday 24:00", "friday"), ("2026-12-04", "2026-12-04"), ("2026-12-04 18:00", "2026-12-04 18:00"),
        ("2026-12-04T18:00", "2026-12-04 18:00"), ("4 December", "--12-04"), ("4 Dec 2026, 18:00", "2026-12-04 18:00"),
        ("Thursday 4 Dec, 18:00", "--12-04 18:00"), ("December 4", "--12-04"), ("Dec 4, 2026", "2026-12-04"),
        ("the 4th of December", "--12-04"), ("20. Dezember", "--12-20"), ("4.12.2026", "2026-12-04"),
        ("4.12. 18:00", "--12-04 18:00"), ("le 4 décembre à 18h", "--12-04 18:00"), ("4 de diciembre a las 18:00",
        "--12-04 18:00"),
        ("until 1 March", "--03-01"), ("5 may", "--05-05"), ("29 Feb", "--02-29"),
    ],
)  # fmt: skip
def test_a_time_is_read(text: str, meant: str) -> None:
    assert str(when(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "tomorrow", "18:00", "3/4", "31 February", "29 February 2027", "2026-13-01", "13pm", "25:00",
        "Friday 18:61",
        "0 days", "99999999 days", "7 days 3 hours", "may", "in a while", "7", "Friday Monday", "1 2 3", "friday " * 40,
    ],
)  # fmt: skip
def test_other_words_are_no_time(text: str) -> None:
    assert when(text) is None


def test_what_was_read_reads_the_same_again() -> None:
    for text in ("7 days", "friday 18:00", "2026-12-04", "2026-12-04 18:00"):
        assert str(when(text)) == text

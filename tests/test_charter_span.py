"""Spans: how they are written, and when they end where clocks change and months differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.charter import Span, Unit, instant_of

DUBLIN = ZoneInfo("Europe/Dublin")  # forward on 29 March 2026 at 01:00, back on 25 October 2026 at 02:00


def check_after(start: str, words: str, end: str, zone: ZoneInfo = DUBLIN) -> None:
    span = Span.parse(words)
    assert span is not None
    assert span.after(datetime.fromisoformat(start).replace(tzinfo=zone), zone) == datetime.fromisoformat(end).replace(
        tzinfo=zone
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("7 days", "7 days"),
        ("1 day", "1 day"),
        ("1 days", "1 day"),
        ("  72   Hours ", "72 hours"),
        ("0 days", "0 days"),
        ("2weeks", "2 weeks"),
        ("30 minutes", "30 minutes"),
        ("1 year", "1 year"),
    ],
)
def test_a_span_is_read_and_shown(text: str, words: str) -> None:
    assert str(Span.parse(text)) == words


@pytest.mark.parametrize(
    "text", ["", "7", "days", "a week", "-1 days", "1.5 days", "7 days 3 hours", "7 dayss", "9999999 years", "٧ days"]
)
def test_other_texts_are_no_span(text: str) -> None:
    assert Span.parse(text) is None


def test_days_are_calendar_days_when_clocks_go_forward() -> None:
    check_after("2026-03-28T18:00", "1 day", "2026-03-29T18:00")


def test_days_are_calendar_days_when_clocks_go_back() -> None:
    check_after("2026-10-24T18:00", "7 days", "2026-10-31T18:00")


def test_hours_are_elapsed() -> None:
    check_after("2026-03-28T18:00", "24 hours", "2026-03-29T19:00")


def test_weeks_are_seven_days() -> None:
    check_after("2026-10-20T18:00", "1 week", "2026-10-27T18:00")


def test_a_month_ends_on_the_same_day_or_on_its_last() -> None:
    check_after("2026-01-15T12:00", "1 month", "2026-02-15T12:00")
    check_after("2026-01-31T12:00", "1 month", "2026-02-28T12:00")
    check_after("2026-11-30T12:00", "3 months", "2027-02-28T12:00")


def test_a_year_from_a_leap_day_ends_on_the_28th() -> None:
    check_after("2028-02-29T12:00", "1 year", "2029-02-28T12:00")


def test_an_hour_that_does_not_exist_moves_forward() -> None:
    check_after("2026-03-28T01:30", "1 day", "2026-03-29T02:30")


def test_an_hour_that_comes_twice_is_the_first() -> None:
    first = instant_of(datetime(2026, 10, 25, 1, 30), DUBLIN)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_no_time_at_all_is_the_same_instant_even_in_an_hour_that_comes_twice() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert Span(0, Unit.DAY).after(second, DUBLIN) == second


def test_before_goes_back_by_the_calendar() -> None:
    assert Span(1, Unit.MONTH).before(datetime(2026, 3, 31, 11, 0, tzinfo=UTC), DUBLIN) == datetime(
        2026, 2, 28, 12, 0, tzinfo=UTC
    )


@given(
    st.integers(0, 400),
    st.sampled_from(list(Unit)),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
def test_a_span_never_ends_before_it_begins(count: int, unit: Unit, start: datetime) -> None:
    end = Span(count, unit).after(start, DUBLIN)
    assert end >= start
    assert abs((end - start) - Span(count, unit).about) <= timedelta(days=6 * count / 12 + 4)


@given(st.integers(0, 36_500), st.sampled_from(list(Unit)))
def test_a_span_is_read_back_from_its_words(count: int, unit: Unit) -> None:
    span = Span(count, unit)
    assert Span.parse(str(span)) in (span, None)

"""Deadlines as openings ask for them: words into one instant, or refused."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.charter.span import Span
from listvote.events import moment
from listvote.group.times import deadline, frozen

DUBLIN, NEW_YORK, KATHMANDU = (ZoneInfo(name) for name in ("Europe/Dublin", "America/New_York", "Asia/Kathmandu"))
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("7 days", "7 days"),
        ("72 Hours", "72 hours"),
        ("1  week", "1 week"),
        ("2026-12-04", "2026-12-04T23:59:59Z"),
        ("2026-12-04 18:00", "2026-12-04T18:00:00Z"),
        ("2026-12-04 8:05", "2026-12-04T08:05:00Z"),
        ("2026-12-04  00:00", "2026-12-04T00:00:00Z"),
        ("--12-04", "2026-12-04T23:59:59Z"),
        ("--12-04 18:00", "2026-12-04T18:00:00Z"),
        ("--11-01", "2027-11-01T23:59:59Z"),
        ("--11-02 08:00", "2027-11-02T08:00:00Z"),
        ("--02-29", "2028-02-29T23:59:59Z"),
        ("friday", "2026-11-06T23:59:59Z"),
        ("Friday 18:00", "2026-11-06T18:00:00Z"),
        ("monday", "2026-11-02T23:59:59Z"),
        ("monday 08:00", "2026-11-09T08:00:00Z"),
        ("monday 09:00", "2026-11-09T09:00:00Z"),
        ("monday 09:01", "2026-11-02T09:01:00Z"),
        ("sunday", "2026-11-08T23:59:59Z"),
        ("2026-06-04 18:00", "2026-06-04T17:00:00Z"),
    ],
)
def test_what_closes_means_in_dublin(wanted: str, meant: str) -> None:
    assert frozen(wanted, MONDAY, DUBLIN) == meant


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "soon",
        "friday 18:00+02:00",
        "2026-12-04 18:00+02:00",
        "2026-12-04T18:00",
        "2026-12-04 18:00Z",
        "2026-12-04 18:00:30",
        "2026-12-04 18",
        "2026-12-04 25:00",
        "2026-12-04 18:60",
        "2026-02-30",
        "2027-02-29",
        "--02-30",
        "--13-01",
        "20261204",
        "2026-W49-5",
        "2026-12-4",
        "٢٠٢٦-١٢-٠٤",
        "9999-12-31",
        "2127-01-01",
        "0000-01-01",
        "friday friday",
        "99999999 days",
        "1000 years",
        "-7 days",
        "7 days ago",
    ],
)
def test_what_is_no_time_is_refused(wanted: str) -> None:
    assert frozen(wanted, MONDAY, DUBLIN) is None


@given(st.text(max_size=25) | st.from_regex(r"(friday|20[0-9]{2}-[0-9]{2}-[0-9]{2}) [0-9:+.Zt]{0,8}", fullmatch=True))
def test_no_words_end_in_an_error(wanted: str) -> None:
    found = frozen(wanted, MONDAY, NEW_YORK)
    assert found is None or deadline(found, MONDAY, NEW_YORK).tzinfo is not None


@pytest.mark.parametrize(
    ("wanted", "start", "zone", "meant"),
    [
        # the hour that the clocks skip: it moves forward by what they skip
        ("2027-03-28 01:30", "2027-03-20T09:00:00Z", DUBLIN, "2027-03-28T01:30:00Z"),
        ("2027-03-14 02:30", "2027-03-10T09:00:00Z", NEW_YORK, "2027-03-14T07:30:00Z"),
        # the hour that comes twice: the first of the two
        ("2027-10-31 01:30", "2027-10-20T09:00:00Z", DUBLIN, "2027-10-31T00:30:00Z"),
        ("2026-11-01 01:30", "2026-10-20T09:00:00Z", NEW_YORK, "2026-11-01T05:30:00Z"),
        # a weekday is one of the group's zone, where it may be another day already
        ("monday", "2026-11-01T23:00:00Z", KATHMANDU, "2026-11-02T18:14:59Z"),
        ("monday", "2026-11-03T01:00:00Z", NEW_YORK, "2026-11-03T04:59:59Z"),
        ("tuesday", "2026-11-03T01:00:00Z", NEW_YORK, "2026-11-04T04:59:59Z"),
    ],
)
def test_clocks_that_change_and_zones(wanted: str, start: str, zone: ZoneInfo, meant: str) -> None:
    assert frozen(wanted, moment(start), zone) == meant


@pytest.mark.parametrize(
    ("closes", "start", "end"),
    [
        ("7 days", "2026-10-23T17:00:00Z", "2026-10-30T18:00:00Z"),  # 18:00 on both days; an hour longer
        ("168 hours", "2026-10-23T17:00:00Z", "2026-10-30T17:00:00Z"),
        ("7 days", "2027-03-25T18:00:00Z", "2027-04-01T17:00:00Z"),
        ("1 day", "2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z"),
        ("2026-12-04T18:00:00Z", "2026-10-23T17:00:00Z", "2026-12-04T18:00:00Z"),
    ],
)
def test_days_are_calendar_days_and_hours_are_elapsed(closes: str, start: str, end: str) -> None:
    assert deadline(closes, moment(start), DUBLIN) == moment(end)


def test_the_ledgers_form_of_a_span_is_read_back_as_the_same_span() -> None:
    for words in ("1 minute", "72 hours", "7 days", "2 weeks", "1 month", "3 years"):
        assert str(Span.parse(str(frozen(words, MONDAY, DUBLIN)))) == words

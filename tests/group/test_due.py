"""What the passing of time leads to: closes, posts, digests, each once and at its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from listvote import events
from listvote.acts import Verb
from listvote.deliberation.decision import Status
from listvote.group import Due, Wanted, due
from tests.group.a_group import START, Book, act, ballot, opening

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
NO_DIGEST = START.replace(hour=10)


def opened(book: Book, number: int = 1) -> None:
    """So many openings, of members who may each have two."""
    for each in range(number):
        book.ask(each // 2 + 1, opening())


# Closing


def test_nothing_is_due_before_the_mailbox_was_ever_read_completely() -> None:
    book = Book()
    opened(book)
    assert due(book.state, START + 30 * DAY, None, {}) == Due()


@pytest.mark.parametrize(("polled", "closes"), [(-DAY, False), (-MINUTE, False), (0 * DAY, False), (MINUTE, True)])
def test_a_decision_closes_only_after_a_complete_poll_past_its_deadline(polled: timedelta, closes: bool) -> None:
    book = Book()
    decision = book.open()
    book.vote("agree", *range(1, 8))
    book.now = decision.deadline + 30 * DAY
    found = book.due(polled_through=decision.deadline + polled)
    assert [each.kind for each in found.events] == (["closed"] if closes else [])


def test_an_outage_delays_a_close_and_loses_no_vote() -> None:
    book = Book(members=3)
    decision = book.open()
    book.vote("agree", 1, 2)
    book.now = decision.deadline + 3 * DAY
    assert not book.due(polled_through=decision.deadline - HOUR).events
    book.vote("object", 3, at=decision.deadline - HOUR, reason="It is loud.")
    book.tick(book.now)
    assert decision.status is Status.HEARING


def test_what_was_not_announced_does_not_close() -> None:
    book = Book()
    book.open(announced=False)
    assert not book.due(START + 30 * DAY).events


def test_what_is_only_listened_to_closes_without_an_announcement() -> None:
    book = Book(live=False)
    opened(book)
    book.ask(2, ballot("agree"))
    assert book.tick(START + 8 * DAY)[0] == "extended #1"


def test_a_paused_group_still_closes_and_says_so_when_it_goes_on() -> None:
    book = Book()
    decision = book.open()
    book.vote("agree", *range(1, 8))
    book.write(events.Paused())
    assert book.tick(decision.deadline + HOUR) == ["closed #1"]
    book.write(events.Resumed())
    assert book.tick(decision.deadline + 2 * HOUR) == ["result #1"]


def test_for_want_of_quorum_it_runs_on_once_and_then_ends() -> None:
    book = Book()
    decision = book.open()
    book.vote("agree", 1, 2)
    assert book.tick(decision.deadline + MINUTE) == ["extended #1", "reminded #1", "reminder #1"]
    assert decision.deadline == START + 10 * DAY
    book.vote("agree", 3, at=decision.deadline)
    assert book.tick(decision.deadline + MINUTE) == ["closed #1", "result #1"]
    assert decision.status is Status.INQUORATE


def test_the_quorum_that_an_extension_brought_counts() -> None:
    book = Book()
    decision = book.open()
    book.vote("agree", 1, 2)
    book.tick(decision.deadline + MINUTE)
    book.vote("agree", 3, 4, 5, 6)
    book.tick(decision.deadline + MINUTE)
    assert decision.status is Status.ADOPTED


def test_after_an_outage_an_extension_runs_from_when_somebody_could_know() -> None:
    book = Book()
    decision = book.open()
    book.tick(START + 9 * DAY)
    assert decision.deadline == START + 12 * DAY


def test_without_an_extension_in_the_rules_there_is_none() -> None:
    book = Book("kinds.ordinary.extension = 'none'")
    decision = book.open()
    assert book.tick(decision.deadline + MINUTE)[0] == "closed #1"


def test_no_extension_for_what_has_its_quorum_and_loses() -> None:
    book = Book(members=3)
    decision = book.open()
    book.vote("disagree", 2)
    assert book.tick(decision.deadline + MINUTE)[0] == "closed #1"
    assert decision.status is Status.NOT_ADOPTED


def test_a_doubled_tick_does_nothing_more() -> None:
    book = Book()
    decision = book.open()
    later = decision.deadline + HOUR
    assert book.tick(later)
    assert book.tick(later) == []


# Posts and their budget


def test_results_come_before_announcements_and_announcements_before_calls() -> None:
    book = Book("posting.per_day = 9\nopening.at_once = 9")
    decision = book.open()
    book.now = decision.deadline - HOUR
    book.ask(1, opening({"people": "1"}, opens="task"))
    opened(book)
    book.vote("agree", *range(1, 8))
    assert book.tick(decision.deadline + HOUR) == ["closed #1", "result #1", "announcement #2", "call T1"]


@pytest.mark.parametrize(("per_day", "singles"), [(1, 0), (2, 1), (3, 2), (4, 3)])
def test_one_post_a_day_is_kept_for_the_digest(per_day: int, singles: int) -> None:
    book = Book(f"posting.per_day = {per_day}")
    opened(book, 5)
    assert len(book.tick(NO_DIGEST)) == singles
    digest = [each for each in book.tick(START.replace(hour=18)) if each.startswith("digest")]
    rest = " ".join(f"#{number}" for number in range(singles + 1, 6))
    assert digest == [f"digest {rest}"]
    assert book.tick(START.replace(hour=23)) == []
    assert book.tick(START + DAY) == []


def test_the_budget_is_a_calendar_days_in_the_groups_zone() -> None:
    book = Book("posting.per_day = 2\ngroup.time_zone = 'Pacific/Auckland'", since=START - 40 * DAY)
    opened(book, 3)
    assert book.tick(datetime(2026, 11, 2, 9, 0, tzinfo=UTC)) == ["announcement #1", "digest #2 #3"]  # 22:00 there
    book.ask(5, opening())
    assert book.tick(datetime(2026, 11, 2, 10, 59, tzinfo=UTC)) == []
    assert book.tick(datetime(2026, 11, 2, 11, 0, tzinfo=UTC)) == ["announcement #4"]


def test_announced_by_the_digest_alone() -> None:
    book = Book("posting.announce = 'digest'")
    opened(book, 2)
    assert book.tick(NO_DIGEST) == []
    assert book.tick(START.replace(hour=18)) == ["digest #1 #2"]
    assert all(each.announced == START.replace(hour=18) for each in book.state.decisions.values())


def test_results_do_not_wait_where_announcements_do() -> None:
    book = Book("posting.announce = 'digest'")
    decision = book.open()
    book.vote("agree", *range(1, 8))
    assert book.tick(decision.deadline + MINUTE) == ["closed #1", "result #1"]


def test_a_paused_group_posts_nothing_and_keeps_what_it_has_to_say() -> None:
    book = Book()
    opened(book)
    book.write(events.Paused())
    assert book.tick(START + DAY / 2) == []
    book.write(events.Resumed())
    assert book.tick(START + DAY / 2) == ["announcement #1", "digest"]


def test_a_proposal_that_was_taken_back_is_told_once() -> None:
    book = Book()
    opened(book)
    book.tick(NO_DIGEST)
    book.ask(1, act(Verb.WITHDRAW_PROPOSAL, "#1"))
    assert book.tick(NO_DIGEST) == ["result #1"]
    assert book.tick(NO_DIGEST) == []


# The digest


def digests(book: Book, first: datetime, days: int, *, quiet: tuple[int, ...] = ()) -> list[str]:
    """The instants of the digests of so many days, asked for every quarter of an hour; one vote at three each day."""
    found = []
    for quarter in range(days * 96):
        now = first + quarter * timedelta(minutes=15)
        if now.hour == 3 and not now.minute and quarter // 96 not in quiet:
            book.now = now
            book.write(events.MemberLeft(member=quarter // 96 + 2))
        found += [now.strftime("%d %H:%M") for each in book.tick(now) if each.startswith("digest")]
    return found


def test_the_digest_comes_at_the_charters_hour_while_the_clocks_go_back() -> None:
    book = Book("group.time_zone = 'Europe/Berlin'", since=datetime(2026, 10, 1, tzinfo=UTC))
    book.state.tell_no_more()
    first = datetime(2026, 10, 23, 0, 0, tzinfo=UTC)
    assert digests(book, first, 4) == ["23 16:00", "24 16:00", "25 17:00", "26 17:00"]


def test_the_digest_comes_at_the_charters_hour_while_the_clocks_go_forward() -> None:
    book = Book("group.time_zone = 'Europe/Berlin'", since=datetime(2026, 10, 1, tzinfo=UTC))
    book.state.tell_no_more()
    first = datetime(2027, 3, 26, 0, 0, tzinfo=UTC)
    assert digests(book, first, 4) == ["26 17:00", "27 17:00", "28 16:00", "29 16:00"]


def test_an_hour_that_comes_twice_brings_one_digest_and_one_that_is_skipped_too() -> None:
    charter = "group.time_zone = 'Europe/Berlin'\nposting.digest_at = '02:30'"
    book = Book(charter, since=datetime(2026, 10, 1, tzinfo=UTC))
    book.state.tell_no_more()
    assert digests(book, datetime(2026, 10, 23, 0, 0, tzinfo=UTC), 4) == ["24 00:30", "25 00:30", "26 01:30"]
    book = Book(charter, since=datetime(2026, 10, 1, tzinfo=UTC))
    book.state.tell_no_more()
    assert digests(book, datetime(2027, 3, 26, 0, 0, tzinfo=UTC), 4) == ["27 01:30", "28 01:30", "29 00:30"]


def test_there_is_none_where_nothing_happened() -> None:
    book = Book(since=datetime(2026, 10, 1, tzinfo=UTC))
    book.state.tell_no_more()
    assert digests(book, datetime(2026, 11, 2, tzinfo=UTC), 5, quiet=(0, 2, 3)) == ["03 18:00", "06 18:00"]


def test_what_happens_after_the_hour_of_a_quiet_day_is_for_the_next_days() -> None:
    book = Book()
    book.tick(START.replace(hour=18))
    book.now = START.replace(hour=18) + DAY
    assert book.tick(book.now) == []
    book.now += 2 * HOUR
    book.write(events.MemberLeft(member=9))
    assert book.tick(book.now + MINUTE) == []
    assert book.tick(START.replace(hour=18) + 2 * DAY) == ["digest"]


def test_mail_of_the_day_that_was_read_after_the_hour_is_still_for_that_day() -> None:
    book = Book()
    decision = book.open()
    book.tick(START.replace(hour=18))
    book.now = START.replace(hour=21) + DAY
    book.vote("agree", 2, at=START.replace(hour=15) + DAY)
    assert decision.status is Status.OPEN
    assert book.tick(book.now) == ["digest"]


def test_after_an_outage_of_days_it_comes_once() -> None:
    book = Book()
    book.open()
    book.vote("agree", 2)
    assert book.tick(START.replace(hour=20) + 4 * DAY) == ["digest"]
    assert book.tick(START.replace(hour=22) + 4 * DAY) == []
    assert book.tick(START.replace(hour=20) + 5 * DAY) == []


def test_it_waits_until_the_mail_before_its_hour_was_read() -> None:
    book = Book()
    book.open()
    hour = START.replace(hour=18)
    assert book.due(hour, hour - MINUTE) == Due()
    assert book.due(hour, hour) == Due(post=Wanted("digest", (), "2026-11-02"))


def test_a_group_that_listens_gives_its_moderators_one_report_a_day() -> None:
    book = Book(live=False)
    opened(book)
    book.ask(2, ballot("agree"))
    assert book.tick(START.replace(hour=18)) == ["listening #1"]
    assert book.tick(START.replace(hour=19)) == []
    book.ask(3, ballot("agree"))
    assert book.tick(START.replace(hour=18) + DAY) == ["listening"]
    assert book.tick(START.replace(hour=18) + 2 * DAY) == []


# Who was seen posting


def test_who_was_seen_posting_is_noted_for_days_that_are_over() -> None:
    book = Book()
    posters = {"2026-11-01": (2, 3), "2026-11-02": (4,)}
    found = book.due(START, posters=posters)
    assert found.events == (events.SeenPosting(day="2026-11-01", members=(2, 3)),)
    book.write(*found.events)
    assert not book.due(START, posters=posters).events
    found = book.due(START + DAY, posters=posters)
    assert found.events == (events.SeenPosting(day="2026-11-02", members=(4,)),)


def test_a_day_is_over_once_its_mail_was_read() -> None:
    book = Book()
    posters = {"2026-11-02": (4,)}
    assert not book.due(START + DAY, START + DAY / 2, posters).events
    assert book.due(START + DAY, START + DAY, posters).events


def test_the_oldest_day_comes_first_and_days_without_members_are_left_out() -> None:
    book = Book()
    posters: dict[str, tuple[int, ...]] = {"2026-10-31": (3,), "2026-10-30": (2,), "2026-10-29": ()}
    found = book.due(START, posters=posters)
    assert found.events == (events.SeenPosting(day="2026-10-30", members=(2,)),)


def test_whoever_posted_is_active() -> None:
    book = Book()
    book.write(events.SeenPosting(day="2026-11-01", members=(5, 77)))
    last = book.state.roll.members[5].last_active
    assert last is not None
    assert last.date().isoformat() == "2026-11-01"

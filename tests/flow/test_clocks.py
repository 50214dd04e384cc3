"""Clocks that were wrong, and nights in which they are set: nothing closes early, no digest comes twice or never."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from listvote.net.imap import MailboxError
from tests.flow.a_service import BEN, CLEO, DAN, InMemory, Service, charter, hours


def test_a_poll_that_was_timed_by_a_clock_a_day_ahead_closes_nothing_that_is_opened_later(
    service: Service, office: InMemory
) -> None:
    now = service.clock.now
    service.passes(now + timedelta(days=3))  # the clock was wrong, and is set right
    service.clock.now = now + hours(1)
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.passes()
    assert service.decision().status.value == "open"
    service.says(CLEO, "agree", answers=opening, received=service.decision().deadline - hours(1))
    office.away = True
    service.clock.now = service.decision().deadline + hours(1)
    with pytest.raises(MailboxError):
        service.polls()
    service.after()
    assert service.decision().status.value == "open"
    office.away = False
    service.settles()
    assert service.decision().status.value == "adopted"
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "agree"}


def test_without_any_poll_since_a_wrong_clock_nothing_closes_before_its_time(
    service: Service, office: InMemory
) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.passes()
    deadline = service.decision().deadline
    now = service.clock.now
    office.away = True
    service.clock.now = deadline + hours(1)
    service.after()  # a clock that is two days ahead, without the mailbox
    service.clock.now = now + hours(1)
    service.after()
    assert service.decision().status.value == "open"


def test_a_clock_that_is_set_back_a_day_holds_nothing_up_and_repeats_nothing(service: Service) -> None:
    opening = service.opens()
    service.settles(service.clock() + hours(10))  # the digest of that day is out
    sent = len(service.handed_over)
    service.clock.now -= timedelta(days=1)
    for author in (BEN, CLEO, DAN):
        service.says(author, "agree", answers=opening, received=service.clock() + timedelta(days=1))
    service.settles()
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "agree", "Em Dash": "agree"}
    assert len(service.sent("digest")) == 1
    assert len(service.handed_over) > sent
    service.settles(service.decision().deadline + hours(1))
    assert service.decision().status.value == "adopted"
    assert service.audit().differences == []


@pytest.mark.parametrize("night", ["2026-03-28", "2026-10-24"], ids=["an hour is left out", "an hour comes twice"])
def test_in_the_nights_in_which_clocks_are_set_each_day_has_one_digest(tmp_path: Path, night: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'night.db'}")
    service.clock.now = datetime.fromisoformat(f"{night}T12:00:00+00:00")
    more = '[posting]\ndigest_at = "02:30"\n'
    service.found(
        charter().replace("[trust]", 'time_zone = "Europe/Berlin"\n[trust]').replace("2 days", "5 days") + more
    )
    opening = service.opens()
    start = service.clock.now
    for half_hours in range(2 * 72):
        now = start + hours(half_hours / 2)
        if half_hours % 9 == 0:  # something to tell
            service.says(BEN, "agree" if half_hours % 2 else "abstain", answers=opening, received=now)
        service.settles(now)
    days = Counter(moment.astimezone(berlin).date() for moment in digests(service))
    assert set(days.values()) == {1}
    assert len(days) == 3
    assert service.audit().differences == []
    service.close()


def digests(service: Service) -> list[datetime]:
    return [
        datetime.fromisoformat(each.mail.mail.created).astimezone(UTC)
        for each in service.handed_over
        if each.mail.mail.what == "digest"
    ]

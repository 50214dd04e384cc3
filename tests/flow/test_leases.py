"""One daemon serves a mailbox; others stand by, and several mailboxes have one database between them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.flow.lease import LASTS, RENEWED_AFTER, Lease
from tests.flow.a_service import ADA, BEN, SERVICE, InMemory, Service, charter, hours


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.real)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "SQLite":
        return f"sqlite:///{tmp_path / 'leases.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
def both(url: str) -> Iterator[tuple[Service, Service]]:
    """Two services with a mailbox each, on one database, under one clock."""
    one, two = Service(InMemory("one@memory/INBOX"), url), Service(InMemory("two@memory/INBOX"), url)
    two.clock = one.clock
    yield one, two
    one.close()
    two.close()


def test_who_asks_first_holds_a_mailbox_and_the_others_stand_by(both: tuple[Service, Service]) -> None:
    one, two = (Lease(each.house, "box") for each in both)
    now = both[0].clock()
    assert one.keep(now)
    assert not two.keep(now)
    assert one.keep(now + RENEWED_AFTER)
    assert not two.keep(now + LASTS)


def test_a_holder_that_is_gone_is_replaced_within_a_minute_and_stands_by_when_it_returns(
    both: tuple[Service, Service],
) -> None:
    one, two = (Lease(each.house, "box") for each in both)
    now = both[0].clock()
    assert one.keep(now)
    later = now + timedelta(minutes=1)
    assert two.keep(later)
    assert not one.keep(later + timedelta(seconds=1))


def test_the_lease_of_a_process_here_that_was_killed_is_free_at_once(both: tuple[Service, Service]) -> None:
    one, two = (Lease(each.house, "box") for each in both)
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    now = both[0].clock()
    one.holder = one.holder.replace(f"process {os.getpid()} ", f"process {int(ended.stdout)} ")
    assert one.keep(now)
    assert two.keep(now)


def test_the_lease_of_another_machine_s_process_is_waited_for(both: tuple[Service, Service]) -> None:
    one, two = (Lease(each.house, "box") for each in both)
    now = both[0].clock()
    one.holder = "another machine process 4000000000 abcd"
    assert one.keep(now)
    assert not two.keep(now)
    assert two.keep(now + LASTS)


def test_a_lease_that_is_given_back_is_free_at_once(both: tuple[Service, Service]) -> None:
    one, two = (Lease(each.house, "box") for each in both)
    now = both[0].clock()
    assert one.keep(now)
    one.give_back()
    assert two.keep(now)
    two.give_back()
    one.give_back()  # nothing is taken from anybody
    assert one.keep(now)


def test_two_mailboxes_are_held_each_by_its_own(both: tuple[Service, Service]) -> None:
    now = both[0].clock()
    assert Lease(both[0].house, "one").keep(now)
    assert Lease(both[1].house, "two").keep(now)


def test_a_decision_closes_by_the_polls_of_the_mailbox_to_which_its_mail_comes(both: tuple[Service, Service]) -> None:
    one, two = both
    one.found()
    two.found(charter("stall"))
    one.opens()
    later = one.decision().deadline + hours(1)
    two.passes(later)
    assert one.decision().status.value == "open"  # a vote in time may still lie in the other mailbox
    one.passes(later)
    assert one.decision().status.value != "open"


def test_whoever_holds_a_mailbox_alone_does_what_is_due_for_its_groups_and_sends_their_mail(
    both: tuple[Service, Service],
) -> None:
    one, two = both
    one.found()
    opening = one.opens()
    one.says(BEN, "#1 agree\n\nhelp", to=SERVICE, answers=opening)
    assert Lease(one.house, one.post_office.name).keep(one.clock())
    one.says(ADA, "We buy a stall.", "[PROPOSAL] Buy a stall?")
    two.passes()
    assert two.handed_over == []
    before = len(one.handed_over)
    one.passes()
    assert len(one.handed_over) > before

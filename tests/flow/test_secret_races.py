"""Two processes on one database, one key folder and one mailbox: each ballot once, one sheet, no ballot lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from listvote.flow.intake import take_one
from listvote.flow.letter import Letter
from tests.flow.a_service import BEN, CLEO, DAN, InMemory, Service, charter, hours
from tests.flow.test_secret_ballots import CLOSE, KIND, keys, sheet


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.real)])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Service, Service]]:
    url = f"sqlite:///{tmp_path / 'both.db'}" if request.param == "SQLite" else request.getfixturevalue("postgres_url")
    office, folder = InMemory(), tmp_path / "keys"
    one, two = Service(office, url, data=folder), Service(office, url, data=folder)
    two.clock = one.clock
    one.found(charter(kind=KIND))
    one.opens(settings="kind: quiet")
    yield one, two
    one.close()
    two.close()


def test_the_key_that_one_made_is_the_key_of_both(both: tuple[Service, Service]) -> None:
    one, two = both
    for who, service in ((BEN, one), (CLEO, two), (DAN, one)):
        one.tells(who, "#1 for")
        service.passes()
    two.passes(CLOSE)
    one.passes(CLOSE + hours(1))
    assert sheet(one).voters == (2, 3, 4)
    assert keys(one) == []
    assert one.audit().differences == []


def test_a_ballot_that_meets_a_close_is_no_longer_put_into_the_box(both: tuple[Service, Service]) -> None:
    one, two = both
    one.tells(BEN, "#1 for")
    one.settles()
    stale = two.state()  # what the second process knows is from before the close
    one.settles(CLOSE)
    assert stale.decisions[1].status.runs
    letter = Letter(two.post_office.name, 1, 99, CLOSE - hours(3), two.mail(CLEO, "#1 against", to="votes@example.org"))
    taken = take_one(two.house, letter, CLOSE, None)
    assert [each.kind for each in taken.events] == ["late secret ballot"]
    assert sheet(one).voters == (2,)
    assert [mail.recipient for mail in taken.mails] == [CLEO]  # told that it came too late to be counted

"""Two processes on one database and one mailbox: whoever comes second sees what the first one wrote."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from listvote.flow.groups import import_roll, pause
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, ROLL, InMemory, Service, hours

# The last one aborts whoever comes second, as clusters do that speak PostgreSQL's language.
DATABASES = [
    pytest.param(None, id="SQLite"),
    pytest.param("", id="PostgreSQL", marks=pytest.mark.real),
    pytest.param("&options=-c%20default_transaction_isolation%3Dserializable", id="serial", marks=pytest.mark.real),
]


@pytest.fixture(params=DATABASES)
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Service, Service]]:
    url = f"sqlite:///{tmp_path / 'both.db'}"
    if request.param is not None:
        url = request.getfixturevalue("postgres_url") + request.param
    office = InMemory()
    one, two = Service(office, url), Service(office, url)
    two.clock = one.clock
    one.found()
    yield one, two
    one.close()
    two.close()


def test_a_roll_imported_by_a_command_counts_for_the_daemon_at_once(both: tuple[Service, Service]) -> None:
    daemon, command = both
    daemon.opens()
    import_roll(
        command.house, command.group(), ROLL + "Finn,Finn Example,finn@example.org\n", remove_missing=False,
        now=command.clock(),
    )  # fmt: skip
    opening = daemon.opens(title="Another")
    daemon.says("finn@example.org", "agree", answers=opening)
    daemon.settles()
    assert daemon.tally(2) == {"Finn": "agree"}
    assert daemon.audit().differences == []


def test_a_pause_by_a_command_stops_the_daemon_s_posts(both: tuple[Service, Service]) -> None:
    daemon, command = both
    daemon.state()
    pause(command.house, command.group(), "", command.clock())
    daemon.says(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    daemon.settles()
    assert daemon.sent("announcement") == []


def test_two_that_pass_in_turn_count_everything_once(both: tuple[Service, Service]) -> None:
    one, two = both
    opening = one.says(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    one.passes()
    two.passes()
    for author, service in ((BEN, one), (CLEO, two), (DAN, one)):
        one.says(author, "agree", answers=opening)
        service.passes()
    later = one.decision().deadline + hours(1)
    two.passes(later)
    one.passes(later)
    assert one.kinds().count("ballot") == 3
    assert one.kinds().count("closed") == 1
    assert one.audit().differences == []


def test_two_that_pass_at_the_same_time_count_everything_once(both: tuple[Service, Service]) -> None:
    one, two = both
    opening = one.opens()
    for number in range(4):
        for author in (ADA, BEN, CLEO, DAN, EVA):
            word = "agree" if number % 2 else "abstain"
            one.says(author, word, answers=opening, id_=f"{number}.{author}", received=one.clock() + hours(number))
    one.clock.now += hours(5)
    raised: list[BaseException] = []

    def passes(service: Service) -> None:
        try:
            service.passes()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=passes, args=(service,)) for service in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []
    one.settles()
    assert one.failed == two.failed == []
    assert one.kinds().count("ballot") == 20
    assert set(one.tally().values()) == {"agree"}
    assert one.audit().differences == []
    assert two.state() == one.state()

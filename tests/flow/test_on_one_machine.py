"""What happens to a service on one machine: a full disk, a database that cannot be written, a restore."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from listvote.store.database import StoreError
from tests.flow.a_service import BEN, CLEO, DAN, EVA, PRESS, InMemory, Service, hours
from tests.servers.postgres import PostgresServer

pytestmark = pytest.mark.sqlite


def limited(service: Service, pragma: str) -> None:
    """From now on every new connection of the service's database is limited by this pragma."""
    service.house.database.close()

    @event.listens_for(service.house.database.engine, "connect")
    def _(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")


@pytest.mark.parametrize(
    ("pragma", "says"), [("max_page_count = 1", "full"), ("query_only = ON", "readonly")], ids=["full", "read-only"]
)
def test_a_database_that_cannot_be_written_is_named_and_nothing_is_lost(
    service: Service, office: InMemory, pragma: str, says: str
) -> None:
    opening = service.opens()
    for author in (BEN, CLEO, DAN, EVA):
        service.says(author, "agree " + "because it is time. " * 200, answers=opening)
    limited(service, pragma)
    with pytest.raises(StoreError, match=says):
        service.passes()
    service.restart()  # there is room again
    service.passes()
    assert len(service.tally()) == 4
    assert service.kinds().count("ballot") == 4
    assert service.audit().differences == []


def test_a_restored_copy_reads_again_what_it_lacks_and_posts_nothing_under_a_new_name(tmp_path: Path) -> None:
    def backup() -> str:
        with sqlite3.connect(tmp_path / "listvote.db") as whole, sqlite3.connect(tmp_path / "backup.db") as copy:
            whole.backup(copy)
        return f"sqlite:///{tmp_path / 'backup.db'}"

    goes_on_elsewhere(f"sqlite:///{tmp_path / 'listvote.db'}", backup)


@pytest.mark.real
def test_a_copy_that_was_dumped_and_restored_does_so_too(postgres: PostgresServer, postgres_url: str) -> None:
    goes_on_elsewhere(postgres_url, lambda: postgres.restored(postgres_url))


def goes_on_elsewhere(url: str, backup: Callable[[], str]) -> None:
    """A service whose machine is lost goes on from a backup on another one."""
    office = InMemory()
    service = Service(office, url)
    service.found()
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.passes()
    backed_up = backup()
    service.says(CLEO, "disagree", answers=opening)
    service.passes()
    before, tally = set(sent(office)), service.tally()
    service.close()

    restored = Service(office, backed_up)
    restored.clock = service.clock
    restored.passes()
    assert restored.tally() == tally
    assert set(sent(office)) == before  # what went out again is the same mail
    restored.says(DAN, "agree", answers=opening, id_="after@example.org")
    restored.settles(restored.decision().deadline + hours(1))
    assert len(restored.tally()) == 3
    posts = [each for each in office.taken if each.recipients == (PRESS,)]
    assert len({each.raw for each in posts}) == len(posts)
    assert restored.audit().differences == []
    restored.close()


def sent(office: InMemory) -> list[bytes]:
    return [line for each in office.taken for line in each.raw.splitlines() if line.lower().startswith(b"message-id:")]

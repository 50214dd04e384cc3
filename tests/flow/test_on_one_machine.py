"""What happens to a service on one machine: a full disk, a database that cannot be written, a restore, an upgrade."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event

from listvote.store.database import StoreError
from tests.flow.a_service import BEN, CLEO, DAN, EVA, InMemory, Service

pytestmark = pytest.mark.sqlite
OLD = Path(__file__).parents[1] / "cases" / "database"


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
    office = InMemory()
    service = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}")
    service.found()
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.passes()
    with sqlite3.connect(tmp_path / "listvote.db") as whole, sqlite3.connect(tmp_path / "backup.db") as copy:
        whole.backup(copy)
    service.says(CLEO, "disagree", answers=opening)
    service.passes()
    before, tally = set(sent(office)), service.tally()
    service.close()

    restored = Service(office, f"sqlite:///{tmp_path / 'backup.db'}")
    restored.clock = service.clock
    restored.passes()
    assert restored.tally() == tally
    assert set(sent(office)) == before  # what went out again is the same mail
    assert restored.audit().differences == []
    restored.close()


def sent(office: InMemory) -> list[bytes]:
    return [line for each in office.taken for line in each.raw.splitlines() if line.lower().startswith(b"message-id:")]


@pytest.mark.parametrize("old", sorted(OLD.glob("*.sqlite")), ids=lambda path: path.stem)
def test_a_database_of_an_older_version_is_brought_up_to_date_and_goes_on(old: Path, tmp_path: Path) -> None:
    shutil.copy(old, tmp_path / "old.db")
    service = Service(InMemory(first_uid=1000), f"sqlite:///{tmp_path / 'old.db'}")
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "disagree", "Em Dash": "abstain"}
    service.number = 1000
    service.says(EVA, "#1 agree", answers="1.mail@example.org")
    service.passes()
    assert service.tally()["Hot Metal"] == "agree"
    assert service.audit().differences == []
    service.close()

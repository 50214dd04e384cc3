"""The machine loses its power, and with it all that was not on the disk for sure: the end is the same.

What SQLite is certain of is what stood in its files when a transaction that waits for the disk had last ended; all that
was written later is taken away here, whatever of it a disk would have had by then.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Connection

from listvote.flow import shredding
from listvote.net.imap import Fetched, MailboxError
from listvote.net.smtp import Delivery, Envelope
from listvote.store import inbox
from listvote.store.database import Database
from listvote.store.inbox import Cursor
from listvote.store.key_files import KeyFiles
from tests.flow.a_service import ADA, BEN, CLEO, DAN, InMemory, Service, charter
from tests.flow.test_crashes import Crash, lived, lives, outcome
from tests.flow.test_secret_ballots import CLOSE, KIND, keys

pytestmark = pytest.mark.sqlite


class Disk:
    """What of an SQLite database is on the disk for sure; the power goes at the n-th transaction."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, file: Path, at: int = 0) -> None:
        self.file, self.at = file, at
        self.count, self.hurried = 0, 0
        self.certain = True
        self.kept = file.parent / f"{file.name} on the disk"
        self.flushed()
        real = Database.writing

        @contextmanager
        def writing(database: Database, *, durable: bool = True) -> Iterator[Connection]:
            self.count += 1
            self.hurried += not durable
            with real(database, durable=durable) as connection:
                driver = connection.connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                before = driver.total_changes
                yield connection
                wrote = driver.total_changes > before
            if wrote:
                self.certain = durable
                if durable:
                    self.flushed()
            if self.count == self.at:
                raise Crash

        monkeypatch.setattr(Database, "writing", writing)

    def files(self) -> list[Path]:
        return [self.file, self.file.with_name(self.file.name + "-wal")]

    def flushed(self) -> None:
        """All that is in the files is on the disk."""
        self.kept.mkdir(exist_ok=True)
        for each in self.files():
            shutil.copy(each, self.kept)

    def comes_back(self) -> None:
        """The power is back: what was not certain is gone."""
        self.file.with_name(self.file.name + "-shm").unlink(missing_ok=True)
        for each in self.files():
            shutil.copy(self.kept / each.name, each)


def test_a_power_cut_after_any_transaction_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    undisturbed = lived(tmp_path, "undisturbed")
    with monkeypatch.context() as patch:
        disk = Disk(patch, tmp_path / "undisturbed.db")
        lives(undisturbed)
    assert undisturbed.decision().status.value == "adopted"
    assert disk.hurried >= 5  # as many as there are mails
    for at in range(1, disk.count + 1, 7):
        service = lived(tmp_path, f"{at}")
        with monkeypatch.context() as patch:
            disk = Disk(patch, tmp_path / f"{at}.db", at)

            def restart(service: Service = service, disk: Disk = disk) -> None:
                service.close()
                disk.comes_back()
                service.open()

            lives(service, restart)
        assert outcome(service) == outcome(undisturbed), at
        assert service.audit().differences == [], at
        service.close()
    undisturbed.close()


@dataclass
class Looking(InMemory):
    """A mailbox whose connection breaks after so many mails, and a mail server.

    Both note, where something is done that cannot be undone, whether all before it was certain.
    """

    gives: int = 99
    disk: Disk | None = None
    told: list[bool] = field(default_factory=list)

    def new(self, after_uid: int, batch: int = 200) -> Iterator[Fetched]:
        for given, each in enumerate(super().new(after_uid, batch)):
            if given == self.gives:
                raise MailboxError(False, "the connection broke")
            yield each

    def looks(self) -> None:
        if self.disk is not None:
            self.told.append(self.disk.certain)

    def send(self, envelopes: Sequence[Envelope]) -> list[Delivery]:
        self.looks()
        return super().send(envelopes)

    def delete(self, uids: Collection[int], uidvalidity: int) -> None:
        self.looks()
        super().delete(uids, uidvalidity)


@pytest.fixture
def office() -> Looking:
    return Looking()


@pytest.fixture
def service(office: Looking, tmp_path: Path) -> Iterator[Service]:
    made = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    made.found(charter(kind=KIND))
    yield made
    made.close()


@pytest.fixture
def disk(service: Service, office: Looking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    office.disk = Disk(monkeypatch, tmp_path / "listvote.db")
    return office.disk


def hurries(service: Service) -> None:
    """Something is written that need not be on the disk, as another process would while it takes mail in."""
    there = Cursor(1, 0, None)
    service.house.trying(lambda change: inbox.move(change.connection, "another", there), durable=False)


def test_a_backlog_does_not_wait_for_the_disk_at_each_mail(service: Service, disk: Disk) -> None:
    for author in (ADA, BEN, CLEO, DAN):
        service.says(author, "Good morning.")
    before = disk.count
    service.polls()
    assert disk.hurried == 4
    assert disk.certain  # once all are taken in
    assert disk.count - before == 5


def test_nothing_is_sent_before_all_that_it_stems_from_is_on_the_disk(
    service: Service, office: Looking, disk: Disk
) -> None:
    service.says(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    service.says(BEN, "Good morning.")
    office.gives = 1
    with pytest.raises(MailboxError):
        service.polls()
    assert not disk.certain
    assert service.after().delivered
    assert office.told == [True]


def test_no_mail_leaves_the_mailbox_and_no_key_is_destroyed_before_that(
    service: Service, office: Looking, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.opens(settings="kind: quiet")
    service.tells(BEN, "#1 agree")
    service.settles()
    key = KeyFiles.delete

    def dies(_keys: KeyFiles, _name: str) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(KeyFiles, "delete", dies)
        with pytest.raises(Crash):
            service.passes(CLOSE)
    assert len(keys(service)) == 1

    def looks(files: KeyFiles, name: str) -> None:
        office.looks()
        key(files, name)

    monkeypatch.setattr(KeyFiles, "delete", looks)
    office.told.clear()
    hurries(service)
    shredding.shred(service.house, service.group())
    assert (office.told, keys(service)) == ([True], [])
    hurries(service)
    service.expunge()
    assert office.told == [True, True]
    assert office.expunged


def test_flushing_changes_nothing_and_waits_for_the_disk(service: Service, disk: Disk) -> None:
    before = service.exported()
    certain = []
    for work in (hurries, lambda service: service.house.database.flush()):
        work(service)
        certain.append(disk.certain)
    assert certain == [False, True]
    assert service.exported() == before

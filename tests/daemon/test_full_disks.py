"""A disk that is really full, or cannot be written, or a database that dies: it says so, loses nothing, goes on."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.a_daemon import PRESS, Daemon
from tests.servers.postgres import PostgresServer
from tests.servers.small_disk import SmallDisk

pytestmark = [pytest.mark.real, pytest.mark.small_disk, pytest.mark.timeout(300)]
AUTHORS = ("ada@example.org", "ben@example.org", "cleo@example.org")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with SmallDisk(tmp_path / "disk", 6) as made:
        yield made


@pytest.fixture
def on_it(waiting: Daemon, disk: SmallDisk) -> Daemon:
    """A daemon that is to be started, whose database lies on the small disk."""
    installed = waiting.installed
    shutil.copy(installed.folder / "listvote.db", disk.seen / "listvote.db")
    installed.database = f"sqlite:///{disk.folder / 'listvote.db'}"
    installed.write()
    waiting.disk = disk
    return waiting


def long(word: str, chance: random.Random, size: int = 150_000) -> str:
    """A vote with so many bytes of reasons, which nothing makes much smaller, in long words that are read fast."""
    letters = (bytes(range(97, 123)) * 10)[:256]
    reasons = chance.randbytes(size).translate(letters).decode()
    return word + "\n\n" + "\n".join(reasons[at : at + 70] for at in range(0, size, 70))


def ends_well(daemon: Daemon) -> None:
    """It stops when told; every vote was counted once, and nothing went out twice."""
    assert daemon.stops() == 0
    if daemon.disk is not None:
        for each in daemon.disk.seen.glob("listvote.db*"):
            shutil.copy(each, daemon.installed.folder / f"after-{each.name}")
        daemon.installed.database = f"sqlite:///{daemon.installed.folder / 'after-listvote.db'}"
        daemon.installed.write()
        with sqlite3.connect(daemon.installed.folder / "after-listvote.db") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
    [decision] = daemon.installed.data("status", "--json")["groups"][0]["decisions"]
    assert decision["tally"] == {"agree": 3}
    assert daemon.installed.data("parked", "list", "--json") == []
    written = [mail.raw for mail in daemon.sink.mails()]
    assert len(written) == len(set(written))
    ledger = daemon.installed.folder / "ledger.jsonl"
    daemon.installed.run("export", "-o", ledger)
    daemon.installed.run("audit", ledger)


def test_a_daemon_whose_disk_is_full_says_so_and_goes_on_once_there_is_room(on_it: Daemon, disk: SmallDisk) -> None:
    on_it.start()
    on_it.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    on_it.until(lambda: PRESS in on_it.sent())
    disk.fill()
    chance = random.Random(1)
    for author in AUTHORS:
        on_it.says(author, long("agree", chance), answers="1@example.org")
    on_it.until(lambda: "disk is full" in on_it.log.read_text())
    assert on_it.process.poll() is None
    disk.make_room()
    on_it.until(lambda: set(AUTHORS) <= set(on_it.sent()))
    ends_well(on_it)


def test_a_daemon_on_a_read_only_disk_says_so_and_goes_on_once_it_can_write(on_it: Daemon, disk: SmallDisk) -> None:
    on_it.start()
    on_it.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    on_it.until(lambda: PRESS in on_it.sent())
    assert on_it.stops() == 0
    disk.make_read_only(True)
    for author in AUTHORS:
        on_it.says(author, "agree", answers="1@example.org")
    on_it.start()
    assert on_it.process.wait(20) == 1
    assert f"unable to open database file: {disk.folder} is read-only" in on_it.log.read_text()
    disk.make_read_only(False)
    on_it.start()
    on_it.until(lambda: set(AUTHORS) <= set(on_it.sent()))
    ends_well(on_it)


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL whose data are on a small disk."""
    nobody = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="small-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        with SmallDisk(Path(folder) / "disk", 80, nobody) as disk, PostgresServer(disk) as made:
            yield made


@pytest.fixture
def beside_it(groupless: Daemon, server: PostgresServer) -> Daemon:
    """A daemon with that server, which has announced a decision."""
    groupless.installed.database = server.fresh()
    groupless.installed.write()
    groupless.installed.found()
    groupless.start()
    groupless.says("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    groupless.until(lambda: PRESS in groupless.sent())
    return groupless


def test_a_daemon_whose_postgresql_has_a_full_disk_says_so_and_goes_on(
    beside_it: Daemon, server: PostgresServer
) -> None:
    assert server.disk is not None
    server.disk.fill()
    chance = random.Random(1)
    for author in AUTHORS:
        beside_it.says(author, long("agree", chance, 900_000), answers="1@example.org")

    def said_so() -> bool:
        assert server.disk is not None
        server.disk.fill()  # PostgreSQL lets go of old parts of its own log at times
        return "the database says" in beside_it.log.read_text()

    beside_it.until(said_so)
    assert "No space left on device" in server.said()
    server.disk.make_room()
    server.start_again()  # it gives up by itself, sooner or later, where there is no room for its own log either
    beside_it.until(lambda: set(AUTHORS) <= set(beside_it.sent()))
    ends_well(beside_it)


def test_a_daemon_whose_postgresql_dies_says_so_and_goes_on_once_it_is_back(
    beside_it: Daemon, server: PostgresServer
) -> None:
    server.crash()
    for author in AUTHORS:
        beside_it.says(author, "agree", answers="1@example.org")
    beside_it.until(lambda: "the database says" in beside_it.log.read_text())
    assert beside_it.process.poll() is None
    server.start()
    beside_it.until(lambda: set(AUTHORS) <= set(beside_it.sent()))
    ends_well(beside_it)

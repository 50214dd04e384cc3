"""Killed around the making of a key, a ballot, the close and the shredding: one sheet, no ballot lost, no key left."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.flow.a_service import ADA, BEN, CLEO, DAN, MONDAY, InMemory, Service, charter, hours
from tests.flow.leaks import files, found_in
from tests.flow.offices import RealOffice
from tests.flow.test_secret_ballots import CLOSE, KIND, closed, keys, sheet
from tests.servers.postgres import PostgresServer

POINTS = {
    "a key is to be made": ("before", "store.key_files:KeyFiles._write"),
    "a key is made and its opening is not written": ("after", "store.key_files:KeyFiles._write"),
    "a key is made and its opening is not kept": ("before", "flow.house:Change.kept"),
    "a ballot is to be put into the box": ("before", "store.ballot_box:put"),
    "a ballot is in the box and not kept": ("after", "store.ballot_box:put"),
    "its receipt is in the outbox and not kept": ("after", "flow.acting:reply"),
    "the box is open for the close": ("after", "flow.tick:_due"),
    "the sheet is written and not kept": ("after", "store.ledger:append"),
    "the sheet is kept and the box is full": ("before", "flow.shredding:empty"),
    "the box is empty and that is not kept": ("after", "store.ballot_box:wipe"),
    "the box is empty and the key is there": ("before", "store.key_files:KeyFiles.delete"),
    "the key is gone": ("after", "store.key_files:KeyFiles.delete"),
    "the mails are to leave the mailbox": ("before", "flow.shredding:expunge"),
    "the mails have left, and that is not noted": ("before", "store.ballot_box:gone"),
}


def in_a_child(service: Service, work: Callable[[], object], point: str, nth: int) -> bool:
    """Do something in a fork that kills itself at a point; whether it came to that."""
    service.close()
    child = os.fork()
    if not child:
        status = 1
        try:
            service.open()
            when, what = POINTS[point]
            module, _, path = what.partition(":")
            owner: Any = import_module(f"listvote.{module}")
            *owners, name = path.split(".")
            for each in owners:
                owner = getattr(owner, each)
            real, left = getattr(owner, name), nth

            def deadly(*arguments: Any, **named: Any) -> Any:
                nonlocal left
                left -= 1
                if when == "before" and not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                made = real(*arguments, **named)
                if when == "after" and not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                return made

            with mock.patch.object(owner, name, deadly):
                work()
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    service.open()
    assert ended in (0, signal.SIGKILL), point
    return ended == signal.SIGKILL


@pytest.mark.real
@pytest.mark.parametrize("point", POINTS)
def test_killed_once_at_each_step_and_begun_again(point: str, tmp_path: Path) -> None:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    service.found(charter(kind=KIND))
    died = 0
    for work in (
        lambda: service.says(ADA, "kind: quiet\n\nWe buy it.", "[PROPOSAL] Press"),
        lambda: [service.tells(who, "#1 for\nmark: zyzzyva") for who in (BEN, CLEO, DAN)],
        lambda: setattr(service.clock, "now", CLOSE + hours(1)),
    ):
        work()
        died += in_a_child(service, service.passes, point, 1)  # what a child puts into its mailbox is its own
        died += in_a_child(service, service.passes, point, 2)
        service.settles()
    service.passes(CLOSE + hours(3))
    assert died, point
    assert sheet(service).voters == (2, 3, 4)
    assert sheet(service).marks == ("zyzzyva",) * 3
    assert closed(service).outcome == "adopted"
    assert keys(service) == []
    assert not service.audit().differences
    assert [each for each in (tmp_path / "keys").iterdir() if each.name.startswith(".")] == []


@pytest.mark.real
def test_on_dovecot_and_postgresql_nothing_is_left(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = request.getfixturevalue("postgres_url")
    office = RealOffice.of(request, "secret")
    service = Service(office, url, data=tmp_path / "keys")
    service.found(charter(kind=KIND))
    service.opens(settings="kind: quiet")
    service.tells(BEN, "#1 for: quuxblat\nmark: zyzzyva")
    service.tells(CLEO, "#1 maybe against, xylofrog")
    service.settles(MONDAY + hours(1))
    assert found_in([("the dump", dumped(request, url))], ["quuxblat", "xylofrog", "zyzzyva"]) == []
    assert found_in([("the dump", dumped(request, url))], ["Buy a press?"])  # what is open is found there
    assert found_in([("the mailbox", lying(office))], ["quuxblat"])  # until the close it lies there
    service.settles(CLOSE)
    assert sheet(service).voters == (2,)
    assert found_in([("the dump", dumped(request, url)), *files(tmp_path)], ["quuxblat", "xylofrog"]) == []
    assert found_in([("the mailbox", lying(office))], ["quuxblat", "xylofrog"]) == []
    assert keys(service) == []
    assert not service.audit().differences
    service.close()


def lying(office: RealOffice) -> bytes:
    """All that lies in the mailbox."""
    with office.folder() as folder:
        folder.poll()
        return b"\0".join(each.raw for each in folder.new(0))


def dumped(request: pytest.FixtureRequest, url: str) -> bytes:
    """Every row of every table, as bytes; and the bytes of the database's own files, its journals among them."""
    from sqlalchemy import create_engine, inspect, text

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("checkpoint"))
        rows = [
            repr([bytes(value) if isinstance(value, memoryview) else value for value in row]).encode()
            + b"".join(bytes(value) for value in row if isinstance(value, bytes | memoryview))
            for table in inspect(engine).get_table_names()
            for row in connection.execute(text(f'select * from "{table}"'))
        ]
    engine.dispose()
    server: PostgresServer = request.getfixturevalue("postgres")
    return b"\0".join([*rows, *(data for name, data in files(Path(server._folder)) if "base" in name or "wal" in name)])

"""The process dies before or after any one transaction, or while mail is handed over: the end is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from listvote.store.database import Database
from tests.flow.a_service import BEN, CLEO, DAN, PRESS, InMemory, Service, hours, message_id


class Crash(BaseException):
    """The end of the process: nothing in it may catch this."""


class Deadly:
    """A process that dies at its n-th transaction, before or after it is kept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, kept: bool) -> None:
        self.count = 0
        real = Database.writing

        @contextmanager
        def writing(database: Database, *, durable: bool = True) -> Iterator[Connection]:
            self.count += 1
            with real(database, durable=durable) as connection:
                yield connection
                if self.count == at and not kept:
                    raise Crash
            if self.count == at:
                raise Crash

        monkeypatch.setattr(Database, "writing", writing)


def lives(service: Service, restart: Callable[[], None] | None = None) -> None:
    """A short life of a decision; a crash anywhere in it is followed by a restart."""
    start = service.clock()
    opening = service.mail("ada@example.org", "We buy it.", "[PROPOSAL] Buy a press?")
    mails = [
        (opening, 0.0, PRESS),
        (service.mail(BEN, "agree", answers="1.mail@example.org"), 1.0, PRESS),
        (service.mail(CLEO, "#1 disagree", to="votes@example.org"), 1.0, ""),
        (service.mail(DAN, "yes, but only if it fits", answers="1.mail@example.org"), 1.0, PRESS),
        (service.mail(CLEO, "#1 agree", to="votes@example.org"), 2.0, ""),
    ]
    for after in (0.0, 1.0, 2.0, 3.0, 50.0, 51.0):
        service.clock.now = start + hours(after)
        for raw, when, through in mails:
            if when == after:
                service.arrives(raw, through=through)
        for _ in range(9):
            try:
                done = service.passes()
            except Crash:
                (restart or service.restart)()
                continue
            if not (comes_back(service) or done.delivered):
                break


def comes_back(service: Service) -> bool:
    """The list sends back what the mail server took, whatever the process knows of it; each mail once."""
    assert isinstance(service.post_office, InMemory)
    before = len(service.returned)
    for each in service.post_office.taken:
        id_ = message_id(each.raw)
        if each.recipients[0] == PRESS and id_ not in service.returned:
            service.returned.add(id_)
            service.arrives(each.raw, through=PRESS)
    return len(service.returned) > before


def outcome(service: Service) -> tuple[object, ...]:
    """What it came to; of what was sent twice, one copy."""
    assert isinstance(service.post_office, InMemory)
    sent = sorted(each.recipients[0] for each in {each.raw: each for each in service.post_office.taken}.values())
    return service.tally(), service.decision().status, sorted(service.kinds()), sent, service.outbox()


def lived(tmp_path: Path, name: str) -> Service:
    service = Service(InMemory(), f"sqlite:///{tmp_path / f'{name}.db'}")
    service.found()
    return service


@pytest.mark.parametrize("kept", [False, True])
def test_a_crash_at_any_transaction_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    undisturbed = lived(tmp_path, "undisturbed")
    with monkeypatch.context() as patch:
        deadly = Deadly(patch, 0, kept)
        lives(undisturbed)
    assert undisturbed.decision().status.value == "adopted"
    assert deadly.count > 25
    for at in range(1 + kept, deadly.count + 1, 12):
        service = lived(tmp_path, f"{at}")
        with monkeypatch.context() as patch:
            Deadly(patch, at, kept)
            lives(service)
        assert outcome(service) == outcome(undisturbed), at
        assert service.audit().differences == [], at
        service.close()
    undisturbed.close()

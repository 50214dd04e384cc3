"""Killed at any moment and run again: events exactly once, no mail lost, what is sent twice is the same mail."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from listvote.mail.message import Mail, parse
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, PRESS, InMemory, Service, hours
from tests.flow.offices import RealOffice
from tests.servers import mailsink

KILLS = 20


@contextmanager
def killed(office: RealOffice, url: str) -> Iterator[subprocess.Popen[str]]:
    """The process whose children do the passes."""
    program = Path(__file__).with_name("killed_process.py")
    where = [url, str(office.dovecot.imap_port), office.user, office.dovecot.password]
    out = [str(office.sink.port), mailsink.USER, mailsink.PASSWORD]
    with subprocess.Popen(
        [sys.executable, program, *where, *out],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def work(process: subprocess.Popen[str], now: datetime, seconds: float | None = None) -> int:
    """Passes as of `now`, killed after so many seconds; the status with which they ended."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(f"{now.isoformat()} {'-' if seconds is None else f'{seconds:.4f}'}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "SQLite":
        return f"sqlite:///{tmp_path / 'killed.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.mark.real
def test_a_service_that_is_killed_again_and_again_ends_where_an_undisturbed_one_does(
    request: pytest.FixtureRequest, url: str, tmp_path: Path
) -> None:
    chance = random.Random(20250303)
    office = RealOffice.of(request, "killed")
    service = Service(office, url)
    service.found()
    undisturbed = Service(InMemory(), f"sqlite:///{tmp_path / 'undisturbed.db'}")
    undisturbed.found()
    start = service.clock()
    opening = service.mail(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    for each in (service, undisturbed):
        each.arrives(opening, start, through=PRESS)
    statuses = []
    put_back: set[str] = set()
    with killed(office, url) as process:
        assert work(process, start) == 0
        for round_ in range(KILLS):
            now = start + hours(1 + round_)
            service.clock.now = undisturbed.clock.now = now
            for author in chance.sample([ADA, BEN, CLEO, DAN, EVA], 2):
                word = chance.choice(["agree", "abstain", "disagree", "yes, but only if it fits", "reservations"])
                received = now - hours(chance.random() / 2)
                raw = service.mail(author, word, answers="1.mail@example.org")
                for each in (service, undisturbed):
                    each.arrives(raw, received.replace(microsecond=0), through=PRESS)
            statuses.append(work(process, now, chance.uniform(0.01, 0.25)))
            comes_back(service, office, put_back, now)
            undisturbed.settles()
        end = start + hours(60)
        statuses += [work(process, end, chance.uniform(0.01, 0.2)) for _ in range(4)]
        while True:
            assert work(process, end) == 0
            if not comes_back(service, office, put_back, end):
                break
        undisturbed.settles(end)

    assert statuses.count(9) >= KILLS // 3  # that many died in the middle of their work
    assert service.tally() == undisturbed.tally()
    assert service.decision().status == undisturbed.decision().status != "open"
    for kind in ("decision opened", "ballot", "asked", "closed"):
        assert service.kinds().count(kind) == undisturbed.kinds().count(kind), kind
    assert posts(service) == posts(undisturbed)
    assert service.parked() == []
    assert service.outbox().keys() <= {"sent", "dropped"}  # a digest that is a day late is not sent any more
    assert {each.what for each in service.unsent()} <= {"digest"}
    assert service.audit().differences == []

    sunk: dict[str, set[bytes]] = {}
    for mail in office.sink.mails():
        read_back = parse(mail.raw)
        assert isinstance(read_back, Mail)
        sunk.setdefault(read_back.message_id, set()).add(mail.raw)
    assert all(len(copies) == 1 for copies in sunk.values())
    assert len(sunk) == service.outbox()["sent"]
    wanted = {each.mail.mail.message_id for each in undisturbed.handed_over if each.mail.mail.what != "digest"}
    assert wanted <= sunk.keys()
    service.close()
    undisturbed.close()


def posts(service: Service) -> list[tuple[str, tuple[str, ...], bool, bool]]:
    """Our posts, and how far they got; a digest whose hour passed among kills may be missing."""
    found = service.state().posts.values()
    return [
        (each.what, each.refs, each.handed_over is None, each.seen is None) for each in found if each.what != "digest"
    ]


def comes_back(service: Service, office: RealOffice, put_back: set[str], now: datetime) -> int:
    """The list sends back what it was sent, each mail once; how many."""
    count = 0
    for mail in office.sink.mails():
        read_back = parse(mail.raw)
        if mail.recipients == (PRESS,) and isinstance(read_back, Mail) and read_back.message_id not in put_back:
            put_back.add(read_back.message_id)
            service.arrives(mail.raw, now, through=PRESS)
            count += 1
    return count

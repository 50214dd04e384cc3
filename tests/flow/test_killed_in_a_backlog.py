"""Killed in the middle of a backlog that a second process reads ahead, and run again: every vote once, none lost."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flow.a_service import MONDAY, PRESS, Service, charter
from tests.flow.offices import RealOffice

VOTES = 300
PASSES = """
import os, secrets, signal, sys
from listvote.flow import passing
from listvote.flow.ahead import MailboxAhead
from listvote.flow.house import House
from listvote.net.frames import FrameReader
from listvote.net.imap import MailboxAddress
from listvote.render import Templates
from listvote.store.database import Database
from tests.flow.a_service import MONDAY, SERVICE
url, name, port, user, password, killed_after = sys.argv[1:]
FrameReader.waits = lambda reader: True  # the second process is waited for
house = House(Database(url), Templates(None), SERVICE, secrets.token_bytes)
taken = []
second = []
def take(letter, found):
    taken.append(letter.uid)
    if letter.ahead is not None and not second:
        second.append(mailbox._reader.process.pid)
        print(second[0], flush=True)
        sys.stdin.readline()
    if len(taken) == int(killed_after):
        os.kill(os.getpid(), signal.SIGKILL)
address = MailboxAddress("127.0.0.1", int(port), user, password, "none")
def failed(letter, error):
    raise error
with MailboxAhead(address, house, sys.exit, least=1) as mailbox:
    passing.poll(house, mailbox, name, lambda: MONDAY, passing.Watch(taken=take, failed=failed))
"""


def member(number: int) -> str:
    return f"member{number}@example.org"


@pytest.mark.real
def test_a_backlog_that_is_killed_half_way_again_and_again_loses_and_doubles_nothing(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    office = RealOffice.of(request, "backlog")
    url = f"sqlite:///{tmp_path / 'listvote.db'}"
    service = Service(office, url)
    service.clock.now = MONDAY - timedelta(hours=1)
    service.found(charter(), roll="addresses\n" + "".join(f"{member(number)}\n" for number in range(1, VOTES + 1)))
    opening = service.says(member(1), "We buy it.", "[PROPOSAL] Buy a press?", to=PRESS)
    for number in range(1, VOTES + 1):
        service.clock.now += timedelta(seconds=1)
        service.says(member(number), "agree" if number % 3 else "disagree", answers=opening)
    here = office.address()
    ended = []
    for killed_after in (90, 100, 1, 10_000):
        arguments = [url, office.name, str(here.port), here.user, here.password, str(killed_after)]
        first = subprocess.Popen(
            [sys.executable, "-c", PASSES, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with first:
            assert first.stdout is not None and first.stdin is not None
            second = os.pidfd_open(int(first.stdout.readline()))
            first.stdin.write(b"\n")
            first.stdin.close()
        ended.append(first.returncode)
        gone = select.poll()
        gone.register(second, select.POLLIN)
        assert gone.poll(60_000)
        os.close(second)
    assert ended == [-signal.SIGKILL] * 3 + [0]
    service.clock.now = MONDAY
    ballots = service.decision().ballots
    assert len(ballots) == VOTES
    assert Counter(each.kind for each in service.exported().entries)["ballot"] == VOTES
    assert service.audit().differences == []
    service.close()

"""A daemon for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.a_daemon import Daemon
from tests.servers.dovecot import DovecotServer
from tests.servers.mailsink import MailSink


@pytest.fixture
def groupless(dovecot: DovecotServer, mail_sink: MailSink, tmp_path: Path) -> Iterator[Daemon]:
    """One that is to be started, without a group."""
    made = Daemon(dovecot, mail_sink, tmp_path)
    yield made
    made.ends()


@pytest.fixture
def waiting(groupless: Daemon) -> Daemon:
    """One that is to be started."""
    groupless.installed.found()
    return groupless


@pytest.fixture
def daemon(waiting: Daemon) -> Daemon:
    """One that runs."""
    waiting.start()
    return waiting

"""The daemon's log: levels that systemd's journal reads, one line each, and no harm where it cannot be written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from listvote.daemon import journal
from listvote.events import Paused
from listvote.flow.letter import Letter, Taken


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def written(path: Path, *, to_journal: bool) -> str:
    """What is in the log after a warning whose words a server chose."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    file = os.fstat(descriptor)
    stream = f"{file.st_dev}:{file.st_ino}" if to_journal else "8:12345"
    journal.begin({"JOURNAL_STREAM": stream}, descriptor)
    structlog.get_logger("listvote").warning("mailbox", error="no\nroom\r\n<3>here", permanent=False)
    structlog.get_logger("listvote").info("started")
    os.close(descriptor)
    return path.read_text()


def test_the_journal_reads_the_level_of_each_line(tmp_path: Path) -> None:
    warning, information = written(tmp_path / "log", to_journal=True).splitlines()
    assert warning == r"<4>mailbox error='no\nroom\r\n<3>here' permanent=False"
    assert information == "<6>started"


def test_elsewhere_a_line_says_its_time_and_its_level(tmp_path: Path) -> None:
    lines = written(tmp_path / "log", to_journal=False)
    assert "[warning  ] mailbox" in lines
    assert "[info     ] started" in lines
    assert "<4>" not in lines


def test_a_log_that_cannot_be_written_stops_nothing() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    journal.begin({}, full)
    structlog.get_logger("listvote").info("started")
    os.close(full)


def test_a_group_that_fell_silent_by_itself_is_an_error(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "log", os.O_WRONLY | os.O_CREAT)
    file = os.fstat(descriptor)
    journal.begin({"JOURNAL_STREAM": f"{file.st_dev}:{file.st_ino}"}, descriptor)
    letter = Letter("box", 1, 7, datetime(2026, 12, 7, tzinfo=UTC), b"")
    journal.watch().taken(letter, Taken("our own post", "press", events=(Paused(tripped=True, why="it is older"),)))
    journal.watch().taken(letter, Taken("clear", "press", events=(Paused(by=1, why="holidays"),)))
    os.close(descriptor)
    errors = [line for line in (tmp_path / "log").read_text().splitlines() if line.startswith("<3>")]
    assert len(errors) == 1 and "it is older" in errors[0] and "group resume --group press" in errors[0]

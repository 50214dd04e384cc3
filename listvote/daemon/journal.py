"""What the daemon writes into its log: never an address, a text, or how anybody voted.

It goes to stdout, a line each. Where that is systemd's journal, each line begins with its level as the journal reads it
(sd-daemon(3)) and has no time, which the journal knows; keeping and dropping old lines is the journal's own business.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from typing import Any, Final

import structlog

from listvote.flow.deliver import Delivered
from listvote.flow.letter import Letter, Taken
from listvote.flow.passing import Watch
from listvote.flow.tick import Ticked

LOG: Final = structlog.get_logger("listvote")
_LEVELS: Final = {"debug": 7, "info": 6, "warning": 4, "error": 3, "critical": 2}
_PLAIN: Final = structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)


def is_journal(environ: Mapping[str, str], descriptor: int) -> bool:
    """Whether what is written to an open file goes to the journal, as JOURNAL_STREAM says (systemd.exec(5))."""
    file = os.fstat(descriptor)
    return environ.get("JOURNAL_STREAM") == f"{file.st_dev}:{file.st_ino}"


class _Lines:
    """Lines to an open file; one that cannot be written, on a full disk say, is lost and stops nothing."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def msg(self, line: str) -> None:
        with suppress(OSError):
            os.write(self._descriptor, (line + "\n").encode("utf-8", "backslashreplace"))

    log = debug = info = warning = error = critical = msg


def begin(environ: Mapping[str, str], descriptor: int = 1) -> None:
    """Write the log to an open file from now on, as whoever reads that wants it."""
    structlog.configure(logger_factory=lambda *names: _Lines(descriptor))
    if is_journal(environ, descriptor):
        structlog.configure(processors=[structlog.processors.add_log_level, for_the_journal])


def for_the_journal(logger: object, method: str, said: MutableMapping[str, Any]) -> str:
    """One line with its level before it; line ends in what a server said are written as in Python."""
    level = _LEVELS.get(str(said.pop("level", method)), 6)
    return f"<{level}>{_PLAIN(logger, method, said)}"


def watch() -> Watch:
    """Log what happens: never an address, a text, or how anybody voted."""
    return Watch(_taken, _ticked, _delivered, _failed, _broken)


def _taken(letter: Letter, taken: Taken) -> None:
    written = [event.kind for event in taken.events]
    LOG.info("mail", uid=letter.uid, group=taken.group, verdict=taken.verdict, wrote=len(written))
    if taken.tripped:
        mend = f"compare its head with the last digest, then: listvote group resume --group {taken.group}"
        LOG.error("group paused by itself", group=taken.group, error=taken.tripped, then=mend)


def _ticked(ticked: Ticked) -> None:
    LOG.info("due", group=ticked.group, wrote=[f"{event.kind} {event.about}".strip() for event in ticked.events])


def _delivered(delivered: Delivered) -> None:
    mail = delivered.mail.mail
    if delivered.error:
        LOG.warning("outgoing", what=mail.what, state=delivered.state, error=delivered.error)
    else:
        LOG.info("outgoing", what=mail.what, state=delivered.state, message_id=mail.message_id)


def _broken(group: str, error: Exception) -> None:
    LOG.error("group failed", group=group, error=type(error).__name__, where=_where(error))


def _failed(letter: Letter, error: Exception) -> None:
    LOG.error("mail failed", uid=letter.uid, error=type(error).__name__, where=_where(error))


def _where(error: BaseException) -> list[str]:
    """The places that an error came through; neither its words nor any value, which could be somebody's mail."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]

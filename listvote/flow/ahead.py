"""A long backlog taken from the mailbox with the help of a second process, which fetches and reads mail ahead.

To whoever takes mail in, this is a mailbox like any other, which gives the same messages in the same order; with some
comes what was read in them already. The second process (`flow.second_reader`) has a connection of its own. Until it is
ready messages are given without it, and whatever goes wrong with it (it does not start, is not let in, breaks, says
nothing any more) only ends its help: this mailbox's own connection goes on where it stopped, and says what is wrong if
the mailbox itself is.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from listvote.charter.sections import Proof
from listvote.flow.assurance import Assurance
from listvote.flow.reading import Ahead
from listvote.flow.second_reader import READY, ReadMail, Refused, Work
from listvote.group import State
from listvote.mail.proofs.signatures import Keys
from listvote.mail.route import GroupAddress
from listvote.net.folder import Fetched, Given, Listed
from listvote.net.frames import FrameReader, FramesEnded, write_frame
from listvote.net.imap import MAX_BYTES, Mailbox, MailboxAddress
from listvote.net.transport import TIMEOUT_SECONDS

LEAST: Final = 500
"""So many new messages are worth a second process, which needs a third of a second to start."""
_PLAINLY: Final = 20  # given at once while the other process starts
_STAY_EVERY: Final = 2_000
_TAKEN_WITHIN_SECONDS: Final = 60.0  # what the other process is told, once it has begun
_PATIENCE_SECONDS: Final = 60.0  # with what it says, on top of what it waits for the server itself
_PIPE_BYTES: Final = 1_048_576


@dataclass(frozen=True, slots=True)
class FetchedAhead(Fetched):
    """A message as the server gave it, with what was read in it ahead; None where nothing was."""

    ahead: Ahead | None = None


class Known(Protocol):
    """What is known of the groups before a mail is read; `flow.house.House` knows it."""

    @property
    def service(self) -> str:
        """The service's address."""

    @property
    def states(self) -> Mapping[int, State]:
        """The groups' states."""

    @property
    def assurance(self) -> Assurance:
        """What is believed about who wrote a mail."""

    def addresses(self) -> Sequence[GroupAddress]:
        """What the groups' mail is recognised by; the same value as long as that is the same."""


class NoHelp(Exception):
    """The second process is of no help any more; why, in words."""


class MailboxAhead(Mailbox):
    """A mailbox whose messages a second process fetches and reads ahead where that pays."""

    def __init__(
        self,
        address: MailboxAddress,
        known: Known,
        warn: Callable[[str], None],
        *,
        least: int = LEAST,
        max_bytes: int = MAX_BYTES,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        """Remember where the mailbox is; nothing is opened or started yet.

        Args:
            address: where the mailbox is.
            known: the groups, as they are when messages are asked for.
            warn: told why the second process is of no help; then there is none until the next connection.
            least: how many new messages are worth a second process.
            max_bytes: a message over it is not downloaded.
            timeout_seconds: how long each read and write may wait.
        """
        super().__init__(address, max_bytes=max_bytes, timeout_seconds=timeout_seconds)
        self._known, self._warn, self._least = known, warn, least
        self._reader: _SecondReader | None = None
        self._alone = False

    def connect(self) -> None:
        """Connect as `Mailbox.connect` does."""
        super().connect()
        self._alone = _cores() < 2

    def close(self) -> None:
        """End the second process, if there is one, and say goodbye to the server; never fails."""
        self._let_go()
        super().close()

    def new(self, after_uid: int, batch: int = 200) -> Iterator[Fetched]:
        """Give every message above `after_uid` as `Mailbox.new` does, some with what was read in them ahead."""
        polled = self._polled or self.poll()
        at_most = min(polled.messages, polled.uidnext - 1 - max(after_uid, 0))
        if self._alone or at_most < self._least:
            yield from super().new(after_uid, batch)
            return
        known = self._known
        groups = known.addresses()
        work = Work(
            self.address,
            self._max_bytes,
            self._timeout_seconds,
            polled.uidvalidity,
            tuple(groups),
            known.service,
            any(state.charter.trust.proof is not Proof.NONE for state in known.states.values()),
        )
        try:
            self._begin(work)  # before the messages are listed, which takes a while as well
            messages = self.listed(after_uid, batch)
            yield from self._given(messages, groups, batch)
        finally:
            self._let_go()

    def _given(self, messages: Sequence[Listed], groups: Sequence[GroupAddress], batch: int) -> Iterator[Fetched]:
        """The messages in their order, with help from when it is ready and for as long as it lasts."""
        given = Given(messages)
        at = 0
        try:
            while at < len(messages) and (reader := self._reader) is not None:
                if reader.is_ready():
                    for message, mail in reader.read(messages[at:], self._known.assurance.known):
                        at += 1
                        through = given.through(message.uid)
                        if mail is not None:
                            yield _fetched(message, mail, reader.work, through, groups)
                        if not at % _STAY_EVERY:
                            self.stay()
                else:
                    part = messages[at : at + _PLAINLY]
                    at += len(part)
                    yield from self._plainly(part, given, batch)
        except NoHelp as error:
            self._no_help(error)
        yield from self._plainly(messages[at:], given, batch)

    def _plainly(self, messages: Sequence[Listed], given: Given, batch: int) -> Iterator[Fetched]:
        for message, fetched in zip(messages, self.give(messages, batch), strict=True):
            through = given.through(message.uid)
            if fetched is not None:
                yield replace(fetched, through=through)

    def _begin(self, work: Work) -> None:
        self._let_go()
        try:
            self._reader = _SecondReader(work)
        except NoHelp as error:
            self._no_help(error)

    def _no_help(self, error: NoHelp) -> None:
        self._alone = True
        self._let_go()
        self._warn(str(error))

    def _let_go(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.end()


class _SecondReader:
    """The second process, as the first one sees it."""

    def __init__(self, work: Work) -> None:
        """Start it, and tell it what to do. Raises NoHelp."""
        self.work = work
        self.patience_seconds = work.timeout_seconds + _PATIENCE_SECONDS
        # The same modules as here, whatever folder this is run in; no secret stands in what others see of a process.
        begin = f"import sys; sys.path[:] = {sys.path!r}; from listvote.flow.second_reader import main; main()"
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-c", begin, "listvote, reading ahead"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        except (OSError, ValueError) as error:
            raise NoHelp(f"it could not be started: {error}") from error
        assert self.process.stdin is not None and self.process.stdout is not None
        self._stdin, self._stdout = self.process.stdin, self.process.stdout
        with suppress(AttributeError, OSError):  # Linux alone can; without, it only waits more often
            fcntl.fcntl(self._stdout, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self._frames = FrameReader(self._stdout.fileno())
        self._ready = False
        try:
            self._tell(work)
        except NoHelp:
            self.end()
            raise

    def is_ready(self) -> bool:
        """Whether it has opened the mailbox by now; raises NoHelp where it cannot."""
        while not self._ready and self._frames.waits():
            self._ready = self._hear() == READY
        return self._ready

    def read(self, messages: Sequence[Listed], known: Callable[[], Keys]) -> Iterator[tuple[Listed, ReadMail | None]]:
        """Each of these messages with what it read; None for one that is not there any more. Raises NoHelp.

        `known` are the keys that were looked up so far; it is told of them as there are more.
        """
        self._tell(messages)
        at = 0
        keys: dict[str, bytes | None] = {}
        while at < len(messages):
            if self.work.proofs and (more := {name: key for name, key in known().items() if key != keys.get(name)}):
                self._tell(more)
                keys |= more
            for mail in self._hear():
                yield messages[at], mail
                at += 1

    def end(self) -> None:
        """End it now, whatever it is doing; it holds nothing that could be lost."""
        self.process.kill()
        self._stdin.close()
        self._stdout.close()
        self.process.wait()

    def _tell(self, what: object) -> None:
        try:
            write_frame(self._stdin.fileno(), pickle.dumps(what, pickle.HIGHEST_PROTOCOL), _TAKEN_WITHIN_SECONDS)
        except FramesEnded as ended:
            raise NoHelp(str(ended)) from ended

    def _hear(self) -> Any:
        try:
            said = pickle.loads(self._frames.read(self.patience_seconds))
        except FramesEnded as ended:
            raise NoHelp(str(ended)) from ended
        if isinstance(said, Refused):
            raise NoHelp(said.why)
        return said


def _fetched(message: Listed, mail: ReadMail, work: Work, through: int, groups: Sequence[GroupAddress]) -> FetchedAhead:
    return FetchedAhead(
        uid=message.uid,
        uidvalidity=work.uidvalidity,
        internaldate=mail.received,
        size=mail.size,
        raw=mail.raw,
        too_big=mail.too_big,
        fault=mail.fault,
        through=through,
        ahead=Ahead(mail.read, groups) if mail.read else None,
    )


def _cores() -> int:
    """How many of the machine's cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):  # not on this system, or not allowed to ask
        return os.cpu_count() or 1

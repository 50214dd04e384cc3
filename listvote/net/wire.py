"""Lines and literals off an IMAP connection, with limits.

imaplib leaves three things open that a service which runs for months needs: a line that comes in pieces is lost when
a read times out in its middle, the size of a literal is whatever the server says, and small packets wait for each
other. This module closes them, and knows nothing of what the lines mean, but for the few of IDLE (RFC 2177). Answers
to FETCH in their usual form go around imaplib, which is slow with them.
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from listvote.net.answers import Facts, beginning, ending

LINE_BYTES: Final = 16_000_000  # one answer to SEARCH can name a million messages in a line
_CHUNK_BYTES: Final = 65_536
_GLANCE_SECONDS: Final = 0.5  # how often somebody who waits looks up to see whether to stop
_COUNTED = re.compile(rb"\* (\d{1,10}) (EXISTS|EXPUNGE)", re.IGNORECASE)


class Wire(imaplib.IMAP4):
    """An IMAP connection that gives whole lines or none, and no literal larger than agreed."""

    def __init__(
        self, host: str, port: int, *, context: ssl.SSLContext | None, timeout_seconds: float, literal_bytes: int
    ) -> None:
        """Connect and read the greeting.

        `context` wraps the connection in TLS from its first byte; None leaves it plain. Every read and write waits
        for at most `timeout_seconds`. A literal over `literal_bytes` ends the connection before a byte of it is read.
        Raises OSError and imaplib's errors.
        """
        self._context = context
        self._timeout_seconds = timeout_seconds
        self._literal_bytes = literal_bytes
        self._held = bytearray()
        self._held_from: socket.socket | None = None
        self._searched = 0  # so many bytes of what is held have no line end in them
        super().__init__(host, port, timeout_seconds)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        sock = socket.create_connection((self.host, self.port), timeout)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._context is None:
                return sock
            return self._context.wrap_socket(sock, server_hostname=self.host)
        except BaseException:
            sock.close()
            raise

    def read(self, size: int) -> bytes:
        """Read a literal of `size` bytes; refused over the limit."""
        if size > self._literal_bytes:
            raise self.abort(f"the server announced {size} bytes where at most {self._literal_bytes} were expected")
        held = self._buffer()
        while len(held) < size:
            if not self._fill():
                raise self.abort("the connection ended in the middle of a message")
        taken = bytes(held[:size])
        del held[:size]
        return taken

    def readline(self) -> bytes:
        """Read one line with its end; empty once the server has closed the connection."""
        line = self._take_line()
        while line is None:
            if not self._fill():
                return b""
            line = self._take_line()
        return line

    def line_within(self, seconds: float) -> bytes | None:
        """Read one line if it is whole within `seconds`; what came of a longer one waits for the next call.

        Returns None when the time is up and b'' once the server has closed the connection.
        """
        until = time.monotonic() + seconds
        line = self._take_line()
        try:
            while line is None:
                left = until - time.monotonic()
                if left <= 0:
                    return None
                self.sock.settimeout(left)
                try:
                    if not self._fill():
                        return b""
                except TimeoutError:
                    return None
                line = self._take_line()
            return line
        finally:
            self.sock.settimeout(self._timeout_seconds)

    def uid_fetch(self, uids: str, items: str) -> tuple[dict[int, Facts], list[Any]] | None:
        """Ask for items of messages (UID FETCH, RFC 3501 section 6.4.8): what is said in the usual form, by UID.

        From the first answer on that is in another form, all others are given as imaplib has them, for its readers to
        take apart. None where the server said NO. Raises imaplib's errors and OSError.
        """
        others_wait = "FETCH" in self.untagged_responses  # said before this was asked, and to be read before
        tag = self._command("UID", "FETCH", uids, items)
        usual = {} if others_wait else self._usual_answers()
        said, data = self._command_complete("FETCH", tag)
        if said != "OK":
            return None
        _, rest = self._untagged_response(said, data, "FETCH")
        return usual, [] if rest == [None] else rest

    def _usual_answers(self) -> dict[int, Facts]:
        """The answers to FETCH that come next, up to one in another form, of which nothing is taken."""
        answers: dict[int, Facts] = {}
        held = self._buffer()
        while (begun := self._end_of_line(0)) is not None and (read := beginning(held, begun)) is not None:
            facts, literal = read
            end: int | None = begun
            if literal is not None:
                if literal > self._literal_bytes or (end := self._end_of_line(begun + literal)) is None:
                    break
                rest = ending(held, begun + literal, end)
                if rest is None:
                    break
                facts[b"BODY[]"] = bytes(held[begun : begun + literal])
                facts |= rest
            uid = facts.pop(b"UID", None)
            if uid is None:
                break
            answers[uid] = answers[uid] | facts if uid in answers else facts
            del held[:end]
            self._searched = 0
        return answers

    def idle_until_news(self, known: int, seconds: float, stop: Callable[[], bool]) -> bool:
        """Stay in IDLE (RFC 2177) until the folder has grown, `seconds` have passed or `stop()` says so.

        `known` is how many messages the folder had when it was last looked at; what is removed meanwhile is no growth,
        and hides none. Returns whether something came. Raises imaplib's errors where the server refuses or leaves,
        OSError where the connection does.
        """
        messages = _Messages(known, known)
        self._hear_now(messages)  # some servers tell in IDLE only of what comes from then on
        if messages.have_grown():
            return True
        tag = self._command("IDLE")
        while (line := self._get_response()) is not None:
            if self.tagged_commands.get(tag):
                self._command_complete("IDLE", tag)
                raise self.abort("the server ended IDLE before it began")
            messages.hear(line)
        until = time.monotonic() + seconds
        while not messages.have_grown() and not stop() and (left := until - time.monotonic()) > 0:
            heard = self.line_within(min(left, _GLANCE_SECONDS))
            if heard is None:
                continue
            if not heard or heard.upper().startswith(b"* BYE") or not heard.startswith(b"* "):
                raise self.abort(f"the server left IDLE: {heard[:200]!r}")
            messages.hear(heard)
        self.send(b"DONE\r\n")
        self._command_complete("IDLE", tag)
        return messages.have_grown()

    def _hear_now(self, messages: _Messages) -> None:
        """What the server has to say of the folder since it last spoke."""
        tag = self._command("NOOP")
        while not self.tagged_commands.get(tag):
            messages.hear(self._get_response() or b"")
        self._command_complete("NOOP", tag)

    def _buffer(self) -> bytearray:
        """What was received and not yet read.

        STARTTLS changes the socket: whatever was sent in the clear before is not carried over into the safe part.
        """
        if self._held_from is not self.sock:
            self._held = bytearray()
            self._held_from = self.sock
            self._searched = 0
        return self._held

    def _end_of_line(self, start: int) -> int | None:
        """Where the line ends that begins `start` bytes from here, once it is here; None if the connection ends."""
        held = self._buffer()
        searched = start
        while (end := held.find(b"\n", searched)) < 0:
            searched = max(start, len(held))
            if searched - start > LINE_BYTES:
                raise self._endless()
            if not self._fill():
                return None
        return end + 1

    def _endless(self) -> imaplib.IMAP4.abort:
        return self.abort(f"the server sent a line of more than {LINE_BYTES} bytes")

    def _take_line(self) -> bytes | None:
        held = self._buffer()
        end = held.find(b"\n", self._searched)
        if end < 0:
            self._searched = len(held)
            if len(held) > LINE_BYTES:
                raise self._endless()
            return None
        line = bytes(held[: end + 1])
        del held[: end + 1]
        self._searched = 0
        return line

    def _fill(self) -> bool:
        held = self._buffer()
        data = self.sock.recv(_CHUNK_BYTES)
        held += data
        return bool(data)


@dataclass
class _Messages:
    """How many messages a folder has now, and the fewest that it had since somebody looked."""

    now: int
    fewest: int

    def have_grown(self) -> bool:
        return self.now > self.fewest

    def hear(self, line: bytes) -> None:
        """`* 5 EXISTS` says five, `* 2 EXPUNGE` one less."""
        if found := _COUNTED.match(line):
            self.now = int(found[1]) if found[2].upper() == b"EXISTS" else self.now - 1
            self.fewest = min(self.fewest, self.now)

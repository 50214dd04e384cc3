"""A server that says what a test has it say, line for line: for what no honest server does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Final, Self

HOST: Final = "127.0.0.1"


class Cut(Exception):
    """Raised by a script: say these last bytes, then end the connection."""

    def __init__(self, last: bytes = b"") -> None:
        super().__init__()
        self.last = last


class ScriptedServer:
    """One connection after the other: a greeting, then `answer(line)` to every line until it raises `Cut`.

    `lines` are all that clients have sent.
    """

    def __init__(self, greeting: bytes, answer: Callable[[bytes], bytes]) -> None:
        self._greeting = greeting
        self._answer = answer
        self._connection: socket.socket | None = None
        self.lines: list[bytes] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(20)

    def push(self, data: bytes) -> None:
        """Say something unasked on the connection that there is."""
        assert self._connection is not None
        self._connection.sendall(data)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as incoming:
                self._connection = connection
                try:
                    connection.sendall(self._greeting)
                    for line in incoming:
                        self.lines.append(line)
                        connection.sendall(self._answer(line))
                except Cut as cut:
                    connection.sendall(cut.last)
                except OSError:
                    pass


CAPABILITY: Final = "* CAPABILITY IMAP4rev1 IDLE UIDPLUS"
ONE_MESSAGE: Final = "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 5] next"


def imap_script(answers: Mapping[str, str | Cut]) -> Callable[[bytes], bytes]:
    """An IMAP server with one message, UID 4: `answers` maps a command ("UID FETCH") to what it answers.

    What begins with NO or BAD is the tagged answer; all else is untagged and followed by OK. A `Cut` ends it.
    """
    usual = {"CAPABILITY": CAPABILITY, "EXAMINE": ONE_MESSAGE, "UID SEARCH": "* SEARCH 4"}

    def answer(line: bytes) -> bytes:
        tag, _, command = line.decode().strip().partition(" ")
        for name, said in {**usual, **answers}.items():
            if not command.upper().startswith(name):
                continue
            if isinstance(said, Cut):
                raise said
            if said.startswith(("NO", "BAD")):
                return f"{tag} {said}\r\n".encode()
            return f"{said}\r\n{tag} OK done\r\n".encode()
        return f"{tag} OK done\r\n".encode()

    return answer

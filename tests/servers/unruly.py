"""Something between a client and its IMAP server that spoils what they say: cuts it, says goodbye, refuses a login."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from types import TracebackType
from typing import Final, Literal, Self

HOST: Final = "127.0.0.1"
_LOGIN: Final = re.compile(rb"(\S+) (?:LOGIN|AUTHENTICATE) ", re.IGNORECASE)

Mood = Literal["", "away", "goodbye", "no login", "two gigabytes"]


class UnrulyServer:
    """A way to the IMAP server on another port that spoils what comes back.

    `cut_after` bytes from the server the connection ends; never where it is None. `mood` is `away` (whoever connects is
    cut off at once), `goodbye` (as soon as somebody has logged in), `no login` (every password is wrong), or `two
    gigabytes` (so long is every message, it says, and begins).
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self.cut_after: int | None = None
        self.mood: Mood = ""
        self.cuts = 0
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(20)

    def cut(self) -> None:
        """End every connection that there is, now."""
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.mood == "away":
                client.close()
                continue
            server = socket.create_connection((HOST, self._to), timeout=20)
            self._open += [client, server]
            threads = [
                threading.Thread(target=self._back, args=(server, client), daemon=True),
                threading.Thread(target=self._forth, args=(client, server), daemon=True),
            ]
            for thread in threads:
                thread.start()

    def _forth(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError), client, server, client.makefile("rb") as lines:
            for line in lines:
                login = _LOGIN.match(line)
                if login and self.mood == "no login":
                    client.sendall(login[1] + b" NO [AUTHENTICATIONFAILED] wrong password\r\n")
                    continue
                if not login and self.mood == "goodbye" and b"EXAMINE" in line:
                    client.sendall(b"* BYE the server is going down\r\n")
                    break
                if self.mood == "two gigabytes" and b"BODY.PEEK[]" in line:
                    client.sendall(b"* 1 FETCH (UID 1 BODY[] {2147483648}\r\n" + b"From: nobody\r\n" * 1000)
                    continue
                server.sendall(line)
            _end(client, server)

    def _back(self, server: socket.socket, client: socket.socket) -> None:
        left = self.cut_after
        with contextlib.suppress(OSError):
            while data := server.recv(4096):
                if left is not None and left <= len(data):
                    client.sendall(data[:left])
                    self.cuts += 1
                    break
                client.sendall(data)
                left = None if left is None else left - len(data)
        _end(client, server)


def _end(*sockets: socket.socket) -> None:
    for each in sockets:
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)

"""An IMAP and an SMTP server inside this process, on the loopback interface, in a thread of their own.

What is sent to the list goes through the caller's `distribute`, as a list would send it on; what reaches the service's
own address lands in its mailbox; what reaches anybody else is kept to be looked at. Nothing leaves the process, and
an answer to a mail is given after everything that it brings about is done.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import ssl
import threading
from argparse import Namespace
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

try:
    from proxyprotocol.sock import SocketInfo
    from pymap.backend.dict import Config, Login
    from pymap.backend.dict.filter import FilterSet
    from pymap.backend.dict.mailbox import MailboxSet
    from pymap.concurrent import Subsystem
    from pymap.imap import IMAPServer
    from pymap.parsing.message import AppendMessage
    from pymap.user import UserMetadata
    from pysasl.hashing import Cleartext
except ImportError as error:
    raise ImportError("the demo needs a mail server of its own: install listvote[demo]") from error

HOST: Final = "127.0.0.1"
logging.getLogger("mail").addHandler(logging.NullHandler())  # aiosmtpd's talk, unless somebody wants it
_T = TypeVar("_T")

# Of a mail to the list (its bytes, its envelope's sender and recipients): who gets what.
Distribute = Callable[[bytes, str, tuple[str, ...]], Iterable[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail as it came in by SMTP."""

    mail_from: str
    recipients: tuple[str, ...]
    raw: bytes


class EmbeddedServers:
    """A list, a mailbox and a way out: use it as a context manager.

    `imap_port` and `smtp_port` take `user` and `password`; the SMTP server takes mail without them too.
    """

    def __init__(
        self,
        list_address: str,
        service_address: str,
        *,
        distribute: Distribute,
        clock: Callable[[], datetime],
        password: str = "demo",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Prepare the servers; they start with the context.

        `distribute` and `clock` are called in the servers' thread: `clock` says when a mail is received (aware). With
        `tls`, the plain ports ask for STARTTLS before a login, and `imaps_port` and `smtps_port` speak TLS at once.
        """
        self.list_address = list_address.lower()
        self.service_address = service_address.lower()
        self.user = service_address
        self.password = password
        self.imap_port = self.imaps_port = self.smtp_port = self.smtps_port = 0
        self._distribute = distribute
        self._clock = clock
        self._tls = tls
        self._sent: list[Sent] = []
        self._kept: defaultdict[str, list[bytes]] = defaultdict(list)
        self._failure: BaseException | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="embedded mail servers", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        self._raise_failure()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        if kind is None:
            self._raise_failure()

    @property
    def sent(self) -> tuple[Sent, ...]:
        """Every mail that came in by SMTP so far, in that order."""
        return tuple(self._sent)

    def kept(self, address: str) -> tuple[bytes, ...]:
        """Every mail that reached somebody other than the list and the service, in that order."""
        return tuple(self._kept.get(address.lower(), ()))

    def put(self, raw: bytes, internaldate: datetime) -> int:
        """Put a mail into the service's mailbox as if it had been received at `internaldate` (aware).

        Returns its UID.
        """
        return self._in_loop(self._append(raw, internaldate))

    def _in_loop(self, what: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # handed to the thread that waits for us
            self._failure = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        connections = _Connections()
        config = _Config(self.user, self.password, self._tls)
        login = Login(config)
        await login.demo_user_identity.set(UserMetadata(config, self.user, password=self.password))
        self._mailboxes = MailboxSet()
        config.set_cache[self.user] = (self._mailboxes, FilterSet())
        imap = IMAPServer(login, config)

        def smtp() -> SMTP:
            return connections.keep(
                SMTP(
                    _Post(self._accept),
                    loop=self._loop,
                    enable_SMTPUTF8=True,
                    hostname="lists.example.org",
                    tls_context=self._tls,
                    auth_require_tls=self._tls is not None,
                    authenticator=self._authenticate,
                )
            )

        async with AsyncExitStack() as stack:

            async def listen(start: Coroutine[Any, Any, asyncio.Server]) -> int:
                server = await start
                stack.callback(server.close)
                port: int = server.sockets[0].getsockname()[1]
                return port

            def imap_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                connections.run(imap(reader, writer, SocketInfo.get(writer, None, unique_id=secrets.token_bytes(8))))

            stack.push_async_callback(connections.end)
            self.imap_port = await listen(asyncio.start_server(imap_connection, HOST, 0))
            self.smtp_port = await listen(self._loop.create_server(smtp, HOST, 0))
            if self._tls is not None:
                self.imaps_port = await listen(asyncio.start_server(imap_connection, HOST, 0, ssl=self._tls))
                self.smtps_port = await listen(self._loop.create_server(smtp, HOST, 0, ssl=self._tls))
            self._ready.set()
            await self._stop.wait()

    async def _append(self, raw: bytes, internaldate: datetime) -> int:
        inbox = await self._mailboxes.get_mailbox("INBOX")
        message = await inbox.append(AppendMessage(raw, internaldate), recent=True)
        uid: int = message.uid
        return uid

    async def _accept(self, mail: Sent) -> None:
        self._sent.append(mail)
        try:
            for recipient in mail.recipients:
                if recipient.lower() == self.list_address:
                    for subscriber, copy in self._distribute(mail.raw, mail.mail_from, mail.recipients):
                        await self._deliver(subscriber, copy)
                else:
                    await self._deliver(recipient, mail.raw)
        except Exception as error:
            self._failure = self._failure or error
            raise

    async def _deliver(self, address: str, raw: bytes) -> None:
        if address.lower() == self.service_address:
            await self._append(raw, self._clock())
        else:
            self._kept[address.lower()].append(raw)

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        good = given == LoginPassword(self.user.encode(), self.password.encode())
        return AuthResult(success=good, handled=False)


class _Config(Config):
    """pymap's settings for one user, without its look-up of this machine's name at every greeting."""

    def __init__(self, user: str, password: str, tls: ssl.SSLContext | None) -> None:
        super().__init__(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            host=HOST,
            port=0,
            demo_data=False,
            demo_user=user,
            demo_password=password,
            ssl_context=tls,
            tls_enabled=tls is not None,
            invalid_user_sleep=0.0,
            hash_context=Cleartext(),
            cpu_subsystem=Subsystem.for_asyncio(),
        )

    @property
    def greeting(self) -> bytes:
        return b"ready"


class _Post:
    """aiosmtpd's handler: every whole mail goes to one function."""

    def __init__(self, accept: Callable[[Sent], Coroutine[Any, Any, None]]) -> None:
        self._accept = accept

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail_from = (envelope.mail_from or "").removeprefix("<>")
        raw = envelope.original_content or b""
        await self._accept(Sent(mail_from, tuple(map(str, envelope.rcpt_tos)), raw))
        return "250 2.0.0 Accepted"


class _Connections:
    """What is going on, held fast: a task that nobody holds is collected in the middle of its work."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._posts: list[SMTP] = []

    def run(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def keep(self, post: SMTP) -> SMTP:
        self._posts.append(post)
        return post

    async def end(self) -> None:
        """Close every connection and wait until it is closed."""
        for task in self._tasks:
            task.cancel()
        for post in self._posts:
            if post.transport is not None:
                post.transport.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)

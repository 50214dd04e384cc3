"""One folder of one mailbox over IMAP: what is new in it, when, and how to wait for more.

Mail is read with BODY.PEEK from a folder opened by EXAMINE: people read the mailbox too, and neither `\\Seen` nor
`\\Recent` changes under their eyes. A connection belongs to one thread. Whatever goes wrong ends the connection and
comes out as `MailboxError`; the caller makes a new one after `backoff`.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Final, Self

from listvote.net.client import LIBRARY_ERRORS, Client, MailboxError, mailbox_error
from listvote.net.folder import (
    Fetched,
    Given,
    Listed,
    Polled,
    fetched_of,
    in_order_of_receipt,
    listed_of,
    lots,
    number,
    polled_of,
)
from listvote.net.transport import TIMEOUT_SECONDS, Security, trusted_context, why_refused

__all__ = ["Fetched", "Mailbox", "MailboxAddress", "MailboxError", "Polled", "backoff"]

MAX_BYTES: Final = 10_000_000
_HEADER_BYTES: Final = 65_536  # of a mail that is too big, enough of its header to say whose it is
_IDLE_SECONDS: Final = 25 * 60.0  # RFC 2177: anew at least every 29 minutes
_HEADERS: Final = f"BODY.PEEK[HEADER]<0.{_HEADER_BYTES}>"


@dataclass(frozen=True, slots=True)
class MailboxAddress:
    """Where a mailbox is and how to get in: what `[mailbox]` of the configuration says."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: Security = "tls"
    folder: str = "INBOX"


def backoff(attempt: int, chance: float) -> float:
    """Say how many seconds to wait before the next connection, so that many clients do not come back at once.

    `attempt` counts failures in a row from 1, `chance` is a random number from 0 up to 1. The wait doubles from about
    two seconds to at most five minutes, and its upper half is left to chance.
    """
    longest = min(300.0, 2.0 ** min(max(attempt, 1), 9))
    return longest * (1 + chance) / 2


class Mailbox:
    """A connection to one folder of a mailbox; use it as a context manager, or `connect()` and `close()` it."""

    def __init__(
        self,
        address: MailboxAddress,
        *,
        max_bytes: int = MAX_BYTES,
        timeout_seconds: float = TIMEOUT_SECONDS,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Remember where the mailbox is; nothing is opened yet.

        A message over `max_bytes` is not downloaded. Each read and write waits for at most `timeout_seconds`.
        `context` replaces the system's trusted roots.
        """
        self.address = address
        self._max_bytes = max_bytes
        self._timeout_seconds = timeout_seconds
        self._context = context
        self._client: Client | None = None
        self._polled: Polled | None = None

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def connect(self) -> None:
        """Connect, log in and open the folder.

        Raises MailboxError; a permanent one for a plain connection to another machine, a certificate that does not
        fit, a refused login, or a folder that does not exist.
        """
        here = self.address
        if refused := why_refused(here.host, here.security):
            raise MailboxError(True, refused)
        if any(ord(letter) < 32 for letter in here.user + here.password):
            raise MailboxError(True, "user and password must not hold line breaks or other control characters")
        self.close()
        with self._doing(f"connect to {here.host} port {here.port}"):
            context = None if here.security == "none" else trusted_context(self._context)
            self._client = Client(
                here.host,
                here.port,
                tls=here.security == "tls",
                context=context,
                timeout_seconds=self._timeout_seconds,
                literal_bytes=2 * self._max_bytes + 1_000_000,  # some servers count a line end as one byte
            )
        if here.security == "starttls":
            with self._doing(f"start TLS with {here.host}", answered_no_is_permanent=True):
                self._open().secure(context)
        with self._doing(f"log in to {here.host} as {here.user}", answered_no_is_permanent=True):
            self._open().log_in(here.user, here.password)
        self.poll()

    def close(self) -> None:
        """Say goodbye to the server, if there is a connection; never fails."""
        client, self._client, self._polled = self._client, None, None
        if client is not None:
            client.leave()

    def poll(self) -> Polled:
        """Look at the folder anew.

        Returns its UIDVALIDITY and UIDNEXT as they are now: whoever then deals with all that `new()` gives, has dealt
        with every message that had arrived when the poll began. Raises MailboxError.
        """
        with self._doing(f"open the folder {self.address.folder}", answered_no_is_permanent=True):
            self._polled = polled_of(self._open().open_folder(self.address.folder, readonly=True))
            if not (self._polled.uidvalidity and self._polled.uidnext):
                raise MailboxError(True, "the server gives messages no lasting numbers (UIDVALIDITY, UIDNEXT)")
        return self._polled

    def new(self, after_uid: int, batch: int = 200) -> Iterator[Fetched]:
        """Give every message above `after_uid` that was there at the latest poll, in the order of their receipt.

        `batch` is how many are asked for at once; memory holds dates and sizes, and at most some 16 MB of bodies or one
        message. A message that was removed in the meantime is left out, one that the server does not give has a
        `fault`. Raises MailboxError at any step; what was given before is whole.
        """
        messages = self.listed(after_uid, batch)
        given = Given(messages)
        for message, fetched in zip(messages, self.give(messages, batch), strict=True):
            through = given.through(message.uid)
            if fetched is not None:
                yield replace(fetched, through=through)

    def listed(self, after_uid: int, batch: int = 200) -> list[Listed]:
        """List every message above `after_uid` that was there at the latest poll, in the order of their receipt.

        Raises MailboxError.
        """
        polled = self._polled or self.poll()
        uids = self._uids_between(after_uid, polled.uidnext)
        found: list[Listed] = []
        for start in range(0, len(uids), batch):
            part = uids[start : start + batch]
            facts = self._fetch(part, ("RFC822.SIZE", "INTERNALDATE"))
            found += [listed_of(uid, facts.get(uid, {})) for uid in part]
        return in_order_of_receipt(found)

    def give(self, messages: Sequence[Listed], batch: int = 200) -> Iterator[Fetched | None]:
        """Give these messages, in the order in which they come: None for one that was removed in the meantime.

        `through` is left to those who know all the messages. Raises MailboxError as `new` does.
        """
        polled = self._polled or self.poll()
        for start in range(0, len(messages), batch):
            for lot in lots(messages[start : start + batch], self._max_bytes):
                too_big = lot[0].size > self._max_bytes
                bodies = self._fetch([message.uid for message in lot], (_HEADERS if too_big else "BODY.PEEK[]",))
                for message in lot:
                    fetched = fetched_of(message, polled, bodies.get(message.uid, {}), too_big)
                    yield fetched if not fetched.fault or self._is_there(message.uid) else None

    def stay(self) -> None:
        """Say that we are still here: servers end a connection that is silent for half an hour. Raises MailboxError."""
        with self._doing("say that we are still here"):
            self._open().refresh()

    def again(self, uid: int, uidvalidity: int) -> Fetched | None:
        """Give one message once more; None where the folder has it no longer, or numbers its messages anew.

        Raises MailboxError.
        """
        polled = self.poll()
        if polled.uidvalidity != uidvalidity or not self._is_there(uid):
            return None
        message = listed_of(uid, self._fetch([uid], ("RFC822.SIZE", "INTERNALDATE")).get(uid, {}))
        too_big = message.size > self._max_bytes
        body = self._fetch([uid], (_HEADERS if too_big else "BODY.PEEK[]",)).get(uid, {})
        return fetched_of(message, polled, body, too_big)

    def wait(self, seconds: float, stop: Callable[[], bool]) -> bool:
        """Wait until the folder seems to have new mail, `seconds` have passed, or `stop()` is true.

        A hint and no more: poll after it, whatever it says. Where the server knows no IDLE this only passes the time.
        Returns whether something came. Raises MailboxError.
        """
        polled = self._polled or self.poll()
        client = self._open()
        with self._doing("wait for new mail"):
            if client.knows("IDLE"):
                return client.wire.idle_until_news(polled.messages, min(seconds, _IDLE_SECONDS), stop)
        until = time.monotonic() + seconds
        while not stop() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.5))
        return False

    def delete(self, uids: Collection[int], uidvalidity: int) -> None:
        """Remove messages from the folder for good, and no others.

        `uids` hold under `uidvalidity` alone: if the folder has another one by now, nothing is removed. Messages that
        are gone already are no fault. Raises MailboxError; a permanent one where the folder cannot be written to, or
        where the server cannot remove single messages (no UIDPLUS, RFC 4315) and others are marked for removal.
        """
        if not uids:
            return
        with self._doing(f"remove messages from {self.address.folder}", answered_no_is_permanent=True):
            client = self._open()
            answer = client.open_folder(self.address.folder, readonly=False)
            if number(answer.get(b"UIDVALIDITY")) != uidvalidity:
                raise MailboxError(False, "the folder's UIDs have changed; nothing was removed")
            client.remove(sorted(uids))
        self.poll()

    def _open(self) -> Client:
        if self._client is None:
            raise MailboxError(False, "not connected")
        return self._client

    @contextmanager
    def _doing(self, what: str, *, answered_no_is_permanent: bool = False) -> Iterator[None]:
        """Whatever the library makes of a bad connection or a strange answer becomes a MailboxError, and the end."""
        try:
            yield
        except MailboxError:
            self._drop()
            raise
        except LIBRARY_ERRORS as error:
            self._drop()
            raise mailbox_error(error, what, answered_no_is_permanent) from error

    def _drop(self) -> None:
        client, self._client, self._polled = self._client, None, None
        if client is not None:
            client.hang_up()

    def _uids_between(self, after_uid: int, uidnext: int) -> list[int]:
        first, last = max(after_uid, 0) + 1, uidnext - 1
        if last < first:
            return []
        with self._doing("look for new mail"):
            found = self._open().search("UID", f"{first}:{last}")
        return sorted({uid for uid in found if first <= uid <= last})

    def _fetch(self, uids: Sequence[int], items: Sequence[str]) -> Mapping[int, Mapping[bytes, Any]]:
        """What the server says of these messages; of those that it says nothing about, nothing.

        A single message that cannot be given (removed a moment ago, or damaged) makes servers refuse the whole
        command: then each is asked for on its own.
        """
        with self._doing("fetch mail"):
            answer = self._open().fetch(uids, items)
            if answer is not None:
                return answer
            return {uid: found for uid in uids for found in [(self._open().fetch([uid], items) or {}).get(uid, {})]}

    def _is_there(self, uid: int) -> bool:
        with self._doing("look for a message"):
            client = self._open()
            client.refresh()
            return uid in client.search("UID", str(uid))

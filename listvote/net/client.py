"""The commands that a mailbox needs, through imapclient, and what their errors mean.

This is the one module that touches imapclient, which has no types: what comes out is narrowed here.
"""

# mypy: disallow-subclassing-any=False
# imapclient offers no other way than a subclass to hand it a connection of one's own.

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from imapclient import IMAPClient
from imapclient.exceptions import LoginError
from imapclient.response_parser import parse_fetch_response

from listvote.net.answers import Facts
from listvote.net.wire import Wire

# RFC 5530: what passes by itself, although the server said NO.
_PASSING: Final = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|OVERQUOTA|SERVERBUG|CORRUPTION)\b", re.IGNORECASE)

_BYTES: Final = re.compile(r"""\bb(['"])(.*?)\1""")  # imaplib quotes servers as Python would

_UIDS_A_LINE: Final = 500  # servers take lines of 8,000 bytes (RFC 7162 section 4)

# A server's nonsense comes out of the parsers as any of these.
LIBRARY_ERRORS: Final = (
    imaplib.IMAP4.error,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
)


class MailboxError(Exception):
    """The mailbox could not be reached or read. The connection is gone; make a new one, or tell the operator.

    `permanent` is true where a new connection fails in the same way until somebody changes something: the password,
    the folder's name, a certificate. `words` say in one line what was being done and what came of it.
    """

    def __init__(self, permanent: bool, words: str) -> None:
        super().__init__(words)
        self.permanent = permanent
        self.words = words


def mailbox_error(error: Exception, doing: str, answered_no_is_permanent: bool) -> MailboxError:
    """Say what an error of imaplib, ssl or the network means.

    `doing` is what was tried ("log in to imap.example.org"). `answered_no_is_permanent` is true for commands that a
    server refuses on principle. Where the connection broke, where the server said that it is busy, or left, is
    temporary always; a certificate that does not fit never is.
    """
    said = _BYTES.sub(r"\2", " ".join(str(error).split()))[:300] or type(error).__name__
    # imapclient wraps whatever happens during a login; a connection that broke is no refusal.
    cause = error.__context__ if isinstance(error, LoginError) else error
    if isinstance(error, ssl.SSLCertVerificationError):
        permanent = True
    elif isinstance(cause, imaplib.IMAP4.readonly):
        permanent = answered_no_is_permanent
    elif isinstance(cause, imaplib.IMAP4.abort) or not isinstance(error, imaplib.IMAP4.error):
        permanent = False
    else:
        permanent = answered_no_is_permanent and not _PASSING.search(said)
    return MailboxError(permanent, f"could not {doing}: {said}")


class _OverWire(IMAPClient):
    """An IMAPClient that speaks over the `Wire` it is given a maker of."""

    def __init__(self, host: str, port: int, tls: bool, timeout_seconds: float, make: Callable[[], Wire]) -> None:
        self._make = make
        super().__init__(host, port, ssl=tls, timeout=timeout_seconds)

    def _create_IMAP4(self) -> Wire:
        return self._make()


class Client:
    """One IMAP connection: imapclient's commands with types, and those that it does not have.

    Every method raises what imapclient, imaplib, ssl and the socket raise; `mailbox_error` says what that means.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        tls: bool,
        context: ssl.SSLContext | None,
        timeout_seconds: float,
        literal_bytes: int,
    ) -> None:
        """Connect; under TLS from the first byte if `tls`. `context` and the limits are those of `Wire`."""

        def make() -> Wire:
            return Wire(
                host,
                port,
                context=context if tls else None,
                timeout_seconds=timeout_seconds,
                literal_bytes=literal_bytes,
            )

        self._host = host
        self._imap = _OverWire(host, port, tls, timeout_seconds, make)
        self._imap.normalise_times = False  # times with their zone, as the server gave them
        self.wire: Wire = self._imap._imap
        self.wire.debug = 0  # neither passwords nor mails go into a debug log

    def knows(self, capability: str) -> bool:
        """Whether the server announces a capability, such as IDLE."""
        return bool(self._imap.has_capability(capability))

    def secure(self, context: ssl.SSLContext | None) -> None:
        """Go on under TLS (STARTTLS, RFC 3501 section 6.2.1); a permanent MailboxError where it is not offered."""
        if not self.knows("STARTTLS"):
            raise MailboxError(True, f"{self._host} offers no STARTTLS on this port")
        self._imap.starttls(context)

    def log_in(self, user: str, password: str) -> None:
        """Log in; by AUTHENTICATE PLAIN (RFC 4616) where user or password need more than ASCII.

        A permanent MailboxError where the server allows no login here, or no such password.
        """
        if self.knows("LOGINDISABLED"):
            raise MailboxError(True, f"{self._host} allows no login over this connection")
        if (user + password).isascii():
            self._imap.login(user, password)
        elif self.knows("AUTH=PLAIN"):
            self._imap.plain_login(user, password)
        else:
            raise MailboxError(True, f"{self._host} takes a password in ASCII only")

    def open_folder(self, folder: str, *, readonly: bool) -> Mapping[bytes, Any]:
        """Open a folder, by EXAMINE if `readonly`, and give the server's answer with UIDNEXT in it in any case."""
        answer = dict(self._imap.select_folder(folder, readonly=readonly))
        if b"UIDNEXT" not in answer:  # RFC 3501 section 7.1 lets a server leave it out here, but not of STATUS
            answer.update(self._imap.folder_status(folder, ["UIDNEXT"]))
        return answer

    def search(self, *criteria: str) -> Collection[int]:
        """Say the UIDs of the messages that fit, for instance `("UID", "7:90")`."""
        return [int(uid) for uid in self._imap.search(list(criteria))]

    def fetch(self, uids: Sequence[int], items: Sequence[str]) -> Mapping[int, Mapping[bytes, Any]] | None:
        """Fetch items of messages, by UID; None where the server said NO to it."""
        if not uids:
            return {}
        said = self.wire.uid_fetch(",".join(map(str, uids)), f"({' '.join(items)})")
        if said is None:
            return None
        answers, rest = said
        others: Mapping[int, Facts] = parse_fetch_response(rest, normalise_times=False) if rest else {}
        for uid, facts in others.items():
            answers[uid] = answers.get(uid, {}) | facts
        return {uid: answers[uid] for uid in uids if uid in answers}  # not what is told of other messages by the way

    def refresh(self) -> None:
        """Let the server say what others have done in the folder; until then it may not (RFC 3501 section 7.4.1)."""
        self._imap.noop()

    def remove(self, uids: Sequence[int]) -> None:
        """Remove messages of the open folder for good, and no others (UIDPLUS, RFC 4315 section 2.1)."""
        single = self.knows("UIDPLUS")
        if not single and set(self.search("DELETED")) - set(uids):
            raise MailboxError(
                True, f"{self._host} cannot remove single messages (no UIDPLUS), and others are marked for removal"
            )
        for start in range(0, len(uids), _UIDS_A_LINE):
            some = uids[start : start + _UIDS_A_LINE]
            self._imap.delete_messages(some, silent=True)
            if single:
                self._imap.uid_expunge(some)
        if not single:
            self._imap.expunge()

    def leave(self) -> None:
        """Log out and close the connection; never fails."""
        with contextlib.suppress(*LIBRARY_ERRORS):
            self._imap.logout()
            return
        self.hang_up()

    def hang_up(self) -> None:
        """Close the connection without a word; never fails."""
        with contextlib.suppress(*LIBRARY_ERRORS):
            self._imap.shutdown()

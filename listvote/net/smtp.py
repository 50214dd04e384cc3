"""A way out: mails handed to a submission server (RFC 6409), a new connection a batch.

What became of every mail is a value: sent, refused for good, or to be tried again. No error of smtplib or of the
network comes through.
"""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from listvote.net.transport import TIMEOUT_SECONDS, Security, trusted_context, why_refused

_ASKS_FOR_LOGIN: Final = frozenset({530, 534, 535, 538})  # RFC 4954: about us, not about the mail
_TOO_MANY: Final = 552  # RFC 5321 section 4.5.3.1.10: some servers say 552 to a recipient where they mean 452
_LEAVES: Final = 421
_STRANGE: Final = re.compile(r"[\x00-\x20<>\x7f]")
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_CRLF: Final = b"\r\n"
_WHO: Final = "[127.0.0.1]"  # what the greeting says: the name of this machine is nobody's business


class SendError(Exception):
    """A mail, or one recipient of it, was not accepted.

    `permanent` is true where a repeat would fail in the same way. `code` is the server's answer, 0 if there was none.
    `words` say in one line what came of it.
    """

    def __init__(self, permanent: bool, words: str, code: int = 0) -> None:
        super().__init__(words)
        self.permanent = permanent
        self.words = words
        self.code = code


@dataclass(frozen=True, slots=True)
class Envelope:
    """A mail on its way: where bounces go ('' for nowhere), who gets it, and its bytes."""

    mail_from: str
    recipients: tuple[str, ...]
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one envelope.

    `error` is None if the server took the mail for at least one recipient. `refused` names those that it did not take
    it for, and why, whether or not others remained.
    """

    envelope: Envelope
    error: SendError | None
    refused: Mapping[str, SendError] = field(default_factory=dict)

    @property
    def sent(self) -> bool:
        """Whether the server has taken the mail over."""
        return self.error is None


@dataclass(frozen=True, slots=True)
class Submission:
    """Where our mail goes out and how to get in: what `[outgoing]` of the configuration says.

    An empty `user` means no login. Each step waits for at most `timeout_seconds`, but the answer to a whole mail, which
    filters read first, for `answer_seconds` (RFC 5321 section 4.5.3.2). `context` replaces the system's trusted roots.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    security: Security = "tls"
    timeout_seconds: float = TIMEOUT_SECONDS
    answer_seconds: float = 300.0
    context: ssl.SSLContext | None = field(default=None, repr=False)

    def send(self, envelopes: Sequence[Envelope]) -> list[Delivery]:
        """Hand mails over, in their order, over one new connection.

        Returns a delivery for each envelope, in the same order. Where there is no connection, no login, or the server
        leaves in the middle, all that was not taken yet has a temporary error: a wrong password is no reason to give
        up a mail. A mail whose last answer did not come may have been taken; it is to be sent again, unchanged.
        """
        if not envelopes:
            return []
        try:
            client = self._connect()
        except SendError as error:
            return [Delivery(envelope, SendError(False, error.words, error.code)) for envelope in envelopes]
        deliveries = []
        lost: SendError | None = None
        for envelope in envelopes:
            if lost is None:
                try:
                    deliveries.append(self._hand_over(client, envelope))
                    continue
                except (smtplib.SMTPException, OSError, EOFError, ValueError) as error:
                    lost = self._lost("sending", error)
            deliveries.append(Delivery(envelope, lost))
        _leave(client)
        return deliveries

    def probe(self, mail_from: str = "") -> None:
        """Connect, log in, ask whether mail from this address is taken, where one is named, and leave.

        Raises SendError; a permanent one where somebody has to change the configuration first.
        """
        client = self._connect()
        try:
            refusal = _refusal(*client.mail(mail_from)) if mail_from else None
        except (smtplib.SMTPException, OSError, EOFError, ValueError) as error:
            raise self._lost(f"sending as {mail_from}", error) from error
        finally:
            _leave(client)
        if refusal is not None:
            raise SendError(refusal.permanent, f"sending as {mail_from}: {refusal.words}", refusal.code)

    def _connect(self) -> smtplib.SMTP:
        """Connect and log in, or raise SendError; no connection is left open then."""
        if refused := why_refused(self.host, self.security):
            raise SendError(True, refused)
        client: smtplib.SMTP | None = None
        doing = "connecting"
        try:
            client = self._dial()
            doing = "greeting"
            client.ehlo_or_helo_if_needed()
            if self.security == "starttls":
                doing = "starting TLS"
                client.starttls(context=trusted_context(self.context))
                client.ehlo_or_helo_if_needed()
            if self.user:
                doing = f"logging in as {self.user}"
                self._log_in(client)
        except (smtplib.SMTPException, OSError, EOFError, ValueError) as error:
            if client is not None:
                client.close()
            raise self._lost(doing, error) from error
        return client

    def _dial(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(
                self.host, self.port, _WHO, timeout=self.timeout_seconds, context=trusted_context(self.context)
            )
        return smtplib.SMTP(self.host, self.port, _WHO, timeout=self.timeout_seconds)

    def _log_in(self, client: smtplib.SMTP) -> None:
        """AUTH PLAIN (RFC 4616) if offered, since smtplib knows passwords in ASCII only; else what there is."""
        if "PLAIN" not in client.esmtp_features.get("auth", "").upper().split():
            client.login(self.user, self.password)
            return
        secret = base64.b64encode(f"\0{self.user}\0{self.password}".encode()).decode()
        code, said = client.docmd("AUTH", f"PLAIN {secret}")
        if not 200 <= code < 300:
            raise smtplib.SMTPAuthenticationError(code, said)

    def _lost(self, doing: str, error: Exception) -> SendError:
        """Say what an error of the connection means; permanent if it asks for another configuration."""
        code = 0
        said = str(error)
        if isinstance(error, smtplib.SMTPResponseException):
            code, said = error.smtp_code, _words(error.smtp_error)
        permanent = isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError) or code >= 500
        words = " ".join(said.split())[:300] or type(error).__name__
        return SendError(permanent and doing != "sending", f"{doing}, {self.host} port {self.port}: {words}", code)

    def _hand_over(self, client: smtplib.SMTP, envelope: Envelope) -> Delivery:
        """One mail transaction (RFC 5321 section 3.3); raises what smtplib raises once the connection is of no use."""
        options, refusal = _options(client, envelope)
        if refusal is not None:
            return Delivery(envelope, refusal)
        refusal = _refusal(*client.mail(envelope.mail_from, options))
        if refusal is not None:
            return _given_up(client, envelope, refusal, {})
        refused = {}
        for recipient in envelope.recipients:
            refusal = _refusal(*client.rcpt(recipient))
            if refusal is not None:
                refused[recipient] = SendError(
                    refusal.permanent and refusal.code != _TOO_MANY, refusal.words, refusal.code
                )
        if len(refused) == len(set(envelope.recipients)):
            return _given_up(client, envelope, _nobody(refused), refused)
        if client.sock is not None:
            client.sock.settimeout(self.answer_seconds)
        try:
            refusal = _refusal(*client.data(_LINE_END.sub(_CRLF, envelope.raw)))
        except smtplib.SMTPDataError as error:
            refusal = _refusal(error.smtp_code, _bytes(error.smtp_error))
        finally:
            if client.sock is not None:
                client.sock.settimeout(self.timeout_seconds)
        if refusal is not None:
            return _given_up(client, envelope, refusal, refused)
        return Delivery(envelope, None, refused)


def _options(client: smtplib.SMTP, envelope: Envelope) -> tuple[list[str], SendError | None]:
    """What to say along with MAIL FROM, and why the mail cannot be sent through this server at all."""
    addresses = (envelope.mail_from, *envelope.recipients)
    strange = [address for address in addresses if _STRANGE.search(address)]
    if strange or not all(envelope.recipients):
        return [], SendError(True, f"not an address: {(strange or [''])[0]!r}")
    header = envelope.raw.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    options = []
    if not ("".join(addresses).isascii() and header.isascii()):
        if not client.has_extn("smtputf8"):
            return [], SendError(True, "an address or header needs SMTPUTF8, which the server does not know")
        options.append("SMTPUTF8")
    if not envelope.raw.isascii():
        if not client.has_extn("8bitmime"):
            return [], SendError(True, "the mail has letters of eight bits, which the server does not take")
        options.append("BODY=8BITMIME")
    if client.has_extn("size"):
        options.append(f"SIZE={len(_LINE_END.sub(_CRLF, envelope.raw))}")
    return options, None


def _refusal(code: int, said: bytes) -> SendError | None:
    """What an answer means for the mail: None if it is accepted; raised where the server leaves (421) instead."""
    if code == _LEAVES or code < 0:
        raise smtplib.SMTPResponseException(code, said)
    if 200 <= code < 300:
        return None
    return SendError(code >= 500 and code not in _ASKS_FOR_LOGIN, f"{code} {_words(said)}", code)


def _nobody(refused: Mapping[str, SendError]) -> SendError:
    """The error of a mail that nobody may get: temporary if it is for anybody."""
    if not refused:
        return SendError(True, "no recipients")
    words = "; ".join(f"{recipient}: {error.words}" for recipient, error in refused.items())
    codes = {error.code for error in refused.values()}
    return SendError(all(error.permanent for error in refused.values()), words, max(codes))


def _given_up(client: smtplib.SMTP, envelope: Envelope, error: SendError, refused: Mapping[str, SendError]) -> Delivery:
    """End the transaction, so that the next mail finds a clean table; that the server is gone, the next one sees."""
    with suppress(smtplib.SMTPException, OSError):
        client.rset()
    return Delivery(envelope, error, refused)


def _leave(client: smtplib.SMTP) -> None:
    with suppress(smtplib.SMTPException, OSError):
        client.quit()
    client.close()


def _bytes(said: bytes | str) -> bytes:
    return said.encode("utf-8", "replace") if isinstance(said, str) else said


def _words(said: bytes | str) -> str:
    return " ".join(_bytes(said).decode("utf-8", "replace").split())[:300]

"""Post offices that are servers: those embedded in this process, and a Dovecot with a mail sink."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import pytest

from listvote.demo.servers import HOST, EmbeddedServers
from listvote.flow.deliver import MailServer
from listvote.net.imap import Mailbox, MailboxAddress
from listvote.net.smtp import Submission
from tests.servers import mailsink
from tests.servers.dovecot import DovecotServer
from tests.servers.mailsink import MailSink


@dataclass
class EmbeddedOffice:
    """The servers of the demo; what is sent to a list goes to nobody."""

    servers: EmbeddedServers
    name: str = "votes@embedded/INBOX"

    def put(self, raw: bytes, received: datetime) -> None:
        self.servers.put(raw, received)

    def folder(self) -> Mailbox:
        servers = self.servers
        return Mailbox(MailboxAddress(HOST, servers.imap_port, servers.user, servers.password, "none"))

    def server(self) -> MailServer:
        servers = self.servers
        return Submission(HOST, servers.smtp_port, servers.user, servers.password, "none")


@dataclass
class RealOffice:
    """A fresh user's mailbox in Dovecot, and a mail sink in a process of its own."""

    dovecot: DovecotServer
    sink: MailSink
    user: str
    name: str = "votes@dovecot/INBOX"

    @classmethod
    def of(cls, request: pytest.FixtureRequest, what: str) -> Self:
        user = f"{what}-{uuid.uuid4().hex[:8]}"
        return cls(request.getfixturevalue("dovecot"), request.getfixturevalue("mail_sink"), user)

    def put(self, raw: bytes, received: datetime) -> None:
        self.dovecot.put(self.user, raw, received)

    def address(self) -> MailboxAddress:
        return MailboxAddress(HOST, self.dovecot.imap_port, self.user, self.dovecot.password, "none")

    def folder(self) -> Mailbox:
        return Mailbox(self.address())

    def server(self) -> MailServer:
        return Submission(HOST, self.sink.port, mailsink.USER, mailsink.PASSWORD, "none")

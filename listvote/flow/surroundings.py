"""From a configuration to what the steps need: the open house, the mailbox, the mail server."""

from __future__ import annotations

from collections.abc import Callable

from listvote.config import Config
from listvote.flow.house import House
from listvote.net.imap import Mailbox, MailboxAddress
from listvote.net.smtp import Submission
from listvote.render import Templates
from listvote.store.database import Database


def open_house(config: Config, random: Callable[[int], bytes]) -> House:
    """The groups of an installation, with the database at its newest version.

    `random` gives so many random bytes. Raises StoreError where the database cannot be used.
    """
    database = Database(config.database.url)
    database.migrate()
    return House(database, Templates(config.service.templates_dir), config.outgoing.from_address, random)


def mailbox_address(config: Config) -> MailboxAddress:
    """Where the mailbox is, and how to get in."""
    mailbox = config.mailbox
    return MailboxAddress(
        mailbox.host,
        mailbox.port,
        mailbox.user,
        mailbox.password.reveal(),
        mailbox.security,
        mailbox.folder,
    )


def mailbox(config: Config) -> Mailbox:
    """The mailbox, not connected yet."""
    return Mailbox(mailbox_address(config))


def mail_server(config: Config) -> Submission:
    """The way out for our mails."""
    out = config.outgoing
    return Submission(out.host, out.port, out.user, out.password.reveal(), out.security)

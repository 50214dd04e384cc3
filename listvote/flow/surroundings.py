"""From a configuration to what the steps need: the open house, the mailbox, the mail server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from listvote.config import Config
from listvote.flow.ahead import MailboxAhead
from listvote.flow.assurance import Assurance
from listvote.flow.house import House
from listvote.mail.token import KEY_BYTES
from listvote.net.dns import KeyServer
from listvote.net.imap import Mailbox, MailboxAddress
from listvote.net.smtp import Submission
from listvote.render import Templates
from listvote.store.database import Database, StoreError
from listvote.store.key_files import KeyFiles


def open_house(config: Config, random: Callable[[int], bytes]) -> House:
    """The groups of an installation, with the database at its newest version.

    `random` gives so many random bytes. Raises StoreError where the database cannot be used.
    """
    database = Database(config.database.url)
    database.migrate()
    templates = Templates(config.service.templates_dir)
    keys = KeyFiles(config.service.data_dir / "secret-ballots")
    return House(
        database, templates, config.outgoing.from_address, random, assurance=assurance(config, random), keys=keys
    )


def assurance(config: Config, random: Callable[[int], bytes]) -> Assurance:
    """What the installation believes about who wrote a mail.

    The key of reply tokens is made, readable for its owner alone, where there is none yet. Raises StoreError where the
    folder for such files cannot be used.
    """
    names = KeyServer()
    return Assurance(
        names.keys,
        names.forget,
        token_key(config.service.data_dir / "reply-tokens.key", random),
        config.trust.authserv_id,
        frozenset(config.trust.arc_sealers),
        names.known,
    )


def token_key(file: Path, random: Callable[[int], bytes]) -> bytes:
    """The key in a file (`….key`), 64 hex digits, made with mode 600, whole or not at all, where it is not there.

    Raises StoreError where it cannot be read or made, or holds no key.
    """
    try:
        if not file.exists():
            KeyFiles(file.parent).make(file.stem, random(KEY_BYTES))
        key = bytes.fromhex(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{file}: {error}") from error
    if len(key) != KEY_BYTES:
        raise StoreError(f"{file}: not a key of {KEY_BYTES} bytes in hex digits; where it is lost, delete the file")
    return key


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


def mailbox_ahead(config: Config, house: House, warn: Callable[[str], None]) -> MailboxAhead:
    """The mailbox, not connected yet, out of which a second process reads long backlogs ahead.

    `warn` is told where that process is of no help, and why.
    """
    return MailboxAhead(mailbox_address(config), house, warn)


def mail_server(config: Config) -> Submission:
    """The way out for our mails."""
    out = config.outgoing
    return Submission(out.host, out.port, out.user, out.password.reveal(), out.security)

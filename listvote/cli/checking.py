"""`listvote check`: everything that could be wrong with an installation, tried out, each with how to mend it."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import typer

from listvote.cli import frame

if TYPE_CHECKING:
    from listvote.config import Config

_SWITCHES: Final = ("paused", "resumed")
_OF_THE_MAILBOX: Final = {
    "could not connect": "look at host, port and security under [mailbox]; does the server run?",
    "could not start TLS": 'write security = "tls" under [mailbox] with the port for it, 993 as a rule',
    "offers no STARTTLS": 'write security = "tls" under [mailbox] with the port for it, 993 as a rule',
    "could not log in": "look at mailbox.user and at the file that mailbox.password_file names",
    "could not open the folder": "look at mailbox.folder; on most servers it is INBOX",
}
_OF_THE_SERVER: Final = {
    "connecting": "look at host, port and security under [outgoing]; does the server run?",
    "greeting": "look at port and security under [outgoing]: 465 goes with tls, 587 with starttls",
    "starting TLS": 'write security = "tls" under [outgoing] with the port for it, 465 as a rule',
    "logging in": "look at outgoing.user and at the file that outgoing.password_file names",
    "sending as": "look at outgoing.from: the server must let this account send as that address",
}


def check() -> None:
    """Test the configuration, the database, the templates, the mailbox and the mail server; name every fault."""
    config = frame.load_config()
    typer.echo("configuration: ok")
    for warning in config.warnings:
        typer.echo(f"  but look at this: {frame.fault_lines([warning])[0]}")
    faults = [*_database(config), *_data(config), *_templates(config), *_mailbox(config), *_mail_server(config)]
    if faults:
        frame.fail(*faults)


def _database(config: Config) -> Iterator[str]:
    """The database: that it answers, can be written, is of a version that we know; and the groups that get no mail."""
    from listvote.events import Paused
    from listvote.group.evolve import read
    from listvote.store import ledger
    from listvote.store.database import Database, StoreError

    database = None
    silent: list[str] = []
    tripped: dict[str, str] = {}
    try:
        database = Database(config.database.url)
        if database.probe():
            with database.reading() as connection:
                there = ledger.heads(connection)
                silent = [name for name, head in there.items() if not head.mailbox]
                for name, head in there.items():
                    switched = (each for each in ledger.entries(connection, head.group) if each.kind in _SWITCHES)
                    latest = deque(switched, maxlen=1)
                    event = read(latest[0]) if latest else None
                    if isinstance(event, Paused) and event.tripped:
                        tripped[name] = event.why
    except StoreError as error:
        said = " ".join(str(error).split())
        yield f"database: {said} - {_mend_of_the_database(said)}"
        return
    finally:
        if database is not None:
            database.close()
    typer.echo("database: ok")
    for name, why in tripped.items():
        mend = f"nothing goes out; look into it, then: listvote group resume --group {name}"
        yield f"group {name} paused itself: {why} - {mend}"
    for name in silent:
        mend = "is the account subscribed, with individual messages, and do post and list_id in the charter fit?"
        typer.echo(f"  but look at this: no mail of the group {name} has come yet - {mend}")


def _mend_of_the_database(said: str) -> str:
    if "a newer listvote" in said:
        return "install that version again, or restore the backup from before"
    if "readonly" in said or "read-only" in said or "ermission" in said:
        return "the user that listvote runs as must own the file and its folder, on a disk that can be written"
    if "not a database" in said or "malformed" in said:
        return "this file is no SQLite database, or it is damaged: name another one, or restore the backup"
    if "full" in said:
        return "make room on the disk; nothing is lost meanwhile"
    return "look at database.url; the folder, or the PostgreSQL server, must be there"


def _data(config: Config) -> Iterator[str]:
    """The folder of our own keys."""
    from listvote.flow.surroundings import token_key
    from listvote.store.database import StoreError

    try:
        token_key(config.service.data_dir / "reply-tokens.key", secrets.token_bytes)
        typer.echo("data folder: ok")
    except StoreError as error:
        yield f"service.data_dir: {error} - the user that listvote runs as must own this folder"


def _templates(config: Config) -> Iterator[str]:
    from listvote.render import Templates

    broken = Templates(config.service.templates_dir).broken
    for name, what in broken.items():
        yield f"template {name}: {what} - mend the file, or remove it: until then ours is used"
    if not broken:
        typer.echo("templates: ok")


def _mailbox(config: Config) -> Iterator[str]:
    from listvote.flow.surroundings import mailbox, mailbox_address
    from listvote.net.imap import MailboxError

    where = mailbox_address(config)
    try:
        with mailbox(config) as folder:
            found = folder.poll()
        number = "1 message" if found.messages == 1 else f"{found.messages} messages"
        typer.echo(f"mailbox {where.host}: ok, {number} in {where.folder}")
    except MailboxError as error:
        yield f"mailbox: {_with_mend(error.words, _OF_THE_MAILBOX)}"


def _mail_server(config: Config) -> Iterator[str]:
    from listvote.flow.surroundings import mail_server
    from listvote.net.smtp import SendError

    try:
        mail_server(config).probe(config.outgoing.from_address)
        typer.echo(f"mail server {config.outgoing.host}: ok")
    except SendError as error:
        yield f"mail server: {_with_mend(error.words, _OF_THE_SERVER)}"


def _with_mend(words: str, mends: dict[str, str]) -> str:
    if "certificate" in words.lower():
        return f"{words} - name the host as its certificate does; this machine must trust who signed that"
    mend = next((mend for beginning, mend in mends.items() if beginning in words), "")
    return f"{words} - {mend}" if mend else words

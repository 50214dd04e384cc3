"""`listvote init`, `once`, `run`, `demo`: set up, do one pass, serve, show."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listvote.cli import frame

if TYPE_CHECKING:
    from listvote.flow.lease import Lease
    from listvote.flow.letter import Letter, Taken


def init(
    path: Annotated[Path, typer.Argument(help="Where to write the configuration.")] = Path("listvote.toml"),
) -> None:
    """Write a commented configuration to fill in; a file that is there is not touched."""
    from listvote.config import commented_example

    if path.exists():
        frame.fail(f"{path} exists already; it was not touched.")
    try:
        path.write_text(commented_example(), encoding="utf-8")
    except OSError as error:
        frame.fail(f"{path}: {error.strerror or error}")
    chosen = "" if path == Path("listvote.toml") else f"--config {path} "
    typer.echo(f"Wrote {path}. Fill it in, then: listvote {chosen}check")


def once(
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of",
            metavar="TIME",
            help="Run the pass as if it were this time (RFC 3339), and leave later mail unread: for trying a charter. "
            "No group may hold anything later: add it, and its roll, with --as-of too.",
        ),
    ] = "",
) -> None:
    """One pass, for cron: read what is new, do what is due, send what waits."""
    from listvote.flow import passing, shredding
    from listvote.flow.lease import Lease, served_by
    from listvote.flow.surroundings import mail_server, mailbox_address, mailbox_ahead
    from listvote.net.imap import MailboxError

    at = frame.time(as_of) if as_of else None
    with frame.house() as (house, config):
        if at is not None:
            with house.look() as look:
                late = [name for name, group in look.groups().items() if look.state(group).written > at]
            if late:
                frame.fail(f"The ledger of {', '.join(late)} holds events later than {as_of}; nothing was done.")

        def clock() -> datetime:
            return at or frame.now()

        name = passing.mailbox_name(mailbox_address(config))
        broken: list[str] = []
        watch = passing.Watch(
            failed=lambda letter, error: typer.echo(f"message {letter.uid} failed: {error}", err=True),
            broken=lambda group, error: broken.append(f"group {group} failed: {type(error).__name__}: {error}"),
        )
        lease = Lease(house, name)
        if not lease.keep(frame.now()):
            with house.look() as look:
                other = served_by(look, name)
            words = f"This mailbox is served by {other}, which does what is due; nothing was done here."
            frame.fail(words, code=frame.TRY_LATER)

        def taken_in(letter: Letter, taken: Taken) -> None:
            _still(lease)
            if taken.tripped:
                broken.append(f"group {taken.group} paused itself: {taken.tripped}")

        watch.taken = taken_in
        watch.delivered = lambda delivered: _still(lease)
        try:
            with mailbox_ahead(config, house, _read_alone) as folder:
                done = passing.poll(house, folder, name, clock, watch, at)
                passing.after_poll(house, mail_server(config), name, clock, watch, done)
                if left := shredding.expunge(house, folder, name, clock()):
                    broken.append(f"mails of secret decisions stay in the mailbox: {left}")
        except MailboxError as error:
            frame.fail(f"mailbox: {error.words}")
        finally:
            lease.give_back()
        sent = sum(each.state == "sent" for each in done.delivered)
        left = f", {done.left} left for later" if done.left else ""
        typer.echo(f"Read {done.taken + done.failed}{left}; sent {sent}.")
        broken += [
            f"not sent ({each.state}): {each.mail.mail.what}: {each.error}" for each in done.delivered if each.error
        ]
        if broken:
            frame.fail(*broken)


def _read_alone(why: str) -> None:
    typer.echo(f"No second process reads ahead, mail is taken in without it: {why}", err=True)


def _still(lease: Lease) -> None:
    """Keep the lease in a pass that takes long, by the true time whatever the pass takes for now."""
    lease.keep(frame.now())


def run() -> None:
    """The daemon: read mail as it comes, close what is due, send what waits, until SIGTERM."""
    from listvote import daemon
    from listvote.daemon import journal
    from listvote.ledger.chain import LedgerError
    from listvote.store.database import StoreError

    config = frame.load_config()
    journal.begin(os.environ)
    try:
        daemon.run(config)
    except (StoreError, LedgerError) as error:
        frame.fail(str(error))


def demo() -> None:
    """A whole list in a box: mail servers, members, votes, digests, results; it ends by auditing its own ledger."""
    try:
        from listvote.demo.play import play
    except ImportError as error:
        frame.fail(str(error))
    report = play(typer.echo)
    if report.differences:
        raise typer.Exit(1)

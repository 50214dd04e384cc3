"""`listvote outbox …`: mails of ours that wait for the mail server, or that it refused for good."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated, Final

import typer

from listvote.cli import frame
from listvote.cli.frame import JsonOption

outbox_app = typer.Typer(no_args_is_help=True, help="Mails of ours that wait, or that were refused for good.")
_AGAIN_WITHIN: Final = timedelta(days=1)


@outbox_app.command("list")
def list_(json: JsonOption = False) -> None:
    """List the mails that were not sent: number, kind, to whom, why."""
    from listvote.store import outbox

    with frame.house() as (house, _), house.look() as look:
        found = outbox.listed(look.connection, "waiting", "failed", "dropped")
    if json:
        keys = ("id", "state", "what", "about", "recipient", "created", "not_after", "attempts", "error")
        frame.show_json([{key: getattr(each, key) for key in keys} for each in found])
        return
    for each in found:
        about = f" {each.about}" if each.about else ""
        error = f": {each.error}" if each.error else ""
        typer.echo(f"{each.id:>4}  {each.state}  {each.what}{about} to {each.recipient}, {each.created}{error}")
    if not found:
        typer.echo("Everything was sent.")


@outbox_app.command("show")
def show(number: int) -> None:
    """Print a mail as it goes out."""
    from listvote.store import outbox

    with frame.house() as (house, _), house.look() as look:
        found = [each for each in outbox.listed(look.connection, "waiting", "failed", "dropped") if each.id == number]
    if not found:
        frame.fail(f"There is no unsent mail {number}.")
    if found[0].locked:
        frame.fail("It is an answer to a secret ballot, and goes to its voter alone.")
    sys.stdout.buffer.write(found[0].data)


@outbox_app.command("retry")
def retry(
    number: Annotated[int | None, typer.Argument(help="Which one; without a number, all that failed.")] = None,
) -> None:
    """Let mails that failed go out again with the next pass, under the same Message-ID."""
    from listvote.events import instant
    from listvote.flow.house import Change
    from listvote.store import outbox

    now = frame.now()

    def step(change: Change) -> int:
        states = ("failed",) if number is None else ("failed", "dropped", "waiting")
        there = [each for each in outbox.listed(change.connection, *states) if number in (None, each.id)]
        chosen = [each for each in there if each.data]
        for each in chosen:
            outbox.again(change.connection, each.id, instant(now), instant(now + _AGAIN_WITHIN))
        return len(chosen)

    with frame.house() as (house, _):
        done = house.trying(step)
    if number is not None and not done:
        frame.fail(f"There is no unsent mail {number}, or nothing is left of it.")
    typer.echo(f"{'1 mail goes' if done == 1 else f'{done} mails go'} out again with the next pass.")


@outbox_app.command("drop")
def drop(number: int) -> None:
    """Give up a mail that waits: it is not sent any more."""
    from listvote.flow.house import Change
    from listvote.store import outbox

    def step(change: Change) -> bool:
        found = [each for each in outbox.listed(change.connection, "waiting") if each.id == number]
        for each in found:
            outbox.ended(change.connection, each.id, "dropped", "given up by the operator")
            if each.locked:
                outbox.emptied(change.connection, each.id)
        return bool(found)

    with frame.house() as (house, _):
        if not house.trying(step):
            frame.fail(f"There is no waiting mail {number}.")
    typer.echo(f"Dropped {number}.")

"""`listvote status`, `export`, `parked …`: how things stand, and what can be checked elsewhere."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from listvote.cli import frame
from listvote.cli.frame import GroupOption, JsonOption

if TYPE_CHECKING:
    from listvote.config import Config
    from listvote.flow.house import House
    from listvote.store.parked import Parked

parked_app = typer.Typer(no_args_is_help=True, help="Mail that could not be read, or that failed three times.")


def status(json: JsonOption = False) -> None:
    """Show open decisions and deadlines, the last complete poll, the outbox, posts not seen back, parked mail."""
    from listvote.flow.overview import overview

    now = frame.now()
    with frame.house() as (house, _):
        found = overview(house, now)
    if json:
        frame.show_json(found)
        return
    zones = {group["time_zone"] for group in found["groups"]}
    zone = zones.pop() if len(zones) == 1 else "UTC"
    read = _in_words(found["polled_through"], zone, now) if found["polled_through"] else "never yet"
    typer.echo(f"Read completely through: {read}")
    typer.echo(f"Outbox: {found['outbox']['waiting']} waiting, {found['outbox']['failed']} failed")
    typer.echo(f"Parked: {found['parked']}" + (" (see: listvote parked list)" if found["parked"] else ""))
    if leaving := found["to_expunge"]:
        typer.echo(f"To be deleted from the mailbox, once their decisions are closed: {leaving} (secret ballots)")
    for each in found["perhaps_ballots"]:
        typer.echo(
            f"  message {each['uid']} of {each['mailbox']} stays there, and may be a ballot in secret: {each['why']}"
        )
        typer.echo(f"    it came while the box of {', '.join(each['refs'])} was open")
        typer.echo(f"    to have it read: listvote parked retry {each['parked']}")
        typer.echo(f"    to give it up, so that it leaves the mailbox too: listvote parked drop {each['parked']}")
    for failure in found["failures"]:
        typer.echo(f"  not sent: {failure['what']} to {failure['recipient']}: {failure['error']}")
    for name, what in found["broken_templates"].items():
        typer.echo(f"  broken template {name}, ours is used: {what}")
    for group in found["groups"]:
        _show_group(group, now)


def _in_words(at: str, zone: str, now: datetime) -> str:
    """An instant as people of a zone say it, with the zone."""
    from listvote.events import moment
    from listvote.render.moments import said_past

    return f"{said_past(moment(at), zone, now)} ({zone})"


def _show_group(group: dict[str, Any], now: datetime) -> None:
    zone = group["time_zone"]
    mode = "paused" if group["paused"] else "live" if group["live"] else "listening"
    mode += f" by itself: {group['tripped_why'] or 'look into its log'}" * group["tripped"]
    typer.echo(f"\n{group['name']} ({mode}), {group['ledger']['events']} events, head {group['ledger']['head'][:16]}…")
    for each in group["alike"]:
        typer.echo(f"  perhaps one person: members {', '.join(map(str, each['members']))} have {each['what']}")
    for post in group["unseen_posts"]:
        about = " ".join(post["refs"])
        typer.echo(f"  not seen back: {post['what']} {about}, sent {_in_words(post['handed_over'], zone, now)}")
    for decision in group["decisions"]:
        tally = ", ".join(f"{position} {number}" for position, number in (decision["tally"] or {}).items())
        none = "not told before the close" if decision["tally"] is None else "no votes"
        quorum = "reached" if decision["quorum"]["reached"] else f"needs {decision['quorum']['needed']}"
        ends = {"open": "closes", "hearing": "hearing until"}.get(decision["status"])
        when = f"{ends} {_in_words(decision['closes'], zone, now)}" if ends else decision["status"]
        answered = f"{decision['participants']} of {decision['members']} answered, quorum {quorum}"
        typer.echo(f"  {decision['ref']} {decision['title']}: {when}; {answered}; {tally or none}")
    for task in group["tasks"]:
        typer.echo(f"  {task['ref']} {task['title']}: {task['status']}, {task['offers']} of {task['people']} offered")


def export(
    group: GroupOption = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file instead.")] = None,
) -> None:
    """Print the public ledger as JSON lines: no addresses, no names; `listvote audit` checks it anywhere."""
    from listvote.group.sealed import waits_for_close
    from listvote.ledger.codec import export as lines
    from listvote.store import ledger
    from listvote.store.database import StoreError

    with frame.house() as (house, _):
        number, state = frame.the_group(house, group)
        out = output.open("w", encoding="utf-8") if output else sys.stdout
        try:
            with house.look() as look:
                entries = ledger.entries(look.connection, number)
                for line in lines(state.name, entries, lambda entry: waits_for_close(state, entry)):
                    out.write(line + "\n")
            with suppress(StoreError):  # what others keep a copy of should survive a power cut; a full disk may not
                house.database.flush()
        finally:
            if output:
                out.close()


@parked_app.command("list")
def parked_list(json: JsonOption = False) -> None:
    """List the parked mails: number, when received, why."""
    from listvote.store import parked

    with frame.house() as (house, _), house.look() as look:
        found = parked.listed(look.connection, "retry", "parked")
    if json:
        keys = ("id", "mailbox", "uid", "received", "why", "attempts", "state")
        frame.show_json([{key: getattr(each, key) for key in keys} | {"bytes": len(each.raw)} for each in found])
        return
    for each in found:
        again = "will be tried again" if each.state == "retry" else "waits for you"
        typer.echo(f"{each.id:>4}  {each.received}  {each.why}  ({again}, {each.attempts} tried)")
    if not found:
        typer.echo("Nothing is parked.")


@parked_app.command("show")
def parked_show(number: int) -> None:
    """Print a parked mail as it came."""
    from listvote.flow.letter import parked_letter

    with frame.house() as (house, _):
        letter = parked_letter(house, _parked(house, number))
        if letter is None:
            frame.fail("It is locked, and the key that it is locked with is lost.")
        sys.stdout.buffer.write(letter.raw)


@parked_app.command("retry")
def parked_retry(
    number: Annotated[int | None, typer.Argument(help="Which one; without a number, all of them.")] = None,
) -> None:
    """Try parked mail again, now; what the mailbox did not give as a whole is fetched again."""
    from listvote.flow.passing import Watch, retry
    from listvote.store import parked

    with frame.house() as (house, config):
        with house.look() as look:
            found = parked.listed(look.connection, "retry", "parked")
        chosen = [each for each in found if number is None or each.id == number]
        if number is not None and not chosen:
            frame.fail(f"There is no parked mail {number}.")
        done = [each.id for each in chosen if each.whole and retry(house, each, frame.now(), Watch())]
        done += _fetched(house, config, [each for each in chosen if not each.whole])
        typer.echo(f"{len(done)} of {len(chosen)} dealt with." if chosen else "Nothing is parked.")
        if len(done) < len(chosen):
            raise typer.Exit(1)


def _fetched(house: House, config: Config, chosen: list[Parked]) -> list[int]:
    """Fetch mails again that the mailbox did not give as a whole; the numbers of those that are dealt with now."""
    from listvote.flow.passing import Watch, fetch_again, mailbox_name
    from listvote.flow.surroundings import mailbox, mailbox_address
    from listvote.net.imap import MailboxError

    here = mailbox_name(mailbox_address(config))
    for each in chosen:
        if each.mailbox != here:
            typer.echo(f"{each.id} lies in another mailbox: {each.mailbox}", err=True)
    chosen = [each for each in chosen if each.mailbox == here]
    if not chosen:
        return []
    try:
        with mailbox(config) as folder:
            return [each.id for each in chosen if fetch_again(house, each, folder, frame.now(), Watch())]
    except MailboxError as error:
        frame.fail(f"mailbox: {error.words}")


@parked_app.command("drop")
def parked_drop(number: int) -> None:
    """Drop a parked mail for good; its bytes are erased. What may be a secret ballot leaves the mailbox as well."""
    from functools import partial

    from listvote.flow.leaving import give_up

    with frame.house() as (house, _):
        found = _parked(house, number)
        leaves = house.trying(partial(give_up, mail=found))
        too = " It may have been a secret ballot: it leaves the mailbox too, once its decision is closed." * leaves
        typer.echo(f"Dropped {number}.{too}")


def _parked(house: Any, number: int) -> Any:
    from listvote.store import parked

    with house.look() as look:
        found = [each for each in parked.listed(look.connection, "retry", "parked") if each.id == number]
    if not found:
        frame.fail(f"There is no parked mail {number}.")
    return found[0]

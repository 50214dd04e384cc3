"""`listvote group …` and `listvote roll …`: groups, their charters, their rolls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from listvote.cli import frame
from listvote.cli.frame import GroupOption, JsonOption

if TYPE_CHECKING:
    from listvote.flow.house import House
    from listvote.group import State

group_app = typer.Typer(no_args_is_help=True, help="Groups and their charters.")
_ALWAYS_SHOWN: Final = ("method", "quorum", "closes", "ballots")
roll_app = typer.Typer(no_args_is_help=True, help="The roll: who takes part.")


@group_app.command("add")
def add(
    charter: Annotated[Path, typer.Argument(help="The charter, a TOML file.")],
    live: Annotated[bool, typer.Option("--live", help="Post and answer at once, instead of listening first.")] = False,
    as_of: frame.AsOfOption = "",
) -> None:
    """Add a group by its charter. It listens first: mail is read and counted, nothing is posted or answered."""
    from listvote.flow.groups import Faulty, add_group

    at = frame.time(as_of) if as_of else frame.now()
    with frame.house() as (house, _):
        made = add_group(house, frame.read_text(charter), live=live, now=at)
        if isinstance(made, Faulty):
            frame.fail_with(str(charter), made.faults, unchanged=True)
        members = len(made.roll.members)
        moderators = "its moderator" if members == 1 else f"its {members} moderators"
        roll = f"with {moderators} on its roll" if members else "with nobody on its roll"
        typer.echo(f"Added {made.name}, {'live' if live else 'listening'}, {roll}.")
        typer.echo(f"Next: listvote roll import FILE --group {made.name}")


@group_app.command("live")
def live(group: GroupOption = "") -> None:
    """End listening: mails go out from now on, decisions that were only listened to are dropped."""
    from listvote.flow.groups import go_live

    _switch(group, "is live", go_live)


@group_app.command("pause")
def pause(
    group: GroupOption = "", why: Annotated[str, typer.Option(help="Why; it stands in the ledger.")] = ""
) -> None:
    """Stop all posts of a group; mail is still read and counted."""
    from listvote.flow import groups

    _switch(group, "is paused", lambda house, number, now: groups.pause(house, number, why, now))


@group_app.command("resume")
def resume(
    group: GroupOption = "", why: Annotated[str, typer.Option(help="Why; it stands in the ledger.")] = ""
) -> None:
    """Let the posts of a paused group go out again."""
    from listvote.flow import groups

    _switch(group, "posts again", lambda house, number, now: groups.resume(house, number, why, now))


def _switch(group: str, done: str, switch: Callable[[House, int, datetime], str]) -> None:
    with frame.house() as (house, _):
        number, state = frame.the_group(house, group)
        refused = switch(house, number, frame.now())
        if refused:
            frame.fail(refused)
        typer.echo(f"{state.name} {done}.")


@group_app.command("show")
def show(group: GroupOption = "", json: JsonOption = False) -> None:
    """Show a group: its rules in force, its size, and what of its charter is not built yet."""
    from listvote import charter as charters

    with frame.house() as (house, _):
        _, state = frame.the_group(house, group)
        off = charters.off(state.charter)
        facts = charters.to_facts(state.charter)
        if json:
            frame.show_json(
                {
                    "name": state.name,
                    "live": state.live,
                    "paused": state.paused,
                    "members": len(state.roll.present()),
                    "moderators": sorted(state.moderators),
                    "alike": _alike(state),
                    "ledger": {"events": state.seq, "head": state.head.hex()},
                    "charter": facts,
                    "off": list(off),
                }
            )
            return
        mode = "paused" if state.paused else "live" if state.live else "listening"
        typer.echo(f"{state.name}: {mode}, {len(state.roll.present())} on the roll, {state.seq} events")
        typer.echo(f"Ledger head {state.head.hex()}")
        typer.echo(f"Moderators: {', '.join(map(state.roll.shown_as, sorted(state.moderators))) or 'nobody'}")
        for line in (*_alike_lines(state), *_work_lines(state)):
            typer.echo(line)
        for line in _rules(facts):
            typer.echo(line)
        if off:
            typer.echo("\nNot built yet, and therefore off:")
            for line in off:
                typer.echo(f"  {line}")


def _alike(state: State) -> list[dict[str, Any]]:
    """The members who may be one person, by number, as plain data."""
    return [{"members": list(each.members), "what": each.what} for each in state.roll.look_alike()]


def _alike_lines(state: State) -> Iterator[str]:
    for each in state.roll.look_alike():
        who = ", ".join(f"{number} {state.roll.shown_as(number)}" for number in each.members)
        yield f"Perhaps one person: {who} have {each.what}."


def _work_lines(state: State) -> Iterator[str]:
    """Who does what, and the hours of everybody together; nobody's own."""
    from listvote.posts import at_work, hours

    for each in at_work.doing(state, frame.now()):
        until = f", to {each.until.isoformat()}" if each.until else ""
        yield f"{each.ref}, {each.title}: {', '.join(each.who)}{until}"
    for sums in hours.sums(state):
        done = f", {sums.done} done" if sums.done else ""
        yield f"Hours, {sums.name}: {sums.wanted} wanted, {sums.promised} promised{done}"


def _rules(facts: Mapping[str, Any]) -> Iterator[str]:
    """A charter as lines; of each kind what its method goes by first, and what differs from the defaults."""
    from listvote.charter import Kind

    plain = Kind().to_facts()
    for table, values in facts.items():
        if table != "kinds":
            yield f"\n[{table}]"
            yield from (f"{key} = {_toml(value)}" for key, value in values.items())
            continue
        for name, rules in values.items():
            yield f"\n[kinds.{name}]"
            always = (*_ALWAYS_SHOWN, "threshold") if rules["method"] == "majority" else _ALWAYS_SHOWN
            shown = (key for key, value in rules.items() if key in always or value != plain[key])
            yield from (f"{key} = {_toml(rules[key])}" for key in shown)
        yield "\nWhatever else a kind may say has its default; --json shows all of it."


def _toml(value: object) -> str:
    """A value as TOML writes it, tables inline."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + " }" if value else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


@group_app.command("charter")
def charter(
    file: Annotated[Path | None, typer.Argument(help="A new charter, to replace the one in force.")] = None,
    group: GroupOption = "",
) -> None:
    """Print the charter in force, as a file that `group add` reads; or put another one into force.

    What only the group itself may change is refused once the group is live.
    """
    from listvote.flow.groups import change_charter

    with frame.house() as (house, _):
        number, state = frame.the_group(house, group)
        if file is None:
            typer.echo(state.charter_text)
            return
        refused, difference = change_charter(house, number, frame.read_text(file), frame.now())
        if refused:
            frame.fail(f"{refused} Nothing was changed.")
        for line in difference:
            typer.echo(line)
        typer.echo("The new charter is in force.")


@roll_app.command("import")
def import_(
    csv: Annotated[Path, typer.Argument(help="A CSV file; a list's own member export is read as it is.")],
    group: GroupOption = "",
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Members who are not in the file leave the roll.")
    ] = False,
    as_of: frame.AsOfOption = "",
) -> None:
    """Import the roll. Known members are updated; who is not in the file stays, unless --remove-missing."""
    from listvote.flow.groups import Faulty, import_roll

    with frame.house() as (house, _):
        number, state = frame.the_group(house, group)
        text = frame.read_text(csv)
        at = frame.time(as_of) if as_of else frame.now()
        if state.written > at:
            frame.fail(f"The ledger of {state.name} holds events later than {as_of}; nothing was done.")
        done = import_roll(house, number, text, remove_missing=remove_missing, now=at)
        if isinstance(done, Faulty):
            frame.fail_with(str(csv), done.faults, unchanged=True)
        typer.echo(f"{state.name}: {done.joined} joined, {done.changed} changed, {done.left} left.")
        if done.missing:
            who, stay = (
                ("1 member is", "stays") if len(done.missing) == 1 else (f"{len(done.missing)} members are", "stay")
            )
            typer.echo(f"{who} not in the file and {stay}: {', '.join(done.missing[:20])}")
        with house.look() as look:
            for line in _alike_lines(look.state(number)):
                typer.echo(line)


@roll_app.command("list")
def list_(group: GroupOption = "", json: JsonOption = False) -> None:
    """List the members: number, alias, name, addresses."""
    with frame.house() as (house, _):
        _, state = frame.the_group(house, group)
        members = state.roll.present()
        alike: dict[int, list[int]] = {}
        for each in state.roll.look_alike():
            for number in each.members:
                others = {*alike.get(number, ()), *each.members} - {number}
                alike[number] = sorted(others)
        if json:
            frame.show_json(
                [
                    {
                        "number": member.number,
                        "alias": member.shown_as,
                        "name": member.name,
                        "addresses": list(member.addresses),
                        "moderator": member.number in state.moderators,
                        "alike": alike.get(member.number, []),
                    }
                    for member in members
                ]
            )
            return
        for member in members:
            mark = " (moderator)" if member.number in state.moderators else ""
            typer.echo(f"{member.number:>4}  {member.shown_as}{mark}  {member.name}  {', '.join(member.addresses)}")
        for line in _alike_lines(state):
            typer.echo(line)


@roll_app.command("export")
def export(group: GroupOption = "") -> None:
    """Print the roll as CSV, ready for `roll import`."""
    from listvote.membership.roll_file import RollEntry, to_csv

    with frame.house() as (house, _):
        _, state = frame.the_group(house, group)
        entries = [
            RollEntry(name=member.name, alias=member.alias, addresses=tuple(member.addresses))
            for member in state.roll.present()
        ]
        typer.echo(to_csv(entries), nl=False)

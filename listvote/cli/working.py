"""`listvote work …`: what was done before listvote was there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from listvote.cli import frame
from listvote.cli.frame import GroupOption

work_app = typer.Typer(no_args_is_help=True, help="Work: who served before.")


@work_app.callback()
def work() -> None:
    """Work: who served before."""


@work_app.command("import")
def import_(
    csv: Annotated[Path, typer.Argument(help="A CSV file with the columns member, class, terms, last.")],
    group: GroupOption = "",
) -> None:
    """Import who served how many terms, and when last: whose turn it is counts that in."""
    from listvote.flow.groups import Faulty
    from listvote.flow.service import import_service

    with frame.house() as (house, _):
        number, state = frame.the_group(house, group)
        done = import_service(house, number, frame.read_text(csv), frame.now())
        if isinstance(done, Faulty):
            frame.fail_with(str(csv), done.faults)
        for work_class, members in done.members.items():
            people = "1 member" if members == 1 else f"{members} members"
            typer.echo(f"{state.name}: the service of {people} in {work_class or 'work of no class'} is remembered.")

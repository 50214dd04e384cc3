"""The commands by name. Each imports what it needs when it runs, so that `--help` answers at once."""

from __future__ import annotations

from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from listvote.cli import auditing, checking, counting, erasing, frame, looking, reading, rehearsing, running
from listvote.cli.groups import group_app, roll_app
from listvote.cli.looking import parked_app
from listvote.cli.outbox import outbox_app
from listvote.cli.working import work_app

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Votes and offers of work on a mailing list, counted by the rules that the list gave itself.",
    epilog="Start with: listvote demo. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"listvote {installed_version('listvote')}")
        raise typer.Exit()


@app.callback()
def options(
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="The configuration; else LISTVOTE_CONFIG, else ./listvote.toml."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    frame.FRAME.config_file = config


app.add_typer(group_app, name="group")
app.add_typer(roll_app, name="roll")
app.add_typer(parked_app, name="parked")
app.add_typer(outbox_app, name="outbox")
app.add_typer(counting.draw_app, name="draw")
app.add_typer(work_app, name="work")
app.command()(running.demo)
app.command()(running.init)
app.command()(checking.check)
app.command()(running.once)
app.command()(running.run)
app.command()(reading.read)
app.command()(rehearsing.rehearse)
app.command()(looking.status)
app.command()(looking.export)
app.command()(auditing.audit)
app.command()(erasing.erase)
app.command()(counting.tally)

"""`listvote rehearse`: an archive as if listvote had been there."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from listvote.cli import frame


def rehearse(
    archive: Annotated[
        list[Path], typer.Argument(help="The archive: mbox files, Maildir folders, or folders of mails.")
    ],
    charter: Annotated[Path, typer.Option("--charter", help="The charter to rehearse.")],
    roll: Annotated[
        Path | None, typer.Option("--roll", help="A roll (CSV); without it everybody in the archive is a member.")
    ] = None,
    as_json: frame.JsonOption = False,
) -> None:
    """Play a list's archive as if listvote had been there, and show what it would have counted.

    Everybody is taken at their word. A JSON object a decision, one a line; on a terminal, text for people.
    """
    from listvote.cli.reading import read_charter, read_roll
    from listvote.flow.rehearse import rehearse, told

    rules = read_charter(charter)
    numbers = read_roll(roll) if roll else None
    try:
        done = rehearse(_mails(archive), rules, numbers, frame.progress)
    except OSError as error:
        frame.fail(f"{error.filename}: {error.strerror or error}")
    for note in done.notes:
        typer.echo(note, err=True)
    for one in done.decisions:
        found = told(done, one)
        if as_json or not sys.stdout.isatty():
            typer.echo(json.dumps(found, ensure_ascii=False))
        else:
            typer.echo("\n".join(_lines(found)) + "\n")


def _mails(paths: list[Path]) -> Iterator[tuple[bytes, str]]:
    from listvote.cli.files import mails

    for path in paths:
        for mail in mails(path):
            yield mail.data, mail.from_line


def _lines(found: dict[str, Any]) -> list[str]:
    """One decision for people."""
    lines = [
        found["subject"],
        f"  {found['opened']} to {found['closed'] or 'the end of the archive'}: {found['outcome']}",
    ]
    lines += [f"  {each['position']:<12} {each['address']}: {each['line'][:60]}" for each in found["ballots"]]
    lines += [f"  {'(asked)':<12} {each['address']}: {each['line'][:60]}" for each in found["doubtful"]]
    lines += [f"  {each['code']:<12} {each['address']}: {each['line'][:60]}" for each in found["refused"]]
    return lines

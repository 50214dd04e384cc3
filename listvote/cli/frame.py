"""What every command shares: the configuration, the open house, how faults and data are printed."""

from __future__ import annotations

import codecs
import json
import os
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from listvote.acts import Fault

if TYPE_CHECKING:
    from listvote.config import Config
    from listvote.flow.house import House
    from listvote.group import State

GroupOption = Annotated[
    str, typer.Option("--group", "-g", metavar="NAME", help="Which group; needed if there are several.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print data for machines; times are RFC 3339 in UTC.")]


AsOfOption = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="TIME",
        help="As if it were this time (RFC 3339): for trying a charter on mail that is older; see once --as-of.",
    ),
]


@dataclass(slots=True)
class Frame:
    """What the options before the command say."""

    config_file: Path | None = None


FRAME = Frame()


TRY_LATER: Final = 75
"""EX_TEMPFAIL of sysexits.h: nothing is wrong, and somebody else is at it."""


def fail(*words: str, code: int = 1) -> NoReturn:
    """Say on stderr why nothing was done, and end with 1, or another code."""
    for line in words:
        typer.echo(line, err=True)
    raise typer.Exit(code)


def fault_lines(faults: Iterable[Fault]) -> list[str]:
    """Faults as lines: where, what, and the mend."""
    lines = []
    for fault in faults:
        where = f"{fault.where}: " if fault.where else ""
        mend = f" - {fault.mend}" if fault.mend else ""
        lines.append(f"{where}{fault.what}{mend}")
    return lines


def fail_with(what: str, faults: Sequence[Fault], *, unchanged: bool = False) -> NoReturn:
    """Say every fault at once, and end with 1; `unchanged` says that what was to be changed is as it was."""
    number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    fail(f"{what}: {number}{', nothing was changed' * unchanged}.", *(f"  {line}" for line in fault_lines(faults)))


def show_json(value: Any) -> None:
    """Print a value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def now() -> datetime:
    """The time, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def time(text: str) -> datetime:
    """The time that an option names, in UTC, to the second; ends with 2 where it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no time; write for example 2026-11-22T18:00:00Z") from None
    if found.tzinfo is None:
        raise typer.BadParameter(f"{text!r} has no zone; write for example 2026-11-22T18:00:00Z")
    return found.astimezone(UTC).replace(microsecond=0)


def read_text(path: Path) -> str:
    """A text file's content; ends with 1 where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        fail(f"{path}: {error.strerror or error}")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # what spreadsheets call "Unicode text"
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def load_config() -> Config:
    """The configuration that this run uses; ends with 1 naming every fault."""
    from listvote.config import ConfigError, find, load

    path = None
    try:
        path = find(FRAME.config_file, os.environ, Path.cwd())
        return load(path, os.environ)
    except ConfigError as error:
        if FRAME.config_file is None and path is None and not any(name.startswith("LISTVOTE_") for name in os.environ):
            fail("There is no listvote.toml in this folder. `listvote init` writes one; --config FILE names another.")
        fail_with(str(path or "the configuration"), error.faults)


@contextmanager
def house() -> Iterator[tuple[House, Config]]:
    """The open house and its configuration; whatever the database refuses ends with 1."""
    from listvote.flow.surroundings import open_house
    from listvote.ledger.chain import LedgerError
    from listvote.store.database import StoreError

    config = load_config()
    try:
        opened = open_house(config, secrets.token_bytes)
        try:
            yield opened, config
        finally:
            opened.database.close()
    except (StoreError, LedgerError) as error:
        fail(str(error))


def the_group(opened: House, name: str) -> tuple[int, State]:
    """The number and state of the group that was named, or of the only one."""
    with opened.look() as look:
        groups: Mapping[str, int] = look.groups()
        if not groups:
            fail("There is no group yet. Add one: listvote group add CHARTER")
        if name:
            if name not in groups:
                fail(f"There is no group {name!r}. There are: {', '.join(groups)}.")
            return groups[name], look.state(groups[name])
        if len(groups) > 1:
            fail(f"There are several groups; say which: --group NAME, of {', '.join(groups)}.")
        only = next(iter(groups.values()))
        return only, look.state(only)


def progress(words: str) -> None:
    """Say how far a long work is, on stderr, where a person watches."""
    if sys.stderr.isatty():
        typer.echo(words, err=True)

"""`listvote audit`: an exported ledger checked with nothing but its file, and one decision of it line by line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listvote.cli import frame
from listvote.cli.frame import JsonOption

if TYPE_CHECKING:
    from listvote.deliberation.decision import Decision
    from listvote.group import State
    from listvote.ledger.codec import Exported


def audit(
    file: Annotated[Path, typer.Argument(help="An exported ledger.")],
    head: Annotated[str, typer.Option("--head", metavar="HEX", help="A head that a digest or result showed.")] = "",
    witness: Annotated[
        Path | None,
        typer.Option("--witness", metavar="ARCHIVE", help="The list's own archive (mbox or Maildir): its digests."),
    ] = None,
    show: Annotated[
        str, typer.Option("--show", metavar="NUMBER", help='List every ballot of a decision, such as "#12".')
    ] = "",
    json: JsonOption = False,
) -> None:
    """Check an exported ledger with nothing but the file: its chain, and every tally, computed anew."""
    from listvote.audit import audit as check
    from listvote.audit import listing

    heads = _heads(witness) if witness else None
    exported = read_ledger(file)
    report = check(exported, head=head.lower(), heads=heads)
    data, lines = report.to_json(), report.lines()
    if show:
        listed = listing(exported, *decision_of(exported, show))
        data["decision"] = listed.to_json()
        lines = [*listed.in_words(), "", *lines]
    if json:
        frame.show_json(data)
    else:
        for line in lines:
            typer.echo(line)
    if report.differences:
        raise typer.Exit(1)


def read_ledger(file: Path) -> Exported:
    """An exported ledger from its file; ends with 1 where it cannot be read."""
    from listvote.ledger.chain import LedgerError
    from listvote.ledger.codec import read

    try:
        with file.open(encoding="utf-8", newline="\n") as lines:
            return read(lines)
    except OSError as error:
        frame.fail(f"{file}: {error.strerror or error}")
    except UnicodeDecodeError:
        frame.fail(f"{file}: this is no exported ledger, for it is no text; `listvote export` writes one.")
    except LedgerError as error:
        frame.fail(f"{file}: {error}")


def decision_of(exported: Exported, number: str) -> tuple[State, Decision]:
    """One decision of a ledger, with the state that it ends in; ends with 1 where there is none."""
    from listvote.audit import found
    from listvote.ledger.chain import LedgerError

    try:
        decision = found(exported, number)
    except LedgerError as error:
        frame.fail(f"The ledger cannot be computed anew: {error}")
    if isinstance(decision, str):
        frame.fail(decision)
    return decision


def _heads(archive: Path) -> dict[str, str]:
    """The heads that our digests and results in a list's archive show, each with the first mail that shows it."""
    from listvote.audit import heads_in
    from listvote.cli.files import mails

    heads: dict[str, str] = {}
    try:
        for raw in mails(archive):
            found = heads_in(raw.data)
            for head in found.heads:
                heads.setdefault(head, found.mail)
    except (OSError, EOFError) as error:
        frame.fail(f"{archive}: {getattr(error, 'strerror', None) or error}")
    return heads

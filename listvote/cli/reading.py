"""`listvote read`: how mails would be understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from listvote.charter import Charter, Method
from listvote.cli import frame


def read(
    files: Annotated[list[Path], typer.Argument(help="Mails: .eml files, mbox files, Maildir folders.")],
    charter: Annotated[Path | None, typer.Option("--charter", help="A charter: its tags, languages and words.")] = None,
    roll: Annotated[Path | None, typer.Option("--roll", help="A roll (CSV): whose addresses are members'.")] = None,
    method: Annotated[Method, typer.Option("--method", help="The method of the open decision.")] = Method.CONSENSUS,
    options: Annotated[str, typer.Option("--options", help="The options of a poll: A,B,C or their texts.")] = "",
    keys: Annotated[
        Path | None,
        typer.Option("--keys", help="Check who wrote them with these keys: s._domainkey.example.org v=DKIM1; ..."),
    ] = None,
    service: Annotated[str, typer.Option("--service", help="With --keys: the address that private mail goes to.")] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each line what it was taken for, and why.")
    ] = False,
    as_json: frame.JsonOption = False,
) -> None:
    """Show how mails would be understood, one JSON object a line; explained, as text unless --json is given.

    Without a ledger, each mail is taken as a reply to one open decision. No name server is asked:
    without --keys it is not checked who wrote a mail.
    """
    from listvote.cli.files import mails
    from listvote.flow.explain import explained, in_words
    from listvote.flow.trial import Trial, options_of, told, try_mail

    labels = [label.strip() for label in options.split(",") if label.strip()]
    rules = read_charter(charter) if charter else None
    members = read_roll(roll) if roll else None
    trial = Trial(
        method=method.value,
        options=options_of(labels),
        charter=rules,
        keys=read_keys(keys) if keys else None,
        service=service,
        member_of=(lambda address: members.get(address.lower())) if members is not None else None,
    )
    for path in files:
        try:
            for mail in mails(path):
                tried = try_mail(mail.data, trial)
                if explain and not as_json:
                    typer.echo("\n".join(in_words(tried)) + "\n")
                    continue
                found = told(tried) | ({"lines": explained(tried)} if explain else {})
                typer.echo(json.dumps(found, ensure_ascii=False))
        except OSError as error:
            frame.fail(f"{path}: {error.strerror or error}")


def read_charter(path: Path) -> Charter:
    """The charter in a file; ends with 1 where it has faults."""
    from listvote import charter as charters

    found = charters.parse(frame.read_text(path))
    if isinstance(found, tuple):
        frame.fail_with(str(path), found)
    return found


def read_roll(path: Path) -> dict[str, int]:
    """The member number of each address of a roll; ends with 1 where it has faults."""
    from listvote.membership import roll_file

    found = roll_file.parse(frame.read_text(path))
    if isinstance(found, tuple):
        frame.fail_with(str(path), found)
    return {address: number for number, entry in enumerate(found.entries, 1) for address in entry.addresses}


def read_keys(path: Path) -> dict[str, bytes | None]:
    """The keys in a file by the names under which a name server tells them; ends with 1 where it has faults."""
    from listvote.mail import key_file

    found = key_file.parse(frame.read_text(path))
    if isinstance(found, tuple):
        frame.fail_with(str(path), found)
    return found

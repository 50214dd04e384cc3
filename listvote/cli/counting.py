"""`listvote tally` and `listvote draw …`: counts and lots by hand, from files alone."""

from __future__ import annotations

import json as jsons
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from listvote.charter import Method
from listvote.cli import frame
from listvote.cli.frame import GroupOption

draw_app = typer.Typer(no_args_is_help=True, help="The verifiable lot: do a draw again, or check a published one.")
ExplainOption = Annotated[bool, typer.Option("--explain", help="Say it in words instead of JSON.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; this is what happens anyway.")]


def tally(
    file: Annotated[
        Path,
        typer.Argument(help='Ballots, one a line: "A > B = C", "3: A > B", "A 5, B 3", "A, C"; or an exported ledger.'),
    ],
    method: Annotated[Method | None, typer.Option("--method", help="How to count.")] = None,
    decision: Annotated[
        str, typer.Option("--decision", metavar="NUMBER", help='Of an exported ledger: which decision, such as "#12".')
    ] = "",
    options: Annotated[str, typer.Option("--options", help="All options, A,B,C or any labels, in their order.")] = "",
    default: Annotated[str, typer.Option("--default", help="ranked: the option for none of the others.")] = "",
    option_quorum: Annotated[
        str, typer.Option("--option-quorum", help='ranked: a decimal, or words such as "at least 3/2 sqrt of members".')
    ] = "",
    members: Annotated[
        int, typer.Option("--members", min=0, help="How many members an option quorum in words is of.")
    ] = 0,
    ratio: Annotated[
        list[str] | None, typer.Option("--ratio", metavar="A=3", help="ranked: an option's ratio.")
    ] = None,
    seats: Annotated[int, typer.Option("--seats", min=1, help="stv: how many to elect.")] = 1,
    seed: Annotated[
        str, typer.Option("--seed", metavar="HEX", help="Settle ties by this lot; else they are told.")
    ] = "",
    explain: ExplainOption = False,
    json: JsonOption = False,
) -> None:
    """Count ballots from a text file, or of one decision from an exported ledger, with the whole working."""
    if decision:
        if method is not None or options:
            raise typer.BadParameter("a decision of a ledger brings its own method and options")
        recounted = _of_ledger(file, decision)
        _print(recounted, _tally_lines(recounted) if explain else None)
        return
    if method is None:
        raise typer.BadParameter("say how to count: --method; or which decision of an exported ledger: --decision")
    from listvote.deliberation import ballot_file
    from listvote.deliberation.tally import options_by_lot
    from listvote.deliberation.tally import tally as count
    from listvote.measures import MeasureError, OptionQuorum

    labels = [label.strip() for label in options.split(",") if label.strip()]
    read = ballot_file.parse(method.value, frame.read_text(file), labels)
    if isinstance(read, tuple):
        frame.fail_with(str(file), read)
    try:
        quorum = OptionQuorum.parse(option_quorum) if option_quorum else None
        if quorum and quorum.base and not members:
            raise typer.BadParameter(f'"{quorum.words}" needs --members N')
        found = count(
            method.value,
            read.ballots,
            read.options,
            default=default or None,
            option_quorum=quorum.needed(members) if quorum else 0,
            ratios=dict(_ratio(each) for each in ratio or ()),
            seats=seats,
            order_of_lot=options_by_lot(read.options, _hex(seed, "--seed")) if seed else None,
        )
    except (MeasureError, ValueError) as error:
        frame.fail(str(error))
    _print(found, _tally_lines(found) if explain else None)


def _of_ledger(file: Path, number: str) -> dict[str, Any]:
    """One decision of an exported ledger counted again, its lot drawn where it is revealed."""
    from listvote.cli.auditing import decision_of, read_ledger
    from listvote.deliberation.choice import counted

    state, decision = decision_of(read_ledger(file), number)
    ballots = [(cast.ballot, 1) for cast in decision.standing(state.received).values() if cast.ballot]
    active = len(decision.active | decision.answered)
    return counted(decision, ballots, len(decision.roll), active)


def _ratio(text: str) -> tuple[str, Fraction]:
    label, _, number = text.partition("=")
    try:
        return label.strip(), Fraction(number.strip())
    except (ValueError, ZeroDivisionError):
        raise typer.BadParameter(f"{text!r} is no ratio; write for example A=3") from None


def _hex(text: str, option: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise typer.BadParameter(f"{option}: {text!r} is not hexadecimal") from None


def _print(found: Any, lines: list[str] | None) -> None:
    if lines is None:
        typer.echo(jsons.dumps(found, ensure_ascii=False))
        return
    for line in lines:
        typer.echo(line)


def _tally_lines(found: dict[str, Any]) -> list[str]:
    """A count in words: its working in the order in which it was done, then who won."""
    lines = [f"{found['method']}, {found['ballots']} ballots"]
    for word, number in found.get("positions", {}).items():
        lines.append(f"  {word}: {number}")
    for label, total in found.get("sums", {}).items():
        mean = found.get("means", {}).get(label)
        lines.append(f"  {label}: {total}{f', on average {mean}' if mean else ''}")
    for label, row in found.get("pairwise", {}).items():
        lines.append(f"  {label} over " + ", ".join(f"{other} {number}" for other, number in row.items()))
    lines += [f"  dropped: {each['option']} (its {each['why']})" for each in found.get("dropped", [])]
    if "quota" in found:
        lines.append(f"  quota {found['quota']}")
    for place, round_ in enumerate(found.get("rounds", []), 1):
        counts = ", ".join(f"{label} {number}" for label, number in round_["counts"].items())
        then = [f"elected {', '.join(round_['elected'])}"] if round_["elected"] else []
        then += [f"eliminated {', '.join(round_['eliminated'])}"] if round_["eliminated"] else []
        exhausted = f", exhausted {round_['exhausted']}" if str(round_["exhausted"]) != "0" else ""
        lines.append(f"  round {place}: {counts}{exhausted}{': ' if then else ''}{'; '.join(then)}")
    if "order" in found:
        lines.append("Order: " + " > ".join(" = ".join(tied) for tied in found["order"]))
    if "winners" in found:
        lines.append(f"Won: {', '.join(found['winners']) or 'nobody'}")
    lines += [f"Tied, for a lot to settle: {', '.join(tied)}" for tied in found.get("ties", [])]
    return lines


@draw_app.command("order")
def order(
    rfc: Annotated[bool, typer.Option("--rfc3797", help="By RFC 3797, from public sources alone.")] = False,
    pool: Annotated[int, typer.Option("--pool", min=0, help="RFC 3797: how many there are to draw from.")] = 0,
    source: Annotated[
        list[str] | None, typer.Option("--source", help="RFC 3797: a source's numbers, in its order.")
    ] = None,
    count: Annotated[int | None, typer.Option("--count", min=0, help="How many to draw; else all.")] = None,
    secret: Annotated[str, typer.Option("--secret", metavar="HEX", help="The revealed 32 bytes.")] = "",
    pool_members: Annotated[str, typer.Option("--pool-members", help="Member numbers: 1,4,7.")] = "",
    salt: Annotated[list[str] | None, typer.Option("--salt", metavar="NUMBER=TEXT", help="A member's salt.")] = None,
    public: Annotated[list[str] | None, typer.Option("--public", metavar="VALUE", help="A public value.")] = None,
    explain: ExplainOption = False,
    json: JsonOption = False,
) -> None:
    """Put a pool in order by the lot: by RFC 3797, or by our own from the secret, the salts and public values."""
    from listvote import lot

    try:
        if rfc:
            if not pool or not source:
                raise typer.BadParameter("--rfc3797 needs --pool N and at least one --source")
            found = lot.rfc3797(pool, source, pool if count is None else count)
        else:
            if not pool_members:
                raise typer.BadParameter("name the pool: --pool-members 1,4,7 (or draw by --rfc3797)")
            numbers = [_number(each) for each in pool_members.split(",")]
            found = lot.order(_hex(secret, "--secret"), numbers, dict(_salt(each) for each in salt or ()), public or ())
            found = found if count is None else found[:count]
    except (lot.LotError, ValueError) as error:
        frame.fail(str(error))
    _print({"order": found}, [f"{place}. {number}" for place, number in enumerate(found, 1)] if explain else None)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no member's number") from None


def _salt(text: str) -> tuple[int, str]:
    number, mark, words = text.partition("=")
    if not mark:
        raise typer.BadParameter(f"{text!r} is no salt; write for example 4=any text")
    return _number(number), words


@draw_app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(help="A published draw, a JSON file.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Do a published draw again and name every difference."""
    from listvote.labour import record

    try:
        published = jsons.loads(frame.read_text(file))
    except ValueError as error:
        frame.fail(f"{file}: not JSON: {error}")
    differences = record.verify(published) if isinstance(published, dict) else ["This is no record of a draw."]
    if json:
        typer.echo(jsons.dumps({"ok": not differences, "differences": differences}, ensure_ascii=False))
    else:
        for line in differences or ["The draw is what was published: secret, salts, pool, order and places agree."]:
            typer.echo(line)
    if differences:
        raise typer.Exit(1)


@draw_app.command("record")
def record(
    name: Annotated[str, typer.Argument(help="The draw: any of its tasks, such as T7; T7.2 for its second round.")],
    ledger: Annotated[
        Path | None, typer.Option("--ledger", metavar="FILE", help="From an exported ledger, not from the database.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file instead.")] = None,
    group: GroupOption = "",
) -> None:
    """Print the record of a draw: all that is needed to do it again, for `listvote draw verify`."""
    from listvote.audit import state_of
    from listvote.cli.auditing import read_ledger
    from listvote.group.draw_records import draw_of, draw_record
    from listvote.ledger.chain import LedgerError
    from listvote.lot import LotError

    if ledger is not None:
        try:
            state = state_of(read_ledger(ledger))
        except LedgerError as error:
            frame.fail(f"{ledger}: {error}")
    else:
        with frame.house() as (house, _):
            _, state = frame.the_group(house, group)
    draw = draw_of(state, name) if state is not None else None
    if state is None or draw is None:
        frame.fail(f"Nothing was drawn for {name}{f' in {state.name}' if state is not None else ''}.")
    try:
        text = jsons.dumps(draw_record(state, draw), ensure_ascii=False, indent=1)
    except LotError as error:
        frame.fail(f"The draw {draw.name} cannot be done again: {error}")
    if output is None:
        typer.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")

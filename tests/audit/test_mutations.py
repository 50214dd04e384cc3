"""What is claimed of an exported ledger, tried at random: whoever kept its head notices every change of the file.

The claim, exactly: take a ledger whose audit finds no difference, and its head. Any other file is refused as no
exported ledger, or the audit with that head names a difference, or it counts other bodies as erased than before (words
may be erased, and the audit says how many were). Only the line end behind the last line may come or go.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest

from listvote.audit import Report, audit
from listvote.ledger.chain import LedgerError
from listvote.ledger.codec import read
from tests.ledger.golden import CASES

FEW, ALL = 250, 2_500  # of each of four seeds


def audited(data: bytes, head: str = "") -> Report | str:
    """As the command does it: a report, or why there is none."""
    try:
        lines = data.decode("utf-8").split("\n")
        ended = [f"{line}\n" for line in lines[:-1]] + [lines[-1]] * bool(lines[-1])
        return audit(read(ended), head=head)
    except (LedgerError, UnicodeDecodeError) as error:
        return str(error)


@cache
def ledgers() -> tuple[tuple[bytes, Report], ...]:
    """Every golden ledger that an audit finds whole, and what it finds."""
    found = [(data, audited(data)) for data in (case.joinpath("ledger.jsonl").read_bytes() for case in CASES)]
    return tuple((data, report) for data, report in found if isinstance(report, Report) and not report.differences)


# Any byte

Mutation = Callable[[bytes, random.Random], bytes]


def another_byte(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def a_flipped_bit(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def bytes_less(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 1, 1, 2, 64, 3000)) :]


def a_byte_more(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.choice(b' \n\r\t0aA"{}\x00\x85')]) + data[at:]


def two_exchanged(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + 1 : at + 2] + data[at : at + 1] + data[at + 2 :]


def a_piece_twice(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    end = at + chance.randrange(1, 3000)
    return data[:end] + data[at:end] + data[end:]


def digits_or_letters_exchanged(data: bytes, chance: random.Random) -> bytes:
    """A byte by another one that could stand there as well."""
    at = chance.randrange(len(data))
    for letters in (b"0123456789", b"abcdef", b"ghijklmnopqrstuvwxyz"):
        if data[at] in letters:
            return data[:at] + bytes([chance.choice(letters)]) + data[at + 1 :]
    return another_byte(data, chance)


# Whole lines, and bodies, as somebody would who knows the format


def lines_less(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    return b"".join(lines[:at] + lines[at + chance.choice((1, 1, 2, 5, 1000)) :])


def two_lines_exchanged(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def a_line_of_another_place(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return b"".join(lines)


def a_value_of_another_line(data: bytes, chance: random.Random) -> bytes:
    """A head, a hash or a body taken from another entry, or a word instead of it, in a line as it should be."""
    lines = data.decode().splitlines()
    at, other = chance.randrange(1, len(lines)), chance.randrange(1, len(lines))
    entry, from_ = json.loads(lines[at]), json.loads(lines[other])
    name = chance.choice(("head", "hash", "facts", "words"))
    words = ("erased", "withheld until the close") if name in ("facts", "words") else ()
    entry[name] = chance.choice((from_[name], from_[name], *words))
    lines[at] = json.dumps(entry, ensure_ascii=False)
    return ("\n".join(lines) + "\n").encode()


def a_fact_told_otherwise(data: bytes, chance: random.Random) -> bytes:
    """A number or a word within a body, in canonical form."""
    lines = data.decode().splitlines()
    at = chance.randrange(1, len(lines))
    entry = json.loads(lines[at])
    name = chance.choice(("facts", "words"))
    if not isinstance(entry[name], dict):
        return lines_less(data, chance)
    text = entry[name]["text"]
    before, after = chance.choice(("1", "2", "agree", "true", "e")), chance.choice(("3", "x", "false"))
    entry[name]["text"] = text.replace(before, after, 1)
    lines[at] = json.dumps(entry, ensure_ascii=False)
    return ("\n".join(lines) + "\n").encode()


MUTATIONS: tuple[Mutation, ...] = (
    another_byte,
    a_flipped_bit,
    bytes_less,
    a_byte_more,
    two_exchanged,
    a_piece_twice,
    digits_or_letters_exchanged,
    lines_less,
    two_lines_exchanged,
    a_line_of_another_place,
    a_value_of_another_line,
    a_fact_told_otherwise,
)


def noticed(clean: Report, report: Report | str) -> bool:
    return isinstance(report, str) or bool(report.differences) or report.erased != clean.erased


@pytest.mark.parametrize(
    ("seed", "times"),
    [*((seed, FEW) for seed in range(4)), *(pytest.param(seed, ALL, marks=pytest.mark.real) for seed in range(4, 8))],
)
def test_no_random_change_of_an_exported_ledger_goes_unnoticed(seed: int, times: int) -> None:
    chance = random.Random(seed)
    changed = 0
    while changed < times:
        data, clean = chance.choice(ledgers())
        made, names = data, []
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            mutation = chance.choice(MUTATIONS)
            with suppress(ValueError, LookupError, TypeError):  # what is broken already has no values to exchange
                made = mutation(made, chance) or b"\n"
                names.append(mutation.__name__)
        if made.removesuffix(b"\n") == data.removesuffix(b"\n"):
            continue
        changed += 1
        assert noticed(clean, audited(made, clean.head)), (seed, changed, names)


def test_each_golden_ledger_is_among_those_that_are_tried() -> None:
    assert len(ledgers()) == len(CASES)


def test_what_the_claim_leaves_out_is_what_it_says() -> None:
    data, clean = ledgers()[0]
    assert not noticed(clean, audited(data.removesuffix(b"\n"), clean.head))  # the last line's end
    cut = data[: data.rstrip(b"\n").rindex(b"\n") + 1]
    assert not noticed(clean, audited(cut))  # without the head
    assert noticed(clean, audited(cut, clean.head))


@pytest.mark.parametrize(("body", "word"), [("facts", "erased"), ("words", "withheld until the close")])
def test_a_body_is_missing_for_its_own_reason_alone(body: str, word: str) -> None:
    lines = ledgers()[0][0].decode().splitlines()
    entry = json.loads(lines[5])
    entry[body] = word
    lines[5] = json.dumps(entry, ensure_ascii=False)
    report = audited("\n".join(lines).encode())
    assert isinstance(report, str) and report.startswith("line 6: facts are never erased")

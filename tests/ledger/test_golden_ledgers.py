"""Ledgers that were written once and have to hold for ever.

A case that differs leaves `got.jsonl.got` beside it, to be compared; there is no good reason to move it over.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from listvote.audit import audit
from listvote.ledger.chain import Entry
from listvote.ledger.codec import export, read
from tests.ledger.golden import CASES, sealed


def of(case: Path) -> str:
    return case.joinpath("ledger.jsonl").read_bytes().decode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_events_and_salts_give_the_same_bytes(case: Path) -> None:
    got = "".join(f"{line}\n" for line in export("press", sealed(case)))
    if got != of(case):
        case.joinpath("got.jsonl.got").write_bytes(got.encode())
    assert got == of(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_audit_of_it_finds_nothing(case: Path) -> None:
    with case.joinpath("ledger.jsonl").open(encoding="utf-8", newline="\n") as lines:
        report = audit(read(lines))
    assert not report.differences, report.lines()
    assert report.tallies


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_reading_and_exporting_it_again_changes_nothing(case: Path) -> None:
    lines = of(case).removesuffix("\n").split("\n")
    exported = read(lines)
    assert list(export(exported.group, exported.entries)) == lines


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_stranger_follows_the_chain_with_nothing_but_sha256_and_json(case: Path) -> None:
    previous = bytes(32)
    for line in of(case).removesuffix("\n").split("\n")[1:]:
        entry = json.loads(line)
        head = entry["head"].encode()
        previous = hashlib.sha256(previous + head).digest()
        assert entry["hash"] == previous.hex()
        for name in ("facts", "words"):
            body = bytes.fromhex(entry[name]["salt"]) + entry[name]["text"].encode()
            assert hashlib.sha256(body).hexdigest() == json.loads(head)[name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_private_is_in_the_file(case: Path) -> None:
    def private(entry: Entry) -> str:
        assert entry.private is not None
        return json.dumps(entry.private.value(), ensure_ascii=False)

    hidden = "".join(private(entry) for entry in sealed(case))
    assert "ada@example.org" in hidden
    assert "Ada Example" in hidden
    for secret in ("ada@example.org", "cleo@example.net", "Ada Example", "Cleo Example"):
        assert secret not in of(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_says_why_it_is_there(case: Path) -> None:
    assert (case / "why.md").read_text(encoding="utf-8").strip()

"""`audit` and `tally` on another machine: a file, no configuration, no database; and what is no such file."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from listvote.cli.app import app
from tests.group.a_group import Book
from tests.ledger.golden import CASES

LEDGER = CASES[0] / "ledger.jsonl"


def run(*arguments: object, code: int = 0) -> Result:
    done = CliRunner().invoke(app, [str(each) for each in arguments])
    assert done.exit_code == code, f"{done.stdout}{done.stderr}{done.exception!r}"
    return done


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with a decision that ended, alone in a folder."""
    monkeypatch.chdir(tmp_path)
    book = Book(members=5)
    book.open()
    book.vote("agree", 2, 3, 4)
    book.vote("disagree", 2)
    book.tick(book.decision().deadline)
    book.tick(book.decision().deadline.replace(hour=23))
    path = tmp_path / "press.jsonl"
    path.write_text("".join(f"{line}\n" for line in book.lines()), "utf-8")
    return path


def test_every_ballot_of_a_decision_is_listed_from_the_file_alone(ledger: Path) -> None:
    said = run("audit", ledger, "--show", "#1").stdout
    assert "Member 3 (3): agree" in said and "- " in said and "No differences." in said
    data = json.loads(run("audit", ledger, "--show", "1", "--json").stdout)
    assert data["ok"] is True
    assert [(each["member"], each["counts"]) for each in data["decision"]["ballots"]] == [
        (2, False),
        (3, True),
        (4, True),
        (2, True),
    ]
    assert "There is no decision #9" in run("audit", ledger, "--show", "#9", code=1).stderr
    assert "no number of a decision" in run("audit", ledger, "--show", "T1", code=1).stderr


def test_a_decision_is_counted_again_from_the_file_alone(ledger: Path) -> None:
    found = json.loads(run("tally", ledger, "--decision", "#1").stdout)
    assert (found["method"], found["positions"]["agree"], found["positions"]["disagree"]) == ("consensus", 2, 1)
    assert "agree: 2" in run("tally", ledger, "--decision", "#1", "--explain").stdout
    run("tally", ledger, "--decision", "#1", "--method", "irv", code=2)
    assert "--decision" in run("tally", ledger, code=2).stderr


def test_whoever_compares_nothing_is_reminded(ledger: Path) -> None:
    assert "Compare the head above" in " ".join(run("audit", ledger).stdout.split())
    head = json.loads(run("audit", ledger, "--json").stdout)["head"]
    assert "Compare the head" not in run("audit", ledger, "--head", head.upper()).stdout


def test_the_lists_archive_is_a_witness(ledger: Path, tmp_path: Path) -> None:
    head = json.loads(run("audit", ledger, "--json").stdout)["head"]
    archive = tmp_path / "archive.mbox"
    mail = "From x Mon Dec  7 18:00:00 2026\nFrom: votes@example.org\nMessage-ID: <d@example.org>\n\nCheck {}\n"
    archive.write_text(mail.format(head))
    assert "The archive shows 1 head of this ledger" in run("audit", ledger, "--witness", archive).stdout
    archive.write_text(mail.format("0" * 64))
    assert "<d@example.org>" in run("audit", ledger, "--witness", archive, code=1).stdout
    archive.write_text("nothing at all")
    assert "witnesses nothing" in run("audit", ledger, "--witness", archive).stdout
    assert "No such file" in run("audit", ledger, "--witness", tmp_path / "none.mbox", code=1).stderr
    broken = tmp_path / "archive.mbox.gz"
    broken.write_bytes(gzip.compress(b"From x\n" * 99)[:-9])
    assert run("audit", ledger, "--witness", broken, code=1).stderr.count("\n") == 1


FOREIGN = {
    "binary": bytes(range(256)) * 9,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "packed": gzip.compress(b"{}"),
    "archive": b"From ada@example.org Mon Dec  7 18:00:00 2026\nSubject: Hello\n\nHello\n",
    "list": b"[1, 2]\n",
    "number": b"7\n",
    "deep": b"[" * 100_000,
    "other": b'{"ledger": "another", "format": 1}\n',
    "later": b'{"ledger": "listvote ledger", "format": 2, "group": "press"}\n',
    "utf-16": '{"ledger": "listvote ledger"}\n'.encode("utf-16"),
    "empty": b"",
    "blank": b"\n",
    "long number": b'{"ledger": ' + b"9" * 5000 + b"}\n",
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("command", [("audit",), ("tally", "--decision", "#1")])
def test_a_file_that_is_no_ledger_is_said_to_be_none_in_one_sentence(
    tmp_path: Path, name: str, command: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(FOREIGN[name])
    said = run(*command, path, code=1).stderr
    assert said.startswith(f"{path}: ") and said.count("\n") == 1
    assert any(words in said for words in ("this is no", "the file is empty", "not written as"))
    assert not any(raw in said for raw in ("codec", "0x", "Expecting", "Exceeds", "Traceback", "Errno"))


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    assert "Is a directory" in run("audit", tmp_path, code=1).stderr


HUGE = "9" * 5000


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", LEDGER, "--show", f"#{HUGE}"),
        ("audit", LEDGER, "--head", HUGE),
        ("tally", LEDGER, "--decision", HUGE),
        ("tally", LEDGER, "--method", "stv", "--seats", HUGE),
        ("tally", LEDGER, "--method", "ranked", "--members", "1e9"),
        ("draw", "order", "--pool-members", f"1,{HUGE}", "--secret", "00" * 32),
        ("draw", "order", "--pool-members", "1,², 3", "--secret", "00" * 32),
        ("draw", "order", "--pool-members", "1,2", "--secret", "00" * 32, "--salt", f"{HUGE}=x"),
        ("draw", "order", "--rfc3797", "--pool", HUGE, "--source", "1"),
        ("draw", "order", "--rfc3797", "--pool", "9999999999", "--source", "1"),
        ("parked", "show", HUGE),
        ("parked", "drop", "-1"),
        ("erase", HUGE),
    ],
    ids=lambda arguments: " ".join(str(each)[:12] for each in arguments),
)
def test_numbers_that_make_no_sense_end_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [str(each) for each in arguments])
    assert done.exit_code in (1, 2), done.stdout
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    assert "Exceeds the limit" not in done.stderr and "invalid literal" not in done.stderr, done.stderr

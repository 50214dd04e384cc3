"""`listvote draw record` and `draw verify`: a draw's record from an exported ledger, and all of it done again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from listvote.cli.app import app
from listvote.ledger.codec import export
from tests.group.a_draw import two_draws


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """An exported ledger with two draws."""
    path = tmp_path / "press.jsonl"
    path.write_text("".join(f"{line}\n" for line in export("press", two_draws())), encoding="utf-8")
    return path


def ran(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["draw", *map(str, words)])


def test_a_record_is_made_from_an_exported_ledger_and_verified(ledger: Path, tmp_path: Path) -> None:
    made = tmp_path / "T1.json"
    assert ran("record", "T1", "--ledger", ledger, "--output", made).exit_code == 0
    done = ran("verify", made)
    assert done.exit_code == 0
    assert done.stdout == "The draw is what was published: secret, salts, pool, order and places agree.\n"
    assert json.loads(ran("verify", made, "--json").stdout) == {"ok": True, "differences": []}
    assert json.loads(ran("record", "T1", "--ledger", ledger).stdout) == json.loads(made.read_text("utf-8"))


def test_a_changed_record_is_refused_with_what_differs(ledger: Path, tmp_path: Path) -> None:
    record = json.loads(ran("record", "T2", "--ledger", ledger).stdout)
    record["places"]["T2"].reverse()
    (tmp_path / "changed.json").write_text(json.dumps(record), "utf-8")
    done = ran("verify", tmp_path / "changed.json")
    assert done.exit_code == 1
    assert '"places"; recomputed it is' in done.stdout


@pytest.mark.parametrize("name", ["T3", "T1.2", "#1"])
def test_where_nothing_was_drawn_this_is_said(name: str, ledger: Path) -> None:
    done = ran("record", name, "--ledger", ledger)
    assert done.exit_code == 1
    assert done.stderr == f"Nothing was drawn for {name} in press.\n"


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    assert ran("record", "T1", "--ledger", tmp_path / "empty.jsonl").exit_code == 1
    assert ran("record", "T1", "--ledger", tmp_path / "none.jsonl").exit_code == 1

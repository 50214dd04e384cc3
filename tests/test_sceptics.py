"""The guide for those who do not believe us: what it shows is run as it stands there, and finds what it says."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from listvote.lot.drawing import commitment
from listvote.lot.published import PoolMember, record

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "sceptics.md").read_text(encoding="utf-8")
LEDGERS = sorted((ROOT / "tests" / "cases" / "ledger").iterdir())
FENCED = re.compile(r"^```(?P<kind>\w+) (?P<name>[\w-]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
PIECES = {found["name"]: found["text"] for found in FENCED.finditer(GUIDE)}


def run(name: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of the guide on its own, with nothing of ours to be imported."""
    script = folder / "script.py"
    script.write_text(PIECES[name], encoding="utf-8")
    command = [sys.executable, "-I", str(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


@pytest.mark.parametrize("name", ["check-chain", "list-ballots", "order-of-a-lot"])
def test_the_guide_needs_nothing_of_ours(name: str) -> None:
    imported = set(re.findall(r"^import (.+)$", PIECES[name], re.MULTILINE))
    assert {each.strip() for line in imported for each in line.split(",")} <= {"hashlib", "hmac", "json", "sys"}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_the_chain_is_followed_to_its_head(ledger: Path, tmp_path: Path) -> None:
    done = run("check-chain", tmp_path, str(ledger / "ledger.jsonl"))
    last = json.loads((ledger / "ledger.jsonl").read_bytes().rstrip(b"\n").rpartition(b"\n")[2])
    assert done.stdout == f"whole, head {last['hash']}\n", done.stderr


def test_a_changed_ballot_is_noticed(tmp_path: Path) -> None:
    text = (LEDGERS[0] / "ledger.jsonl").read_text("utf-8")
    assert text.count('\\"position\\":\\"agree\\"')
    changed = text.replace('\\"position\\":\\"agree\\"', '\\"position\\":\\"block\\"', 1)
    (tmp_path / "changed.jsonl").write_text(changed, "utf-8")
    assert run("check-chain", tmp_path, "changed.jsonl").returncode == 1


def test_every_counted_line_of_a_decision_is_listed(tmp_path: Path) -> None:
    done = run("list-ballots", tmp_path, str(LEDGERS[0] / "ledger.jsonl"), "#1")
    lines = done.stdout.splitlines()
    assert lines, done.stderr
    assert all(re.match(r"\d+:[0-9a-f]{8} \d+ \d{4}-\d\d-\d\dT\S+Z ", line) for line in lines)


def test_the_example_gives_the_order_that_the_guide_says(tmp_path: Path) -> None:
    (tmp_path / "draw.json").write_text(PIECES["example-of-a-lot"], "utf-8")
    done = run("order-of-a-lot", tmp_path, "draw.json")
    assert done.stdout.strip() in GUIDE
    assert done.stdout == "[7, 4, 1]\n", done.stderr


def test_a_published_draw_is_drawn_again_by_the_guide_alone(tmp_path: Path) -> None:
    secret = hashlib.sha256(b"a secret").digest()
    pool = [PoolMember(number, f"Member {number}", 0) for number in (2, 3, 5, 8, 13)]
    drawn = record(
        what="T1, typeset",
        pool=pool,
        rotation="turns",
        committed=commitment(secret),
        secret=secret,
        salts={3: "thé", 13: "salt"},
        public=["7 12 31"],
    )
    (tmp_path / "draw.json").write_text(json.dumps(drawn), "utf-8")
    assert json.loads(run("order-of-a-lot", tmp_path, "draw.json").stdout) == drawn["drawn"]

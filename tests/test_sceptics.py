"""The guide for those who do not believe us: what it shows is run as it stands there, and finds what it says."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from listvote.charter import Rotation
from listvote.labour import record as work
from listvote.labour.drawing import Candidate, Places
from listvote.labour.rotation import Service, standing
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


@pytest.mark.parametrize("name", ["check-chain", "list-ballots", "order-of-a-lot", "draw-of-work"])
def test_the_guide_needs_nothing_of_ours(name: str) -> None:
    imported = set(re.findall(r"^(?:import|from) (.+?)(?: import .+)?$", PIECES[name], re.MULTILINE))
    standard = {"fractions", "hashlib", "hmac", "json", "sys"}
    assert {each.strip() for line in imported for each in line.split(",")} <= standard


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


def by_the_guide(drawn: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What the guide's own program makes of the record of a draw of work."""
    (folder / "work.json").write_text(json.dumps(drawn), "utf-8")
    done = run("draw-of-work", folder, "work.json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_example_of_work_holds_and_the_guides_program_says_the_same(tmp_path: Path) -> None:
    example = json.loads(PIECES["example-of-work"])
    assert work.verify(example) == []
    assert by_the_guide(example, tmp_path) == {
        "order": example["order"],
        "places": example["places"],
        "apprentices": example["apprentices"],
        "next": example["substitutes"],
    }
    assert " ".join(str(number) for number in example["drawn"]) in GUIDE


def a_draw_of_work(chance: Random) -> dict[str, Any]:
    """The record of a draw with everything in it that a draw can have, at random."""
    tasks = [
        Places(f"T{number}", chance.randint(0, 3), chance.randint(0, 2)) for number in range(1, chance.randint(2, 6))
    ]
    names = [each.task for each in tasks]
    rotation = chance.choice(list(Rotation))
    pool = []
    for number in chance.sample(range(1, 90), chance.randint(1, 14)):
        service = Service(chance.randint(0, 2), None, 0, Fraction(chance.randint(-4, 4), 3))
        able = {name for name in names if chance.random() < 0.5}
        learning = {name for name in names if name not in able and chance.random() < 0.3}
        prefer = chance.sample(names, chance.randint(0, 3)) if len(names) > 2 else []
        place = standing(rotation, service)
        pool.append(Candidate(number, place, frozenset(able), frozenset(learning), tuple(prefer)))
    secret = chance.randbytes(32)
    return work.record(
        work.Held(
            name="T1",
            tasks=tasks,
            titles={},
            pool=pool,
            aliases={},
            rotation=rotation,
            times={},
            commitment=commitment(secret),
            secret=secret,
            salts={pool[0].member: "thé"},
        )
    )


@pytest.mark.parametrize("seed", range(25))
def test_a_draw_of_work_is_done_again_by_the_guide_alone(seed: int, tmp_path: Path) -> None:
    drawn = a_draw_of_work(Random(seed))
    found = by_the_guide(drawn, tmp_path)
    assert {key: found[key] for key in ("order", "places", "apprentices")} == {
        key: drawn[key] for key in ("order", "places", "apprentices")
    }
    assert found["next"] == drawn["substitutes"]


def test_places_given_otherwise_are_noticed_by_the_guide_alone(tmp_path: Path) -> None:
    example = json.loads(PIECES["example-of-work"])
    example["salts"] = [[4, "coffee"], [9, "milk"]]
    assert by_the_guide(example, tmp_path)["order"] != example["order"]
    example["commitment"] = "00" * 32
    (tmp_path / "work.json").write_text(json.dumps(example), "utf-8")
    assert run("draw-of-work", tmp_path, "work.json").returncode == 1

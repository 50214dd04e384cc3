"""The documents are true: what they show is what the program does, and what they name is there.

Parts between `<!-- made: NAME -->` and `<!-- end -->` are written by docs/generate.py; run it when the program says
something new, and read what it changed.
"""

from __future__ import annotations

import re
import runpy
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import typer.main

from listvote import charter as charters
from listvote.charter.tree import SECTIONS
from listvote.cli.app import app
from listvote.config import commented_example
from listvote.config.settings import KEYS

ROOT: Final = Path(__file__).parent.parent
DOCUMENTS: Final = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md"), ROOT / "deploy/README.md"]
)
BESIDE: Final = [*DOCUMENTS, *sorted(ROOT.glob("deploy/*")), *sorted(ROOT.glob("examples/*"))]
GOLDEN_LEDGER: Final = ROOT / "tests" / "cases" / "ledger" / "01-every-kind" / "ledger.jsonl"

_LINK: Final = re.compile(r"\[[^\]]*\]\((?P<to>[^)\s]+)\)")
_FENCED: Final = re.compile(r"^```(?P<what>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_IN_LINE: Final = re.compile(r"`([^`\n]+)`")
_HEADING: Final = re.compile(r"^#+ (.*)$", re.MULTILINE)
_OUTSIDE: Final = re.compile(r"(?<![\w./-])/(?:work|tmp|home|root|Users)\b")

named = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@cache
def generator() -> Mapping[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "generate.py"))


@cache
def excerpts() -> Mapping[str, str]:
    """What the demo shows now; played once."""
    found: Mapping[str, str] = generator()["scenes"]()
    return found


def fenced(text: str, what: str) -> list[str]:
    return [found["text"] for found in _FENCED.finditer(text) if found["what"] == what]


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def commands_in(text: str) -> Iterator[str]:
    """Every line or piece of code that begins with the command."""
    for block in fenced(text, "sh") + fenced(text, ""):
        for line in block.replace("\\\n", " ").splitlines():
            yield from (part.strip() for part in re.split(r"&&|\|", line) if part.strip().startswith("listvote "))
    yield from (piece for piece in _IN_LINE.findall(_FENCED.sub("", text)) if piece.startswith("listvote "))


def understood(line: str) -> str:
    """ "" for a line that the command line understands, else what it does not."""
    words = shlex.split(line.split(">")[0], comments=True)[1:]
    command: Any = typer.main.get_command(app)
    while words:
        word = words.pop(0)
        if word.startswith("-"):
            known = {option: each for each in command.params for option in each.opts}
            if word not in known and word not in ("--help", "…"):
                return f"{command.name}: no option {word}"
            takes = word in known and not getattr(known[word], "is_flag", True)
            words = words[1:] if takes else words
        elif word == "…":
            return ""
        elif hasattr(command, "commands"):
            if word not in command.commands:
                return f"no command {word}"
            command = command.commands[word]
    return ""


@named
def test_what_is_made_from_the_program_is_what_it_makes_now(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    wants_the_demo = "<!-- made: digest -->" in text
    now = generator()["made"](text, excerpts() if wants_the_demo else {})
    assert now == text, "run: python docs/generate.py, and read what it changed"


def test_every_document_with_made_parts_is_made() -> None:
    with_parts = {path.relative_to(ROOT).as_posix() for path in DOCUMENTS if "<!-- made: " in path.read_text("utf-8")}
    assert with_parts == set(generator()["DOCUMENTS"])


@named
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    broken = []
    for to in (found["to"] for found in _LINK.finditer(_FENCED.sub("", document.read_text(encoding="utf-8")))):
        if to.startswith("https://"):
            continue
        path, _, heading = to.partition("#")
        target = (document.parent / path).resolve() if path else document
        there = target.exists() and target.is_relative_to(ROOT)
        if there and heading:
            there = heading in {anchor(each) for each in _HEADING.findall(target.read_text(encoding="utf-8"))}
        if not there:
            broken.append(to)
    assert not broken


@named
def test_every_command_that_a_document_names_is_understood(document: Path) -> None:
    lines = dict.fromkeys(commands_in(document.read_text(encoding="utf-8")))
    assert not {line: why for line in lines if (why := understood(line))}


def test_a_command_that_is_not_there_is_noticed() -> None:
    assert understood("listvote audit press.jsonl --head 12") == ""
    assert understood("listvote fly") == "no command fly"
    assert understood("listvote status --wings") == "status: no option --wings"


@pytest.mark.parametrize("document", BESIDE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_names_a_place_outside_the_project(document: Path) -> None:
    assert not _OUTSIDE.findall(document.read_text(encoding="utf-8"))


def test_make_goals_that_documents_name_are_in_the_makefile() -> None:
    goals = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        code = "\n".join(fenced(text, "sh") + _IN_LINE.findall(_FENCED.sub("", text)))
        assert set(re.findall(r"\bmake ([a-z]+)", code)) <= goals, document


def test_every_key_of_the_example_charters_is_explained() -> None:
    explained = (ROOT / "docs" / "moderators.md").read_text(encoding="utf-8")
    for example in ("charter.toml", "charter-full.toml"):
        tables = tomllib.loads((ROOT / "examples" / example).read_text(encoding="utf-8"))
        kinds = tables.pop("kinds", {})
        keys = [key for table in (*tables.values(), *kinds.values()) for key in table]
        assert not [key for key in keys if f"| `{key}` |" not in explained]


def test_every_table_of_a_charter_is_explained() -> None:
    explained = (ROOT / "docs" / "moderators.md").read_text(encoding="utf-8")
    assert not [table for table in SECTIONS if f"### `[{table}]`" not in explained]


def test_the_charter_of_the_moderators_guide_can_run() -> None:
    for block in fenced((ROOT / "docs" / "moderators.md").read_text(encoding="utf-8"), "toml"):
        charter = charters.parse(block)
        assert isinstance(charter, charters.Charter), charter
        assert charters.not_built(charter) == ()


def test_the_example_configuration_beside_the_guide_is_the_one_that_init_writes() -> None:
    assert (ROOT / "deploy" / "listvote.toml").read_text(encoding="utf-8") == commented_example()


def test_configuration_in_the_operators_guide_has_known_keys() -> None:
    for block in fenced((ROOT / "deploy" / "README.md").read_text(encoding="utf-8"), "toml"):
        for table, keys in tomllib.loads(block).items():
            assert set(keys) <= set(KEYS[table])


def test_the_check_that_the_format_page_shows_finds_the_golden_ledger_whole(tmp_path: Path) -> None:
    [script] = fenced((ROOT / "docs" / "ledger-format.md").read_text(encoding="utf-8"), "python")
    done = run_check(script, GOLDEN_LEDGER, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ledger of press\nwhole, head ")


def test_the_check_that_the_format_page_shows_notices_a_changed_word(tmp_path: Path) -> None:
    [script] = fenced((ROOT / "docs" / "ledger-format.md").read_text(encoding="utf-8"), "python")
    lines = GOLDEN_LEDGER.read_text(encoding="utf-8").splitlines(keepends=True)
    forged = tmp_path / "forged.jsonl"
    changed = [line.replace('\\"position\\":\\"agree\\"', '\\"position\\":\\"object\\"') for line in lines]
    assert changed != lines
    forged.write_text("".join(changed), encoding="utf-8")
    assert "these are other facts" in run_check(script, forged, tmp_path).stderr


def run_check(script: str, ledger: Path, place: Path) -> subprocess.CompletedProcess[str]:
    check = place / "check.py"
    check.write_text(script, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", str(check), str(ledger)], capture_output=True, text=True, check=False, cwd=place
    )


def test_the_service_runs_a_command_that_is_there() -> None:
    unit = (ROOT / "deploy" / "listvote.service").read_text(encoding="utf-8")
    [starts] = re.findall(r"^ExecStart=\S*/(listvote .*)$", unit, re.MULTILINE)
    assert understood(starts) == ""
    assert starts.endswith(" run")


def test_the_container_copies_only_what_is_there() -> None:
    lines = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert copied
    assert not [each for names in copied for each in names if not (ROOT / each).exists()]


def test_the_licence_is_the_one_that_the_package_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["license"] == "AGPL-3.0-or-later"
    assert licence.split("\n")[0].strip() == "GNU AFFERO GENERAL PUBLIC LICENSE"


def test_the_change_log_knows_the_version_of_the_package() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

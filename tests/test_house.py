"""The shape of the house: which room may import which, which rooms are pure, how long a module may get.

import-linter sees imports only; that no pure room reads a clock or opens a file is read off the syntax trees here.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from importlinter.cli import lint_imports

ROOT: Final = Path(__file__).parent.parent
PACKAGE: Final = ROOT / "listvote"
MODULES: Final = sorted(PACKAGE.rglob("*.py"))

PURE: Final = frozenset(
    "mail posts audit group membership deliberation labour charter".split()
    + "acts events reasons ledger measures lot discretion".split()
)
CLOCK_READERS: Final = frozenset({"daemon", "cli", "demo", "__main__"})
ENVIRONMENT_READERS: Final = frozenset({"config", "cli"})

# What of other people's packages a pure room may use: each turns values into values.
PURE_PACKAGES: Final = frozenset({"cryptography", "dkim", "icalendar", "orjson", "rfc8785", "selectolax"})
# What of Python's own library reaches outside, or answers differently when it is asked again.
IMPURE_MODULES: Final = frozenset(
    """
    asyncio atexit builtins concurrent ctypes fileinput ftplib getpass glob http imaplib importlib inspect linecache
    locale logging mailbox mmap multiprocessing os pathlib pickle platform poplib queue random runpy sched secrets
    select selectors shelve shutil signal smtplib socket socketserver sqlite3 ssl subprocess sys tempfile threading
    time traceback urllib.request warnings webbrowser
    """.split()
)
IMPURE_BUILTINS: Final = frozenset({"__import__", "breakpoint", "eval", "exec", "hash", "input", "open", "print"})
# Under any name that they are imported by: a clock is a clock, whatever it is called on.
IMPURE_CALLS: Final = frozenset(
    """
    now utcnow today getnode uuid1 uuid4 make_msgid localtime generate_key generate_private_key urandom
    read_text read_bytes write_text write_bytes
    """.split()
)
# Harmless with an argument; without one they ask the machine for the time or its zone.
IMPURE_WITHOUT_ARGUMENTS: Final = frozenset({"astimezone", "formatdate"})
CLOCKS: Final = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
)

MOST_LINES: Final = 350


def room(module: Path) -> str:
    """The room that a file belongs to: `mail` for listvote/mail/message.py, `lot` for listvote/lot.py."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def dotted(node: ast.expr) -> str:
    """`datetime.now` for the expression that reads so (and for `datetime.datetime.now`), else the empty text."""
    match node:
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return f"{owner}.{name}"
        case _:
            return ""


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module or name that is imported, wherever in the file, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name) for name in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from ((node.lineno, f"{module}.{name.name}") for name in names)


def within(name: str, modules: frozenset[str]) -> bool:
    """Whether a dotted name is one of the modules or lies inside one."""
    parts = name.split(".")
    return any(".".join(parts[:count]) in modules for count in range(1, len(parts) + 1))


def foreign(name: str) -> bool:
    """Whether a pure room must not import this: another kind of room, or what is not known to be pure."""
    top, _, rest = name.partition(".")
    if top == "listvote":
        return bool(rest) and rest.split(".")[0] not in PURE
    if top in sys.stdlib_module_names:
        return within(name, IMPURE_MODULES)
    return top not in PURE_PACKAGES


def impurities(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Everything in a syntax tree that a pure room must not have: line and what it is."""
    yield from ((line, f"imports {name}") for line, name in imports(tree) if foreign(name))
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(level=level) if level:
                yield node.lineno, "imports relatively"
            case ast.ImportFrom(names=names) if any(name.name in IMPURE_CALLS for name in names):
                yield node.lineno, f"imports {', '.join(name.name for name in names)}"
            case ast.Global():
                yield node.lineno, f"changes the module's {', '.join(node.names)}"
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_BUILTINS:
                yield node.lineno, f"calls {name}"
            case ast.Call(func=ast.Attribute(attr=name)) if name in IMPURE_CALLS:
                yield node.lineno, f"calls {name}"
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[], keywords=[]) if (
                name in IMPURE_WITHOUT_ARGUMENTS
            ):
                yield node.lineno, f"calls {name} with nothing"
            case ast.Attribute() if dotted(node) in CLOCKS:
                yield node.lineno, f"reads {dotted(node)}"


def clock_readings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every use of a clock that tells the time of day, whether called here or handed on."""
    yield from ((line, name) for line, name in imports(tree) if name in {"time.time", "time.time_ns"})
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and dotted(node) in CLOCKS:
            yield node.lineno, dotted(node)


def environment_readings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every use of the process's environment."""
    names = {"os.environ", "os.environb", "os.getenv", "os.putenv"}
    yield from ((line, name) for line, name in imports(tree) if name in names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and dotted(node) in names:
            yield node.lineno, dotted(node)


def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def places(modules: list[Path], faults: object) -> list[str]:
    """Where the faults are that a checker finds in these modules: `mail/author.py:12 calls now`."""
    assert callable(faults)
    return [f"{m.relative_to(PACKAGE)}:{line} {what}" for m in modules for line, what in faults(parsed(m))]


def test_imports_go_down_only(capsys: pytest.CaptureFixture[str]) -> None:
    failed = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert not failed, capsys.readouterr().out


def test_a_pure_room_only_turns_values_into_values() -> None:
    assert places([module for module in MODULES if room(module) in PURE], impurities) == []


def test_only_the_outermost_rooms_read_the_clock() -> None:
    assert places([module for module in MODULES if room(module) not in CLOCK_READERS], clock_readings) == []


def test_only_the_configuration_and_the_command_line_read_the_environment() -> None:
    assert places([module for module in MODULES if room(module) not in ENVIRONMENT_READERS], environment_readings) == []


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "import os.path",
        "from os import environ",
        "def late():\n    import random",
        "import urllib.request",
        "from urllib import request",
        "import sqlalchemy as sa",
        "import structlog",
        "from listvote.store import tables",
        "from listvote import config",
        "import listvote.net.imap",
        "from . import tables",
        "from uuid import uuid4",
        "from email.utils import make_msgid",
        "open('roll.csv')",
        "print('hello')",
        "hash('Linotype')",
        "datetime.now(UTC)",
        "datetime.datetime.now(tz=UTC)",
        "date.today()",
        "clock.now()",
        "field(default_factory=datetime.now)",
        "uuid.uuid4()",
        "AESGCM.generate_key(256)",
        "received.astimezone()",
        "email.utils.formatdate()",
        "def count():\n    global total",
    ],
)
def test_the_purity_check_finds(code: str) -> None:
    assert list(impurities(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "from zoneinfo import ZoneInfo",
        "from datetime import UTC, datetime",
        "from urllib.parse import quote",
        "import hashlib, hmac, email.message",
        "from listvote.acts import Act",
        "import listvote",
        "from selectolax.lexbor import LexborHTMLParser",
        "received.astimezone(UTC)",
        "email.utils.formatdate(seconds)",
        "def due(now): return now > 3",
        "state.open(matter)",
        "uuid.uuid5(space, name)",
    ],
)
def test_the_purity_check_lets_pass(code: str) -> None:
    assert list(impurities(ast.parse(code))) == []


@pytest.mark.parametrize("code", ["datetime.datetime.now(UTC)", "time.time()", "from time import time", "date.today()"])
def test_the_clock_check_finds(code: str) -> None:
    assert list(clock_readings(ast.parse(code)))


@pytest.mark.parametrize("code", ["time.monotonic()", "import time", "datetime.fromisoformat(text)", "self.now()"])
def test_the_clock_check_lets_pass(code: str) -> None:
    assert list(clock_readings(ast.parse(code))) == []


@pytest.mark.parametrize("code", ["os.environ['HOME']", "os.getenv('HOME')", "from os import environ"])
def test_the_environment_check_finds(code: str) -> None:
    assert list(environment_readings(ast.parse(code)))


def test_every_room_named_as_pure_or_trusted_is_spelled_as_it_is_in_the_import_contract() -> None:
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("layers = [")[2].partition("]")[0]
    named = set(re.findall(r"\((\w+)\)", contract))
    assert named >= PURE | CLOCK_READERS | ENVIRONMENT_READERS


def test_no_module_is_too_long_to_be_read_in_one_sitting() -> None:
    # Migrations are written once and never read again; a vocabulary is a table with one phrase a row.
    excluded = (PACKAGE / "store" / "migrations", PACKAGE / "mail" / "vocabulary")
    lengths = {
        module.relative_to(ROOT).as_posix(): len(module.read_text(encoding="utf-8").splitlines())
        for module in MODULES
        if not any(module.is_relative_to(folder) for folder in excluded)
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [module.relative_to(ROOT).as_posix() for module in MODULES if not ast.get_docstring(parsed(module))] == []


def own_files() -> list[Path]:
    """Every text of the project: what is written here, not what was fetched, built, or put here to try things out."""
    top = [path for pattern in ("*.md", "*.toml", "Makefile", ".ci/*") for path in ROOT.glob(pattern)]
    folders = ["listvote", "tests", "templates", "docs", "deploy", "bench"]
    inside = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return top + [path for path in inside if not {"__pycache__", "private"} & set(path.parts)]


def mentions(path: Path, pattern: re.Pattern[str]) -> list[str]:
    text = path.read_bytes().decode("utf-8", errors="replace")
    return [f"{path.relative_to(ROOT)}: {found[0]}" for found in pattern.finditer(text)]


def test_nothing_names_a_place_outside_of_the_project() -> None:
    # Put together from pieces, so that this file does not find itself.
    outside = re.compile("|".join([r"(?<![\w./-])/" + r"work/", r"\.\./" + "shared"]))
    assert [found for path in own_files() for found in mentions(path, outside)] == []


def test_every_page_that_is_named_exists() -> None:
    pages = {path.name for path in own_files() if path.suffix == ".md"}
    named = [found for path in own_files() for found in mentions(path, re.compile(r"\b[A-Z][A-Z_-]+\.md\b"))]
    assert [found for found in named if found.rpartition(" ")[2] not in pages] == []

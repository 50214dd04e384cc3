"""What an operator gets who installs the wheel: the command, and every word that we send."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
UV: Final = Path(sys.executable).parent / "uv"

# Building and installing asks the registry where nothing is at hand yet.
pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints, run where nothing of this checkout is found by chance."""
    own = {"PYTHONPATH", "VIRTUAL_ENV", "UV_PYTHON", "UV_PROJECT_ENVIRONMENT"}
    environment = {name: value for name, value in os.environ.items() if name not in own}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command} in {cwd}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, beside a list of the versions that this checkout is locked to."""
    place = tmp_path_factory.mktemp("wheel")
    run(UV, "build", "--quiet", "--wheel", "--out-dir", place, ROOT, cwd=place)
    exported = run(UV, "export", "--project", ROOT, "--frozen", "--all-extras", "--no-dev", "--no-emit-project",
                   "--no-hashes", cwd=place)  # fmt: skip
    (place / "locked.txt").write_text(exported, encoding="utf-8")
    [built] = place.glob("*.whl")
    return built


def install(wheel: Path, extras: str, place: Path) -> Path:
    """Install the wheel into a new environment, with what it asks for and nothing else; the folder of its commands."""
    run(UV, "venv", "--quiet", "--python", sys.executable, place / "venv", cwd=place)
    commands = place / "venv" / "bin"
    run(UV, "pip", "install", "--quiet", "--python", commands / "python", "--constraint", wheel.parent / "locked.txt",
        f"{wheel}{extras}", cwd=place)  # fmt: skip
    return commands


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(wheel, "", tmp_path_factory.mktemp("plain"))


def test_the_installed_command_says_its_version_without_any_extra(installed: Path, tmp_path: Path) -> None:
    assert "0.1.0" in run(installed / "listvote", "--version", cwd=tmp_path)


def test_the_installed_command_says_what_it_can_do_without_any_extra(installed: Path, tmp_path: Path) -> None:
    assert "demo" in run(installed / "listvote", "--help", cwd=tmp_path)


def test_every_template_comes_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    listing = (
        "from importlib.resources import files; from pathlib import Path;"
        "root = Path(str(files('listvote') / 'templates'));"
        "print(*sorted(p.relative_to(root).as_posix() for p in root.rglob('*') if p.is_file()), sep='\\n')"
    )
    ours = sorted(
        path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()
    )
    assert ours, "there are no templates at all"
    assert run(installed / "python", "-c", listing, cwd=tmp_path).split() == ours


def test_every_module_comes_with_the_wheel_and_can_be_imported(wheel: Path, tmp_path: Path) -> None:
    commands = install(wheel, "[demo,postgres]", tmp_path)
    importing = (
        "import importlib, pkgutil, listvote;"
        "[importlib.import_module(m.name) for m in pkgutil.walk_packages(listvote.__path__, 'listvote.')"
        " if '.migrations.' not in m.name and not m.name.endswith('__main__')];"
        "print(listvote.__file__)"
    )
    assert str(commands.parent) in run(commands / "python", "-c", importing, cwd=tmp_path)

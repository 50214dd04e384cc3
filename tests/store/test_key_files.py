"""Keys in files: whole or not at all, also where the disk is full."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.small_disk import SmallDisk

pytestmark = pytest.mark.real
MAKES_BOTH = """
import sys
from pathlib import Path
from listvote.flow.surroundings import token_key
from listvote.store.database import StoreError
from listvote.store.key_files import KeyFiles
folder = Path(sys.argv[1])
made = 0
for make in (
    lambda: token_key(folder / "reply-tokens.key", bytes),
    lambda: KeyFiles(folder / "secret-ballots").make("press-1", bytes(32)),
):
    try:
        made += make() == bytes(32)
    except StoreError as error:
        assert "No space left on device" in str(error), error
print(made)
"""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with SmallDisk(tmp_path / "disk", 1) as made:
        yield made


def makes(disk: SmallDisk) -> int:
    """How many of its two keys a process makes on this disk."""
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", MAKES_BOTH, str(disk.folder)],
        env={"PYTHONPATH": root},
        preexec_fn=disk.enter,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.small_disk
def test_on_a_full_disk_no_key_is_made_and_none_is_left_half_made(disk: SmallDisk) -> None:
    assert disk.run("mkdir", str(disk.folder / "secret-ballots")) == 0
    disk.fill()
    assert makes(disk) == 0
    left = [path.name for path in disk.seen.rglob("*") if path.is_file()]
    assert left == ["ballast"]
    disk.make_room()
    assert makes(disk) == 2
    assert makes(disk) == 2  # they are found again

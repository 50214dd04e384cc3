"""The keys of secret ballots: one file each in a folder of their own, outside the database and its backups.

A key is on the disk before anything is locked with it, whole or not at all, readable for its owner alone. Without a
folder keys live in memory, which is for demonstrations and tests.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from listvote.store.database import StoreError

KEY_BYTES: Final = 32
_ENDING: Final = ".key"
_HEX: Final = re.compile(rb"[0-9a-f]{64}\n?")
_OF_BALLOTS: Final = re.compile(r"([0-9]+)-([0-9]+)-([a-z0-9]*)")
_NAME: Final = re.compile(r"[a-z0-9-]{1,100}")


class BallotKey(NamedTuple):
    """Which secret decision's key it is: that of a group's decision of this number, with this box.

    Two openings of one number have different boxes, and so never share a key.
    """

    group: int
    number: int
    box: str

    @property
    def name(self) -> str:
        """The name under which it is kept."""
        return f"{self.group}-{self.number}-{self.box}"

    @classmethod
    def named(cls, name: str) -> BallotKey | None:
        """The key that is kept under a name; None for one that is no decision's."""
        found = _OF_BALLOTS.fullmatch(name)
        return cls(int(found[1]), int(found[2]), found[3]) if found else None


class KeyFiles:
    """The keys by their names, of lower-case letters, digits and dashes."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep keys in this folder, which is made with the first of them; without one, in memory."""
        self._folder = folder
        self._memory: dict[str, bytes] = {}

    def make(self, name: str, fresh: bytes) -> bytes:
        """The key of this name; where there is none yet, `fresh` (32 random bytes) becomes it.

        Whoever is first makes it, whatever other processes do at the same time. Once this returns, the key survives a
        power cut. Raises StoreError where it cannot be kept.
        """
        if len(fresh) != KEY_BYTES or _NAME.fullmatch(name) is None:
            raise StoreError(f"{name}: no name or no bytes of a key")
        if self._folder is None:
            return self._memory.setdefault(name, fresh)
        if (there := self.find(name)) is not None:
            return there
        try:
            self._write(self._folder, name, fresh)
        except OSError as error:
            raise StoreError(f"the key {name} cannot be kept in {self._folder}: {error.strerror or error}") from error
        made = self.find(name)
        if made is None:
            raise StoreError(f"the key {name} cannot be read again in {self._folder}")
        return made

    def _write(self, folder: Path, name: str, key: bytes) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{name}.{secrets.token_hex(8)}"
        try:
            made = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "wb") as out:
                out.write(key.hex().encode() + b"\n")
                out.flush()
                os.fsync(out.fileno())
            with suppress(FileExistsError):
                os.link(draft, folder / f"{name}{_ENDING}")
        finally:
            draft.unlink(missing_ok=True)
        _sync(folder)

    def find(self, name: str) -> bytes | None:
        """The key of this name; None where there is none, or what is there is no key.

        Raises StoreError where that cannot be told.
        """
        if self._folder is None:
            return self._memory.get(name)
        try:
            found = (self._folder / f"{name}{_ENDING}").read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"the key {name} in {self._folder} cannot be read: {error.strerror or error}") from error
        return bytes.fromhex(found.decode()) if _HEX.fullmatch(found) else None

    def is_there(self) -> bool:
        """Whether the folder of the keys is there at all; one that is not mounted has lost no key."""
        return self._folder is None or self._folder.is_dir()

    def names(self) -> list[str]:
        """The names of all keys. Raises StoreError where the folder cannot be read."""
        if self._folder is None:
            return sorted(self._memory)
        try:
            return sorted(each.stem for each in self._folder.iterdir() if each.suffix == _ENDING)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreError(f"{self._folder} cannot be read: {error.strerror or error}") from error

    def delete(self, name: str) -> None:
        """Destroy a key; nothing where it is gone. Raises StoreError where it stays."""
        self._memory.pop(name, None)
        if self._folder is None:
            return
        file = self._folder / f"{name}{_ENDING}"
        try:
            with file.open("r+b") as key:  # what a disk does with old blocks is its own; this is what we can do
                key.write(b"0" * 2 * KEY_BYTES)
                key.flush()
                os.fsync(key.fileno())
            file.unlink()
            _sync(self._folder)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(
                f"the key {name} in {self._folder} cannot be deleted: {error.strerror or error}"
            ) from error


def _sync(folder: Path) -> None:
    """Have the folder's own entries on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

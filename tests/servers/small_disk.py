"""A disk of a few megabytes that a test fills up: a file system in memory that only those see who are told to enter it.

A process makes it in a mount namespace of its own, as root or within a user namespace: one of the two is possible on
most machines. What runs on the disk has to enter; from outside its files are seen through that process.
"""

from __future__ import annotations

import ctypes
import errno
import os
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_NEW_MOUNTS: Final = 0x00020000
_NEW_USERS: Final = 0x10000000
_PRIVATE: Final = 0x00044000  # MS_REC | MS_PRIVATE
_READ_ONLY: Final = 0x00000021  # MS_REMOUNT | MS_RDONLY
_WRITABLE: Final = 0x00000020
_DETACH: Final = 2
_DUMPABLE: Final = 4
_LIBC: Final = ctypes.CDLL(None, use_errno=True)


class SmallDisk:
    """A disk of so many megabytes at `folder` while the context lasts, of whoever `user` is, or of this process."""

    def __init__(self, folder: Path, megabytes: int, user: int | None = None) -> None:
        self.folder = folder
        self._user = os.geteuid() if user is None else user
        self._options = f"size={megabytes}m,mode=700".encode()

    @classmethod
    def possible(cls) -> bool:
        """Whether this machine lets us make one: containers without privileges forbid both ways."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                with cls(Path(folder) / "disk", 1):
                    return True
            except (OSError, subprocess.SubprocessError):
                return False

    def __enter__(self) -> Self:
        self.folder.mkdir(exist_ok=True)
        self._holder = subprocess.Popen(["cat"], stdin=subprocess.PIPE, preexec_fn=self._make)
        self.seen = Path(f"/proc/{self._holder.pid}/root{self.folder}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._holder.kill()
        self._holder.communicate()
        _LIBC.umount2(os.fsencode(self.folder), _DETACH)  # it may be seen from outside where namespaces share mounts

    def enter(self) -> None:
        """Between fork and exec: see the disk from now on, as its user."""
        self._go_there()
        self._drop()

    def run(self, *command: str) -> int:
        """Do something on the disk; the code with which it ended."""
        return subprocess.run(command, preexec_fn=self.enter, stderr=subprocess.DEVNULL, check=False).returncode

    def fill(self) -> None:
        """Leave no byte of room; again, where somebody has removed something since."""
        assert self.run("sh", "-c", 'cat /dev/zero >>"$0"', str(self.folder / "ballast"))

    def make_room(self) -> None:
        assert self.run("rm", str(self.folder / "ballast")) == 0

    def make_read_only(self, read_only: bool) -> None:
        """Let nobody write, or everybody again; there must be no file open for writing."""

        def remount() -> None:
            self._go_there()
            _did(_mount(b"none", self.folder, None, _READ_ONLY if read_only else _WRITABLE, None))

        subprocess.run(["true"], preexec_fn=remount, check=True)

    def _make(self) -> None:
        if _LIBC.unshare(_NEW_MOUNTS):
            self._drop()
            user, group = os.geteuid(), os.getegid()
            _did(_LIBC.unshare(_NEW_USERS | _NEW_MOUNTS))
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        _mount(b"none", Path("/"), None, _PRIVATE, None)  # in a changed root there is no such mount
        _did(_mount(b"small", self.folder, b"tmpfs", 0, self._options + f",uid={self._user}".encode()))
        self._drop()

    def _go_there(self) -> None:
        at = Path.cwd()
        there = Path(f"/proc/{self._holder.pid}")
        root = os.open(there / "root", os.O_RDONLY)
        if (there / "ns/user").stat().st_ino != Path("/proc/self/ns/user").stat().st_ino:
            self._drop()
            _into(there / "ns/user")
        _into(there / "ns/mnt")
        os.fchdir(root)
        os.chroot(".")
        os.chdir(at)

    def _drop(self) -> None:
        """Be the disk's user and nobody else."""
        if os.geteuid() != self._user:
            os.setgroups([])
            os.setgid(self._user)
            os.setuid(self._user)
            _LIBC.prctl(_DUMPABLE, 1, 0, 0, 0)  # or one's own /proc/self belongs to root


def _into(namespace: Path) -> None:
    with namespace.open("rb") as file:
        _did(_LIBC.setns(file.fileno(), 0))


def _mount(source: bytes, folder: Path, kind: bytes | None, flags: int, options: bytes | None) -> int:
    made: int = _LIBC.mount(source, os.fsencode(folder), kind, ctypes.c_ulong(flags), options)
    return made


def _did(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, errno.errorcode.get(number, "?"))

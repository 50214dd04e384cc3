"""A real PostgreSQL for tests, from a scratch folder, reached over a Unix socket in it.

initdb and the server refuse to run as root: then they run as nobody. Nothing is forced to the disk; what a killed
client leaves behind is judged by the running server, not by a crashed one.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tests.servers.small_disk import SmallDisk

USER: Final = "listvote"
DEBIAN: Final = Path("/usr/lib/postgresql")


class PostgresServer:
    """PostgreSQL while the context lasts; `fresh()` gives the address of a new, empty database.

    With a `disk` its data are there, and its log of what is to be written is kept as short as it can be.
    """

    def __init__(self, disk: SmallDisk | None = None) -> None:
        self._numbers = count(1)
        self.disk = disk

    def __enter__(self) -> Self:
        self._programs = _programs()
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path has 107 bytes at most
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
        try:
            self._data = str(self.disk.folder / "data") if self.disk else "data"
            short = ["--wal-segsize=1"] if self.disk else []
            usual = ["-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
            self._run("initdb", "-D", self._data, *usual, *short)
            self.start()
        except BaseException:
            shutil.rmtree(self._folder)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.crash()
        finally:
            shutil.rmtree(self._folder)

    def start(self) -> None:
        """Start it, again where it died."""
        options = f"-c listen_addresses='' -k {self._folder} -F -c max_connections=200"
        if self.disk:
            options += " -c min_wal_size=2MB -c max_wal_size=4MB"
        self._run("pg_ctl", "-D", self._data, "-l", "log", "-w", "-t", "60", "-o", options, "start")

    def crash(self) -> None:
        """End it as a loss of power would."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def start_again(self) -> None:
        """End it, if it has not ended by itself, and start it."""
        with suppress(RuntimeError):
            self.crash()
        self.start()

    def said(self) -> str:
        """What is in its log."""
        return (self._folder / "log").read_text("utf-8", "replace")

    def fresh(self) -> str:
        """Create an empty database and give its address, as SQLAlchemy takes it."""
        name = f"test_{next(self._numbers)}"
        self._run("createdb", "-h", str(self._folder), "-U", USER, name)
        return f"postgresql+psycopg://{USER}@/{name}?host={self._folder}"

    def restored(self, url: str) -> str:
        """What `pg_dump` makes of a database, put into an empty one; its address."""
        copy = self.fresh()
        there = ["-h", str(self._folder), "-U", USER]
        self._run("pg_dump", *there, "-F", "c", "-f", "backup", _name(url))
        self._run("pg_restore", *there, "-d", _name(copy), "backup")
        return copy

    def drop(self, url: str) -> None:
        """Remove a database that `fresh` gave, whoever is still connected to it."""
        self._run("dropdb", "-h", str(self._folder), "-U", USER, "--force", _name(url))

    def _run(self, program: str, *arguments: str) -> None:
        nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        who: dict[str, Any] = {}
        if self.disk:
            who = {"preexec_fn": self.disk.enter}
        elif nobody:
            who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        with (self._folder / f"{program}.out").open("wb") as out:
            done = subprocess.run(
                [self._programs / program, *arguments],
                cwd=self._folder,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                **who,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=120,
                check=False,
            )
        if done.returncode:
            said = "".join(path.read_text("utf-8", "replace") for path in self._said(program))
            raise RuntimeError(f"{program} failed: {said}")

    def _said(self, program: str) -> list[Path]:
        return [path for path in (self._folder / f"{program}.out", self._folder / "log") if path.exists()]


def _name(url: str) -> str:
    return re.sub(r".*/([a-z0-9_]+)\?host=.*", r"\1", url)


def _programs() -> Path:
    """Where the server's programs are: the newest of Debian's, else the path's."""
    for folder in sorted(DEBIAN.glob("*/bin"), key=lambda path: -float(path.parent.name)):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found is None:
        raise RuntimeError("PostgreSQL is not installed: `apt-get install postgresql`")
    return Path(found).resolve().parent

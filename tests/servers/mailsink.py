"""An SMTP server in a process of its own, which keeps every mail in a folder and fails on demand.

Being a process, it can be killed, and it outlives whoever sends to it. It takes AUTH (`USER`, `PASSWORD`) or none,
STARTTLS on one port and TLS from the first byte on the other. How it behaves is read anew at every command.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from tests.servers.certificate import Certificate

HOST: Final = "127.0.0.1"
USER: Final = "votes@example.org"
PASSWORD: Final = "schlüssel"

After = Literal["", "hang", "die", "close"]


@dataclass(frozen=True, slots=True)
class SunkMail:
    """A mail that the sink keeps: its envelope, what was said along with MAIL FROM, who had logged in, its bytes."""

    mail_from: str
    recipients: tuple[str, ...]
    options: tuple[str, ...]
    user: str
    tls: bool
    raw: bytes


class MailSink:
    """The sink while the context lasts: `port` (plain and STARTTLS) and `tls_port`."""

    def __init__(self, certificate: Certificate) -> None:
        self._certificate = certificate
        self.port = self.tls_port = 0

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="mailsink-"))
        self._certificate.write(self._folder)
        self.behave()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        shutil.rmtree(self._folder)

    def start(self) -> None:
        """Start it, again on the ports that it had."""
        program = Path(__file__).with_name("mailsink_process.py")
        self._process = subprocess.Popen(
            [sys.executable, program, self._folder, str(self.port), str(self.tls_port), USER, PASSWORD],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port, self.tls_port = map(int, self._process.stdout.readline().split())

    def kill(self) -> None:
        """End it without warning; mails stay. Does nothing if it is dead already."""
        self._process.kill()
        self.wait()

    def wait(self) -> None:
        """Wait until it has died."""
        self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def behave(
        self, *, mail: str = "", refuse: Mapping[str, str] | None = None, data: str = "", after: After = ""
    ) -> None:
        """Say how to answer from now on; without arguments, well.

        `mail` is the answer to MAIL FROM ("451 4.3.0 later"), `refuse` those to some recipients, `data` that to a whole
        mail, which is then not kept. `after` is what happens when a mail is kept and before that is answered: silence,
        death, or an end of the connection.
        """
        rules = {"mail": mail, "refuse": dict(refuse or {}), "data": data, "after": after}
        written = self._folder / "rules.new"
        written.write_text(json.dumps(rules))
        written.replace(self._folder / "rules.json")

    def mails(self, after: int = 0) -> list[SunkMail]:
        """Every mail kept so far, but for so many first ones, in the order in which they came."""
        return [_sunk(path) for path in sorted(self._folder.glob("*.mail.json"))[after:]]

    def clear(self) -> None:
        """Forget the mails and behave well."""
        self.behave()
        for path in self._folder.glob("*.mail.*"):
            path.unlink()


def _sunk(path: Path) -> SunkMail:
    said = json.loads(path.read_text())
    return SunkMail(
        said["mail_from"],
        tuple(said["recipients"]),
        tuple(said["options"]),
        said["user"],
        said["tls"],
        path.with_suffix(".eml").read_bytes(),
    )

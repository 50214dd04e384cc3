"""An installation of listvote whose commands a test gives: a folder with a configuration, servers, a clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from listvote.cli.app import app

CHARTER = """\
[group]
name = "press"
post = "press@groups.example.org"
list_id = "press.groups.example.org"
moderators = ["ada@example.org"]
[trust]
proof = "none"
[kinds.ordinary]
method = "consensus"
quorum = "at least 1/3 of members"
closes = "2 days"
extension = "none"
"""
ROLL = """\
alias,name,addresses
Red Pen,Ada Example,ada@example.org
Kropotkin Fan,Ben Example,ben@example.org;ben.private@example.net
Linotype,Cleo Example,cleo@example.org
"""


@dataclass
class Installation:
    """Where the servers are, and what they are told."""

    folder: Path
    imap_port: int
    smtp_port: int
    user: str = "votes@example.org"
    imap_password: str = "demo"
    smtp_user: str = "votes@example.org"
    smtp_password: str = "demo"
    database: str = ""
    more: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def config(self) -> Path:
        return self.folder / "listvote.toml"

    def write(self) -> Path:
        """Write the configuration and its passwords; the file."""
        (self.folder / "imap").write_text(self.imap_password + "\n")
        (self.folder / "smtp").write_text(self.smtp_password + "\n")
        for name in ("imap", "smtp"):
            (self.folder / name).chmod(0o600)
        database = self.database or f"sqlite:///{self.folder / 'listvote.db'}"
        login = f'user = "{self.smtp_user}"\npassword_file = "smtp"' if self.smtp_user else ""
        self.config.write_text(
            f"""\
[mailbox]
host = "127.0.0.1"
port = {self.imap_port}
user = "{self.user}"
password_file = "imap"
security = "none"
[outgoing]
host = "127.0.0.1"
port = {self.smtp_port}
{login}
security = "none"
from = "votes@example.org"
[database]
url = "{database}"
[service]
poll_seconds = 60
data_dir = "data"
{self.more}
"""
        )
        return self.config

    def run(self, *arguments: str | Path, code: int = 0) -> Result:
        """Run a command with the configuration; it has to end with this code."""
        result = run("--config", self.config, *arguments, environment=self.environment)
        said = f"{arguments}: {result.exit_code}\n{result.stdout}\n{result.stderr}"
        assert result.exit_code == code, said
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def data(self, *arguments: str) -> Any:
        """What a command prints as JSON."""
        return json.loads(self.run(*arguments).stdout)

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text)
        return path

    def found(self, charter: str = CHARTER, roll: str = ROLL, *, live: bool = True, name: str = "press") -> None:
        """A group with its roll."""
        self.run("group", "add", self.file(f"{name}.toml", charter), *(["--live"] if live else []))
        self.run("roll", "import", self.file(f"{name}.csv", roll), "--group", name)


def run(*arguments: str | Path, environment: Mapping[str, str] | None = None) -> Result:
    """Run a command line."""
    return CliRunner().invoke(app, [str(each) for each in arguments], env=dict(environment or {}))

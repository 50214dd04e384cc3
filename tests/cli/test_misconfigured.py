"""Twenty-odd installations with one mistake each: `check` names it, and says how to mend it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from listvote.demo.servers import EmbeddedServers
from tests.cli.an_installation import Installation

Mistake = Callable[[Installation], None]


def rewritten(old: str, new: str) -> Mistake:
    """Write something else into listvote.toml."""

    def mistake(installed: Installation) -> None:
        text = installed.config.read_text()
        assert old in text
        installed.config.write_text(text.replace(old, new))

    return mistake


def put(name: str, content: str | None) -> Mistake:
    """Put something else into a file, or take it away."""

    def mistake(installed: Installation) -> None:
        path = installed.folder / name
        path.parent.mkdir(exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_text(content)

    return mistake


def more(line: str, name: str = "", content: str = "") -> Mistake:
    """Add a line under [service], and a file."""

    def mistake(installed: Installation) -> None:
        if name:
            put(name, content)(installed)
        installed.more = line
        installed.write()

    return mistake


def environment(name: str, value: str) -> Mistake:
    def mistake(installed: Installation) -> None:
        installed.environment = {name: value}

    return mistake


def of_another_version(installed: Installation) -> None:
    installed.run("status")
    with sqlite3.connect(installed.folder / "listvote.db") as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()


def read_only(installed: Installation) -> None:
    installed.run("status")
    installed.database = f"sqlite:///file:{installed.folder / 'listvote.db'}?mode=ro&uri=true"
    installed.write()


def no_postgresql(installed: Installation) -> None:
    installed.database = "postgresql://nobody@127.0.0.1:1/none"
    installed.write()


MISTAKES: dict[str, tuple[Mistake, str]] = {
    "a key that does not exist": (
        rewritten("host =", "hoost ="),
        "mailbox.hoost: is no key - did you mean mailbox.host?",
    ),
    "a table that does not exist": (
        rewritten("[outgoing]", "[outgoin]"),
        "outgoin: is no table - did you mean [outgoing]?",
    ),
    "no TOML": (
        rewritten("[mailbox]", "[mailbox"),
        r"line \d+, column \d+: this is no TOML: .* - "
        r"a line is \[table\], key = value, or # a comment; texts stand in quotes",
    ),
    "a port in words": (rewritten("port = ", 'port = "imap" #'), r"mailbox.port: .*imap.* - .*whole number.*"),
    "no user": (
        rewritten("user =", "# user ="),
        r"mailbox.user: is missing - write user = … under \[mailbox\], or set LISTVOTE_MAILBOX__USER",
    ),
    "a password file that is not there": (
        put("imap", None),
        r"mailbox.password_file: .*imap cannot be read: No such file or directory - "
        r"name a file that holds the password alone",
    ),
    "an empty password file": (
        put("imap", "\n"),
        r"mailbox.password_file: .*imap is empty - write the password into it, and nothing else",
    ),
    "a password in two lines": (
        put("smtp", "one\ntwo\n"),
        r"outgoing.password_file: .*smtp does not hold one line of text - "
        r"write the password into it, and nothing else",
    ),
    "a login without a password": (rewritten('password_file = "smtp"', ""), r"outgoing.password_file: is missing - .*"),
    "a password in the clear": (
        rewritten('host = "127.0.0.1"', 'host = "imap.example.org"'),
        r'mailbox.security: "none" would send the password to imap.example.org in the clear - '
        r'write "tls" or "starttls"; "none" is for this machine alone',
    ),
    "another kind of database": (
        rewritten("sqlite:///", "oracle:///"),
        "database.url: is not the URL of an SQLite or PostgreSQL database - .*",
    ),
    "one underscore in the environment": (
        environment("LISTVOTE_MAILBOX_HOST", "x"),
        "LISTVOTE_MAILBOX_HOST: is not read - did you mean LISTVOTE_MAILBOX__HOST, with two underscores?",
    ),
    "templates that are not there": (
        more('templates_dir = "words"'),
        r"service.templates_dir: .*words does not exist - name a folder",
    ),
    "a data folder that is a file": (put("data", "x"), r"service.data_dir: .*data is not a folder - name a folder"),
    "a folder for the database that nobody can make": (
        rewritten("sqlite:///", "sqlite:////proc/nowhere"),
        r"database: the database's folder /proc/nowhere.* cannot be made: No such file or directory - "
        r"look at database.url; the folder, or the PostgreSQL server, must be there",
    ),
    "a database that cannot be written": (
        read_only,
        r"database: the database says: .*readonly.* - "
        r"the user that listvote runs as must own the file and its folder, on a disk that can be written",
    ),
    "a database of a newer version": (
        of_another_version,
        "database: the database is of version 9999, which this program does not know: a newer listvote wrote it - "
        "install that version again, or restore the backup from before",
    ),
    "a database that is none": (
        put("listvote.db", "no database at all\n" * 100),
        r"database: the database says: file is not a database - "
        r"this file is no SQLite database, or it is damaged: name another one, or restore the backup",
    ),
    "a PostgreSQL that is not there": (
        no_postgresql,
        r"database: .* - look at database.url; the folder, or the PostgreSQL server, must be there",
    ),
    "a key that is none": (
        put("data/reply-tokens.key", "abc\n"),
        r"service.data_dir: .*reply-tokens.key: .* - the user that listvote runs as must own this folder",
    ),
    "a template with a mistake": (
        more('templates_dir = "words"', "words/receipt.txt", "{% if %}"),
        r"template receipt.txt: .* - mend the file, or remove it: until then ours is used",
    ),
    "a mailbox that does not answer": (
        rewritten("port = ", "port = 1 #"),
        r"mailbox: could not connect to 127.0.0.1 port 1: .* - "
        r"look at host, port and security under \[mailbox\]; does the server run\?",
    ),
    "a wrong password of the mailbox": (
        put("imap", "wrong\n"),
        r"mailbox: could not log in to 127.0.0.1 as votes@example.org: .* - "
        r"look at mailbox.user and at the file that mailbox.password_file names",
    ),
    "a folder that the mailbox does not have": (
        rewritten("[outgoing]", 'folder = "Lists"\n[outgoing]'),
        r"mailbox: could not open the folder Lists: .* - look at mailbox.folder; on most servers it is INBOX",
    ),
    "a mail server that does not answer": (
        environment("LISTVOTE_OUTGOING__PORT", "1"),
        r"mail server: connecting, 127.0.0.1 port 1: .* - "
        r"look at host, port and security under \[outgoing\]; does the server run\?",
    ),
    "a wrong password of the mail server": (
        put("smtp", "wrong\n"),
        r"mail server: logging in as votes@example.org, .* - "
        r"look at outgoing.user and at the file that outgoing.password_file names",
    ),
    "no STARTTLS at the mail server": (
        environment("LISTVOTE_OUTGOING__SECURITY", "starttls"),
        r"mail server: starting TLS, .* - "
        r'write security = "tls" under \[outgoing\] with the port for it, 465 as a rule',
    ),
    "no STARTTLS at the mailbox": (
        environment("LISTVOTE_MAILBOX__SECURITY", "starttls"),
        r"mailbox: .*STARTTLS.* - "
        r'write security = "tls" under \[mailbox\] with the port for it, 993 as a rule',
    ),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("mistake", MISTAKES)
def test_check_names_the_mistake_and_the_mend(installed: Installation, mistake: str) -> None:
    make, says = MISTAKES[mistake]
    make(installed)
    said = installed.run("check", code=1).stderr
    lines = [line.strip() for line in said.splitlines()]
    assert any(line == says or re.fullmatch(says, line) for line in lines), said
    for secret in ("wrong\n", installed.imap_password):
        assert secret not in said or secret.strip() in mistake
    assert "Traceback" not in said


def test_check_warns_of_a_password_that_everybody_can_read(installed: Installation) -> None:
    (installed.folder / "imap").chmod(0o644)
    said = installed.run("check").stdout
    path = installed.folder / "imap"
    assert f"mailbox.password_file: everybody on this machine can read {path} - chmod 600 {path}" in said


def test_check_warns_of_a_group_of_which_no_mail_has_come(installed: Installation, servers: EmbeddedServers) -> None:
    installed.found()
    assert "no mail of the group press has come yet - is the account subscribed" in installed.run("check").stdout


@pytest.mark.sqlite
def test_check_changes_nothing(installed: Installation, tmp_path: Path) -> None:
    installed.found()
    before = (tmp_path / "listvote.db").read_bytes()
    installed.run("check")
    assert (tmp_path / "listvote.db").read_bytes() == before

"""Finding, reading and checking a configuration."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from listvote.acts import Fault
from listvote.charter import mail_address
from listvote.charter.written import Whole, Wrong, nearest, shown
from listvote.config.copies import copies_kept
from listvote.config.secret import NoPassword, Secret, password_in
from listvote.config.settings import (
    KEYS,
    Config,
    ConfigError,
    Database,
    Mailbox,
    Outgoing,
    Service,
    Trust,
    is_loopback,
)

__all__ = ["find", "load"]

FILE_NAME: Final = "listvote.toml"
NAMED_BY: Final = "LISTVOTE_CONFIG"
_PREFIX: Final = "LISTVOTE_"
_PORTS: Final = {
    "mailbox": {"tls": 993, "starttls": 143, "none": 143},
    "outgoing": {"tls": 465, "starttls": 587, "none": 25},
}


def find(explicit: str | Path | None, environ: Mapping[str, str], cwd: Path) -> Path | None:
    """Find the configuration file.

    Args:
        explicit: what `--config` names, if anything.
        environ: the environment; `LISTVOTE_CONFIG` names a file where `--config` does not.
        cwd: the current folder; its `listvote.toml` is the last to be looked for.

    Returns:
        the path, or None where no file is named and none stands there.

    Raises:
        ConfigError: the file that was named is not there.
    """
    named = str(explicit) if explicit else environ.get(NAMED_BY, "")
    if not named:
        usual = cwd / FILE_NAME
        return usual if usual.is_file() else None
    path = cwd / named
    if not path.is_file():
        by = "--config" if explicit else NAMED_BY
        raise ConfigError((Fault(by, f"there is no file {path}", "`listvote init` writes one"),))
    return path


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """Read the configuration.

    Args:
        path: the file; None to take everything from the environment.
        environ: the environment, whose `LISTVOTE_TABLE__KEY` go before the file; empty ones count as not set.

    Returns:
        the configuration, with the passwords read from their files.

    Raises:
        ConfigError: with every fault at once.
    """
    reading = _Reading(path.absolute().parent if path else Path())
    reading.take_file(_toml(path) if path else {})
    reading.take_environment(environ)
    config = reading.config(path)
    if reading.faults:
        raise ConfigError(tuple(reading.faults))
    return config


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        fault = Fault(str(path), f"cannot be read: {error.strerror}", "look at the path and its permissions")
    except UnicodeDecodeError:
        fault = Fault(str(path), "is not UTF-8", "save it as UTF-8")
    except (ValueError, RecursionError) as error:
        found = re.search(r"line \d+, column \d+", str(error))
        mend = "a line is [table], key = value, or # a comment; texts stand in quotes"
        fault = Fault(found[0] if found else str(path), f"this is no TOML: {str(error)[:200]}", mend)
    raise ConfigError((fault,))


class _Reading:
    """What has been read so far: values by table and key, and what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.values: dict[str, dict[str, Any]] = {table: {} for table in KEYS}
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self._wrong: set[str] = set()

    def take_file(self, raw: Mapping[str, Any]) -> None:
        for table, keys in raw.items():
            if table not in KEYS:
                self.faults.append(_unknown_table(table))
            elif not isinstance(keys, Mapping):
                mend = f"write [{table}] and its keys below it"
                self.faults.append(Fault(table, f"{shown(keys)} is not a table", mend))
            else:
                for name, value in keys.items():
                    self._take(table, name, value, f"{table}.{name}")

    def take_environment(self, environ: Mapping[str, str]) -> None:
        for variable, text in sorted(environ.items()):
            if not variable.startswith(_PREFIX) or not text:
                continue
            table, deep, name = variable.removeprefix(_PREFIX).lower().partition("__")
            if not deep:
                self._refuse_one_underscore(variable, table)
            elif table not in KEYS:
                mend = f"the tables are: {', '.join(KEYS)}"
                self.faults.append(Fault(variable, f"there is no table [{table}]", mend))
            else:
                number = isinstance(KEYS[table].get(name), Whole) and re.fullmatch(r"[0-9]{1,9}", text)
                self._take(table, name, int(text) if number else text, variable)

    def _refuse_one_underscore(self, variable: str, words: str) -> None:
        """Only what is surely meant for us: other programs set variables with our name in front, too."""
        for table, keys in KEYS.items():
            if words.removeprefix(f"{table}_") in keys and words.startswith(f"{table}_"):
                meant = f"{_PREFIX}{table}__{words.removeprefix(f'{table}_')}".upper()
                self.faults.append(Fault(variable, "is not read", f"did you mean {meant}, with two underscores?"))

    def _take(self, table: str, name: str, value: object, where: str) -> None:
        """Read one value; one from the environment takes the place of the file's, whose fault is then of no matter."""
        path = f"{table}.{name}"
        if name not in KEYS[table]:
            meant = nearest(name, KEYS[table])
            belongs = next((other for other, keys in KEYS.items() if name in keys), "")
            mend = f"the keys here are: {', '.join(KEYS[table])}"
            if meant or belongs:
                mend = f"did you mean {table}.{meant}?" if meant else f"it belongs under [{belongs}]"
            self.faults.append(Fault(where, "is no key", mend))
            return
        self.faults = [fault for fault in self.faults if fault.where != path]
        self._wrong.discard(path)
        try:
            self.values[table][name] = KEYS[table][name].read(value, where)
        except Wrong as wrong:
            self.faults += wrong.faults
            self._wrong.add(path)

    def config(self, path: Path | None) -> Config:
        """Fill in the defaults and look at what several keys say together."""
        mailbox, outgoing = self.values["mailbox"], self.values["outgoing"]
        for table, keys in (("mailbox", ("host", "user", "password_file")), ("outgoing", ("host",))):
            for name in keys:
                if name not in self.values[table]:
                    self._missing(table, name)
        if "from" not in outgoing and not mail_address(mailbox.get("user", "")):
            self._missing("outgoing", "from")
        if "user" in outgoing and "password_file" not in outgoing:
            self._missing("outgoing", "password_file")
        if "password_file" in outgoing and "user" not in outgoing:
            self._missing("outgoing", "user")
        default = {"mailbox": "tls", "outgoing": "starttls"}
        security = {table: self.values[table].get("security", default[table]) for table in default}
        for table, protection in security.items():
            host = self.values[table].get("host", "localhost")
            if protection == "none" and not is_loopback(host):
                what = f'"none" would send the password to {host} in the clear'
                self._fault(f"{table}.security", what, 'write "tls" or "starttls"; "none" is for this machine alone')
        self.warnings += copies_kept(mailbox.get("host", ""), outgoing.get("host", ""))
        service = self.values["service"]
        return Config(
            Mailbox(
                mailbox.get("host", ""),
                mailbox.get("port", _PORTS["mailbox"][security["mailbox"]]),
                mailbox.get("user", ""),
                self._password("mailbox"),
                security["mailbox"],
                mailbox.get("folder", "INBOX"),
            ),
            Outgoing(
                outgoing.get("host", ""),
                outgoing.get("port", _PORTS["outgoing"][security["outgoing"]]),
                outgoing.get("user", ""),
                self._password("outgoing"),
                security["outgoing"],
                outgoing.get("from", "") or mail_address(mailbox.get("user", "")),
            ),
            Database(self._database(self.values["database"].get("url", "sqlite:///listvote.db"))),
            Service(
                service.get("poll_seconds", 60),
                self._folder("data_dir", service.get("data_dir", "data"), must_exist=False),
                self._folder("templates_dir", service["templates_dir"]) if "templates_dir" in service else None,
            ),
            Trust(self.values["trust"].get("authserv_id", ""), self.values["trust"].get("arc_sealers", ())),
            path,
            tuple(self.warnings),
        )

    def _missing(self, table: str, name: str) -> None:
        where = f"{table}.{name}"
        if where not in self._wrong:
            variable = f"{_PREFIX}{table}__{name}".upper()
            self._fault(where, "is missing", f"write {name} = … under [{table}], or set {variable}")

    def _password(self, table: str) -> Secret:
        """The password in a file, which warns where that is open to everybody."""
        written = self.values[table].get("password_file")
        if written is None:
            return Secret()
        where, file = f"{table}.password_file", self.folder / written
        found = password_in(file)
        if isinstance(found, NoPassword):
            self._fault(where, found.what, found.mend)
            return Secret()
        if file.stat().st_mode & stat.S_IROTH:
            self.warnings.append(Fault(where, f"everybody on this machine can read {file}", f"chmod 600 {file}"))
        return Secret(found, file)

    def _database(self, url: str) -> str:
        """An SQLite file named without a leading slash stands in the configuration's folder."""
        driver, _, file = url.partition(":///")
        if not driver.startswith("sqlite") or not file or file.startswith(("/", ":memory:", "file:")):
            return url
        return f"{driver}:///{self.folder / file}"

    def _folder(self, name: str, written: str, *, must_exist: bool = True) -> Path:
        path = self.folder / written
        if not path.is_dir() and (must_exist or path.exists()):
            what = "is not a folder" if path.exists() else "does not exist"
            self._fault(f"service.{name}", f"{path} {what}", "name a folder")
        return path

    def _fault(self, where: str, what: str, mend: str) -> None:
        self.faults.append(Fault(where, what, mend))


def _unknown_table(table: str) -> Fault:
    meant = nearest(table, KEYS)
    belongs = next((other for other, keys in KEYS.items() if table in keys), "")
    if meant:
        return Fault(table, "is no table", f"did you mean [{meant}]?")
    mend = f"it belongs under [{belongs}]" if belongs else f"the tables are: {', '.join(KEYS)}"
    return Fault(table, "is no table", mend)

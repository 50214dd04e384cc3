"""A configuration as values, and how each key of it is written."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, get_args

from listvote.acts import Fault
from listvote.charter import mail_address
from listvote.charter.written import Json, Text, Whole, Written, Wrong
from listvote.config.secret import Secret

__all__ = [
    "KEYS",
    "Config",
    "ConfigError",
    "Database",
    "Mailbox",
    "Outgoing",
    "Security",
    "Service",
    "Trust",
    "is_loopback",
]

Security = Literal["tls", "starttls", "none"]


class ConfigError(Exception):
    """A configuration that cannot be used; `faults` has every reason, each with its key path and a hint."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(f"{fault.where}: {fault.what} ({fault.mend})" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`[mailbox]`: the account that is subscribed to the lists, read over IMAP."""

    host: str
    port: int
    user: str
    password: Secret
    security: Security
    folder: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`[outgoing]`: the SMTP server that takes our mails, and the address they come from; no `user`, no login."""

    host: str
    port: int
    user: str
    password: Secret
    security: Security
    from_address: str


@dataclass(frozen=True, slots=True)
class Database:
    """`[database]`: where the ledger is. The URL may hold a password: show `shown`."""

    url: str = field(repr=False)

    @property
    def shown(self) -> str:
        """The URL without its password."""
        return re.sub(r"(//[^/@:]*):.*@", r"\1:…@", self.url)


@dataclass(frozen=True, slots=True)
class Service:
    """`[service]`: seconds between polls of the mailbox, and folders of our own; no `templates_dir`, no own words."""

    poll_seconds: int
    data_dir: Path
    templates_dir: Path | None


@dataclass(frozen=True, slots=True)
class Trust:
    """`[trust]`: whom to believe about mails.

    `authserv_id` is the name under which the mailbox's own server reports what it verified, '' for none. `arc_sealers`
    are domains of forwarders whose ARC seals are believed about what they found.
    """

    authserv_id: str
    arc_sealers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration, every default filled in and every path resolved.

    `file` is where it was read from, None where all came from the environment. `warnings` are no reason to stop, but
    somebody should look at them.
    """

    mailbox: Mailbox
    outgoing: Outgoing
    database: Database
    service: Service
    trust: Trust
    file: Path | None = None
    warnings: tuple[Fault, ...] = ()


def is_loopback(host: str) -> bool:
    """Whether a host, as it is written, can only be this machine.

    `host` is a name or an address. True for `localhost`, 127.0.0.0/8 and ::1; a name that merely resolves to such an
    address today is not enough.
    """
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _host(text: str) -> str | None:
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return text if re.fullmatch(r"[\w-]+(\.[\w-]+)*\.?", text) else None
    return text.strip("[]")


def _line(text: str) -> str | None:
    return text if text and text == text.strip() and text.isprintable() else None


_DATABASE: Final = re.compile(r"sqlite(\+[a-z]+)?://(/|$)|postgresql(\+[a-z]+)?://")


def _security(text: str) -> Security | None:
    return next((each for each in get_args(Security) if each == text), None)


_HOST: Final = Text("a host name", 'write the name alone, such as "mail.example.org"', _host)
_PORT: Final = Whole(1, 65_535)
_NAME: Final = Text("a name", "write a text in quotes", _line)
_PATH: Final = Text("a path", 'write a path in quotes, such as "secrets/imap"', _line)
_SECURITY: Final = Text("a kind of security", "write one of: tls, starttls, none", _security)


@dataclass(frozen=True)
class _DatabaseUrl:
    """The URL of a database; a fault does not show it, for it may hold a password."""

    def read(self, raw: object, where: str) -> str:
        if isinstance(raw, str) and _line(raw) and _DATABASE.match(raw):
            return raw
        mend = 'write for example "sqlite:///listvote.db" or "postgresql://user@host/listvote"'
        raise Wrong(Fault(where, "is not the URL of an SQLite or PostgreSQL database", mend))

    def write(self, value: str) -> Json:
        return value


_FROM: Final = Text("a mail address", 'write for example "votes@example.org"', lambda text: mail_address(text) or None)


@dataclass(frozen=True)
class _Domains:
    """Domains, as a list, or as one text with commas between them: in the environment there are no lists."""

    def read(self, raw: object, where: str) -> tuple[str, ...]:
        several = raw.split(",") if isinstance(raw, str) else raw
        found = [str(each).strip().lower() for each in several] if isinstance(several, list | tuple) else [""]
        for each in found:
            if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+", each):
                raise Wrong(Fault(where, f"{each!r} is not a domain", 'write for example ["forwarder.example.org"]'))
        return tuple(dict.fromkeys(found))

    def write(self, value: tuple[str, ...]) -> Json:
        return list(value)


KEYS: Final[Mapping[str, Mapping[str, Written[Any]]]] = {
    "mailbox": {
        "host": _HOST,
        "port": _PORT,
        "user": _NAME,
        "password_file": _PATH,
        "security": _SECURITY,
        "folder": _NAME,
    },
    "outgoing": {
        "host": _HOST,
        "port": _PORT,
        "user": _NAME,
        "password_file": _PATH,
        "security": _SECURITY,
        "from": _FROM,
    },
    "database": {"url": _DatabaseUrl()},
    "service": {"poll_seconds": Whole(1, 86_400), "data_dir": _PATH, "templates_dir": _PATH},
    "trust": {"authserv_id": _NAME, "arc_sealers": _Domains()},
}
"""How every key is written, by table."""

"""The operator's configuration: `listvote.toml` and the environment, read whole or refused with every fault at once.

Every key can come from the environment, which wins: `LISTVOTE_MAILBOX__HOST` is `host` under `[mailbox]`. Paths, that
of an SQLite database too, are relative to the folder of the file; without a file, to the current one. Passwords come
from files of their own and never show in any text made from a configuration.
"""

from listvote.config.example import commented_example
from listvote.config.reading import find, load
from listvote.config.secret import Secret
from listvote.config.settings import (
    Config,
    ConfigError,
    Database,
    Mailbox,
    Outgoing,
    Security,
    Service,
    Trust,
    is_loopback,
)

__all__ = [
    "find",
    "load",
    "commented_example",
    "Config",
    "ConfigError",
    "Mailbox",
    "Outgoing",
    "Database",
    "Service",
    "Trust",
    "Secret",
    "Security",
    "is_loopback",
]

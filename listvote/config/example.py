"""The configuration that `listvote init` writes."""

from __future__ import annotations

from typing import Final

_EXAMPLE: Final = """\
# listvote: which mailbox to read, where mail goes out, where the ledger is. `listvote check` tests all of it.
#
# Found by --config FILE, else by LISTVOTE_CONFIG, else as listvote.toml in the current folder.
# Every key can come from the environment instead: LISTVOTE_MAILBOX__HOST is host under [mailbox].
# Paths are relative to the folder that this file is in. A key that is commented out has the value shown.

[mailbox]                                # the account that is subscribed to the lists, as single messages
host = "imap.example.org"
# port = 993                             # without it: 993 for tls, 143 otherwise
user = "votes@example.org"
password_file = "secrets/imap"           # one line: the password. chmod 600
# security = "tls"                       # tls | starttls | none (this machine only)
# folder = "INBOX"

[outgoing]                               # the server that takes our mails
host = "smtp.example.org"
# port = 587                             # without it: 587 for starttls, 465 for tls, 25 for none
user = "votes@example.org"               # without user and password_file there is no login
password_file = "secrets/smtp"
# security = "starttls"                  # tls | starttls | none (this machine only)
from = "votes@example.org"               # without it: the user of the mailbox, if that is an address

[database]
# url = "sqlite:///listvote.db"          # or "postgresql://user@host/listvote"

[service]
# poll_seconds = 60                      # how often the mailbox is looked at
# data_dir = "data"                      # keys: of reply addresses, of secret decisions; not in the database
# templates_dir = "my-templates"         # your own words instead of ours, file by file; none unless named

[trust]
# authserv_id = "mx.example.org"         # the name under which your own mail server reports what it verified
# arc_sealers = []                       # e.g. ["forwarder.example.org"], forwarders whose ARC seals are believed
"""


def commented_example() -> str:
    """A configuration with every key, its default and what it is for; it parses once the password files are there."""
    return _EXAMPLE

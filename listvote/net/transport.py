"""What a connection to a mail server may be: TLS, STARTTLS, or plain inside one machine.

A password never crosses a network in the clear: a plain connection is for the loopback interface alone.
"""

from __future__ import annotations

import ssl
from typing import Final, Literal

from listvote.config import is_loopback

Security = Literal["tls", "starttls", "none"]

TIMEOUT_SECONDS: Final = 60.0


def why_refused(host: str, security: Security) -> str:
    """Say why a connection must not be made, '' if it may.

    `host` is a name or an address, `security` what the configuration asks for.
    """
    if security == "none" and not is_loopback(host):
        return f'security "none" is for this machine alone, and {host} is not: use "tls" or "starttls"'
    return ""


def trusted_context(context: ssl.SSLContext | None) -> ssl.SSLContext:
    """Give the TLS settings for a connection: the caller's, else the system's roots with the host name checked."""
    return ssl.create_default_context() if context is None else context

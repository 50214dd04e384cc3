"""What a connection to a mail server may be: TLS, STARTTLS, or plain inside one machine.

A password never crosses a network in the clear: a plain connection is for the loopback interface alone.
"""

from __future__ import annotations

import ipaddress
import ssl
from typing import Final, Literal

Security = Literal["tls", "starttls", "none"]

TIMEOUT_SECONDS: Final = 60.0


def is_loopback(host: str) -> bool:
    """Whether a host, as it is written in the configuration, can only be this machine.

    `host` is a name or an address. True for `localhost`, 127.0.0.0/8 and ::1; a name that merely resolves to such an
    address today is not enough.
    """
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


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

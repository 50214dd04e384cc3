"""Look-ups in the DNS: the keys that signatures name, and nothing else.

A name that has no key is one thing, a server that does not answer another: for that a mail waits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dns.resolver import Resolver

_SECONDS: Final = 5.0
_MOST_FAILURES: Final = 3
_MOST_KEYS: Final = 1000
"""Keys that are remembered within one pass."""


class DnsError(Exception):
    """A look-up that got no answer; later it may."""


class KeyServer:
    """Looks keys up; each name is asked for once until `forget`, which a pass begins with."""

    def __init__(self, servers: Sequence[str] = (), port: int = 53, seconds: float = _SECONDS) -> None:
        """Ask these servers (addresses) at this port; none: those that the machine is set up with.

        `seconds` is how long a name may take altogether. Nothing is asked or read yet.
        """
        self._servers, self._port, self._seconds = tuple(servers), port, seconds
        self._resolver: Resolver | None = None
        self._known: dict[str, bytes | None] = {}
        self._failed: dict[str, DnsError] = {}

    def forget(self) -> None:
        """Forget all answers."""
        self._known.clear()
        self._failed.clear()

    def known(self) -> Mapping[str, bytes | None]:
        """The answers that are remembered, by their names; it changes with each look-up."""
        return self._known

    def keys(self, names: Collection[str]) -> dict[str, bytes | None]:
        """The TXT records of these names, without final dots; None for a name that has none.

        A name with several records has no key (RFC 6376 section 3.6.2.2 leaves it open; choosing would be guessing).
        Raises DnsError where a server does not answer or fails.
        """
        return {name: self._one(name) for name in names}

    def _one(self, name: str) -> bytes | None:
        if len(self._failed) >= _MOST_FAILURES or name in self._failed:
            raise self._failed.get(name) or next(iter(self._failed.values()))  # no outage costs seconds for each mail
        if name not in self._known:
            if len(self._known) >= _MOST_KEYS:
                self._known.clear()
            self._known[name] = self._ask(name)
        return self._known[name]

    def _ask(self, name: str) -> bytes | None:
        import dns.exception  # a third of a second that only those pay who look something up
        import dns.rdatatype
        import dns.resolver

        try:
            if self._resolver is None:
                self._resolver = self._made()
            answer = self._resolver.resolve(f"{name}.", dns.rdatatype.TXT, lifetime=self._seconds)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.resolver.YXDOMAIN):
            return None
        except dns.exception.SyntaxError:
            return None
        except (dns.exception.DNSException, OSError) as error:
            self._failed[name] = DnsError(f"{name}: {type(error).__name__}")
            raise self._failed[name] from error
        records = [b"".join(record.strings) for record in answer]
        return records[0] if len(records) == 1 else None

    def _made(self) -> Resolver:
        import dns.resolver

        resolver = dns.resolver.Resolver(configure=not self._servers)
        if self._servers:
            resolver.nameservers = list(self._servers)
            resolver.port = self._port
        return resolver

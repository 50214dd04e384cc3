"""What proves who wrote a mail. DNS keys are handed in, and freshness is judged at receipt, not at reading.

From is what anybody writes. A mail is its author's if a signature of the author's own domain holds, or one of the
list's host on the list's copy (then the list vouches for its author, rewritten or not), or if a sealer or a server that
the operator trusts found such a signature. A header field that a signature does not cover proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from listvote.mail.addresses import domain_of
from listvote.mail.author import Author
from listvote.mail.dialects import ListTrace
from listvote.mail.dialects.copies import plain_trace
from listvote.mail.message import Mail
from listvote.mail.proofs import arc
from listvote.mail.proofs.server_report import Reported, reported
from listvote.mail.proofs.signatures import Keys, Signature, Signed, aligned, holds, signed

__all__ = ["Keys", "Proven", "Surety", "Unproven", "key_names", "list_hosts", "prove"]

_SAYS_AUTHOR: Final = {
    "from": "from",
    "groupsio": "from",
    "listserv": "from",
    "ietf": "from",
    "reply-to": "reply-to",
    "cc": "cc",
    "x-original-from": "x-original-from",
    "x-mailfrom": "x-mailfrom",
}
"""The header field that names the author, by how the author was found."""
_LIST_FIELDS: Final = ("list-id", "list-post", "mailing-list", "sender", "x-beenthere")
"""Fields that a list server writes itself, by which one of its lists is told from another."""
_HOSTS: Final = {"groupsio": "groups.io", "google": "googlegroups.com"}
"""Who signs the copies of lists on a domain of their own."""


@dataclass(frozen=True, slots=True)
class Surety:
    """Whom to believe: the list's posting address and List-Id, the service's address, and what the operator named.

    `dialect` is the charter's word for the kind of list server. `authserv_id` is the name under which the mailbox's own
    server reports, `sealers` the domains whose ARC seals count; empty for none.
    """

    post: str
    list_id: str
    service: str
    dialect: str = "auto"
    authserv_id: str = ""
    sealers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proven:
    """A mail is its author's. `how` is `dkim`, `list`, `arc`, `server`, or for others than this room `token` and such.

    `signature` is the digest of a signature that does not cover the Message-ID, so that the same mail could come again
    under another one: whoever has seen it before must refuse it. "" for any other.
    """

    how: str
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Unproven:
    """Nothing shows that a mail is its author's; `why` says what is missing, in words."""

    why: str


def list_hosts(surety: Surety) -> frozenset[str]:
    """The domains whose signature makes a list copy the list's, before alignment."""
    hosts = {domain_of(surety.post).lower(), _HOSTS.get(surety.dialect, "")}
    return frozenset(hosts - {""})


def key_names(raw: bytes, author: Author | None, surety: Surety, taken: Signed | None = None) -> tuple[str, ...]:
    """The names of the DNS records that proving this mail needs, without a final dot; none for an unsigned one.

    `author` is whom it names, None for somebody whose domain is not to be asked. Only keys of domains that could prove
    something are named: nobody can make us ask, or wait for, a server of theirs. `taken` is the mail as `signed` takes
    it apart, where that was done already.
    """
    mail = taken or signed(raw)
    if mail is None or mail.doubled:
        return ()
    names = [each.key_name for each in mail.signatures if not each.fault and _speaks(each.domain, author, surety)]
    return tuple(dict.fromkeys([*names, *arc.key_names(mail, surety.sealers)]))


def _speaks(signer: str, author: Author | None, surety: Surety) -> bool:
    own = (domain_of(author.address),) if author is not None else ()
    return any(aligned(signer, each) for each in (*own, *list_hosts(surety)))


def prove(
    raw: bytes,
    mail: Mail,
    trace: ListTrace | None,
    author: Author,
    surety: Surety,
    received: datetime,
    keys: Keys,
    taken: Signed | None = None,
) -> Proven | Unproven:
    """Say whether a mail is its author's.

    1. A signature of the author's own domain, on a mail that was addressed to the list or to the service.
    2. A signature of the list's host, on a copy that says that it is this list's in a field which the signature covers.
    3. A signature of the author's domain as a trusted sealer found it.
    4. The same as the mailbox's own server found it.

    Args:
        raw: the mail's bytes.
        mail: the same, read.
        trace: the list that distributed this copy, as it says.
        author: whom it names.
        surety: whom to believe.
        received: when the mailbox received it, aware.
        keys: the TXT records under the names of `key_names`; one that is missing is taken as absent.
        taken: the mail as `signed` takes it apart, where that was done already.

    Returns:
        the first that holds. An author that a list wrote elsewhere than in From is proven by the list alone.
    """
    taken = taken or signed(raw)
    if taken is None or [name.lower() for name, _ in mail.headers.fields] != _names(taken):
        return Unproven("its header is not well formed")
    if taken.doubled:
        return Unproven(f"its header has {', '.join(sorted(taken.doubled))} more than once")
    domain = domain_of(author.address).lower()
    why = "it has no signature of its author's domain or of its list" if not taken.signatures else ""
    for each in taken.signatures:
        fault = each.fault or each.stale(received)
        own = author.how == "from" and aligned(each.domain, domain) and _is_for_us(mail, each.covers, surety)
        of_list = _of_list(mail, trace, each, author, surety)
        if not fault and (own or of_list) and holds(taken, each, keys):
            unnamed = "" if "message-id" in each.covers else each.digest
            return Proven("dkim" if own else "list", unnamed)
        why = why or f"{each.domain or 'a signature'}: {fault or _why_not(own or of_list)}"
    if author.how != "from":
        return Unproven(why or "its list does not sign who wrote it")
    sealed = arc.sealed_reports(taken, surety.sealers, received, keys)
    if sealed is not None and _is_for_us(mail, sealed.covers, surety) and _reports(sealed.reports, domain):
        unnamed = _unnamed(taken, domain) or ("" if "message-id" in sealed.covers else sealed.digest)
        return Proven("arc", unnamed) if _usable(mail, taken, domain, surety, received) else Unproven(why)
    if _reports(reported(mail.headers, surety.authserv_id), domain) and _usable(mail, taken, domain, surety, received):
        return Proven("server", _unnamed(taken, domain))
    return Unproven(why or "no server that is believed reports a signature of its author's domain")


def _why_not(speaks: bool) -> str:
    return "the signature does not hold" if speaks else "its signer does not speak for the author or the list"


def _names(taken: Signed) -> list[str]:
    return [name.lower().decode("ascii") for name, _ in taken.headers]


def _is_for_us(mail: Mail, covers: frozenset[str], surety: Surety) -> bool:
    """Whether a signed mail was written to the list or the service, as far as the signature says.

    Otherwise anybody who ever got a signed mail saying `+1` could send it on as a vote.
    """
    if not covers & {"to", "cc"}:
        return True
    name, _, host = surety.service.lower().rpartition("@")
    written = [box.address.lower() for field in ("to", "cc") if field in covers for box in getattr(mail, field)]
    return any(
        each == surety.post.lower() or (each.endswith(f"@{host}") and each.partition("@")[0].partition("+")[0] == name)
        for each in written
    )


def _of_list(mail: Mail, trace: ListTrace | None, signature: Signature, author: Author, surety: Surety) -> bool:
    """Whether a signature is the list host's, on a copy of this very list, and covers who wrote it."""
    if trace is None or _SAYS_AUTHOR.get(author.how, "") not in signature.covers:
        return False
    if not any(aligned(signature.domain, host) for host in list_hosts(surety)):
        return False
    return any(name in signature.covers and _names_list(mail, name, surety) for name in _LIST_FIELDS)


def _names_list(mail: Mail, name: str, surety: Surety) -> bool:
    values = mail.headers.get_all(name)
    if len(values) != 1:
        return False
    if name == "list-id":
        found = plain_trace(mail, "plain").list_id
        return found == surety.list_id.lower() or found.partition(".")[2] == surety.list_id.lower() != ""
    local, _, host = surety.post.lower().partition("@")
    words = values[0].lower().replace("<", " ").replace(">", " ").replace("mailto:", " ").replace(";", " ").split()
    return any(word.strip(",") in (f"{local}@{host}", f"{local}-bounces@{host}") for word in words)


def _reports(reports: Collection[Reported], domain: str) -> bool:
    """Whether a signature of this domain is reported to have held."""
    return any(each.method == "dkim" and each.result == "pass" and aligned(_signer(each), domain) for each in reports)


def _signer(report: Reported) -> str:
    return report.properties.get("header.d") or report.properties.get("header.i", "").rpartition("@")[2]


def _usable(mail: Mail, taken: Signed, domain: str, surety: Surety, received: datetime) -> bool:
    """Whether what somebody else verified is nothing that we would refuse ourselves, as far as it is still there."""
    return not any(
        each.fault or each.stale(received) or not _is_for_us(mail, each.covers, surety)
        for each in taken.signatures
        if aligned(each.domain, domain)
    )


def _unnamed(taken: Signed, domain: str) -> str:
    """The digest of a signature of this domain that does not cover the Message-ID."""
    of_domain = [each for each in taken.signatures if aligned(each.domain, domain)]
    return next((each.digest for each in of_domain if "message-id" not in each.covers), "")


def turned_away(mail: Mail, surety: Surety, domain: str) -> str:
    """Why the mailbox's own server would rather not have let a mail in, by its own report; "" if it let it in.

    `domain` is the author's. A server that reports nothing has let in whatever is in the mailbox.
    """
    reports = reported(mail.headers, surety.authserv_id)
    found = {method: {each.result for each in reports if each.method == method} for method in ("dmarc", "dkim", "spf")}
    if "pass" in found["dmarc"] or _reports(reports, domain):
        return ""
    if "fail" in found["dmarc"]:
        return "the mail server reports that the policy of its author's domain (DMARC) failed"
    if "pass" in found["spf"] or not found["spf"] & {"fail", "softfail"}:
        return ""
    return "the mail server reports a sender that its author's domain does not know (SPF)"

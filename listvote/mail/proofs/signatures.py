"""DKIM signatures (RFC 6376) of one mail: what each claims, and whether it holds with keys that are handed in.

dkimpy does the arithmetic. What it leaves to its caller, or asks the clock for, is decided here: a signature proves
nothing if it covers only part of the body (`l=`: anybody may append), if it does not cover From, if it was expired when
the mail was received, if its key is shorter than 1,024 bits, or if it uses SHA-1 (RFC 8301).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

MOST_SIGNATURES: Final = 10
"""More than that many on one mail are not looked at: each costs a look-up and a verification."""
LONGEST_FIELD: Final = 8_000
"""Bytes of a signature field; the library that reads it needs time that grows with the square of its blanks."""
LEAST_BITS: Final = 1024
CLOCK_SLOP: Final = timedelta(hours=1)
"""How far a signer's clock may be ahead of the receiving server's."""

Keys = Mapping[str, bytes | None]
"""The TXT records of key names, without a final dot; None for a name that has none."""

_TAG = re.compile(r"\s+")
_BLANKS = re.compile(rb"[\t ]{2,}|\t")  # all runs but a blank alone, which stays as it is
_DIGITS = re.compile(r"[0-9]{1,12}")
_DOMAIN = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+")
_SELECTOR = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
_ONCE: Final = frozenset(
    "from sender reply-to to cc message-id in-reply-to references subject date mime-version content-type "
    "content-transfer-encoding list-id x-original-from".split()
)
"""Fields that a mail has once (RFC 5322 section 3.6): of two, a signature covers one, and readers see the other."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What one DKIM-Signature field claims.

    `place` is its place among them from the top, `covers` the names of the fields it signs in lower case, `fault` why
    it can prove nothing whatever its key, in words. `digest` names the signature itself: 64 hex digits.
    """

    place: int
    domain: str
    selector: str
    covers: frozenset[str]
    signed: str = ""
    expires: str = ""
    fault: str = ""
    digest: str = ""

    @property
    def key_name(self) -> str:
        """Where its key stands in the DNS, without a final dot."""
        return f"{self.selector}._domainkey.{self.domain}"

    def stale(self, received: datetime) -> str:
        """Why it was not in force when the mail was received; "" if it was."""
        if self.expires and int(self.expires) < received.timestamp():
            return "it was expired when the mail was received"
        if self.signed and int(self.signed) > (received + CLOCK_SLOP).timestamp():
            return "it was made after the mail was received"
        return ""


@dataclass(frozen=True, slots=True)
class Signed:
    """The header fields and the body of a mail as signatures see them, and its signatures.

    `doubled` names fields that stand twice where a mail has them once: then no signature proves anything. `held` are
    signatures whose arithmetic was done already, by their place: the key's record, and whether it holds with that.
    """

    headers: tuple[Any, ...]
    body: bytes
    signatures: tuple[Signature, ...] = ()
    doubled: frozenset[str] = field(default_factory=frozenset)
    held: Mapping[int, tuple[bytes | None, bool]] = field(default_factory=dict)


@lru_cache(maxsize=1)  # asked which keys it needs, and then with them
def signed(raw: bytes) -> Signed | None:
    """Take a mail apart as its signers did; None for one that they could not have signed. Never raises."""
    import dkim

    try:
        headers, body = dkim.rfc822_parse(raw)
    except Exception:  # it indexes before it looks: what it cannot take apart nobody signed
        return None
    names = [bytes(name).lower().decode("ascii") for name, _ in headers]
    doubled = frozenset(name for name in _ONCE if names.count(name) > 1)
    fields = [value for (_, value), name in zip(headers, names, strict=True) if name == "dkim-signature"]
    found = tuple(read(place, bytes(value)) for place, value in enumerate(fields[:MOST_SIGNATURES]))
    return Signed(tuple(tuple(each) for each in headers), body, found, doubled)


def read(place: int, value: bytes) -> Signature:
    """Read one DKIM-Signature field; one that cannot be read has a fault."""
    tags = tags_of(value) if len(value) <= LONGEST_FIELD else {}
    domain, selector = tags.get("d", "").lower(), tags.get("s", "").lower()
    covers = frozenset(tags.get("h", "").lower().split(":")) - {""}
    digest = hashlib.sha256(f"{domain} {selector} {tags.get('b', '')}".encode("utf-8", "replace")).hexdigest()
    fault = _fault(tags, domain, selector, covers)
    return Signature(place, domain, selector, covers, tags.get("t", ""), tags.get("x", ""), fault, digest)


def tags_of(value: bytes) -> dict[str, str]:
    """The tags of a signature field (RFC 6376 section 3.2) without blanks; nothing for one that has a tag twice."""
    tags: dict[str, str] = {}
    for each in value.decode("ascii", "replace").split(";"):
        name, found, content = each.partition("=")
        if found:
            if name.strip() in tags:
                return {}
            tags[name.strip()] = _TAG.sub("", content)
    return tags


def _fault(tags: Mapping[str, str], domain: str, selector: str, covers: frozenset[str]) -> str:
    if tags.get("v") != "1" or not tags.get("b") or not tags.get("bh"):
        return "it is no DKIM signature"
    if not _DOMAIN.fullmatch(domain) or not _SELECTOR.fullmatch(selector) or len(domain) + len(selector) > 230:
        return "its domain or selector is none"
    if "l" in tags:
        return "it covers only the beginning of the text"
    if "from" not in covers:
        return "it does not cover From"
    if tags.get("a") not in ("rsa-sha256", "ed25519-sha256"):
        return "its algorithm is too weak or not known"
    identity = tags.get("i", "").lower().rpartition("@")[2]
    if identity and identity != domain and not identity.endswith(f".{domain}"):
        return "it names an identity of another domain"
    if any(name in tags and not _DIGITS.fullmatch(tags[name]) for name in ("t", "x")):
        return "its times are none"
    return ""


def holds(mail: Signed, signature: Signature, keys: Keys) -> bool:
    """Whether the arithmetic of a signature holds, with the key that stands under its name. Never raises."""
    record = keys.get(signature.key_name)
    held = mail.held.get(signature.place)
    if held is not None and held[0] == record:
        return held[1]
    fields = [each for each in mail.headers if each[0].lower() == b"dkim-signature"]
    field_ = fields[signature.place]
    return arithmetic(
        mail,
        mail.headers,
        field_,
        tags_of(field_[1]).get("h", "").split(":"),
        {signature.key_name: record},
        "simple/simple",
    )


def arithmetic(
    mail: Signed, headers: Sequence[Any], field_: tuple[bytes, bytes], covers: list[str], keys: Keys, canonical: str
) -> bool:
    """Whether one signature field over these header fields, and over the body where it has a `bh=`, is right.

    `covers` are the names of the fields it signs, `canonical` the canonicalisation where it names none. Never raises.
    """
    import dkim
    from dkim.util import parse_tag_value

    def look(name: bytes, timeout: int = 0) -> bytes | None:
        return keys.get(name.decode("ascii").rstrip(".").lower())

    verifier = dkim.DKIM(minkey=LEAST_BITS)
    verifier.headers, verifier.body = list(headers), mail.body
    try:
        tags = parse_tag_value(field_[1])
        if tags.setdefault(b"c", canonical.encode()).endswith(b"/relaxed"):
            # What relaxed canonicalisation does in the end: done first, a long run of blanks costs linear time.
            verifier.body = _BLANKS.sub(b" ", mail.body)
        return bool(verifier.verify_sig(tags, [name.lower().encode("ascii") for name in covers], field_, look))
    except Exception:  # whatever hostile bytes do to a library, they prove nothing
        return False


def aligned(signer: str, domain: str) -> bool:
    """Whether a signer speaks for a domain: the same one, or one above it that is no top-level domain."""
    signer, domain = signer.lower().rstrip("."), domain.lower().rstrip(".")
    return signer == domain or ("." in signer and domain.endswith(f".{signer}"))

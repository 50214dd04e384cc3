"""Signed mails for tests: keys made once, signatures at any time."""

from __future__ import annotations

import base64
import time
from collections.abc import Sequence
from functools import cache

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from dkim.canonicalization import CanonicalizationPolicy
from dkim.crypto import HASH_ALGORITHMS, parse_pem_private_key

COVERED = ("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "reply-to", "sender")
OF_LISTS = (*COVERED, "list-id", "x-original-from")


_WEAK = b"""-----BEGIN RSA PRIVATE KEY-----
MIIBygIBAAJhAMtBlF7ziJYuGZ+ik9PlBJz0+yCI3PmDC66ehuimfUzbrWkGaouB
sEnvmcvxjvtDzsjR7ZPu3tacCq/duhd9NYX9MtU1l1Rll23f7vIXAhF6bxK7b+kb
di7D5OvgDitnCQIDAQABAmBAgk/U0vZGs9ruD2tblRQhvJ73dHituCm9AhNPQ4gB
HLes3ZxzKnYJAUKOt9vpY1tsVwFFv5uKuh9dun1wZGuORvEamFGtZtA4OuCODJ0O
SvC/vswUPAqLCnWWpVZpAAECMQD8cH0wzz3JkNSqBjytVpOSz91zyfWreJIHsP29
77eLBBxkGCHOxu1pModcPu/qbgkCMQDOH3/Jg0Gc7MK557JzL72u0GS4vQGwG4Yy
2MdYnn1k4wlLl1gbzj9t4CCAVPH3cQECMEttWRrCcZXOnpyG7I5mdgXB8ktspukr
R4bgzZB5FgCFo+4Mf92G9t0d6fAYJhuH8QIwG2ggy6CCNuVcNu/R0HMGm5nl6pJn
CQ1/2H7ucqAQODvf3ocvFfNkh62HZMjmq2oBAjEA79hfPux90FvrW+YrvLcTjzwD
TwIiDZTnWdvQegBVdgcmaUGdtJ3LCJtC2SjdeLer
-----END RSA PRIVATE KEY-----
"""
_WEAK_RECORD = (
    b"v=DKIM1; k=rsa; p=MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAMtBlF7ziJYuGZ+ik9PlBJz0+yCI3PmDC66ehuimfUzbrWkG"
    b"aouBsEnvmcvxjvtDzsjR7ZPu3tacCq/duhd9NYX9MtU1l1Rll23f7vIXAhF6bxK7b+kbdi7D5OvgDitnCQIDAQAB"
)


@cache
def _key(bits: int) -> tuple[bytes, bytes]:
    if bits < 1024:  # no library of today makes such a key
        return _WEAK, _WEAK_RECORD
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def record(bits: int = 1024) -> bytes:
    """The TXT record of the key."""
    return _key(bits)[1]


def keys(*domains: str, selector: str = "s", bits: int = 1024) -> dict[str, bytes | None]:
    """The DNS, as far as these domains have keys in it."""
    return {f"{selector}._domainkey.{domain}": record(bits) for domain in domains}


def _with_tags(signer, more: Sequence[tuple[bytes, bytes]]):
    """Let a signer of dkimpy write tags of our own among those of its signature, or instead of them."""
    made = signer.gen_header

    def gen_header(fields, *arguments, **options):
        own = dict(more)
        *fields, last = [(name, own.pop(name, value)) for name, value in fields]
        return made([*fields, *own.items(), last], *arguments, **options)

    signer.gen_header = gen_header
    return signer


def sign(
    raw: bytes,
    domain: str,
    *,
    covers: Sequence[str] = COVERED,
    bits: int = 1024,
    length: bool = False,
    canonical: tuple[bytes, bytes] = (b"relaxed", b"simple"),
    more: Sequence[tuple[bytes, bytes]] = (),
    selector: str = "s",
) -> bytes:
    """The mail with a signature of this domain on top; `more` are tags to add or replace."""
    signer = _with_tags(dkim.DKIM(raw, minkey=512), more)
    present = {name.lower() for name, _ in signer.headers}
    names = [name.encode() for name in covers if name.encode() in present]
    field = signer.sign(
        selector.encode(), domain.encode(), _key(bits)[0], canonicalize=canonical, include_headers=names, length=length
    )
    return field + raw


def seal(raw: bytes, domain: str, results: str, *, covers: Sequence[str] = COVERED, state: str = "") -> bytes:
    """The mail with an ARC set of this domain on top, whose server reports `results`; `state` is its `cv=`."""
    signer = dkim.ARC(raw)
    number = str(sum(name.lower() == b"arc-seal" for name, _ in signer.headers) + 1)
    state = state or ("none" if number == "1" else "pass")
    present = {name.lower() for name, _ in signer.headers}
    names = tuple(name.encode() for name in covers if name.encode() in present)
    key = parse_pem_private_key(_key(1024)[0])
    relaxed = CanonicalizationPolicy.from_c_value(b"relaxed/relaxed")
    signer.hasher = HASH_ALGORITHMS[b"rsa-sha256"]
    body = base64.b64encode(signer.hasher(relaxed.canonicalize_body(signer.body)).digest())
    report = f"ARC-Authentication-Results: i={number}; mx.{domain}; {results}\r\n".encode()
    common = [(b"i", number.encode()), (b"a", b"rsa-sha256"), (b"d", domain.encode()), (b"s", b"s")]
    end = [(b"b", b"0" * 60)]
    fields = [*common, (b"c", b"relaxed/relaxed"), (b"h", b":".join(names)), (b"bh", body), *end]
    message = b"ARC-Message-Signature: " + signer.gen_header(fields, names, relaxed, b"ARC-Message-Signature", key)
    sets = [each for each in signer.headers if each[0].lower().startswith(b"arc-")]
    new = [tuple(each) for each in dkim.rfc822_parse(message + report + b"\r\n")[0]]
    signer.headers = [*new, *sets]
    before = [name.lower() for name, _ in reversed(signer.headers)]
    sealed = signer.gen_header([*common, (b"cv", state.encode()), *end], before, relaxed, b"ARC-Seal", key)
    return b"ARC-Seal: " + sealed + message + report + raw


def now() -> int:
    return int(time.time())

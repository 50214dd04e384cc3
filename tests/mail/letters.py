"""Mails for tests, written in as few words as the fact at hand needs."""

from __future__ import annotations

from listvote.mail.message import Mail, parse


def raw(*fields: str, body: str | bytes = "agree\n") -> bytes:
    """A mail of these header fields (`Subject: Hello`) and this body, with CRLF line ends in the header."""
    header = "".join(f"{field}\r\n" for field in fields).encode("utf-8", "surrogateescape")
    return header + b"\r\n" + (body.encode() if isinstance(body, str) else body)


def letter(*fields: str, body: str | bytes = "agree\n") -> Mail:
    """The same, read."""
    return read(raw(*fields, body=body))


def read(data: bytes) -> Mail:
    """A mail that must be readable."""
    mail = parse(data)
    assert isinstance(mail, Mail), mail
    return mail


def parts(*written: str, kind: str = "mixed", boundary: str = "cut") -> tuple[str, str]:
    """The Content-Type field and the body of a multipart whose parts are written out, header and all."""
    body = "".join(f"--{boundary}\n{part}\n" for part in written) + f"--{boundary}--\n"
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"', body


def multipart(*written: str, kind: str = "mixed", fields: tuple[str, ...] = ()) -> Mail:
    """A mail of such parts, read."""
    content_type, body = parts(*written, kind=kind)
    return letter(*fields, content_type, body=body)

"""A letter of ours as the bytes that are sent: the same letter gives the same bytes, for ever.

Nothing is drawn at random and no clock is read: Message-IDs derive from what a mail announces, boundaries from the
Message-ID, so that a repeat after a crash is recognised as the same mail. Every header value is cleaned of control
characters before it is written, so that no title or alias can add a header. Bodies are quoted-printable UTF-8,
7 bit, in lines that any mail server passes on unchanged.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import Final, Literal
from urllib.parse import quote

from listvote.mail.addresses import Mailbox
from listvote.mail.encoding import encoded_words, quoted_printable

_LINE: Final = 76
_REFERENCES_AT_MOST: Final = 20
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_MESSAGE_ID = re.compile(r"[!-;=?-~]{3,900}")
_CONTENT_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+(?:; [a-z0-9-]+=[A-Za-z0-9_.-]+)*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_OURS: Final = frozenset(
    "from to subject date message-id in-reply-to references reply-to auto-submitted mime-version content-type "
    "content-transfer-encoding list-unsubscribe bcc cc sender return-path received".split()
)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter: its name, its content type (`text/calendar; method=PUBLISH`), its bytes."""

    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a mail of ours says, before it is bytes.

    `message_id`, `in_reply_to` and `references` are without angle brackets, `date` is aware. `hashtags` are added to
    the subject, where a list wants them. `auto_submitted` is `auto-replied` for answers to one member, else
    `auto-generated`. `personal` mails ask other robots not to answer. `unsubscribe` is a mailto address. `headers`
    are further ones, such as X-Listvote-Group.
    """

    message_id: str
    date: datetime
    sender: Mailbox
    to: Mailbox
    subject: str
    text: str
    html: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    reply_to: Mailbox | None = None
    hashtags: Sequence[str] = ()
    auto_submitted: Literal["auto-generated", "auto-replied"] = "auto-generated"
    personal: bool = False
    unsubscribe: str = ""
    headers: Sequence[tuple[str, str]] = ()
    enclosures: Sequence[Enclosure] = ()


def compose(letter: Letter) -> bytes:
    """A letter as a mail: CRLF line ends, ASCII only, no line over 998 bytes, the same bytes for the same letter.

    Text comes first, an HTML twin as its alternative, enclosures after both. Control characters in any value become
    spaces; an id of somebody else's mail that no header can carry is left out. Raises ValueError for what we must
    not send: an address, a Message-ID, a header name or a content type that is not well formed, a date without a
    zone. Sources: RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 3834.
    """
    if letter.date.tzinfo is None:
        raise ValueError("the date of a letter needs a zone")
    if not _MESSAGE_ID.fullmatch(letter.message_id):
        raise ValueError(f"not a message id: {letter.message_id!r}")
    lines = [
        *_header("Message-ID", f"<{letter.message_id}>"),
        *_header("Date", format_datetime(letter.date.astimezone(UTC).replace(microsecond=0))),
        *_header("From", _mailbox(letter.sender)),
        *_header("To", _mailbox(letter.to)),
        *_header("Subject", _text(_tagged(letter.subject, letter.hashtags), len("Subject: "))),
    ]
    if letter.reply_to:
        lines += _header("Reply-To", _mailbox(letter.reply_to))
    if _MESSAGE_ID.fullmatch(letter.in_reply_to):
        lines += _header("In-Reply-To", f"<{letter.in_reply_to}>")
    if references := _referred(letter):
        lines += _header("References", " ".join(f"<{id_}>" for id_ in references))
    lines += _header("Auto-Submitted", letter.auto_submitted)
    if letter.personal:
        lines += _header("X-Auto-Response-Suppress", "All")
    if letter.unsubscribe:
        lines += _header("List-Unsubscribe", f"<{_uri(letter.unsubscribe)}>")
    for name, value in letter.headers:
        lines += _header(_own_name(name), _text(value, len(name) + 2))
    lines.append("MIME-Version: 1.0")
    return "\r\n".join([*lines, *_body(letter)]).encode("ascii") + b"\r\n"


def message_id(domain: str, group: str, *what: str) -> str:
    """The Message-ID, without angle brackets, of the mail that announces `what` in `group`.

    The same arguments give the same id for ever, any others another one: 160 bits of the SHA-256 of the parts, each
    behind its length. `domain` is the part behind the `@`. Raises ValueError for a domain that is none.
    """
    digest = sha256(b"".join(b"%d:%b," % (len(part), part) for part in (p.encode() for p in (group, *what))))
    made = f"{digest.hexdigest()[:40]}@{domain}"
    if not _ADDRESS.fullmatch(made):
        raise ValueError(f"not a domain: {domain!r}")
    return made


def mailto(address: str, subject: str = "", body: str = "") -> str:
    """A link that opens a mail to `address` with subject and body filled in (RFC 6068); line ends become CRLF.

    Raises ValueError if the address is none.
    """
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"not an address: {address!r}")
    body = "\r\n".join(_CONTROL.sub(" ", line) for line in body.splitlines())
    filled = {"subject": _CONTROL.sub(" ", subject), "body": body}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in filled.items() if value)
    return f"mailto:{quote(address, safe='@+')}" + (f"?{query}" if query else "")


def _tagged(subject: str, hashtags: Iterable[str]) -> str:
    """The subject with the hashtags that it does not have yet."""
    have = subject.lower().split()
    return " ".join([subject, *(tag for tag in hashtags if tag.lower() not in have)])


def _referred(letter: Letter) -> list[str]:
    """The thread, oldest first, the mail that is answered last; the first and the newest of a long one.

    Other programs make their ids as they like; what cannot stand in a header is left out.
    """
    chain = [id_ for id_ in dict.fromkeys(letter.references) if id_ != letter.in_reply_to]
    chain = [id_ for id_ in [*chain, letter.in_reply_to] if _MESSAGE_ID.fullmatch(id_)]
    return chain if len(chain) <= _REFERENCES_AT_MOST else [chain[0], *chain[1 - _REFERENCES_AT_MOST :]]


def _own_name(name: str) -> str:
    if not _HEADER_NAME.fullmatch(name) or name.lower() in _OURS:
        raise ValueError(f"not a header to be added: {name!r}")
    return name


def _uri(uri: str) -> str:
    if not re.fullmatch(r"mailto:[!-;=?-~]{3,900}", uri):
        raise ValueError(f"not a mailto address: {uri!r}")
    return uri


def addressable(address: str) -> bool:
    """Whether a letter can go to this address: one of ASCII letters, as every mail server takes it."""
    return _ADDRESS.fullmatch(address) is not None


def _mailbox(mailbox: Mailbox) -> str:
    if not _ADDRESS.fullmatch(mailbox.address):
        raise ValueError(f"not an address: {mailbox.address!r}")
    name = " ".join(_CONTROL.sub(" ", mailbox.name).split())[:200]
    if not name:
        return mailbox.address
    if not name.isascii() or "=?" in name:
        shown = encoded_words(name, 0)
    elif _ATOMS.fullmatch(name):
        shown = name
    else:
        shown = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{shown} <{mailbox.address}>"


def _text(value: str, used: int) -> str:
    """Free text of a header: as it is, or in encoded words where it is not ASCII, looks like one, or cannot fold."""
    value = " ".join(_CONTROL.sub(" ", value).split())
    plain = value.isascii() and "=?" not in value and all(len(word) <= _LINE - 2 for word in value.split(" "))
    return value if plain else encoded_words(value, used)


def _header(name: str, value: str) -> list[str]:
    """A header as lines, folded at spaces; a value has no control characters by now."""
    lines, now = [], f"{name}:"
    for word in value.split():
        if len(now) + 1 + len(word) > _LINE and now.strip() and now != f"{name}:":
            lines.append(now)
            now = ""
        now = f"{now} {word}"
    return [*lines, now]


def _body(letter: Letter) -> list[str]:
    alternatives = [_readable("plain", letter.text)]
    if letter.html:
        alternatives.append(_readable("html", letter.html))
    body = alternatives[0] if len(alternatives) == 1 else _multipart("alternative", letter.message_id, alternatives)
    if not letter.enclosures:
        return body
    return _multipart("mixed", letter.message_id, [body, *map(_enclosed, letter.enclosures)])


def _multipart(subtype: str, message_id_: str, parts: Sequence[list[str]]) -> list[str]:
    """Parts between boundaries; `=_` in a boundary occurs in no quoted-printable or base64 text."""
    boundary = "=_" + sha256(f"{subtype} {message_id_}".encode()).hexdigest()[:32]
    lines = [f"Content-Type: multipart/{subtype};", f' boundary="{boundary}"', ""]
    for part in parts:
        lines += [f"--{boundary}", *part, ""]
    return [*lines, f"--{boundary}--"]


def _readable(subtype: str, text: str) -> list[str]:
    return [
        f"Content-Type: text/{subtype}; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        *quoted_printable(text),
    ]


def _enclosed(file: Enclosure) -> list[str]:
    if not _CONTENT_TYPE.fullmatch(file.content_type):
        raise ValueError(f"not a content type: {file.content_type!r}")
    name = " ".join(_CONTROL.sub(" ", file.filename).replace("/", "-").replace("\\", "-").split())[:100]
    if re.fullmatch(r"[A-Za-z0-9_.-]+", name):
        disposition = [f'Content-Disposition: attachment; filename="{name}"']
    else:
        pieces = [quote(name[i : i + 5], safe="") for i in range(0, len(name), 5)]
        numbered = [
            f" filename*{i}*={piece}" for i, piece in enumerate([f"utf-8''{pieces[0]}", *pieces[1:]] if pieces else [])
        ]
        disposition = ["Content-Disposition: attachment" + (";" if numbered else ""), *_semicolons(numbered)]
    data = base64.b64encode(file.data).decode()
    return [
        f"Content-Type: {file.content_type}",
        *disposition,
        "Content-Transfer-Encoding: base64",
        "",
        *(data[i : i + _LINE] for i in range(0, len(data), _LINE)),
    ]


def _semicolons(lines: Sequence[str]) -> list[str]:
    return [line + (";" if i < len(lines) - 1 else "") for i, line in enumerate(lines)]

"""One mail read from its bytes: who, what thread, which words; or the reason why it cannot be read.

It knows formats only: no list, no member, no meaning. `parse` takes any bytes in bounded time and memory and raises
nothing.
"""

from __future__ import annotations

import html as markup
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from listvote.mail.addresses import Mailbox
from listvote.mail.decoding import clean_text, decode
from listvote.mail.flowed import unflow
from listvote.mail.headers import Headers, read_date, read_ids, read_message_id
from listvote.mail.html import html_text
from listvote.mail.mime import Part, TooMuch, split, unwrapped

__all__ = ["Attachment", "Headers", "Mail", "Mailbox", "Unreadable", "parse"]

MOST_TEXT: Final = 1_000_000
"""Characters of text and HTML together that are read of one mail; the rest is cut."""
MOST_LINE: Final = 10_000
"""Characters of one line that are read; no act is that long, and nothing after it may cost time."""
MOST_LINES: Final = 20_000
MOST_REFERENCES: Final = 50
MOST_ATTACHED: Final = 5_000_000
"""Bytes of a mail's attachments, as encoded, that are kept; a charter or a roll is far smaller."""

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is no body text: a file, a forwarded mail, an invitation; transfer encoding undone.

    `left_out` is true, and `data` empty, where the attachments of the mail together are over `MOST_ATTACHED`.
    """

    filename: str
    content_type: str
    data: bytes = field(repr=False)
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A mail that is not read at all, and why in words."""

    why: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as values.

    `message_id`, `in_reply_to` and `references` are without angle brackets; references are oldest first, end with
    those of In-Reply-To, and keep the first 5 and the last 45 if there are more than 50. `from_` has the mailboxes of
    all From headers, `from_headers` counts these. `text` is what its author wrote in plain text with LF line ends;
    format=flowed is already undone (`flowed`, `delsp`); without a plain text it is the HTML's (`text_from_html`).
    `html` is the twin of the text where there is one. Footers that a list appended as a part of their own are in
    `footer_parts`. `date` is what the sender says. `size` is in bytes. `cut` is true where text over the limit was
    left out.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    subject: str = ""
    from_: tuple[Mailbox, ...] = ()
    from_headers: int = 0
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    sender: tuple[Mailbox, ...] = ()
    headers: Headers = Headers()
    text: str = ""
    flowed: bool = False
    delsp: bool = False
    html: str = ""
    text_from_html: bool = False
    footer_parts: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    content_type: str = "text/plain"
    size: int = 0
    date: datetime | None = None
    cut: bool = False


def parse(raw: bytes, *, archived: bool = False) -> Mail | Unreadable:
    """Read a mail from its bytes; never raises.

    `archived` says that it comes from a public archive, which may have hidden the address in From.

    Unreadable are mails of more than 25 MB, 256 kB or 2,000 fields of header, 200 parts, or 20 levels of parts.
    A mail inside a mail (message/rfc822) is an attachment, except where a list wrapped the author's own mail: that
    one has the Message-ID of the mail around it.
    """
    try:
        whole = split(raw)
        body = _Body(raw)
        body.read(whole, _content(raw, whole), listed=_from_a_list(whole.headers))
    except TooMuch as limit:
        return Unreadable(str(limit))
    headers = whole.headers.unobscured() if archived else whole.headers
    in_reply_to = read_ids(headers.written("In-Reply-To"))
    text, html = body.text(), body.html()
    return Mail(
        message_id=read_message_id(next(iter(headers.written("Message-ID")), None)),
        in_reply_to=in_reply_to,
        references=_thread(read_ids(headers.written("References")), in_reply_to),
        subject=headers.get("Subject") or "",
        from_=headers.mailboxes("From"),
        from_headers=len(headers.written("From")),
        to=headers.mailboxes("To"),
        cc=headers.mailboxes("Cc"),
        reply_to=headers.mailboxes("Reply-To"),
        sender=headers.mailboxes("Sender"),
        headers=headers,
        text=text,
        flowed=body.flowed,
        delsp=body.delsp,
        html=html,
        text_from_html=body.only_html,
        footer_parts=tuple(body.footers),
        attachments=tuple(body.attachments),
        content_type=whole.content_type,
        size=len(raw),
        date=read_date(headers.get("Date")),
        cut=body.cut,
    )


def _thread(references: Sequence[str], in_reply_to: Sequence[str]) -> tuple[str, ...]:
    ids = [*(one for one in references if one not in in_reply_to), *in_reply_to]
    return tuple(ids if len(ids) <= MOST_REFERENCES else ids[:5] + ids[5 - MOST_REFERENCES :])


def _from_a_list(headers: Headers) -> bool:
    return any(name in headers for name in ("List-Id", "List-Post", "List-Unsubscribe", "X-BeenThere", "X-Loop"))


def _content(raw: bytes, whole: Part) -> Part:
    """The part that the author wrote: the whole mail, or what a list wrapped with its own header."""
    first = whole.children[0] if whole.content_type == "multipart/mixed" else whole
    if first.content_type != "message/rfc822" or not _from_a_list(whole.headers):
        return whole
    inner = unwrapped(raw, first)
    own_id = read_message_id(next(iter(whole.headers.written("Message-ID")), None))
    if inner is None or not own_id or own_id != read_message_id(next(iter(inner.headers.written("Message-ID")), None)):
        return whole
    return inner


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of the body: plain text, HTML, or the one as the other's alternative."""

    plain: str | None
    html: str | None


class _Body:
    """Sorts the parts of a mail into text, HTML, footers and attachments."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.segments: list[_Segment] = []
        self.footers: list[str] = []
        self.attachments: list[Attachment] = []
        self.flowed = self.delsp = self.cut = False
        self.only_html = False
        self.text_left = MOST_TEXT
        self.attached_left = MOST_ATTACHED

    def read(self, whole: Part, content: Part, *, listed: bool) -> None:
        """Sort everything in `content`, which is `whole` or what a list wrapped in it.

        `listed` says that a list distributed the mail, which may have appended a footer part.
        """
        footer = _footer_part(whole, listed)
        if footer:
            self.footers.append(clean_text(self._decoded(footer)).strip("\n"))
        self._sort(content, footer, top=True)
        self.only_html = not any((one.plain or "").strip() for one in self.segments) and any(
            one.html for one in self.segments
        )

    def _sort(self, part: Part, footer: Part | None, *, top: bool = False) -> None:
        if part is footer:
            return
        if part.content_type == "multipart/alternative":
            self._alternative(part)
        elif part.children:
            for child in part.children:
                self._sort(child, footer)
        elif part.content_type == "text/plain" and (top or self._is_body(part)):
            self.segments.append(_Segment(self._plain(part), None))
        elif part.content_type == "text/html" and (top or self._is_body(part)):
            self.segments.append(_Segment(None, self._decoded(part)))
        else:
            self._attach(part)

    def _is_body(self, part: Part) -> bool:
        return part.disposition != "attachment" and (not part.filename or not self.segments)

    def _alternative(self, part: Part) -> None:
        plain: str | None = None
        html: str | None = None
        for leaf in (one for one in part.walk() if not one.children):
            if leaf.content_type == "text/plain" and plain is None and leaf.disposition != "attachment":
                plain = self._plain(leaf)
            elif leaf.content_type == "text/html" and leaf.disposition != "attachment":
                html = "\n".join(filter(None, (html, self._decoded(leaf))))  # some programs cut it at a picture
            else:
                self._attach(leaf)
        self.segments.append(_Segment(plain, html))

    def _attach(self, part: Part) -> None:
        left_out = part.end - part.start > self.attached_left
        data = b"" if left_out else part.content(self.raw)
        self.attached_left -= 0 if left_out else part.end - part.start
        self.attachments.append(Attachment(part.filename, part.content_type, data, left_out))

    def _decoded(self, part: Part) -> str:
        data = part.content(self.raw, 4 * self.text_left)
        charset = part.parameters.get("charset", "")
        if not charset and part.content_type == "text/html" and (said := _META_CHARSET.search(data[:2_000])):
            charset = said[1].decode("ascii")
        text = decode(data, charset)
        self.cut = self.cut or len(text) > self.text_left or part.end - part.start > 4 * self.text_left
        text = text[: self.text_left]
        self.text_left -= len(text)
        return text

    def _plain(self, part: Part) -> str:
        text = clean_text(self._decoded(part))
        if part.parameters.get("format", "").lower() == "flowed":
            self.flowed = True
            delsp = part.parameters.get("delsp", "").lower() == "yes"
            self.delsp = self.delsp or delsp
            text = unflow(text, delsp)
        return text

    def text(self) -> str:
        """The author's text: all plain parts, or where there is none the text of the HTML."""
        if self.only_html:
            texts = [html_text(self.html()).text]
        else:
            texts = [one.plain for one in self.segments if one.plain is not None]
        text = "\n".join(one.strip("\n") + "\n" for one in texts if one.strip())
        if len(text) <= min(MOST_LINE, MOST_LINES):
            return text
        lines = text.split("\n")
        if len(lines) > MOST_LINES or any(len(line) > MOST_LINE for line in lines):
            text, self.cut = "\n".join(line[:MOST_LINE] for line in lines[:MOST_LINES]), True
        return text

    def html(self) -> str:
        """The HTML beside that text; plain parts without a twin stand in it as they are."""
        if not any(one.html for one in self.segments):
            return ""
        twins = [one for one in self.segments if one.html or not self.only_html]
        return "\n".join(one.html or f"<pre>{markup.escape(one.plain or '')}</pre>" for one in twins)


def _footer_part(whole: Part, listed: bool) -> Part | None:
    """The part in which a list put its footer: the last of a multipart/mixed, plain text, inline, without a name."""
    if whole.content_type != "multipart/mixed" or len(whole.children) < 2:
        return None
    last = whole.children[-1]
    if last.content_type != "text/plain" or last.disposition == "attachment":
        return None
    named = "footer" in last.filename.lower()
    return last if named or (listed and last.disposition == "inline" and not last.filename) else None

"""The copy that a mailing list sends to a subscriber, in the shape that groups.io gives it.

Close enough that whoever reads it cannot rely on anything a real list does not do: `Precedence: Bulk` on everything,
a subject tag after `Re:` too, two Delivered-To of which one is no address, a footer in the first plain part.
"""

from __future__ import annotations

import email.message
from email import policy
from typing import Final

_BAR: Final = "-=-=-=-=-=-=-=-=-=-=-=-"
_PARSING: Final = policy.compat32.clone(linesep="\r\n")


def list_copy(raw: bytes, *, list_address: str, subscriber: str, number: int) -> bytes:
    """Make the copy of a mail that goes to one subscriber of a list.

    `raw` is the mail as its author sent it, `list_address` where to, `subscriber` who gets this copy, `number` the
    message's number in the list's archive. Returns the copy's bytes with CRLF.
    """
    name, _, host = list_address.partition("@")
    mail = email.message_from_bytes(raw, policy=_PARSING)
    author = mail.get("Reply-To") or mail.get("From") or ""
    for gone in ("Received", "Return-Path", "Delivered-To", "Sender", "Reply-To", "List-Id", "DKIM-Signature"):
        del mail[gone]
    tag = f"[{name}]"
    subject = str(mail.get("Subject", ""))
    if tag not in subject:
        del mail["Subject"]
        mail["Subject"] = f"{tag} {subject}"
    mail["Return-Path"] = f"<bounce+{number}+{name}@{host}>"
    mail["Delivered-To"] = subscriber
    mail["Delivered-To"] = f"mailing list {list_address}"
    mail["Sender"] = list_address
    mail["Reply-To"] = f"{list_address},{_bare(str(author))}"
    mail["List-Id"] = f"<{name}.{host}>"
    mail["Mailing-List"] = f"list {list_address}; contact {name}+owner@{host}"
    mail["List-Unsubscribe"] = f"<https://{host}/g/{name}/leave/1/2/3/xyzzy>"
    mail["Precedence"] = "Bulk"
    _add_footer(mail, _footer(name, host, subscriber, number))
    return mail.as_bytes(policy=_PARSING)


def _bare(address: str) -> str:
    return address.rpartition("<")[2].rstrip("> ").strip()


def _footer(name: str, host: str, subscriber: str, number: int) -> str:
    return "\n".join(
        (
            _BAR,
            "Groups.io Links: You receive all messages sent to this group.",
            f"View/Reply Online (#{number}): https://{host}/g/{name}/message/{number}",
            f"Mute This Topic: https://{host}/mt/{number}/1",
            f"Group Owner: {name}+owner@{host}",
            f"Unsubscribe: https://{host}/g/{name}/leave/1/2/3/xyzzy [{subscriber}]",
            _BAR,
            "",
        )
    )


def _add_footer(mail: email.message.Message, footer: str) -> None:
    """Put the footer at the end of the first plain part; a mail without one stays as it is."""
    for part in mail.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() != "text/plain" or not isinstance(payload, bytes):
            continue
        try:
            text = payload.decode(part.get_content_charset("utf-8"))
        except (LookupError, UnicodeDecodeError):
            return
        lines = text.replace("\r\n", "\n").rstrip("\n")
        del part["Content-Transfer-Encoding"]
        whole = f"{lines}\n\n\n{footer}".replace("\n", "\r\n")  # in base64 no one else would see to the line ends
        part.set_payload(whole, "us-ascii" if whole.isascii() else "utf-8")
        return

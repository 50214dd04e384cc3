"""A list's copy of a mail: what the list adds, and what stays the author's."""

from __future__ import annotations

import email
from email.message import Message

from listvote.demo.list_copy import list_copy

RAW = b"""From: Ada Example <ada@example.org>
To: press@lists.example.org
Subject: Re: Which printer?
Message-ID: <1@example.org>
In-Reply-To: <0@example.org>
Received: from home

+1
"""
GERMAN = (
    "From: ada@example.org\nSubject: x\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\ndafür, übrigens\n"
).encode()
TWO_PARTS = b"""From: ada@example.org
Subject: x
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain

+1
--b
Content-Type: text/html

<p>+1</p>
--b--
"""


def copied(raw: bytes = RAW) -> Message:
    copy = list_copy(raw, list_address="press@lists.example.org", subscriber="votes@example.org", number=61)
    assert b"\n" not in copy.replace(b"\r\n", b"")
    return email.message_from_bytes(copy)


def words(part: Message) -> str:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert b"\n" not in payload.replace(b"\r\n", b"")
    return payload.decode().replace("\r\n", "\n")


def test_the_author_s_headers_stay() -> None:
    for name, value in (
        ("From", "Ada Example <ada@example.org>"),
        ("Message-ID", "<1@example.org>"),
        ("In-Reply-To", "<0@example.org>"),
    ):
        assert copied().get_all(name) == [value]


def test_the_list_s_headers_are_added() -> None:
    for name, values in (
        ("Subject", ["[press] Re: Which printer?"]),
        ("Sender", ["press@lists.example.org"]),
        ("Reply-To", ["press@lists.example.org,ada@example.org"]),
        ("List-Id", ["<press.lists.example.org>"]),
        ("Precedence", ["Bulk"]),
        ("Delivered-To", ["votes@example.org", "mailing list press@lists.example.org"]),
        ("Received", None),
    ):
        assert copied().get_all(name) == values


def test_a_subject_that_has_the_tag_gets_no_second_one() -> None:
    assert copied(RAW.replace(b"Re: Which", b"Re: [press] Which"))["Subject"] == "Re: [press] Which printer?"


def test_the_footer_stands_at_the_end_of_the_plain_part_alone() -> None:
    assert words(copied()).startswith("+1\n\n\n-=-=-")
    assert "message/61" in words(copied())
    plain, html = (part for part in copied(TWO_PARTS).walk() if not part.is_multipart())
    assert "-=-=-=-" in words(plain)
    assert words(html).strip() == "<p>+1</p>"


def test_letters_beyond_ascii_stay() -> None:
    assert words(copied(GERMAN)).startswith("dafür, übrigens\n\n\n-=-=-")


def test_a_mail_without_a_plain_part_gets_no_footer() -> None:
    html = RAW.replace(b"Received: from home", b"Content-Type: text/html")
    assert "-=-=-" not in words(copied(html))

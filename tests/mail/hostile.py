"""Mails that nobody should send: seeds of every shape, and a thousand ways to break them.

`hostile_mails(count, seed)` gives the same mails for the same seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

_BOUNDARY = 'Content-Type: multipart/{}; boundary="b"\r\n\r\n'
_PART = "--b\r\nContent-Type: {}\r\n\r\n{}\r\n"

SEEDS: Final[tuple[bytes, ...]] = (
    b"",
    b"\r\n",
    b"From: Ada Example <ada@example.org>\r\nMessage-ID: <[abc]@x>\r\nCc: \"\r\nSubject: hi\r\n\r\n+1\r\n",
    b"From ada@example.org Sat Jan  3 01:05:34 2026\nFrom: ada@example.org\n"
    b"Content-Type: text/plain; charset=y\n\nyes\n",
    b"From: =?utf-8?B?QWRh?= =?utf-8?q?_L=C3?= =?utf-8?q?=A9on?= <ada=example.org@groups.io>\r\n"
    b"List-Id: <64575.press.lists.example.org>\r\nMailing-List: list press@lists.example.org;"
    b" contact press+owner@lists.example.org\r\nDelivered-To: mailing list press@lists.example.org\r\n"
    b"In-Reply-To: a@b\r\nReferences: <a@b>\r\n <c@d>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"agree\r\n\r\n-=3D-=3D-=3D-=3D-=3D-=3D-\r\nGroups.io Links: You receive all messages sent to this group.\r\n",
    (
        "From: ada@example.org\r\n" + _BOUNDARY.format("alternative") + _PART.format("text/plain", "agree")
        + _PART.format("text/html", "<div><blockquote>q</blockquote><p style='color:#fff'>x<br>y</div>")
        + "--b--\r\n"
    ).encode(),
    (
        "From: ada@example.org\r\nList-Id: <a.b>\r\n" + _BOUNDARY.format("mixed")
        + _PART.format("text/html", "<p>agree")
        + _PART.format("message/rfc822", "From: ben@example.org\r\n\r\nyes")
        + "--b\r\nContent-Type: text/plain; name*0*=utf-8''%e2%82%ac; name*1=x\r\nContent-Disposition: inline\r\n\r\n"
        + "_" * 47 + "\r\npress mailing list\r\n--b--\r\n"
    ).encode(),
    b"From: a@b.example\r\nFrom: c@d.example\r\nContent-Type: multipart/mixed\r\n\r\n--q\r\n\r\nx\r\n--q--\r\n",
    b"From: ada@example.org\r\nContent-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"//5hAGcAcgBlAGUA\r\n",
    b"From: ada@example.org\r\nContent-Type: text/plain; format=flowed; delsp=yes\r\n\r\n"
    b"> > a \r\n> > b\r\n>c \r\nd\r\n-- \r\n",
    b"From: \xe4\xf6 <a@\xfc.example>\r\nDate: Mon, 99 Foo 99999 99:99:99 +9999\r\n"
    b"Subject: =?x?q?=?= =?utf-7?q?+2AA-?=\r\n\r\n\x00\x1b$B",
    b"From: Ada via Press <press@lists.example.org>\r\nReply-To: Ada <ada@example.org>\r\n"
    b"X-MailFrom: prvs=0123456789=ada@example.org\r\n"
    b"X-Mailman-Version: 3.3.9\r\nX-Mailman-Rule-Hits: x\r\n"
    b"List-Post: <mailto:press@lists.example.org>\r\n\r\nagree\r\n",
)  # fmt: skip

_TOKENS: Final = (
    b"\r\n", b"\n", b"\r", b"\0", b'"', b"<", b">", b"(", b")", b"\\", b"@", b",", b";", b":", b"=", b"=?", b"?=",
    b"--b",     b"--b--", b"\r\n\r\n", b"=?utf-8?b?", b"=?idna?q?x?=", b"charset=", b"charset=idna", b"charset=zlib",
    b"charset=utf-7", b"Content-Type: multipart/mixed; boundary=b\r\n\r\n", b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"\xff\xfe", b"\xe2\x80\xa8",
    b"\xed\xa0\x80", b"<div>", b"</div>", b"<!--", b"-->", b"<script>", b"<p style='", b"<font color=", b"<table><td>",
    b"&#0;", b"&#xd800;", b"_._,_._,_", b"From: eve@example.net\r\n",
    b"name*1*=", b"name*99999999999=", b"\x1b$B", b"=3D", b"=\r\n",
)  # fmt: skip


def hostile_mails(count: int, seed: int) -> Iterator[bytes]:
    """Mutations of the seeds: bytes changed, cut, doubled, moved, and tokens that parsers trip over put in."""
    chance = random.Random(seed)
    for _ in range(count):
        mail = bytearray(chance.choice(SEEDS))
        for _ in range(chance.randint(1, 12)):
            at = chance.randint(0, len(mail))
            to = min(len(mail), at + chance.randint(0, 40))
            match chance.randrange(6):
                case 0:
                    mail[at:at] = chance.choice(_TOKENS)
                case 1:
                    mail[at:to] = b""
                case 2:
                    mail[at:to] = mail[at:to] * chance.randint(2, 30)
                case 3:
                    mail[at:to] = chance.randbytes(to - at)
                case 4:
                    mail[at:at] = chance.choice(SEEDS)
                case _:
                    mail[at:at] = chance.choice(_TOKENS) * chance.randint(1, 200)
        yield bytes(mail)


def bombs() -> Iterator[tuple[str, bytes]]:
    """Mails that cost a careless reader minutes, gigabytes or its stack: (name, mail)."""
    text, html = "Content-Type: text/plain\r\n", "Content-Type: text/html\r\n"

    def mail(head: str, body: str) -> bytes:
        return f"From: ada@example.org\r\n{head}\r\n{body}".encode()

    mixed = 'Content-Type: multipart/mixed; boundary="b"\r\n'
    yield (
        "nested parts",
        b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(20_000)),
    )
    yield "same boundary nested", mail("", "")[:-2] + (mixed + "\r\n--b\r\n").encode() * 50_000
    yield "nested mails", b"Content-Type: message/rfc822\r\n\r\n" * 100_000
    yield "many parts", mail(mixed, "--b\r\n\r\nx\r\n" * 200_000)
    yield "false boundaries", mail(mixed, "--b\r\n" + "--bb\r\n" * 2_000_000)
    yield "boundary in a line", mail(mixed, "--b\r\n" + "--b" * 3_000_000)
    yield "many headers", mail("X: y\r\n" * 100_000, "")
    yield "one long header", mail(f"Subject: {'x' * 300_000}\r\n", "")
    yield "folded header", mail("Subject: x\r\n" + " y\r\n" * 60_000, "")
    yield "no line end", b"x" * 20_000_000
    yield "colons", b":" * 20_000_000
    yield "only line ends", mail(text, "\n" * 20_000_000)
    yield "short lines", mail(text, "a\n" * 10_000_000)
    yield "one long line", mail(text, "a" * 20_000_000)
    yield "quotes", mail("To: " + '"' * 200_000 + "\r\n", "")
    yield "escaped quotes", mail('To: "' + r"\"" * 100_000 + "\r\n", "")
    yield "comments", mail(f"To: {'(' * 200_000}\r\n", "")
    yield "brackets", mail(f"To: {'<' * 200_000}\r\n", "")
    yield "commas", mail(f"To: {',' * 200_000}\r\n", "")
    yield "addresses", mail(f"To: {'a@b.c,' * 40_000}\r\n", "")
    yield "dots", mail(f"To: {'a.' * 100_000}\r\n", "")
    yield "encoded words", mail(f"Subject: {'=?utf-8?q?=' * 20_000}\r\n", "")
    yield "encoded words side by side", mail(f"Subject: {'=?utf-8?q?a?= ' * 18_000}\r\n", "")
    yield "references", mail(f"References: {'<a@b>' * 50_000}\r\n", "")
    yield "different references", mail("References: " + "".join(f"<{n}@b>" for n in range(25_000)) + "\r\n", "")
    yield "open brackets", mail(f"References: {'<' * 200_000}\r\n", "")
    yield "parameters", mail(f"Content-Type: text/plain{'; a*1*=b' * 20_000}\r\n", "")
    yield "idna", mail("Content-Type: text/plain; charset=idna\r\n", "a." * 500_000)
    yield "punycode", mail("Content-Type: text/plain; charset=punycode\r\n", "a" * 500_000)
    yield "base64", mail("Content-Transfer-Encoding: base64\r\n", "QQ==\r\n" * 3_000_000)
    yield "quoted-printable", mail("Content-Transfer-Encoding: quoted-printable\r\n", "=41=\r\n" * 3_000_000)
    yield "escapes", mail("Content-Type: text/plain; charset=iso-2022-jp\r\n", "\x1b$B\x1b(B" * 500_000)
    yield "flowed", mail("Content-Type: text/plain; format=flowed\r\n", "> a \r\n>> b \r\n" * 500_000)
    yield "flowed marks", mail("Content-Type: text/plain; format=flowed\r\n", ">" * 1_000_000)
    yield "flowed paragraph", mail("Content-Type: text/plain; format=flowed\r\n", "a \r\n" * 500_000)
    for name, markup in {
        "nesting": "<div>" * 200_000,
        "formatting": "".join(f"<font size={n}>" for n in range(2_000)) + "<p>x" * 200_000,
        "attributes": "<p " + " ".join(f"a{n}" for n in range(150_000)) + ">x",
        "unclosed tags": "<a " * 300_000,
        "tables": "<table>" * 100_000,
        "cells": "<table><tr>" + "<td>x" * 200_000,
        "deep quotes": "<blockquote>" * 990 + "x<br>" * 38_000,
        "selects": "<select><option>" * 60_000,
        "ends": "</p></div>" * 100_000,
        "styles": "<p style='" + "a:b;" * 200_000 + "'>x",
        "breaks": "<br>" * 250_000,
        "entities": "&amp" * 250_000,
        "comments": "<!--" * 250_000,
        "footer marks": "_._,_._,_" * 100_000,
    }.items():
        yield f"html {name}", mail(html, markup)
    many = "".join(f"--b\r\n{html}\r\n{'<br>' * 20_000}\r\n" for _ in range(190))
    yield "html in many parts", mail(mixed, many)
    yield (
        "large attachment",
        mail(
            mixed,
            "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + "QUJD" * 6_000_000,
        ),
    )

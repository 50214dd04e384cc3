"""What is named in bytes that nobody could read as a mail."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.mail.glimpse import glimpse, is_from_a_list, senders

HEAD = b"From: Ben <BEN@example.org>,\n cleo@example.net\nTo: votes@example.org\nContent-Transfer-Encoding: "


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"8bit\n\n#12 for",
        HEAD + b"base64\n\n" + base64.encodebytes(b"#12 for"),
        HEAD + b"BASE64\r\n\r\n" + base64.encodebytes(b"good evening, " * 20 + b"#12 for").replace(b"\n", b"\r\n"),
        HEAD + b"base64\n\n" + base64.encodebytes("\u00e9t\u00e9 #12 pour".encode("latin-1")),
        HEAD + b"quoted-printable\n\n=2312 for",
        HEAD + b"quoted-printable\n\n" + quopri.encodestring("#12 für".encode()),
        b"Subject: =?utf-8?B?" + base64.b64encode(b"about #12") + b"?=\n\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Transfer-Encoding: base64\n\nIzEyIGZvcg==\n--x--\n",
    ],
)
def test_what_is_named_is_found_however_it_is_coded(raw: bytes) -> None:
    assert "#12" in glimpse(raw)


def test_senders_are_found_over_folded_lines() -> None:
    assert senders(HEAD + b"8bit\n\nFrom: eva@example.org") == ["ben@example.org", "cleo@example.net"]


def test_two_from_fields_are_two_senders() -> None:
    assert senders(b"From: a@example.org\r\nFROM : b@example.org\r\n\r\n") == ["a@example.org", "b@example.org"]


def test_a_copy_from_a_list_is_told_by_its_header_alone() -> None:
    assert is_from_a_list(b"LIST-Id: <press.example.org>\n\nx")
    assert is_from_a_list(b"From: a@example.org\r\nList-Post: x\r\n\r\nx")
    assert not is_from_a_list(b"From: a@example.org\n\nList-Id: <press.example.org>")


@given(st.binary(max_size=2000))
def test_no_bytes_break_it(raw: bytes) -> None:
    whole = HEAD + b"base64 quoted-printable\n\n" + raw
    assert isinstance(glimpse(whole), str)
    assert senders(raw) == [each.lower() for each in senders(raw)]

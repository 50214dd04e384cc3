"""Bytes to text, whatever they claim to be."""

from __future__ import annotations

import pytest

from listvote.mail.decoding import clean_header, codec, decode, decode_words, from_base64


@pytest.mark.parametrize(
    "name", ["y", "", "zlib", "base64", "idna", "punycode", "rot13", "unicode_escape", "undefined"]
)
def test_what_is_no_character_set_is_none(name):
    assert codec(name) == ""


@pytest.mark.parametrize(
    ("declared", "data", "text"),
    [
        ("UTF8", "ü".encode(), "ü"),
        ('"iso-8859-1"', b"\x80\xfc", "€ü"),  # programs that say Latin-1 mean windows-1252
        ("windows-1250", "Łódź".encode("cp1250"), "Łódź"),
        ("iso-8859-15", b"\xa4", "€"),
        ("gb2312", "票".encode("gb18030"), "票"),
        ("iso-2022-jp", "賛成".encode("iso-2022-jp"), "賛成"),
        ("", "賛成".encode("iso-2022-jp"), "賛成"),
        ("shift_jis", "賛成".encode("cp932"), "賛成"),
        ("koi8-r", "за".encode("koi8-r"), "за"),
        ("utf-16", b"agree", "agree"),  # said, and not so
        ("utf-16", "ja".encode("utf-16"), "ja"),
        ("utf-7", b"+AOk-", "é"),
        ("utf-8", "für uns für uns ".encode() + b"\xff", "für uns für uns \ufffd"),
        ("utf-8", b"f\xfcr", "für"),
    ],
)
def test_text_is_decoded_as_it_was_meant(declared, data, text):
    assert decode(data, declared) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?caf=C3=A9?=", "café"),
        ("=?UTF-8?B?Y2Fmw6k=?= x", "café x"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=A9?=", "é"),  # a letter cut in two
        ("=?iso-8859-1?q?=E9?= =?utf-8?q?=C3=A9?=", "éé"),
        ("a =?utf-8?q?b?= c", "a b c"),
        ("=?utf-8*de?q?b_c?=", "b c"),
        ("=?utf-8?q?with a blank?=", "with a blank"),
        ("=?y?q?=E9?=", "é"),
        ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
        ("=?utf-8?q?a", "=?utf-8?q?a"),
    ],
)
def test_encoded_words_are_decoded(written, read):
    assert decode_words(written) == read


def test_a_header_value_is_one_line():
    assert clean_header("a\r\n\tb\0\x1b\u2028c\ud800\u202e") == "a b c\ufffd"


@pytest.mark.parametrize(("data", "read"), [(b"YQ", b"a"), (b"YWI", b"ab"), (b"Y", b""), (b"Y=Q==", b"a"), (b"", b"")])
def test_broken_base64_is_read_as_far_as_it_goes(data, read):
    assert from_base64(data) == read

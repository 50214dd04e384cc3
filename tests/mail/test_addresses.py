"""Mailboxes, strictly read."""

from __future__ import annotations

import pytest

from listvote.mail.addresses import Mailbox, read_mailboxes, strict_address

READ = {
    "ada@example.org": [("", "ada@example.org")],
    "Ada <ada@EXAMPLE.Org>": [("Ada", "ada@example.org")],
    "Ada.Lovelace+vote=1@example.org": [("", "Ada.Lovelace+vote=1@example.org")],
    '"Ada \\"L\\"" <ada@example.org>': [('Ada "L"', "ada@example.org")],
    "ada@example.org (Ada)": [("Ada", "ada@example.org")],
    "Ada (via Press) <press@example.org>": [("Ada", "press@example.org")],
    "Lovelace, Ada <ada@example.org>": [("Lovelace, Ada", "ada@example.org")],
    "a@example.org,b@example.org; c@example.org": [("", "a@example.org"), ("", "b@example.org"), ("", "c@example.org")],
    "us: a@example.org, B <b@example.org>;": [("", "a@example.org"), ("B", "b@example.org")],
    "undisclosed-recipients:;": [],
    "=?utf-8?q?a=2C_b?= <c@example.org>": [("a, b", "c@example.org")],
    "Ä <ä@bücher.example>": [("Ä", "ä@bücher.example")],
    "": [],
    ", ,": [],
}
NO_ADDRESS = [
    "ada", "ada@", "@example.org", "ada@example.org)ben@example.net", "ada@example.org ben@example.net",
    "<ada@example.org> <ben@example.net>", "<ada@example.org", "<ada@example.org> ben", "<@relay:ada@example.org>",
    "a..b@example.org", ".a@example.org", "a@-example.org", "a@example..org", "a@[192.0.2.1]", '"a b"@example.org',
    "a@b@example.org", "ada@example.org (open", "a\\@example.org",
    "ada@exam\0ple.org", "ada@exam\u200bple.org", "ada@e\u00adxample.org", "ada@boo\u212a.example",
    "ad\uff41@example.org",
]  # fmt: skip


@pytest.mark.parametrize(("written", "boxes"), READ.items())
def test_mailboxes_are_read(written, boxes):
    assert read_mailboxes(written) == tuple(Mailbox(*box) for box in boxes)


@pytest.mark.parametrize("written", NO_ADDRESS)
def test_what_is_not_exactly_an_address_is_none(written):
    assert all(box.address == "" for box in read_mailboxes(written))


def test_an_address_of_unheard_of_length_is_none():
    assert strict_address("a" * 310 + "@example.org") == ""

"""When two copies are the same mail."""

from __future__ import annotations

from listvote.mail.content import content_key, text_digest
from tests.mail.letters import letter

ADA, BEN = "ada@example.org", "ben@example.org"


def test_copies_share_a_key_whatever_their_headers_and_footers():
    listed = letter("Message-ID:\r\n <a@b>", "List-Id: <x.y>", "Subject: [press] hi", body="agree\n____\nfooter\n")
    direct = letter("Message-ID: <a@b>", "Subject: hi", "Cc: x@example.org")
    assert content_key(listed, ADA) == content_key(direct, "Ada@Example.org")


def test_another_author_or_id_is_another_mail():
    mail = letter("Message-ID: <a@b>")
    assert content_key(mail, ADA) != content_key(mail, BEN)
    assert content_key(mail, ADA) != content_key(letter("Message-ID: <a@c>"), ADA)


def test_without_an_id_the_content_names_the_mail():
    one, other = letter("Subject: x", body="agree"), letter("Subject: x", body="disagree")
    assert content_key(one, ADA) == content_key(letter("Subject: x", body="agree\r\n"), ADA)
    assert content_key(one, ADA) != content_key(other, ADA)


def test_a_key_is_64_hex_digits_and_stays_what_it_is():
    key = content_key(letter("Message-ID: <a@b>"), ADA)
    assert key == "d61b8974b586ae486e62d7e5b65668042e12aa451ae9e4751fc424e2a9e2bc57"
    assert text_digest("agree") == "52286597cbced60ec2ca2c1e30f3a93160854c3b38670be855326bbbd5d9dcbc"


def test_wrapping_and_composition_change_no_digest():
    assert text_digest("I agree with\nthe press \n") == text_digest("I agree  with the press")
    assert text_digest("cafe\u0301") == text_digest("caf\u00e9")
    assert text_digest("agree") != text_digest("disagree")

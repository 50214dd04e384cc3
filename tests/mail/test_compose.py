"""Letters to bytes: the same letter, the same bytes; nothing in it adds a header; what is read is what was said."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.mail.addresses import Mailbox
from listvote.mail.compose import Enclosure, Letter, compose, mailto, message_id
from listvote.mail.encoding import quoted_printable
from listvote.mail.message import Mail, parse

LETTER = Letter(
    message_id="0123456789abcdef@example.org",
    date=datetime(2026, 12, 3, 19, 0, 7, 123456, tzinfo=timezone(timedelta(hours=1))),
    sender=Mailbox("Votes of press", "votes@example.org"),
    to=Mailbox("Ada Example", "ada@example.org"),
    subject="Counted: AGREE, second-hand press (#12)",
    text='Your line: "Yes, go ahead". Shown as: Red Pen\nCode 4711:9f3a5c1e\n',
    html='<!doctype html>\n<html lang="en"><body><p>Your line: “Yes, go ahead”</p></body></html>\n',
)

GOLDEN = """\
Message-ID: <0123456789abcdef@example.org>
Date: Thu, 03 Dec 2026 18:00:07 +0000
From: Votes of press <votes@example.org>
To: Ada Example <ada@example.org>
Subject: Counted: AGREE, second-hand press (#12)
In-Reply-To: <b@example.net>
References: <a@example.net> <b@example.net>
Auto-Submitted: auto-replied
X-Auto-Response-Suppress: All
List-Unsubscribe: <mailto:votes@example.org?subject=stop%20mails&body=stop%20mails>
X-Listvote-Group: press
MIME-Version: 1.0
Content-Type: multipart/alternative;
 boundary="=_e9aa3106b531c8c0dccfbee3987951d6"

--=_e9aa3106b531c8c0dccfbee3987951d6
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Your line: "Yes, go ahead". Shown as: Red Pen
Code 4711:9f3a5c1e

--=_e9aa3106b531c8c0dccfbee3987951d6
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<!doctype html>
<html lang=3D"en"><body><p>Your line: =E2=80=9CYes, go ahead=E2=80=9D</p></=
body></html>

--=_e9aa3106b531c8c0dccfbee3987951d6--
"""


def read_back(letter: Letter) -> EmailMessage:
    read = email.message_from_bytes(compose(letter), policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def read_by_us(letter: Letter) -> Mail:
    read = parse(compose(letter))
    assert isinstance(read, Mail)
    return read


def test_a_receipt_is_byte_for_byte_this() -> None:
    letter = replace(
        LETTER,
        in_reply_to="b@example.net",
        references=("a@example.net",),
        auto_submitted="auto-replied",
        personal=True,
        unsubscribe=mailto("votes@example.org", "stop mails", "stop mails"),
        headers=(("X-Listvote-Group", "press"),),
    )
    assert compose(letter) == GOLDEN.replace("\n", "\r\n").encode()


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert compose(LETTER) == compose(replace(LETTER))


def test_another_zone_of_the_same_instant_gives_the_same_bytes() -> None:
    assert compose(LETTER) == compose(replace(LETTER, date=LETTER.date.astimezone(UTC)))


def test_another_message_has_other_boundaries() -> None:
    assert read_back(LETTER).get_boundary() != read_back(replace(LETTER, message_id="x@example.org")).get_boundary()


def test_what_is_read_is_what_was_said() -> None:
    read = read_by_us(LETTER)
    assert (read.text, read.subject, read.message_id) == (LETTER.text, LETTER.subject, LETTER.message_id)
    assert read.from_ == (LETTER.sender,) and read.to == (LETTER.to,)
    assert read.date == LETTER.date.replace(microsecond=0)
    assert not read.flowed


def test_a_letter_without_html_is_one_part() -> None:
    read = read_back(replace(LETTER, html=""))
    assert read.get_content_type() == "text/plain"
    assert read.get_content().splitlines() == LETTER.text.splitlines()


def test_the_text_comes_before_its_twin() -> None:
    parts = [part.get_content_type() for part in read_back(LETTER).iter_parts()]
    assert parts == ["text/plain", "text/html"]


def test_a_file_goes_along_behind_both() -> None:
    file = Enclosure("deadline.ics", "text/calendar; method=PUBLISH; charset=utf-8", b"BEGIN:VCALENDAR\r\n" * 20)
    read = read_back(replace(LETTER, enclosures=(file,)))
    alternative, enclosed = read.iter_parts()
    assert (read.get_content_type(), alternative.get_content_type()) == ("multipart/mixed", "multipart/alternative")
    assert enclosed.get_payload(decode=True) == file.data
    assert enclosed.get_filename() == "deadline.ics"
    assert read_by_us(replace(LETTER, enclosures=(file,))).attachments[0].data == file.data


@pytest.mark.parametrize(
    "name",
    ["Wahlurne für März – 選挙.toml", 'a "quoted"; name.txt', "übergroß " * 9 + ".txt", "../../etc/x", "a\r\nX: y"],
)
def test_the_name_of_a_file_survives_and_breaks_nothing(name: str) -> None:
    read = read_back(replace(LETTER, enclosures=(Enclosure(name, "application/octet-stream", b"x"),)))
    *_, enclosed = read.iter_parts()
    assert enclosed.get_filename() == " ".join(name.replace("/", "-").split())[:100]
    assert "X" not in enclosed and "X" not in read


SUBJECTS = [
    "Counted: AGREE, Zeitungspresse für Köln (#12)",
    "選挙" * 60,
    "=?utf-8?Q?looks_encoded?= and is not",
    "a" * 300,
    "word " * 60 + "end",
    "🗳" * 40,
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    letter = replace(LETTER, subject=subject)
    assert read_back(letter)["Subject"] == subject
    assert read_by_us(letter).subject == subject


@pytest.mark.parametrize("name", ["Red Pen", "Müller, Änne", 'the "Pen"', "back\\slash", "選挙" * 20, "a.b@c", "=?x?="])
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    assert read_by_us(replace(LETTER, to=Mailbox(name, "ada@example.org"))).to == (Mailbox(name, "ada@example.org"),)


def test_an_address_without_a_name_stands_alone() -> None:
    assert b"\r\nTo: ada@example.org\r\n" in compose(replace(LETTER, to=Mailbox("", "ada@example.org")))


def test_hashtags_are_added_once() -> None:
    assert read_back(replace(LETTER, hashtags=("#votes", "#press")))["Subject"] == LETTER.subject + " #votes #press"
    assert read_back(replace(LETTER, subject="x #Votes", hashtags=("#votes",)))["Subject"] == "x #Votes"


def test_the_thread_is_kept_oldest_first_with_the_answered_mail_last() -> None:
    many = tuple(f"{n}@example.net" for n in range(40))
    read = read_by_us(replace(LETTER, references=many, in_reply_to="5@example.net"))
    assert read.references[0] == "0@example.net"
    assert read.references[-2:] == ("39@example.net", "5@example.net")
    assert len(read.references) == 20


def test_an_id_that_no_header_can_carry_is_left_out() -> None:
    read = read_back(replace(LETTER, references=("a b@x", "ü@x", "ok@example.net", "x>\r\nBcc: <y"), in_reply_to="<z>"))
    assert read["References"] == "<ok@example.net>"
    assert read["In-Reply-To"] is None and read["Bcc"] is None


# Nothing adds a header.

INJECTIONS = [
    "x\r\nBcc: all@example.net",
    "x\nBcc: all@example.net",
    "x\rBcc: y",
    "x\r\n\r\nbody",
    "x\x00y",
    "x\u2028Bcc: y",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_no_value_adds_a_header(value: str) -> None:
    letter = replace(
        LETTER,
        subject=value,
        sender=Mailbox(value, "votes@example.org"),
        to=Mailbox(value, "ada@example.org"),
        reply_to=Mailbox(value, "votes@example.org"),
        headers=(("X-Listvote-Group", value),),
        hashtags=(value,),
    )
    read = read_back(letter)
    assert "Bcc" not in read
    assert len(read.keys()) == len(read_back(replace(letter, subject="", hashtags=())).keys())
    assert read.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@", "ada@example.org\r\nBcc: x@y", "ada@example.org>,<b@c", "a b@c", "ü@c"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        compose(replace(LETTER, to=Mailbox("", address)))


@pytest.mark.parametrize("name", ["Subject", "BCC", "X-A: b\r\nX-B", "", "X Y", "Content-Type"])
def test_a_header_that_is_ours_or_malformed_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a header"):
        compose(replace(LETTER, headers=((name, "x"),)))


@pytest.mark.parametrize("message_id_", ["", "a b", "x>\r\nBcc: <y", "ü@example.org"])
def test_a_message_id_that_is_none_is_refused(message_id_: str) -> None:
    with pytest.raises(ValueError, match="not a message id"):
        compose(replace(LETTER, message_id=message_id_))


def test_a_date_without_zone_a_bad_content_type_and_a_bad_link_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        compose(replace(LETTER, date=LETTER.date.replace(tzinfo=None)))
    with pytest.raises(ValueError, match="content type"):
        compose(replace(LETTER, enclosures=(Enclosure("x", "text/plain\r\nX: y", b""),)))
    with pytest.raises(ValueError, match="mailto"):
        compose(replace(LETTER, unsubscribe="https://example.org/>\r\nX: y"))


# Bodies.


def passes_unchanged(raw: bytes) -> None:
    """ASCII, CRLF only, no line over 998 bytes: what every mail server passes on as it is."""
    raw.decode("ascii")
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.endswith(b"\r\n")


@settings(max_examples=150)
@given(st.text(max_size=400), st.text(max_size=200), st.text(max_size=60))
def test_any_words_pass_every_mail_server_unchanged(text: str, subject: str, name: str) -> None:
    letter = replace(LETTER, text=text, html=f"<p>{text}", subject=subject, to=Mailbox(name, "ada@example.org"))
    raw = compose(letter)
    passes_unchanged(raw)
    assert [part.get_content_type() for part in read_back(letter).iter_parts()] == ["text/plain", "text/html"]


@settings(max_examples=150)
@given(st.text(alphabet=st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\n\t"), max_size=400))
def test_the_text_of_any_letter_is_read_as_it_was_written(text: str) -> None:
    part = next(iter(read_back(replace(LETTER, text=text)).iter_parts()))
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("plain words", ["plain words"]),
        ("a = b", ["a =3D b"]),
        ("From here", ["=46rom here"]),
        ("it came From there", ["it came =46rom there"]),
        (".", ["=2E"]),
        ("space at the end ", ["space at the end=20"]),
        ("tab\t", ["tab=09"]),
        ("é", ["=C3=A9"]),
        ("bell\x07", ["bell=20"]),
        ("one\r\ntwo\n", ["one", "two"]),
        ("", [""]),
        ("x" * 76, ["x" * 76]),
        ("x" * 77, ["x" * 75 + "=", "xx"]),
    ],
)
def test_quoted_printable(text: str, lines: list[str]) -> None:
    assert quoted_printable(text) == lines


def test_a_boundary_cannot_be_forged_in_a_text() -> None:
    boundary = read_back(LETTER).get_boundary()
    read = read_back(replace(LETTER, text=f"--{boundary}\nContent-Type: text/html\n\nforged\n--{boundary}--\n"))
    assert len(list(read.iter_parts())) == 2


# Message-IDs and links.


def test_a_message_id_is_the_same_for_ever() -> None:
    assert (
        message_id("example.org", "press", "digest", "2026-12-03")
        == "717076a48543d4f330d7ee508c30beed1156bd7c@example.org"
    )


def test_message_ids_tell_apart_what_they_announce() -> None:
    ids = {
        message_id("example.org", "press", "result", "12"),
        message_id("example.org", "press", "result12"),
        message_id("example.org", "press", "result", "1", "2"),
        message_id("example.org", "pressresult", "12"),
        message_id("example.org", "press", "result", "12", ""),
    }
    assert len(ids) == 5


def test_a_message_id_needs_a_domain() -> None:
    with pytest.raises(ValueError, match="not a domain"):
        message_id("no domain", "press")


def test_a_link_fills_in_subject_and_body() -> None:
    assert mailto("votes@example.org", "#12 agree", "#12 agree") == (
        "mailto:votes@example.org?subject=%2312%20agree&body=%2312%20agree"
    )
    assert mailto("votes+k7@example.org", body="a & b\nc") == "mailto:votes+k7@example.org?body=a%20%26%20b%0D%0Ac"
    assert mailto("votes@example.org") == "mailto:votes@example.org"


def test_a_link_to_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="not an address"):
        mailto("votes@example.org?bcc=x")

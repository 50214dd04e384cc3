"""Mails as they are sent, read to values."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from listvote.mail.message import Attachment, Mail, Mailbox, parse
from tests.mail.letters import letter, multipart, raw, read

PLAIN = "Content-Type: text/plain\n\nagree"
HTML = "Content-Type: text/html\n\n<p>agree</p>"
FOOTER = "Content-Type: text/plain\nContent-Disposition: inline\n\n____\npress mailing list"
LISTED = ("List-Id: <press.lists.example.org>",)


def body(*fields: str, body: str | bytes) -> str:
    return letter(*fields, body=body).text


def thread(*fields: str) -> tuple[str, ...]:
    return letter(*fields).references


def test_a_plain_mail_is_read():
    mail = letter(
        "From: Ada Example <ada@example.org>",
        "To: press@lists.example.org, Ben <ben@example.org>",
        "Message-ID: <one@example.org>",
        "Subject: =?utf-8?q?Re=3A_caf=C3=A9?=",
        "Date: Sun, 22 Nov 2026 16:30:00 +0100",
    )
    assert mail.from_ == (Mailbox("Ada Example", "ada@example.org"),)
    assert mail.to == (Mailbox("", "press@lists.example.org"), Mailbox("Ben", "ben@example.org"))
    assert (mail.message_id, mail.subject, mail.text) == ("one@example.org", "Re: café", "agree\n")
    assert mail.date == datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    assert read(raw("Subject: hi")).size == len(raw("Subject: hi"))


def test_an_empty_mail_is_a_mail():
    assert (read(b"").text, read(b"").message_id, read(b"").from_) == ("", "", ())
    assert read(b"\r\n").text == ""


def test_the_separator_of_an_mbox_is_no_header():
    assert read(b"From ada@example.org Sat Jan  3 01:05:34 2026\nSubject: hi\n\nagree\n").subject == "hi"


# -- threads --


@pytest.mark.parametrize(
    "field",
    [
        "Message-ID: <a@b>",
        "Message-ID:\r\n <a@b>",
        "Message-Id:   <a@b>  (a comment)",
        "MESSAGE-ID: <a\r\n @b>",
        "Message-ID: a@b",
    ],
)
def test_a_message_id_is_one_however_it_was_folded(field):
    assert letter(field).message_id == "a@b"


def test_a_message_id_of_a_literal_is_kept():
    assert letter("Message-ID: <[abc]@x>").message_id == "[abc]@x"


def test_no_message_id_is_the_empty_one():
    assert (
        letter().message_id
        == letter("Message-ID: none").message_id
        == letter(f"Message-ID: <{'a' * 999}>").message_id
        == ""
    )


def test_in_reply_to_is_read_with_and_without_brackets():
    assert letter("In-Reply-To: <a@b>").in_reply_to == ("a@b",)
    assert letter("In-Reply-To: a@b").in_reply_to == ("a@b",)
    assert letter('In-Reply-To: Your message of "Monday" <a@b>').in_reply_to == ("a@b",)
    assert letter("In-Reply-To: your mail").in_reply_to == ()


def test_references_are_oldest_first_and_end_with_what_was_answered():
    assert thread("References: <a@x> <b@x>\r\n\t<c@x>", "In-Reply-To: <c@x>") == ("a@x", "b@x", "c@x")
    assert thread("References: <a@x> <b@x>", "In-Reply-To: <c@x>") == ("a@x", "b@x", "c@x")
    assert thread("References: <a@x> <b@x> <c@x>", "In-Reply-To: <b@x>") == ("a@x", "c@x", "b@x")
    assert thread("In-Reply-To: <c@x>") == ("c@x",)
    assert thread("References: <a@x><a@x>") == ("a@x",)


def test_of_many_references_the_first_and_the_last_are_kept():
    kept = thread("References: " + " ".join(f"<{n}@x>" for n in range(80)))
    assert kept == tuple(f"{n}@x" for n in [*range(5), *range(35, 80)])


# -- headers --


def test_two_from_fields_are_counted():
    mail = letter("From: ada@example.org", "From: ben@example.org")
    assert (mail.from_headers, len(mail.from_)) == (2, 2)


def test_an_address_that_an_archive_hid_is_read_in_archives_only():
    data = raw("From: ada at example.org (Ada Example)")
    archived = parse(data, archived=True)
    assert isinstance(archived, Mail) and archived.from_ == (Mailbox("Ada Example", "ada@example.org"),)
    assert read(data).from_ == (Mailbox("ada at example.org", ""),)
    shown = parse(raw("From: Look at example.org <ben@example.org>"), archived=True)
    assert isinstance(shown, Mail) and shown.from_[0].address == "ben@example.org"


def test_a_broken_header_reads_as_far_as_it_goes():
    assert letter('Cc: "').cc == ()
    assert letter("Subject: =?utf-8?q?broken").subject == "=?utf-8?q?broken"
    assert letter("Date: Mon, 99 Foo 99999 99:99:99 +9999").date is None


def test_an_encoded_line_break_adds_no_header():
    mail = letter("Subject: =?utf-8?q?hi=0D=0ABcc=3A_eve=40example=2Enet?=")
    assert mail.subject == "hi Bcc: eve@example.net"
    assert mail.headers.get("Bcc") is None


def test_headers_are_asked_for_in_any_case_and_keep_their_order():
    headers = letter("X-One: 1", "x-two: =?utf-8?q?=E2=82=AC?=", "X-ONE: 3").headers
    assert headers.get("x-one") == "1"
    assert headers.get_all("X-One") == ("1", "3")
    assert headers.get("none") is None
    assert list(headers.items()) == [("X-One", "1"), ("x-two", "€"), ("X-ONE", "3")]


def test_a_line_that_is_no_header_ends_the_header():
    mail = read(b"Subject: hi\nthis is text\nFrom: eve@example.net\n\nagree\n")
    assert (mail.subject, mail.from_) == ("hi", ())
    assert mail.text.startswith("this is text")


# -- bodies --


def test_the_character_set_is_the_declared_one_then_utf8_then_windows_1252():
    latin1 = "Content-Type: text/plain; charset=iso-8859-1"
    assert body(latin1, body="für".encode("latin-1")) == "für\n"
    assert body("Content-Type: text/plain; charset=y", body="für".encode()) == "für\n"
    assert body("Content-Type: text/plain; charset=us-ascii", body="für".encode()) == "für\n"
    assert body(body="für".encode("cp1252")) == "für\n"


def test_transfer_encodings_are_undone_even_if_broken():
    base64, quoted = "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable"
    assert body(base64, body="YWdy\r\nZWU=") == "agree\n"
    assert body(base64, body="YWdyZWU") == "agree\n"
    assert body(base64, body="YWdy!?ZWU=\r\n-- \r\n").startswith("agree")
    assert body(quoted, body="agr=65e =3D=\r\n yes") == "agree = yes\n"
    assert body(quoted, body="agree =ZZ") == "agree =ZZ\n"
    assert body("Content-Transfer-Encoding: x-none", body="agree") == "agree\n"


def test_only_lf_breaks_a_line_and_unseen_characters_are_gone():
    assert body(body="one\r\ntwo\r\r\nthree\n") == "one\ntwo\nthree\n"
    assert body(body="> quoted\u2028agree\n> more\ragree\n") == "> quoted agree\n> more agree\n"
    assert body(body="a\0g\u200bree\u00a0now\x1b\n") == "agree now\n"
    assert body(body="one\rtwo\r") == "one\ntwo\n"


def test_format_flowed_is_undone():
    mail = letter("Content-Type: text/plain; format=flowed", body="I do \nagree\n> quoted \n> text\n")
    assert (mail.text, mail.flowed, mail.delsp) == ("I do agree\n> quoted text\n", True, False)
    mail = letter('Content-Type: text/plain; format="Flowed"; DelSp=Yes', body="I dis \nagree\n")
    assert (mail.text, mail.flowed, mail.delsp) == ("I disagree\n", True, True)


def test_of_alternatives_the_plain_text_is_read_and_its_twin_kept():
    mail = multipart(PLAIN, HTML, kind="alternative")
    assert (mail.text, mail.html, mail.text_from_html) == ("agree\n", "<p>agree</p>", False)


def test_without_plain_text_the_html_is_read():
    mail = letter("Content-Type: text/html; charset=utf-8", body="<p>agree</p><blockquote>no</blockquote>")
    assert (mail.text, mail.text_from_html) == ("agree\n\n> no\n", True)
    mail = multipart("Content-Type: text/plain\n\n \n", HTML, kind="alternative")
    assert (mail.text, mail.text_from_html) == ("agree\n", True)


def test_html_may_say_its_character_set_itself():
    html = "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>за".encode("koi8-r")
    assert body("Content-Type: text/html", body=html) == "за\n"
    assert body("Content-Type: text/html; charset=utf-8", body="<meta charset=y>für".encode()) == "für\n"


def test_html_that_was_cut_at_a_picture_is_one_twin():
    inner = 'Content-Type: multipart/mixed; boundary="in"\n\n'
    inner += f"--in\n{HTML}\n--in\nContent-Type: image/png\n\nx\n--in\n{HTML}\n--in--\n"
    assert multipart(PLAIN, inner, kind="alternative").html == "<p>agree</p>\n<p>agree</p>"


def test_plain_parts_are_joined():
    mail = multipart(PLAIN, "Content-Type: image/png; name=a.png\n\nxx", "Content-Type: text/plain\n\nand thanks")
    assert mail.text == "agree\n\nand thanks\n"
    assert mail.attachments == (Attachment("a.png", "image/png", b"xx"),)


def test_a_plain_part_without_a_twin_stands_in_the_html_too():
    content_type = 'Content-Type: multipart/alternative; boundary="in"\n\n'
    inner = content_type + f"--in\n{PLAIN}\n--in\n{HTML}\n--in--\n"
    assert multipart(inner, "Content-Type: text/plain\n\n1 < 2").html == "<p>agree</p>\n<pre>1 &lt; 2</pre>"


def test_a_footer_that_the_list_added_as_a_part_is_kept_apart():
    mail = multipart(PLAIN, FOOTER, fields=LISTED)
    assert (mail.text, mail.footer_parts) == ("agree\n", ("____\npress mailing list",))
    mail = multipart(HTML, FOOTER, fields=LISTED)
    assert (mail.text, mail.text_from_html) == ("agree\n", True)
    assert multipart(PLAIN, FOOTER).footer_parts == ()
    assert multipart(PLAIN, "Content-Type: text/plain; name=footer.txt\n\nx").footer_parts == ("x",)


def test_forwarded_mails_invitations_and_files_are_attachments():
    mail = multipart(
        PLAIN,
        "Content-Type: message/rfc822\n\nFrom: ben@example.org\n\ndisagree",
        "Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=notes.txt\n\nobject",
        "Content-Type: text/plain; name=more.txt\nContent-Disposition: inline\n\nobject",
        "Content-Type: text/csv\nContent-Disposition: attachment; filename*=utf-8''r%C3%B6ll.csv\n\nalias,name",
    )
    assert mail.text == "agree\n"
    assert [(one.filename, one.content_type) for one in mail.attachments] == [
        ("", "message/rfc822"),
        ("", "text/calendar"),
        ("notes.txt", "text/plain"),
        ("more.txt", "text/plain"),
        ("röll.csv", "text/csv"),
    ]
    assert mail.attachments[-1].data == b"alias,name"


def test_a_mail_that_is_nothing_but_a_forwarded_one_has_no_text():
    mail = letter("Message-ID: <a@b>", "Content-Type: message/rfc822", body="Message-ID: <c@d>\n\nagree\n")
    assert mail.text == ""


def test_a_mail_that_a_list_wrapped_is_the_authors_own():
    inner = (
        "Content-Type: message/rfc822\nContent-Disposition: inline\n\nMessage-ID: <a@b>\nFrom: ada@example.org\n\nagree"
    )
    mail = multipart(inner, FOOTER, fields=("Message-ID: <a@b>", "From: press@lists.example.org", *LISTED))
    assert mail.text == "agree\n"
    assert mail.from_ == (Mailbox("", "press@lists.example.org"),)


def test_a_multipart_without_its_boundary_is_read_somehow():
    assert body("Content-Type: multipart/mixed", body="--q\n\nagree\n--q--\n") == "agree\n"
    assert body("Content-Type: multipart/mixed; boundary=none", body="agree\n") == "agree\n"
    assert body("Content-Type: multipart/mixed; boundary=b", body="--b\n\nagree") == "agree\n"


def test_inner_and_outer_boundaries_that_begin_alike_are_told_apart():
    inner = 'Content-Type: multipart/alternative; boundary="cut2"\n\n--cut2\n\nagree\n--cut2--\n'
    assert multipart(inner, "Content-Type: text/plain\n\nthanks").text == "agree\n\nthanks\n"


def test_too_much_text_is_cut_and_said_to_be():
    assert letter(body="agree\n" + "x" * 2_000_000).cut
    long = letter(body="y" * 20_000 + "\nagree\n")
    assert long.cut and long.text == "y" * 10_000 + "\nagree\n"
    assert letter(body="\n\n".join("z" * 30_000)).text.count("\n") == 19_999
    assert not letter().cut


def test_attachments_over_the_limit_are_named_and_left_out():
    mail = multipart(PLAIN, "Content-Type: application/pdf\n\n" + "x" * 5_000_001)
    assert mail.attachments == (Attachment("", "application/pdf", b"", left_out=True),)


def test_a_mail_within_a_mail_is_unwrapped_only_if_a_list_did_it():
    inner = "Content-Type: message/rfc822\n\nMessage-ID: <a@b>\n\nagree"
    assert multipart(inner, fields=("Message-ID: <a@b>",)).text == ""
    assert multipart(inner, fields=("Message-ID: <c@d>", *LISTED)).text == ""

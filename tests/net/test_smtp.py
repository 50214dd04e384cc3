"""Mails handed to a submission server in a process of its own, which takes them, refuses them, or dies."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from listvote.net.smtp import Delivery, Envelope, SendError, Submission
from tests.servers.certificate import Certificate
from tests.servers.mailsink import PASSWORD, USER, MailSink
from tests.servers.scripted import Cut, ScriptedServer

ADA, BEN, CLEO = "ada@example.org", "ben@example.net", "cleo@example.com"
SENDER = "votes@example.org"


def envelope(text: str = "hello", *recipients: str, mail_from: str = SENDER) -> Envelope:
    return Envelope(mail_from, recipients or (ADA,), f"Subject: {text}\r\n\r\n{text}\r\n".encode())


@pytest.fixture
def way_out(mail_sink: MailSink) -> Submission:
    return Submission("127.0.0.1", mail_sink.port, security="none", timeout_seconds=20, answer_seconds=20)


def outcome(delivery: Delivery) -> str:
    if delivery.error is None:
        return "sent"
    return "permanent" if delivery.error.permanent else "temporary"


def refusal(deliveries: list[Delivery]) -> SendError:
    [delivery] = deliveries
    assert delivery.error is not None
    return delivery.error


def test_mails_arrive_in_order_with_their_envelopes_and_bytes(way_out: Submission, mail_sink: MailSink) -> None:
    sent = way_out.send([envelope("one", ADA, BEN), envelope("two", CLEO, mail_from="")])
    assert [outcome(delivery) for delivery in sent] == ["sent", "sent"]
    one, two = mail_sink.mails()
    assert (one.mail_from, one.recipients, one.raw) == (SENDER, (ADA, BEN), b"Subject: one\r\n\r\none\r\n")
    assert (two.mail_from, two.recipients) == ("", (CLEO,))


def test_nothing_to_send_needs_no_connection() -> None:
    assert Submission("127.0.0.1", 1, security="none").send([]) == []


def test_dots_and_line_ends_arrive_as_a_mail_has_them(way_out: Submission, mail_sink: MailSink) -> None:
    way_out.send([Envelope(SENDER, (ADA,), b"Subject: x\n\n.\n..two\r\nthree\r.\nno end")])
    assert mail_sink.mails()[0].raw == b"Subject: x\r\n\r\n.\r\n..two\r\nthree\r\n.\r\nno end\r\n"


def test_a_login_is_made_with_any_letters(way_out: Submission, mail_sink: MailSink) -> None:
    known = dataclasses.replace(way_out, user=USER, password=PASSWORD)
    known.probe()
    assert [outcome(delivery) for delivery in known.send([envelope()])] == ["sent"]
    assert mail_sink.mails()[0].user == USER


def test_a_refused_login_keeps_the_mail_and_tells_the_operator(way_out: Submission) -> None:
    stranger = dataclasses.replace(way_out, user=USER, password="hunter2")
    error = refusal(stranger.send([envelope()]))
    assert (error.permanent, error.code) == (False, 535)
    assert f"logging in as {USER}" in error.words
    assert "hunter2" not in error.words + repr(stranger)
    with pytest.raises(SendError) as caught:
        stranger.probe()
    assert caught.value.permanent


def secured(way_out: Submission, sink: MailSink, certificate: Certificate, security: str) -> Submission:
    port = sink.tls_port if security == "tls" else sink.port
    context = certificate.trusted()
    return Submission("127.0.0.1", port, USER, PASSWORD, "tls" if security == "tls" else "starttls", 20, 20, context)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_mail_goes_out_under_tls(
    way_out: Submission, mail_sink: MailSink, certificate: Certificate, security: str
) -> None:
    submission = secured(way_out, mail_sink, certificate, security)
    assert [outcome(delivery) for delivery in submission.send([envelope()])] == ["sent"]
    assert (mail_sink.mails()[0].tls, mail_sink.mails()[0].user) == (True, USER)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_gets_neither_mail_nor_password(
    way_out: Submission, mail_sink: MailSink, certificate: Certificate, security: str
) -> None:
    submission = dataclasses.replace(secured(way_out, mail_sink, certificate, security), context=None)
    error = refusal(submission.send([envelope()]))
    assert "certificate" in error.words
    assert not error.permanent
    with pytest.raises(SendError) as caught:
        submission.probe()
    assert caught.value.permanent
    assert mail_sink.mails() == []


@pytest.mark.parametrize(
    ("behaviour", "want", "code"),
    [
        ({"mail": "451 4.3.0 try later"}, "temporary", 451),
        ({"mail": "550 5.7.1 not from you"}, "permanent", 550),
        ({"mail": "530 5.7.0 log in first"}, "temporary", 530),
        ({"data": "452 4.2.2 mailbox full"}, "temporary", 452),
        ({"data": "554 5.6.0 looks like junk"}, "permanent", 554),
        ({"refuse": {ADA: "450 4.2.1 greylisted"}}, "temporary", 450),
        ({"refuse": {ADA: "550 5.1.1 no such user"}}, "permanent", 550),
        ({"refuse": {ADA: "552 5.5.3 too many recipients"}}, "temporary", 552),
    ],
)
def test_what_an_answer_means(
    way_out: Submission, mail_sink: MailSink, behaviour: dict[str, str], want: str, code: int
) -> None:
    mail_sink.behave(**behaviour)  # type: ignore[arg-type]  # a row of the table is one keyword each
    [delivery] = way_out.send([envelope()])
    assert (outcome(delivery), delivery.error and delivery.error.code) == (want, code)
    assert mail_sink.mails() == []


def test_one_refused_mail_does_not_hold_up_the_others(way_out: Submission, mail_sink: MailSink) -> None:
    mail_sink.behave(refuse={BEN: "550 5.1.1 no such user"})
    sent = way_out.send([envelope("one"), envelope("two", BEN), envelope("three", CLEO)])
    assert [outcome(delivery) for delivery in sent] == ["sent", "permanent", "sent"]
    assert [mail.recipients for mail in mail_sink.mails()] == [(ADA,), (CLEO,)]


def test_a_mail_is_sent_if_anybody_gets_it_and_the_others_are_named(way_out: Submission, mail_sink: MailSink) -> None:
    mail_sink.behave(refuse={BEN: "550 5.1.1 no such user", CLEO: "451 4.3.0 later"})
    [delivery] = way_out.send([envelope("one", ADA, BEN, CLEO)])
    assert delivery.sent
    assert {who: (error.permanent, error.code) for who, error in delivery.refused.items()} == {
        BEN: (True, 550),
        CLEO: (False, 451),
    }
    assert mail_sink.mails()[0].recipients == (ADA,)


def test_a_mail_that_nobody_gets_is_temporary_if_it_is_for_anybody(way_out: Submission, mail_sink: MailSink) -> None:
    mail_sink.behave(refuse={ADA: "550 5.1.1 no such user", BEN: "451 4.3.0 later"})
    error = refusal(way_out.send([envelope("one", ADA, BEN)]))
    assert not error.permanent
    assert "ada@example.org: 550 5.1.1 no such user; ben@example.net: 451 4.3.0 later" in error.words


def test_a_server_that_is_not_there_is_temporary(way_out: Submission, mail_sink: MailSink) -> None:
    mail_sink.kill()
    sent = way_out.send([envelope("one"), envelope("two")])
    assert [outcome(delivery) for delivery in sent] == ["temporary", "temporary"]
    mail_sink.start()
    assert [outcome(delivery) for delivery in way_out.send([envelope("one")])] == ["sent"]


def test_a_server_that_dies_before_it_answers_leaves_the_mail_to_be_sent_again(
    way_out: Submission, mail_sink: MailSink
) -> None:
    mail_sink.behave(after="die")
    sent = way_out.send([envelope("one"), envelope("two")])
    mail_sink.wait()
    assert [outcome(delivery) for delivery in sent] == ["temporary", "temporary"]
    mail_sink.behave()
    mail_sink.start()
    way_out.send([delivery.envelope for delivery in sent])
    assert [mail.raw[9:12] for mail in mail_sink.mails()] == [b"one", b"one", b"two"]


def test_a_server_that_closes_the_connection_is_temporary(way_out: Submission, mail_sink: MailSink) -> None:
    mail_sink.behave(after="close")
    assert outcome(way_out.send([envelope()])[0]) == "temporary"


def test_a_server_that_takes_a_mail_and_says_nothing_is_given_up(way_out: Submission, mail_sink: MailSink) -> None:
    mail_sink.behave(after="hang")
    patient = dataclasses.replace(way_out, answer_seconds=0.2)
    assert outcome(patient.send([envelope()])[0]) == "temporary"
    assert len(mail_sink.mails()) == 1


def test_letters_beyond_ascii_in_addresses_go_by_smtputf8_and_only_then(
    way_out: Submission, mail_sink: MailSink
) -> None:
    eight_bits = Envelope(SENDER, (ADA,), "Subject: plain\r\n\r\ngrüße\r\n".encode())
    sent = way_out.send([envelope("one", "grüße@example.org"), eight_bits, envelope("three")])
    assert [outcome(delivery) for delivery in sent] == ["sent"] * 3
    said = [{option.partition("=")[0] for option in mail.options} - {"SIZE"} for mail in mail_sink.mails()]
    assert said == [{"SMTPUTF8"}, {"BODY"}, set()]


@pytest.mark.parametrize("address", ["", "ada@example.org>", "ada @example.org", "ada@example.org\r\nRSET", "a\x00b"])
def test_what_is_no_address_is_never_said_to_a_server(way_out: Submission, mail_sink: MailSink, address: str) -> None:
    sent = way_out.send([Envelope(SENDER, (address,), b"x"), envelope("after")])
    assert [outcome(delivery) for delivery in sent] == ["permanent", "sent"]


def test_a_mail_for_nobody_is_a_permanent_failure(way_out: Submission) -> None:
    assert refusal(way_out.send([Envelope(SENDER, (), b"x")])).permanent


def test_nobody_sends_a_password_in_the_clear_over_a_network() -> None:
    submission = Submission("smtp.example.org", 587, USER, PASSWORD, "none")
    assert "for this machine alone" in refusal(submission.send([envelope()])).words
    with pytest.raises(SendError) as caught:
        submission.probe()
    assert caught.value.permanent


def scripted(greeting: bytes, answer: Callable[[bytes], bytes], *mails: Envelope, user: str = "") -> list[Delivery]:
    with ScriptedServer(greeting, answer) as server:
        submission = Submission("127.0.0.1", server.port, user, "hunter2", "none", 20, 20)
        return submission.send(mails or [envelope()])


def plain_server(line: bytes) -> bytes:
    """A server of the old days: no extensions at all."""
    return b"354 go on\r\n" if line == b"data\r\n" else b"" if line[:4].lower() in {b"subj", b"\r\n"} else b"250 ok\r\n"


def test_a_server_that_is_busy_from_the_start_is_temporary() -> None:
    assert "too busy" in refusal(scripted(b"421 too busy\r\n", plain_server)).words
    assert not refusal(scripted(b"554 go away\r\n", plain_server)).permanent
    assert not refusal(scripted(b"HTTP/1.1 400 Bad Request\r\n", plain_server)).permanent


def test_a_server_that_leaves_in_the_middle_keeps_what_it_took() -> None:
    seen: list[bytes] = []

    def leaves(line: bytes) -> bytes:
        if line.startswith(b"mail"):
            seen.append(line)
            if len(seen) == 2:
                raise Cut(b"421 4.3.2 shutting down\r\n")
        if line == b".\r\n":
            return b"250 ok\r\n"
        if line.startswith((b"Subject", b"\r\n", b"one")):
            return b""
        return b"354 go on\r\n" if line == b"data\r\n" else b"250 ok\r\n"

    sent = scripted(b"220 ready\r\n", leaves, envelope("one"), envelope("two"), envelope("three"))
    assert [outcome(delivery) for delivery in sent] == ["sent", "temporary", "temporary"]
    assert "shutting down" in str(sent[2].error)


def test_a_server_without_a_needed_extension_is_told_nothing() -> None:
    eight_bits = Envelope(SENDER, (ADA,), "Subject: plain\r\n\r\ngrüße\r\n".encode())
    assert "SMTPUTF8" in refusal(scripted(b"220 ready\r\n", plain_server, envelope("x", "grüße@example.org"))).words
    assert "eight bits" in refusal(scripted(b"220 ready\r\n", plain_server, eight_bits)).words


def test_a_server_that_offers_no_login_keeps_the_mail_here() -> None:
    error = refusal(scripted(b"220 ready\r\n", plain_server, user=USER))
    assert not error.permanent
    assert "logging in" in error.words


def test_a_server_without_starttls_gets_neither_mail_nor_password() -> None:
    with ScriptedServer(b"220 ready\r\n", plain_server) as server:
        submission = Submission("127.0.0.1", server.port, USER, "hunter2", "starttls", 20)
        assert "STARTTLS" in refusal(submission.send([envelope()])).words
        assert not any(b"hunter2" in line or line.startswith(b"mail") for line in server.lines)

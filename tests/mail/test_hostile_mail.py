"""Whatever arrives is read or refused with a reason: no exception, no unbounded time or memory, nothing injected."""

from __future__ import annotations

import tracemalloc
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.mail import author, automatic, content, dialects, html, message, route
from listvote.mail.dialects import footers
from listvote.mail.message import Mail, Unreadable
from tests.mail.hostile import SEEDS, bombs, hostile_mails

GROUPS = (route.GroupAddress("press", "press@lists.example.org", "press.lists.example.org"),)


def goes_through(data: bytes) -> None:
    """Take a mail the whole way to who, where, and whether a program sent it; check what must hold of every mail."""
    mail = message.parse(data)
    if isinstance(mail, Unreadable):
        assert mail.why
        return
    is_clean(mail)
    trace = dialects.trace(mail)
    found = author.author(mail, trace, {"ada@example.org": 1}.get)
    if isinstance(found, author.Author):
        assert len(mail.from_) == 1 and mail.from_headers == 1
        assert found.address.count("@") == 1 and found.address.isprintable()
        assert len(content.content_key(mail, found.address)) == 64
    route.route(mail, trace, GROUPS, "votes@example.org")
    automatic.why_automatic(mail)
    footers.footer_start(mail.text.split("\n"))
    html.html_text(mail.html).shows(mail.text[:200])


def is_clean(mail: Mail) -> None:
    """One line a header value, LF the only break in a text, no character that cannot be written."""
    one_line = [mail.message_id, mail.subject, *mail.references, *mail.in_reply_to]
    one_line += [value for _, value in mail.headers.items()]
    one_line += [part for box in (*mail.from_, *mail.to, *mail.cc, *mail.reply_to) for part in astuple(box)]
    one_line += [one.filename for one in mail.attachments]
    for value in one_line:
        assert len(value.splitlines()) <= 1 and "\0" not in value and "\x1b" not in value, value
        value.encode("utf-8")
    for text in (mail.text, *mail.footer_parts):
        text.encode("utf-8")
        assert text.splitlines() == text.removesuffix("\n").split("\n") * bool(text), "a hidden line break"
        assert "\0" not in text
    assert len(mail.references) <= 50
    assert set(mail.in_reply_to[-45:]) <= set(mail.references)


@pytest.mark.parametrize("data", SEEDS, ids=range(len(SEEDS)))
def test_every_seed_goes_through(data):
    goes_through(data)


def test_thousands_of_broken_mails_go_through():
    for data in hostile_mails(3_000, seed=1):
        goes_through(data)


@pytest.mark.real
@pytest.mark.parametrize("seed", range(2, 22))
def test_sixty_thousand_broken_mails_go_through(seed):
    for data in hostile_mails(3_000, seed):
        goes_through(data)


@given(st.binary(max_size=2_000))
@settings(max_examples=300)
def test_any_bytes_go_through(data):
    goes_through(data)


@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 400), st.text(max_size=30)), max_size=5))
@settings(max_examples=300)
def test_any_text_put_into_a_mail_goes_through(data, insertions):
    for at, text in insertions:
        data = data[:at] + text.encode("utf-8", "surrogatepass") + data[at:]
    goes_through(data)


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_header_value_stays_on_one_line(value):
    goes_through(b"Subject: " + value.encode("utf-8", "surrogatepass") + b"\r\n\r\n")


@pytest.mark.real  # counting every allocation takes its time
def test_no_mail_costs_the_memory_of_its_tricks():
    for name, data in bombs():
        tracemalloc.start()
        try:
            message.parse(data)
            _, peak_bytes = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak_bytes < 50_000_000, name


def test_the_limits_say_which_one_was_passed():
    said = {name: read.why for name, data in bombs() if isinstance(read := message.parse(data), Unreadable)}
    assert said["many parts"] == "more than 200 parts"
    assert said["many headers"] == "more than 2,000 header fields"
    assert said["one long header"] == "a header of more than 256,000 bytes"
    assert message.parse(b"x" * 25_000_001) == Unreadable("more than 25 MB")


def test_nesting_is_refused_before_it_costs_a_stack():
    levels = b"".join(b'Content-Type: multipart/mixed; boundary="%da"\r\n\r\n--%da\r\n' % (n, n) for n in range(30))
    assert message.parse(levels) == Unreadable("parts nested more than 20 deep")

"""The attack list: what somebody tries who wants a vote counted that is not theirs, and what happened.

Each row is one attack on a list that asks for proof: its name, the mail, and the verdict on it. Whatever the verdict,
Ben's vote (`abstain`, given before) stands as it was, and nobody else has one.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from listvote.mail.token import Purpose, Token, make, reply_address
from listvote.store import bounces
from tests.flow.a_trusting_house import POST, SERVICE, Press, list_copy, mail, signed
from tests.mail.signing import OF_LISTS, seal, sign

ME = "votes@example.com"
REPORT = "Authentication-Results: mx.example.com; dkim=pass header.d=example.org"
RECEIVED = "Received: from evil.example by mx.example.com with ESMTP; Mon, 07 Dec 2026 10:00:00 +0000"
VOTE = "#1 object: no"
NUMBERS = count()
KEY = b"k" * 32
FAR = date(2027, 1, 1)
BENS = Token(1, 2, "reply", FAR)


def token(member: int, group: int = 1, purpose: Purpose = "reply", until: date = FAR, key: bytes = KEY) -> str:
    """The service's address with a token in it."""
    return reply_address(SERVICE, make(key, Token(group, member, purpose, until)))


def forged(*more: str, sender: str = "Ben <ben@example.org>", to: str = SERVICE, text: str = VOTE) -> bytes:
    return mail(sender, text, *more, to=to, id_=f"forged{next(NUMBERS)}")


def on_top(*fields: str, under: bytes | None = None) -> bytes:
    return ("\r\n".join(fields) + "\r\n").encode() + (forged() if under is None else under)


def evil(raw: bytes) -> bytes:
    return signed(raw, "evil.example")


def fake_list(*more: str, sender: str = "Ben <ben@example.org>") -> bytes:
    return forged("List-Id: <press.lists.example.org>", f"List-Post: <mailto:{POST}>", *more, sender=sender, to=POST)


def munged(*more: str) -> bytes:
    mailman = ("X-BeenThere: press@lists.example.org", "X-Mailman-Version: 2.1.39")
    return fake_list(*mailman, *more, sender="Ben via press <press@lists.example.org>")


STOLEN = signed(mail("ben@example.org", "#1 object: no", to="zoe@evil.example", id_="private"), "example.org")
UNNAMED = signed(mail("ben@example.org", "#1 abstain", to=SERVICE, id_="before"), "example.org", covers=("from", "to"))
OTHER_LIST = on_top("List-Id: <other.lists.example.org>", "List-Post: <mailto:other@lists.example.org>")

ATTACKS: dict[str, tuple[bytes, str]] = {
    "a spoofed From": (forged(), "pending"),
    "a spoofed From in another case": (forged(sender="BEN@EXAMPLE.ORG"), "pending"),
    "a spoofed From, signed by somebody else": (evil(forged()), "pending"),
    "a spoofed From, signed by a domain below": (signed(forged(), "mail.example.org"), "pending"),
    "a spoofed From, signed by a domain that looks alike": (signed(forged(), "examp1e.org"), "pending"),
    "a spoofed From, signed by the top-level domain": (signed(forged(), "org"), "pending"),
    "a second From below": (forged("From: zoe@evil.example"), "no group"),
    "a second From above, signed by its domain": (on_top("From: zoe@evil.example", under=evil(forged())), "no group"),
    "two mailboxes in From": (forged(sender="zoe@evil.example, ben@example.org"), "no group"),
    "an address in the display name": (evil(forged(sender='"ben@example.org" <zoe@evil.example>')), "no group"),
    "an address in a comment": (evil(forged(sender="zoe@evil.example (ben@example.org)")), "no group"),
    "an encoded display name": (evil(forged(sender="=?utf-8?q?ben=40example=2Eorg?= <zoe@evil.example>")), "no group"),
    "a letter that looks alike": (evil(forged(sender="bеn@example.org")), "no group"),
    "a quoted local part": (forged(sender='"ben"@example.org'), "no group"),
    "a bracket after the address": (forged(sender="ben@example.org)zoe@evil.example"), "no group"),
    "a route address": (forged(sender="<@evil.example:ben@example.org>"), "no group"),
    "a null byte in From": (forged(sender="ben@example.org\0zoe@evil.example"), "no group"),
    "a forged Sender": (forged("Sender: ben@example.org", sender="zoe@evil.example"), "no group"),
    "a forged Reply-To": (forged("Reply-To: ben@example.org", sender="zoe@evil.example"), "no group"),
    "a forged X-Original-From": (evil(forged("X-Original-From: ben@example.org", sender="z@evil.example")), "no group"),
    "a forged Resent-From": (forged("Resent-From: ben@example.org", sender="zoe@evil.example"), "no group"),
    "a forged list copy": (fake_list(), "pending"),
    "a forged list copy, signed by somebody else": (evil(fake_list()), "pending"),
    "a forged munged copy": (munged("Reply-To: ben@example.org"), "pending"),
    "a forged munged copy with X-Original-From": (munged("X-Original-From: ben@example.org"), "no author"),
    "a forged munged copy, signed by somebody else": (evil(munged("Reply-To: ben@example.org")), "pending"),
    "a munged copy whose Reply-To nobody signed": (
        sign(munged("Reply-To: ben@example.org"), "lists.example.org", covers=("from", "list-id", "to")),
        "pending",
    ),
    "the copy of another list on that host": (sign(OTHER_LIST, "lists.example.org", covers=OF_LISTS), "no group"),
    "a list copy whose List-Id nobody signed": (
        sign(fake_list(), "lists.example.org", covers=("from", "to", "subject", "message-id")),
        "pending",
    ),
    "a second List-Id above": (
        on_top("List-Id: <press.lists.example.org>", under=sign(OTHER_LIST, "lists.example.org", covers=OF_LISTS)),
        "pending",
    ),
    "results of our server below its Received": (on_top(RECEIVED, REPORT), "pending"),
    "results of our server without a Received": (on_top(REPORT), "pending"),
    "results of another server above": (
        on_top(REPORT.replace("mx.example.com", "mx.evil.example"), RECEIVED),
        "pending",
    ),
    "results of a server whose name begins alike": (on_top(REPORT.replace(".com;", ".com.evil;"), RECEIVED), "pending"),
    "results for another domain": (on_top(REPORT.replace("example.org", "evil.example"), RECEIVED), "pending"),
    "results in a comment": (
        on_top("Authentication-Results: mx.example.com; none (dkim=pass header.d=example.org)", RECEIVED),
        "pending",
    ),
    "results of SPF alone": (
        on_top("Authentication-Results: mx.example.com; spf=pass smtp.mailfrom=example.org", RECEIVED),
        "pending",
    ),
    "results that failed": (on_top(REPORT.replace("pass", "fail"), RECEIVED), "pending"),
    "a seal of nobody we know": (seal(forged(), "evil.example", "dkim=pass header.d=example.org"), "pending"),
    "a seal of nobody, with results of ours": (
        on_top(RECEIVED, REPORT, under=seal(forged(), "evil.example", "dkim=pass")),
        "pending",
    ),
    "a stolen private mail": (STOLEN, "pending"),
    "a stolen private mail, sent on to us": (on_top(f"Delivered-To: {ME}", under=STOLEN), "a copy"),
    "a stolen private mail with a second To": (on_top(f"To: {ME}", under=STOLEN), "a copy"),
    "a signature without the Message-ID, replayed": (UNNAMED.replace(b"before@", b"after@"), "replayed"),
    "the same mail again": (UNNAMED, "a copy"),
    "the same Message-ID with another text": (UNNAMED.replace(b"#1 abstain", b"#1 object: no"), "a copy"),
    "text appended beyond l=": (signed(forged(text="Hello"), "example.org", length=True) + b"#1 agree\r\n", "pending"),
    "a signature with l=": (signed(forged(), "example.org", length=True), "pending"),
    "a weak key": (signed(forged(), "weak.example.org", bits=512), "pending"),
    "SHA-1": (signed(forged(), "example.org").replace(b"rsa-sha256", b"rsa-sha1"), "pending"),
    "an expired signature": (
        sign(forged(), "example.org", more=[(b"t", b"1700000000"), (b"x", b"1700000001")]),
        "pending",
    ),
    "a signature from the future": (sign(forged(), "example.org", more=[(b"t", b"1999999999")]), "pending"),
    "a signature without From": (signed(forged(), "example.org").replace(b"h=from", b"h=form", 1), "pending"),
    "an unknown selector": (signed(forged(), "example.org", selector="other"), "pending"),
    "a changed body": (signed(forged(text="#1 agree"), "example.org").replace(b"agree", b"block"), "pending"),
    "a changed subject": (signed(forged(), "example.org").replace(b"Subject: Re", b"Subject: Aw"), "pending"),
    "a second Subject above": (on_top("Subject: #1 agree", under=signed(forged(), "example.org")), "pending"),
    "a second Content-Type above": (
        on_top("Content-Type: text/html", under=signed(forged("Content-Type: text/plain"), "example.org")),
        "pending",
    ),
    "a header that ends in a blank line of spaces": (
        on_top(
            "From: ben@example.org",
            "Message-ID: <x@y>",
            f"To: {ME}",
            "X: y",
            " ",
            under=signed(forged(), "example.org"),
        ),
        "talk",
    ),
    "a token that we never made": (forged(to="votes+" + "a" * 48 + "@example.com"), "pending"),
    "the token of another member": (forged(to=token(3)), "pending"),
    "a token that ended": (forged(to=token(2, until=date(2026, 12, 1))), "pending"),
    "the token that a new address of the member was sent": (forged(to=token(2, purpose="address")), "pending"),
    "a token of another group": (forged(to=token(2, group=2)), "pending"),
    "a token under another key": (forged(to=token(2, key=b"x" * 32)), "pending"),
    "a token with another member in it": (
        forged(to=reply_address(SERVICE, make(KEY, BENS)[:16] + make(KEY, Token(1, 3, "reply", FAR))[16:])),
        "pending",
    ),
    "a token in the subject alone": (
        mail("ben@example.org", VOTE, to=SERVICE, subject=token(2), id_="subject"),
        "pending",
    ),
    "a token of no length": (forged(to="votes+@example.com"), "pending"),
    "a token with a line break": (forged(to="votes+abc%0d%0aBcc@example.com"), "pending"),
    "an absence note": (forged("Auto-Submitted: auto-replied"), "automatic"),
    "an absence note by its subject": (
        mail("ben@example.org", VOTE, to=ME, subject="Out of office", id_="away"),
        "automatic",
    ),
    "a bounce": (forged("Return-Path: <>"), "automatic"),
    "another robot": (forged("X-Auto-Response-Suppress: All"), "automatic"),
    "our own address in From": (forged(sender=ME), "our own post"),
    "a header in the subject": (
        mail("ben@example.org", VOTE, to=ME, subject="x\rBcc: z@evil.example", id_="cr"),
        "pending",
    ),
}


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    press = Press(tmp_path_factory.mktemp("attacks"), authserv_id="mx.example.com", answers=1000)
    press.opened()
    assert press.take(UNNAMED).verdict == "clear"
    press.run()
    return press


def test_there_are_enough_of_them() -> None:
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_counts(press: Press, attack: str) -> None:
    raw, verdict = ATTACKS[attack]
    taken = press.take(raw)
    assert press.ballots() == {2: "abstain"}
    assert {to for to, _ in press.run()} <= {"ben@example.org"}
    assert taken.verdict == verdict, taken.why


@pytest.mark.parametrize("shown", ["{}", "> Answer to {} (not the list).", '<a href="mailto:{}?subject=x">agree</a>'])
def test_a_token_that_its_member_quotes_on_the_list_is_good_for_nothing_any_more(tmp_path: Path, shown: str) -> None:
    press = Press(tmp_path)
    press.opened()
    address = token(2)
    before = mail("ben@example.org", "#1 agree", to=address, id_="before")
    press.take(before)
    assert press.ballots() == {2: "agree"}
    kind = "Content-Type: text/html" if shown.startswith("<") else "X-Nothing: here"
    quoted = mail("zoe@evil.example", f"Look at this:\n\n{shown.format(address)}", kind, id_="quoted")
    press.take(list_copy(quoted))
    assert press.take(mail("ben@example.org", "#1 abstain", to=address, id_="after")).verdict == "pending"
    assert press.ballots() == {2: "agree"}


def test_no_post_holds_a_token_whatever_members_write(tmp_path: Path) -> None:
    press = Press(tmp_path, proof="none")
    mine = token(2)
    opening = mail("ben@example.org", f"Write to {mine}.", subject=f"[PROPOSAL] Ask {mine}", id_="o")
    press.take(list_copy(opening))
    press.take(list_copy(mail("cleo@example.net", f"#1 disagree: {mine} says so", id_="c")))
    press.take(list_copy(mail("ben@example.org", f"#1 object: see {mine.upper()}", id_="b")))
    for _ in range(14):
        press.run()
        press.now += timedelta(days=1, hours=1)
    posts = [each for to, each in press.out.mails if to == POST]
    assert len(posts) >= 3
    assert not any("votes+" in f"{each.headers.fields}{each.text}{each.html}".lower() for each in posts)


def test_two_services_do_not_answer_one_another(press: Press) -> None:
    ours = press.out.mails[-1][1]
    headers = "".join(f"{name}: {value}\r\n" for name, value in ours.headers.fields if name not in ("From", "To"))
    answer = f"From: ben@example.org\r\nTo: {ME}\r\n{headers}".encode() + b"\r\n#1 agree\r\n"
    assert press.take(answer).verdict in ("automatic", "our own post")
    assert press.run() == []


def test_a_storm_of_absence_notes_is_answered_by_nothing(press: Press) -> None:
    for number in range(30):
        raw = mail("ben@example.org", "I am away.", "Auto-Submitted: auto-replied", to=ME, id_=f"storm{number}")
        assert press.take(raw).verdict == "automatic"
    assert press.run() == []


def test_a_bomb_of_talk_is_answered_by_nothing(press: Press) -> None:
    for number in range(30):
        press.take(mail("ben@example.org", "Hello " * 2000, to=ME, id_=f"bomb{number}"))
    assert press.run() == []


def test_the_breaker_stops_a_group_that_sends_too_much(tmp_path: Path) -> None:
    press = Press(tmp_path, proof="none", answers=1000)
    press.opened()
    for number in range(130):
        press.take(mail("ben@example.org", "help", to=SERVICE, subject="x", id_=f"n{number}"))
    assert len(press.run()) == 98  # and two before: 100 within the hour
    assert press.state.paused and press.state.tripped
    press.now += timedelta(hours=2)
    assert press.run() == []


def report(message_id: str, address: str, status: str = "5.1.1") -> bytes:
    return (
        f"From: MAILER-DAEMON@mx.example.com\r\nTo: {SERVICE}\r\nSubject: Undelivered\r\n"
        f"Message-ID: <{status}{message_id}>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}>\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


def asks(press: Press, number: int) -> list[str]:
    press.now += timedelta(days=1)
    press.take(mail("ben@example.org", "help", to=SERVICE, subject="x", id_=f"h{number}"))
    return [each.message_id for to, each in press.run() if to == "ben@example.org"]


def test_an_address_whose_mails_come_back_gets_none_until_it_writes(tmp_path: Path) -> None:
    press = Press(tmp_path, proof="none")
    [sent] = asks(press, 1)
    for _ in range(3):
        press.now += timedelta(days=1)
        press.take(report(sent, "ben@example.org"))
    with press.house.database.reading() as connection:
        assert bounces.too_many(connection, "ben@example.org")
    assert len(asks(press, 2)) == 1


def test_nobody_can_silence_a_member_with_reports_of_mails_that_were_not_theirs(tmp_path: Path) -> None:
    press = Press(tmp_path, proof="none")
    [sent] = asks(press, 1)
    for _ in range(5):
        press.now += timedelta(days=1)
        press.take(report("unknown@example.com", "ben@example.org"))
        press.take(report(sent, "cleo@example.net"))
        press.take(report(sent, "ben@example.org", "4.2.2"))
    with press.house.database.reading() as connection:
        assert not bounces.too_many(connection, "ben@example.org")
        assert not bounces.too_many(connection, "cleo@example.net")

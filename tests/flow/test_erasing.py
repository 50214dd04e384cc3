"""Erasing while mails of ours still wait, and in a real mailbox."""

from __future__ import annotations

import imaplib
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.audit import audit
from listvote.flow import tick
from listvote.flow.erasing import erase, erase_in_mailbox
from listvote.ledger.codec import export, read
from listvote.net.imap import Mailbox, MailboxAddress
from listvote.store import inbox, outbox
from listvote.store.inbox import Cursor
from tests.flow.a_trusting_house import POST, SERVICE, Press, list_copy, mail, reply

REASON = "the XYZZY press leaks oil on the floor of the shop"
TELLING = (b"XYZZY", b"leaks oil", b"Kropotkin", b"ben@example.org", b"ben.private", b"Ben Example")


def stopped(press: Press) -> None:
    """Write what is due, and send nothing."""
    with press.house.change() as change:
        stamp = press.now.isoformat().replace("+00:00", "Z")
        inbox.move(change.connection, "box", Cursor(1, press.uid, stamp))

    def broken(group: str, error: Exception) -> None:
        raise error

    while tick.run(press.house, "box", press.now, broken):
        pass


def waiting(press: Press) -> list[outbox.Unsent]:
    with press.house.database.reading() as connection:
        return outbox.listed(connection, "waiting")


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """A decision that Ben disagreed with, whose result waits in the outbox."""
    press = Press(tmp_path)
    press.opened()
    press.take(list_copy(reply("ben@example.org", f"disagree: {REASON}")))
    press.take(list_copy(reply("cleo@example.net", "agree")))
    press.run()
    press.now += timedelta(days=11)
    stopped(press)
    return press


def test_a_post_that_waits_is_written_anew_without_the_words_and_the_alias(press: Press) -> None:
    before = {each.what: each for each in waiting(press)}
    assert b"Kropotkin" in before["result"].data and b"XYZZY" in before["result"].data
    erase(press.house, 1, 2, press.now)
    after = {each.what: each for each in waiting(press)}
    assert after.keys() == before.keys()
    for each in after.values():
        assert not any(word in each.data for word in TELLING), each.what
    sent = {mail_.message_id: mail_ for to, mail_ in press.run() if to == POST}
    result = next(each for each in sent.values() if "RESULT #1" in each.text)
    assert "Agree 1" in result.text or "agree 1" in result.text
    assert (result.message_id in press.state.posts) and press.state.posts[result.message_id].handed_over is not None


def test_what_was_sent_keeps_no_line_of_theirs(press: Press, tmp_path: Path) -> None:
    press.run()
    press.take(mail("ada@example.org", "check #1", to=SERVICE, id_="check"))
    press.run()
    erase(press.house, 1, 2, press.now)
    press.house.database.compact()
    press.house.database.close()
    for file in tmp_path.iterdir():
        assert not [word for word in TELLING if word in file.read_bytes()], file


def test_an_answer_to_somebody_else_that_tells_of_them_is_not_sent(press: Press) -> None:
    press.run()
    press.take(mail("ada@example.org", "check #1", to=SERVICE, id_="check"))
    press.take(mail("cleo@example.net", "status", to=SERVICE, id_="status"))
    assert [each.recipient for each in waiting(press)] == ["ada@example.org", "cleo@example.net"]
    erase(press.house, 1, 2, press.now)
    assert [each.recipient for each in waiting(press)] == ["cleo@example.net"]


def test_the_chain_is_whole_afterwards(press: Press) -> None:
    erase(press.house, 1, 2, press.now)
    press.run()
    assert audit(read(list(export("press", press.entries())))).differences == []


@pytest.fixture(params=["pymap", pytest.param("dovecot", marks=pytest.mark.real)])
def inbox_address(request: pytest.FixtureRequest) -> MailboxAddress:
    """An empty mailbox on a server that is spoken to over the wire."""
    if request.param == "pymap":
        servers = request.getfixturevalue("embedded")
        return MailboxAddress("127.0.0.1", servers.imap_port, servers.user, servers.password, "none", "INBOX")
    dovecot = request.getfixturevalue("dovecot")
    return MailboxAddress("127.0.0.1", dovecot.imap_port, "erasing", dovecot.password, "none", "INBOX")


def test_the_mails_of_an_erased_member_are_taken_out_of_the_mailbox(
    press: Press, inbox_address: MailboxAddress
) -> None:
    mailman = ("X-BeenThere: press@lists.example.org", "X-Mailman-Version: 2.1.39", "Reply-To: ben@example.org")
    theirs = {
        "through the list": list_copy(reply("ben@example.org", f"disagree: {REASON}")),
        "private, from another address": mail("Ben <BEN.private@example.net>", "#1 abstain", to=SERVICE),
        "rewritten by the list": list_copy(mail("Ben via press <press@lists.example.org>", "hello", *mailman)),
        "talk": mail("ben@example.org", "I wonder."),
    }
    others = {
        "an answer that quotes them": list_copy(reply("cleo@example.net", f"agree\n\n> {REASON}")),
        "somebody whose address begins alike": mail("ben@example.com", "hello"),
        "unreadable": b"Subject: nobody wrote this\r\n\r\nhello\r\n",
    }
    with imaplib.IMAP4("127.0.0.1", inbox_address.port, timeout=20) as client:
        client.login(inbox_address.user, inbox_address.password)
        for raw in (*theirs.values(), *others.values()):
            assert client.append("INBOX", "", press.now, raw)[0] == "OK"
    done = erase(press.house, 1, 2, press.now)
    assert not isinstance(done, str)
    with Mailbox(inbox_address, max_bytes=100_000, timeout_seconds=20) as folder:
        assert erase_in_mailbox(press.house, 1, folder, done.addresses) == len(theirs)
    with Mailbox(inbox_address, max_bytes=100_000, timeout_seconds=20) as folder:
        folder.poll()
        left = sorted(fetched.raw for fetched in folder.new(0))
    assert left == sorted(others.values())

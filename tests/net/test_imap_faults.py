"""Servers that break off, refuse or talk nonsense: one kind of error comes out, and it says whether to try again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from listvote.config import is_loopback
from listvote.net.imap import Fetched, Mailbox, MailboxAddress, MailboxError, backoff
from listvote.net.transport import Security
from tests.servers.scripted import ONE_MESSAGE, Cut, ScriptedServer, imap_script

GREETING = b"* OK ready\r\n"
FACTS = '* 1 FETCH (UID 4 RFC822.SIZE 5 INTERNALDATE " 1-Feb-2026 12:00:00 +0000")'
BODY = "* 1 FETCH (UID 4 BODY[] {5}\r\nhello)"


def mailbox_of(server: ScriptedServer, timeout_seconds: float = 20) -> Mailbox:
    address = MailboxAddress("127.0.0.1", server.port, "votes", "hunter2", "none")
    return Mailbox(address, max_bytes=1000, timeout_seconds=timeout_seconds)


def read_all(mailbox: Mailbox) -> list[Fetched]:
    with mailbox:
        return list(mailbox.new(0))


def wait(mailbox: Mailbox) -> bool:
    with mailbox:
        return mailbox.wait(60, lambda: False)


def failure(
    answers: Mapping[str, str | Cut], do: Callable[[Mailbox], object] = read_all, greeting: bytes = GREETING
) -> MailboxError:
    """The error that comes of a server which answers commands so."""
    script = imap_script(answers)
    with ScriptedServer(greeting, script) as server, pytest.raises(MailboxError) as caught:
        do(mailbox_of(server))
    return caught.value


def temporary(error: MailboxError, words: str) -> None:
    assert words in error.words
    assert not error.permanent


def permanent(error: MailboxError, words: str) -> None:
    assert words in error.words
    assert error.permanent


def test_the_script_alone_is_a_sound_mailbox() -> None:
    with ScriptedServer(GREETING, imap_script({"UID FETCH 4 (RFC822": FACTS, "UID FETCH 4 (BODY": BODY})) as server:
        [one] = read_all(mailbox_of(server))
    assert one.raw == b"hello"


def test_a_connection_cut_in_the_middle_of_a_message_is_temporary() -> None:
    cut = Cut(b"* 1 FETCH (UID 4 BODY[] {5000}\r\nSubject: half of")
    temporary(failure({"UID FETCH 4 (RFC822": FACTS, "UID FETCH 4 (BODY": cut}), "could not fetch mail")


def test_a_message_announced_with_two_gigabytes_is_not_waited_for() -> None:
    cut = Cut(b"* 1 FETCH (UID 4 BODY[] {2000000000}\r\nSubject: endless")
    error = failure({"UID FETCH 4 (RFC822": FACTS, "UID FETCH 4 (BODY": cut})
    temporary(error, "announced 2000000000 bytes")


def test_two_gigabytes_in_the_greeting_are_not_waited_for() -> None:
    temporary(failure({}, greeting=b"* OK {2000000000}\r\n* LIST {2000000000}\r\n"), "could not connect")


def test_a_server_that_says_goodbye_is_temporary() -> None:
    temporary(failure({"UID SEARCH": Cut(b"* BYE restarting\r\n")}), "could not look for new mail")
    temporary(failure({}, greeting=b"* BYE too busy\r\n"), "could not connect")
    temporary(failure({"EXAMINE": Cut(b"* BYE restarting\r\n")}), "could not open the folder INBOX")


def test_a_connection_lost_during_the_login_says_nothing_of_the_password() -> None:
    temporary(failure({"LOGIN": Cut()}), "could not log in")


def test_a_login_refused_because_the_server_is_busy_is_temporary() -> None:
    temporary(failure({"LOGIN": "NO [UNAVAILABLE] try later"}), "try later")
    temporary(failure({"LOGIN": "NO [INUSE] mailbox is locked"}), "locked")
    permanent(failure({"LOGIN": "NO no such user"}), "no such user")
    permanent(failure({"CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED"}), "allows no login")


def test_a_server_that_never_answers_is_given_up() -> None:
    script = imap_script({})

    def silent(line: bytes) -> bytes:
        return b"" if b"SEARCH" in line else script(line)

    with ScriptedServer(GREETING, silent) as server, pytest.raises(MailboxError, match="timed out") as caught:
        read_all(mailbox_of(server, timeout_seconds=0.1))
    assert not caught.value.permanent


def test_nonsense_is_temporary() -> None:
    temporary(failure({}, greeting=b"220 mail.example.org ESMTP\r\n"), "could not connect")
    temporary(failure({}, greeting=b"\x16\x03\x01\r\n"), "could not connect")
    temporary(failure({"UID SEARCH": "* SEARCH four"}), "could not look for new mail")
    temporary(failure({"UID FETCH": "* 1 FETCH " + "(" * 5_000}), "could not fetch mail")
    temporary(failure({"UID FETCH": "* 1 FETCH (UID NIL NIL)"}), "could not fetch mail")
    temporary(failure({"EXAMINE": "* many EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT x] next"}), "could not")


def test_a_folder_without_lasting_numbers_is_a_permanent_failure() -> None:
    permanent(failure({"EXAMINE": "* 1 EXISTS\r\n* OK [UIDNEXT 5] next"}), "no lasting numbers")
    unnumbered = {"EXAMINE": "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid", "STATUS": "* STATUS INBOX ()"}
    permanent(failure(unnumbered), "no lasting numbers")


def test_uidnext_is_asked_for_where_opening_the_folder_does_not_tell_it() -> None:
    script = imap_script(
        {"EXAMINE": "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] valid", "STATUS": "* STATUS INBOX (UIDNEXT 9)"}
    )
    with ScriptedServer(GREETING, script) as server, mailbox_of(server) as mailbox:
        assert mailbox.poll().uidnext == 9


def test_uids_outside_of_what_was_asked_for_are_ignored() -> None:
    script = imap_script({"UID SEARCH": "* SEARCH 4 9 4 1", "UID FETCH 4 (RFC822": FACTS, "UID FETCH 4 (BODY": BODY})
    with ScriptedServer(GREETING, script) as server, mailbox_of(server) as mailbox:
        assert [one.uid for one in mailbox.new(3)] == [4]


def test_a_message_that_the_server_has_and_does_not_give_is_reported() -> None:
    for said in ("NO [SERVERBUG] damaged", "* 1 FETCH (UID 4)", "* 1 FETCH (UID 4 BODY[] NIL)"):
        script = imap_script({"UID FETCH 4 (RFC822": FACTS, "UID FETCH 4 (BODY": said})
        with ScriptedServer(GREETING, script) as server:
            [one] = read_all(mailbox_of(server))
        assert one.fault == "the server has this message and does not give it"
        assert (one.uid, one.raw) == (4, b"")


@pytest.mark.parametrize(
    "said",
    [
        "",
        " INTERNALDATE NIL",
        ' INTERNALDATE "yesterday"',
        ' INTERNALDATE "31-Dec-9999 23:59:59 -2300"',
        ' INTERNALDATE " 1-Feb-2026 12:00:00 +9999"',
    ],
)
def test_a_message_without_a_time_of_receipt_is_reported(said: str) -> None:
    facts = f"* 1 FETCH (UID 4 RFC822.SIZE 5{said})"
    script = imap_script({"UID FETCH 4 (RFC822": facts, "UID FETCH 4 (BODY": BODY})
    with ScriptedServer(GREETING, script) as server:
        [one] = read_all(mailbox_of(server))
    assert "when this message arrived" in one.fault
    assert one.raw == b""


def test_what_a_server_tells_of_other_messages_by_the_way_is_not_taken_for_mail() -> None:
    told = f"* 4 FETCH (FLAGS (\\Seen))\r\n* 5 EXISTS\r\n{BODY}\r\n* 2 FETCH (FLAGS ())"
    script = imap_script({"UID FETCH 4 (RFC822": FACTS, "UID FETCH 4 (BODY": told})
    with ScriptedServer(GREETING, script) as server:
        assert [one.raw for one in read_all(mailbox_of(server))] == [b"hello"]


def test_after_a_failure_the_connection_is_gone_and_a_new_one_works() -> None:
    cuts = iter([True])
    sound = imap_script({"UID FETCH 4 (RFC822": FACTS, "UID FETCH 4 (BODY": BODY})

    def once(line: bytes) -> bytes:
        if b"SEARCH" in line and next(cuts, False):
            raise Cut
        return sound(line)

    with ScriptedServer(GREETING, once) as server:
        mailbox = mailbox_of(server)
        with pytest.raises(MailboxError):
            read_all(mailbox)
        with pytest.raises(MailboxError, match="not connected"):
            mailbox.poll()
        assert [one.raw for one in read_all(mailbox)] == [b"hello"]


def test_nobody_sends_a_password_in_the_clear_over_a_network() -> None:
    address = MailboxAddress("imap.example.org", 143, "votes", "hunter2", "none")
    with pytest.raises(MailboxError, match="for this machine alone") as caught:
        Mailbox(address).connect()
    assert caught.value.permanent


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("imap.example.org", False),
        ("localhost.example.org", False),
        ("10.0.0.1", False),
        ("0.0.0.0", False),
        ("", False),
    ],
)
def test_which_hosts_are_this_machine(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def test_a_server_without_starttls_gets_no_password() -> None:
    with ScriptedServer(GREETING, imap_script({})) as server:
        security: Security = "starttls"
        mailbox = Mailbox(MailboxAddress("127.0.0.1", server.port, "votes", "hunter2", security))
        with pytest.raises(MailboxError, match="no STARTTLS") as caught:
            mailbox.connect()
    assert caught.value.permanent
    assert not any(b"hunter2" in line for line in server.lines)


def test_a_password_with_a_line_break_is_refused() -> None:
    with pytest.raises(MailboxError, match="line breaks") as caught:
        Mailbox(MailboxAddress("127.0.0.1", 1, "votes", "a\r\nb", "none")).connect()
    assert caught.value.permanent


def test_a_password_beyond_ascii_goes_by_authenticate_plain() -> None:
    def answer(line: bytes) -> bytes:
        if b"AUTHENTICATE PLAIN" in line:
            tags.append(line.split()[0])
            return b"+ \r\n"
        if line.strip() == b"AHZvdGVzAHNjaGzDvHNzZWw=":
            return tags[0] + b" OK welcome\r\n"
        return sound(line)

    tags: list[bytes] = []
    sound = imap_script({"CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN"})
    with ScriptedServer(GREETING, answer) as server:
        address = MailboxAddress("127.0.0.1", server.port, "votes", "schlüssel", "none")
        with Mailbox(address, timeout_seconds=20) as mailbox:
            assert mailbox.poll().uidnext == 5
    permanent(failure({}, lambda mailbox: Mailbox(_foreign(mailbox)).connect()), "ASCII only")


def _foreign(mailbox: Mailbox) -> MailboxAddress:
    return MailboxAddress("127.0.0.1", mailbox.address.port, "votes", "schlüssel", "none")


def test_the_address_does_not_show_its_password() -> None:
    assert "hunter2" not in repr(MailboxAddress("imap.example.org", 993, "votes", "hunter2"))


def test_idle_that_is_refused_or_broken_off_is_temporary() -> None:
    temporary(failure({"IDLE": "NO not now"}, wait), "could not wait for new mail")
    temporary(failure({"IDLE": Cut(b"+ idling\r\n* BYE restarting\r\n")}, wait), "could not wait for new mail")
    temporary(failure({"IDLE": Cut(b"+ idling\r\n* 2 EXI")}, wait), "could not wait for new mail")
    temporary(failure({"NOOP": Cut()}, wait), "could not wait for new mail")


def test_a_server_without_idle_is_waited_for_by_the_clock() -> None:
    with ScriptedServer(GREETING, imap_script({"CAPABILITY": "* CAPABILITY IMAP4rev1"})) as server:
        with mailbox_of(server) as mailbox:
            assert not mailbox.wait(0.02, lambda: False)
            assert not mailbox.wait(60, lambda: True)
        assert not any(b"IDLE" in line for line in server.lines)


def test_without_uidplus_nothing_is_removed_while_others_have_marked_mail() -> None:
    answers = {"CAPABILITY": "* CAPABILITY IMAP4rev1", "SELECT": ONE_MESSAGE}
    with ScriptedServer(GREETING, imap_script({**answers, "UID SEARCH": "* SEARCH 4 3"})) as server:
        with mailbox_of(server) as mailbox, pytest.raises(MailboxError, match="cannot remove single") as caught:
            mailbox.delete([4], 7)
        assert caught.value.permanent
        assert not any(b"EXPUNGE" in line or b"STORE" in line for line in server.lines)


def test_without_uidplus_messages_go_if_nobody_else_has_marked_any() -> None:
    answers = {"CAPABILITY": "* CAPABILITY IMAP4rev1", "SELECT": ONE_MESSAGE}
    with ScriptedServer(GREETING, imap_script({**answers, "UID SEARCH": "* SEARCH 4"})) as server:
        with mailbox_of(server) as mailbox:
            mailbox.delete([4], 7)
        assert any(line.endswith(b" EXPUNGE\r\n") for line in server.lines)


def test_the_wait_before_a_new_connection_doubles_up_to_five_minutes() -> None:
    assert [backoff(attempt, 0.0) for attempt in (1, 2, 3, 4)] == [1, 2, 4, 8]
    assert [backoff(attempt, 1.0) for attempt in (1, 2, 3, 4)] == [2, 4, 8, 16]
    assert backoff(1_000_000, 1.0) == 300
    assert backoff(0, 0.5) == 1.5

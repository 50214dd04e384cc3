"""What is read ahead is what would have been read: over all the mails that there are, and over a whole story."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from listvote.flow import reading as steps
from listvote.flow.ahead import FetchedAhead
from listvote.flow.letter import Letter
from listvote.flow.second_reader import packed
from listvote.mail.message import Unreadable
from listvote.mail.own_words import LineKind
from listvote.mail.proofs.signatures import holds, signed
from listvote.mail.route import GroupAddress
from listvote.mail.thread import Parent
from listvote.net.imap import Fetched
from tests.flow.a_service import MONDAY, PRESS, SERVICE, InMemory, Service
from tests.flow.reading_ahead import read_ahead
from tests.flow.test_story import tells_the_story
from tests.mail.signing import record, sign

CASES = Path(__file__).parent.parent / "cases"
MAILS = sorted(CASES.rglob("*.eml"))
GROUPS = [GroupAddress("press", PRESS, "press.groups.example.org"), GroupAddress("shop", "shop@lists.example.org")]


class ReadAhead(InMemory):
    """A mailbox in memory that gives what is read in its messages ahead."""

    given = 0

    def new(self, after_uid: int, batch: int = 200) -> Iterator[Fetched]:
        for fetched in super().new(after_uid, batch):
            self.given += 1
            values = {each.name: getattr(fetched, each.name) for each in fields(Fetched)}
            whole = not (fetched.fault or fetched.too_big)
            yield FetchedAhead(**values, ahead=read_ahead(fetched.raw, GROUPS[:1], SERVICE) if whole else None)


@pytest.mark.parametrize("case", sorted({mail.parent.parent for mail in MAILS}), ids=lambda folder: folder.name)
def test_what_is_read_ahead_of_any_mail_is_what_is_read_of_it(case: Path) -> None:
    for mail in case.glob("*/*.eml"):
        raw = mail.read_bytes()
        plain, read = steps.arrive(raw, GROUPS, SERVICE), read_ahead(raw, GROUPS, SERVICE, {}).read
        assert read == plain, mail
        if isinstance(plain, Unreadable):
            continue
        assert not isinstance(read, Unreadable)
        assert read.own == steps.words(plain, None) == steps.words(read, None), mail
        assert all(isinstance(line.kind, LineKind) for line in read.own.lines)
        assert read.signed == (None if read.automatic else signed(raw)), mail
        headers = plain.mail.headers
        assert [read.mail.headers.get_all(name) for name, _ in headers.fields] == [
            headers.get_all(name) for name, _ in headers.fields
        ]


def test_lines_that_several_mails_quote_are_sent_once() -> None:
    raw = b"From: ada@example.org\r\n\r\nagree\r\n\r\n" + b"".join(b"> line %d of a quote\r\n" % at for at in range(50))
    lines: dict = {}
    mails = [steps.read_ahead(raw, GROUPS, SERVICE, lines) for _ in range(2)]
    one, two = pickle.loads(packed(mails))
    assert all(a is b for a, b in zip(one.own.lines, two.own.lines, strict=True))


def test_words_that_were_read_ahead_are_not_those_of_an_answer_to_our_own_mail() -> None:
    raw = b"From: ada@example.org\r\n\r\nThe members of this list buy a press for the hall.\r\nagree\r\n"
    plain, read = steps.arrive(raw, GROUPS, SERVICE), read_ahead(raw, GROUPS, SERVICE).read
    assert not isinstance(plain, Unreadable)
    assert not isinstance(read, Unreadable)
    ours = Parent(1, "#1", "question", text="The members of this list buy a press for the hall.")
    assert steps.words(read, ours) == steps.words(plain, ours) != steps.words(plain, None)


def test_what_was_read_with_other_groups_is_routed_anew() -> None:
    raw = f"From: ada@example.org\r\nTo: {PRESS}\r\n\r\nagree\r\n".encode()
    letter = Letter("votes", 1, 1, MONDAY, raw, ahead=read_ahead(raw, GROUPS[1:], SERVICE))
    assert letter.read(GROUPS, SERVICE) == steps.arrive(raw, GROUPS, SERVICE)
    read = letter.read(GROUPS, SERVICE)
    assert not isinstance(read, Unreadable)
    assert read.route.group == "press"


@pytest.mark.parametrize("broken", [False, True], ids=["good", "broken"])
@pytest.mark.parametrize("told", ["the key", "another key", "nothing"])
@pytest.mark.parametrize("found", ["the key", "another key", "nothing"])
def test_a_signature_that_was_looked_at_ahead_says_what_it_says_with_the_key_that_is_found(
    broken: bool, told: str, found: str
) -> None:
    name = "s._domainkey.example.org"
    records = {"the key": {name: record(1024)}, "another key": {name: record(2048)}, "nothing": {}}
    raw = sign(f"From: ada@example.org\r\nTo: {PRESS}\r\n\r\nagree\r\n".encode(), "example.org")
    raw = raw.replace(b"agree", b"object") if broken else raw
    read = read_ahead(raw, GROUPS, SERVICE, records[told]).read
    assert not isinstance(read, Unreadable)
    assert read.signed is not None
    [signature] = read.signed.signatures
    assert set(read.signed.held) == ({0} if told != "nothing" else set())
    assert holds(read.signed, signature, records[found]) is (found == "the key" and not broken)


def test_a_story_read_ahead_leaves_the_same_ledger_to_the_byte(tmp_path: Path) -> None:
    told = []
    for number, office in enumerate((InMemory(), ReadAhead())):
        service = Service(office, f"sqlite:///{tmp_path / f'{number}.db'}")
        service.found()
        tells_the_story(service)
        taken = [(each.verdict, each.why, each.author, each.own, each.arrived) for each in service.taken]
        sent = [(each.mail.mail.message_id, each.mail.mail.data) for each in service.handed_over]
        told.append((service.exported(), taken, sent, service.failed))
        service.close()
        assert not isinstance(office, ReadAhead) or office.given > 10
    assert told[0] == told[1]

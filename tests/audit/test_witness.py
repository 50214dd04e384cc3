"""The list's archive as a witness: what it shows, what it lacks, and what somebody wrote into it."""

from __future__ import annotations

import base64
import quopri

import pytest

from listvote.audit import Report, audit, heads_in
from listvote.ledger.chain import Entry
from listvote.ledger.codec import Exported, export, read
from tests.group.a_group import Book, resealed

HEAD = "0123456789abcdef" * 4


def a_mail(text: str, *more: str, sender: str = "votes@example.org", id_: str = "digest.1@example.org") -> bytes:
    date = "Date: Mon, 07 Dec 2026 18:00:00 +0000"
    return "\n".join((f"From: {sender}", f"Message-ID: <{id_}>", date, *more, "", text, "")).encode()


def a_ledger() -> list[Entry]:
    book = Book(members=9)
    book.open()
    book.vote("agree", 2, 3, 4, 5)
    book.tick(book.decision().deadline)
    book.tick(book.decision().deadline.replace(hour=23))
    return book.entries


def audited(entries: list[Entry], *mails: bytes) -> Report:
    heads: dict[str, str] = {}
    for raw in mails:
        shown = heads_in(raw)
        heads |= dict.fromkeys(shown.heads, shown.mail)
    return audit(Exported("press", tuple(read(export("press", entries)).entries)), heads=heads)


def digest_of(entry: Entry) -> bytes:
    return a_mail(f"Answer to votes@example.org.\n\nCheck {entry.hash.hex()}", id_=f"{entry.seq}@example.org")


def test_a_head_is_a_line_of_its_own_behind_check() -> None:
    assert heads_in(a_mail(f"Check {HEAD}")).heads == (HEAD,)
    others = f"> Check {HEAD}", HEAD, f"Check {HEAD[:63]}", f"Check {HEAD}0", f"Check {HEAD} it", f"Recheck {HEAD}"
    for text in others:
        assert heads_in(a_mail(text)).heads == (), text


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_an_archive_may_encode_a_mail_as_it_likes(encoding: str) -> None:
    text = f"Ünicode before it, and a line that is long enough to be broken somewhere on its way.\nCheck {HEAD}\n"
    encode = quopri.encodestring if encoding == "quoted-printable" else base64.encodebytes
    fields = ("Content-Type: text/plain; charset=utf-8", f"Content-Transfer-Encoding: {encoding}")
    assert heads_in(a_mail(encode(text.encode()).decode(), *fields)).heads == (HEAD,)


def test_an_archive_of_html_alone_is_a_witness_too() -> None:
    twin = f"<html><body><p>Votes</p><p>Check <code>{HEAD}</code></p></body></html>"
    assert heads_in(a_mail(twin, "Content-Type: text/html")).heads == (HEAD,)


def test_what_is_no_mail_witnesses_nothing() -> None:
    assert heads_in(b"").heads == heads_in(b"\x00\xff" * 50).heads == ()


def test_a_whole_ledger_agrees_with_every_digest() -> None:
    entries = a_ledger()
    report = audited(entries, *(digest_of(each) for each in entries))
    assert (report.differences, report.witnessed, report.witnessed_to) == ([], len(entries), len(entries))
    assert "the newest at its last event" in "\n".join(report.lines())


def test_an_archive_that_has_only_some_of_the_digests_says_how_far_it_witnesses() -> None:
    entries = a_ledger()
    report = audited(entries, digest_of(entries[4]), digest_of(entries[-3]))
    assert (report.differences, report.witnessed, report.witnessed_to) == ([], 2, entries[-3].seq)
    assert "nothing witnesses the 2 events after it yet" in "\n".join(report.lines())


def test_a_cut_tail_is_noticed_where_the_archive_has_a_digest_of_it() -> None:
    entries = a_ledger()
    cut = audited(entries[:-2], digest_of(entries[4]), digest_of(entries[-1]))
    assert [each.what for each in cut.differences] == [
        f"the archive shows the head {entries[-1].hash.hex()}, this ledger does not "
        f"(07 Dec 2026, by votes@example.org, <{entries[-1].seq}@example.org>)"
    ]
    assert audited(entries[:-2], digest_of(entries[4])).differences == []  # nothing witnessed what was cut


def test_a_chain_that_was_written_anew_is_whole_and_no_digest_fits_it() -> None:
    entries = a_ledger()
    ballot = next(each for each in entries if each.kind == "ballot")
    anew = resealed(entries, {ballot.seq: {"key": "another"}})
    assert audit(Exported("press", tuple(anew))).differences == []
    digests = [digest_of(each) for each in entries[ballot.seq :]]
    assert len(audited(anew, *digests).differences) == len(digests)
    assert audited(anew, digest_of(entries[2])).differences == []  # from before the change


def test_a_head_that_somebody_made_up_is_named_with_its_mail() -> None:
    entries = a_ledger()
    forged = a_mail(f"Check {HEAD}", sender="zoe@example.net", id_="forged@example.net")
    [difference] = audited(entries, digest_of(entries[-1]), forged).differences
    assert "by zoe@example.net, <forged@example.net>" in difference.what


def test_an_archive_without_any_head_is_said_to_witness_nothing() -> None:
    report = audited(a_ledger(), a_mail("Nothing here"))
    assert "witnesses nothing" in "\n".join(report.lines())


def test_without_anything_to_compare_with_the_reader_is_reminded() -> None:
    entries = tuple(a_ledger())
    assert "Compare the head" in "\n".join(audit(Exported("press", entries)).lines())
    for compared in (audit(Exported("press", entries), head=entries[3].hash.hex()), audited(list(entries))):
        assert "Compare the head" not in "\n".join(compared.lines())

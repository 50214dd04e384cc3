"""Attempts on secret ballots by whoever has the database, a backup, the mailbox, the keys that are left, or a log."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from sqlalchemy import text

from listvote.deliberation.secrecy import Locked, unlock
from listvote.events import Closed
from listvote.flow import boxes, leaving, passing
from listvote.flow.overview import overview
from listvote.flow.passing import Watch
from listvote.mail.message import Mail, parse
from listvote.net.smtp import SendError
from listvote.store import inbox, outbox, parked
from listvote.store.database import StoreError
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, MONDAY, PRESS, SERVICE, InMemory, Service, charter, hours
from tests.flow.leaks import files, found_in
from tests.flow.test_secret_ballots import CLOSE, KIND, sheet

WORD = "quuxblator"


@pytest.fixture
def office() -> InMemory:
    return InMemory()


@pytest.fixture
def service(office: InMemory, tmp_path: Path) -> Service:
    """A group with a secret decision and an open one beside it."""
    made = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    made.found(charter(kind=KIND))
    made.opens(settings="kind: quiet")
    made.opens(title="In the open?")
    return made


def to_the_service(office: InMemory) -> list[bytes]:
    """The private mails that still lie in the mailbox."""
    return [raw for raw in office.left() if f"\nTo: {SERVICE}".encode() in raw]


def rows(service: Service, query: str) -> list[tuple[Any, ...]]:
    """What somebody finds who holds the database."""
    with service.house.database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def opened_with_the_desk(service: Service) -> list[tuple[str, bytes]]:
    """All that whoever holds the database and the keys that are left can read of what lies locked."""
    key = boxes.desk_key(service.house)
    found = []
    for table, columns in (("outbox", "data, text"), ("mails", "raw, ''"), ("parked", "raw, ''")):
        names = "message_id" if table == "outbox" else "''"
        is_locked = "locked <> 0" if table == "outbox" else "locked"
        for id_, data, words in rows(service, f"select {names}, {columns} from {table} where {is_locked}"):
            for locked, what in ((data, f"listvote data {id_}"), (data, "listvote mail")):
                found.append((table, _opened(key, bytes(locked or b""), what)))
            if words:
                found.append((table, _text(key, str(id_), str(words))))
    return found


def _opened(key: bytes, locked: bytes, what: str) -> bytes:
    try:
        return unlock(key, locked, what)
    except Locked:
        return b""


def _text(key: bytes, id_: str, text: str) -> bytes:
    try:
        return boxes.unlock_text(key, id_, text)[0].encode()
    except Locked:
        return b""


# a copy of the database, taken while the decision runs


def test_how_long_a_ballot_is_does_not_tell_how_it_was_cast(service: Service) -> None:
    for who, word in (
        (BEN, "for"),
        (CLEO, "against"),
        (DAN, "abstain"),
        (EVA, "against\nmark: an uncommonly long mark"),
    ):
        service.tells(who, f"#1 {word}")
    service.settles()
    assert len(rows(service, "select id from ballot_box")) == 4
    for query in (
        "select distinct length(slip), length(raw) from ballot_box",
        "select distinct length(data), length(text) from outbox where locked = 1",
    ):
        assert len(rows(service, query)) == 1, query


def test_no_content_key_of_a_ballot_is_kept(service: Service) -> None:
    service.tells(BEN, "#1 for")
    service.tells(CLEO, "I think so")
    service.settles()
    keys = {str(key) for (key,) in rows(service, "select content_key from mails where not public")}
    with service.house.look() as look:
        state = look.state(service.group())
        kept = boxes.opened(look, service.group(), state)[1]
    assert kept is not None and len(kept.slips) == 1
    assert not keys & {slip.key for slip in kept.slips}


# the mailbox after the close


LINES = {
    "a vote that names no decision": "I vote for",
    "a bare word": "against",
    "what was read as talk": "my choice is for, obviously",
    "a vote with a misspelt number": "#1. I am against it, I think",
    "a line that is refused": "#1 maybe, or for",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_what_nobody_can_make_out_leaves_no_trace(
    line: str, service: Service, office: InMemory, tmp_path: Path
) -> None:
    service.tells(BEN, f"{line}\n\n{WORD}")
    service.settles()
    assert found_in(files(tmp_path), [WORD]) == []
    assert len(to_the_service(office)) == 1
    service.settles(CLOSE)
    assert to_the_service(office) == []
    assert found_in(opened_with_the_desk(service), [WORD, "obviously", "I vote for"]) == []


def test_a_vote_from_an_address_on_no_roll_leaves_the_mailbox(service: Service, office: InMemory) -> None:
    service.tells("ben.at.work@example.net", "#1 for")
    service.settles(CLOSE)
    assert to_the_service(office) == []


@pytest.mark.parametrize(
    "headers",
    [
        f"From: {BEN}\nAuto-Submitted: auto-replied\nSubject: Away",
        "From: postmaster@example.org\nSubject: Undeliverable: Counted: AGAINST (#1)",
        f"From: {BEN}\nFrom: {CLEO}\nSubject: two authors",
    ],
    ids=["a note of absence", "a report that no program understands", "two authors"],
)
def test_what_quotes_a_receipt_leaves_the_mailbox(
    headers: str, service: Service, office: InMemory, tmp_path: Path
) -> None:
    service.tells(BEN, f"#1 against: {WORD}")
    service.settles()
    receipt = service.sent("answer", BEN)[-1].text
    service.arrives(f"{headers}\nTo: {SERVICE}\nMessage-ID: <echo@example.net>\n\n{WORD}: {receipt}".encode())
    service.settles()
    service.settles(CLOSE)
    assert to_the_service(office) == []
    assert found_in([*files(tmp_path), *opened_with_the_desk(service)], [WORD]) == []


def test_an_enclosed_receipt_is_seen_too(service: Service, office: InMemory) -> None:
    service.tells(BEN, "#1 against")
    service.settles()
    receipt = service.sent("answer", BEN)[-1].text
    head = f"From: postmaster@example.org\nTo: {SERVICE}\nMessage-ID: <echo@example.net>\nSubject: no such user\n"
    head += 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n\nSorry.\n'
    service.arrives(f"{head}--x\nContent-Type: message/rfc822\n\nSubject: Counted\n\n{receipt} #1\n--x--\n".encode())
    service.settles()
    service.settles(CLOSE)
    assert to_the_service(office) == []


def test_a_copy_that_comes_after_the_close_leaves_too(service: Service, office: InMemory) -> None:
    raw = service.mail(BEN, "#1 for\n#2 agree", to=SERVICE)
    service.arrives(raw)
    service.settles()
    service.settles(CLOSE)
    service.arrives(raw, CLOSE + hours(1))
    service.settles(CLOSE + hours(2))
    assert to_the_service(office) == []


def test_other_private_mail_stays_in_the_mailbox(service: Service, office: InMemory) -> None:
    service.tells(BEN, "#2 agree")
    service.tells("zoe@example.net", "Good morning, is anybody there?")
    service.settles(CLOSE)
    assert len(to_the_service(office)) == 2


def test_a_member_of_two_groups_who_names_neither_leaves_no_ballot_behind(
    service: Service, office: InMemory, tmp_path: Path
) -> None:
    service.found(charter("shop"))
    service.tells(BEN, f"for {WORD}")
    service.tells(BEN, f"shop#1 for {WORD}")  # the ballot goes to the wrong group, which has no #1
    service.settles()
    assert found_in(files(tmp_path), [WORD]) == []
    service.settles(CLOSE)
    assert to_the_service(office) == []


def test_talk_that_goes_to_the_list_as_well_is_seen_there(service: Service) -> None:
    raw = service.mail(BEN, "What a fine press that is, #1.", to=f"{PRESS}, {SERVICE}")
    service.arrives(raw)
    service.settles()
    service.arrives(raw, through=PRESS)
    service.settles()
    with service.house.look() as look:
        posters = inbox.posters(look.connection, service.group(), "")
    assert posters == {MONDAY.date().isoformat(): (1, 2)}


# the database and the keys that are left, after the close


def test_no_answer_to_a_voter_can_be_read_after_the_close(service: Service, office: InMemory, tmp_path: Path) -> None:
    office.answers[DAN] = SendError(True, f"550 no such user: {WORD}", 550)
    office.answers[BEN] = SendError(False, f"450 not now: {WORD}", 450)
    service.tells(DAN, f"#1 for: {WORD}")
    service.tells(BEN, f"#1 against: {WORD}")
    service.settles()
    service.settles(CLOSE)
    office.answers.clear()
    late = f"#1 against: {WORD}"
    service.tells(CLEO, late, received=CLOSE + hours(1))
    service.tells(EVA, late, received=MONDAY + hours(2))
    service.settles(CLOSE + hours(5))
    assert "V02" in service.sent("answer", CLEO)[-1].text and "V11" in service.sent("answer", EVA)[-1].text
    assert "Code" in service.sent("answer", BEN)[-1].text  # it waited, and went out all the same
    assert rows(service, "select id from outbox where locked > 0 or locked = -2") == []
    assert found_in([*files(tmp_path), *opened_with_the_desk(service)], [WORD]) == []


def test_what_was_given_up_is_not_sent_empty(service: Service, office: InMemory) -> None:
    office.answers[DAN] = SendError(True, "550 no such user", 550)
    service.tells(DAN, "#1 for")
    service.settles()
    service.settles(CLOSE)
    with service.house.look() as look:
        [left] = outbox.listed(look.connection, "failed", "dropped")
    assert (left.state, left.recipient, left.data) == ("dropped", "", b"")
    assert left.error == "the secret decision that it was about is over"


def test_nothing_tells_afterwards_who_got_several_answers(service: Service) -> None:
    for words in ("#1 for", "#1 withdraw"):
        service.tells(BEN, words)
        service.settles()
        service.clock.now += hours(1)
    service.tells(CLEO, "#1 for")
    service.settles()
    service.settles(CLOSE)
    assert {"withdrawn": True} in sheet(service).ballots
    assert rows(service, "select distinct recipient from outbox where about = '#1' and what = 'answer' and id > 3") == [
        ("",)
    ]


def test_the_words_of_a_mail_server_about_a_ballot_are_not_kept(service: Service, office: InMemory) -> None:
    office.answers[BEN] = SendError(True, "554 refused: 'Counted: AGAINST'", 554)
    service.tells(BEN, "#1 against")
    service.settles()
    [failed] = [each for each in service.handed_over if each.state == "failed"]
    with service.house.look() as look:
        [(_, _, kept)] = outbox.failures(look.connection)
    assert failed.error == kept == "the mail server answered 554"


# parked mail


def test_a_mail_that_is_fetched_again_is_locked_and_counts(service: Service, office: InMemory, tmp_path: Path) -> None:
    service.tells(BEN, f"#1 against: {WORD}")
    uid = office.first_uid + len(office.mails) - 1
    office.too_big.add(uid)
    service.passes()
    [held] = service.parked()
    office.too_big.clear()
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("listvote.flow.acting.decide", lambda *what: 1 / 0)
        assert not passing.fetch_again(service.house, held, office, service.clock(), Watch())
    assert found_in(files(tmp_path), [WORD]) == []
    with service.house.look() as look:
        [held] = parked.listed(look.connection, "retry")
    assert passing.retry(service.house, held, service.clock(), Watch())
    service.settles(CLOSE)
    assert sheet(service).ballots == ({"position": "against"},)


def test_what_is_parked_in_a_copy_of_the_database_is_not_opened_by_the_keys_that_are_left(
    service: Service, office: InMemory
) -> None:
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("listvote.flow.acting.decide", lambda *what: 1 / 0)
        service.tells(BEN, f"#1 against: {WORD}")
        for _ in range(4):
            service.passes()
    [held] = service.parked()
    stolen = rows(service, "select raw from parked where locked")
    service.settles(CLOSE)
    for (raw,) in stolen:
        with pytest.raises(Locked):
            unlock(boxes.desk_key(service.house), bytes(raw), boxes.RAW)
    assert to_the_service(office) == []  # its bytes are kept until somebody deals with it
    [held] = service.parked()
    assert passing.retry(service.house, held, service.clock(), Watch())
    service.settles()
    assert "V11" in service.sent("answer", BEN)[-1].text


def test_what_is_parked_stays_locked_from_one_secret_decision_to_the_next(service: Service, tmp_path: Path) -> None:
    service.clock.now += hours(3)
    service.opens(BEN, title="And this?", settings="kind: quiet")
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("listvote.flow.acting.decide", lambda *what: 1 / 0)
        service.tells(BEN, f"#1 against: {WORD}")
        for _ in range(4):
            service.passes()
    service.settles(CLOSE)
    assert [each.status.runs for each in service.state().decisions.values()] == [False, False, True]
    assert found_in([*files(tmp_path), *opened_with_the_desk(service)], [WORD]) == []
    [held] = service.parked()
    assert passing.retry(service.house, held, service.clock(), Watch())


# the keys


def test_a_folder_that_is_not_mounted_cancels_nothing(service: Service, tmp_path: Path) -> None:
    service.tells(BEN, "#1 for")
    service.settles()
    (tmp_path / "keys").rename(tmp_path / "elsewhere")
    service.restart()
    with pytest.raises(StoreError, match="mount it"):
        service.passes(CLOSE)
    (tmp_path / "elsewhere").rename(tmp_path / "keys")
    service.restart()
    service.settles(CLOSE)
    assert sheet(service).ballots == ({"position": "for"},)


def test_a_key_that_was_replaced_opens_nothing_and_ends_the_decision(service: Service, tmp_path: Path) -> None:
    service.tells(BEN, "#1 for")
    service.settles()
    [key] = (tmp_path / "keys").glob("1-1-*.key")
    key.write_text("ab" * 32 + "\n")
    service.restart()
    service.settles(CLOSE)
    [end] = [each for each in service.events("closed") if isinstance(each, Closed) and each.about == "#1"]
    assert (end.outcome, end.lost_key) == ("cancelled", True)


# when it closes


def test_the_moment_of_an_early_close_does_not_tell_the_last_vote(tmp_path: Path) -> None:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'two.db'}", data=tmp_path / "keys2")
    service.found(charter(kind=KIND.replace('extension = "none"', 'extension = "none"\nearly_close = true')))
    service.opens(settings="kind: quiet")
    for who in (ADA, BEN, CLEO, DAN):  # nobody could overrule three of five
        service.tells(who, "#1 for")
        service.settles()
    assert service.events("closed") == []
    service.tells(EVA, "#1 against")
    service.settles()
    [end] = service.events("closed")
    assert isinstance(end, Closed) and end.early and end.outcome == "adopted"
    assert not service.audit().differences


# what waits, and what is told to voters alone


def test_what_tells_voters_that_their_ballot_lapsed_lies_locked(service: Service) -> None:
    service.tells(BEN, "#1 for")
    service.settles()
    service.clock.now += hours(1)
    service.says(CLEO, "#1 amend: We rent it.")
    service.settles()
    service.says(ADA, "#1 accept amendment 1")
    service.settles(MONDAY + hours(34))
    [told] = rows(service, "select locked, recipient, text from outbox where what = 'lapsed'")
    assert told[:2] == (1, BEN) and str(told[2]).startswith("locked:")
    service.settles(CLOSE + timedelta(days=2))
    assert rows(service, "select locked, data, text from outbox where what = 'lapsed'") == [(0, b"", "")]


def test_the_status_names_nobody_and_no_position(service: Service) -> None:
    service.tells(BEN, "#1 against")
    service.settles()
    [decision] = [
        each for each in overview(service.house, service.clock())["groups"][0]["decisions"] if each["ref"] == "#1"
    ]
    assert decision["tally"] is None and BEN not in json.dumps(decision)


# what comes too late


def late_lines(service: Service, at: timedelta) -> list[str]:
    service.settles(MONDAY + at)
    text = service.sent("digest")[-1].text
    return " ".join(text.split()).split("LATE ")[1:]


@pytest.mark.parametrize("word", ["for", "against"])
def test_a_late_ballot_is_told_of_and_neither_whose_it_is_nor_what_it_says(
    word: str, service: Service, office: InMemory, tmp_path: Path
) -> None:
    service.tells(BEN, "#1 for")
    service.tells(CLEO, "#1 for")
    service.settles()
    service.settles(CLOSE)
    before = service.kinds()
    raw = service.mail(DAN, f"#1 {word}: {WORD}\nmark: {WORD}", to=SERVICE)
    service.arrives(raw, MONDAY + hours(3))
    service.arrives(raw, MONDAY + hours(2))  # somebody gives it to us twice
    service.tells(BEN, "#1 against", received=MONDAY + hours(4))  # or a copy: who has a line is told alone
    service.settles(CLOSE + hours(1))
    assert service.kinds()[len(before) :].count("late secret ballot") == 1
    told = " ".join(service.sent("answer", DAN)[-1].text.split())
    assert "V11" in told and "The digest says that there was one, not whose" in told
    assert "look for its code on the sheet" in " ".join(service.sent("answer", BEN)[-1].text.split())
    [line] = late_lines(service, hours(58))
    assert line.startswith("#1, Buy a press?: 1 ballot arrived in time and was read after the close (V11).")
    assert "Whatever it said, the result would be the same." in line
    assert not service.audit().differences
    assert to_the_service(office) == []
    assert found_in([*files(tmp_path), *opened_with_the_desk(service)], [WORD]) == []
    assert rows(service, "select member, message_id, received from mails where not public and locked") == [
        (None, "", "2025-03-05T10:00:00Z")  # that it came once, by the instant of the close
    ]


def test_late_ballots_that_could_have_changed_the_result_are_told_as_such(service: Service) -> None:
    service.tells(BEN, "#1 for")
    service.tells(CLEO, "#1 against")
    service.settles()
    service.settles(CLOSE)
    service.tells(DAN, "#1 against", received=MONDAY + hours(3))
    service.settles(CLOSE + hours(1))
    [line] = late_lines(service, hours(58))
    assert "What it said is not kept; one more vote could have decided it otherwise." in line


# what mail servers note down


def subjects(service: Service) -> list[str]:
    """The subjects of all mails that went out, and those that their links would write."""
    found = []
    for each in service.handed_over:
        mail = parse(each.mail.mail.data)
        assert isinstance(mail, Mail)
        found.append(mail.subject)
        for link in re.findall(r'href="mailto:[^"?]*\?([^"]*)"', mail.html):
            found += parse_qs(unescape(link)).get("subject", [])
    return found


def test_no_subject_says_how_anybody_votes(office: InMemory, tmp_path: Path) -> None:
    service = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    service.found(charter(kind=KIND))
    service.opens(settings="kind: quiet")
    for words in ("#1 against\nmark: heron", "#1 maybe against", "#1 purple", "against", "#1 withdraw"):
        service.tells(BEN, words)
        service.settles()
        service.clock.now += hours(1)
    service.settles(MONDAY + hours(34))
    said = [subject.lower().split() for subject in subjects(service)]
    assert ["counted:", "your", "ballot,", "buy", "a", "press?", "(#1)"] in said
    assert ["#1"] in said  # a link of the announcement
    for subject in said:
        assert not {"for", "against", "abstain", "against,"} & set(subject), subject
    assert "COUNTED  #1, Buy a press?: AGAINST." in service.sent("answer", BEN)[0].text


# what could not be read


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_a_coded_ballot_whose_handling_fails_for_good_leaves_the_mailbox(
    service: Service, office: InMemory, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    def fails(*more: Any, **most: Any) -> None:
        raise RuntimeError("no")

    coded = {"base64": "IzEgZm9yCg==", "quoted-printable": "=231 for"}[encoding]
    head = f"From: zoe@example.net\nTo: {SERVICE}\nMessage-ID: <x@x>\nContent-Transfer-Encoding: {encoding}\n\n"
    monkeypatch.setattr("listvote.flow.intake.came_back", fails)
    service.arrives(f"{head}{coded}\n".encode())
    for _ in range(3):
        service.passes()
    monkeypatch.undo()
    assert [each.state for each in service.parked()] == ["parked"]
    service.settles(CLOSE)
    assert to_the_service(office) == []


def test_whatever_a_voter_wrote_that_fails_leaves_the_mailbox(
    service: Service, office: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*more: Any, **most: Any) -> None:
        raise RuntimeError("no")

    service.tells("zoe@example.net", "for")  # no member's
    service.passes()
    monkeypatch.setattr("listvote.flow.intake.take_in_hand", fails)
    service.tells(BEN, f"for {WORD}")
    service.says(CLEO, "A good morning")
    for _ in range(3):
        service.passes()
    monkeypatch.undo()
    service.settles(CLOSE)
    assert [WORD.encode() in each for each in to_the_service(office)] == [False]
    assert any(b"A good morning" in each for each in office.left())


def perhaps(service: Service) -> list[tuple[int, list[str]]]:
    return [(each["uid"], each["refs"]) for each in overview(service.house, service.clock())["perhaps_ballots"]]


def test_what_the_mailbox_never_gave_whole_is_told_of_and_leaves_once_it_is_given_up(
    service: Service, office: InMemory
) -> None:
    first = len(office.mails) + 1
    office.too_big = {first, first + 1}
    office.faults = {first + 2: "the server has this message and does not give it"}
    service.tells(BEN, f"#1 for {WORD}")
    service.says(CLEO, "A picture of the press")
    service.tells(DAN, f"#1 for {WORD}")
    service.settles(MONDAY + hours(3))
    assert perhaps(service) == [(first, ["press#1"]), (first + 2, ["press#1"])]
    service.settles(CLOSE)
    assert perhaps(service) == [(first, ["press#1"]), (first + 2, ["press#1"])]
    assert len([raw for raw in office.left() if WORD.encode() in raw]) == 2  # it could be anything
    service.tells(EVA, "#1 for")
    gone = [service.house.trying(partial(leaving.give_up, mail=mail)) for mail in service.parked()]
    assert gone == [True, False, True]
    service.settles()
    assert perhaps(service) == []
    assert [raw for raw in office.left() if WORD.encode() in raw] == []
    assert any(b"A picture of the press" in raw for raw in office.left())


def test_what_came_before_the_box_was_opened_is_no_ballot(office: InMemory, tmp_path: Path) -> None:
    service = Service(office, f"sqlite:///{tmp_path / 'listvote.db'}", data=tmp_path / "keys")
    service.found(charter(kind=KIND))
    office.too_big = {1}
    service.tells(BEN, "#1 for")
    service.settles()
    service.clock.now += hours(1)
    service.opens(settings="kind: quiet")
    assert [each.whole for each in service.parked()] == [False]
    assert perhaps(service) == []
    [held] = service.parked()
    assert not service.house.trying(lambda change: leaving.give_up(change, held))
    service.settles(CLOSE)
    assert len(to_the_service(office)) == 1


def test_other_mail_of_a_voter_that_failed_once_stays_in_the_mailbox(
    service: Service, office: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*more: Any, **most: Any) -> None:
        raise RuntimeError("no")

    with monkeypatch.context() as once:
        once.setattr("listvote.flow.intake.take_in_hand", fails)
        service.tells(BEN, "#2 agree")
        service.passes()
    service.settles()
    assert service.tally(2) == {"Kropotkin Fan": "agree"}
    service.settles(CLOSE)
    assert len(to_the_service(office)) == 1


def test_what_is_recorded_of_a_member_says_nothing_of_a_secret_ballot_and_does_not_deny_it(service: Service) -> None:
    service.tells(BEN, "#1 for")
    service.settles()
    for who in (BEN, CLEO):
        service.tells(who, "mine")
    service.settles()
    ben, cleo = (" ".join(service.sent("text", who)[-1].text.partition("BALLOTS")[2].split()) for who in (BEN, CLEO))
    assert ben == cleo
    assert "whether or not you voted: #1" in ben and "None." not in ben
    service.settles(CLOSE)
    service.tells(BEN, "mine")
    service.settles()
    assert "None." in service.sent("text", BEN)[-1].text

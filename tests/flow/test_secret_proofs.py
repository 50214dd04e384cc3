"""Secret ballots that nothing shows the author of: they wait locked, their member is asked without a word of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from listvote.events import SheetPublished
from listvote.group import State
from listvote.group.evolve import read
from listvote.mail.content import content_key
from listvote.mail.message import Mail, parse
from listvote.store import ballot_box, inbox
from listvote.store.inbox import ReadMail
from listvote.store.tables import METADATA
from tests.flow.a_trusting_house import CHARTER, SERVICE, Press, list_copy, mail, signed
from tests.flow.leaks import files, found_in

KIND = (
    '[kinds.quiet]\nmethod = "majority"\nballots = "secret"\ncloses = "2 days"\nquorum = "none"\nextension = "none"\n'
)


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr("tests.flow.a_trusting_house.CHARTER", CHARTER + KIND)
    press = Press(tmp_path)
    opening = mail("ada@example.org", "kind: quiet\n\nRaise?", subject="[VOTE] Price", id_="open")
    assert press.take(list_copy(opening)).events
    press.run()
    return press


def question(press: Press) -> str:
    """The address that the newest question is to be answered at."""
    return press.run()[-1][1].reply_to[0].address


def sheet(press: Press) -> SheetPublished:
    press.now += timedelta(days=2, hours=1)
    press.run()
    [found] = [read(entry) for entry in press.entries() if entry.kind == "sheet"]
    assert isinstance(found, SheetPublished)
    return found


def in_boxes(press: Press) -> int:
    state: State = press.state
    with press.house.look() as look:
        return sum(len(ballot_box.rows(look.connection, 1, number)) for number in state.decisions)


def test_an_unproven_ballot_waits_locked_and_a_confirmation_counts_it(press: Press, tmp_path: Path) -> None:
    raw = mail("ben@example.org", "#1 against: quuxblat\nmark: zyzzyva", to=SERVICE)
    assert press.take(raw).verdict == "pending"
    assert in_boxes(press) == 0
    sent = press.run()
    assert [to for to, _ in sent] == ["ben@example.org"]
    assert "quuxblat" not in sent[0][1].text and "kept locked" in " ".join(sent[0][1].text.split())
    assert found_in(files(tmp_path), ["quuxblat", "zyzzyva"]) == []
    assert press.take(raw).verdict == "a copy"
    done = press.take(mail("ben@example.org", "confirm", to=sent[0][1].reply_to[0].address))
    assert (done.events, in_boxes(press)) == ((), 1)
    assert found_in(files(tmp_path), ["quuxblat", "zyzzyva"]) == []
    found = sheet(press)
    assert (found.voters, found.ballots, found.marks) == ((2,), ({"position": "against"},), ("zyzzyva",))


def test_a_confirmed_ballot_counts_as_of_its_own_receipt(press: Press) -> None:
    press.take(mail("ben@example.org", "#1 against", to=SERVICE), press.now)
    to = question(press)
    press.take(signed(mail("ben@example.org", "#1 for", to=SERVICE), "example.org"), press.now + timedelta(minutes=5))
    press.now += timedelta(minutes=9)
    press.take(mail("ben@example.org", "confirm", to=to))
    assert sheet(press).ballots == ({"position": "for"},)


def test_a_signed_copy_settles_it_too(press: Press) -> None:
    raw = mail("ben@example.org", "#1 against", to=SERVICE)
    press.take(raw)
    press.take(signed(raw, "example.org"))
    assert sheet(press).ballots == ({"position": "against"},)


def test_a_confirmation_after_the_close_counts_nothing_and_tells_nothing(press: Press, tmp_path: Path) -> None:
    press.take(mail("ben@example.org", "#1 against: quuxblat", to=SERVICE))
    to = question(press)
    assert sheet(press).names == ()
    press.take(mail("ben@example.org", "confirm", to=to))
    press.run()
    assert found_in(files(tmp_path), ["quuxblat"]) == []
    assert [entry.kind for entry in press.entries()].count("late ballot") == 0


def test_an_unproven_mail_about_something_else_outlives_the_secret_decision(press: Press) -> None:
    press.take(list_copy(mail("ada@example.org", "closes: 6 days\n\nWe buy it.", subject="[PROPOSAL] Desk", id_="two")))
    press.run()
    press.take(mail("ben@example.org", "#2 agree", to=SERVICE))
    to = question(press)
    assert sheet(press).names == ()
    done = press.take(mail("ben@example.org", "confirm", to=to))
    assert [event.kind for event in done.events] == ["ballot"]
    press.take(mail("ben@example.org", "#2 agree", to=SERVICE))  # the same mail once more
    assert [entry.kind for entry in press.entries()].count("ballot") == 1


def test_a_forged_copy_of_a_ballot_changes_nothing(press: Press) -> None:
    raw = signed(mail("ben@example.org", "#1 for", to=SERVICE, id_="mine"), "example.org")
    press.take(raw)
    press.take(mail("ben@example.org", "#1 for", to="press@lists.example.org", id_="mine"))  # nothing shows it is his
    press.take(mail("ben@example.org", "#1 against", to=SERVICE, id_="mine"))
    assert sheet(press).ballots == ({"position": "for"},)


def rows(press: Press) -> list[ReadMail]:
    with press.house.look() as look:
        return inbox.of_member(look.connection, 1, 2, 50)


def test_an_unproven_ballot_that_is_read_after_the_close_is_not_asked_about_nor_kept(
    press: Press, tmp_path: Path
) -> None:
    received = press.now
    assert sheet(press).names == ()
    raw = mail("ben@example.org", "#1 against: quuxblat", to=SERVICE)
    taken = press.take(raw, received)
    assert taken.verdict == "too late to ask"
    [(to, told)] = press.run()
    assert (to, told.subject) == ("ben@example.org", "Not counted: Price (#1)")
    said = " ".join(told.text.split())
    assert "nothing of that mail is kept" in said and "Answer: confirm" not in said and "quuxblat" not in said
    assert told.reply_to[0].address == SERVICE
    assert [each.raw for each in rows(press)] == []  # not even that it was a mail of this member
    assert press.take(raw, received).verdict == "a copy"
    assert press.run() == []
    assert found_in(files(tmp_path), ["quuxblat"]) == []


def test_a_ballot_that_came_too_late_unproven_is_told_of_once_its_signed_copy_comes(press: Press) -> None:
    received = press.now
    assert sheet(press).names == ()
    raw = mail("ben@example.org", "#1 against", to=SERVICE)
    press.take(raw, received)
    assert [entry.kind for entry in press.entries()].count("late secret ballot") == 0
    press.take(signed(raw, "example.org"), received)
    press.take(signed(raw, "example.org"), received)
    assert [entry.kind for entry in press.entries()].count("late secret ballot") == 1


def test_what_else_such_a_mail_asks_for_is_asked_about_and_kept_a_week_at_most(press: Press) -> None:
    opening = mail("ada@example.org", "closes: 30 days\n\nWe buy it.", subject="[PROPOSAL] Desk", id_="two")
    press.take(list_copy(opening))
    press.run()
    received = press.now
    assert sheet(press).names == ()
    for text in ("#1 against\n#2 agree", "#1 for\n#2 disagree"):
        assert press.take(mail("ben@example.org", text, to=SERVICE), received).verdict == "pending"
    [(_, first), _] = press.run()
    done = press.take(mail("ben@example.org", "confirm", to=first.reply_to[0].address))
    assert [event.kind for event in done.events] == ["late secret ballot", "ballot"]
    assert sum(kept(press)) == 1
    press.now += timedelta(days=6)
    press.run()
    assert sum(kept(press)) == 1
    press.now += timedelta(days=4)
    press.run()
    assert sum(kept(press)) == 0


def kept(press: Press) -> list[bool]:
    """Of which mails that wait for their author the bytes are there."""
    with press.house.look() as look:
        names = [each.waits_for for each in inbox.of_member(look.connection, 1, 2, 50) if each.waits_for]
        found = [inbox.waiting(look.connection, 1, 2, name) for name in names]
        return [each is not None and each.raw is not None for each in found]


def test_no_name_that_could_be_guessed_is_kept_of_a_signed_ballot_that_comes_too_late(press: Press) -> None:
    received = press.now
    press.run()
    bare = mail("ben@example.org", "#1 against", to=SERVICE).split(b"Message-ID")
    raw = bare[0] + bare[1].split(b"\r\n", 1)[1]  # without one: it would be named by what it says
    read_back = parse(raw)
    assert isinstance(read_back, Mail) and not read_back.message_id
    assert sheet(press).names == ()
    press.take(signed(raw, "example.org", covers=("from", "to", "subject")), received)
    assert [entry.kind for entry in press.entries()].count("late secret ballot") == 1
    key = content_key(read_back, "ben@example.org")
    with press.house.look() as look:
        found = look.connection.execute(select(METADATA.tables["spent"].c.content_key)).scalars().all()
    assert found and key not in found

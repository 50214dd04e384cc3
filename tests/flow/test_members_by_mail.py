"""Members by mail: joining, leaving, aliases, addresses, being away, being erased."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from listvote.audit import audit
from listvote.flow.erasing import erase, erase_in_mailbox
from listvote.ledger.codec import export, read
from listvote.net.imap import Fetched, Polled
from tests.flow.a_trusting_house import NOW, SERVICE, Press, list_copy, mail, reply, signed


@pytest.fixture
def press(tmp_path: Path) -> Press:
    press = Press(tmp_path)
    press.run()
    return press


def ask(press: Press, sender: str, text: str) -> list[tuple[str, str, str]]:
    """What goes out after a proven private mail: recipient, subject, text."""
    press.now += timedelta(minutes=1)
    raw = mail(sender, text, to=SERVICE, subject="hello", id_=f"a{press.uid}")
    press.take(signed(raw, sender.rpartition("@")[2]))
    return [(to, each.subject, each.text) for to, each in press.run()]


def confirm(press: Press, sender: str, name: str = "") -> list[tuple[str, str, str]]:
    """What goes out after `confirm` to the last mail that went to that address."""
    question = next(each for to, each in reversed(press.out.mails) if to == sender)
    press.now += timedelta(minutes=1)
    press.take(mail(f"{name} <{sender}>", "confirm", to=question.reply_to[0].address, id_=f"c{press.uid}"))
    return [(to, each.subject, each.text) for to, each in press.run()]


def test_a_member_takes_an_alias(press: Press) -> None:
    [(to, _, text)] = ask(press, "ben@example.org", "alias: Blue Pencil")
    assert to == "ben@example.org" and "alias" in text
    assert press.state.roll.shown_as(2) == "Blue Pencil"


@pytest.mark.parametrize("alias", ["Red Pen", "red  pen", "Member 7", "T7", "ada@example.org"])
def test_an_alias_that_is_anothers_or_none_is_refused(press: Press, alias: str) -> None:
    [(_, _, text)] = ask(press, "ben@example.org", f"alias: {alias}")
    assert "O03" in text
    assert press.state.roll.shown_as(2) == "Kropotkin Fan"


def test_a_member_leaves_the_roll(press: Press) -> None:
    ask(press, "ben@example.org", "leave roll")
    assert press.state.roll.members[2].left is not None
    assert press.state.roll.member_of("ben@example.org") is None


def test_a_moderator_cannot_leave_while_the_charter_names_them(press: Press) -> None:
    [(_, _, text)] = ask(press, "ada@example.org", "leave roll")
    assert "O03" in text and press.state.roll.members[1].left is None


def test_who_is_away_is_not_among_the_active_ones(press: Press) -> None:
    ask(press, "ben@example.org", "away until 1 March")
    at = NOW + timedelta(days=1)
    assert press.state.roll.is_away(2, at)
    assert not press.state.roll.is_away(2, NOW + timedelta(days=120))
    ask(press, "ben@example.org", "back")
    assert not press.state.roll.is_away(2, at)
    [(_, _, text)] = ask(press, "ben@example.org", "back")
    assert "You were not away" in text


def test_a_new_address_answers_for_itself_and_acts_after_three_days(press: Press) -> None:
    press.opened()
    sent = ask(press, "ben@example.org", "address add ben@new.example")
    assert {to for to, _, _ in sent} == {"ben@example.org", "ben@new.example"}
    notices = confirm(press, "ben@new.example")
    assert {to for to, _, _ in notices} == {"ben@example.org", "ben.private@example.net"}
    assert all("ben@new.example" in text for _, _, text in notices)
    assert press.state.roll.member_of("ben@new.example") == 2
    assert not press.state.roll.acts("ben@new.example", press.now + timedelta(hours=71))
    assert press.state.roll.acts("ben@new.example", press.now + timedelta(hours=72))


def test_an_address_of_somebody_else_is_not_added(press: Press) -> None:
    sent = ask(press, "ben@example.org", "address add cleo@example.net")
    assert [to for to, _, _ in sent] == ["ben@example.org"]


def test_a_question_about_an_address_is_answered_from_that_address_alone(press: Press) -> None:
    ask(press, "ben@example.org", "address add ben@new.example")
    question = next(each for to, each in press.out.mails if to == "ben@new.example")
    press.take(mail("zoe@evil.example", "confirm", to=question.reply_to[0].address))
    press.take(signed(mail("cleo@example.net", "confirm", to=question.reply_to[0].address), "example.net"))
    assert press.state.roll.member_of("ben@new.example") is None
    assert press.state.roll.member_of("zoe@evil.example") is None


def stranger(press: Press, text: str, sender: str = "Zoe Example <zoe@new.example>") -> list[tuple[str, str, str]]:
    press.now += timedelta(minutes=1)
    press.take(mail(sender, text, to=SERVICE, subject="hello", id_=f"s{press.uid}"))
    return [(to, each.subject, each.text) for to, each in press.run()]


def test_where_nobody_joins_by_mail_a_stranger_hears_so_once_a_day(press: Press) -> None:
    [(to, _, text)] = stranger(press, "join")
    assert to == "zoe@new.example" and "Nobody joins" in text
    assert stranger(press, "join") == []
    press.now += timedelta(days=1)
    assert len(stranger(press, "join")) == 1


def test_any_other_word_of_a_stranger_gets_no_answer(press: Press) -> None:
    assert stranger(press, "help") == []
    assert stranger(press, "Could I join you?") == []


def test_anybody_joins_who_confirms_where_the_charter_says_anyone(tmp_path: Path) -> None:
    press = Press(tmp_path, join="anyone")
    [(to, subject, _)] = stranger(press, "join")
    assert (to, subject) == ("zoe@new.example", "Do you want to join press?")
    assert press.state.roll.member_of("zoe@new.example") is None
    [(to, subject, _)] = confirm(press, "zoe@new.example")
    assert (to, subject) == ("zoe@new.example", "Welcome to press")
    assert press.state.roll.member_of("zoe@new.example") == 4
    assert stranger(press, "join")[0][1] == "About joining press"


def test_moderators_let_in_by_answering(tmp_path: Path) -> None:
    press = Press(tmp_path, join="moderators")
    stranger(press, "join", "Cleo Example <zoe@new.example>")
    sent = {to: text for to, _, text in confirm(press, "zoe@new.example", "Cleo Example")}
    assert set(sent) == {"zoe@new.example", "ada@example.org"}
    assert "Perhaps the same person: Linotype" in sent["ada@example.org"]
    assert press.state.roll.member_of("zoe@new.example") is None
    [(to, subject, _)] = confirm(press, "ada@example.org")
    assert (to, subject) == ("zoe@new.example", "Welcome to press")
    assert press.state.roll.member_of("zoe@new.example") == 4


def test_who_did_not_confirm_does_not_join(tmp_path: Path) -> None:
    press = Press(tmp_path, join="anyone")
    stranger(press, "join")
    stranger(press, "confirm")
    assert press.state.roll.member_of("zoe@new.example") is None


def test_changes_of_the_roll_stand_in_the_next_digest(press: Press) -> None:
    ask(press, "ben@example.org", "alias: Blue Pencil")
    press.now = NOW + timedelta(hours=9)
    digest = [each for to, each in press.run() if to == "press@lists.example.org"][-1]
    assert "Blue Pencil" in digest.text


class _Folder:
    def __init__(self, raws: list[bytes]) -> None:
        self.raws = dict(enumerate(raws, 1))

    def poll(self) -> Polled:
        return Polled(1, len(self.raws) + 1, len(self.raws))

    def new(self, after_uid: int, batch: int = 200):
        for uid, raw in self.raws.items():
            yield Fetched(uid, 1, NOW, len(raw), raw)

    def delete(self, uids, uidvalidity: int) -> None:
        for uid in uids:
            del self.raws[uid]


def test_an_erased_member_leaves_numbers_and_nothing_else(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.opened()
    bens = list_copy(reply("ben@example.org", "disagree: the XYZZY press leaks"))
    cleos = list_copy(reply("cleo@example.net", "agree"))
    press.take(bens)
    press.take(cleos)
    press.run()
    done = erase(press.house, 1, 2, press.now)
    assert not isinstance(done, str)
    press.house.database.compact()
    press.house.database.close()
    for file in tmp_path.iterdir():
        data = file.read_bytes()
        for word in (b"XYZZY", b"ben@example.org", b"ben.private", b"Ben Example", b"Kropotkin"):
            assert word not in data, (file, word)
    press.house.states.clear()
    assert press.ballots() == {2: "disagree", 3: "agree"}
    assert press.state.roll.shown_as(2) == "Member 2"
    report = audit(read(list(export("press", press.entries()))))
    assert report.differences == [] and report.erased > 0
    folder = _Folder([bens, cleos])
    assert erase_in_mailbox(press.house, 1, folder, done.addresses) == 1
    assert list(folder.raws.values()) == [cleos]
    press.take(bens)  # a backup of the mailbox comes back
    assert press.ballots() == {2: "disagree", 3: "agree"}


def test_a_moderator_is_not_erased_while_the_charter_names_them(press: Press) -> None:
    assert isinstance(erase(press.house, 1, 1, press.now), str)
    assert isinstance(erase(press.house, 1, 99, press.now), str)


def test_raw_mails_are_erased_after_the_time_that_the_charter_gives(press: Press) -> None:
    press.opened()
    press.take(list_copy(reply("cleo@example.net", "agree")))

    def kept() -> int:
        with press.house.database.reading() as connection:
            return int(connection.exec_driver_sql("select count(*) from mails where raw is not null").scalar_one())

    press.run()
    assert kept() == 2
    press.now += timedelta(days=91)
    press.run()
    assert kept() == 0
    assert press.ballots() == {3: "agree"}

"""Members by posting: who has posted for a time is on the roll, and nobody else gets there in their name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from listvote.audit import audit
from listvote.flow.erasing import erase
from listvote.ledger.codec import export, read
from tests.flow.a_trusting_house import CHARTER, POST, SERVICE, Press, list_copy, mail, signed
from tests.group.a_group import resealed

ZOE = "Zoe Example <zoe@evil.example>"
POSTERS = '[members]\nsource = "posters"\nafter = "14 days"\nwait = "2 days"\n'


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr("tests.flow.a_trusting_house.CHARTER", CHARTER.replace("[members]\n", POSTERS))
    press = Press(tmp_path)
    press.run()
    return press


def posts(press: Press, sender: str = ZOE, text: str = "What about paper?") -> list[tuple[str, str]]:
    """What goes out to members after a post through the list."""
    press.take(list_copy(mail(sender, text, subject="Paper", id_=f"p{press.uid}")))
    return [(to, each.text) for to, each in press.run() if to != POST]


def later(press: Press, days: int) -> None:
    press.now += timedelta(days=days)


def aliases(press: Press) -> list[str]:
    return [each.shown_as for each in press.state.roll.present()]


def test_whoever_has_posted_for_the_time_is_on_the_roll_and_hears_so(press: Press) -> None:
    assert posts(press) == []
    later(press, 13)
    assert posts(press) == []
    assert press.state.roll.member_of("zoe@evil.example") is None
    later(press, 2)
    [(to, text)] = posts(press)
    assert to == "zoe@evil.example" and "leave roll" in text and "Member 4" in text
    assert press.state.roll.member_of("zoe@evil.example") == 4
    assert press.state.roll.members[4].votes_from == press.now + timedelta(days=2)


def test_one_post_and_a_long_silence_make_nobody_a_member(press: Press) -> None:
    posts(press)
    later(press, 60)
    press.run()
    assert aliases(press) == ["Red Pen", "Kropotkin Fan", "Linotype"]


def test_the_next_digest_says_who_came(press: Press) -> None:
    posts(press)
    later(press, 15)
    posts(press)
    press.now += timedelta(hours=9)
    [digest] = [each for to, each in press.run() if to == POST]
    assert "joined: Red Pen, Kropotkin Fan, Linotype, Member 4" in " ".join(digest.text.split())


def test_the_post_that_brings_somebody_to_the_roll_does_not_act_itself(press: Press) -> None:
    press.opened()
    posts(press)
    later(press, 15)
    [text] = [text for to, text in posts(press, text="#1 agree") if to == "zoe@evil.example"]
    assert "Nothing that you wrote until now was counted." in text
    assert press.ballots() == {}


def test_a_forged_sender_brings_nobody_to_the_roll(press: Press) -> None:
    for number in range(3):
        forged = mail(ZOE, "Hello", "List-Id: <press.lists.example.org>", subject="Paper", id_=f"f{number}")
        press.take(forged)
        press.take(signed(forged.replace(b"f", b"g"), "evil.example"))  # their own domain signs, the list does not
        press.take(signed(mail(ZOE, "Hello", to=SERVICE, id_=f"d{number}"), "evil.example"))
        later(press, 15)
    press.run()
    assert aliases(press) == ["Red Pen", "Kropotkin Fan", "Linotype"]


def test_no_key_of_a_strangers_domain_is_asked_for(press: Press) -> None:
    press.asked.clear()
    press.take(list_copy(signed(mail(ZOE, "Hello", id_="s"), "evil.example")))
    assert {name for names in press.asked for name in names} == {"s._domainkey.lists.example.org"}


def test_a_forged_post_does_not_bring_the_true_authors_time_forward(press: Press) -> None:
    press.take(mail(ZOE, "Hello", "List-Id: <press.lists.example.org>", id_="early"))
    later(press, 15)
    assert posts(press) == []
    assert press.state.roll.member_of("zoe@evil.example") is None


@pytest.mark.parametrize("twin", ["Ben Example <b@evil.example>", "Somebody <ben@evil.example>"])
def test_a_second_address_of_a_member_waits_for_the_moderators(press: Press, twin: str) -> None:
    posts(press, twin)
    later(press, 15)
    [(to, text)] = posts(press, twin)
    assert to == "ada@example.org" and "Kropotkin Fan" in text
    later(press, 1)
    assert posts(press, twin) == []
    assert len(press.state.roll.present()) == 3
    question = next(each for to, each in reversed(press.out.mails) if to == "ada@example.org")
    press.take(mail("ada@example.org", "confirm", to=question.reply_to[0].address))
    assert len(press.state.roll.present()) == 4


def test_whoever_left_the_roll_is_not_put_back_by_posting(press: Press) -> None:
    press.take(signed(mail("cleo@example.net", "leave roll", to=SERVICE), "example.net"))
    posts(press, "Cleo Example <cleo@example.net>")
    later(press, 15)
    assert posts(press, "Cleo Example <cleo@example.net>") == []
    assert press.state.roll.member_of("cleo@example.net") is None


def test_robots_and_the_list_itself_are_no_posters(press: Press) -> None:
    for number in range(2):
        robot = mail("robot@evil.example", "Build failed", "Auto-Submitted: auto-generated", id_=f"r{number}")
        press.take(list_copy(robot))
        press.take(list_copy(mail(POST, "The list says hello", id_=f"l{number}")))
        later(press, 15)
    assert len(press.state.roll.present()) == 3


def test_what_came_in_private_first_is_a_post_once_it_comes_through_the_list(press: Press) -> None:
    posts(press)
    later(press, 15)
    raw = mail(ZOE, "Paper again", to=f"{POST}, {SERVICE}", subject="Paper", id_="both")
    press.take(raw)
    assert press.state.roll.member_of("zoe@evil.example") is None
    press.take(list_copy(raw))
    assert press.state.roll.member_of("zoe@evil.example") == 4


def test_no_address_of_a_stranger_is_kept_to_know_since_when_they_post(press: Press) -> None:
    posts(press)
    with press.house.database.reading() as connection:
        rows = connection.exec_driver_sql("select who, since from posters").all()
    assert len(rows) == 1 and "zoe" not in str(rows)


def test_while_a_group_listens_its_roll_grows_and_nobody_gets_a_mail(tmp_path: Path, press: Press) -> None:
    press.take(signed(mail("ada@example.org", "pause", to=SERVICE), "example.org"))
    press.run()
    posts(press)
    later(press, 15)
    assert posts(press) == []
    assert press.state.roll.member_of("zoe@evil.example") == 4


def test_an_erased_member_leaves_nothing_and_may_begin_again(press: Press) -> None:
    posts(press)
    later(press, 15)
    posts(press)
    erase(press.house, 1, 4, press.now)
    assert posts(press) == []
    assert press.state.roll.member_of("zoe@evil.example") is None


def test_the_audit_names_a_member_who_came_sooner_than_the_charter_allows(press: Press) -> None:
    posts(press)
    later(press, 15)
    posts(press)
    entries = press.entries()
    assert audit(read(export("press", entries))).differences == []
    joined = [each for each in entries if each.kind == "member joined"][-1]
    soon = resealed(entries, {joined.seq: {"posting_since": "2026-12-20T10:00:00Z"}})
    [difference] = audit(read(export("press", soon))).differences
    assert "sooner than the charter allows" in difference.what

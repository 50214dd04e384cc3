"""Private mail that nothing can be done with: a word to its author, once a day, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.flow.a_trusting_house import SERVICE, Press, list_copy, mail, reply, signed


@pytest.fixture
def press(tmp_path: Path) -> Press:
    press = Press(tmp_path)
    press.opened()
    return press


def sends(press: Press, text: str, *more: str, sender: str = "ben@example.org", domain: str = "") -> list[str]:
    """The subjects of what goes back after a signed private mail."""
    press.now += timedelta(minutes=1)
    raw = mail(sender, text, *more, to=SERVICE, subject="hello", id_=f"n{press.uid}")
    press.take(signed(raw, domain or sender.rpartition("@")[2]))
    return [each.subject for to, each in press.run() if to == sender]


def test_nonsense_is_answered_once_a_day_and_not_repeated(press: Press) -> None:
    assert sends(press, "foo bar XYZZY") == ["Nothing was counted (press)"]
    [(_, answer)] = press.out.mails[-1:]
    assert "#1 agree" in answer.text and "help" in answer.text and "XYZZY" not in answer.text + answer.html
    assert sends(press, "another foo") == []
    press.now += timedelta(days=1)
    assert sends(press, "one more foo") == ["Nothing was counted (press)"]


@pytest.mark.parametrize("text", ["Thanks!", "Thank you very much", "Danke", "Merci", "Hello Ada,\n\nthanks!\n\nBen"])
def test_thanks_are_answered_by_nothing(press: Press, text: str) -> None:
    assert sends(press, text) == []


def test_talk_on_the_list_bothers_nobody(press: Press) -> None:
    press.take(list_copy(reply("ben@example.org", "foo bar")))
    assert press.run() == []


def test_nobody_hears_of_mail_that_was_not_shown_to_be_theirs(press: Press) -> None:
    press.take(mail("ben@example.org", "foo bar", to=SERVICE))
    press.take(signed(mail("zoe@evil.example", "foo bar", to=SERVICE), "evil.example"))
    assert press.run() == []


def test_robots_hear_nothing(press: Press) -> None:
    assert sends(press, "I am away until Monday.", "Auto-Submitted: auto-replied") == []


def test_whoever_wants_no_mails_gets_none(press: Press) -> None:
    sends(press, "stop mails")
    assert sends(press, "foo bar") == []


HELP = ["Hilfe", "hilfe!", "aide", "¿ayuda?", "Ayuda", "aiuto", "Ajuda, thanks", "help me", "HELP"]


@pytest.mark.parametrize("word", HELP)
def test_help_is_asked_for_in_ones_own_language(press: Press, word: str) -> None:
    [subject] = sends(press, word)
    assert "help" in subject.lower() or "take part" in subject.lower(), subject


def test_help_in_a_sentence_is_no_command(press: Press) -> None:
    assert sends(press, "Die Hilfe kam zu spät.") == ["Nothing was counted (press)"]


@pytest.mark.parametrize("text", ["accept", "#1 mark: heron", "mark: heron", "decline", "T7 accept", "confirm"])
def test_what_has_nothing_to_act_on_is_answered(press: Press, text: str) -> None:
    assert len(sends(press, text)) == 1


def test_an_answer_to_the_openers_receipt_is_about_what_they_opened(press: Press) -> None:
    receipt = next(each for to, each in press.out.mails if to == "ada@example.org" and "#1" in each.subject)
    to = receipt.reply_to[0].address
    raw = mail("ada@example.org", "withdraw proposal", f"In-Reply-To: <{receipt.message_id}>", to=to, id_="w")
    assert press.take(raw).verdict == "clear"
    assert press.state.decisions[1].status.value == "withdrawn"

"""Programs that answer programs: two services wired to each other, and a responder that knows no manners."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.flow.groups import Faulty, import_roll
from tests.flow.a_trusting_house import POST, SERVICE, Press, list_copy, mail, reply

OTHER = "votes@other.example"
_NAMES = rb"Auto-Submitted|Precedence|X-Auto-Response-Suppress|X-Listvote-Group|List-[\w-]+"
MARKS = re.compile(rb"^(?:" + _NAMES + rb"):.*\r\n", re.MULTILINE)


def house(folder: Path, service: str, partner: str) -> Press:
    """A service on whose roll the other service stands, taken at its word."""
    folder.mkdir()
    press = Press(folder, proof="none")
    press.house.service = service
    roll = f"alias,addresses\nRobot,{partner}\n"
    assert not isinstance(import_roll(press.house, 1, roll, remove_missing=False, now=press.now), Faulty)
    return press


def is_to(recipient: str, service: str) -> bool:
    name, _, host = service.partition("@")
    return recipient == service or (recipient.startswith(f"{name}+") and recipient.endswith(f"@{host}"))


def days(one: Press, other: Press, count: int, on_its_way: Callable[[bytes], bytes] = lambda raw: raw) -> list[int]:
    """How many mails went from one service to the other on each day; whatever one sends, the other gets at once."""
    partners = ((one, other), (other, one))
    made = []
    for _ in range(count):
        for press in (one, other):
            press.now += timedelta(days=1)
        sent = 0
        for _round in range(50):
            before = [len(press.out.raw) for press in (one, other)]
            for (press, partner), start in zip(partners, before, strict=True):
                press.run()
                for to, raw in press.out.raw[start:]:
                    if is_to(to, partner.house.service):
                        sent += 1
                        partner.take(on_its_way(raw))
                    elif to == POST:  # both read the same list
                        partner.take(on_its_way(list_copy(raw)))
            if [len(press.out.raw) for press in (one, other)] == before:
                break
        else:
            raise AssertionError("they never end")
        made.append(sent)
    return made


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Press, Press]:
    one = house(tmp_path / "one", SERVICE, OTHER)
    other = house(tmp_path / "other", OTHER, SERVICE)
    for press in (one, other):
        press.opened()
        for wish in ("digest daily", "receipts on"):
            partner = OTHER if press is one else SERVICE
            press.take(mail(partner, wish, to=press.house.service, id_=wish.replace(" ", "")))
    return one, other


def test_two_services_on_each_others_roll_read_each_other_and_never_answer(pair: tuple[Press, Press]) -> None:
    one, other = pair
    sent = days(one, other, 12)
    assert max(sent[1:]) <= 2  # each other's own digest
    assert one.ballots() == other.ballots() == {}


def test_where_every_mark_of_a_robot_is_lost_it_still_ends(pair: tuple[Press, Press]) -> None:
    one, other = pair
    sent = days(one, other, 12, lambda raw: MARKS.sub(b"", raw))
    a_day = one.state.charter.posting.answers_per_day
    assert max(sent) <= 2 * (a_day + 3)  # the answers of a day run out
    assert sent.count(0) >= 6  # and a round does not go on by itself on the next
    assert one.ballots() == other.ballots() == {}


def test_a_responder_without_manners_gets_one_mail_a_day(tmp_path: Path) -> None:
    press = house(tmp_path / "one", SERVICE, OTHER)
    press.opened()
    press.take(reply("ben@example.org", "agree", to=SERVICE))
    asked = []
    for day in range(10):
        press.now += timedelta(days=1)
        answered = 0
        for number in range(30):
            mails = [each for to, each in press.run() if to == "ben@example.org"]
            if not mails and number:
                break
            answered += len(mails)
            for to in [each.reply_to[0].address for each in mails] or [SERVICE]:
                press.take(mail("ben@example.org", "I am on leave until Monday.", to=to, id_=f"r{day}.{number}"))
        asked.append(answered)
    assert max(asked[1:]) <= 1
    assert press.ballots() == {2: "agree"}


def test_our_own_mails_sent_back_to_us_by_a_forwarder_do_nothing(pair: tuple[Press, Press]) -> None:
    one, _ = pair
    one.run()
    for _to, raw in one.out.raw:
        for way in (raw, MARKS.sub(b"", raw)):
            assert one.take(way).verdict in ("our own post", "automatic")
    assert one.run() == []

"""A database that is older than what its list has seen: noticed by the service's own posts, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from listvote.flow.assurance import Assurance
from listvote.flow.groups import pause, resume
from listvote.flow.overview import overview
from listvote.flow.restored import WHY
from tests.flow.a_service import BEN, PRESS, InMemory, Service, charter, hours

KEY = b"k" * 32


@pytest.fixture
def office() -> InMemory:
    return InMemory()


def service_of(office: InMemory, path: Path, key: bytes = KEY) -> Service:
    made = Service(office, f"sqlite:///{path}")
    made.house.assurance = Assurance(token_key=key)
    return made


def is_silent(service: Service) -> bool:
    return service.state().tripped


@contextmanager
def a_life_before(office: InMemory, tmp_path: Path, key: bytes = KEY) -> Iterator[Service]:
    """A service whose list has seen an announcement and a digest; what it wrote is lost."""
    first = service_of(office, tmp_path / "first.db", key)
    first.found()
    first.opens()
    first.clock.now += hours(24)
    first.settles()
    assert any("Votes" in each or "PROPOSAL" in each for each in first.subjects())
    yield first
    first.close()


def restored(office: InMemory, tmp_path: Path, key: bytes = KEY, *, live: bool = True) -> Service:
    """The same group from a backup that was made right after it was added."""
    made = service_of(office, tmp_path / "second.db", key)
    made.found(live=live)
    made.clock.now += hours(25)
    return made


def test_a_post_that_the_ledger_does_not_know_silences_the_group(office: InMemory, tmp_path: Path) -> None:
    with a_life_before(office, tmp_path):
        pass
    before = len(office.taken)
    second = restored(office, tmp_path)
    second.passes()
    second.passes()
    assert is_silent(second)
    assert second.kinds().count("paused") == 1
    assert len(office.taken) == before
    assert overview(second.house, second.clock())["groups"][0]["tripped_why"] == WHY
    assert second.decision().title == "Buy a press?"  # mail is still read


def test_it_goes_on_when_somebody_says_so_and_stops_no_second_time(office: InMemory, tmp_path: Path) -> None:
    with a_life_before(office, tmp_path) as first:
        announced = first.sent("announcement")[0].message_id
    second = restored(office, tmp_path)
    second.passes()
    assert resume(second.house, second.group(), "there is no newer backup", second.clock()) == ""
    office.renumber()  # all is read again
    second.settles()
    assert not is_silent(second)
    assert second.sent("announcement")[0].message_id == announced
    assert second.decision().announced is not None


def test_posts_of_this_database_never_silence_it(office: InMemory, tmp_path: Path) -> None:
    with a_life_before(office, tmp_path) as first:
        office.renumber()
        first.settles()
        first.house.states.clear()
        first.settles(first.clock() + hours(100))
        assert first.kinds().count("paused") == 0


@pytest.mark.parametrize("keys", [(KEY, b"q" * 32), (b"", KEY), (KEY, b""), (b"", b"")])
def test_another_service_on_the_list_silences_nothing(
    office: InMemory, tmp_path: Path, keys: tuple[bytes, bytes]
) -> None:
    with a_life_before(office, tmp_path, keys[0]):
        pass
    second = restored(office, tmp_path, keys[1])
    second.passes()
    assert second.kinds().count("paused") == 0


def test_what_others_make_of_a_post_silences_nothing(office: InMemory, tmp_path: Path) -> None:
    with a_life_before(office, tmp_path) as first:
        [genuine, *_] = [each.mail.mail for each in first.handed_over if each.mail.mail.to_list]
    office.mails.clear()
    second = restored(office, tmp_path)
    name = genuine.message_id.encode()
    date = next(line for line in genuine.data.splitlines() if line.startswith(b"Date:"))
    for forged in (
        genuine.data.replace(name, b"another@example.org"),
        genuine.data.replace(date, b"Date: Tue, 04 Mar 2025 12:00:00 +0000"),
        genuine.data.replace(b"X-Listvote-Post: ", b"X-Listvote-Post: 0"),
        genuine.data.replace(b"X-Listvote-Post: ", b"X-Other: "),
    ):
        assert forged != genuine.data
        second.arrives(forged, through=PRESS)
    second.passes()
    assert second.kinds().count("paused") == 0
    assert second.failed == []
    second.arrives(genuine.data, through=PRESS)
    second.passes()
    assert is_silent(second)


def test_posts_from_before_the_group_was_added_here_are_of_another_life(office: InMemory, tmp_path: Path) -> None:
    with a_life_before(office, tmp_path):
        pass
    second = service_of(office, tmp_path / "second.db")
    second.clock.now += hours(30)
    second.found()
    second.passes()
    office.renumber()
    for raw in [raw for _, raw in office.mails]:
        office.put(raw, second.clock() + hours(1))  # somebody sends all of them once more
    second.passes(second.clock() + hours(2))
    assert second.kinds().count("paused") == 0


def test_a_group_that_listens_or_is_paused_stays_as_it_is(office: InMemory, tmp_path: Path) -> None:
    with a_life_before(office, tmp_path):
        pass
    listening = restored(office, tmp_path, live=False)
    listening.passes()
    assert listening.kinds().count("paused") == 0
    listening.close()
    third = service_of(office, tmp_path / "third.db")
    third.found()
    pause(third.house, third.group(), "", third.clock())
    third.clock.now += hours(25)
    third.passes()
    assert not is_silent(third)


def test_a_post_whose_author_the_list_rewrote_is_known_all_the_same(office: InMemory, tmp_path: Path) -> None:
    with a_life_before(office, tmp_path) as first:
        [genuine, *_] = [each.mail.mail for each in first.handed_over if each.mail.mail.to_list]
    office.mails.clear()
    second = restored(office, tmp_path)
    sender = next(line for line in genuine.data.splitlines() if line.startswith(b"From:"))
    second.arrives(genuine.data.replace(sender, f"From: press votes via press <{PRESS}>".encode()), through=PRESS)
    second.passes()
    assert is_silent(second)
    assert second.verdicts() == ["our own post"]


def test_private_mails_of_ours_have_no_mark(office: InMemory, tmp_path: Path) -> None:
    service = service_of(office, tmp_path / "one.db")
    service.found(charter())
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.settles()
    marked = {each.mail.mail.to_list: each.mail.mail.data for each in service.handed_over}
    assert b"X-Listvote-Post: " in marked[True] and b"X-Listvote-Post: " not in marked[False]

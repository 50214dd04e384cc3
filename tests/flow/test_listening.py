"""A group that only listens: nothing goes out but what its moderators are told, until it goes live."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from listvote.flow.groups import go_live
from tests.flow.a_service import ADA, BEN, CLEO, STRANGER, InMemory, Service, hours


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Service]:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'listening.db'}")
    service.found(live=False)
    yield service
    service.close()


def busy_day(service: Service) -> None:
    opening = service.says(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    service.passes()
    service.says(BEN, "agree", answers=opening)
    service.says(CLEO, "yes, but only if it fits", answers=opening)
    service.says(STRANGER, "agree", answers=opening)
    service.tells(BEN, "mine")
    service.passes()


def test_a_listening_group_counts_and_says_nothing(listening: Service) -> None:
    busy_day(listening)
    assert listening.tally() == {"Kropotkin Fan": "agree"}
    assert listening.handed_over == []


def test_its_moderators_get_one_report_a_day(listening: Service) -> None:
    busy_day(listening)
    listening.settles(listening.clock() + hours(10))
    listening.settles(listening.clock() + hours(1))
    assert [(each.mail.mail.what, each.mail.mail.recipient) for each in listening.handed_over] == [("listening", ADA)]
    [report] = listening.sent("listening")
    assert "Kropotkin Fan" in report.text
    listening.says(BEN, "disagree", answers="1.mail@example.org")
    listening.settles(listening.clock() + hours(24))
    assert len(listening.sent("listening")) == 2


def test_a_quiet_day_brings_no_report(listening: Service) -> None:
    busy_day(listening)
    listening.settles(listening.clock() + hours(10))
    listening.settles(listening.clock() + hours(24))
    assert len(listening.sent("listening")) == 1


def test_a_moderator_sets_it_live_by_mail(listening: Service) -> None:
    listening.tells(ADA, "go live")
    listening.settles()
    assert listening.state().live
    [done] = listening.sent(to=ADA)
    assert "live" in done.text


def test_nobody_else_sets_it_live(listening: Service) -> None:
    listening.tells(BEN, "go live")
    listening.tells(STRANGER, "go live")
    listening.settles()
    assert not listening.state().live
    assert listening.handed_over == []


def test_going_live_drops_what_was_only_listened_to_and_goes_on_numbering(listening: Service) -> None:
    busy_day(listening)
    assert go_live(listening.house, listening.group(), listening.clock()) == ""
    assert go_live(listening.house, listening.group(), listening.clock()) != ""
    assert listening.state().decisions == {}
    listening.opens(title="A real one")
    assert list(listening.state().decisions) == [2]
    assert "A real one" in listening.subjects("announcement")[0]


def test_a_vote_on_what_was_dropped_is_refused(listening: Service) -> None:
    busy_day(listening)
    go_live(listening.house, listening.group(), listening.clock())
    listening.tells(BEN, "#1 agree")
    listening.settles()
    assert listening.state().decisions == {}
    assert listening.kinds().count("ballot") == 1
    assert listening.subjects(to=BEN) != []


def test_a_listened_decision_closes_and_nothing_is_posted(listening: Service) -> None:
    busy_day(listening)
    listening.settles(listening.clock() + timedelta(days=3))
    assert listening.kinds().count("closed") == 1
    assert {each.mail.mail.what for each in listening.handed_over} <= {"listening"}


def test_pause_and_resume_by_mail_are_a_moderator_s(service: Service) -> None:
    service.tells(BEN, "pause")
    service.settles()
    assert not service.state().paused
    service.tells(ADA, "pause")
    service.settles()
    assert service.state().paused
    service.tells(ADA, "resume")
    service.settles()
    assert not service.state().paused
    assert [mail.subject for mail in service.sent("done", ADA)] != []
    assert len(service.sent("done", ADA)) == 2
    assert len(service.sent(to=BEN)) == 1


def test_members_keep_their_numbers_and_new_ones_get_new_numbers(service: Service) -> None:
    from listvote.flow.groups import import_roll

    for text in ("addresses\nada@example.org\n", "addresses\nada@example.org\nfinn@example.org\n"):
        import_roll(service.house, service.group(), text, remove_missing=True, now=service.clock())
    roll = service.state().roll
    assert roll.member_of(ADA) == 1
    assert roll.member_of("finn@example.org") == 6

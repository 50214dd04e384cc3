"""Whoever voted on a version that goes on as another one is told once, alone, and can answer at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from listvote.deliberation.decision import Status
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, MONDAY, InMemory, Service, charter, hours

KINDS = """
[kinds.light]
method = "majority"
quorum = "at least 1/3 of members"
closes = "2 days"
extension = "none"
[opening]
raise_by = "at least 2 members"
"""


def a_service(office: InMemory, folder: Path, more: str = "") -> Service:
    made = Service(office, f"sqlite:///{folder}/a.db")
    made.found(charter(more=KINDS + more))
    return made


def asked_again(service: Service) -> dict[str, str]:
    """The texts of those mails, by recipient; nobody got two."""
    mails = [each.mail.mail for each in service.handed_over if each.mail.mail.what == "lapsed"]
    assert len({mail.recipient for mail in mails}) == len(mails)
    return {mail.recipient: mail.text for mail in mails}


@pytest.mark.parametrize("announce", ["thread", "digest"])
def test_those_who_answered_the_wording_before_are_told_alone_and_once(
    office: InMemory, tmp_path: Path, announce: str
) -> None:
    service = a_service(office, tmp_path, f'[posting]\nannounce = "{announce}"')
    opening = service.opens()
    service.settles(MONDAY + hours(10))
    service.says(BEN, "agree", answers=opening)
    service.says(CLEO, "agree with reservations", answers=opening)
    service.tells(CLEO, "receipts off")
    service.says(DAN, "agree", answers=opening)
    service.tells(DAN, "stop mails")
    service.says(EVA, "object: the floor is too weak", answers=opening)
    service.says(BEN, "#1 amend: We buy it if the floor bears it.", answers=opening)
    service.settles(MONDAY + hours(11))
    service.says(ADA, "#1 accept amendment 1", answers=opening)
    service.settles(MONDAY + hours(12))
    service.settles(MONDAY + timedelta(days=1, hours=10))
    told = asked_again(service)
    assert set(told) == {BEN}, "the others want no such mail, or their objection counts on"
    assert "You had answered AGREE" in told[BEN] and "if the floor bears it" in told[BEN]
    assert "#1.2 agree" in told[BEN]
    mail = service.sent("lapsed", BEN)[0]
    service.tells(BEN, "reservations", answers=mail.message_id)
    service.settles()
    assert service.tally() == {"Kropotkin Fan": "reservations", "Hot Metal": "object"}
    service.settles(MONDAY + timedelta(days=20))
    assert set(asked_again(service)) == {BEN}
    assert service.audit().differences == []
    service.close()


def test_those_who_answered_a_lighter_kind_are_told_that_it_is_decided_anew(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path)
    opening = service.opens(settings="kind: light")
    service.says(BEN, "yes", answers=opening)
    for author in (CLEO, DAN):
        service.tells(author, "raise #1")
    service.settles(MONDAY + hours(1))
    told = asked_again(service)
    assert set(told) == {BEN}
    assert "You had answered FOR" in told[BEN] and "full decision" in told[BEN]
    service.close()


def test_those_who_agreed_where_silence_consents_are_told_that_somebody_objected(
    office: InMemory, tmp_path: Path
) -> None:
    service = a_service(office, tmp_path)
    opening = service.opens(settings="kind: minor")
    service.says(BEN, "agree", answers=opening)
    service.says(EVA, "object: it leaks", answers=opening)
    service.settles(MONDAY + timedelta(days=4))
    assert service.decision().status in (Status.OPEN, Status.HEARING)
    told = asked_again(service)
    assert set(told) == {BEN}
    assert "Somebody objected" in told[BEN]
    assert service.audit().differences == []
    service.close()


def test_votes_that_lapse_twice_before_anybody_is_told_are_told_of_once(office: InMemory, tmp_path: Path) -> None:
    service = a_service(office, tmp_path, "[posting]\nper_day = 1")
    opening = service.opens()
    service.settles(MONDAY + hours(10))
    service.says(BEN, "agree", answers=opening)
    service.says(BEN, "#1 amend: We rent it.", answers=opening)
    service.says(CLEO, "#1 amend: We borrow it.", answers=opening)
    service.settles(MONDAY + hours(11))
    service.says(ADA, "#1 accept amendment 1", answers=opening)
    service.settles(MONDAY + hours(11))
    service.says(ADA, "#1 accept amendment 2", answers=opening)
    service.settles(MONDAY + hours(11))
    assert asked_again(service) == {}, "the day's posts are spent"
    service.settles(MONDAY + timedelta(days=1, hours=10))
    told = asked_again(service)
    assert set(told) == {BEN} and "We borrow it" in told[BEN] and "#1.3 agree" in told[BEN]
    service.close()

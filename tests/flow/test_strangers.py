"""Strangers: one note a day for an act through the list, nothing for private mail; members: so many answers a day."""

from __future__ import annotations

from tests.flow.a_service import BEN, PRESS, SERVICE, STRANGER, InMemory, Service, charter, hours


def test_a_stranger_who_votes_on_the_list_gets_one_note_a_day(service: Service) -> None:
    opening = service.opens()
    for _ in range(3):
        service.says(STRANGER, "agree", answers=opening)
    service.settles()
    assert len(service.sent("note", STRANGER)) == 1
    assert service.tally() == {}
    service.says(STRANGER, "agree", answers=opening)
    service.settles(service.clock() + hours(24))
    assert len(service.sent("note", STRANGER)) == 2


def test_a_stranger_who_only_talks_gets_nothing(service: Service) -> None:
    opening = service.opens()
    service.says(STRANGER, "What does it cost?", answers=opening)
    service.settles()
    assert service.sent(to=STRANGER) == []


def test_a_stranger_who_writes_in_private_gets_nothing(service: Service) -> None:
    opening = service.opens()
    service.tells(STRANGER, "agree", answers=opening)
    service.tells(STRANGER, "#1 agree")
    service.tells(STRANGER, "help")
    service.settles()
    assert service.sent(to=STRANGER) == []


def test_a_mail_that_claims_to_be_to_the_list_and_came_directly_gets_no_note(service: Service) -> None:
    opening = service.opens()
    for name in range(5):
        service.arrives(service.mail(f"victim{name}@example.net", "agree", answers=opening, to=f"{PRESS}, {SERVICE}"))
    service.settles()
    assert all(each.mail.mail.what != "note" for each in service.handed_over)


def test_a_stranger_opens_nothing(service: Service) -> None:
    service.says(STRANGER, "We buy it.", "[PROPOSAL] Buy a press?")
    service.settles()
    assert service.state().decisions == {}


def limited(tmp_path, limit: int) -> Service:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'limited.db'}")
    service.found(charter(more=f"[posting]\nanswers_per_day = {limit}"))
    return service


def test_a_member_gets_no_more_answers_a_day_than_the_charter_says(tmp_path) -> None:
    service = limited(tmp_path, 3)
    opening = service.opens()
    for word in ("agree", "disagree", "abstain", "agree", "stand aside"):
        service.clock.now += hours(0.1)
        service.says(BEN, word, answers=opening)
    service.settles()
    assert len(service.sent(to=BEN)) == 3
    assert service.tally() == {"Kropotkin Fan": "stand aside"}
    service.tells(BEN, "#1 agree")
    service.settles(service.clock() + hours(24))
    assert len(service.sent(to=BEN)) == 4
    service.close()


def test_one_mail_that_asks_for_many_texts_brings_no_more_of_them_than_a_day_may(tmp_path) -> None:
    service = limited(tmp_path, 2)
    service.tells(BEN, "status\n\nmine\n\nhelp\n\nstatus\n\nmine\n\nstatus")
    service.settles()
    assert len(service.sent(to=BEN)) <= 2
    service.close()

"""What goes out: again where the server is busy, never again where it refuses, not too late, not too much a day."""

from __future__ import annotations

import contextlib
from datetime import timedelta

from listvote.flow.groups import pause, resume
from listvote.flow.overview import overview
from listvote.net.smtp import SendError
from tests.flow.a_service import ADA, BEN, CLEO, DAN, PRESS, InMemory, Service, charter, hours

BUSY = SendError(False, "451 4.3.0 later", 451)
NEVER = SendError(True, "550 5.1.1 nobody here", 550)


def test_a_mail_that_the_server_does_not_take_now_is_tried_again_later_and_later(
    service: Service, office: InMemory
) -> None:
    office.answers[BEN] = BUSY
    service.tells(BEN, "mine")
    waits = []
    service.passes()
    for _ in range(9):
        before = len(service.handed_over)
        minutes = 0
        while len(service.handed_over) == before:
            service.clock.now += timedelta(minutes=1)
            minutes += 1
            service.after()
        waits.append(minutes)
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert max(waits) == 240
    office.answers.clear()
    service.after()
    service.clock.now += hours(4)
    service.after()
    assert len(service.sent(to=BEN)) == 1
    assert len({each.mail.mail.message_id for each in service.handed_over}) == 1
    assert len({each.mail.mail.data for each in service.handed_over}) == 1


def test_a_mail_that_the_server_refuses_for_good_is_shown_and_not_tried_again(
    service: Service, office: InMemory
) -> None:
    office.answers[BEN] = NEVER
    service.tells(BEN, "mine")
    service.passes()
    office.answers.clear()
    service.passes(service.clock() + hours(48))
    assert [each.state for each in service.handed_over] == ["failed"]
    found = overview(service.house, service.clock())
    assert found["outbox"] == {"waiting": 0, "failed": 1}
    assert found["failures"] == [{"recipient": BEN, "what": "text", "error": "550 5.1.1 nobody here"}]


def test_one_recipient_who_is_refused_holds_up_nobody_else(service: Service, office: InMemory) -> None:
    office.answers[BEN] = NEVER
    service.tells(BEN, "mine")
    service.tells(CLEO, "mine")
    service.passes()
    assert len(service.sent(to=CLEO)) == 1


def test_a_mail_that_waited_for_too_long_is_dropped(service: Service, office: InMemory) -> None:
    office.answers[BEN] = BUSY
    service.tells(BEN, "mine")
    service.passes()
    office.answers.clear()
    service.passes(service.clock() + timedelta(days=3, minutes=1))
    assert service.sent(to=BEN) == []
    assert service.outbox() == {"dropped": 1}


def test_a_digest_that_cannot_go_out_within_its_day_is_dropped(service: Service, office: InMemory) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    office.answers[PRESS] = BUSY
    service.passes(service.clock() + hours(9.5))
    office.answers.clear()
    service.clock.now += hours(21)
    service.after()
    assert service.sent("digest") == []
    assert service.outbox()["dropped"] == 1


def budget(tmp_path, per_day: int) -> Service:
    service = Service(InMemory(), f"sqlite:///{tmp_path / 'budget.db'}")
    service.found(charter(more=f"[posting]\nper_day = {per_day}\n[opening]\nat_once = 10\nopen_at_most = 20"))
    return service


def test_no_day_has_more_posts_than_the_charter_allows_and_one_is_kept_for_the_digest(tmp_path) -> None:
    service = budget(tmp_path, 3)
    for number in range(6):
        service.says(ADA, "We buy it.", f"[PROPOSAL] Thing {number}")
    service.settles()
    assert len(service.sent("announcement")) == 2
    service.settles(service.clock() + hours(10))
    assert len(service.sent("digest")) == 1
    posts = [each for each in service.handed_over if each.mail.mail.to_list]
    assert len(posts) == 3
    service.close()


def test_what_did_not_fit_stands_in_the_digest_and_is_announced_by_it(tmp_path) -> None:
    service = budget(tmp_path, 2)
    for number in range(3):
        service.says(ADA, "We buy it.", f"[PROPOSAL] Thing {number}")
    service.settles()
    service.settles(service.clock() + hours(10))
    assert len(service.sent("announcement")) == 1
    assert all(each.announced for each in service.state().decisions.values())
    service.close()


def test_the_budget_holds_at_the_hand_over_too(tmp_path) -> None:
    """Posts of several days that a busy server let pile up go out no faster than the list allows."""
    service = budget(tmp_path, 2)
    assert isinstance(service.post_office, InMemory)
    service.post_office.answers[PRESS] = BUSY
    for day in range(4):
        service.clock.now += hours(24)
        service.says(ADA, "closes: 20 days\n\nWe buy it.", f"[PROPOSAL] Thing {day}")
        service.passes()
    service.post_office.answers.clear()
    days: dict[str, int] = {}
    for _ in range(24 * 6):
        service.clock.now += hours(1)
        for each in service.passes().delivered:
            if each.state == "sent" and each.mail.mail.to_list:
                today = service.clock().date().isoformat()
                days[today] = days.get(today, 0) + 1
    assert len(service.sent("announcement")) == 4
    assert max(days.values()) <= 2
    service.close()


def test_the_posts_of_a_paused_group_are_held_and_go_out_when_it_resumes(service: Service, office: InMemory) -> None:
    office.answers[PRESS] = BUSY
    service.says(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    service.passes()
    office.answers.clear()
    assert pause(service.house, service.group(), "quiet", service.clock()) == ""
    service.passes(service.clock() + hours(3))
    assert service.sent("announcement") == []
    assert resume(service.house, service.group(), "", service.clock()) == ""
    service.passes(service.clock() + hours(1))
    assert len(service.sent("announcement")) == 1


def test_mail_is_counted_while_a_group_is_paused(service: Service) -> None:
    opening = service.opens()
    pause(service.house, service.group(), "quiet", service.clock())
    service.says(BEN, "agree", answers=opening)
    service.settles()
    assert service.tally() == {"Kropotkin Fan": "agree"}
    assert service.sent(to=BEN) == []


def test_a_mail_handed_over_twice_has_the_same_bytes(service: Service, monkeypatch) -> None:
    """The process dies after the mail server took the mails and before that is noted."""
    from listvote.flow import deliver

    class Crash(BaseException):
        pass

    def crash(*more, **most):
        raise Crash

    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.tells(DAN, "mine")
    real = deliver._note
    monkeypatch.setattr(deliver, "_note", crash)
    with contextlib.suppress(Crash):
        service.passes()
    monkeypatch.setattr(deliver, "_note", real)
    service.restart()
    service.settles()
    assert isinstance(service.post_office, InMemory)
    to_members = [each.raw for each in service.post_office.taken if each.recipients[0] != PRESS]
    repeated = [raw for raw in to_members if to_members.count(raw) == 2]
    assert len(repeated) == 4


def test_a_day_without_a_mail_server_loses_nothing_sends_nothing_twice_and_floods_nobody(tmp_path) -> None:
    service = budget(tmp_path, 3)
    assert isinstance(service.post_office, InMemory)
    opening = service.opens(settings="closes: 20 days")
    service.post_office.answers[""] = SendError(False, "connecting, smtp.example.org port 587: timed out")
    start = service.clock()
    service.says(ADA, "closes: 20 days\n\nWe sell it.", "[PROPOSAL] Sell the old one?")
    for quarters in range(4 * 26):
        now = start + hours(quarters / 4)
        if quarters % 16 == 0:
            service.says(BEN, "agree" if quarters % 32 else "abstain", answers=opening, received=now)
        service.passes(now)
    waiting = {each.what for each in service.unsent() if each.state == "waiting"}
    assert waiting >= {"announcement", "answer"}
    assert max(each.attempts for each in service.unsent()) < 30  # it is not asked again at every pass
    service.post_office.answers.clear()
    days: dict[str, int] = {}
    for _ in range(24):
        for each in service.passes(service.clock() + hours(1)).delivered:
            if each.state == "sent" and each.mail.mail.to_list:
                today = service.clock().date().isoformat()
                days[today] = days.get(today, 0) + 1
    assert max(days.values()) <= 3
    assert [each for each in service.unsent() if each.what != "digest"] == []
    assert len(service.sent("announcement")) == 2
    sent = [each.raw for each in service.post_office.taken]
    assert len(sent) == len(set(sent))
    service.close()

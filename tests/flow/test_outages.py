"""The mailbox is away, old, renumbered, or read as if it were another day: nothing is closed early, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listvote.net.imap import MailboxError
from tests.flow.a_service import ADA, BEN, CLEO, DAN, InMemory, Service, hours


def test_a_decision_does_not_close_while_the_mailbox_is_away(service: Service, office: InMemory) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.says(CLEO, "agree", answers=opening)
    service.passes()
    office.away = True
    service.clock.now = service.decision().deadline + hours(10)
    with pytest.raises(MailboxError):
        service.polls()
    service.after()
    assert service.decision().status.value == "open"
    office.away = False
    service.settles()
    assert service.decision().status.value == "adopted"


def test_mail_that_came_during_an_outage_is_all_read_before_anything_closes(service: Service, office: InMemory) -> None:
    opening = service.opens()
    deadline = service.decision().deadline
    service.says(BEN, "agree", answers=opening, received=deadline - hours(3))
    service.says(CLEO, "object: the lease forbids it", answers=opening, received=deadline - hours(2))
    service.says(CLEO, "agree", answers=opening, received=deadline - timedelta(seconds=1))
    service.says(DAN, "disagree", answers=opening, received=deadline + timedelta(seconds=1))
    service.settles(deadline + hours(50))
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "agree"}
    assert service.decision().status.value == "adopted"
    assert service.audit().differences == []


def test_a_poll_that_began_at_the_deadline_closes_nothing(service: Service) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    deadline = service.decision().deadline
    service.passes(deadline)
    assert service.decision().status.value == "open"
    service.says(CLEO, "agree", answers=opening, received=deadline)
    service.settles(deadline + timedelta(seconds=1))
    assert service.decision().status.value == "adopted"
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "agree"}


def test_a_ballot_that_came_in_time_and_is_read_after_the_close_is_on_record_as_late(service: Service) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.says(CLEO, "agree", answers=opening)
    deadline = service.decision().deadline
    service.settles(deadline + hours(1))
    service.says(DAN, "object: no", answers=opening, received=deadline - hours(1))
    service.settles()
    assert service.kinds().count("late ballot") == 1
    assert service.decision().status.value == "adopted"
    [answer] = service.sent("answer", DAN)
    assert answer.subject.startswith("Not counted")
    assert "V11" in answer.text
    assert service.audit().differences == []


def test_a_crash_between_two_mails_begins_again_at_the_second(service: Service) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.says(CLEO, "agree", answers=opening)
    taken = []

    class Crash(BaseException):
        pass

    def crash(letter, found):
        taken.append(letter.uid)
        if len(taken) == 1:
            raise Crash

    watch = service.watch()
    watch.taken = crash
    from listvote.flow import passing

    with pytest.raises(Crash):
        passing.poll(service.house, service.post_office.folder(), service.post_office.name, service.clock, watch)
    service.restart()
    done = service.passes()
    assert done.taken == 1
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "agree"}


def test_a_pass_as_of_a_time_leaves_later_mail_for_the_next_one(service: Service) -> None:
    opening = service.opens()
    start = service.clock()
    service.says(BEN, "agree", answers=opening, received=start + hours(1))
    service.says(CLEO, "agree", answers=opening, received=start + hours(5))
    service.says(DAN, "agree", answers=opening, received=start + hours(2))
    service.clock.now = start + hours(3)
    done = service.polls(as_of=start + hours(3))
    service.after(done)
    assert (done.taken, done.left) == (2, 1)
    assert service.tally() == {"Kropotkin Fan": "agree", "Em Dash": "agree"}
    service.settles(start + hours(6))
    assert service.tally() == {"Kropotkin Fan": "agree", "Linotype": "agree", "Em Dash": "agree"}
    assert service.kinds().count("ballot") == 3


def test_days_without_any_pass_are_one_digest_and_one_close(service: Service) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    service.says(CLEO, "agree", answers=opening)
    service.settles()
    service.settles(service.clock() + timedelta(days=9, hours=10))
    assert service.kinds().count("closed") == 1
    assert len(service.sent("digest")) == 1
    assert len(service.sent("result")) == 1


def test_passes_without_anything_new_write_nothing(service: Service) -> None:
    opening = service.opens()
    service.says(ADA, "agree", answers=opening)
    service.settles()
    before = service.kinds()
    for _ in range(5):
        service.passes()
    assert service.kinds() == before


def test_votes_between_the_deadline_and_an_extension_that_nobody_could_know_of_are_not_lost(tmp_path) -> None:
    from tests.flow.a_service import charter

    service = Service(InMemory(), f"sqlite:///{tmp_path / 'extended.db'}")
    service.found(charter().replace('extension = "none"', 'extension = "3 days"'))
    opening = service.opens()
    deadline = service.decision().deadline
    service.says(BEN, "agree", answers=opening, received=deadline + hours(1))
    service.settles(deadline + hours(5))
    assert service.decision().status.value == "open"
    assert service.tally() == {"Kropotkin Fan": "agree"}
    service.close()


def test_votes_before_a_late_announcement_are_not_refused_as_late(service: Service, office: InMemory) -> None:
    """Durations run from the hand-over of the announcement: until then no deadline is past."""
    from listvote.net.smtp import SendError

    office.answers[""] = SendError(False, "try later", 451)
    opening = service.says(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    service.passes()
    service.says(BEN, "agree", answers=opening, received=service.clock() + hours(60))
    service.passes(service.clock() + hours(61))
    office.answers.clear()
    service.settles(service.clock() + hours(8))
    assert service.decision().status.value == "open"
    assert service.tally() == {"Kropotkin Fan": "agree"}

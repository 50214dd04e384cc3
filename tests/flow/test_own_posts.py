"""Our own posts come back through the list, late, or not at all; mails of programs come too. None is answered."""

from __future__ import annotations

import pytest

from listvote.events import PostSeen
from listvote.flow import deliver
from listvote.flow.overview import overview
from tests.flow.a_service import ADA, BEN, PRESS, SERVICE, STRANGER, InMemory, Service, charter, hours


def announced(service: Service) -> None:
    service.says(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    service.passes()


def unseen(service: Service) -> list[str]:
    return [each["what"] for each in overview(service.house, service.clock())["groups"][0]["unseen_posts"]]


def test_a_post_that_comes_back_is_noted_once(service: Service) -> None:
    announced(service)
    service.comes_back()
    service.passes()
    [post] = [each for each in service.handed_over if each.mail.mail.to_list]
    service.arrives(post.mail.mail.data, through=PRESS)
    service.passes()
    [seen] = service.events("post seen")
    assert isinstance(seen, PostSeen)
    assert seen.post == post.mail.mail.message_id


def test_a_post_that_is_back_before_its_hand_over_is_noted_is_seen_once_it_is(
    service: Service, office: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*more, **most):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(deliver, "_note", killed)
        with pytest.raises(Killed):
            announced(service)
    [taken] = [each for each in office.taken if each.recipients == (PRESS,)]
    service.restart()
    service.arrives(taken.raw, through=PRESS)
    service.settles()
    assert service.kinds().count("post seen") == 1
    assert service.parked("later") == []
    service.clock.now += hours(2)
    assert unseen(service) == []


def test_a_post_that_is_not_back_within_the_hour_stands_in_the_status(service: Service) -> None:
    announced(service)
    service.clock.now += hours(1)
    assert unseen(service) == []
    service.clock.now += hours(0.1)
    assert unseen(service) == ["announcement"]
    service.comes_back()
    service.passes()
    assert unseen(service) == []


def test_an_announcement_that_the_list_held_for_long_moves_the_deadline_by_as_much(service: Service) -> None:
    announced(service)
    deadline = service.decision().deadline
    service.comes_back(service.clock() + hours(5))
    service.passes(service.clock() + hours(6))
    assert service.decision().deadline == deadline + hours(5)


def test_an_announcement_that_comes_back_within_the_hour_moves_nothing(service: Service) -> None:
    announced(service)
    deadline = service.decision().deadline
    service.comes_back(service.clock() + hours(1))
    service.passes(service.clock() + hours(6))
    assert service.decision().deadline == deadline


def test_a_member_cannot_pass_a_mail_off_as_our_post(service: Service) -> None:
    announced(service)
    deadline = service.decision().deadline
    [post] = service.state().posts
    service.says(BEN, "agree", id_=post, received=service.clock() + hours(30))
    service.passes(service.clock() + hours(31))
    assert service.decision().deadline == deadline
    assert service.events("post seen") == []


def test_a_post_that_comes_to_another_list_confirms_nothing(service: Service) -> None:
    service.found(charter("stall"), roll="")
    announced(service)
    [post] = [each for each in service.handed_over if each.mail.mail.to_list]
    service.arrives(post.mail.mail.data, through="stall@groups.example.org")
    service.passes()
    assert service.events("post seen") == []


def test_our_own_answers_to_ourselves_end_there(service: Service) -> None:
    service.opens()
    service.tells(SERVICE, "#1 agree")
    for each in list(service.handed_over):
        service.arrives(each.mail.mail.data)
    sent = len(service.sent())
    service.settles()
    assert len(service.sent()) == sent
    assert service.tally() == {}
    assert set(service.verdicts()[-3:]) == {"our own post"}


BY_PROGRAMS = {
    "an absence note": {"Auto-Submitted": "auto-replied"},
    "an absence note of Exchange": {"X-Auto-Response-Suppress": "All"},
    "an old absence note": {"X-Autoreply": "yes"},
    "a bounce": {"Return-Path": "<>"},
}


@pytest.mark.parametrize("kind", BY_PROGRAMS)
@pytest.mark.parametrize("author", [BEN, STRANGER])
def test_mail_of_programs_is_never_counted_and_never_answered(service: Service, kind: str, author: str) -> None:
    opening = service.opens()
    sent = len(service.sent())
    service.tells(author, "agree", answers=opening, headers=BY_PROGRAMS[kind])
    service.tells(author, "#1 agree", headers=BY_PROGRAMS[kind])
    if "Return-Path" not in BY_PROGRAMS[kind]:
        service.says(author, "agree", answers=opening, headers=BY_PROGRAMS[kind])
    service.settles()
    assert service.tally() == {}
    assert len(service.sent()) == sent


def test_a_mailer_daemon_on_the_roll_is_no_voter(service: Service) -> None:
    opening = service.opens()
    sent = len(service.sent())
    service.says("MAILER-DAEMON@example.org", "agree", answers=opening)
    service.settles()
    assert len(service.sent()) == sent


def test_an_absence_note_to_the_list_is_no_sign_of_activity(service: Service) -> None:
    opening = service.opens()
    service.says(BEN, "I am away", answers=opening, headers={"Auto-Submitted": "auto-replied"})
    service.settles()
    service.settles(service.clock() + hours(26))
    assert [each.members for each in service.events("seen posting")] == [(1,)]  # type: ignore[attr-defined]


def test_two_services_on_one_list_do_not_talk_to_each_other(service: Service) -> None:
    """What another service posts to the list, or answers to us, is a program's mail: ours look the same."""
    opening = service.opens()
    handed_over = len(service.handed_over)
    for each in service.handed_over[:handed_over]:
        raw = each.mail.mail.data.replace(b"votes@example.org", b"count@example.net").replace(
            b"Message-ID: <", b"Message-ID: <x"
        )
        service.arrives(raw, through=PRESS)
        service.arrives(raw)
    service.says("count@example.net", "agree", answers=opening, headers={"Auto-Submitted": "auto-generated"})
    service.settles()
    assert len(service.handed_over) == handed_over
    assert service.tally() == {}

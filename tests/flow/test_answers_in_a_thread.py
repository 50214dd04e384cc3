"""What a bare word means by the mail that it answers."""

from __future__ import annotations

from tests.flow.a_service import ADA, BEN, CLEO, Service


def test_an_answer_to_a_mail_that_is_only_a_ballot_is_a_ballot(service: Service) -> None:
    vote = service.says(BEN, "agree", answers=service.opens())
    service.settles()
    service.says(CLEO, "+1", answers=vote)
    service.settles()
    assert sorted(service.tally().values()) == ["agree", "agree"]


def test_an_answer_to_anything_else_in_the_thread_is_asked_back(service: Service) -> None:
    talk = service.says(BEN, "I would rather rent one.", answers=service.opens())
    service.settles()
    vote = service.says(CLEO, "+1", answers=talk)
    service.settles()
    assert service.tally() == {}
    service.says(ADA, "+1", answers=vote)
    service.settles()
    assert service.tally() == {}


def test_an_answer_to_another_round_in_the_old_thread_is_no_vote_in_the_first(service: Service) -> None:
    again = service.says(ADA, "Once more.", "[PROPOSAL] Buy a press? (take 2)", answers=service.opens())
    service.settles()
    service.says(BEN, "agree", answers=again)
    service.settles()
    assert service.tally() == {}

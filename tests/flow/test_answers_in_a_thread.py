"""What a bare word means by the mail that it answers."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    "subject",
    [
        "Re: press Digest, Vol 3, Issue 2", "Re: [press] Digest #61", "[press] Re: Digest Number 1204",
        "AW: Digest for press@groups.example.org - 3 updates in 2 topics", "Re: PRESS Digest - 1 Mar 2025 (#2025-12)",
    ],
)  # fmt: skip
def test_a_bare_word_to_a_digest_that_the_list_made_is_asked_back(service: Service, subject: str) -> None:
    service.opens()
    service.says(BEN, "yes", subject, answers="digest@groups.example.org")
    service.settles()
    assert service.tally() == {}
    assert service.subjects(to=BEN) == ["Not yet counted: one question about your mail"]
    service.says(BEN, "#1 yes", subject, answers="digest@groups.example.org")
    service.settles()
    assert list(service.tally().values()) == ["agree"]


def test_a_bare_word_to_a_mail_about_digestion_is_talk(service: Service) -> None:
    service.opens()
    service.says(BEN, "yes", "Re: Who reads the Digest for breakfast?", answers="other@groups.example.org")
    service.settles()
    assert service.tally() == {}
    assert service.subjects(to=BEN) == []

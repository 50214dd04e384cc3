"""Whoever answered in a way that does not fit is told what there is to choose from, and how it is written."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from listvote.flow.groups import Faulty, add_group
from tests.flow.a_service import ADA, BEN, CLEO, DAN, MONDAY, InMemory, Service, charter, hours

KINDS = """
[kinds.where]
method = "ranked"
quorum = "at least 3 members"
closes = "2 days"
[kinds.rating]
method = "score"
quorum = "none"
closes = "2 days"
[kinds.steps]
method = "gradient"
quorum = "none"
closes = "2 days"
"""
POLL = "kind: {}\noptions:\n  A. In house\n  B. At the co-op in Leeds\n\nWhich?"


@pytest.fixture
def service(office: InMemory, tmp_path: Path) -> Service:
    made = Service(office, f"sqlite:///{tmp_path}/a.db")
    made.found(charter(more=KINDS))
    return made


def told(service: Service, address: str) -> str:
    """The last text that went to one member alone, in one line."""
    return " ".join(service.sent(to=address)[-1].text.split())


@pytest.mark.parametrize(("kind", "example"), [("where", "A > B"), ("rating", "A 5, B 0")])
def test_a_yes_to_a_poll_is_asked_back_with_its_options_and_how_to_write_a_ballot(
    service: Service, kind: str, example: str
) -> None:
    service.says(ADA, POLL.format(kind), "[POLL] Where do we print?")
    service.settles()
    service.tells(BEN, "#1 agree")
    service.settles()
    question = told(service, BEN)
    assert "It chooses among options: a yes or no does not answer it." in question
    assert "A. In house B. At the co-op in Leeds" in question
    assert f"a line such as: {example}" in question
    service.tells(BEN, example, answers=service.sent(to=BEN)[-1].message_id)
    service.settles()
    assert service.tally() == {"Kropotkin Fan": example}
    service.close()


def test_what_is_none_of_the_options_is_refused_with_those_that_there_are(service: Service) -> None:
    service.says(ADA, POLL.format("where"), "[POLL] Where do we print?")
    service.settles()
    service.tells(BEN, "#1 A > Z")
    service.settles()
    refusal = told(service, BEN)
    assert "(V05)" in refusal and "Z is none of the options." in refusal
    assert "A. In house B. At the co-op in Leeds Answer with a line such as: #1 A > B" in refusal
    service.close()


def test_a_word_that_could_be_several_steps_is_asked_back_as_those(service: Service) -> None:
    service.opens(settings="kind: steps")
    service.tells(BEN, "#1 agree")
    service.settles()
    question = told(service, BEN)
    assert "It could be more than one of the steps." in question
    assert "step 1 step 2 step 3" in question
    service.close()


def test_a_poll_in_a_digest_says_how_it_would_end_only_where_that_means_something(service: Service) -> None:
    service.says(ADA, POLL.format("where"), "[POLL] Where do we print?")
    service.settles()
    service.settles(MONDAY + hours(10))
    assert "If it ended now" not in service.sent("digest")[-1].text, "nobody answered"
    service.tells(BEN, "#1 A > B")
    service.tells(CLEO, "#1 B > A")
    service.settles(MONDAY + hours(34))
    assert "If it ended now: no result, too few answered." in service.sent("digest")[-1].text
    service.close()


def test_a_tie_that_a_poll_stands_at_is_no_win_of_two(service: Service) -> None:
    service.says(ADA, POLL.format("rating"), "[POLL] Where do we print?")
    service.settles()
    service.tells(BEN, "#1 A 5")
    service.tells(CLEO, "#1 B 5")
    service.settles(MONDAY + hours(10))
    text = " ".join(service.sent("digest")[-1].text.split())
    assert "Scores: 5 for A. In house (mean 5), 5 for B. At the co-op in Leeds (mean 5)." in text
    assert "If it ended now: a tie of A. In house, B. At the co-op in Leeds." in text
    service.close()


def test_a_doubtful_line_stands_where_its_author_and_listening_moderators_look_for_it(
    office: InMemory, tmp_path: Path
) -> None:
    service = Service(office, f"sqlite:///{tmp_path}/a.db")
    listening = add_group(service.house, charter(), live=False, now=service.clock())
    assert not isinstance(listening, Faulty)
    opening = service.says(ADA, "We buy it.", "[PROPOSAL] Buy a press?")
    service.says(ADA, "yes, but only if it fits", answers=opening)
    service.settles(MONDAY + hours(10))
    assert '#1 Member 1: "yes, but only if it fits"' in service.sent("listening")[-1].text
    service.close()


def test_what_is_in_doubt_stands_with_its_line_in_ones_own_digest_and_record(service: Service) -> None:
    opening = service.opens()
    service.says(BEN, "yes, but only if it fits", answers=opening)
    service.tells(BEN, "digest daily")
    service.settles()
    service.tells(BEN, "mine")
    service.settles()
    assert '#1: "yes, but only if it fits". Answer with #1 and one of: agree,' in told(service, BEN)
    service.settles(MONDAY + hours(10))
    assert 'Buy a press?: "yes, but only if it fits". Answer with one of: agree,' in told(service, BEN)
    service.close()


def test_a_digest_of_ones_own_tells_every_result_since_the_one_before_and_none_twice(service: Service) -> None:
    service.tells(BEN, "digest daily")
    service.tells(DAN, "digest weekly")
    service.settles()
    for day in range(1, 23):
        if day in (1, 8):  # closes shortly before the digest of two days later, or in the night after it
            service.opens(title=f"Thing {day}", settings="kind: minor\ncloses: 4 days")
        hour = 33 if day % 3 else 41  # the digest of some days comes late
        if day not in (5, 6):  # an outage
            service.settles(MONDAY + timedelta(days=day - 1, hours=hour - 24))
    for reader in (BEN, DAN):
        told_of = [each.text.count("DECIDED") for each in service.sent("digest", reader)]
        assert sum(told_of) == 2, (reader, told_of)
    service.close()

"""A list's year: every kind of decision, month after month, by mail alone, and audited at its end."""

from __future__ import annotations

import random
from datetime import timedelta

from listvote.deliberation.decision import Status
from tests.flow.a_service import ADA, BEN, CLEO, DAN, EVA, MONDAY, InMemory, Service, charter

EVERYBODY = (ADA, BEN, CLEO, DAN, EVA)
KINDS = """
[kinds.minor]
method = "lazy"
closes = "72 hours"
[kinds.money]
method = "majority"
threshold = "at least 2/3 of votes"
closes = "3 days"
[kinds.steps]
method = "gradient"
closes = "3 days"
hearing = "2 days"
[kinds.where]
method = "ranked"
closes = "3 days"
[kinds.rating]
method = "score"
closes = "3 days"
[kinds.giving]
method = "points"
closes = "3 days"
[kinds.choosing]
method = "approval"
closes = "3 days"
[kinds.runoff]
method = "irv"
closes = "3 days"
[kinds.officers]
method = "stv"
closes = "3 days"
nominations = "2 days"
[posting]
per_day = 5
"""
SAYS = {
    "ordinary": ["agree", "I can live with it", "stand aside", "disagree", "object: it is loud", "+1", "abstain"],
    "minor": ["agree", "object: not without a vote", "+1"],
    "money": ["yes", "no", "abstain", "+1", "-1: too dear"],
    "steps": ["step 1", "step 3", "step 6: it is dear", "step 8: it is loud"],
    "where": ["A > B > C", "B > A = C", "C", "[2] A. Paper\n[1] B. Ink\n[ ] C. Rags"],
    "rating": ["A 5, B 3", "C 4", "B 2, C 2"],
    "giving": ["A 7, B 3", "C 10", "B 5"],
    "choosing": ["approve A, C", "approve B", "none"],
    "runoff": ["A > B > C", "B > C", "C > A"],
    "officers": ["A > B", "B", "A"],
}
POLLS = ("where", "rating", "giving", "choosing", "runoff")


def test_a_year_of_decisions_by_mail_is_told_counted_and_counted_again(office: InMemory, tmp_path: object) -> None:
    chance = random.Random(2025)
    service = Service(office, f"sqlite:///{tmp_path}/a.db")
    service.found(charter(more=KINDS, kind='hearing = "2 days"\nhearings = 1'))
    start = MONDAY
    for month, kind in enumerate((*SAYS, "ordinary", "minor"), 1):
        service.settles(start)
        options = "options: Paper, Ink, Rags\n" if kind in POLLS else ""
        tag = "ELECTION" if kind == "officers" else "POLL" if kind in POLLS else "PROPOSAL"
        opener = EVERYBODY[month % 5]
        opening = service.says(opener, f"kind: {kind}\n{options}\nThe matter of month {month}.", f"[{tag}] No. {month}")
        service.settles(start)
        assert service.state().last_decision >= month
        if kind == "officers":
            service.says(BEN, "I stand", answers=opening)
            service.says(DAN, "I stand", answers=opening)
            service.settles(start + timedelta(hours=1))
            service.settles(start + timedelta(days=2, hours=1))
            start += timedelta(days=2, hours=1)
        number = max(n for n, each in service.state().decisions.items() if each.title == f"No. {month}")
        for author in EVERYBODY:
            for _ in range(chance.choice((0, 1, 1, 2))):
                service.clock.now += timedelta(minutes=7)
                said = chance.choice(SAYS[kind])
                if said.startswith("["):
                    service.says(author, said, answers=opening)
                else:
                    service.tells(author, f"#{number} {said}")
        for day in range(1, 16):
            service.settles(start + timedelta(days=day, hours=10))
        assert not service.state().decisions[number].status.runs, kind
        start += timedelta(days=28)
    assert service.failed == []
    ended = [each.status for each in service.state().decisions.values()]
    assert len(ended) >= 12
    assert Status.ADOPTED in ended
    assert (
        len([each for each in service.handed_over if each.mail.mail.what == "result"])
        + len([each for each in service.handed_over if each.mail.mail.what == "digest"])
        > 12
    )
    report = service.audit()
    assert report.differences == []
    assert len(report.tallies) == len(ended)
    service.close()

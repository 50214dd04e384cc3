"""A co-operative's year: twelve people plan, offer, draw, pass on, hand back, swap, recall, report and judge by mail.

Nobody writes anything but plain lines to the list or to the service. At the end the ledger is audited from what is
published of it, each draw is done again from its record, and the table of who served when keeps what was promised.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from listvote.charter import Rotation
from listvote.demo.servers import EmbeddedServers
from listvote.events import Drawn, PoolFrozen
from listvote.group import State
from listvote.group.draw_records import draw_record
from listvote.labour.mandate import Mandate, Standing
from listvote.labour.record import verify
from listvote.labour.rotation import bound
from listvote.labour.task import Task
from tests.flow.a_service import MONDAY, PRESS, SERVICE, InMemory, Service
from tests.flow.offices import EmbeddedOffice

NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hal", "Ida", "Jo", "Kim", "Lea")
ALIASES = (
    "Red Pen, Kropotkin Fan, Linotype, Em Dash, Hot Metal, Bodoni, Quoin, Galley, Folio, Colophon, Pica, Bleed"
).split(", ")
PEOPLE = tuple(f"{name.lower()}@example.org" for name in NAMES)
ROLL = "alias,name,addresses\n" + "".join(
    f"{alias},{name} Example,{address}\n" for alias, name, address in zip(ALIASES, NAMES, PEOPLE, strict=True)
)
CHARTER = """
[group]
name = "press"
post = "press@groups.example.org"
list_id = "press.groups.example.org"
moderators = ["ada@example.org"]
[trust]
proof = "none"
[posting]
per_day = 5
[labour]
classes = { stall = { rotation = "share" }, editing = { rotation = "count" } }
offers = "3 days"
accept_within = "2 days"
judge_for = "3 days"
mandates_at_once = 4
[kinds.ordinary]
method = "majority"
closes = "2 days"
quorum = "at least 1/3 of members"
extension = "none"
[kinds.recall]
method = "majority"
ballots = "sealed"
closes = "3 days"
"""
DAY = timedelta(days=1)
MONTHS = 12
MONTH = 28 * DAY


@dataclass
class Cooperative:
    """Twelve people, and what each of them does about work; `now` moves a day at a time."""

    service: Service
    chance: random.Random
    answered: set[tuple[str, int]] = field(default_factory=set)
    judged: set[tuple[str, int]] = field(default_factory=set)

    @property
    def state(self) -> State:
        return self.service.state()

    def says(self, member: int, *lines: str) -> None:
        """A private mail of plain lines to the service."""
        self.service.clock.now += timedelta(minutes=3)
        self.service.tells(PEOPLE[member - 1], "\n".join(lines))

    def plans(self, month: int) -> None:
        """A plan on the list: the fair's stall, the issue, and in the first month the shop, which repeats."""
        by = (self.service.clock.now + 22 * DAY).strftime("%-d %B %Y")
        text = f"We do it again.\n\ntask: Stall at the fair\npeople: 2\nhours: 6 each\nby: {by}\nclass: stall\n"
        text += f"\ntask: Typeset the issue\npeople: 1\nable: layout\napprentices: 1\nby: {by}\nclass: editing\n"
        if month == 0:
            text += f"\ntask: Clean the shop\npeople: 2\nclass: cleaning\nby: {by}\nrepeats: every 4 weeks\n"
        self.service.says(PEOPLE[month % 12], text, f"[PLAN] Month {month + 1}")

    def votes(self) -> None:
        """Most agree to the plan that is open."""
        for decision in self.state.open_decisions():
            for member in self.chance.sample(sorted(decision.roll), 8):
                self.says(member, f"{decision.ref} yes")

    def offers(self) -> None:
        """Who is there this month helps at the stall; who can typeset offers it, others would learn it."""
        for task in self.looking():
            if task.work_class == "stall":
                for member in sorted(self.chance.sample(range(1, 13), self.chance.randint(3, 12))):
                    self.says(member, f"{task.ref} I can help", f"{task.ref} hours: 8")
            elif task.work_class == "editing":
                for member in (1, 2, 3):
                    self.says(member, f"{task.ref} I can do it", f"{task.ref} able: layout")
                for member in (7, 8, 9):
                    self.says(member, f"{task.ref} apprentice")

    def looking(self) -> list[Task]:
        now = self.service.clock.now
        return [each for each in self.state.tasks.values() if not each.drawn and now <= each.offers_until]

    def salts(self) -> None:
        """Two members add salt to whatever is frozen and not drawn."""
        for draw in list(self.state.draws.values()):
            if draw.frozen is not None and draw.salts is None and (draw.name, 0) not in self.answered:
                self.answered.add((draw.name, 0))
                for member in self.chance.sample(range(1, 13), 2):
                    self.says(member, f"{draw.tasks[0]} salt: {self.chance.randint(1, 999)} cups of tea")

    def held(self) -> Iterator[tuple[Task, Mandate]]:
        for task in list(self.state.tasks.values()):
            yield from ((task, mandate) for mandate in task.mandates)

    def answers(self) -> None:
        """Whoever is asked to serve says so, and nearly always yes; of typesetting one in three is passed on."""
        for task, mandate in self.held():
            if mandate.standing is not Standing.GIVEN or (task.ref, mandate.number) in self.answered:
                continue
            self.answered.add((task.ref, mandate.number))
            passes = task.work_class == "editing" and self.chance.random() < 0.34
            silent = passes and self.chance.random() < 0.3
            if not silent:
                self.says(mandate.member, f"{task.ref} {'decline' if passes else 'accept'}")

    def works(self) -> None:
        """Work is reported shortly before its date, and everybody else says how it went."""
        now = self.service.clock.now
        for task, mandate in self.held():
            due = task.due or mandate.until
            if mandate.standing is Standing.ACCEPTED and due is not None and due - 2 * DAY < now:
                hours = self.chance.randint(3, 7)
                self.says(mandate.member, f"{task.ref} report: it is done, and the key hangs where it was")
                self.says(mandate.member, f"{task.ref} hours: {hours}")
        for task in list(self.state.tasks.values()):
            if task.judgement is not None and task.judgement.verdict is None and (task.ref, -1) not in self.judged:
                self.judged.add((task.ref, -1))
                for member in self.chance.sample(range(1, 13), 4):
                    if member not in task.judgement.holders:
                        self.says(member, f"{task.ref} {self.chance.choice(('success', 'worked', 'partly: late'))}")

    def holding(self, work: str) -> Iterator[tuple[Task, Mandate]]:
        """Those who have accepted work of a class and are not done, apprentices left out."""
        for task, mandate in self.held():
            if (task.work_class, mandate.standing, mandate.apprentice) == (work, Standing.ACCEPTED, False):
                yield task, mandate

    def hands_back(self) -> bool:
        """Somebody who typesets cannot after all."""
        for task, mandate in self.holding("editing"):
            self.says(mandate.member, f"{task.ref} hand back: I am ill")
            return True
        return False

    def swaps(self) -> bool:
        """One who has the stall would like somebody else to take it, who says the same."""
        for task, mandate in self.holding("stall"):
            other = next(each for each in range(1, 13) if task.held_by(each) is None)
            self.says(mandate.member, f"swap {task.ref} with {ALIASES[other - 1]}")
            self.service.settles()
            self.says(other, f"swap {task.ref} with {ALIASES[mandate.member - 1]}")
            return True
        return False

    def recalls(self) -> bool:
        """Three sign that somebody who typesets should do so no longer, and most agree."""
        for task, mandate in self.holding("editing"):
            for member in [each for each in range(1, 13) if each != mandate.member][:3]:
                self.says(member, f"recall {task.ref}: the pages never came")
            self.service.settles()
            self.votes()
            return True
        return False

    def day(self, at: datetime) -> None:
        """One day: what is due in the morning, what people write, and what follows from it in the evening."""
        self.service.settles(at + timedelta(hours=1))
        written = self.service.number
        self.salts()
        self.answers()
        self.works()
        if self.service.number > written:
            self.service.settles(at + timedelta(hours=10))


@pytest.fixture(params=["in memory", pytest.param("embedded", marks=pytest.mark.real)])
def service(request: pytest.FixtureRequest, office: InMemory, tmp_path: Path) -> Iterator[Service]:
    """A service that has begun, whose mail comes and goes in memory, or over the embedded IMAP and SMTP servers."""
    database = f"sqlite:///{tmp_path}/a.db"
    if request.param == "in memory":
        service = Service(office, database)
        yield service
        service.close()
        return
    with EmbeddedServers(PRESS, SERVICE, distribute=lambda *mail: (), clock=lambda: MONDAY) as servers:
        service = Service(EmbeddedOffice(servers), database)
        yield service
        service.close()


def test_a_year_of_work_by_mail_is_shared_as_the_rotation_promises(service: Service) -> None:
    service.found(CHARTER, roll=ROLL)
    works = Cooperative(service, random.Random(1864))
    for member in range(1, 13):
        works.says(member, "willing always: cleaning")
    incidents = {3: works.hands_back, 5: works.swaps, 7: works.recalls}
    for month in range(MONTHS):
        for day in range(28):
            service.clock.now = at = MONDAY + month * MONTH + day * DAY
            if day == 0:
                works.plans(month)
            if day == 1:
                works.votes()
            if day == 4:
                works.offers()
            if day > 8 and month in incidents and incidents[month]():
                del incidents[month]
            works.day(at)
    state, report = works.state, service.audit()
    assert service.failed == []
    assert report.differences == []
    assert len(report.draws) == len([each for each in state.draws.values() if each.drawn]) > 3 * MONTHS - 3
    happened = Counter(service.kinds())
    assert happened["mandate passed on"] > 3
    assert [happened[kind] for kind in ("mandate handed back", "swapped", "recalled")] == [1, 1, 1]
    assert happened["judgement closed"] > 2 * MONTHS
    for draw in state.draws.values():
        if draw.drawn is not None:
            assert verify(json.loads(json.dumps(draw_record(state, draw)))) == []
    the_shop_is_cleaned_by_all_alike(state, service)
    the_stall_is_shared_by_who_was_there(service)
    nobody_is_shamed(service)


def drawn(service: Service, work: str) -> list[tuple[PoolFrozen, list[int]]]:
    """Each draw of a class of work: its pool, and whom it chose."""
    pools = {each.draw: each for each in service.events("pool frozen") if isinstance(each, PoolFrozen)}
    return [
        (pools[each.draw], [member for members in each.places.values() for member in members])
        for each in service.events("drawn")
        if isinstance(each, Drawn) and pools[each.draw].work_class == work and each.order
    ]


def the_shop_is_cleaned_by_all_alike(state: State, service: Service) -> None:
    """Always the same twelve for two places: terms differ by at most 1, nobody waits more than 6 draws."""
    draws = drawn(service, "cleaning")
    assert len(draws) >= MONTHS
    assert all([line["number"] for line in pool.pool] == list(range(1, 13)) for pool, _ in draws)
    promise = bound(Rotation.TURNS, 12, 2)
    assert "differ by at most 1, and nobody waits more than 6 draws" in promise
    assert any(promise == draw_record(state, each)["bound"] for each in state.draws.values() if each.drawn)
    for member in range(1, 13):
        served = [number for number, (_, chosen) in enumerate(draws) if member in chosen]
        waits = [later - before for before, later in pairwise([-1, *served])] + [len(draws) - 1 - served[-1]]
        assert max(waits) <= 6
    terms = Counter(member for _, chosen in draws for member in chosen)
    assert max(terms.values()) - min(terms.values()) <= 1
    turns = [task for task in state.tasks.values() if task.work_class == "cleaning"]
    assert [task.turn for task in turns] == list(range(1, len(turns) + 1))
    assert all("the key hangs where it was" in task.handover for task in turns[1:])
    assert table(state, "cleaning").count("\n") == 11


def the_stall_is_shared_by_who_was_there(service: Service) -> None:
    """Whoever was there is owed an equal share of each draw: nobody is further from it than 5 1/2 terms."""
    shares: dict[int, Fraction] = {}
    served: Counter[int] = Counter()
    for pool, chosen in drawn(service, "stall"):
        there = [line["number"] for line in pool.pool]
        for member in there:
            shares[member] = shares.get(member, Fraction(0)) + Fraction(min(2, len(there)), len(there))
        served.update(chosen)
    assert len(shares) == 12
    assert max(abs(served[member] - share) for member, share in shares.items()) <= Fraction(len(shares) - 1, 2)


def nobody_is_shamed(service: Service) -> None:
    """No post says that somebody passed a place on, or gave it back."""
    for mail in service.sent(to=PRESS):
        for word in ("declined", "passed it on", "hand back", "handed back", "I am ill"):
            assert word not in mail.text, mail.text


def table(state: State, work: str) -> str:
    """Who served when in a class of work: a line a member, with the months of their terms."""
    lines = []
    for member, alias in enumerate(ALIASES, 1):
        months = [
            str((mandate.given - MONDAY) // MONTH + 1)
            for task in state.tasks.values()
            if task.work_class == work
            for mandate in task.mandates
            if mandate.member == member and mandate.is_term
        ]
        lines.append(f"{alias:<14} {', '.join(months) or 'never'}")
    return "\n".join(lines)

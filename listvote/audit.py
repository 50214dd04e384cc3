"""An exported ledger checked with nothing but its file: the chain, and everything that was announced, computed anew.

An audit proves what was recorded, not that every mail was: for that there are receipts and the list of counted lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from listvote import events
from listvote.acts import Reference
from listvote.deliberation.decision import Decision, Status
from listvote.deliberation.outcome import judged
from listvote.events import EventError
from listvote.group import State, fold
from listvote.group.evolve import read
from listvote.ledger.chain import Entry, LedgerError, faults
from listvote.ledger.codec import Exported
from listvote.membership.roll import digest

_HEAD: Final = re.compile(rb"\b[0-9a-f]{64}\b")
_QUOTED_PRINTABLE_BREAK: Final = re.compile(rb"=\r?\n")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a ledger is not what it should be: the entry's number, 0 for the whole, and what, in words."""

    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Tally:
    """One close, computed anew: the decision, its outcome as announced, the figures."""

    ref: str
    outcome: str
    figures: dict[str, int]


@dataclass(slots=True)
class Report:
    """What an audit found. `withheld` and `erased` count bodies that are not in the file."""

    group: str
    entries: int = 0
    head: str = ""
    differences: list[Difference] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    openings: int = 0
    withheld: int = 0
    erased: int = 0
    witnessed: int = 0

    def lines(self) -> list[str]:
        """The report for people to read."""
        made = [f"Ledger of {self.group}: {_many(self.entries, 'event')}, head {self.head}"]
        made += [
            f"  {tally.ref} {tally.outcome}: "
            + (", ".join(f"{position} {number}" for position, number in tally.figures.items() if number) or "no votes")
            for tally in self.tallies
        ]
        made.append(f"Computed anew: {_many(self.openings, 'opening')}, {_many(len(self.tallies), 'result')}.")
        if self.erased or self.withheld:
            made.append(
                f"Not in the file: {self.erased} erased, {self.withheld} withheld bodies; the chain covers them."
            )
        if self.witnessed:
            made.append(f"The archive shows {_many(self.witnessed, 'head')} of this ledger.")
        made += [f"DIFFERENCE at event {each.seq}: {each.what}" for each in self.differences]
        number = len(self.differences)
        made.append("No differences." if not number else f"{_many(number, 'difference')}.")
        return made

    def to_json(self) -> dict[str, Any]:
        """The report for programs to read."""
        return {
            "group": self.group,
            "events": self.entries,
            "head": self.head,
            "ok": not self.differences,
            "differences": [{"event": each.seq, "what": each.what} for each in self.differences],
            "tallies": [{"ref": each.ref, "outcome": each.outcome, "figures": each.figures} for each in self.tallies],
            "openings": self.openings,
            "erased": self.erased,
            "withheld": self.withheld,
            "witnessed": self.witnessed,
        }


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def audit(exported: Exported, head: str = "", heads: Sequence[str] = ()) -> Report:
    """Check an exported ledger.

    1. The chain: every number, hash and body digest.
    2. The announced results and frozen rolls: computed anew from the facts before them.
    3. A head that somebody kept (`head`, 64 hex digits or the beginning of them) must stand in the chain: else the
       tail was cut off, or the past written anew.
    4. `heads`, read from the list's own archive, must all stand in it.
    """
    report = Report(exported.group, len(exported.entries))
    report.differences += [Difference(each.seq, each.what) for each in _chain(exported.entries)]
    if exported.entries:
        report.head = exported.entries[-1].hash.hex()
    known = [entry.hash.hex() for entry in exported.entries]
    if head and not (re.fullmatch("[0-9a-f]{8,64}", head) and any(each.startswith(head) for each in known)):
        report.differences.append(Difference(0, f"the head {head} does not stand in this ledger"))
    whole = set(known)
    report.witnessed = len(whole.intersection(heads))
    for missing in heads:
        if missing not in whole:
            report.differences.append(Difference(0, f"the archive shows the head {missing}, this ledger does not"))
    for entry in exported.entries:
        report.erased += entry.words is None
        report.withheld += entry.facts is None
    try:
        _again(exported.entries, report)
    except (LedgerError, EventError) as error:
        report.differences.append(Difference(0, str(error)))
    return report


def _chain(entries: Sequence[Entry]) -> list[Difference]:
    try:
        return [Difference(each.seq, each.what) for each in faults(entries)]
    except (LedgerError, ValueError) as error:
        return [Difference(0, f"the chain cannot be checked: {error}")]


def _again(entries: Sequence[Entry], report: Report) -> None:
    state: State | None = None
    for entry in entries:
        if state is not None:
            report.differences += [Difference(entry.seq, what) for what in _follows(state, read(entry), report)]
        state = fold([entry], state)
    if state is not None and state.name != report.group:
        report.differences.append(Difference(1, f"this is the ledger of {state.name}"))


def _decision(state: State, about: str) -> Decision | None:
    ref = Reference.parse(about)
    return state.decision(ref) if ref else None


def _follows(state: State, event: events.Event, report: Report) -> list[str]:
    """What an event says that does not follow from what was written before it."""
    if isinstance(event, events.Opened):
        report.openings += 1
        roll = state.roll.eligible(event.received)
        active = state.active_among(roll, event.received)
        said = (event.members, event.active, event.roll)
        same = said == (len(roll), len(active), digest(roll))
        return [] if same else ["the frozen roll is not the roll of that moment"]
    decision = _decision(state, event.about)
    if isinstance(event, events.BallotCast):
        return _ballot(decision, event)
    if isinstance(event, events.Closed):
        return _close(state, decision, event, report)
    return []


def _ballot(decision: Decision | None, event: events.BallotCast) -> list[str]:
    if decision is None:
        return [f"a ballot for {event.about}, which was never opened"]
    found = []
    if event.actor not in decision.roll:
        found.append(f"member {event.actor} was not on the roll of {event.about}")
    if decision.status is not Status.OPEN:
        found.append(f"a ballot was counted after the close of {event.about}")
    if event.received > decision.deadline:
        found.append(f"a ballot was counted that was received after the deadline of {event.about}")
    if event.received < decision.opened:
        found.append(f"a ballot was counted that was received before the opening of {event.about}")
    return found


def _close(state: State, decision: Decision | None, event: events.Closed, report: Report) -> list[str]:
    if decision is None:
        return [f"the close of {event.about}, which was never opened"]
    if event.outcome == Status.WITHDRAWN:
        report.tallies.append(Tally(event.about, event.outcome, {}))
        return [] if event.by == decision.opener else [f"{event.about} was withdrawn by somebody else than its opener"]
    outcome = judged(decision, state.received)
    report.tallies.append(Tally(event.about, event.outcome, dict(event.figures)))
    found = []
    if dict(event.figures) != dict(outcome.figures):
        found.append(f"{event.about}: announced {dict(event.figures)}, counted {dict(outcome.figures)}")
    if event.outcome != outcome.status:
        found.append(f"{event.about}: announced {event.outcome}, by its rules it is {outcome.status.value}")
    if (event.participants, event.members) != (outcome.participants, outcome.members):
        found.append(f"{event.about}: the numbers of participants or members are others")
    if event.deadline != decision.deadline:
        found.append(f"{event.about}: closed by another deadline than the one announced")
    if event.polled_through is None or event.polled_through <= decision.deadline:
        found.append(f"{event.about}: closed before all mail up to its deadline had been read")
    return found


def heads_in(raw: bytes) -> list[str]:
    """The heads that a mail of an archive shows: 64 hex digits that stand by themselves on a line behind `Check`."""
    text = _QUOTED_PRINTABLE_BREAK.sub(b"", raw)
    return [
        found.decode()
        for line in text.splitlines()
        if line.strip().startswith(b"Check ")
        for found in _HEAD.findall(line)
    ]

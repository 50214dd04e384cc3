"""What an audit found, for people and for programs to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


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


@dataclass(frozen=True, slots=True)
class DrawAgain:
    """One draw of work, done anew: its name, its order and its places as announced."""

    name: str
    order: tuple[int, ...]
    places: dict[str, tuple[int, ...]]


@dataclass(slots=True)
class Report:
    """What an audit found. `withheld` and `erased` count bodies that are not in the file.

    `compared` says whether the head was compared with anything outside the file; `witnessed` counts the heads that the
    archive shows, None without one, and `witnessed_to` is the newest entry among them.
    `sealed` names the matter of each ballot whose facts wait for a close. `left_out` counts those who offered and stand
    in a pool for fewer tasks, or not at all, where only their hours, which are private, can be why. `imported` counts
    the members of whom service from before was imported: their standing rests on the word of whoever brought it.
    """

    group: str
    entries: int = 0
    head: str = ""
    differences: list[Difference] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    draws: list[DrawAgain] = field(default_factory=list)
    left_out: int = 0
    imported: int = 0
    openings: int = 0
    withheld: int = 0
    sealed: list[str] = field(default_factory=list)
    erased: int = 0
    compared: bool = False
    witnessed: int | None = None
    witnessed_to: int = 0

    def lines(self) -> list[str]:
        """The report for people to read."""
        made = [f"Ledger of {self.group}: {_many(self.entries, 'event')}, head {self.head}"]
        made += [
            f"  {tally.ref} {tally.outcome}: "
            + (", ".join(f"{position} {number}" for position, number in tally.figures.items() if number) or "no votes")
            for tally in self.tallies
        ]
        made += [f"  draw {draw.name}: {_serving(draw)}" for draw in self.draws]
        made.append(
            f"Computed anew: {_many(self.openings, 'opening')}, {_many(len(self.tallies), 'result')}, "
            f"{_many(len(self.draws), 'draw')}."
        )
        if self.imported:
            made.append(
                f"On the word of whoever imported it, what {_many(self.imported, 'member')} served before listvote was "
                "there."
            )
        if self.left_out:
            made.append(
                f"Left out of a pool, or of a task in it, by their hours, which only they know: {self.left_out}."
            )
        if self.erased or self.withheld:
            made.append(
                f"Not in the file: {self.erased} erased, {self.withheld} withheld bodies; the chain covers them."
            )
        if self.witnessed is not None:
            made.append(self._witnessed())
        if not self.compared:
            made.append(
                "Compare the head above with the newest digest or result of the list (--head, --witness): "
                "whoever cuts off the end of a ledger, or writes all of it anew, is noticed by that alone."
            )
        made += [f"DIFFERENCE{_at(each.seq)}: {each.what}" for each in self.differences]
        number = len(self.differences)
        made.append("No differences." if not number else f"{_many(number, 'difference')}.")
        return made

    def _witnessed(self) -> str:
        if not self.witnessed:
            return "The archive shows no head of this ledger: it witnesses nothing."
        shows = f"The archive shows {_many(self.witnessed, 'head')} of this ledger, the newest at"
        rest = self.entries - self.witnessed_to
        if not rest:
            return f"{shows} its last event."
        return f"{shows} event {self.witnessed_to}; nothing witnesses the {_many(rest, 'event')} after it yet."

    def to_json(self) -> dict[str, Any]:
        """The report for programs to read."""
        return {
            "group": self.group,
            "events": self.entries,
            "head": self.head,
            "ok": not self.differences,
            "differences": [{"event": each.seq, "what": each.what} for each in self.differences],
            "tallies": [{"ref": each.ref, "outcome": each.outcome, "figures": each.figures} for each in self.tallies],
            "draws": [
                {"draw": each.name, "order": list(each.order), "places": {k: list(v) for k, v in each.places.items()}}
                for each in self.draws
            ],
            "left_out": self.left_out,
            "imported": self.imported,
            "openings": self.openings,
            "erased": self.erased,
            "withheld": self.withheld,
            "compared": self.compared,
            "witnessed": self.witnessed or 0,
            "witnessed_to": self.witnessed_to,
        }


def _serving(draw: DrawAgain) -> str:
    """Who was drawn for what: `T7 member 4, member 9; T8 nobody`."""
    return "; ".join(
        f"{task} {', '.join(f'member {each}' for each in members) or 'nobody'}" for task, members in draw.places.items()
    )


def _at(seq: int) -> str:
    return f" at event {seq}" if seq else ""


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"

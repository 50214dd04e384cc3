"""Every ballot of one decision as an exported ledger has it: what `check` answers by mail, from the file alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from listvote.acts import Reference
from listvote.deliberation.ballots import in_words
from listvote.deliberation.decision import Cast, Decision
from listvote.events import instant
from listvote.group import State, fold
from listvote.group.sealed import BALLOT
from listvote.ledger.codec import Exported


@dataclass(frozen=True, slots=True)
class Line:
    """One ballot: its receipt code, whose it is, when it was received, what it says, the line that it was taken from.

    `counts` is false for one that its author replaced or took back, and for one that came in time and was read after
    the close. A line of a secret decision's sheet has a pseudonym for a code, perhaps its voter's `mark`, and member 0.
    """

    code: str
    member: int
    alias: str
    received: str
    ballot: str
    line: str
    counts: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The ballots of one decision in the order of the ledger; `sealed` counts those whose facts wait for its close.

    `voters` are the aliases of those who took part in a secret decision, `late` counts the ballots that were read after
    its close, of members who are not among them: nobody can say whose they were, nor what they said.
    """

    ref: str
    title: str
    status: str
    lines: tuple[Line, ...]
    sealed: int = 0
    voters: tuple[str, ...] = ()
    late: int = 0

    def in_words(self) -> list[str]:
        """The listing for people to read."""
        made = [f"{self.ref} {self.title or '(its words were erased)'}: {self.status}"]
        if self.voters or self.late:
            marks = {each.mark: f', mark "{each.mark}"' for each in self.lines if each.mark}
            made += [f"  {each.code}  {each.ballot}{marks.get(each.mark, '')}" for each in self.lines]
            made.append(f"Took part: {', '.join(self.voters) or 'nobody'}.")
            if self.late:
                made.append(f"Not counted, since read after the close: {self.late}, of members who did not take part.")
            return made
        for each in self.lines:
            mark = "  " if each.counts else "- "
            said = f', from "{each.line}"' if each.line else ""
            made.append(f"{mark}{each.code}  {each.received}  {each.alias} ({each.member}): {each.ballot}{said}")
        if any(not each.counts for each in self.lines):
            made.append("Lines that begin with - do not count: replaced, taken back, or read after the close.")
        if self.sealed:
            made.append(f"Sealed until the close: {self.sealed}.")
        return made if self.lines or self.sealed else [*made, "No ballots."]

    def to_json(self) -> dict[str, Any]:
        """The listing for programs to read."""
        names = Line.__slots__
        return {
            "ref": self.ref,
            "title": self.title,
            "status": self.status,
            "ballots": [{name: getattr(each, name) for name in names} for each in self.lines],
            "sealed": self.sealed,
            "voters": list(self.voters),
            "late": self.late,
        }


def found(exported: Exported, ref: str) -> tuple[State, Decision] | str:
    """A decision of an exported ledger with the state that it ends in; why there is none, in words.

    `ref` is its number, `#12`. Raises LedgerError where the ledger cannot be computed.
    """
    reference = Reference.parse(ref if ref.startswith("#") else f"#{ref}")
    if reference is None or reference.kind != "decision":
        return f"{ref!r} is no number of a decision; write for example #12"
    state = state_of(exported)
    decision = state.decisions.get(reference.number) if state else None
    if state is None or decision is None:
        return f"There is no decision #{reference.number} in this ledger."
    return state, decision


def listing(exported: Exported, state: State, decision: Decision) -> Listing:
    """Every ballot of a decision: those of its latest version, and objections that were carried into it."""
    if decision.sheet is not None:
        return _of_sheet(state, decision)
    standing = decision.standing(state.received)
    about = f"#{decision.ref.number}"
    casts = [cast for each in decision.ballots.values() for cast in each]
    lines = [_line(state, cast, counts=standing.get(cast.actor) is cast) for cast in casts]
    lines += [_line(state, cast, counts=False) for cast in decision.late]
    sealed = sum(entry.facts is None and (entry.kind, entry.about) == (BALLOT, about) for entry in exported.entries)
    lines.sort(key=lambda each: int(each.code.partition(":")[0]))
    return Listing(str(decision.ref), decision.title, decision.status.value, tuple(lines), sealed)


def _of_sheet(state: State, decision: Decision) -> Listing:
    """The sheet of a secret decision, by pseudonym."""
    lines = tuple(
        Line(each.name, 0, "", "", in_words(each.ballot) if each.ballot else "taken back", "", True, each.mark)
        for each in decision.sheet or ()
    )
    voters = tuple(state.roll.shown_as(member) for member in sorted(decision.took_part))
    return Listing(
        str(decision.ref), decision.title, decision.status.value, lines, voters=voters, late=decision.late_in_secret
    )


def _line(state: State, cast: Cast, *, counts: bool) -> Line:
    ballot = cast.position or "taken back"
    alias = state.roll.shown_as(cast.actor)
    return Line(cast.code, cast.actor, alias, instant(cast.received), ballot, cast.line, counts)


def state_of(exported: Exported) -> State | None:
    """The state that an exported ledger ends in, without the ballots that are withheld; None where it is empty.

    Raises LedgerError where the ledger cannot be computed.
    """
    state: State | None = None
    for entry in exported.entries:
        if entry.facts is None and state is not None:
            state.seq, state.head = entry.seq, entry.hash
        else:
            state = fold([entry], state)
    return state

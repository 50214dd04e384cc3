"""An act while a mail is being read: what was found, and everything that speaks against counting it."""

from __future__ import annotations

from dataclasses import dataclass, field

from listvote.acts import Act, Ballot, Clarity, Fault, Matter, Reference, Verb
from listvote.mail.vocabulary import Kind


@dataclass(slots=True)
class Draft:
    """One thing that a mail seems to ask for.

    `named` says that its reference stands in the line; `doubts` are the reasons, in words, why it does not count.
    `open_ended` acts take the text below them as their reason or argument. `doubting` acts stand among negations,
    conditions or questions.
    """

    verb: Verb
    line: str
    ref: Reference | None = None
    matter: Matter | None = None
    named: bool = False
    meaning: str = ""
    position: str = ""
    ballot: Ballot | None = None
    kind: Kind = Kind.OWN
    sign: str = ""
    reason: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    doubting: bool = False
    explicit: bool = False
    long: bool = False
    readings: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    invalid: str = ""
    paragraph: int = -1
    passage: int = -1
    made: Act | None = None

    @property
    def clear(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.doubts

    def doubt(self, why: str, readings: tuple[str, ...] = ()) -> None:
        """Note a reason why it does not count."""
        self.doubts.append(why)
        if readings and not self.readings:
            self.readings = readings

    def act(self) -> Act:
        """The act as it leaves the reading."""
        if self.made is not None:
            return self.made
        return Act(
            verb=self.verb,
            line=self.line,
            ref=self.ref,
            position=self.position,
            ballot=self.ballot if self.clear else None,
            reason=" ".join(" ".join(self.reason).split()),
            text="\n".join(self.text).strip(),
            terms=self.terms,
            clarity=Clarity.CLEAR if self.clear else Clarity.DOUBTFUL,
            why_doubtful=self.doubts[0] if self.doubts else "",
            readings=self.readings if self.doubts else (),
            faults=self.faults,
            invalid=self.invalid,
        )

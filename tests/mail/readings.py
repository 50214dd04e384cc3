"""Mails read in few words: what they answer, what they say, and what came of it."""

from __future__ import annotations

from listvote.acts import Act, Clarity, Context, Matter, Option, Place, Reading, Reference
from listvote.mail.grammar import read_lines
from listvote.mail.own_words import classify

D12 = Reference("decision", 12)
D13 = Reference("decision", 13)
T7 = Reference("task", 7)
OPTIONS = (Option("A", "In house"), Option("B", "At the co-op in Leeds"), Option("C", "Not at all"))
POLLS = ("approval", "score", "points", "ranked", "irv", "stv")
KINDS = {
    "ordinary": "consensus", "minor": "lazy", "where": "ranked", "rating": "score", "election": "stv",
    "recall": "majority"
}  # fmt: skip


def matter(method: str = "consensus") -> Matter:
    """#12, or the task T7."""
    return Matter(T7 if method == "task" else D12, method, "a matter", OPTIONS if method in POLLS else ())


def context(
    method: str = "consensus",
    place: Place = Place.OPENING,
    *,
    about: bool = True,
    private: bool = False,
    languages: tuple[str, ...] = ("en",),
    apache: bool = False,
    starts_thread: bool = False,
    readings: tuple[str, ...] = (),
    tags: dict[str, str] | None = None,
) -> Context:
    """A group called press, in which #12 (of this method), #13 (a majority) and T7 are open."""
    mine = matter(method)
    matters = {T7: matter("task"), D13: Matter(D13, "majority"), mine.ref: mine}
    return Context(
        place,
        mine if about else None,
        matters,
        languages,
        apache=apache,
        private=private,
        starts_thread=starts_thread,
        group="press",
        tags=tags or {},
        kinds=KINDS,
        tag_kinds={"poll": "where", "election": "election", "recall": "recall"},
        readings=readings,
    )


def reading(text: str, where: Context | None = None, subject: str = "Re: a matter") -> Reading:
    """A mail with this text, read."""
    return read_lines(classify(text.split("\n")), subject, where or context())


def act(text: str, where: Context | None = None, subject: str = "Re: a matter") -> Act:
    """The only act of a mail."""
    acts = reading(text, where, subject).acts
    assert len(acts) == 1, acts
    return acts[0]


def said(text: str, where: Context | None = None, subject: str = "Re: a matter") -> list[str]:
    """What is clear in a mail: positions, else verbs."""
    clear = [each for each in reading(text, where, subject).acts if each.clarity is Clarity.CLEAR]
    return [each.invalid or each.position or each.verb.value for each in clear]


def verdict(text: str, where: Context | None = None, subject: str = "Re: a matter") -> str:
    """Whether a mail is clear, doubtful or talk."""
    return reading(text, where, subject).verdict

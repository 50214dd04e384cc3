"""The story that the demo plays: who writes what, when, and what it is meant to show.

Everything the list sees stands here, in order. A scene is a moment of the group's week and, mostly, one mail. `answers`
names the mail that it replies to: a mail of a member by its author's alias, a mail of the service by its kind and
matter (`announcement #1`), one to its author alone by its kind (`question`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Europe/Dublin")
WHOEVER_WAS_DRAWN: Final = "whoever was drawn"
"""The author of a mail that whoever was drawn for the work writes: nobody knows beforehand who that will be."""

Quoting = Literal["none", "below", "above", "phone"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment of the story: what happens, in a sentence, and the mail that somebody writes, if any.

    `to` is the list or the service. `quoting` says how the mail program quotes the mail answered. `headers` are
    further ones.
    """

    at: datetime
    shows: str
    author: str = ""
    text: str = ""
    subject: str = ""
    answers: str = ""
    to: Literal["list", "service"] = "list"
    quoting: Quoting = "none"
    headers: tuple[tuple[str, str], ...] = ()


def _on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


BEGINS: Final = _on(7, 9)

SCENES: Final = (
    Scene(
        _on(7, 10),
        "Red Pen opens a decision by posting to the list.",
        author="Red Pen",
        subject="[PROPOSAL] Buy a second-hand press?",
        text="closes: Thursday 18:00\n\nThe co-op in Leeds sells its old platen press for 900 euros.\n"
        "We would share the transport with them. I propose that we buy it.",
    ),
    Scene(
        _on(7, 10, 20),
        "Kropotkin Fan replies on the list, above the quoted mail.",
        author="Kropotkin Fan",
        text="Yes, go ahead",
        answers="Red Pen",
        quoting="below",
    ),
    Scene(
        _on(7, 11),
        "Linotype answers in private: the link in the announcement wrote this mail.",
        author="Linotype",
        subject="#1 agree",
        text="#1 agree",
        to="service",
    ),
    Scene(
        _on(7, 12, 5),
        "Em Dash answers from a phone.",
        author="Em Dash",
        text="+1",
        answers="announcement #1",
        quoting="phone",
    ),
    Scene(
        _on(7, 13),
        "Hot Metal says something that is not clear. It is not counted; Hot Metal is asked.",
        author="Hot Metal",
        text="Yes, but only if it fits through the door.",
        answers="Red Pen",
    ),
    Scene(
        _on(7, 13, 30),
        "Hot Metal answers the question with one of the words that it offers.",
        author="Hot Metal",
        text="reservations",
        answers="question",
        to="service",
        quoting="below",
    ),
    Scene(
        _on(7, 15),
        "Galley Slave is against it, and says why.",
        author="Galley Slave",
        text="disagree: 900 euros is half of what we have",
        answers="announcement #1",
        to="service",
    ),
    Scene(
        _on(7, 16),
        "Galley Slave thinks again and votes a second time: the last clear word counts.",
        author="Galley Slave",
        text="abstain",
        answers="answer",
        to="service",
    ),
    Scene(
        _on(7, 16, 40),
        "Upper Case answers below a quote.",
        author="Upper Case",
        text="I agree.",
        answers="Red Pen",
        quoting="above",
    ),
    Scene(
        _on(7, 17),
        "Colophon is away; a program answers. It never counts, and is never answered.",
        author="Colophon",
        subject="Automatic reply: [press] [PROPOSAL] Buy a second-hand press?",
        text="Yes, I received your mail. I am away until Friday.",
        answers="Red Pen",
        headers=(("Auto-Submitted", "auto-replied"),),
    ),
    Scene(
        _on(7, 17, 10),
        "Serif talks about votes without casting one.",
        author="Serif",
        text="I think at least 3 +1 votes should come from people who will print with it.",
        answers="Kropotkin Fan",
    ),
    Scene(_on(7, 18, 1), "It is past six: the digest of the day goes out."),
    Scene(
        _on(8, 9, 30),
        "Somebody who is not on the roll votes on the list: a note, once a day, and no vote.",
        author="a stranger",
        text="I agree.",
        answers="Red Pen",
    ),
    Scene(
        _on(8, 10),
        "Kropotkin Fan, from another address of his own, asks what is recorded of him.",
        author="Kropotkin Fan, from another address",
        subject="mine",
        text="mine",
        to="service",
    ),
    Scene(
        _on(8, 11),
        "Em Dash opens a decision about money, which the charter decides by majority.",
        author="Em Dash",
        subject="[VOTE] Raise the price of the journal",
        text="kind: money\n\nFrom January on the journal costs 4 euros instead of 3.",
    ),
    Scene(
        _on(8, 12),
        "Three members answer in one afternoon: Linotype.",
        author="Linotype",
        text="for",
        answers="announcement #2",
        to="service",
    ),
    Scene(_on(8, 13), "Serif.", author="Serif", text="Nope, I'm against", answers="Em Dash"),
    Scene(_on(8, 14), "And Red Pen.", author="Red Pen", text="+1 from me", answers="Em Dash"),
    Scene(_on(8, 18, 1), "The second digest."),
    Scene(
        _on(9, 10),
        "Red Pen proposes a plan. If it is adopted, the work in it is open to whoever is willing.",
        author="Red Pen",
        subject="[PLAN] Winter issue",
        text="The texts are in. 48 pages, as always.\n\n"
        "task: Typeset the winter issue\npeople: 1\nhours: 6\nable: layout\napprentices: 1\nby: 20 December",
    ),
    Scene(_on(9, 11), "Three agree to it: Linotype.", author="Linotype", text="#3 yes", to="service", subject="#3"),
    Scene(_on(9, 11, 5), "Serif.", author="Serif", text="+1", answers="announcement #3"),
    Scene(_on(9, 11, 10), "Upper Case.", author="Upper Case", text="In favour", answers="Red Pen"),
    Scene(
        _on(10, 11, 30),
        "The vote on the price is over: its deadline has passed, and all mail up to it was read. "
        "So is the one on the plan; its work looks for people, and a secret for the lot is committed to.",
    ),
    Scene(
        _on(10, 12),
        "Upper Case offers on the list.",
        author="Upper Case",
        text="I can help\nable: layout",
        answers="call T1",
    ),
    Scene(
        _on(10, 12, 10),
        "Hot Metal offers in private, with hours and skills.",
        author="Hot Metal",
        subject="T1",
        text="T1 I can do it\nhours: 8\nable: layout, english",
        to="service",
    ),
    Scene(
        _on(10, 12, 20),
        "Em Dash cannot do it, and would like to learn it.",
        author="Em Dash",
        subject="T1",
        text="T1 apprentice",
        to="service",
    ),
    Scene(_on(10, 18, 2), "So is the decision on the press."),
    Scene(
        _on(10, 18, 20),
        "Serif comes too late.",
        author="Serif",
        text="#1 agree",
        answers="announcement #1",
        to="service",
    ),
    Scene(_on(11, 12), "Offers are closed: the pool is posted. From now on anybody may add salt to the lot."),
    Scene(
        _on(11, 12, 30),
        "Linotype does.",
        author="Linotype",
        subject="T1",
        text="T1 salt: two cups of tea",
        to="service",
    ),
    Scene(_on(11, 18, 1), "The lot is drawn. Whoever it chose is asked, alone."),
    Scene(_on(11, 19), "And accepts.", author=WHOEVER_WAS_DRAWN, text="accept", answers="mandate T1", to="service"),
    Scene(
        _on(12, 10),
        "The work is done, and reported.",
        author=WHOEVER_WAS_DRAWN,
        subject="T1",
        text="T1 report: 48 pages are set, and the files are with the printer\nhours: 7",
        to="service",
    ),
    Scene(
        _on(12, 11),
        "Everybody else may say how it went. Colophon does.",
        author="Colophon",
        text="success: it looks good",
        answers="judgement T1",
        to="service",
    ),
    Scene(_on(13, 12), "The judgement is over, and so is the work."),
    Scene(
        _on(13, 13),
        "Colophon asks what nobody would like to answer in front of everybody: a secret vote.",
        author="Colophon",
        subject="[VOTE] Do we stay with our printer?",
        text="kind: quiet\n\nThe printer is a friend of many of us, and was late three times.\n"
        "We stay for another year.",
    ),
    Scene(
        _on(13, 14),
        "Three answer in private. Linotype, with a mark: a word of one's own, to find one's line by.",
        author="Linotype",
        text="against\nmark: blue heron",
        answers="announcement #4",
        to="service",
    ),
    Scene(_on(13, 14, 10), "Serif.", author="Serif", text="for", answers="announcement #4", to="service"),
    Scene(
        _on(13, 14, 20),
        "Kropotkin Fan.",
        author="Kropotkin Fan",
        text="against",
        answers="announcement #4",
        to="service",
    ),
    Scene(
        _on(13, 14, 30),
        "Upper Case answers on the list, where all can read it. It is refused, and Upper Case is told alone.",
        author="Upper Case",
        text="for",
        answers="announcement #4",
    ),
    Scene(
        _on(14, 13, 5),
        "The vote is over. One sheet of all ballots enters the ledger, by the codes of the receipts; the key that they "
        "lay locked under is destroyed, and the mails leave the mailbox.",
    ),
    Scene(
        _on(14, 13, 30),
        "Linotype looks for a line: the code of the receipt, and the mark.",
        author="Linotype",
        subject="check #4",
        text="check #4",
        to="service",
    ),
)

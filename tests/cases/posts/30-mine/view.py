from datetime import UTC, date, datetime
from fractions import Fraction

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+k7q2@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)
HEAD = "9f3a5c1e0b7d2a64" * 4
TEXT = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

view = v.Mine(
    letterhead,
    shown_as="Red Pen",
    number=3,
    addresses=("ada@example.org", "ada.private@example.net"),
    ballots=(
        v.MyBallot(
            "#12",
            "Buy a second-hand press?",
            "object",
            "I object: the lease forbids it",
            datetime(2026, 11, 28, 9, 12, tzinfo=UTC),
            "4711:9f3a5c1e",
        ),
        v.MyBallot("#11", "Higher price?", "agree", "+1", datetime(2026, 5, 1, 23, 0, tzinfo=UTC), open=False),
    ),
    not_counted=(v.Doubt("same as Ben", "It leans on somebody else's answer.", ("agree", "object"), ref="#13"),),
    offers=(
        v.MyOffer("typeset the issue", "I can help", ref="T7", hours=6, able=("layout",)),
        v.MyOffer("layout", "willing always: layout, 4 hours a month", hours=4, until=date(2027, 3, 1)),
    ),
    mandates=(
        v.MyMandate(
            "T3",
            "stall at the fair",
            "accepted",
            date(2026, 12, 14),
            (v.Say("T3 report: what was done", "T3 report: "),),
        ),
    ),
    hours=(v.MyHours("November 2026", 6, Fraction(5, 2)), v.MyHours("October 2026", 1, 1)),
    away_until=date(2026, 12, 2),
    settings=("digest daily", "receipts on"),
)

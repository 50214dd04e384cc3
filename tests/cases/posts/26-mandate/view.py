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

view = v.Mandate(
    letterhead,
    ref="T7",
    title="typeset the issue",
    accept_until=datetime(2026, 12, 9, 18, 0, tzinfo=UTC),
    write=(v.Say("T7 accept"), v.Say("T7 decline"), v.Say("T7 swap with Red Pen")),
    hours=Fraction(13, 2),
    by=date(2026, 12, 20),
    with_whom=("Red Pen",),
    scope="Forty pages, two colours.",
    handover="Start with the cover.",
)

from datetime import UTC, date, datetime

from listvote.acts import Option
from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)
HEAD = "9f3a5c1e0b7d2a64" * 4
TEXT = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

view = v.Announcement(
    letterhead,
    ref="#15",
    title="Two moderators",
    what="ELECTION",
    opened_by="Kropotkin Fan",
    closes=datetime(2026, 12, 17, 18, 0, tzinfo=UTC),
    nominations_until=datetime(2026, 12, 10, 18, 0, tzinfo=UTC),
    method="stv",
    ballots="secret",
    members=58,
    seats=2,
    quorum=v.Quorum("at least 30% of active members", needed=13, base="41 active members"),
    options=(Option("A", "Red Pen"), Option("B", "Linotype"), Option("C", "none of these")),
    form=("[ ] A. Red Pen", "[ ] B. Linotype", "[ ] C. none of these"),
    such_as=True,
    write=(v.Say("#15 A > B"),),
    text_sha256=TEXT,
    lot=HEAD,
    review=date(2027, 12, 1),
)

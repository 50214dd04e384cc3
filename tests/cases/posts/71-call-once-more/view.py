from datetime import UTC, date, datetime

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

view = v.TaskCall(
    letterhead,
    ref="T7",
    title="typeset the issue",
    people=1,
    offers_close=datetime(2026, 12, 4, 18, 0, tzinfo=UTC),
    write=(v.Say("T7 I can help"),),
    hours=6,
    by=date(2026, 12, 20),
    opened_by="Linotype",
    plan="#12",
    rotation="everybody is equal before the lot.",
    commitment=HEAD,
    again=True,
)

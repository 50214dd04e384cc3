from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+r-7f3a@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)
HEAD = "9f3a5c1e0b7d2a64" * 4
TEXT = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

view = v.Change(
    letterhead,
    ref="#12",
    title="Buy a second-hand press?",
    change="hearing",
    closes=datetime(2026, 12, 7, 18, 0, tzinfo=UTC),
    hearing_until=datetime(2026, 12, 5, 10, 0, tzinfo=UTC),
    objections=(v.Voice("Red Pen", "the lease forbids it", answer="I asked: it does not"),),
    write=(v.Say("#12 agree"), v.Say("#12 abstain"), v.Say("#12 object: your reason", "#12 object: ")),
    to="objector",
    heard=(v.Say("#12 still object: your reason", "#12 still object: "), v.Say("#12 satisfied")),
)

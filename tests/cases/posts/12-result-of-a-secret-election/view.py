from datetime import UTC, datetime

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

view = v.Result(
    letterhead,
    ref="#15",
    title="Two moderators",
    verdict="Red Pen, Linotype",
    outcome="adopted",
    closed=datetime(2026, 12, 17, 18, 0, tzinfo=UTC),
    members=58,
    participants=44,
    head=HEAD,
    recount="listvote audit press.jsonl",
    why="Two seats were filled.",
    no_show=True,
    rounds=("1. Red Pen 18, Linotype 12 1/3, Kropotkin Fan 12 1/3; Red Pen is elected", "2. Kropotkin Fan is out"),
    ties_by_lot="Linotype and Kropotkin Fan tied; the lot put Linotype first.",
    secret=True,
    reasons=(v.Voice("Red Pen", "this must never be printed"),),
)

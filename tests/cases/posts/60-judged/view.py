from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+k7q2@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)

view = v.Judged(
    letterhead,
    ref="T3",
    title="stall at the fair",
    verdict="It partly worked.",
    said=(v.Count("worked", 3), v.Count("partly", 4), v.Count("did not work", 1)),
    words=("We sold forty copies.", "Rain after three, nobody had a roof."),
    who=("Kropotkin Fan", "Red Pen"),
    next_turn="T9",
)

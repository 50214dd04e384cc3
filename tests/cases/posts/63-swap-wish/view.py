from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+k7q2@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)

view = v.SwapWish(
    letterhead,
    ref="T7",
    title="typeset the issue",
    by="Red Pen",
    write=(v.Say("T7 swap with Red Pen"),),
    until=datetime(2026, 12, 20, 23, 59, 59, tzinfo=UTC),
    hours=6,
    exchange=(v.Say("T9 swap with Red Pen"),),
)

from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+k7q2@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)

view = v.Duty(
    letterhead,
    ref="T7",
    title="typeset the issue",
    until=datetime(2026, 12, 3, 23, 59, 59, tzinfo=UTC),
    write=(v.Say("T7 done"), v.Say("T7 report: what was done", "T7 report: "), v.Say("T7 hand back")),
    with_whom=("Red Pen",),
)

from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+k7q2@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)

view = v.Digest(
    letterhead,
    head="9f3a5c1e0b7d2a64" * 4,
    judging=(
        v.Judging(
            "T3",
            "stall at the fair",
            ("Kropotkin Fan",),
            datetime(2026, 12, 7, 18, 0, tzinfo=UTC),
            (v.Say("T3 worked: why", "T3 worked: "), v.Say("T3 partly: why", "T3 partly: ")),
            "Forty copies sold.",
        ),
    ),
    judged=(v.Decided("T2", "carry the parcels", "It worked", ("worked 5", "partly 1")),),
    doing=(v.Doing("T7", "typeset the issue", ("Red Pen", "Linotype"), datetime(2026, 12, 20).date()),),
)

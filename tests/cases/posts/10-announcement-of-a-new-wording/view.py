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

view = v.Announcement(
    letterhead,
    ref="#12.2",
    title="Rent a press for a year",
    what="PLAN",
    opened_by="Linotype",
    closes=datetime(2026, 12, 10, 18, 0, tzinfo=UTC),
    method="majority",
    threshold="at least 2/3 of votes",
    ballots="sealed",
    members=58,
    write=(v.Say("#12.2 yes"), v.Say("#12.2 no"), v.Say("#12.2 abstain")),
    text_sha256=TEXT,
    text="We rent a press for a year, for at most 900 a month, and look again in the autumn.\n\nDECIDED  #12.2: YES",
    tasks=(
        v.TaskItem("T1", "Typeset the issue", people=2, hours=6, by=date(2026, 12, 20)),
        v.TaskItem("T2", "Carry the parcels", people=1),
    ),
    lapsed=True,
    seconders_wanted=2,
)

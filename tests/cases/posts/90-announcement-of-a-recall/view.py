from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)
TEXT = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

view = v.Announcement(
    letterhead,
    ref="#14",
    title="Recall of Linotype from T7, typeset the issue",
    opened_by="Red Pen",
    closes=datetime(2026, 12, 7, 18, 0, tzinfo=UTC),
    method="majority",
    members=57,
    write=(v.Say("#14 sign"),),
    text_sha256=TEXT,
    what="RECALL",
    ballots="sealed",
    text="Nothing was set, and three mails were not answered.",
    seconders_wanted=11,
)

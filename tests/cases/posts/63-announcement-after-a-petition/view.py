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

view = v.Announcement(
    letterhead,
    reopens="#9",
    ref="#12",
    title="Buy a second-hand press?",
    opened_by="Linotype",
    closes=datetime(2026, 12, 3, 18, 0, tzinfo=UTC),
    method="consensus",
    members=58,
    quorum=v.Quorum("at least 1/3 of members", needed=20),
    write=(
        v.Say("#12 agree"),
        v.Say("#12 abstain"),
        v.Say("#12 stand aside"),
        v.Say("#12 disagree"),
        v.Say("#12 object: your reason", "#12 object: "),
    ),
    text_sha256=TEXT,
    thread_subject="[PROPOSAL] Buy a second-hand press?",
)

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

CLOSE = datetime(2026, 12, 4, 18, 0, tzinfo=UTC)
view = v.TaskCall(
    letterhead,
    ref="T7",
    title="typeset the issue",
    people=2,
    offers_close=CLOSE,
    write=(),
    opened_by="Linotype",
    plan="#12",
    rotation="whoever was asked least recently goes first; a lot settles ties.",
    commitment=HEAD,
    together=(
        v.TaskItem(
            "T7",
            "typeset the issue",
            2,
            6,
            date(2026, 12, 20),
            ("layout", "english"),
            1,
            1,
            CLOSE,
            (v.Say("T7 I can help, able: layout, english"), v.Say("T7 apprentice")),
        ),
        v.TaskItem("T9", "read the proofs", 1, offers_close=CLOSE, write=(v.Say("T9 I can help"),)),
    ),
)

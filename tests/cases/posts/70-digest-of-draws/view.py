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
view = v.Digest(
    letterhead,
    head=HEAD,
    tasks=(
        v.TaskItem(
            "T9",
            "read the proofs",
            1,
            4,
            date(2026, 12, 20),
            offers_close=CLOSE,
            write=(v.Say("T9 I can help"),),
            again=True,
            commitment=TEXT,
        ),
    ),
    pools=(v.PoolItem("T8", "carry the parcels", ("3 Red Pen", "17 Linotype"), CLOSE, HEAD),),
    drawn=(
        v.DrawnItem(
            "T7",
            "typeset the issue (with T6)",
            (
                v.Given("T7", "typeset the issue", 2, ("Red Pen", "Hot Metal"), ("Em Dash",)),
                v.Given("T6", "cook for all", 1),
            ),
            ("Linotype", "Kropotkin Fan"),
            TEXT,
            1,
            ("2 5 12 8 10 33",),
        ),
        v.DrawnItem("T5", "sweep the hall", (v.Given("T5", "sweep the hall", 1, ("Linotype",)),), (), ""),
    ),
    hours=v.HoursFigure(28, 12, offered=4),
    notes=("T6, cook for all: one place stays empty. T6 wants 1, nobody offered.",),
    announcements_included=True,
)

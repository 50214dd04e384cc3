from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+k7q2@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)
HEAD = "9f3a5c1e0b7d2a64" * 4
TEXT = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

view = v.Help(
    letterhead,
    tables=(
        v.HelpTable(
            "deciding",
            (
                v.HelpRow(("agree", "yes", "+1"), "for it"),
                v.HelpRow(("object", "block", "veto"), "stops it, with a reason behind a colon"),
                v.HelpRow(
                    ("agree with reservations", "reservations", "I can live with it", "+0"),
                    "for it, with doubts that stand in the result",
                ),
            ),
        ),
        v.HelpTable("moderators", (v.HelpRow(("go live",), "ends listening"),)),
    ),
    examples=(v.Say("#12 agree"), v.Say("#12 object: your reason", "#12 object: ")),
    moderator=True,
)

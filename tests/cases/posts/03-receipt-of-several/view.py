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

view = v.Receipt(
    letterhead,
    counted=(
        v.Counted(
            position="disagree",
            ref="#12",
            title="Buy a second-hand press?",
            line="#12 no: it is too loud for the neighbours",
            shown_as="Linotype",
            corrections=("agree", "reservations", "abstain", "stand aside", "disagree", "object"),
            until=datetime(2026, 12, 3, 18, 0, tzinfo=UTC),
            code="4712:0b7d2a64",
            reason="it is too loud for the neighbours",
            replaces="abstain",
            note="A no counts against and stops nothing. To stop it, answer: object: your reason",
        ),
        v.Counted(
            position="B > A = C",
            ref="#13",
            title="Where do we print the spring issue?",
            line="#13 B, then A and C",
            shown_as="Linotype",
            until=datetime(2026, 12, 4, 18, 0, tzinfo=UTC),
            code="4713:5c1e9f3a",
            settled_by="Kropotkin Fan",
        ),
    ),
    refused=(
        v.RefusedLine(
            code="V02",
            advice="This decision is closed; its result stands.",
            line="#11 yes",
            detail="It closed on 27 Nov, 18:00.",
            ref="#11",
            title="Higher price for the summer issue?",
        ),
    ),
    asked=(
        v.Doubt(
            line="T7 maybe, if Ben does it too",
            why="There is a condition on it.",
            readings=("offer", "withdraw offer"),
            ref="T7",
            title="typeset the issue",
            until=datetime(2026, 12, 4, 18, 0, tzinfo=UTC),
        ),
    ),
)

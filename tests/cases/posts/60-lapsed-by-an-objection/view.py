from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+r-7f3a@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)

view = v.Lapsed(
    letterhead,
    ref="#12.2",
    title="Buy a second-hand press?",
    because="objected",
    position="agree",
    closes=datetime(2026, 12, 7, 18, 0, tzinfo=UTC),
    write=(
        v.Say("#12.2 agree"),
        v.Say("#12.2 abstain"),
        v.Say("#12.2 stand aside"),
        v.Say("#12.2 disagree"),
        v.Say("#12.2 object: your reason", "#12.2 object: "),
    ),
)

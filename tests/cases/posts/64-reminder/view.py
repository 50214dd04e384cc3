from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+r-7f3a@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)
HEAD = "9f3a5c1e0b7d2a64" * 4
TEXT = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

press = v.DecisionItem(
    ref="#12",
    title="Buy a second-hand press?",
    closes=datetime(2026, 12, 3, 18, 0, tzinfo=UTC),
    answered=17,
    members=58,
    quorum=v.Quorum("at least 1/3 of members", needed=20, reached=17),
    tally=(
        v.Count("agree", 12, "2 with reservations"),
        v.Count("stand aside", 1),
        v.Count("object", 1),
        v.Count("abstain", 3),
    ),
    if_now="NO",
    objections=(v.Voice("Red Pen", "the lease forbids it"),),
    write=(
        v.Say("#12 agree"),
        v.Say("#12 abstain"),
        v.Say("#12 stand aside"),
        v.Say("#12 disagree"),
        v.Say("#12 object: your reason", "#12 object: "),
    ),
)
view = v.Digest(letterhead, head=HEAD, decisions=(press,), personal=True, reminds=True)

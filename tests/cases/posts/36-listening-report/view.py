from datetime import UTC, date, datetime

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

press = v.DecisionItem(
    ref="#12",
    title="Buy a second-hand press?",
    closes=datetime(2026, 12, 3, 18, 0, tzinfo=UTC),
    answered=21,
    members=58,
    quorum=v.Quorum("at least 1/3 of members", needed=20, reached=21),
    tally=(
        v.Count("agree", 16, "2 with reservations"),
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
typeset = v.TaskItem(
    ref="T7",
    title="typeset the issue",
    people=2,
    hours=6,
    by=date(2026, 12, 20),
    offers=1,
    offers_close=datetime(2026, 12, 4, 18, 0, tzinfo=UTC),
    write=(v.Say("T7 I can help"),),
)
view = v.ListeningReport(
    letterhead,
    since=datetime(2026, 11, 29, 18, 0, tzinfo=UTC),
    mails=31,
    counted=(v.Heard("Red Pen", "I object: the lease forbids it", "object", "#1"),),
    doubtful=(v.Heard("Linotype", "same as Ben", ref="#1", why="It leans on somebody else's answer."),),
    refused=(v.Heard("dora@example.net", "+1", why="Not on the roll."),),
    decisions=(press,),
    alike=(v.AlikeMembers(("Red Pen", "Member 17"), "addresses that begin alike"),),
)

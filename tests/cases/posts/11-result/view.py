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
view = v.Result(
    letterhead,
    ref="#12",
    title="Buy a second-hand press?",
    verdict="YES",
    outcome="adopted",
    closed=datetime(2026, 12, 3, 18, 0, tzinfo=UTC),
    members=58,
    participants=44,
    head=HEAD,
    recount="listvote audit press.jsonl --head " + HEAD,
    tally=(v.Count("for", 31), v.Count("against", 9), v.Count("abstain", 4)),
    threshold=v.Threshold("at least 3/4 of votes", reached=31, of=40, needed=30),
    quorum=v.Quorum("at least 1/3 of members", needed=20, reached=44),
    abstained=4,
    reasons=(
        v.Voice("Red Pen", "the lease forbids it, and nobody asked the landlord in all these years, as far as I know"),
        v.Voice("Linotype", "too loud", position="stand aside"),
    ),
    would_have_changed="2 changed votes would have stopped it",
    settled=1,
    opens=(typeset,),
    petition=v.Say("#12 petition: your reason", "#12 petition: "),
    petition_until=datetime(2027, 1, 2, 18, 0, tzinfo=UTC),
    review=date(2027, 6, 3),
    thread_subject="Re: [PROPOSAL] Buy a second-hand press?",
)

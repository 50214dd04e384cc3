from datetime import UTC, date, datetime
from fractions import Fraction

from listvote.acts import Option
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
view = v.Digest(
    letterhead,
    head=HEAD,
    decisions=(
        press,
        v.DecisionItem(
            ref="#13",
            title="Where do we print the spring issue?",
            what="POLL",
            closes=datetime(2026, 12, 5, 0, 0, tzinfo=UTC),
            answered=1,
            members=58,
            quorum=v.Quorum("at least 30% of active members", needed=13, reached=1, base="41 active members"),
            tally=None,
            options=(Option("A", "In house"), Option("B", "At the co-op in Leeds"), Option("C", "Not at all")),
            write=(v.Say("#13 A > B > C"),),
            such_as=True,
            yours="B > A = C",
            new=True,
            opened_by="Linotype",
            text_sha256=TEXT,
        ),
        v.DecisionItem(
            ref="#14.2",
            title="Rent the cellar",
            closes=datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
            answered=0,
            members=58,
            hearing_until=datetime(2026, 12, 7, 12, 0, tzinfo=UTC),
            objections=(
                v.Voice("Red Pen", "it is damp", answer="it was dried out in May"),
                v.Voice("Kropotkin Fan", "too dear"),
            ),
        ),
        v.DecisionItem(
            ref="#15",
            title="A second printer",
            what="ELECTION",
            closes=datetime(2026, 12, 20, 18, 0, tzinfo=UTC),
            answered=0,
            members=58,
            nominations_until=datetime(2026, 12, 10, 18, 0, tzinfo=UTC),
            write=(v.Say("#15 I stand"), v.Say("#15 nominate Red Pen")),
        ),
        v.DecisionItem(
            ref="#16",
            title="Meet in person",
            closes=datetime(2026, 12, 20, 18, 0, tzinfo=UTC),
            answered=0,
            members=58,
            seconders_wanted=1,
            write=(v.Say("#16 second"),),
        ),
    ),
    tasks=(
        typeset,
        v.TaskItem("T8", "carry the parcels", people=1, hours=Fraction(3, 2), able=("strong arms",), apprentices=1),
    ),
    decided=(
        v.Decided("#11", "higher price", "YES", ("31 to 9, 4 abstained", "5 changed votes would have stopped it")),
        v.Decided("#10", "new logo", "NO QUORUM"),
    ),
    doing=(
        v.Doing("T3", "stall at the fair", ("Kropotkin Fan", "Red Pen"), date(2026, 12, 14)),
        v.Doing("T4", "sweep up", ("Linotype",), date(2026, 11, 28), late=True),
    ),
    late=(
        v.LateBallots("#11", "higher price", 1, would_have_changed=False),
        v.LateBallots("#10", "new logo", 3, would_have_changed=True),
    ),
    roll_changes=(v.RollChange("Member 59", "joined", by="Kropotkin Fan"), v.RollChange("Linotype", "left")),
    reviews=(v.Decided("#3", "Monthly meetings by mail", "YES"),),
    hours=v.HoursFigure(wanted=18, promised=Fraction(13, 2), done=4),
    unseen=(v.UnseenPost("[press] HELP WANTED T8: carry the parcels", datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),),
    notes=("Votes on #14.2 began again, because its wording changed.",),
    announcements_included=True,
    personal=True,
    receipts=(
        v.Counted(
            position="agree",
            ref="#12",
            title="Buy a second-hand press?",
            line="+1",
            shown_as="Red Pen",
            code="4711:9f3a5c1e",
        ),
    ),
    not_counted=(
        v.Doubt("same as Ben", "It leans on somebody else's answer.", ("agree", "stand aside", "object"), ref="#14.2"),
    ),
)

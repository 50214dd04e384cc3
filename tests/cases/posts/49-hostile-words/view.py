from datetime import UTC, datetime

from listvote.acts import Option
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

BAD = "</p><script>alert(1)</script>\r\nDECIDED  #12: YES\n\n\u202eevil {{ 7 * 7 }} {% raw %} " + "x" * 10_000
view = v.Digest(
    letterhead,
    head=HEAD,
    decisions=(
        v.DecisionItem(
            ref="#12",
            title=BAD,
            closes=datetime(2026, 12, 3, 18, 0, tzinfo=UTC),
            answered=1,
            members=58,
            objections=(v.Voice(BAD, BAD, answer=BAD), v.Voice("עט אדום", "חוזה השכירות אוסר זאת (#12)")),
            if_now=BAD,
            options=(Option("A", BAD),),
        ),
    ),
    doing=(v.Doing("T3", BAD, (BAD, "印刷所の友達" * 20)),),
    notes=(BAD, "See https://example.org/" + "a" * 120 + " for more."),
)

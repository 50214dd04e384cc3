from datetime import UTC, datetime

from listvote.posts import views as v

HEAD = "9f3a5c1e0b7d2a649f3a5c1e0b7d2a649f3a5c1e0b7d2a649f3a5c1e0b7d2a64"

view = v.Result(
    v.Letterhead(
        group="press",
        answer_to="votes@example.org",
        post="press@groups.example.org",
        zone="Europe/Dublin",
        now=datetime(2026, 12, 3, 18, 5, tzinfo=UTC),
    ),
    ref="#15",
    title="Spring issue",
    verdict="NO",
    outcome="not adopted",
    closed=datetime(2026, 12, 3, 18, 0, tzinfo=UTC),
    members=58,
    participants=40,
    head=HEAD,
    recount="listvote audit press.jsonl --head " + HEAD,
    tally=(v.Count("for", 9), v.Count("against", 31)),
    threshold=v.Threshold("at least 3/4 of votes", reached=9, of=40, needed=30),
    quorum=v.Quorum("at least 1/3 of members", needed=20, reached=40),
    overturns="#12",
    called_off=("T7, typeset the issue", "T8, carry the parcels"),
)

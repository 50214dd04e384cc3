from datetime import UTC, datetime

from listvote.acts import Fault
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

view = v.OpeningRefused(
    letterhead,
    tag="POLL",
    title="Where do we print the spring issue?",
    faults=(
        Fault("line 5, close", "`close` is no setting", "Write `closes:`.", "O01"),
        Fault(
            "line 6, quorum",
            '"half" is no quorum: it must begin with "at least" or "more than".',
            'Write for example "at least 12 members", "at least 1/3 of members" or "none".',
            "O02",
        ),
    ),
    marked=True,
    template="options:\n  A. In house\n  B. At the co-op in Leeds\ncloses: Friday 18:00\nquorum: half   <== mend this\n\nQuotes are attached.",
)

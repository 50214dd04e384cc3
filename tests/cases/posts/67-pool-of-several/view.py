from datetime import UTC, datetime

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

view = v.Pool(
    letterhead,
    ref="T7",
    title="typeset the issue",
    people=3,
    pool=(
        v.InPool(3, "Red Pen", "not asked before; for T7 and T9"),
        v.InPool(4, "Em Dash", "not asked before; learning T7"),
        v.InPool(17, "Linotype", "last asked 3 May 2026, 2 terms; for T9"),
    ),
    salts_until=datetime(2026, 12, 5, 18, 0, tzinfo=UTC),
    commitment=HEAD,
    together=(v.Given("T7", "typeset the issue", 2), v.Given("T9", "read the proofs", 1)),
    bound="Whoever was asked least recently serves first; then the lot decides.",
)

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

view = v.Draw(
    letterhead,
    ref="T7",
    title="typeset the issue",
    chosen=3,
    order=(
        v.InPool(3, "Red Pen", "not asked before; for T7 and T9"),
        v.InPool(4, "Em Dash", "not asked before; learning T7"),
        v.InPool(17, "Linotype", "last asked 3 May 2026, 2 terms; for T9"),
        v.InPool(9, "Hot Metal", "last asked 4 May 2026, 1 term; for T9"),
    ),
    secret=TEXT,
    salts=0,
    recount="listvote draw verify draw-T7.json",
    head=HEAD,
    given=(
        v.Given("T7", "typeset the issue", 2, ("Red Pen",), ("Em Dash",)),
        v.Given("T9", "read the proofs", 1, ("Linotype",)),
    ),
    record="{}",
    empty=("T7 wants 2 able in layout and english, 1 offered.",),
    guarantees=("Anyone can recompute this order. Nobody who lacked the secret could foresee or steer it.",),
)

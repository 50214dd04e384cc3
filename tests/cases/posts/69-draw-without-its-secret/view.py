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
    chosen=1,
    order=(v.InPool(3, "Red Pen", "not asked before"), v.InPool(4, "Em Dash", "not asked before")),
    secret="",
    salts=2,
    recount="listvote draw verify draw-T7.json",
    head=HEAD,
    given=(v.Given("T7", "typeset the issue", 1, ("Red Pen",)),),
    salted=("Em Dash (member 4): heron", "Hot Metal (member 9): 42"),
    record="{}",
    guarantees=(
        "Anyone can recompute this order. Nobody who lacked the secret could foresee or steer it. "
        "The secret was withheld and counts as empty.",
    ),
)

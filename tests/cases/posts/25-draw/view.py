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
    order=(v.InPool(17, "Linotype", "never served"), v.InPool(3, "Red Pen", "last served in May")),
    secret=TEXT,
    salts=1,
    recount="listvote draw verify draw-T7.json",
    head=HEAD,
    given=(v.Given("T7", "typeset the issue", 2, ("Linotype",)),),
    salted=("Em Dash (member 4): heron",),
    public=("2 5 12 8 10 33",),
    record="{}",
    empty=("T7 and T9 want 4 able in layout, 3 offered.",),
    guarantees=(
        "Anybody can do this draw again; nobody who lacks the secret could foresee or steer it.",
        "Without a public source, whoever held the secret could have chosen by sending the last salt.",
    ),
)

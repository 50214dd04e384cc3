from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+k7q2@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)

view = v.Mandate(
    letterhead,
    ref="T7",
    title="typeset the issue",
    accept_until=datetime(2026, 12, 9, 18, 0, tzinfo=UTC),
    write=(v.Say("T7 accept"), v.Say("T7 decline")),
    bound_to="#12, Spring issue",
    scope="task: Typeset the issue\npeople: 2",
    apprentice=True,
)

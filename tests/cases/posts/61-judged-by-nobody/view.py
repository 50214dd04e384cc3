from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes+k7q2@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)

view = v.Judged(
    letterhead,
    ref="T4",
    title="sort the archive",
    verdict="Nobody said how it went, so it is not judged.",
    who=("Linotype",),
    missing=True,
)

from datetime import UTC, datetime

from listvote.posts import views as v

letterhead = v.Letterhead(
    group="press",
    answer_to="votes@example.org",
    post="press@groups.example.org",
    zone="Europe/Dublin",
    now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
)

view = v.OffersClosed(
    letterhead, given=(v.Given("T7", "typeset the issue", 1),), empty=("T7 wants 1, nobody offered.",), again=False
)

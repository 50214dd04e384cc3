"""A group whose draws of work go on by themselves, and the ledger of two of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

from listvote.acts import Verb
from listvote.group import Due, due
from listvote.ledger.chain import Entry
from tests.group.a_group import Book, act, opening

DAY = timedelta(days=1)
WEEK = 7 * DAY


class Works(Book):
    """A group whose draws go on by themselves: each is committed to another secret."""

    def due(
        self,
        now: datetime | None = None,
        polled_through: datetime | None = None,
        posters: Mapping[str, tuple[int, ...]] | None = None,
    ) -> Due:
        at = now or self.now
        secret = hashlib.sha256(f"secret {len(self.entries)}".encode()).digest()
        return due(self.state, at, polled_through or at, posters or {}, secret)

    def task(self, **fields: str) -> str:
        """Open a task; its reference."""
        self.ask(1, opening(opens="task", tasks=({"task": "Fold the issue"} | fields,)))
        return f"T{self.state.last_task}"

    def through(self, until: datetime) -> None:
        """Do all that is due, hour by hour."""
        while self.now < until:
            self.tick(self.now + timedelta(hours=1))


@cache
def two_draws() -> tuple[Entry, ...]:
    """Two draws of one class, the second when two have served; salts for both; member 9 has no hours for the first."""
    book = Works("labour.classes.print = { rest = '0 days' }")
    for round_, salts in enumerate(({4: "tea", 2: "milk"}, {7: "bread"}), 1):
        first = book.task(people="2", **{"class": "print", "able": "layout"}, hours="6")
        book.through(book.now + timedelta(hours=2))
        for member in range(2, 8):
            book.ask(member, act(Verb.OFFER, first, terms={"able": "layout", "hours": "8"}))
        if round_ == 1:
            book.ask(9, act(Verb.OFFER, first, terms={"able": "layout", "hours": "1"}))
        book.through(book.now + WEEK + timedelta(hours=2))
        for member, text in salts.items():
            book.ask(member, act(Verb.SALT, first, reason=text))
        book.through(book.now + 2 * DAY)
        for mandate in book.state.tasks[round_].mandates:
            book.ask(mandate.member, act(Verb.ACCEPT, first))
    return tuple(book.entries)

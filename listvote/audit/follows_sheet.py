"""Whether the sheet of a secret decision can be what was in its box: as far as that shows without the box."""

from __future__ import annotations

import re
from typing import Final

from listvote import events
from listvote.deliberation.ballots import valid
from listvote.deliberation.choice import ballot_rules
from listvote.deliberation.decision import Decision, Happening, step
from listvote.deliberation.secrecy import WITHDRAWN
from listvote.group.secret import is_secret

_NAME: Final = re.compile("[0-9a-f]{64}")


def follows_sheet(decision: Decision | None, event: events.SheetPublished) -> list[str]:
    """Say what a sheet claims that cannot be, in words.

    1. It is of a secret decision that runs, and the only one.
    2. As many lines as members who took part, each name once and in ascending order, so that no order says anything.
    3. Everybody who took part was on the frozen roll, once.
    4. Every ballot is one of its method.
    """
    if decision is None:
        return [f"a sheet of {event.about}, which was never opened"]
    found = []
    if not is_secret(decision) or step(decision.status, Happening.BALLOT) is None or decision.sheet is not None:
        found.append(f"a sheet of {event.about}, which has none")
    if not len(event.names) == len(event.ballots) == len(event.voters):
        found.append(f"{event.about}: {len(event.names)} lines on its sheet, and {len(event.voters)} took part")
    if list(event.names) != sorted(set(event.names)) or not all(_NAME.fullmatch(str(each)) for each in event.names):
        found.append(f"{event.about}: the names on its sheet are not in order, or not each of them one voter's")
    if list(event.voters) != sorted(set(event.voters)) or not decision.roll.issuperset(event.voters):
        found.append(f"{event.about}: somebody took part who was not on the roll, or twice")
    rules = ballot_rules(decision)
    wrong = sum(dict(each) != WITHDRAWN and valid(rules, each) != each for each in event.ballots)
    if wrong:
        found.append(f"{event.about}: {wrong} of the ballots on its sheet are none of its method")
    return found

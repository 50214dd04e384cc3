"""The sheet of a secret decision, as it is published at the close."""

from __future__ import annotations

from dataclasses import dataclass

from listvote.acts import Ballot


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the sheet of a secret decision: a pseudonym, a ballot (None: withdrawn), the voter's own mark."""

    name: str
    ballot: Ballot | None
    mark: str = ""

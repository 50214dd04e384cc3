"""What moderators ask of the charter: to put another one into force, as far as it is theirs to change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from listvote import events
from listvote.acts import Act, Verb
from listvote.group.charters import Proposed, entrenched, whole
from listvote.group.incoming import Incoming, Made, Rule
from listvote.group.state import State
from listvote.reasons import Reason, Refused


def charter_change(state: State, text: str, by: int, why: str = "") -> events.CharterChanged | Refused:
    """Put another charter into force without a decision.

    Args:
        state: the group.
        text: the whole new charter.
        by: the moderator who asks for it, 0 for the operator.
        why: their reason.

    Returns:
        refused with C03 for one that has faults, with C02 where it changes what only the group itself may change.
    """
    new = whole(state, text)
    if not isinstance(new, Proposed):
        return new
    if kept := entrenched(state, new.charter):
        offer = "Post it to the list under [CHARTER], with the file attached, to open that decision."
        return Refused(Reason.ENTRENCHED, detail=f"{'. '.join(kept)}. {offer}")
    return events.CharterChanged(charter=new.facts, by=by, why=why, charter_text=text)


def _update(state: State, mail: Incoming, act: Act) -> Made:
    if mail.member not in state.moderators:
        return Refused(Reason.NOT_A_MODERATOR, act.line)
    if not mail.attached:
        detail = "Attach the new charter, a file whose name ends in .toml."
        return Refused(Reason.INVALID_CHARTER, act.line, detail)
    made = charter_change(state, mail.attached[0], mail.member or 0, act.reason)
    return Refused(made.reason, act.line, made.detail) if isinstance(made, Refused) else made


RULES: Final[Mapping[Verb, Rule]] = {Verb.CHARTER_UPDATE: _update}
"""What is built about charters, by verb."""

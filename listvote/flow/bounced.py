"""A mail of ours that came back for good is noted against the address that does not take it."""

from __future__ import annotations

from listvote.acts import Reference
from listvote.events import instant
from listvote.flow.house import Change
from listvote.flow.leaving import lies
from listvote.flow.letter import Letter
from listvote.group.secret import is_secret
from listvote.mail.bounces import bounce
from listvote.mail.message import Mail
from listvote.store import ballot_box, bounces


def came_back(change: Change, letter: Letter, mail: Mail) -> bool:
    """Whether a mail is a delivery report of a failure; it counts once a day for an address that we wrote to.

    One about an answer to a secret ballot repeats it: it leaves the mailbox with the ballots.
    """
    found = bounce(mail)
    for address in sorted(found.recipients) if found else ():
        bounces.note(change.connection, found.message_id if found else "", address, instant(letter.received)[:10])
    if found is not None and (ours := ballot_box.about(change.connection, found.message_id)) is not None:
        group, about = ours
        ref = Reference.parse(about)
        decision = change.state(group).decisions.get(ref.number) if ref and ref.kind == "decision" else None
        if decision is not None and is_secret(decision):
            lies(change, letter, group, decision)
    return found is not None

"""Mail providers that keep copies of what they carry, where a secret vote could be read after its close."""

from __future__ import annotations

from typing import Final

from listvote.acts import Fault

_SENT: Final = {"smtp.gmail.com": "Google", "smtp.office365.com": "Microsoft", "smtp-mail.outlook.com": "Microsoft"}
_DELETED: Final = {"imap.gmail.com": "Google"}


def copies_kept(imap: str, smtp: str) -> list[Fault]:
    """What to look at before a group votes in secret, by the hosts of the mailbox and of the mail server."""
    found = []
    if (who := _SENT.get(smtp.lower())) is not None:
        what = f"{who} puts a copy of every mail into the account's Sent folder, receipts of secret ballots too"
        found.append(Fault("outgoing.host", what, "before you vote in secret, send through a server that keeps none"))
    if (who := _DELETED.get(imap.lower())) is not None:
        what = f"{who} keeps what is deleted by IMAP, ballots of secret votes too, unless the account is set otherwise"
        mend = "in its settings for IMAP choose: Immediately delete the message forever"
        found.append(Fault("mailbox.host", what, mend))
    return found

"""Every step of taking in, confirming, taking over, ticking and handing over, by name: where a process may be killed.

The program knows nothing of this. A process that is to die wraps the one function that a point names, and kills itself
when that is entered or left for the n-th time.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, Literal
from unittest import mock


@dataclass(frozen=True, slots=True)
class Point:
    """Before or after a function, named as `module:function` below the package.

    Where `within` names another function, what happens while that runs is meant, in itself where `nested` is 2; every
    second time where `every` is 2.
    """

    when: Literal["before", "after"]
    what: str
    within: str = ""
    every: int = 1
    nested: int = 1


_ANSWER: Final = "net.smtp:smtplib.SMTP.getreply"  # there is one to DATA, and one to the mail
_TAKING, _TICKING, _HANDING = "flow.passing:take_one", "flow.passing:tick.run", "flow.passing:deliver.run"

INTAKE: Final = {
    "the group's mailbox is noted": Point("after", "store.ledger:comes_to"),  # with its first mail, and never again
    "the mailbox is open": Point("after", "net.imap:Mailbox.connect"),
    "the folder was looked at": Point("after", "net.imap:Mailbox.poll", "flow.passing:poll"),
    "something was fetched": Point("after", "net.imap:Mailbox._fetch"),
    "a mail that waited is taken up again": Point("before", "flow.passing:retry"),
    "a mail that waited is settled": Point("after", "store.parked:settled"),
    "a mail is to be taken in": Point("before", _TAKING),
    "its bytes were read": Point("after", "flow.reading:arrive", _TAKING),
    "its keys were looked up": Point("after", "flow.intake:look_up"),
    "it cannot be read and is to be parked": Point("before", "store.parked:add", _TAKING),
    "it cannot be read and was parked": Point("after", "store.parked:add", _TAKING),
    "its transaction has begun": Point("before", "flow.intake:_take"),
    "it is no delivery report": Point("after", "flow.intake:came_back"),
    "it is ours and came back": Point("after", "flow.intake:_came_back"),
    "its group is known": Point("after", "flow.intake:group_of"),
    "it was looked for among those taken before": Point("after", "store.inbox:find"),
    "it is a copy": Point("before", "flow.copies:again"),
    "a copy was noted": Point("after", "store.inbox:copied"),
    "the group has decided": Point("after", "flow.acting:decide"),
    "its events are to be written": Point("before", "store.ledger:append", _TAKING),
    "its events are written": Point("after", "store.ledger:append", _TAKING),
    "its answer is to be put into the outbox": Point("before", "store.outbox:add", _TAKING),
    "its answer is in the outbox": Point("after", "store.outbox:add", _TAKING),
    "all answers are written": Point("after", "flow.acting:reply"),
    "it is to be noted as read": Point("before", "store.inbox:add"),
    "it is noted as read": Point("after", "store.inbox:add"),
    "the cursor is to be moved": Point("before", "store.inbox:move", _TAKING),
    "the cursor is moved and nothing is kept yet": Point("after", "store.inbox:move", _TAKING),
    "it is kept, and not in memory": Point("before", "flow.house:Change.kept", _TAKING),
    "it is kept and in memory": Point("after", "flow.house:Change.kept", _TAKING),
    "the mail is done": Point("after", _TAKING),
    "the poll is complete": Point("after", "store.parked:count", "flow.passing:poll"),
    "the poll is over": Point("after", "flow.passing:poll"),
}

CONFIRM: Final = {
    "nothing shows whose it is and its member is to be asked": Point("before", "flow.pending:ask"),
    "its member is asked and nothing is kept": Point("after", "flow.pending:ask"),
    "a token was found that no other mail has spent": Point("after", "flow.in_hand:assure"),
    "a confirmation is to be looked for": Point("before", "flow.pending:confirmed"),
    "it is known what a mail confirms": Point("after", "flow.pending:confirmed"),
    "the mail that waited is to be taken in": Point("before", "flow.acting:decide", "flow.intake:acting.act", nested=2),
    "the mail that waited was decided on": Point("after", "flow.acting:decide", "flow.intake:acting.act", nested=2),
    "the receipt for it is in the outbox": Point("after", "flow.acting:reply", "flow.intake:acting.act", nested=2),
    "the mail that waited is to be settled": Point("before", "store.inbox:settle"),
    "the mail that waited is settled": Point("after", "store.inbox:settle"),
}

_LEASE: Final = "flow.lease:Lease.keep"

TAKEOVER: Final = {
    "the lease is to be taken": Point("before", _LEASE),
    "somebody else has the lease": Point("after", "store.leases:holder"),
    "its holder is gone": Point("after", "flow.lease:_gone"),
    "the lease is given back for the one that is gone": Point("after", "store.leases:give_back", _LEASE),
    "the lease is taken over and nothing is kept": Point("after", "store.leases:take", _LEASE, every=2),
    "the takeover is kept": Point("after", "flow.house:Change.kept", _LEASE),
    "the lease is held": Point("after", _LEASE),
    "the first poll is over": Point("after", "flow.passing:poll"),
    "the lease is to be given back at the end": Point("before", "flow.lease:Lease.give_back"),
    "the lease is given back and that is not kept": Point(
        "after", "store.leases:give_back", "flow.lease:Lease.give_back"
    ),
}

TICK: Final = {
    "what is due is to be looked for": Point("before", _TICKING),
    "others' mailboxes are known": Point("after", "flow.tick:elsewhere"),
    "somebody asked what is due": Point("after", "flow.tick:_due"),
    "a step has begun": Point("before", "flow.tick:_step"),
    "its post is composed": Point("after", "flow.tick:post"),
    "its post is to be put into the outbox": Point("before", "store.outbox:add", "flow.tick:_step"),
    "its post is in the outbox": Point("after", "store.outbox:add", "flow.tick:_step"),
    "what happened is to be written": Point("before", "store.ledger:append", "flow.tick:_step"),
    "what happened is written": Point("after", "store.ledger:append", "flow.tick:_step"),
    "the step is kept, and not in memory": Point("before", "flow.house:Change.kept", _TICKING),
    "the step is kept and in memory": Point("after", "flow.house:Change.kept", _TICKING),
    "old mails were erased": Point("after", "store.inbox:erase_raw"),
    "nothing is due any more": Point("after", _TICKING),
}

DELIVERY: Final = {
    "the outbox is to be looked at": Point("before", _HANDING),
    "what waits is chosen": Point("after", "flow.deliver:_ready"),
    "the choice is kept": Point("after", "flow.house:Change.kept", _HANDING),
    "all that the mails stem from is on the disk": Point("after", "store.database:Database.flush", _HANDING),
    "the mail server is to be called": Point("before", "net.smtp:Submission._connect"),
    "the mail server answers": Point("after", "net.smtp:Submission._connect"),
    "it knows the sender": Point("after", "net.smtp:smtplib.SMTP.mail"),
    "it knows the recipient": Point("after", "net.smtp:smtplib.SMTP.rcpt"),
    "it is to be given the mail": Point("before", "net.smtp:smtplib.SMTP.data"),
    "it has the mail and has not said so": Point("before", _ANSWER, "net.smtp:smtplib.SMTP.data", every=2),
    "it has said that it has the mail": Point("after", "net.smtp:smtplib.SMTP.data"),
    "the batch is handed over": Point("after", "net.smtp:Submission.send"),
    "a hand-over is to be noted": Point("before", "flow.deliver:_note"),
    "the mail is marked as sent": Point("after", "store.outbox:sent"),
    "the hand-over is in the ledger and not kept": Point("after", "store.ledger:append", "flow.deliver:_note"),
    "the hand-over is kept, and not in memory": Point("before", "flow.house:Change.kept", _HANDING),
    "all is handed over": Point("after", _HANDING),
}

POINTS: Final = {**INTAKE, **CONFIRM, **TAKEOVER, **TICK, **DELIVERY}


@contextmanager
def killed_at(name: str, nth: int) -> Iterator[None]:
    """Within this, the process dies when it comes to a point for the n-th time."""
    point = POINTS[name]
    inside = 0
    left = nth * point.every

    def here() -> None:
        nonlocal left
        if inside >= point.nested or not point.within:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **named: Any) -> Any:
            if point.when == "before":
                here()
            made = real(*arguments, **named)
            if point.when == "after":
                here()
            return made

        return wrapped

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **named: Any) -> Any:
            nonlocal inside
            inside += 1
            try:
                return real(*arguments, **named)
            finally:
                inside -= 1

        return wrapped

    with ExitStack() as stack:
        for what, wrap in ((point.what, deadly), (point.within, counted)):
            if what:
                owner, attribute = place_of(what)
                stack.enter_context(mock.patch.object(owner, attribute, wrap(getattr(owner, attribute))))
        yield


def place_of(what: str) -> tuple[Any, str]:
    """Where a name is looked up when it is called."""
    module, _, path = what.partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(f"listvote.{module}")
    for each in owners:
        owner = getattr(owner, each)
    return owner, name

"""`listvote erase MEMBER`: a person's names, addresses, words and mails go; the ledger's chain stays whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from listvote.cli import frame
from listvote.cli.frame import GroupOption

if TYPE_CHECKING:
    from listvote.group import State


def erase(
    member: Annotated[str, typer.Argument(help="A member's number, alias, or address.")],
    group: GroupOption = "",
    keep_mailbox: Annotated[
        bool, typer.Option("--keep-mailbox", help="Leave the mails in the mailbox; they are to be removed by hand.")
    ] = False,
) -> None:
    """Erase a member's names, addresses, words and raw mails, in the mailbox too; what counts stays under a number."""
    from listvote.flow import erasing
    from listvote.flow.surroundings import mailbox
    from listvote.net.imap import MailboxError

    with frame.house() as (house, config):
        number, state = frame.the_group(house, group)
        found = _number(state, member)
        if found is None:
            frame.fail(f"There is no member {member!r} in {state.name}. See: listvote roll list")
        done = erasing.erase(house, number, found, frame.now())
        if isinstance(done, str):
            frame.fail(done)
        house.database.compact()
        typer.echo(f"{state.name}: member {found} is erased; {done.entries} events lost their words.")
        if keep_mailbox:
            return
        try:
            with mailbox(config) as folder:
                gone = erasing.erase_in_mailbox(house, number, folder, done.addresses)
        except MailboxError as error:
            frame.fail(
                f"The mails in the mailbox could not be removed: {error.words}",
                f"They are those from: {', '.join(done.addresses)}",
            )
        typer.echo(f"Removed from the mailbox: {gone}.")


def _number(state: State, written: str) -> int | None:
    """The number of a member by number, address or alias."""
    from listvote.membership.aliases import alias_key

    if written.isascii() and written.isdigit():
        return int(written) if int(written) in state.roll.members else None
    by_address = state.roll.member_of(written)
    if by_address is not None:
        return by_address
    named = [each.number for each in state.roll.present() if alias_key(each.shown_as) == alias_key(written)]
    return named[0] if len(named) == 1 else None

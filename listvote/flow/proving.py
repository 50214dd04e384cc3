"""Who wrote a mail, shown: the keys are looked up before the transaction, the proof is judged within it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from listvote.charter.sections import Proof, Source
from listvote.flow import reading as steps
from listvote.flow.boxes import desk_name
from listvote.flow.house import Change, House, View
from listvote.flow.reading import Arrived
from listvote.group import State
from listvote.group.secret import is_secret
from listvote.mail import token as tokens
from listvote.mail.addresses import domain_of
from listvote.mail.author import Author
from listvote.mail.proof import Keys, Proven, Surety, Unproven, key_names, prove, turned_away
from listvote.mail.token import Token
from listvote.net.dns import DnsError
from listvote.store import spent

WAIT_FOR_KEYS: Final = timedelta(hours=6)
"""How long a mail waits for a name server that does not answer; then its author is asked instead."""


def look_up(house: House, raw: bytes, received: datetime, arrived: Arrived, now: datetime) -> Keys | None:
    """The keys that proving a mail needs; None where a name server does not answer and the mail should wait.

    Nothing is looked up for a group whose charter takes members at their word, nor for what no member seems to have
    written; where posters become members, the list's own key is. After `WAIT_FOR_KEYS` the mail goes on without.
    """
    if arrived.automatic:
        return {}
    if not house.states or any(state.charter.trust.proof is not Proof.NONE for state in house.states.values()):
        with house.look() as view:
            return _looked_up(view, raw, received, arrived, now)
    return {}


def _looked_up(view: View, raw: bytes, received: datetime, arrived: Arrived, now: datetime) -> Keys | None:
    names: dict[str, None] = {}
    for state in view.states().values():
        if state.charter.trust.proof is Proof.NONE or arrived.route.group not in (None, state.name):
            continue
        seen = steps.of_dialect(arrived, state.charter.group.dialect)
        wrote = steps.writer(seen, state.roll.member_of, [state.charter.group.post])
        surety = surety_of(view, state)
        if not isinstance(wrote, Author):
            continue
        if wrote.member is None and (state.charter.members.source is not Source.POSTERS or arrived.route.private):
            continue
        if state.charter.trust.proof is Proof.SERVER and not turned_away(seen.mail, surety, domain_of(wrote.address)):
            continue
        names |= dict.fromkeys(key_names(raw, wrote if wrote.member is not None else None, surety, arrived.signed))
    if not names:
        return {}
    try:
        return view.house.assurance.keys(tuple(names))
    except DnsError:
        return None if now - received < WAIT_FOR_KEYS else {}


def surety_of(view: View, state: State) -> Surety:
    """Whom a group believes."""
    there, assurance = state.charter.group, view.house.assurance
    return Surety(
        there.post, there.list_id, view.house.service, there.dialect, assurance.authserv_id, assurance.sealers
    )


@dataclass(frozen=True, slots=True)
class Assured:
    """What shows who wrote a mail, and the good reply token in the address that it was sent to, if any.

    `replayed`: it was shown of another mail before, by a signature that fits any Message-ID.
    """

    proof: Proven | Unproven
    token: Token | None = None
    replayed: bool = False


def assure(
    change: Change,
    group: int,
    state: State,
    raw: bytes,
    received: datetime,
    arrived: Arrived,
    wrote: Author,
    key: str,
    keys: Keys,
) -> Assured:
    """Judge whether a mail is its author's, by the charter's measure, within the change.

    1. Who is taken at their word needs no proof.
    2. A reply token of this very member, on a private mail, that never stood in a public one.
    3. By charter, what the mailbox's own server let in.
    4. Signatures, each good for one mail.
    """
    token = _token(change, group, received, arrived, wrote)
    if state.charter.trust.proof is Proof.NONE:
        return Assured(Proven("none"), token)
    if token is not None:
        return Assured(Proven("token"), token)
    surety = surety_of(change, state)
    if state.charter.trust.proof is Proof.SERVER and not turned_away(arrived.mail, surety, domain_of(wrote.address)):
        return Assured(Proven("server"))
    proof = prove(raw, arrived.mail, arrived.trace, wrote, surety, received, keys, arrived.signed)
    if isinstance(proof, Proven) and proof.signature:
        before = spent.by(change.connection, group, "signature", proof.signature)
        if before not in (None, key) and before != _hidden(change, key):
            return Assured(Unproven("its signature was on another mail before"), replayed=True)
        secret = arrived.route.private and any(is_secret(each) for each in state.decisions.values())
        spent.spend(change.connection, group, "signature", proof.signature, _hidden(change, key) if secret else key)
    return Assured(proof)


def _hidden(change: Change, key: str) -> str:
    """A mail's name as nobody can guess it: no content key of a secret ballot is kept."""
    return desk_name(change.house, key)


def expose(change: Change, group: int, received: datetime, arrived: Arrived) -> None:
    """Let go of every reply token that stands anywhere in a mail that came through the list.

    Whoever answers one of our private mails to everybody quotes the address that it was to be answered at; from then on
    anybody who reads the archive could answer there.
    """
    if arrived.route.private or not change.house.assurance.token_key:
        return
    name, _, host = change.house.service.partition("@")
    mail = arrived.mail
    shown = "\n".join((mail.text, mail.html, *(value for _, value in mail.headers.fields)))
    folded = shown.casefold()
    if not any(f"{name}{plus}".casefold() in folded for plus in ("+", "%2b")):
        return  # as in nearly all mails
    begins, ends = re.escape(name), re.escape(host)
    written = re.compile(rf"{begins}(?:\+|%2B)([a-z2-7]{{40,64}})(?:@|%40){ends}", re.IGNORECASE)
    words = {found.lower() for found in written.findall(shown)}
    for word in sorted(words)[:_TOKENS_AT_MOST]:
        if tokens.read(change.house.assurance.token_key, word, received) is not None:
            spent.spend(change.connection, group, "token", _digest(word))


_TOKENS_AT_MOST: Final = 100
"""How many tokens of one mail are let go; nobody was sent as many as could stand in one."""


def _digest(word: str) -> str:
    return hashlib.sha256(word.lower().encode("utf-8", "replace")).hexdigest()


def _is_of(token: Token, wrote: Author) -> bool:
    """Whether a token was made for whoever wrote a mail: for a member, or for an address that is to become one's."""
    if wrote.member is not None:
        # What asks a new address was sent there: whoever reads it has not shown to be the member yet.
        return token.member == wrote.member and token.purpose != "address"
    return token.purpose in ("address", "join") and token.matter == tokens.name_of(wrote.address.lower())


def _token(change: Change, group: int, received: datetime, arrived: Arrived, wrote: Author) -> Token | None:
    word, key = arrived.route.token, change.house.assurance.token_key
    if not word or not key:
        return None
    token = tokens.read(key, word, received)
    if token is None or token.group != group or not _is_of(token, wrote):
        return None
    digest = _digest(word)
    if not arrived.route.private:
        spent.spend(change.connection, group, "token", digest)  # whoever reads the archive could answer with it
        return None
    return token if spent.by(change.connection, group, "token", digest) is None else None

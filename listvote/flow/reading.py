"""One mail read: from its bytes to what it asks for, through the pure rooms in their order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from listvote.acts import Act, Context, Place, Reading, Verb
from listvote.discretion import discreet
from listvote.mail.author import Author, NoAuthor, author
from listvote.mail.automatic import why_automatic
from listvote.mail.decoding import clean_text
from listvote.mail.dialects import ListTrace, trace
from listvote.mail.grammar import read
from listvote.mail.grammar.opening import subject_of, tag_of
from listvote.mail.message import Mail, Unreadable, parse
from listvote.mail.own_words import Line, OwnWords, own_words
from listvote.mail.proofs.signatures import Keys, Signed, holds, signed
from listvote.mail.route import GroupAddress, Route, route
from listvote.mail.thread import Parent, Thread, answered, thread
from listvote.mail.token import Token
from listvote.mail.visible import as_seen


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a mail says before its group's state is looked at.

    Where that was done already, `own` are its own words if it answers nothing of ours, and `signed` is the mail as
    signatures see it.
    """

    mail: Mail
    trace: ListTrace | None
    route: Route
    automatic: str
    own: OwnWords | None = field(default=None, repr=False, compare=False)
    signed: Signed | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was read in a mail ahead, and the groups' addresses that it was read with."""

    read: Arrived | Unreadable
    groups: Sequence[GroupAddress]


def arrive(raw: bytes, groups: Sequence[GroupAddress], service: str) -> Arrived | Unreadable:
    """Read the bytes of a mail: what it is, which list brought it, whether a program sent it; never raises."""
    mail = parse(raw)
    if isinstance(mail, Unreadable):
        return mail
    found = trace(mail)
    return Arrived(mail, found, route(mail, found, groups, service), why_automatic(mail))


def read_ahead(
    raw: bytes, groups: Sequence[GroupAddress], service: str, lines: dict[Line, Line], keys: Keys | None = None
) -> Arrived | Unreadable:
    """Read all of a mail that can be read before anything is known of its group: as `arrive`, and its own words.

    Lines that are in `lines` are taken from there, and new ones put into it: many mails that quote the same one then
    have it together. With `keys`, also the mail as signatures see it, and whether one holds whose key is among them;
    without them signatures are not looked at.
    """
    arrived = arrive(raw, groups, service)
    if isinstance(arrived, Unreadable):
        return arrived
    own = OwnWords(tuple([lines.setdefault(line, line) for line in words(arrived, None).lines]))
    return replace(arrived, own=own, signed=None if keys is None or arrived.automatic else _signed(raw, keys))


def _signed(raw: bytes, keys: Keys) -> Signed | None:
    found = signed(raw)
    if found is None:
        return None
    held: dict[int, tuple[bytes | None, bool]] = {}
    for signature in found.signatures:
        record = keys.get(signature.key_name)
        if record is not None and not signature.fault:
            held[signature.place] = (record, holds(found, signature, keys))
            if held[signature.place][1]:
                break  # as whoever proves a mail does: one is enough
    return replace(found, held=held)


def routed(arrived: Arrived, groups: Sequence[GroupAddress], service: str) -> Arrived:
    """The same, of the groups that are served by now."""
    return replace(arrived, route=route(arrived.mail, arrived.trace, groups, service))


def of_dialect(arrived: Arrived, dialect: str) -> Arrived:
    """The same, where the charter says which list server its list has; `auto` leaves it to the marks of the copy."""
    return arrived if dialect == "auto" else replace(arrived, trace=trace(arrived.mail, dialect))


def writer(arrived: Arrived, member_of: Callable[[str], int | None], lists: Sequence[str]) -> Author | NoAuthor:
    """Who wrote it, of the members of one group; `lists` are the posting addresses that are served."""
    return author(arrived.mail, arrived.trace, member_of, lists)


def place(arrived: Arrived, known: Mapping[str, Parent]) -> Thread:
    """What it answers; `known` are the mails of its group that it refers to."""
    return thread(arrived.mail, known, private=arrived.route.private)


def by_token(thread: Thread, token: Token | None) -> Thread:
    """What it answers by the reply token of the address that it was sent to, which says more than the thread does."""
    about = token.about if token else None
    return thread if about is None or thread.about == about else Thread(Place.OPENING, about, thread.parent)


def words(arrived: Arrived, parent: Parent | None) -> OwnWords:
    """Its own words; what stands in our own mail that it answers is no word of its author's."""
    if parent is None or not parent.text:
        return arrived.own or own_words(arrived.mail)
    return own_words(arrived.mail, clean_text(parent.text).split("\n"))  # as the mail's own text was cleaned


def acts(arrived: Arrived, own: OwnWords, context: Context) -> Reading:
    """What it asks for; what not everybody who reads it sees is doubtful."""
    return as_seen(arrived.mail, own.lines, read(own, arrived.mail.subject, context), context)


def discreetly(reading: Reading, known: Collection[str]) -> Reading:
    """The same acts without links that leave a list, and without addresses but those that everybody knows.

    The address that a member adds stays, and so does the text of a charter, which names moderators by theirs until it
    is read.
    """
    acts = tuple(_discreet(act, known) for act in reading.acts)
    return reading if acts == reading.acts else replace(reading, acts=acts)


def _discreet(act: Act, known: Collection[str]) -> Act:
    opening = act.opening
    if opening is not None and opening.opens != "charter":
        opening = replace(
            opening,
            title=discreet(opening.title, known),
            text=discreet(opening.text, known),
            options=tuple(replace(each, text=discreet(each.text, known)) for each in opening.options),
            draft=discreet(opening.draft, known),
            tasks=tuple({key: discreet(value, known) for key, value in task.items()} for task in opening.tasks),
        )
    line, reason = discreet(act.line, known), discreet(act.reason, known)
    text = act.text if act.verb is Verb.ADDRESS_ADD else discreet(act.text, known)
    if opening is None and (line, reason, text) == (act.line, act.reason, act.text):
        return act
    return replace(act, line=line, reason=reason, text=text, opening=opening)


def role(reading: Reading, context: Context, *, opener: bool) -> str:
    """What a mail is to the thread of a matter: its opener's, only a ballot about the matter, or anything else.

    Whoever answers one that is only a ballot with a bare `+1` means the same matter.
    """
    if opener:
        return "opener"
    return "ballot" if context.place is Place.OPENING and reading.only_ballots else "thread"


def another_round(arrived: Arrived, title: str, tags: Mapping[str, str]) -> bool:
    """Whether a mail in the thread of a decision opens another one: its subject has a tag, another title and no `Re:`.

    `title` is that of the decision, `tags` are those of the group.
    """
    heading = subject_of(arrived.mail.subject)
    opens = not heading.answers and tag_of(heading, Context(tags=tags)) is not None
    return opens and heading.text.casefold() != title.casefold()


def starts_thread(arrived: Arrived) -> bool:
    """Whether it answers nothing at all."""
    return not answered(arrived.mail)

"""Mails read without a ledger: how each would be understood, as a reply to one open decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from listvote.acts import Act, Context, Matter, Option, Place, Reading, Reference
from listvote.charter import Charter
from listvote.flow import reading as steps
from listvote.flow.archive import received
from listvote.flow.reading import Arrived
from listvote.mail.author import Author, candidates
from listvote.mail.grammar.opening import TAGS
from listvote.mail.message import Unreadable
from listvote.mail.own_words import OwnWords
from listvote.mail.proof import Keys, Proven, Surety, prove
from listvote.mail.route import GroupAddress

NOT_CHECKED: Final = "not checked"
TRIED: Final = Reference("decision", 1)


@dataclass(frozen=True, slots=True)
class Trial:
    """What every mail is tried on: the method and options of the decision, the charter and roll if there are any.

    `member_of` gives the number of the member with an address; None where no roll was given. `keys` are the records
    that a name server would tell, None where nothing is to be checked; `service` is where private mail goes to.
    """

    method: str = "consensus"
    options: tuple[Option, ...] = ()
    charter: Charter | None = None
    member_of: Callable[[str], int | None] | None = None
    service: str = ""
    keys: Keys | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """One mail, read: everything that was found out about it on the way.

    `proof` is what shows that it is its author's, `none`, or `not checked`; `unproven` says why it is none.
    """

    arrived: Arrived
    address: str
    how: str
    own: OwnWords
    reading: Reading
    proof: str = NOT_CHECKED
    unproven: str = ""

    @property
    def verdict(self) -> str:
        """clear, doubtful, talk or automatic."""
        return "automatic" if self.arrived.automatic else self.reading.verdict


def options_of(labels: Sequence[str]) -> tuple[Option, ...]:
    """Options from labels: `A` and `B`, or texts, which get letters in their order."""
    lettered = all(len(label) == 1 and label.isalpha() for label in labels)
    return tuple(
        Option(label.upper() if lettered else chr(ord("A") + place), label) for place, label in enumerate(labels)
    )


def try_mail(raw: bytes, trial: Trial) -> Tried | Unreadable:
    """Read one mail as a reply to the open decision of a trial; never raises."""
    group = trial.charter.group if trial.charter else None
    groups = [GroupAddress(group.name, group.post, group.list_id)] if group else []
    arrived = steps.arrive(raw, groups, trial.service)
    if isinstance(arrived, Unreadable):
        return arrived
    if group:
        arrived = steps.of_dialect(arrived, group.dialect)
    address, how = _author(arrived, trial)
    own = steps.words(arrived, None)
    about = Matter(TRIED, trial.method, options=trial.options)
    tags = TAGS
    if trial.charter:
        tags = {tag: TAGS[opens.value.upper()] for tag, opens in trial.charter.tags().items()}
    context = Context(
        place=Place.OPENING,
        about=about,
        matters={TRIED: about},
        languages=tuple(group.languages) if group else ("en",),
        apache=group is not None and group.words == "apache",
        private=arrived.trace is None,
        starts_thread=steps.starts_thread(arrived),
        group=group.name if group else "",
        tags=tags,
    )
    reading = Reading() if arrived.automatic else steps.acts(arrived, own, context)
    return Tried(arrived, address, how, own, reading, *_proof(raw, arrived, address, how, trial))


def _proof(raw: bytes, arrived: Arrived, address: str, how: str, trial: Trial) -> tuple[str, str]:
    """What shows who wrote a mail, as of its own receipt; without a charter its list is the one that it names."""
    if trial.keys is None:
        return NOT_CHECKED, ""
    if not address:
        return "none", how
    group, trace = (trial.charter.group if trial.charter else None), arrived.trace
    post = group.post if group else trace.post if trace else ""
    list_id = group.list_id if group else trace.list_id if trace else ""
    surety = Surety(post, list_id, trial.service, group.dialect if group else "auto")
    when = received(arrived.mail, "")
    if when is None:
        return "none", "nothing says when it was received"
    found = prove(raw, arrived.mail, trace, Author(address, how), surety, when, trial.keys)
    return (found.how, "") if isinstance(found, Proven) else ("none", found.why)


def _author(arrived: Arrived, trial: Trial) -> tuple[str, str]:
    served = [trial.charter.group.post] if trial.charter else []
    if trial.member_of is not None:
        wrote = steps.writer(arrived, trial.member_of, served)
        return (wrote.address, wrote.how) if isinstance(wrote, Author) else ("", wrote.why)
    found = candidates(arrived.mail, arrived.trace, served)
    return (found[0].address, found[0].how) if found else ("", "it names nobody")


def told(tried: Tried | Unreadable) -> dict[str, Any]:
    """What was found out about a mail, as plain data."""
    if isinstance(tried, Unreadable):
        return {
            "message_id": "",
            "author": {"address": "", "how": "", "proof": NOT_CHECKED},
            "list": None,
            "automatic": False,
            "own_text": "",
            "acts": [],
            "verdict": "unreadable",
            "why": tried.why,
        }
    trace = tried.arrived.trace
    return {
        "message_id": tried.arrived.mail.message_id,
        "author": {"address": tried.address, "how": tried.how, "proof": tried.proof},
        "list": {"dialect": trace.dialect, "list_id": trace.list_id, "post": trace.post} if trace else None,
        "automatic": bool(tried.arrived.automatic),
        "own_text": tried.own.own_text,
        "acts": [act_told(act) for act in tried.reading.acts],
        "verdict": tried.verdict,
    }


def act_told(act: Act) -> dict[str, Any]:
    """One act as plain data; `why` says why a doubtful one is."""
    made: dict[str, Any] = {
        "line": act.line,
        "act": act.verb.value,
        "ref": str(act.ref) if act.ref else None,
        "position": act.position or None,
        "reason": act.reason or None,
        "clarity": act.clarity.value,
    }
    if act.why_doubtful:
        made["why"] = act.why_doubtful
    if act.faults:
        made["faults"] = [{"where": each.where, "what": each.what, "mend": each.mend} for each in act.faults]
    return made

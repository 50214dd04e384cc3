"""Why something that a person asked for was not done: stable codes, each with one sentence on what to do.

A refusal is a value, not an exception: a late ballot is nothing exceptional. The codes are promised to the
people who read them in mails; a code is never given another meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Reason(Enum):
    """The closed list of reasons; `code` is what stands in a mail, `advice` says what its reader can do."""

    NOT_ON_ROLL = ("V01", "You are not on the roll of this group. A moderator can put you on it.")
    CLOSED = ("V02", "This decision is closed; its result stands.")
    NOT_YET_OPEN = ("V03", "This decision is not open yet. Send your ballot again once it is announced.")
    SECRET_IN_PUBLIC = (
        "V04",
        "This decision is secret and your ballot came on the list, where everybody could read it. "
        "Send it again to this address alone.",
    )
    NOT_AN_OPTION = ("V05", "That is none of the answers to choose from.")
    INVALID_BALLOT = ("V06", "This ballot is not valid as a whole, so nothing of it was counted.")
    CONTRADICTS_ITSELF = ("V07", "Your mail says two different things. Answer with the one that you mean.")
    AUTHOR_UNPROVEN = (
        "V08",
        "It could not be shown that this mail is yours. Answer `confirm` to the question we sent.",
    )
    AUTOMATIC_MAIL = ("V09", "This looked like a mail that a program sent by itself; those never count.")
    REFERENCE_AND_THREAD_DISAGREE = (
        "V10",
        "The number that you wrote and the thread that you answered are two different matters. "
        "Write the number again in a new mail to this address.",
    )
    READ_AFTER_CLOSE = (
        "V11",
        "Your ballot arrived in time, but was read after the close had been announced. "
        "The digest says whether it would have changed the result; of a secret one, whether any could have.",
    )
    OFFERS_CLOSED = ("W01", "Offers for this task are closed.")
    ALREADY_SERVING = ("W02", "You already hold as much work as the charter lets one member hold at once.")
    NOT_ABLE = (
        "W03",
        "This task asks for skills that you have not declared. Write `able:` with them, or `apprentice`.",
    )
    NO_SUCH_MANDATE = ("W04", "You hold no such task.")
    RESTING = ("W05", "You have just served; the charter gives you a rest first.")
    UNKNOWN_SETTING = ("O01", "A setting is not known. Correct it in the template below and post again.")
    UNREADABLE_VALUE = (
        "O02",
        "A setting has a value that could not be read. Correct it in the template below and post again.",
    )
    NOT_ALLOWED = ("O03", "The charter of this group does not allow that.")
    TOO_MANY_OPEN = ("O04", "Too many decisions are open. Wait until one closes, then post again.")
    NO_SUCH_MATTER = (
        "O05",
        "There is no such decision or task here. Write `status` for the list of those that are open.",
    )
    NOT_A_MODERATOR = ("C01", "Only moderators can do that.")
    ENTRENCHED = ("C02", "That part of the charter changes only by a decision of the group. Open one with [CHARTER].")
    INVALID_CHARTER = ("C03", "The charter has faults; nothing was changed.")
    INVALID_ROLL = ("C04", "The roll has faults; nothing was changed.")
    NOT_YET_BUILT = ("N01", "This was understood, but listvote cannot do it yet. Nothing was changed.")

    def __init__(self, code: str, advice: str) -> None:
        self.code = code
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that was understood and not carried out.

    `line` is the line of the mail that asked for it, as written; `detail` adds what is particular to this case,
    a full sentence, or one a line where there are several; `ref` names the matter (`#12`, `T7`) where one was meant.
    """

    reason: Reason
    line: str = ""
    detail: str = ""
    ref: str = ""

"""The words that members write, one table a language; signs such as `+1` belong to all of them.

What may stand in a table is said in `phrase`. Nothing here judges a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from listvote.mail.vocabulary.de import GERMAN
from listvote.mail.vocabulary.en import ENGLISH
from listvote.mail.vocabulary.es import SPANISH
from listvote.mail.vocabulary.fr import FRENCH
from listvote.mail.vocabulary.it import ITALIAN
from listvote.mail.vocabulary.phrase import DECISION, OPTIONS, POSITIONS, TASK, Kind, Phrase, Vocabulary
from listvote.mail.vocabulary.pt import PORTUGUESE
from listvote.mail.vocabulary.symbols import SYMBOLS

__all__ = ["DECISION", "LANGUAGES", "OPTIONS", "POSITIONS", "SYMBOLS", "TASK", "Kind", "Phrase", "Vocabulary", "spoken"]

LANGUAGES: Final[Mapping[str, Vocabulary]] = {
    each.language: each for each in (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE)
}
"""The languages that can be read, by their codes."""


def spoken(languages: tuple[str, ...]) -> tuple[Vocabulary, ...]:
    """The vocabularies of a group: the signs, English (our own posts name its words), then what the group names.

    Args:
        languages: codes such as `de`; one that is not known is passed over.
    """
    wanted = dict.fromkeys(("en", *languages))
    return (SYMBOLS, *(LANGUAGES[code] for code in wanted if code in LANGUAGES))

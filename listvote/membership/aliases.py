"""Aliases: the names under which the list sees its members."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from listvote.acts import Reference

__all__ = ["LONGEST_ALIAS", "alias_fault", "alias_key", "is_number_alias", "tidy_alias"]

LONGEST_ALIAS: Final = 40
"""Characters; a digest shows aliases in the middle of a line."""

_NUMBER_ALIAS: Final = re.compile(r"member [0-9]+")
_TAKEN: Final = frozenset({"none of these", "listvote"})


def tidy_alias(text: str) -> str:
    """The alias as it is kept: composed letters (NFC), single spaces, none around it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def alias_key(alias: str) -> str:
    """What two aliases have in common that readers would take for one: letter case, width and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", alias).casefold().split())


def is_number_alias(alias: str) -> bool:
    """Whether an alias is that of a member who chose none, such as `Member 37`."""
    return _NUMBER_ALIAS.fullmatch(alias_key(alias)) is not None


def alias_fault(alias: str) -> str:
    """Say why a text cannot be an alias.

    Args:
        alias: as somebody wrote it.

    Returns:
        the rest of a sentence that begins with the alias (`is longer than 40 characters`), '' if it can be one. An
        alias is no address, no reference (`T7`), not the stand-in of a member without one, and has nothing invisible.
    """
    tidy = tidy_alias(alias)
    # before tidying: it takes line breaks for spaces
    if any(unicodedata.category(each) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") for each in alias.strip()):
        return "has invisible or control characters"
    if "@" in tidy:
        return "looks like a mail address"
    if len(tidy) > LONGEST_ALIAS:
        return f"is longer than {LONGEST_ALIAS} characters"
    if not tidy[:1].isalnum():
        return "does not begin with a letter or a digit"
    if is_number_alias(tidy):
        return "is how members without an alias are shown"
    if Reference.parse(tidy) is not None:
        return "looks like the number of a task or a decision"
    return "means something else in ballots" if alias_key(tidy) in _TAKEN else ""

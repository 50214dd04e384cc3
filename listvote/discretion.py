"""What is never kept or shown, whoever wrote it: links that take somebody off a list, and mail addresses.

List servers put such links below each mail, made for one subscriber, and people quote them: whoever follows one ends
that subscriber's membership. Addresses are private. Both are taken out where words enter the ledger or a mail of ours;
raw mails, which are kept apart for a time, stay as they came.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import unquote

NO_LINK: Final = "(link left out)"
NO_ADDRESS: Final = "(address left out)"

_LINK: Final = re.compile(
    r"<(?:https?://|www\.)[^<>]{1,2000}>"  # brackets keep a link whole that was broken over lines
    r"|(?:https?://|(?<![\w@.-])www\.)[^\s<>\"]{1,2000}"
    r"|(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}/[^\s<>\"]{1,2000}",
    re.IGNORECASE,
)
_LEAVES: Final = re.compile(
    r"unsub|un-sub|opt-?out|sign-?off|sigrequest|subed1|/leave\b|[?&/=](?:leave|remove)\b|leave[?&/=]"
    r"|mailman3?/(?:options|confirm)|/options/[^/]+/|/confirm/|list-manage|postorius/.*(?:options|account)"
    r"|/g/[^/]+/(?:leave|editsub|unsub)|groups\.io/mt/|(?:mail|email|subscription)s?[-_/]?(?:preferences|settings)"
    r"|manage[-_/]?(?:your[-_/]?)?subscription|abmeld|austragen|desabonn|d(?:é|e)sinscri"
    r"|desinscr|darse-?de-?baja|cancella(?:ti|rsi)|disiscri|descadastr",
    re.IGNORECASE,
)
_REST_OF_LINK: Final = re.compile(r"\n(?=[^\s<>\"]*[/=&%_\d])[^\s<>\"]{6,}")
"""The next line, where a link was broken: letters of links with nothing that is a word's."""
_ADDRESS: Final = re.compile(
    r"(?:mailto:)?(?<![\w.%+-])[\w.%+=!#$&'*/?^`{|}~-]{1,128}(?:@|\s?[(\[]\s?at\s?[)\]]\s?)"
    r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b",
    re.IGNORECASE,
)


def discreet(text: str, keep: Collection[str] = ()) -> str:
    """A text without the links that leave a list, and without mail addresses.

    Args:
        text: somebody's words; as long as any text that is read.
        keep: addresses in small letters that everybody knows: the list's own, and the service's.

    Returns:
        the text with `(link left out)` and `(address left out)` in their places, all else as it was. Links to
        everything else stay.
    """
    if "@" not in text and "/" not in text and "at" not in text:
        return text
    return _ADDRESS.sub(lambda found: _address(found, keep), _without_links(text))


def _without_links(text: str) -> str:
    made: list[str] = []
    end = 0
    for found in _LINK.finditer(text):
        if found.start() < end or not _LEAVES.search(unquote(found[0])):
            continue
        made += [text[end : found.start()], NO_LINK]
        end = found.end()
        if not found[0].startswith("<") and (rest := _REST_OF_LINK.match(text, end)) is not None:
            end = rest.end()
    return "".join((*made, text[end:])) if made else text


def _address(found: re.Match[str], keep: Collection[str]) -> str:
    return found[0] if found[0].lower().removeprefix("mailto:") in keep else NO_ADDRESS

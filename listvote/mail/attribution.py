"""Attributions: the line or lines in which a mail program says who wrote what follows.

Told from prose by what they are made of: a name or address, a date, a verb in one of many languages, a colon. A line
that could be either is an attribution only where a quote follows. Every test looks at 400 characters at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from listvote.mail.attribution_words import DATE, NO_NAMES, OPENER, PARTICLES, TIME, VERB, VERB_AT_END, WEEKDAY
from listvote.mail.lines import LineKind, Sheet

LONGEST: Final = 400
MOST_LINES: Final = 4
LONGEST_END: Final = 80
FARTHEST_DATE: Final = 45
"""Characters between the opening word and the date: `On the morning of Tuesday, `."""

_ADDRESS = re.compile(
    r"[<\[(]? ?(?:mailto: ?)?[^\s<>@\[\]()]{1,64}(?:@|\(at\))[^\s<>@\[\]()]{1,120}[^\s<>@\[\](),:;.] ?[>\])]?"
    r"|(?:<?[\w.+-]{1,64} at [\w-]{1,60}(?:\.[\w-]{1,30}){1,4}>?)"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_BRACKET_END = re.compile(r"[>)\]] ?[:：]$")
_COLON_END = re.compile(r"[:：∶]$")
_ENDS = re.compile(r"(?:[:：∶>\]]|\|=-|\.{3}|…|님이 작성|작성|\)|\d|\w)$")
_LONGEST_SIGN: Final = 8
"""Characters of the longest sign at the end of an attribution, and a few more."""
_SENTENCE_END = re.compile(r"(\w+)[.!?]['\")]? (?=[^\W\d_])(?P<next>\w)")
_STYLES: Final = (
    re.compile(r"[*+]{1,3} .{2,80}\[[^\]]{0,30}\d{2}[^\]]{2,30}\]:?"),
    re.compile(r"-=\| .{2,120} \|=-"),
    re.compile(r"\]\] .{2,80}"),
    re.compile(r"\[ ?[^\W\d][^\[\]]{1,60} ?\]:?"),
    re.compile(
        r"(?:quoting|zitat von|citando(?: a)?|citat från|citat fra|citaat van|citát|цитата|citazione|citerar"
        r"|alıntı) .{2,150}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:excerpts from|thus spake|in reply to|in article|en réponse à) .{2,150}:?",
        re.IGNORECASE,
    ),
    re.compile(r"❦ .{4,150}"),
    re.compile(
        r"[^:]{2,60}(?: dixit| rambled on| muttered| expressed precisely| spake thusly| uttered| hat"
        r" gesagt)\b.{0,40}:?",
        re.IGNORECASE,
    ),
    re.compile(r"[\"“].{1,30}[\"”] ?== .{2,120}"),
    re.compile(r"(?:hello|hi|hallo|dear) .{2,40}, (?:you|du|sie) (?:wrote|schrieb\w*):?", re.IGNORECASE),
    re.compile(
        r"(?:you|du|sie|vous|tú|usted|tu|você) (?:wrote|schriebs?t|schrieben|avez écrit|as écrit|escribiste"
        r"|escribió|hai scritto|escreveu):",
        re.IGNORECASE,
    ),
    re.compile(r"@[\w.-]{2,40} (?:wrote|said|writes):", re.IGNORECASE),
)
_CERTAIN_STYLES: Final = (
    re.compile(r"(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}(?: \d{1,2}:\d\d)? [^<>:]{1,80} ?<[^<>@ ]+@[^<>@ ]+>:?"),
    re.compile(r"(?:19|20)\d\d-\d\d-\d\d \d{1,2}:\d\d (?:GMT|UTC|[+-]\d)\S{0,6} [^:]{2,80} ?:"),
    re.compile(r"sent from (?:my )?[\w ]{2,30}[^<>.]{2,60}<[^<>@ ]+@[^<>@ ]+> wrote:", re.IGNORECASE),
)
_TURNED = re.compile(r"(?P<who>.{2,200}?) ?>{2,}$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the text was taken for; `certain` ones need no quote mark below, `dated` ones begin with a date."""

    rule: str
    certain: bool = False
    opened: bool = False
    dated: bool = False


@lru_cache(maxsize=1024)  # a whole list quotes the same lines
def read_attribution(text: str, quote_below: bool) -> Attribution | None:
    """What kind of attribution the text is, None if it is none.

    `text` is one logical line as it is compared, wrapped lines already joined; `quote_below` says whether a quote
    follows. Examples: `On Tue, 3 Jun 2025 at 10:00, Red Pen <pen@example.org> wrote:`; `Red Pen schrieb am 03.06.25:`.
    No attribution: `I agree with what Ben wrote:` where the colon leads to a quotation of a part.
    """
    text = text.strip("* _") if text[:2] != "* " else text
    if not 4 <= len(text) <= LONGEST or not _ENDS.search(text[-_LONGEST_SIGN:]):
        return None
    if quote_below and any(style.fullmatch(text) for style in _STYLES):
        return Attribution("attribution in a style of its own", dated=True, opened=True)
    if any(style.fullmatch(text) for style in _CERTAIN_STYLES):
        return Attribution("attribution in a style of its own", certain=True, dated=True)
    ended = _COLON_END.search(text) or VERB_AT_END.search(text[-LONGEST_END:])
    if not (ended or quote_below) or _has_sentences(text):
        return None
    clues = _read_clues(text)
    if clues.colon or clues.verb_last:
        return _certain(text, clues) or (_above_a_quote(text, clues) if quote_below else None)
    if quote_below and clues.opened and clues.time and _YEAR.search(text):
        return Attribution("attribution cut short above a quote", dated=True)
    return None


@dataclass(frozen=True, slots=True)
class _Clues:
    """What a line has of an attribution. `opened`: it begins with a word like `On` and a date; `named`: with a name."""

    colon: bool
    verb: bool
    verb_last: bool
    date: bool
    time: bool
    address: bool
    opened: bool
    dated: bool
    named: bool


def _read_clues(text: str) -> _Clues:
    date, address = DATE.search(text), _ADDRESS.search(text)
    verb_last = bool(VERB_AT_END.search(text[-LONGEST_END:]))
    opened = date is not None and date.start() < FARTHEST_DATE and OPENER.match(text) is not None
    return _Clues(
        colon=bool(_COLON_END.search(text)),
        verb=verb_last or bool(VERB.search(text)),
        verb_last=verb_last,
        date=date is not None,
        time=bool(TIME.search(text)),
        address=address is not None,
        opened=opened,
        dated=opened or (date is not None and (date.start() == 0 or bool(WEEKDAY.match(text) and date.start() < 30))),
        named=_begins_with_name(text, address, date),
    )


def _certain(text: str, clues: _Clues) -> Attribution | None:
    """An attribution whatever follows it."""
    opened = clues.opened
    if clues.dated and clues.verb_last and (clues.time or clues.address):
        return Attribution("attribution: date, who, verb", certain=True, opened=opened, dated=True)
    if (
        opened
        and clues.verb_last
        and clues.colon
        and _YEAR.search(text)
        and WEEKDAY.match(OPENER.sub("", text, count=1))
    ):
        return Attribution("attribution: weekday, date, who, verb", certain=True, opened=True, dated=True)
    if clues.dated and clues.address and clues.colon and (clues.verb or (clues.time and _BRACKET_END.search(text))):
        return Attribution("attribution: date and address", certain=True, opened=opened, dated=True)
    if clues.named and clues.verb and clues.date and clues.colon and (clues.time or clues.address):
        return Attribution("attribution: who, verb, date", certain=True)
    if clues.named and clues.verb_last and clues.address and text.count("@") == 1:
        return Attribution("attribution: address and verb", certain=True)
    return None


def _above_a_quote(text: str, clues: _Clues) -> Attribution | None:
    """An attribution because a quote follows it."""
    prose = not clues.verb_last and not clues.opened and text.split(" ", 1)[0].lower().strip("'’,.:") in NO_NAMES
    if clues.colon and clues.time and (clues.address or _YEAR.search(text)) and not prose:
        return Attribution("attribution: hour and address or year above a quote", dated=clues.dated)
    if clues.dated and clues.verb:
        return Attribution("attribution: date and verb above a quote", opened=clues.opened, dated=True)
    if clues.named and clues.verb and (clues.date or len(text) <= 120):
        return Attribution("attribution: who and verb above a quote")
    if clues.colon and clues.date and (clues.address or clues.named):
        return Attribution("attribution: name and date above a quote", dated=clues.dated)
    if clues.colon and clues.named and clues.address:
        return Attribution("attribution: name and address above a quote")
    if clues.colon and clues.named and len(text) <= 50 and " " in text and not any(mark in text for mark in ',;()"?'):
        return Attribution("attribution: a name above a quote")
    return None


def _has_sentences(text: str) -> bool:
    """Whether a sentence ends within the text: a word in lower case, too long for a shortened month, then a capital."""
    return any(
        len(found[1]) > 4 and found[1].islower() and found["next"].isupper() for found in _SENTENCE_END.finditer(text)
    ) or bool(re.search(r"\w[!?] ", text))


def _begins_with_name(text: str, address: re.Match[str] | None, date: re.Match[str] | None) -> bool:
    """Whether what stands before the verb, the date and the address could be somebody's name."""
    ends = [len(text)]
    verb = VERB.search(text)
    ends += [found.start() for found in (verb, address, date) if found]
    name = text[: min(ends)].strip(" \"'“”‘’,:-–—<([*|")
    if not name:
        return address is not None and address.start() <= 1
    words = re.sub(r"\([^)]*\)", "", name).split()
    if not words or len(words) > 7 or words[0].lower().strip("'’,.:") in NO_NAMES:
        return False
    return all(_name_word(word) for word in words) or (verb is None and "@" in name)


def _name_word(word: str) -> bool:
    bare = word.strip("\"'“”‘’,.()")
    if not bare or bare.lower() in PARTICLES or bare.lower() in {"a", "hat", "ha", "has", "am", "le", "il", "el"}:
        return True
    first = bare[0]
    return first.isupper() or (first.isalpha() and not first.islower()) or "@" in bare or any(map(str.isdigit, bare))


def find_attribution(sheet: Sheet, start: int) -> tuple[int, Attribution] | None:
    """The attribution that begins at this line, with the index of its last line; None if none does.

    Up to four lines of one depth are read as one. A line that alone, or with fewer of the lines above it, is already
    an attribution with its date in front is not joined to what stands above.
    """
    depth = sheet.depth[start]
    joined = ""
    for end in range(start, min(start + MOST_LINES, len(sheet))):
        text = sheet.short[end]
        if sheet.depth[end] != depth or not text or len(joined) + len(text) > LONGEST:
            return _spread_out(sheet, start)
        if end > start and not _goes_on(joined):
            return None
        joined = f"{joined} {text}" if joined else text
        if not _may_end(text) and end + 1 - start < MOST_LINES and _adjoins(sheet, end):
            continue
        below = sheet.next_text(end + 1, 3)
        quoted = sheet.quoted_at(below) and below is not None and sheet.depth[below] > depth
        found = read_attribution(joined, quoted)
        if found is None:
            continue
        if end > start and _begins_later(sheet, start, end, quoted, found):
            return None
        return end, found
    return None


def _adjoins(sheet: Sheet, index: int) -> bool:
    """Whether the next line has text of the same depth, so that both may be one wrapped line."""
    below = index + 1
    return below < len(sheet) and bool(sheet.plain[below]) and sheet.depth[below] == sheet.depth[index]


def may_spread(text: str) -> bool:
    """Whether a line can begin an attribution whose parts stand on lines with blanks between."""
    return len(text) <= 120 and bool(OPENER.match(text) and DATE.search(text) and TIME.search(text))


def _spread_out(sheet: Sheet, start: int) -> tuple[int, Attribution] | None:
    """An attribution whose parts, made from HTML, stand on lines with blanks between: only a complete one counts."""
    first = sheet.short[start]
    if not may_spread(first):
        return None
    joined = first
    for end in range(start + 1, min(start + 2 * MOST_LINES, len(sheet))):
        text = sheet.short[end]
        if sheet.raw[end].strip() == ">":
            joined += ">"
            continue
        if sheet.depth[end] != sheet.depth[start] or (sheet.plain[end] and len(text) > 100):
            return None
        joined = f"{joined} {text}".strip()
        if text and VERB_AT_END.search(text) and _COLON_END.search(text):
            found = read_attribution(joined.replace("< ", "<").replace(" >", ">"), quote_below=False)
            return (end, found) if found is not None and found.certain and "@" in joined else None
    return None


@lru_cache(maxsize=1024)
def _may_end(text: str) -> bool:
    return bool(
        _COLON_END.search(text)
        or VERB_AT_END.search(text[-LONGEST_END:])
        or text[-1] in "]|>"
        or text[0] in '[]❦*+-qQ"'
    )


@lru_cache(maxsize=1024)
def _goes_on(text: str) -> bool:
    """Whether a line can be the first part of a wrapped attribution: it has a date, an address, or is long."""
    if text[-1] in "!?:：" or (text[-1] == "." and len(text.rsplit(" ", 1)[-1]) > 5):
        return False
    return len(text) >= 40 or bool(DATE.search(text) or TIME.search(text) or "@" in text or "<" in text)


def _begins_later(sheet: Sheet, start: int, end: int, quoted: bool, whole: Attribution) -> bool:
    """Whether a later line of these begins the attribution, so that the first ones are the author's text."""
    for later in range(start + 1, end + 1):
        part = read_attribution(" ".join(sheet.short[later : end + 1]), quoted)
        if part is not None and (part.opened or part.dated or not whole.dated):
            tail_only = not part.dated and _ADDRESS.match(sheet.short[later]) is not None
            if not tail_only and (part.opened or not whole.opened):
                return True
    return False


def turned_attribution(sheet: Sheet, index: int) -> bool:
    """`>>> Red Pen <pen@example.org> 3/6/2025 10:00 >>>`: an attribution between marks; its quote has none."""
    text = sheet.short[index]
    if sheet.depth[index] < 2 or not (found := _TURNED.fullmatch(text)):
        return False
    return bool(DATE.search(found["who"]) or _ADDRESS.search(found["who"]))


def mark_attribution(sheet: Sheet, start: int, end: int, rule: str) -> None:
    """Mark the lines from start to end."""
    for index in range(start, end + 1):
        sheet.mark(index, LineKind.ATTRIBUTION, rule)

"""From a mail's lines to what it asks for.

1  a mail that opens something, announces a result, or takes an opening back, is only that
2  the author's own lines become passages and forms
3  each passage is cut at its references, and each piece is read: a command, a line with an argument,
   a ballot of a poll, or sentences
4  what stands below an act is its reason; what takes it back makes it doubtful
5  the place decides what is clear, and acts that contradict each other are doubtful
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from listvote.acts import Act, Clarity, Context, Fault, Matter, Place, Reading, Reference, Verb
from listvote.mail.grammar.commands import command
from listvote.mail.grammar.draft import Draft
from listvote.mail.grammar.forms import entry, filled
from listvote.mail.grammar.keyed import Found, keyed, step
from listvote.mail.grammar.lexicon import Lexicon, lexicon
from listvote.mail.grammar.matters import Written, lexicon_for, position, readings, resolve
from listvote.mail.grammar.opening import opening, subject_of
from listvote.mail.grammar.options import Choice, choice, joined, piece
from listvote.mail.grammar.passages import Passage, passages
from listvote.mail.grammar.pieces import Piece, pieces, sentences, without_references
from listvote.mail.grammar.sentence import POSITION_WORDS, Sense, sense
from listvote.mail.grammar.settle import JUDGEMENTS, settle
from listvote.mail.grammar.words import seen, tokens
from listvote.mail.lines import Line, LineKind
from listvote.mail.own_words import OwnWords
from listvote.mail.vocabulary import OPTIONS, Kind, spoken
from listvote.reasons import Reason

MOST_ACTS: Final = 100
LONGEST_CHOICE: Final = 500
LONGEST_SENTENCE: Final = 60
"""Words; in a longer sentence only an act at its head, with a reason behind it, is looked for."""
_NEGATIVE: Final = frozenset({"disagree", "object"})
_OFFERED: Final = re.compile(r".{0,20}\bwrite (?:one of|below|here)\b.{0,40}:?\s*", re.IGNORECASE)


def read(own: OwnWords, subject: str, context: Context) -> Reading:
    """Say what one mail asks for.

    Args:
        own: the mail's lines, sorted into the author's own and all others.
        subject: decoded, in one line.
        context: what is open where it was sent.

    Returns:
        its acts, clear and doubtful ones, in the order of the lines; none where it is talk. Nothing is refused here but
        what is invalid in itself: an entry of a ballot, a setting, a reference to nothing.
    """
    return read_lines(own.lines, subject, context)


def read_lines(lines: Sequence[Line], subject: str, context: Context) -> Reading:
    """The same, from the lines themselves."""
    heading = subject_of(subject)
    opened = opening(heading, lines, context)
    if opened is not None:
        return Reading((opened,))
    if heading.result:
        return Reading()
    if heading.cancels:
        if context.about is None:
            return Reading()
        return Reading((Act(Verb.WITHDRAW_PROPOSAL, subject.strip(), context.about.ref),))
    reader = _Reader(context)
    dangling = {word for each in spoken(context.languages) for word in each.dangling}
    found = passages(lines, dangling, _ballot_lines(lines, context))
    if not found and context.private and not heading.answers and heading.text:
        # A link in a mail can fill in the subject alone; then it is all that was written.
        found = passages((Line(heading.text, LineKind.OWN, "subject"),), dangling)
    if (chosen := _number_alone(found, context)) is not None:
        written = found[0].written
        reader.read(passages((Line(chosen, LineKind.OWN, "the answer meant"),), dangling))
        for draft in reader.drafts:
            draft.line = written
    else:
        reader.read(found)
    return Reading(tuple(draft.act() for draft in settle(reader.drafts, context)[:MOST_ACTS]))


def _number_alone(found: Sequence[Passage], context: Context) -> str | None:
    """The reading that an answer to our question means by its number alone: `#12` for `#12 agree`."""
    if context.place is not Place.QUESTION or not found:
        return None
    said = found[0].text.strip(" .!").casefold()
    meant = [each for each in context.readings if said and each.casefold().split(" ")[0] == said]
    return meant[0] if len(meant) == 1 and Reference.parse(said) else None


def only_a_ballot(own: OwnWords, context: Context) -> bool:
    """Whether a mail's own text is only a ballot about the matter of its thread, greetings and names aside.

    Whoever answers such a mail with a bare `+1` means the same matter.
    """
    reader = _Reader(context)
    reader.read(passages(own.lines, ()))
    return (
        bool(reader.drafts)
        and not reader.talked
        and all(each.verb is Verb.BALLOT and each.clear and not each.reason for each in reader.drafts)
    )


def _ballot_lines(lines: Sequence[Line], context: Context) -> frozenset[int]:
    """The quoted lines right above own ones that show how to vote."""
    found = set()
    for number, line in enumerate(lines[:-1]):
        if not line.depth or line.kind not in (LineKind.QUOTE, LineKind.FORM) or len(line.text) > 200:
            continue
        below = next((each for each in lines[number + 1 : number + 4] if each.kind is not LineKind.BLANK), None)
        if below is None or below.kind is not LineKind.OWN:
            continue
        text = seen(line.text)
        words = lexicon(context.languages, context.about.method if context.about else "consensus")
        shown = sense([token for token in tokens(text) if token.kind != "ref"], words)
        if entry(line.text) or _OFFERED.fullmatch(text) or shown.clarity is Clarity.CLEAR:
            found.add(number)
    return frozenset(found)


class _Reader:
    """Reads passages one after the other, and remembers what the next one can belong to."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.drafts: list[Draft] = []
        self.last: Draft | None = None  # what text below belongs to
        self.talk_in = -1  # the paragraph in which other words stood
        self.unfinished = False  # they ended in a doubt, without a stop
        self.talked = False
        self.closed = False  # greetings at the end have begun

    def read(self, found: Sequence[Passage]) -> None:
        """Read all passages."""
        number = 0
        while number < len(found):
            passage = found[number]
            if passage.entries:
                self._form(passage)
                number += 1
                continue
            rows = self._several(found, number)
            if rows > 1:
                number += rows
                continue
            self._passage(passage, number, last=number == len(found) - 1)
            number += 1

    # forms and ballots over several lines

    def _form(self, passage: Passage) -> None:
        """A form: it belongs to the thread's matter, else to the one whose number stands above it."""
        matter, named = self.context.about, False
        if matter is None or self.context.place is Place.DIGEST:
            written = [resolve(ref, versioned, self.context) for ref, versioned in passage.refs]
            matter, named = (written[-1].matter, True) if written else (matter, False)
        if matter is None:
            return
        result = filled(passage.entries, matter)
        if result is None:
            return
        draft = self._new(Verb.BALLOT, passage, matter.ref, matter, named)
        self._choose(draft, result)
        if not passage.sure:
            draft.doubt("it may be part of a quote", readings(matter))
        if passage.depth and self.context.place is Place.THREAD:
            draft.doubt("it may be somebody else's ballot, quoted", readings(matter))
        # A filled-in form says by itself what it is about.
        draft.named = draft.named or self.context.place is not Place.DIGEST

    def _several(self, found: Sequence[Passage], number: int) -> int:
        """Take a ballot of a poll that is written over several lines; how many passages it took."""
        matter = self.context.about
        if matter is None or matter.method not in OPTIONS or not matter.options:
            return 0
        rows: list[str] = []
        for passage in found[number:]:
            if passage.entries or passage.paragraph != found[number].paragraph or len(passage.text) > LONGEST_CHOICE:
                break
            row = piece(passage.text, matter)
            if not row:
                break
            rows.append(row)
        if len(rows) < 2:
            return 0
        passage = found[number]
        whole = choice(joined(rows, matter), matter, lexicon(self.context.languages, matter.method))
        if whole is None:
            return 0
        draft = self._new(Verb.BALLOT, passage, matter.ref, matter, False)
        draft.line = " ".join(each.written for each in found[number : number + len(rows)])
        self._choose(draft, whole)
        self._of_a_place(draft, passage)
        return len(rows)

    # passages

    def _passage(self, passage: Passage, number: int, last: bool) -> None:
        whole = command(passage.text, self.context)
        if whole is not None:
            self.drafts.append(Draft(whole.verb, passage.written, whole.ref, made=whole, named=True))
            self.last = None
            return
        if self.last is not None and self.last.paragraph != passage.paragraph and not self.last.long:
            self.last = None if not self._takes_back_later(passage) else self.last
        known = len(self.drafts)
        continued = self.last
        for each in pieces(passage.text):
            self._piece(each, passage, number)
        if len(self.drafts) > known or self.closed:
            return
        self._text_below(continued, passage, last)

    def _text_below(self, draft: Draft | None, passage: Passage, last: bool) -> None:
        """Other words below an act: its reason or argument, unless they are the writer's name."""
        if draft is None or draft.passage == -1 or self.last is not draft:
            return
        if last and _is_name(passage.text):
            return
        if draft.long:
            draft.text.append(("\n" if draft.text and passage.first else "") + passage.written)
        elif draft.paragraph == passage.paragraph:
            draft.reason.append(passage.written)

    def _takes_back_later(self, passage: Passage) -> bool:
        """Whether a paragraph right below an act takes it back; it is then noted."""
        if self.last is None or not self.last.clear:
            return False
        words = lexicon_for(self.last.ref, self.last.matter, self.context)
        row = next(iter(sentences(tokens(passage.text))), [])
        if words is not None and len(row) <= 14 and row:
            said = sense(row, words)
            if said.takes_back and said.clarity is not Clarity.CLEAR and self.last.verb is Verb.BALLOT:
                self.last.doubt("what follows takes something back", readings(self.last.matter))
        return False

    def _piece(self, each: Piece, passage: Passage, number: int) -> None:
        refs = [resolve(ref, versioned, self.context) for ref, versioned in each.refs]
        if not refs:
            self._about(None, each, passage, number)
        for one in refs:
            self._about(one, each, passage, number)

    def _about(self, written: Written | None, each: Piece, passage: Passage, number: int) -> None:
        """Read one piece as being about one matter."""
        context = self.context
        matter = written.matter if written else context.about
        ref = written.ref if written else (matter.ref if matter else None)
        start = len(self.drafts)
        about = ("task" if ref.kind == "task" else "decision") if ref else ""
        found = (
            None
            if (self.last is not None and self.last.explicit and self.last.passage == number)
            else keyed(without_references(each), about)
        )
        if found is not None:
            self._argument(found, ref, matter, written is not None, passage, number)
        elif not self._poll(each.text, ref, matter, written is not None, passage, number):
            words = lexicon_for(ref, matter, context)
            if words is not None:
                self._sentences(each, words, ref, matter, written is not None, passage, number)
            elif context.private or context.place is Place.DIGEST:
                if any(other.open for other in context.matters.values()):
                    self._sentences(each, lexicon(context.languages, "consensus"), None, None, False, passage, number)
                if len(self.drafts) == start and not self.closed:
                    self._sentences(each, lexicon(context.languages, "task"), None, None, False, passage, number)
            else:
                self.talked = self.talked or bool(each.text)
        for draft in self.drafts[start:]:
            if written is not None and written.strange:
                draft.doubt("it names another version than the one that is open", readings(matter, draft.meaning))
            if written is not None and matter is None:
                code = Reason.NO_SUCH_MATTER.code
                draft.faults += (
                    Fault(str(written.ref), "is no decision or task here", "Write `status` for the list.", code),
                )
                draft.invalid = code
            if each.torn:
                draft.doubt("it names more than one matter", readings(matter, draft.meaning))

    def _argument(
        self, found: Found, ref: Reference | None, matter: Matter | None, named: bool, passage: Passage, number: int
    ) -> None:
        draft = self._new(found.row.verb, passage, ref, matter, named, number)
        draft.explicit = True
        draft.long = found.row.long
        draft.reason = [found.why] if found.why else []
        if found.row.verb is Verb.TERMS:
            draft.terms = {found.key: found.text}
            self.last = None
        elif found.text:
            draft.text = [found.text]
        if found.row.about == "any":
            draft.named = True
        self._of_a_place(draft, passage)

    def _poll(
        self, text: str, ref: Reference | None, matter: Matter | None, named: bool, passage: Passage, number: int
    ) -> bool:
        """Read a piece as a ballot of a poll, or as a step of a gradient."""
        if matter is None or not text or len(text) > LONGEST_CHOICE:
            return False
        if matter.method == "gradient":
            word, why = step(text)
            if not word:
                return False
            draft = self._new(Verb.BALLOT, passage, ref, matter, named, number)
            draft.position, draft.ballot, draft.reason = word, {"position": word}, [why] if why else []
            self._of_a_place(draft, passage)
            return True
        if matter.method not in OPTIONS:
            return False
        result = choice(text, matter, lexicon(self.context.languages, matter.method))
        if result is None:
            return False
        draft = self._new(Verb.BALLOT, passage, ref, matter, named, number)
        self._choose(draft, result)
        self._of_a_place(draft, passage)
        return True

    def _choose(self, draft: Draft, result: Choice) -> None:
        draft.ballot, draft.position = result.ballot, result.words
        draft.faults, draft.invalid = result.faults, result.invalid
        draft.reason = [result.reason] if result.reason else []
        if result.doubt:
            draft.doubt(result.doubt, result.readings or readings(draft.matter))

    # sentences

    def _sentences(
        self,
        each: Piece,
        words: Lexicon,
        ref: Reference | None,
        matter: Matter | None,
        named: bool,
        passage: Passage,
        number: int,
    ) -> None:
        for row in sentences(each.tokens):
            if self.last is not None and self.last.explicit and self.last.passage == number and not named:
                return  # the rest of the line is its reason
            said = sense(row, words)
            if len(row) > LONGEST_SENTENCE and said.clarity is Clarity.DOUBTFUL:
                said = Sense(takes_back=said.takes_back, doubting=said.doubting)
            if said.filler:
                self.closed = self.closed or said.closing
                if said.closing:
                    self.last = None
                continue
            self.closed = False
            if said.clarity is None:
                self._talk(said, each.text[row[0].start : row[-1].end], passage, number, stopped=row[-1].kind == "mark")
                continue
            if self._part_of_a_reason(said, passage, number):
                self._text_of_reason(each.text[row[0].start : row[-1].end])
                continue
            self._said(said, each, ref, matter, named, passage, number)

    def _part_of_a_reason(self, said: Sense, passage: Passage, number: int) -> bool:
        """Whether a sentence that is not clear only goes on with the reason of the act above it."""
        last = self.last
        return (
            last is not None
            and last.paragraph == passage.paragraph
            and said.clarity is Clarity.DOUBTFUL
            and (last.explicit or (last.meaning in _NEGATIVE and said.meaning in _NEGATIVE | {""}))
        )

    def _text_of_reason(self, text: str) -> None:
        if self.last is not None and not self.last.long:
            self.last.reason.append(text)

    def _talk(self, said: Sense, text: str, passage: Passage, number: int, stopped: bool) -> None:
        last = self.last
        if last is not None and last.paragraph == passage.paragraph:
            short = len(text.split()) <= 8
            if said.takes_back and not last.explicit and (last.meaning not in _NEGATIVE or short):
                last.doubt("what follows takes something back", readings(last.matter, last.meaning))
            elif last.passage == number and not last.long:
                last.reason.append(text)
            return
        self.talk_in = passage.paragraph
        self.unfinished = said.doubting and not stopped
        self.talked = True

    def _said(
        self,
        said: Sense,
        each: Piece,
        ref: Reference | None,
        matter: Matter | None,
        named: bool,
        passage: Passage,
        number: int,
    ) -> None:
        """Note what a sentence asks for."""
        verb = _verb(said.meaning, ref)
        draft = self._new(verb, passage, ref, matter, named, number)
        draft.meaning, draft.kind, draft.sign, draft.doubting = said.meaning, said.kind, said.sign, said.doubting
        if verb is Verb.BALLOT:
            method = matter.method if matter else "consensus"
            draft.position = position(said.meaning, method)
            draft.ballot = {"position": draft.position} if draft.position else None
            if not draft.position and said.clarity is Clarity.CLEAR:
                draft.doubt("it is no position of this method", readings(matter, said.meaning))
        elif verb is Verb.JUDGE:
            draft.position = said.meaning
        if said.clarity is Clarity.DOUBTFUL:
            draft.doubt(said.why, readings(matter, said.meaning))
        if said.reason_at >= 0:
            draft.reason = [each.text[said.reason_at :].strip(" ,;-\u2013\u2014")]
            draft.explicit = said.explicit
        if (
            self.talk_in == passage.paragraph
            and not passage.bullet
            and (self.unfinished or said.kind in (Kind.ECHO, Kind.ANSWER))
        ):
            draft.doubt("it may answer the words before it", readings(matter, said.meaning))
        self._of_a_place(draft, passage)

    def _new(
        self,
        verb: Verb,
        passage: Passage,
        ref: Reference | None,
        matter: Matter | None,
        named: bool,
        number: int = -1,
    ) -> Draft:
        draft = Draft(verb, passage.written, ref, matter, named, paragraph=passage.paragraph, passage=number)
        self.drafts.append(draft)
        self.last = draft
        self.closed = False
        return draft

    def _of_a_place(self, draft: Draft, passage: Passage) -> None:
        """What speaks against an act because of where in the mail it stands."""
        offered = readings(draft.matter, draft.meaning)
        if not passage.sure:
            draft.doubt("it may be part of a quote", offered)
        elif passage.between and not passage.under:
            draft.doubt("it stands between quotes", offered)


def _verb(meaning: str, ref: Reference | None) -> Verb:
    """The verb of a word of the tables; a word that says no more than that something is meant is a ballot or an offer."""
    if not meaning:
        return Verb.OFFER if ref is not None and ref.kind == "task" else Verb.BALLOT
    if meaning in POSITION_WORDS or meaning.startswith("step "):
        return Verb.BALLOT
    return Verb.JUDGE if meaning in JUDGEMENTS else Verb(meaning)


def _is_name(text: str) -> bool:
    """Whether a last line is the writer's name: up to three capitalised words, or one behind a dash."""
    bare = text.strip().lstrip("-\u2013\u2014~/ ").rstrip(". ")
    names = bare.split()
    return 0 < len(names) <= 3 and all(name[:1].isupper() or name in {"de", "von", "van", "da"} for name in names)

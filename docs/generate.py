"""The parts of the documents that are made from the program: tables of words, keys, events, commands, and the demo.

    python docs/generate.py

writes them anew between lines `<!-- made: NAME -->` and `<!-- end -->`. A test compares them with what is made now, so
a document never says other than the program does.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from textwrap import wrap
from typing import Any, Final

import typer
import typer.main

from listvote import charter as charters
from listvote import events
from listvote.acts import Verb
from listvote.charter.built import NOT_BUILT
from listvote.charter.kinds import Kind, Method
from listvote.charter.table import default_of, ways
from listvote.charter.tree import SECTIONS
from listvote.charter.written import ListOf, MapOf, OneOf, OrNone, Whole, YesNo
from listvote.cli.app import app
from listvote.group import BUILT
from listvote.mail.grammar.commands import COMMANDS
from listvote.mail.grammar.keyed import KEYED
from listvote.mail.vocabulary import LANGUAGES, SYMBOLS, Phrase
from listvote.mail.vocabulary.phrase import Kind as PhraseKind
from listvote.reasons import Reason

ROOT: Final = Path(__file__).resolve().parent.parent
DOCUMENTS: Final = (
    "README.md",
    "docs/members.md",
    "docs/words.md",
    "docs/moderators.md",
    "docs/ledger-format.md",
    "deploy/README.md",
)
_MADE: Final = re.compile(r"<!-- made: (?P<name>[a-z -]+) -->\n(?P<text>.*?)<!-- end -->\n", re.DOTALL)
_RANDOM: Final = re.compile(r"\b[0-9a-f]{64}\b|\b\d+:[0-9a-f]{8}\b")

MEANINGS: Final[Mapping[str, str]] = {
    "group.name": "a short name; also the tag in the subjects of our posts, and in `press#12`",
    "group.post": "the address that people post to",
    "group.list_id": "what stands between < and > in the `List-Id` header of the list's mails",
    "group.dialect": "which list software distributes the mails; `auto` finds out by itself",
    "group.time_zone": "where days, digests and deadlines are counted, such as `Europe/Dublin`",
    "group.languages": "in which words people answer; English is always read too",
    "group.words": "`apache`: a -1 with a reason is an objection; `plain`: it is a disagreement",
    "group.moderators": "addresses of those who keep the group; they are on its roll",
    "group.moderators_by_lot": "how many moderators are drawn; those named stand in while none is",
    "members.source": "who is a member: those on the imported roll, or whoever has posted for a while",
    "members.after": "with `posters`: how long somebody must have posted",
    "members.wait": "how long a new member waits before voting in what opens then",
    "members.join": "who lets in whoever writes `join`",
    "members.active_within": "who acted or posted within this span before an opening is an active member",
    "members.default_alias": 'what stands for a member who chose no alias: `number` is "Member 37"',
    "posting.per_day": "posts to the list a day, all kinds together; one of them is kept for the digest",
    "posting.digest_at": "when the digest of the day goes out, if anything happened",
    "posting.announce": "`thread`: each opening gets a post of its own; `digest`: it waits for the digest",
    "posting.receipts": "how a voter hears what was counted: a mail for each vote, in a digest, or not at all",
    "posting.answers_per_day": "private answers to one member a day, at most",
    "posting.hashtags": "hashtags that our posts carry, where the list wants them",
    "posting.topic_days": "for a list that locks old threads: start a new topic after so long",
    "trust.proof": "what shows that a mail is its author's: signatures, the mailbox's own server, or their word",
    "trust.keep_raw": "how long mails are kept as they came",
    "opening.by": "who may open decisions",
    "opening.at_once": "open decisions that one member may have",
    "opening.open_at_most": "open decisions in the whole group",
    "opening.seconders": "how many others must second a decision before it opens",
    "opening.default_kind": "the kind of decision that a tag opens if nothing else is said",
    "opening.raise_by": "how many lift a decision of a lighter kind to the default kind",
    "opening.petition": "how many reopen a closed decision",
    "opening.petition_within": "for how long after a close",
    "opening.tags": 'tags under other names: `{ proposal = ["MOTION"] }`',
    "opening.tag_kinds": "which kind of decision a tag opens",
    "kinds.method": "how votes become an outcome; [what each means](members.md)",
    "kinds.quorum": "who must take part",
    "kinds.threshold": "what share must be for it (majority)",
    "kinds.closes": "how long it is open, if its opener says nothing",
    "kinds.at_least": "the shortest time that an opener may ask for",
    "kinds.extension": "once, for want of quorum; or `none`",
    "kinds.ballots": "who sees the votes: everybody, everybody after the close, or nobody",
    "kinds.marks": "secret: voters may have a word of their own printed beside their line",
    "kinds.objections_allowed": "so many objections with a reason do not stop it yet (consensus)",
    "kinds.dissent_allowed": "stand-asides and disagreements together, at most (consensus)",
    "kinds.hearing": "how long an objection is talked over",
    "kinds.hearings": "how many such hearings a decision may have",
    "kinds.fallback": "the majority that decides if objections outlast the hearings; `none`: they block",
    "kinds.amendments": "how often the text may change while it is open",
    "kinds.early_close": "close as soon as no vote to come could change the outcome",
    "kinds.review": "after so long the digest brings it back",
    "kinds.default_option": 'ranked: the option for none of the others, such as "Further discussion"',
    "kinds.option_quorum": "ranked: how many must prefer an option to the default one",
    "kinds.ratio": "ranked: how clearly an option must beat the default one: `{ A = 3 }`",
    "kinds.range": "score: the lowest and the highest number",
    "kinds.budget": "points: how many one voter gives away",
    "kinds.transfer": "stv: how the surplus of those elected is handed on",
    "kinds.nominations": "elections: how long names are taken",
    "kinds.seats": "elections: how many are elected",
    "kinds.none_of_these": 'elections: "none of these" stands among the names',
    "kinds.term": "elections: for how long",
    "labour.rotation": "whose turn it is",
    "labour.classes": "classes of work that rotate by rules of their own",
    "labour.rest": "how long somebody rests after a term",
    "labour.mandates_at_once": "how much work one member holds at once",
    "labour.accept_within": "how long somebody who was drawn has to accept",
    "labour.offers": "how long offers for a task are taken",
    "labour.salt": "how long members may add their own randomness to a draw",
    "labour.lot": "which verifiable lot settles ties",
    "labour.sources": "public values that a draw takes in, such as lottery numbers",
    "labour.judge_for": "how long the group judges reported work",
    "labour.recall_signatures": "how many ask for the end of a mandate",
    "labour.recall_kind": "the kind of decision that ends it",
    "labour.task_without_plan": "`[TASK]` opens a task that no plan decided on",
    "figures.blocs_every": "how often figures on blocs and lasting minorities are published; or `never`",
    "charter.entrenched": "what changes only by a decision of the group; `[charter]` itself always does",
    "charter.by": "the kind of decision that changes it",
}
"""What each key of a charter is for; a key without a line here stops the making."""

SENSES: Final[Mapping[str, str]] = {
    "agree": "agree; in a majority vote: for",
    "reservations": "agree, with reservations",
    "abstain": "abstain",
    "stand aside": "stand aside: I am against it, let it pass, without me",
    "disagree": "disagree; in a majority vote: against",
    "object": "object: it must not pass (with a reason); in a majority vote: against",
    "offer": "offer work: I am willing (about a task)",
    "decline": "no, not me; takes an offer back (about a task)",
    "withdraw": "take my vote back",
    "withdraw proposal": "end my own proposal",
    "withdraw offer": "take my offer back",
}
"""The senses that the word lists show first, in this order; others follow as they are."""

_OF_BALLOTS: Final = frozenset({"agree", "reservations", "abstain", "stand aside", "disagree", "object"})


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    heads = tuple(heads)
    lines = [heads, tuple("---" for _ in heads), *(tuple(row) for row in rows)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def built(verb: Verb) -> bool:
    """Whether this version carries out what a verb asks for."""
    return verb in BUILT


def _code(text: object) -> str:
    return f"`{text}`"


# What members write


def _verb_of(meaning: str) -> Verb:
    if meaning in _OF_BALLOTS or meaning.startswith("step "):
        return Verb.BALLOT
    if meaning in ("success", "partly", "failure"):
        return Verb.JUDGE
    return Verb(meaning)


def _phrases(phrases: Iterable[Phrase]) -> dict[str, list[str]]:
    """The spellings of each sense that works today and acts by itself."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        methods = {*phrase.methods} & {*_methods(), "task"}
        if phrase.kind is PhraseKind.VAGUE or not methods or not built(_verb_of(phrase.meaning)):
            continue
        only = " (in a majority vote)" if methods == {"majority"} else ""
        found.setdefault(phrase.meaning, []).extend(word + only for word in phrase.words)
    order = (*SENSES, *sorted(set(found) - set(SENSES)))
    return {meaning: list(dict.fromkeys(found[meaning])) for meaning in order if meaning in found}


def _methods() -> tuple[str, ...]:
    row = next((each for each in NOT_BUILT if each.path == "kinds.method"), None)
    return tuple(method.value for method in Method if row is None or row.built(method))


def words() -> str:
    """The word lists of all languages."""
    made = []
    for vocabulary in (SYMBOLS, *LANGUAGES.values()):
        made.append(f"### {vocabulary.name}\n\n")
        for meaning, listed in _phrases(vocabulary.phrases).items():
            line = f"- **{SENSES.get(meaning, meaning)}**: {' · '.join(listed)}"
            made += [*(each + "\n" for each in wrap(line, 118, subsequent_indent="  ", break_long_words=False)), "\n"]
    return "".join(made)


def examples() -> str:
    """English lines that count, and lines that do not, from the rows that the reader of mails is tested with."""
    rows = []
    for meaning in SENSES:
        phrases = [
            each
            for each in LANGUAGES["en"].phrases
            if each.meaning == meaning and meaning in _OF_BALLOTS and "consensus" in each.methods and each.counts
        ]
        counts = dict.fromkeys(line for each in phrases for line in each.counts[1:3])
        talk = dict.fromkeys(line for each in phrases for line in each.not_counted[:1])
        if counts:
            rows.append((meaning, " · ".join([*counts][:5]), " · ".join([*talk][:3])))
    return table(("means", "counts", "does not count"), rows)


def commands() -> str:
    """What a member can ask the service for."""
    rows = ((_code(row.shown), row.does) for row in COMMANDS if built(row.verb) and not row.moderators)
    return table(("write", "you get"), rows)


def moderators_commands() -> str:
    """What a moderator can ask the service for."""
    rows = ((_code(row.shown), _code(row.verb), row.does) for row in COMMANDS if built(row.verb) and row.moderators)
    return table(("write", "does"), ((shown, does) for shown, _, does in rows))


def not_yet_words() -> str:
    """What is understood and answered with "not yet"."""
    shown = {row.verb: row.shown for row in (*KEYED, *COMMANDS)}
    lines = [f"- {_code(shown.get(verb, verb.value))}" for verb in Verb if not built(verb)]
    return "\n".join(lines) + "\n" if lines else "Nothing: all of it works.\n"


def refusals() -> str:
    """The codes of refusals."""
    return table(("code", "what it says"), ((each.code, each.advice) for each in Reason))


# The charter


def _written_way(way: Any) -> str:
    """How a value is written, in a few words; "" where the default shows it."""
    match way:
        case OneOf(words=known):
            return " ".join(_code(word) for word in known)
        case Whole(low=low, high=high):
            return f"{low} to {high}"
        case YesNo():
            return "`true` `false`"
        case OrNone(word=word, inner=inner):
            return " ".join(filter(None, (_written_way(inner), f"or `{word}`")))
        case ListOf(inner=inner):
            return " ".join(filter(None, ("a list", _written_way(inner) and f"of {_written_way(inner)}")))
        case MapOf():
            return "a table"
    return ""


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_toml(each)}" for name, each in value.items()) + " }" if value else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'


def _default(cls: type[Any], name: str) -> str:
    found = default_of(cls, name)
    if found is None and cls is SECTIONS["group"]:
        return "must be written"
    return _code(_toml(ways(cls)[name].write(found)))


def _works(path: str, way: Any) -> str:
    """Whether a key works: yes, no, or for which of its values."""
    row = next((each for each in NOT_BUILT if each.path == path), None)
    if row is None:
        return "yes"
    plain = [_code(shown) for value, shown in _values(way) if row.built(value)]
    return f"only {' '.join(plain)}: {row.now}" if plain else f"not yet: {row.now}"


def _values(way: Any) -> list[tuple[object, str]]:
    """Values that a key may be limited to, and how each is written."""
    match way:
        case OneOf(words=known):
            return [(word, str(word)) for word in known]
        case Whole():
            return [(0, "0")]
        case YesNo():
            return [(False, "false"), (True, "true")]
        case OrNone(word=word):
            return [(None, word)]
        case ListOf():
            return [((), "[]")]
        case MapOf():
            return [({}, "{}")]
    return []


def charter_keys() -> str:
    """Every key of a charter: what it is for, its default, whether this version carries it out."""
    made = []
    for name, cls in {**SECTIONS, "kinds": Kind}.items():
        heading = "kinds.NAME" if name == "kinds" else name
        rows = []
        for key, way in ways(cls).items():
            path = f"{name}.{key}"
            meaning = MEANINGS[path]
            how = _written_way(way)
            rows.append((_code(key), f"{meaning} ({how})" if how else meaning, _default(cls, key), _works(path, way)))
        made.append(f"### `[{heading}]`\n\n{table(('key', 'for', 'default', 'works'), rows)}\n")
    return "".join(made)


def built_in_kinds() -> str:
    """The kinds that every charter has."""
    plain = Kind().to_facts()
    rows = []
    for name, kind in charters.BUILT_IN.items():
        own = {key: value for key, value in kind.to_facts().items() if value != plain[key]}
        works = "yes" if kind.method.value in _methods() and not _unbuilt_ballots(kind) else "not yet"
        rows.append((_code(name), kind.method.value, ", ".join(f"{key} {value}" for key, value in own.items()), works))
    return table(("kind", "method", "differs from the defaults in", "opens"), rows)


def _unbuilt_ballots(kind: Kind) -> bool:
    row = next((each for each in NOT_BUILT if each.path == "kinds.ballots"), None)
    return row is not None and not row.built(kind.ballots)


def not_yet() -> str:
    """What the charter can say and this version does not do, one line for each thing that happens instead."""
    by_now: dict[str, list[str]] = {}
    for row in NOT_BUILT:
        table_, _, key = row.path.partition(".")
        way = ways(Kind if table_ == "kinds" else SECTIONS[table_])[key]
        by_now.setdefault(row.now, []).append(_code(row.path) + _unbuilt_values(row.built, way))
    lines = [f"- {', '.join(paths)}: {now}" for now, paths in by_now.items()]
    lines = [part for line in lines for part in wrap(line, 118, subsequent_indent="  ", break_long_words=False)]
    return "\n".join(lines) + "\n" if lines else "Nothing: every key of a charter works.\n"


def _unbuilt_values(works: Callable[[Any], bool], way: Any) -> str:
    """For which values a key does not work, where it works for others."""
    values = _values(way)
    if not any(works(value) for value, _ in values):
        return ""
    if isinstance(way, OneOf):
        return " as " + " ".join(shown for value, shown in values if not works(value))
    return f" other than {' '.join(shown for value, shown in values if works(value))}"


# The ledger


def _kinds(of: type[events.Event] = events.Event) -> Iterator[type[events.Event]]:
    for each in of.__subclasses__():
        if "kind" in vars(each):
            yield each
        yield from _kinds(each)


def _type(text: str) -> str:
    """A field's type as it stands in JSON."""
    optional = " | None" in text
    plain = text.replace(" | None", "")
    if plain.startswith("Mapping[str, int"):
        name = "object of numbers"
    elif plain.startswith("Mapping"):
        name = "object"
    elif plain.startswith("tuple"):
        name = "list of numbers" if "int" in plain else "list of texts"
    else:
        name = {"datetime": "instant", "int": "number", "bool": "true or false", "str": "text"}.get(plain, plain)
    return f"{name}, may be missing" if optional else name


def event_kinds() -> str:
    """Every kind of event, and its fields by body."""
    made = []
    found = {each.kind: each for each in _kinds()}
    for name in events.kinds():
        cls = found[name]
        about = " ".join(inspect.cleandoc(cls.__doc__ or "").split())
        rows = [
            (_code(each.name), each.metadata["body"], _type(str(each.type)))
            for each in fields(cls)
            if "body" in each.metadata
        ]
        made.append(f"### {name}\n\n{about}\n\n{table(('field', 'body', 'is'), rows)}\n")
    return "".join(made)


# The command line


def command_list() -> str:
    """Every command, with what it says of itself."""
    rows = []
    root: Any = typer.main.get_command(app)
    for name, command in sorted(root.commands.items()):
        inner = getattr(command, "commands", None)
        for path, each in [(f"{name} {sub}", what) for sub, what in inner.items()] if inner else [(name, command)]:
            rows.append((_code(f"listvote {path}"), each.get_short_help_str(300)))
    return table(("command", "does"), rows)


# The demo


def played() -> list[str]:
    """Everything that the demo shows, piece by piece."""
    from listvote.demo.play import play

    pieces: list[str] = []
    play(pieces.append)
    return pieces


def _quoted(piece: str) -> str:
    """A mail of the demo as its reader gets it, without the headers that only programs read."""
    lines = [line.strip().removeprefix(">").removeprefix(" ") for line in piece.rstrip().splitlines()[1:]]
    return "\n".join(line for line in lines if not re.match(r"(Message-ID|In-Reply-To): ", line)) + "\n"


def scenes() -> dict[str, str]:
    """The excerpts of the demo that the front page shows."""
    pieces = played()
    mails = [_quoted(piece) for piece in pieces if piece.startswith("OUT")]
    receipt = next(mail for mail in mails if "Subject: Counted: AGREE" in mail)
    digest = [mail for mail in mails if " Votes: " in mail and "#1 agree" in mail][-1]
    result = next(mail for mail in mails if "RESULT #1" in mail)
    return {"receipt": _fenced(receipt), "digest": _fenced(digest), "result": _fenced(result)}


def _fenced(text: str) -> str:
    return f"```\n{text}```\n"


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "words": words,
    "examples": examples,
    "commands": commands,
    "commands of moderators": moderators_commands,
    "words not yet": not_yet_words,
    "refusals": refusals,
    "charter keys": charter_keys,
    "built in kinds": built_in_kinds,
    "not yet": not_yet,
    "kinds of events": event_kinds,
    "command list": command_list,
}
"""The parts that are made, by the name in their marks; those of the demo come from `scenes`."""


def made(text: str, excerpts: Mapping[str, str]) -> str:
    """A document with its made parts made anew; what is random in them stays as it was, if nothing else changed."""

    def anew(found: re.Match[str]) -> str:
        name = found["name"]
        now = excerpts[name] if name in excerpts else PARTS[name]()
        if _RANDOM.sub("…", now) == _RANDOM.sub("…", found["text"].strip("\n") + "\n"):
            now = found["text"].strip("\n") + "\n"
        return f"<!-- made: {name} -->\n\n{now.strip(chr(10))}\n\n<!-- end -->\n"

    return _MADE.sub(anew, text)


def main() -> int:
    """Write every made part anew; 1 if a document changed."""
    excerpts = scenes()
    changed = 0
    for name in DOCUMENTS:
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = made(before, excerpts)
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed = 1
    return changed


if __name__ == "__main__":
    sys.exit(main())

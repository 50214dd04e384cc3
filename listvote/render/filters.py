"""The words that templates have besides their view's fields: dates, plurals, quotations, links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from listvote.mail.compose import mailto
from listvote.posts.views import Say
from listvote.render import layout, moments


def said(value: object) -> object:
    """What a text template prints: somebody's words cleaned and marked, our words and numbers as they are."""
    if isinstance(value, layout.Words | Markup):
        return value
    if isinstance(value, str):
        return layout.theirs(value)
    if isinstance(value, Fraction):
        return layout.Words(moments.said_number(value))
    return value


def _in_zone(say: Callable[[Any, str, datetime], str]) -> Callable[[Context, Any], layout.Words]:
    @pass_context
    def filter_(context: Context, at: Any) -> layout.Words:
        return layout.Words(say(at, context["zone"], context["now"]))

    return filter_


def _ours(text: str) -> layout.Words:
    """Words of our own vocabulary, tied so that `stand aside` stays on one line."""
    return layout.tied(text)


def _say(text: str) -> layout.Words:
    """A sentence of ours: it may go on at the left margin."""
    return layout.Words(layout.clean(text, 1000))


def _listed(words: Iterable[str], join: str = ", ") -> layout.Words:
    """Several words of ours, each kept together, with commas between."""
    return layout.Words(join.join(layout.tied(word) for word in words))


def _people(aliases: Iterable[str]) -> layout.Words:
    """Several aliases in one line, with commas between."""
    return layout.theirs(", ".join(layout.clean(alias, 60) for alias in aliases))


def _short(text: str, at_most: int = 80) -> layout.Words:
    """Somebody's words, shortened: titles and aliases."""
    return layout.theirs(text, at_most)


def _shout(text: str) -> layout.Words:
    """A word of ours in capitals: `AGREE`; options and orders keep their own."""
    return layout.Words(layout.clean(text, 60).upper())


def _count(number: int | Fraction, one: str, many: str = "") -> layout.Words:
    """`1 offer`, `2 offers`."""
    return layout.Words(moments.counted(number, one, many))


def _option(text: str) -> layout.Words:
    """A position or an option of a tally, kept together; options are somebody's words."""
    return layout.theirs(text, 80, tie=True)


def _capital(text: str) -> layout.Words:
    """Words with a capital letter first, marked as they were."""
    mark = text[: len(text) - len(text.lstrip(layout.THEIRS))]
    words = text[len(mark) :] if isinstance(text, layout.Words) else layout.clean(text)
    return layout.Words(mark + words[:1].upper() + words[1:])


def _reply(subject: str) -> layout.Words:
    """The subject of an answer in a thread."""
    bare = layout.clean(subject, 120)
    return layout.theirs(bare if bare.lower().startswith("re:") else f"Re: {bare}")


def _quoted(text: str) -> layout.Words:
    """A text of several lines as a quotation, wrapped."""
    return layout.block(text, "> ")


def _verbatim(text: str) -> layout.Words:
    """A text of several lines as it is, indented."""
    return layout.block(text, "  ", fold=False)


def _command(text: str, at_most: int = 74) -> layout.Words:
    """A command for a shell, indented, continued behind backslashes where it is long; each piece can be pasted."""
    lines, now = [], ""
    for word in layout.clean(text, 2000).split(" "):
        if now and len(now) + 1 + len(word) > at_most - 4:
            lines.append(now + " \\")
            now = "  " + word
        else:
            now = f"{now} {word}" if now else word
    return layout.Words("\n".join(layout.LAID + "  " + line for line in [*lines, now]))


def _plain_html(text: str) -> Markup:
    """A text of several lines in HTML, its lines kept."""
    lines = text.strip("\r\n").splitlines()[: layout.QUOTED_AT_MOST]
    opened = (line.expandtabs(4) for line in lines)
    return Markup("\n").join(
        escape(" " * (len(line) - len(line.lstrip(" "))) + layout.clean(line, 2000)) for line in opened
    )


@pass_context
def _link(context: Context, say: Say | str, subject: str = "", label: str = "") -> Markup:
    """A button that opens a mail to the service with the words filled in."""
    words = say if isinstance(say, Say) else Say(say)
    filled = mailto(context["answer_to"], subject or words.subject or words.filled.rstrip(), words.filled)
    return _button(filled, label or words.line)


@pass_context
def _post_link(context: Context, label: str, subject: str, body: str) -> Markup:
    """A button that opens a mail to the list with subject and body filled in."""
    return _button(mailto(context["post"], subject, body), label)


def _button(href: str, label: str) -> Markup:
    return Markup(f'<a href="{escape(href)}" style="{_BUTTON}">{escape(layout.clean(label, 120))}</a>')


_BUTTON: Final = (
    "display:inline-block;margin:.2em .4em .2em 0;padding:.4em .8em;border:1px solid;border-radius:.4em;"
    "text-decoration:none"
)

FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "deadline": _in_zone(moments.said_deadline),
    "soon": _in_zone(moments.said_soon),
    "past": _in_zone(moments.said_past),
    "day": _in_zone(moments.said_day),
    "ours": _ours,
    "say": _say,
    "listed": _listed,
    "people": _people,
    "short": _short,
    "shout": _shout,
    "counted": _count,
    "option": _option,
    "capital": _capital,
    "reply": _reply,
    "quoted": _quoted,
    "verbatim": _verbatim,
    "command": _command,
    "lines": _plain_html,
}

GLOBALS: Final[Mapping[str, Callable[..., Any]]] = {"link": _link, "post_link": _post_link}

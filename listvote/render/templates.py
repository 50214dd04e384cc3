"""The templates: ours, and an operator's own in their place; a broken one of theirs falls back to ours.

A kind of mail has two: `receipt.txt`, whose first line is `Subject: …`, and `receipt.html`. Fields of the view and of
its letterhead stand in them by name. Whatever a template prints with `{{ … }}` is taken for somebody's words: cleaned
to one line and, in HTML, escaped; filters say what is ours. Files are read when `Templates` is made, never later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, meta, nodes
from markupsafe import Markup

from listvote.posts.views import VIEWS, Letterhead, View
from listvote.render.filters import FILTERS, GLOBALS, said
from listvote.render.layout import clean, lay_out

_SUBJECT: Final = "Subject: "
_SUBJECT_AT_MOST: Final = 120  # characters


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's words: its subject (one line), its text (LF, wrapped), its HTML twin."""

    subject: str
    text: str
    html: str


class Templates:
    """The words of every kind of mail.

    `broken` maps the name of an operator's file (`receipt.txt`) to what is wrong with it, in words; ours stands in
    for it. It grows when an override first fails in use.
    """

    def __init__(self, own: Path | None = None, packaged: Path | None = None) -> None:
        """Read our templates and, if `own` is given, an operator's folder of files with the same names.

        Raises OSError if our own folder cannot be read; a fault in the operator's never raises.
        """
        self.broken: dict[str, str] = {}
        ours = _files(packaged or packaged_folder())
        self._ours = _Set(ours)
        overrides = self._overrides(own, ours) if own else {}
        self._set = _Set({**ours, **overrides}) if overrides else self._ours
        self._overridden = frozenset(overrides)
        self._failed: set[str] = set()

    def _overrides(self, own: Path, ours: Mapping[str, str]) -> dict[str, str]:
        """The operator's files that compile and use no names that their view does not have."""
        good: dict[str, str] = {}
        try:
            paths = sorted(path for path in own.iterdir() if path.suffix in (".txt", ".html") and path.is_file())
        except OSError as error:
            self.broken[str(own)] = f"the folder cannot be read: {error.strerror or error}"
            return good
        for path in paths:
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                self.broken[path.name] = f"it cannot be read: {error}"
                continue
            if fault := _fault(path.name, text, ours):
                self.broken[path.name] = fault
            else:
                good[path.name] = text
        return good

    def _try(self, name: str, make: Callable[[_Set], str]) -> str:
        """What the operator's template makes, or, where that fails, what ours makes."""
        if self._set is not self._ours and name not in self._failed:
            try:
                return make(self._set)
            except Exception as error:  # an override may fail in any way; it must never stop a mail
                self._failed.add(name)
                parts = sorted(part for part in self._overridden if part.rpartition(".")[0] not in _NAMES)
                suspect = name if name in self._overridden else ", ".join(parts) or name
                self.broken[suspect] = f"in {name}: {type(error).__name__}: {error}"
        return make(self._ours)


class _Set:
    """One loadable set of templates, for text and for HTML."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.text = _environment(sources, html=False)
        self.html = _environment(sources, html=True)


def render(view: View, *, templates: Templates) -> Rendered:
    """The words of one view: subject, text and HTML twin.

    Text is wrapped at 72 columns; only addresses of pages, and commands, make a line longer. A failing override is
    replaced by ours and noted in `templates.broken`. Raises jinja2.TemplateError only if our own template is wrong.
    """
    context = _context(view)

    def text(set_: _Set) -> str:
        laid = lay_out(set_.text.get_template(f"{view.kind}.txt").render(context))
        first, _, rest = laid.partition("\n")
        if not first.startswith(_SUBJECT) or not rest.strip():
            raise TemplateError("its first line must be 'Subject: …', with text below")
        return laid

    def html(set_: _Set) -> str:
        return set_.html.get_template(f"{view.kind}.html").render(context)

    laid = templates._try(f"{view.kind}.txt", text)
    head, _, body = laid.partition("\n\n")
    subject = clean(head.removeprefix(_SUBJECT), _SUBJECT_AT_MOST)
    context["subject"] = subject
    return Rendered(subject, body, templates._try(f"{view.kind}.html", html))


def packaged_folder() -> Path:
    """Where our own templates are: beside the package's modules once installed, at the top of a checkout else."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def _files(folder: Path) -> dict[str, str]:
    return {
        path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix in (".txt", ".html")
    }


def _context(view: View) -> dict[str, Any]:
    letterhead, own = _NAMES[view.kind]
    context: dict[str, Any] = {name: getattr(view.letterhead, name) for name in letterhead}
    context.update((name, getattr(view, name)) for name in own)
    return context


_NAMES: Final = {
    view.kind: (
        tuple(field.name for field in fields(Letterhead)),
        tuple(field.name for field in fields(view) if field.name != "letterhead"),
    )
    for view in VIEWS
}


def _fault(name: str, text: str, ours: Mapping[str, str]) -> str:
    """What is wrong with an operator's template before it is ever used; empty if nothing is."""
    if name not in ours:
        return "there is no template of that name"
    environment = _environment({}, html=name.endswith(".html"))
    try:
        tree = environment.parse(text)
        environment.from_string(text)
    except TemplateError as error:
        where = getattr(error, "lineno", None)
        return f"line {where}: {error}" if where else str(error)
    kind = name.rpartition(".")[0]
    if kind in _NAMES:
        letterhead, own = _NAMES[kind]
        assigned = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        known = {*letterhead, *own, *GLOBALS, *assigned} | ({"subject"} if name.endswith(".html") else set())
        unknown = sorted(meta.find_undeclared_variables(tree) - known)
        if unknown:
            return f"it uses {', '.join(unknown)}, which {kind} does not have"
    return ""


def _environment(sources: Mapping[str, str], html: bool) -> Environment:
    environment = Environment(
        loader=DictLoader(dict(sources)),
        autoescape=html,
        undefined=StrictUndefined,
        finalize=_said_in_html if html else said,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(GLOBALS)
    return environment


def _said_in_html(value: object) -> object:
    """Somebody's words in HTML: cleaned as in the text; escaping follows, except for markup that our filters made."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return clean(value)

"""Make the cases of this folder: `python -m tests.cases.mail.make` writes each as mail.eml, want.json and why.md.

A case is one mail as a program wrote it and a list delivered it, and what has to be read in it. Most are made from a
table, mail program by list by phrase; the tricky ones are written by hand, one by one.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.cases.mail.phrases import CLEAR, NOT_COUNTED
from tests.cases.mail.shapes import ATTRIBUTIONS, CLIENTS, LISTS, attributed, mail, post_of
from tests.cases.mail.tricky import TRICKY, Tricky

HERE = Path(__file__).parent
OFTEN = 3
"""Lists that each mail program is tried with."""


@dataclass(frozen=True)
class Case:
    """One case: its name, its bytes, what has to be read, and why it is there."""

    name: str
    mail: bytes
    want: dict[str, Any]
    why: str


def cases() -> Iterator[Case]:
    """All cases in their order."""
    number = 0
    for made in (_programs(), _languages(), _talk(), _written()):
        for one in made:
            number += 1
            yield one(number)


def _wanted(own: str, verdict: str, position: str = "") -> dict[str, Any]:
    clarity = {"clear": "clear", "doubtful": "doubtful"}.get(verdict)
    acts = [{"position": position or None, "clarity": clarity}] if clarity else []
    return {"verdict": verdict, "author": "ada@example.org", "acts": acts, "own_text": own}


def _case(client: str, of_list: str, own: str, verdict: str, position: str, reason: str, language: str = "en") -> Any:
    writes, program = (
        (attributed(ATTRIBUTIONS[client]), f"an attribution in the language {client}")
        if client in ATTRIBUTIONS
        else CLIENTS[client]
    )
    delivers, server = LISTS[of_list]
    why = f"{reason}.\n\nWritten with {program}. Through {server}.\n"
    tried = {} if language == "en" else {"languages": ["en", language], "post": post_of(of_list)}
    return lambda number: Case(
        f"{number:03}-{client}-{of_list}-{verdict}",
        mail(number, delivers(writes(own))),
        _wanted(own, verdict, position) | ({"tried": tried} if tried else {}) | {"written": client, "through": of_list},
        why,
    )


def _programs() -> Iterator[Any]:
    """Every mail program with several lists, and every list with several mail programs; the phrases go round."""
    phrases, lists = cycle(CLEAR["en"]), cycle(LISTS)
    for client in CLIENTS:
        for _ in range(OFTEN * 3):
            own, position = next(phrases)
            yield _case(client, next(lists), own, "clear", position, f"`{own.splitlines()[-1]}` is `{position}`")


def _languages() -> Iterator[Any]:
    lists = cycle(LISTS)
    for language, phrases in CLEAR.items():
        if language == "en":
            continue
        for own, position in phrases:
            why = f"`{own}` is `{position}` in the language {language}"
            yield _case(language, next(lists), own, "clear", position, why, language)


def _talk() -> Iterator[Any]:
    clients, lists = cycle(CLIENTS), cycle(LISTS)
    for language, phrases in NOT_COUNTED.items():
        for own, verdict, why in phrases:
            for _ in range(5 if language == "en" else 1):
                client = next(clients) if language == "en" else language
                reason = f"`{own}` must not count: {why}"
                yield _case(client, next(lists), own, verdict, "", reason, language)


def _written() -> Iterator[Any]:
    for tricky in TRICKY:
        yield lambda number, tricky=tricky: _tricky(number, tricky)


def _tricky(number: int, tricky: Tricky) -> Case:
    acts = [
        {"position": position or None, "clarity": clarity}
        for each in tricky.acts
        for position, _, clarity in [each.rpartition(" ")]
    ]
    clear = any(each["clarity"] in ("clear", "refused") for each in acts)  # what is refused was understood
    verdict = "clear" if clear else "doubtful" if acts else "talk"
    want: dict[str, Any] = {
        "verdict": tricky.verdict or verdict,
        "author": tricky.author,
        "acts": acts,
        "own_text": tricky.own_text,
        "written": "by hand",
        "through": tricky.of_list,
    }
    if tricky.tried:
        want["tried"] = dict(tricky.tried)
    listed = tricky.listed()
    data = mail(number, listed, tricky.subject)
    return Case(f"{number:03}-{tricky.name}", data, want, f"{tricky.why}.\n")


def write() -> None:
    """Write every case, and take away those that there were before."""
    for folder in HERE.iterdir():
        if folder.is_dir() and folder.name[:3].isdigit():
            shutil.rmtree(folder)
    for case in cases():
        folder = HERE / case.name
        folder.mkdir()
        (folder / "mail.eml").write_bytes(case.mail)
        (folder / "want.json").write_text(json.dumps(case.want, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        (folder / "why.md").write_text(case.why, encoding="utf-8")


if __name__ == "__main__":
    write()

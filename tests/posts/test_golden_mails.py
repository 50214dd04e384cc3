"""Every kind of mail as its reader gets it: the whole text and the whole HTML twin, word for word.

A case that differs leaves `got.txt.got` and `got.html.got` beside it: read them, and if they are what we want to say,
move them over `want.txt` and `want.html`.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from listvote.mail.addresses import Mailbox
from listvote.mail.compose import Letter, compose, message_id
from listvote.mail.message import Mail, parse
from listvote.posts.views import VIEWS, View
from listvote.render import Templates, render

CASES = sorted(Path(__file__).parents[1].joinpath("cases", "posts").iterdir())
OURS = Templates()
NO_ISOLATES = {0x2068: None, 0x2069: None}  # reading drops the marks that keep right-to-left words apart


def golden_view(case: Path) -> View:
    view = runpy.run_path(str(case / "view.py"))["view"]
    assert isinstance(view, View)
    return view


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mail_reads_word_for_word_as_it_should(case: Path) -> None:
    rendered = render(golden_view(case), templates=OURS)
    got = {"txt": f"Subject: {rendered.subject}\n\n{rendered.text}", "html": rendered.html}
    different = []
    for kind, words in got.items():
        want = case / f"want.{kind}"
        if not want.exists() or want.read_text(encoding="utf-8") != words:
            case.joinpath(f"got.{kind}.got").write_text(words, encoding="utf-8")
            different.append(want.name)
    assert not different, f"{case.name}: compare {different} with the .got files beside"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_says_why_it_is_there(case: Path) -> None:
    assert (case / "why.md").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mail_arrives_as_it_was_said(case: Path) -> None:
    view = golden_view(case)
    said = render(view, templates=OURS)
    service, member = Mailbox("Votes", "votes@example.org"), Mailbox("Red Pen", "ada@example.org")
    letter = Letter(
        message_id("example.org", "press", case.name),
        view.letterhead.now,
        service,
        member,
        said.subject,
        said.text,
        said.html,
    )
    read = parse(compose(letter))
    assert isinstance(read, Mail)
    assert (read.subject, read.text) == (said.subject, said.text.translate(NO_ISOLATES))


def test_every_kind_of_mail_has_a_golden_case() -> None:
    assert {type(golden_view(case)) for case in CASES} == set(VIEWS)

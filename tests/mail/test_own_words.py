"""What is left of a mail when quotes, attributions, signatures, footers and notices are taken out: golden cases.

Each folder of cases/own_words holds a mail (`mail.eml`) or its text (`body.txt`), the own text expected (`want.txt`),
why the case exists (`why.md`), and where they matter the mail answered (`known.txt`), the author (`from.txt`) and the
own lines that are not sure (`unsure.txt`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from listvote.mail.addresses import Mailbox
from listvote.mail.message import Mail, Unreadable, parse
from listvote.mail.own_words import LineKind, own_words

CASES = sorted((Path(__file__).parent.parent / "cases" / "own_words").iterdir())


def text_of(file: Path) -> str:
    return file.read_bytes().decode() if file.exists() else ""


def mail_of(case: Path) -> Mail:
    if (case / "mail.eml").exists():
        mail = parse((case / "mail.eml").read_bytes())
        assert not isinstance(mail, Unreadable)
        return mail
    name = text_of(case / "from.txt").split("<")[0].strip()
    return Mail(text=text_of(case / "body.txt"), from_=(Mailbox(name, "ada@example.org"),) if name else ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_own_text_is_what_the_author_wrote(case: Path) -> None:
    known = text_of(case / "known.txt").split("\n")
    read = own_words(mail_of(case), [line for line in known if line])
    assert read.own_text == text_of(case / "want.txt").removesuffix("\n"), text_of(case / "why.md")
    unsure = [line.text.strip() for line in read.lines if line.kind in {LineKind.OWN, LineKind.FORM} and not line.sure]
    assert unsure == text_of(case / "unsure.txt").split("\n")[:-1]


def test_every_case_says_why_it_exists() -> None:
    assert len(CASES) >= 120
    assert [case.name for case in CASES if len(text_of(case / "why.md").strip()) < 10] == []

"""Whole mails as lists and mail programs make them: who, from which list, to which group, in which words.

A case is a folder with a mail, why it is there, and what of the reading it is about. What was read instead is written
beside it as want.got.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from listvote.mail import dialects
from listvote.mail.author import NoAuthor, author
from listvote.mail.automatic import why_automatic
from listvote.mail.dialects.footers import footer_start
from listvote.mail.html import html_text
from listvote.mail.message import Mail
from listvote.mail.route import GroupAddress, route
from tests.mail.letters import read

CASES: Final = sorted((Path(__file__).parent.parent / "cases" / "mail_shapes").iterdir())
GROUPS: Final = (
    GroupAddress("press", "press@lists.example.org", "press.lists.example.org"),
    GroupAddress("press-io", "press@groups.io", "press.groups.io"),
)


def reading(mail: Mail) -> dict[str, Any]:
    """All that the cases may ask of a mail."""
    trace = dialects.trace(mail)
    by = author(mail, trace, lambda address: None)
    where = route(mail, trace, GROUPS, "votes@example.org")
    lines = mail.text.split("\n")
    shown = html_text(mail.html)
    return {
        "message_id": mail.message_id,
        "references": list(mail.references),
        "subject": mail.subject,
        "author": by.why if isinstance(by, NoAuthor) else {"address": by.address, "how": by.how},
        "list": trace and {"dialect": trace.dialect, "list_id": trace.list_id, "post": trace.post},
        "route": {"group": where.group, "private": where.private, "token": where.token},
        "automatic": why_automatic(mail),
        "text": "\n".join(lines[: footer_start(lines)]).strip("\n") + "\n",
        "flowed": mail.flowed,
        "text_from_html": mail.text_from_html,
        "footer_parts": len(mail.footer_parts),
        "attachments": [f"{one.filename} {one.content_type}" for one in mail.attachments],
        "unseen": [line for line in lines if mail.html and not shown.shows(line)],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mail_reads_as_its_case_says(case):
    want = json.loads((case / "want.json").read_text(encoding="utf-8"))
    everything = reading(read((case / "mail.eml").read_bytes()))
    got = {key: everything[key] for key in want}
    if got != want:
        (case / "want.got").write_text(json.dumps(got, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert got == want, (case / "why.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_line_ends_make_no_difference(case):
    data = (case / "mail.eml").read_bytes().replace(b"\r\n", b"\n")
    assert reading(read(data)) == reading(read(data.replace(b"\n", b"\r\n")))

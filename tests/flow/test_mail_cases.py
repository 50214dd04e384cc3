"""Whole mails as programs write them and lists deliver them: what is counted, asked back, and left alone.

Each case is a folder with the mail, what has to be read in it, and why.
"""

from __future__ import annotations

import pytest

from tests.cases.mail.make import cases
from tests.flow.mail_cases import CASES, FOLDER, read, same, wanted
from tests.flow.recognition import PAGE, WRONG, judged, page


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mail_is_read_as_its_case_says(case):
    want, got = wanted(case), read(case)
    assert judged(want, got) != WRONG, (case / "why.md").read_text(encoding="utf-8")
    assert same(want, got), f"{got}\n{want}\n{(case / 'why.md').read_text(encoding='utf-8')}"


def test_there_are_enough_of_them_of_both_sorts():
    counting = [any(act["clarity"] == "clear" for act in wanted(case)["acts"]) for case in CASES]
    assert len(CASES) >= 300
    assert counting.count(False) >= 100
    assert sum(wanted(case)["written"] == "by hand" for case in CASES) >= 80


def test_they_are_those_that_the_table_makes():
    made = {case.name: case for case in cases()}
    assert sorted(made) == [case.name for case in CASES]
    for name, case in made.items():
        assert (FOLDER / name / "mail.eml").read_bytes() == case.mail, name
        assert wanted(FOLDER / name) == case.want, name


def test_the_page_on_recognition_says_what_is_read_today():
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: python -m tests.flow.recognition"

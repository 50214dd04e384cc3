"""Mails that open something: tags, settings, options, tasks, and every fault at once."""

from __future__ import annotations

import pytest

from listvote.acts import Opening, Place, Verb
from tests.mail.readings import act, context, reading, verdict

NEW = context(place=Place.NOWHERE, about=False, starts_thread=True)


def opened(subject: str, text: str) -> Opening:
    found = act(text, NEW, subject)
    assert found.verb is Verb.OPEN
    assert found.opening is not None
    return found.opening


def codes(subject: str, text: str) -> list[str]:
    return [fault.code for fault in opened(subject, text).faults]


def test_a_poll_opens_with_its_options_and_its_text() -> None:
    options = "options:\n  A. In house\n  B. At the co-op\n     in Leeds\n  C. Not at all\n"
    text = f"{options}closes: Friday 18:00\n\nQuotes are attached ..."
    found = opened("[press] [POLL] Where do we print the spring issue?", text)
    assert (found.opens, found.tag, found.title) == ("poll", "POLL", "Where do we print the spring issue?")
    assert [(each.letter, each.text) for each in found.options] == [
        ("A", "In house"), ("B", "At the co-op in Leeds"), ("C", "Not at all")
    ]  # fmt: skip
    assert found.settings == {"closes": "friday 18:00"}
    assert found.text == "Quotes are attached ..."
    assert found.faults == ()


@pytest.mark.parametrize("listed", ["- Red\n- Green", "A) Red\nB) Green", "* Red\n* Green", "\n  A. Red\n  B. Green"])
def test_options_are_listed_in_several_ways(listed: str) -> None:
    assert [each.text for each in opened("[POLL] x", f"options:\n{listed}\n\nWhich?").options] == ["Red", "Green"]


def test_options_may_stand_in_one_line() -> None:
    assert [each.letter for each in opened("[POLL] x", "options: Red, Green, Blue\n\nWhich?").options] == [
        "A",
        "B",
        "C",
    ]


def test_text_that_begins_like_a_setting_is_text() -> None:
    found = opened("[PROPOSAL] Buy a press", "Comrades: let us buy it.\ncloses: Friday")
    assert (found.settings, found.text, found.faults) == ({}, "Comrades: let us buy it.\ncloses: Friday", ())


def test_settings_may_stand_below_a_greeting() -> None:
    found = opened("[PROPOSAL] Buy a press", "Hi all,\n\ncloses: 10 days\nkind: minor\n\nThe text")
    assert (found.settings, found.text) == ({"closes": "10 days", "kind": "minor"}, "The text")


def test_the_signature_is_no_part_of_the_text() -> None:
    assert opened("[PROPOSAL] Buy a press", "We buy it.\n\n-- \nBen").text == "We buy it."


def test_all_faults_are_found_at_once() -> None:
    text = "closses: Friday\nquorum: half\nthreshold: 50%\nkind: foo\nseats: none\nreview: soon\n\nText"
    assert codes("[PROPOSAL] x", text) == ["O01", "O02", "O02", "O02", "O02", "O02"]
    assert opened("[PROPOSAL] x", text).faults[0].mend == "Write `closes:`."


@pytest.mark.parametrize("key", ["closses", "close", "cloess", "closez", "Closess", "qorum", "option", "kin", "seat"])
def test_a_key_with_one_typing_error_opens_nothing(key: str) -> None:
    assert codes("[PROPOSAL] x", f"{key}: 7 days\n\nText") == ["O01"]


@pytest.mark.parametrize("key", ["Comrades", "Note", "Background", "Reviewed", "Why"])
def test_other_keys_are_text(key: str) -> None:
    assert codes("[PROPOSAL] x", f"{key}: 7 days\n\nText") == []


def test_an_unknown_key_among_settings_opens_nothing() -> None:
    assert codes("[PROPOSAL] x", "kind: minor\ncolour: red\ncloses: 5 days\n\nText") == ["O01"]


@pytest.mark.parametrize(
    "text",
    ["Which?", "options: one", "options:\n- Red\n- red", "options:\nA. Red\nC. Green", "options:\n\nWhich?"],
)
def test_a_poll_without_two_different_options_opens_nothing(text: str) -> None:
    assert codes("[POLL] x", text) == ["O02"]


def test_a_setting_may_stand_only_once() -> None:
    assert codes("[PROPOSAL] x", "closes: 7 days\ncloses: 8 days\n\nText") == ["O02"]


def test_a_plan_lists_its_tasks() -> None:
    text = (
        "closes: 7 days\n\ntask: Typeset the issue\npeople: 2\nhours: 6 each\nable: layout, english\n"
        "by: 20 December 2026\napprentices: 1\nclass: editing\n\ntask: Carry the parcels\npeople: 3\n"
    )
    found = opened("[PLAN] Spring issue", text)
    assert found.tasks == (
        {
            "task": "Typeset the issue", "people": "2", "hours": "6 each", "able": "layout, english",
            "by": "2026-12-20",
            "apprentices": "1", "class": "editing",
        },
        {"task": "Carry the parcels", "people": "3"},
    )  # fmt: skip
    assert found.settings == {"closes": "7 days"}
    assert "task: Carry the parcels" in found.text


def test_a_plan_with_faults_says_all_of_them() -> None:
    assert codes("[PLAN] x", "task: Typeset\npeople: two\nhuors: 6\nby: soon") == ["O02", "O01", "O02"]
    assert codes("[PLAN] x", "We do it all.") == ["O02"]


def test_one_task_has_its_keys_at_the_head() -> None:
    found = opened("[TASK] Carry the parcels", "people: 3\n\nPlease.")
    assert found.tasks == ({"task": "Carry the parcels", "people": "3"},)


def test_a_change_of_the_charter_may_stand_in_lines() -> None:
    found = opened("[CHARTER] More posts", "posting.per_day = 4\n\nThree are too few.")
    assert found.settings == {"posting.per_day": "4"}


@pytest.mark.parametrize(
    "tag", ["PROPOSAL", "VOTE", "DECISION", "vote", "POLL", "ELECTION", "PLAN", "TASK", "CHARTER", "RECALL"]
)
def test_each_tag_opens(tag: str) -> None:
    assert act("Text", NEW, f"[{tag}] Title").verb is Verb.OPEN


@pytest.mark.parametrize(
    "subject",
    [
        "Re: [VOTE] x", "AW: [VOTE] x", "Fwd: [VOTE] x", "[press] Re: [VOTE] x", "[RESULT] [VOTE] x",
        "[VOTE][RESULT] x",
        "[CANCELLED] [VOTE] x", "[DISCUSS] [VOTE] x", "VOTE x", "x [VOTE]", "[OTHER] x", "", "[]", "[[VOTE]] x",
    ],
)  # fmt: skip
def test_other_subjects_open_nothing(subject: str) -> None:
    assert reading("+1", NEW, subject).acts == ()


def test_a_reply_opens_nothing() -> None:
    assert verdict("Text", context(place=Place.NOWHERE, about=False), "[VOTE] x") == "talk"


def test_a_charter_may_rename_the_tags() -> None:
    where = context(place=Place.NOWHERE, about=False, starts_thread=True, tags={"MOTION": "decision"})
    assert act("Text", where, "[MOTION] x").verb is Verb.OPEN
    assert verdict("Text", where, "[PROPOSAL] x") == "talk"


def test_a_result_is_talk_and_a_cancellation_withdraws() -> None:
    assert verdict("+1\n\n#12 agree", context(), "[RESULT] [VOTE] x") == "talk"
    for tag in ("CANCEL", "CANCELED", "CANCELLED"):
        assert act("sorry", context(), f"[{tag}] [VOTE] x").verb is Verb.WITHDRAW_PROPOSAL
    assert verdict("why?", context(), "Re: [CANCEL] [VOTE] x") == "talk"

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
    assert codes("[PROPOSAL] x", f"{key}: 7 days\n\nText")[0] == "O01"


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


def test_a_result_may_be_written_as_an_answer_and_an_answer_to_one_is_read() -> None:
    for subject in ("[RESULT] Re: [VOTE] x", "[press] [RESULT] Re: [VOTE] x", "[RESULT][VOTE] AW: x"):
        assert verdict("+1\n\n#12 agree", context(), subject) == "talk", subject
        assert act("sorry", context(), subject.replace("RESULT", "CANCEL")).verb is Verb.WITHDRAW_PROPOSAL, subject
    assert verdict("#12 agree", context(), "Re: [RESULT] [VOTE] x") == "clear"
    assert verdict("#12 agree", context(), "[press] Re: [RESULT] x") == "clear"


# What is sent back to be mended


def draft(subject: str, text: str) -> list[str]:
    return opened(subject, text).draft.split("\n")


def test_what_is_wrong_comes_back_with_every_line_that_was_written() -> None:
    text = "close: Friday 18:00\nquorum: half\nkind: minor\ncolour: red\nseats: two\n\nWe buy it."
    assert draft("[PROPOSAL] Buy a press", text) == [
        "closes: Friday 18:00",
        "quorum: half   <== mend this",
        "kind: minor",
        "colour: red   <== mend this, or leave it out",
        "seats: two   <== mend this",
        "",
        "We buy it.",
    ]


def test_a_key_that_was_meant_is_only_written_where_its_value_can_be_read_and_it_stands_once() -> None:
    assert draft("[VOTE] x", "closs: whenever\n\nText") == [
        "closs: whenever   <== mend this, or leave it out",
        "",
        "Text",
    ]
    assert draft("[VOTE] x", "closes: 7 days\ncloss: 9 days\n\nText")[1].startswith("closs: 9 days   <==")
    assert draft("[VOTE] x", "closes: 7 days\ncloses: 9 days\n\nText")[1] == "closes: 9 days   <== mend this"


def test_options_that_are_missing_or_wrong_are_marked_and_stay() -> None:
    assert draft("[POLL] x", "closes: 7 days\n\nWhich?")[0] == "options:   <== list them below, one a line"
    assert draft("[POLL] x", "option:\n  A. Red\n  B. Green\n\nWhich?")[:3] == ["options:", "  A. Red", "  B. Green"]
    assert draft("[POLL] x", "options:\n  A. Red\n\nWhich?")[:2] == ["options:   <== mend this", "  A. Red"]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("[PROPOSAL] x", "closs: 7 days\nkind: minor\n\nText"),
        ("[POLL] x", "option:\n  A. Red\n  B. Green\ncloses: 7 days\n\nWhich?"),
        ("[POLL] x", "Hi all,\n\noption: Red, Green\n\nWhich?"),
    ],
)
def test_a_draft_without_a_mark_opens_what_was_meant(subject: str, text: str) -> None:
    wrong = opened(subject, text)
    again = opened(subject, wrong.draft)
    assert wrong.faults and not again.faults
    assert again.text == wrong.text


def test_a_marked_line_is_read_up_to_its_mark() -> None:
    found = opened("[VOTE] x", "closes: 7 days   <== mend this\nquorum: half   <== mend this\n\nText")
    assert found.settings == {"closes": "7 days"}
    assert [fault.where for fault in found.faults] == ["line 2, quorum"]
    assert found.draft.count("<==") == 2, "what was mended keeps its mark, which does no harm"
    listed = opened("[POLL] x", "options:   <== list them below, one a line\n  A. Red\n  B. Green\n\nWhich?")
    assert [each.text for each in listed.options] == ["Red", "Green"] and not listed.faults


def test_a_fault_says_its_advice_once() -> None:
    (fault,) = opened("[VOTE] x", "quorum: half\n\nText").faults
    assert "Write for example" in fault.mend and "Write for example" not in fault.what

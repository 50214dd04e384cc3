"""Where a mail was sent decides which of its words are clear."""

from __future__ import annotations

import pytest

from listvote.acts import Clarity, Matter, Place, Reference, Verb
from tests.mail.readings import D12, act, context, reading, said, verdict

DIGEST = context(about=False, place=Place.DIGEST)
SERVICE = context(about=False, place=Place.SERVICE, private=True)
NOWHERE = context(about=False, place=Place.NOWHERE)
THREAD = context(place=Place.THREAD)


def test_elsewhere_in_a_thread_only_a_reference_makes_it_clear() -> None:
    assert verdict("+1", THREAD) == "doubtful"
    assert verdict("agree: as before", THREAD) == "doubtful"
    assert said("#12 agree", THREAD) == ["agree"]
    assert verdict("I think we should wait", THREAD) == "talk"


def test_a_filled_form_is_clear_in_a_thread_unless_it_is_quoted() -> None:
    assert said("[x] agree\n[ ] object", THREAD) == ["agree"]
    assert verdict("> [x] agree\n> [ ] object", THREAD) == "doubtful"


def test_outside_of_all_threads_bare_words_are_talk() -> None:
    assert verdict("+1", NOWHERE) == "talk"
    assert said("#12 agree", NOWHERE) == ["agree"]


def test_a_digest_is_answered_with_references() -> None:
    assert said("#12 agree\n#13 no\nT7 I can help", DIGEST) == ["agree", "against", "offer"]
    assert verdict("Thanks for the digest!", DIGEST) == "talk"


def test_a_bare_yes_to_a_digest_is_asked_back_by_number() -> None:
    found = act("yes", DIGEST)
    assert (found.clarity, found.ref, found.readings) == (Clarity.DOUBTFUL, None, ("#12 agree", "#13 for"))
    assert act("I can help", DIGEST).readings == ("T7 offer",)


def test_a_bare_word_in_private_is_asked_back_by_number() -> None:
    assert act("agree", SERVICE).readings == ("#12 agree", "#13 for")


def test_reference_and_thread_that_disagree_are_asked_back() -> None:
    found = act("#13 agree")
    assert (found.clarity, found.invalid) == (Clarity.DOUBTFUL, "V10")
    assert act("T7 I can help").invalid == "V10"


def test_a_question_is_answered_with_its_own_words() -> None:
    where = context(place=Place.QUESTION, private=True, readings=("agree", "disagree", "object"))
    assert said("agree", where) == ["agree"]
    assert said("Agree, thanks", where) == ["agree"]
    assert said("object: the lease forbids it", where) == ["object"]
    assert verdict("yes", where) == "doubtful"
    assert verdict("no", where) == "doubtful"
    assert verdict("abstain", where) == "doubtful"
    assert act("yes", where).readings == ("agree", "disagree", "object")
    assert verdict("I don't know what you mean", where) == "talk"


def test_a_question_about_numbers_is_answered_with_one() -> None:
    where = context(about=False, place=Place.QUESTION, private=True, readings=("#12 agree", "#13 for"))
    assert said("#12 agree", where) == ["agree"]
    assert (act("#12", where).position, act("#12", where).line) == ("agree", "#12")
    assert verdict("yes", where) == "doubtful"


def test_a_question_about_an_order_is_answered_with_it() -> None:
    where = context("ranked", place=Place.QUESTION, private=True, readings=("B > A",))
    assert said("B > A", where) == ["B > A"]
    assert verdict("A > B", where) == "doubtful"


def test_an_older_version_is_asked_back() -> None:
    second = Matter(Reference("decision", 12, 2), "consensus")
    where = context(about=False, place=Place.NOWHERE)
    where = type(where)(place=Place.OPENING, about=second, matters={second.ref: second}, group="press")
    assert act("#12 agree", where).ref == second.ref
    assert said("#12.2 agree", where) == ["agree"]
    assert verdict("#12.1 agree", where) == "doubtful"


@pytest.mark.parametrize(
    ("line", "verb", "text"),
    [
        ("help", Verb.HELP, ""),
        ("Help!", Verb.HELP, ""),
        ("status please", Verb.STATUS, ""),
        ("mine", Verb.MINE, ""),
        ("ballot #12", Verb.FORM, ""),
        ("check #12", Verb.CHECK, ""),
        ("digest weekly", Verb.DIGEST, "weekly"),
        ("receipts off", Verb.RECEIPTS, "off"),
        ("stop mails", Verb.STOP_MAILS, ""),
        ("alias: Red Pen", Verb.ALIAS, "Red Pen"),
        ("address add new@example.org", Verb.ADDRESS_ADD, "new@example.org"),
        ("away until 1 March 2027", Verb.AWAY, "2027-03-01"),
        ("away", Verb.AWAY, ""),
        ("back", Verb.BACK, ""),
        ("join", Verb.JOIN, ""),
        ("leave roll", Verb.LEAVE_ROLL, ""),
        ("charter", Verb.CHARTER, ""),
        ("roll", Verb.ROLL, ""),
        ("confirm", Verb.CONFIRM, ""),
        ("go live", Verb.GO_LIVE, ""),
        ("pause", Verb.PAUSE, ""),
        ("resume", Verb.RESUME, ""),
        ("extend #12 2 days: the host was down", Verb.EXTEND, "2 days"),
        ("cancel #12: wrong text", Verb.CANCEL, ""),
        ("understand <abc@example.org> as agree: it is plain", Verb.UNDERSTAND, "agree"),
        ("digest now", Verb.DIGEST_NOW, ""),
        ("roll update", Verb.ROLL_UPDATE, ""),
        ("charter update", Verb.CHARTER_UPDATE, ""),
    ],
)
def test_commands_act_in_private_and_nowhere_else(line: str, verb: Verb, text: str) -> None:
    found = act(line, SERVICE)
    assert (found.verb, found.text, found.clarity) == (verb, text, Clarity.CLEAR)
    assert [each.verb for each in reading(line, NOWHERE).acts if each.verb is verb] == []


def test_a_command_keeps_its_reason_and_its_matter() -> None:
    extend = act("extend #12 2 days: the host was down", SERVICE)
    assert (extend.ref, extend.reason) == (D12, "the host was down")
    assert act("understand <abc@example.org> as agree", SERVICE).terms == {"mail": "abc@example.org"}
    assert act("cancel #99", SERVICE).invalid == "O05"


def test_a_command_with_an_unknown_word_is_asked_back() -> None:
    assert act("digest hourly", SERVICE).readings == ("digest daily", "digest weekly", "digest off")
    assert act("extend #12 soon: why", SERVICE).clarity is Clarity.DOUBTFUL


def test_a_command_within_a_sentence_is_talk() -> None:
    assert verdict("I need some help with this", SERVICE) == "talk"
    assert verdict("Is the roll public?", SERVICE) == "talk"


def test_a_link_may_fill_in_the_subject_alone() -> None:
    assert said("", SERVICE, "help") == ["help"]
    assert said("", SERVICE, "#12 agree") == ["agree"]
    assert said("#12 agree", SERVICE, "#12 agree") == ["agree"]
    assert said("", NOWHERE, "#12 agree") == []
    assert said("", SERVICE, "Re: #12 agree") == []
    assert said("Hello there", SERVICE, "#12 agree") == []


@pytest.mark.parametrize("fence", ["```", "~~~", "```text", "  ````"])
def test_what_stands_between_fences_is_shown_and_never_counts(fence: str) -> None:
    end = fence.strip().rstrip("tex")
    for text in ("agree", "#12 agree", "object: because", "[x] agree"):
        assert verdict(f"{fence}\n{text}\n{end}") != "clear", text
        assert verdict(f"Write this:\n{fence}\n{text}\n{end}\nBen") != "clear", text
    assert verdict(f"agree\n\n{fence}\nmake press\n{end}") == "clear"
    assert verdict(f"{fence}\nmake press\n{end}\n\nagree") == "clear"


def test_a_fence_that_is_never_closed_is_none() -> None:
    assert verdict("agree\n\n```\nthat was it") == "clear"

"""What members write about work: offers, mandates, reports, judgements."""

from __future__ import annotations

import pytest

from listvote.acts import Clarity, Place, Verb
from tests.mail.readings import T7, act, context, said, verdict

TASK = context("task")


@pytest.mark.parametrize(
    ("line", "verb", "text", "why"),
    [
        ("I can help", Verb.OFFER, "", ""),
        ("Put me down", Verb.OFFER, "", ""),
        ("offer: I can do layout", Verb.OFFER, "", "I can do layout"),
        ("Sorry, can't this month", Verb.DECLINE, "", ""),
        ("willing always: layout, 4 hours a month", Verb.OFFER_ALWAYS, "layout, 4 hours a month", ""),
        ("immer bereit: Layout", Verb.OFFER_ALWAYS, "Layout", ""),
        ("Toujours volontaire : mise en page", Verb.OFFER_ALWAYS, "mise en page", ""),
        ("siempre me ofrezco: nada", Verb.OFFER_ALWAYS, "nada", ""),
        ("Mi offro sempre: niente", Verb.OFFER_ALWAYS, "niente", ""),
        ("Ofereço-me sempre: paginação", Verb.OFFER_ALWAYS, "paginação", ""),
        ("apprentice", Verb.APPRENTICE, "", ""),
        ("accept", Verb.ACCEPT, "", ""),
        ("decline: too busy", Verb.DECLINE, "", "too busy"),
        ("hand back: I fell ill\nand cannot type", Verb.HAND_BACK, "", "I fell ill and cannot type"),
        ("swap T7 with Ben", Verb.SWAP, "Ben", ""),
        ("report: we did it\n\nAll of it.", Verb.REPORT, "we did it\n\nAll of it.", ""),
        ("done", Verb.DONE, "", ""),
        ("salt: Any Text, 42", Verb.SALT, "Any Text, 42", ""),
        ("recall T7: never came", Verb.RECALL, "", "never came"),
        ("withdraw offer", Verb.WITHDRAW_OFFER, "", ""),
    ],
)
def test_the_words_of_work(line: str, verb: Verb, text: str, why: str) -> None:
    found = act(line, TASK)
    assert (found.verb, found.ref, found.text, found.reason) == (verb, T7, text, why)
    assert found.clarity is Clarity.CLEAR


@pytest.mark.parametrize(
    ("line", "position"), [("success: very good", "success"), ("partly: half", "partly"), ("did not work", "failure")]
)
def test_a_judgement_has_its_word_as_position(line: str, position: str) -> None:
    found = act(line, TASK)
    assert (found.verb, found.position) == (Verb.JUDGE, position)


@pytest.mark.parametrize("line", ["Ich bin immer bereit zu helfen, wenn es passt", "Immer bereit", "mi offro sempre"])
def test_a_standing_offer_in_other_languages_has_a_colon_behind_it(line: str) -> None:
    assert Verb.OFFER_ALWAYS.value not in said(line, TASK)


def test_terms_belong_to_the_offer_that_they_stand_with() -> None:
    found = act("offer\nhours: 4\nable: layout, english\nuntil: 1 March 2027\nprefer: T7 over T9", TASK)
    assert found.verb is Verb.OFFER
    assert found.terms == {"hours": "4", "able": "layout, english", "until": "2027-03-01", "prefer": "T7 over T9"}


def test_terms_alone_are_an_act_of_their_own() -> None:
    found = act("hours: 4\nable: layout", TASK)
    assert (found.verb, found.terms) == (Verb.TERMS, {"hours": "4", "able": "layout"})


def test_hours_belong_to_a_report() -> None:
    found = act("report: done it\nhours: 5\n\nBest,\nBen", TASK)
    assert (found.verb, found.text, found.terms) == (Verb.REPORT, "done it", {"hours": "5"})


def test_terms_that_cannot_be_read_are_refused() -> None:
    assert act("hours: lots", TASK).invalid == "O02"
    assert act("until: someday", TASK).faults[0].where == "until"


def test_two_different_answers_are_asked_back_in_the_words_of_work() -> None:
    assert verdict("accept\ndecline", TASK) == "doubtful"
    assert verdict("yes", TASK) == "doubtful"
    assert act("yes", TASK).readings == ("offer", "decline")


def test_words_of_work_mean_nothing_in_a_decision() -> None:
    assert verdict("hours: 4") == "talk"
    assert said("I can help") == []
    assert said("T7 I can help", context(about=False, place=Place.NOWHERE)) == ["offer"]


def test_the_terms_below_an_offer_belong_to_it_even_where_the_mail_is_about_nothing() -> None:
    where = context(about=False, place=Place.SERVICE, private=True)
    found = act("T7 I can do it\nhours: 4\nable: layout, english", where)
    assert (found.verb, found.terms) == (Verb.OFFER, {"hours": "4", "able": "layout, english"})
    assert found.reason == ""


PLANNED = """amend: We print it in spring.

task: Typeset the issue
people: 3
by: 20 December

task: Carry the parcels
people: {people}
"""


def test_an_amendment_brings_the_tasks_that_it_lists() -> None:
    found = act(PLANNED.format(people="2"), context("consensus"))
    assert found.verb is Verb.AMEND
    assert [each["task"] for each in found.tasks] == ["Typeset the issue", "Carry the parcels"]
    assert found.tasks[0]["by"] == "--12-20"
    assert (found.faults, found.invalid) == ((), "")


def test_every_fault_of_the_tasks_in_an_amendment_is_found() -> None:
    found = act(PLANNED.format(people="many"), context("consensus"))
    assert [each.where for each in found.faults] == ["line 8, people"]
    assert not act("amend: We print it in spring.", context("consensus")).tasks


def test_a_moderator_enters_a_public_source() -> None:
    asked = context("task", place=Place.SERVICE, private=True)
    found = act("source T7: 4 8 15", asked)
    assert (found.verb, found.ref, found.text, found.terms) == (Verb.SOURCE, T7, "4 8 15", {})
    assert act("source 2 of T7: 21", asked).terms == {"number": "2"}

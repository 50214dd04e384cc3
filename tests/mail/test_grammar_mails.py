"""Whole mails: reasons, quotes, wrapping, several matters, and two words that contradict each other."""

from __future__ import annotations

import pytest

from listvote.acts import Clarity, Place, Verb
from listvote.mail.grammar import read
from listvote.mail.own_words import OwnWords, classify
from tests.mail.readings import act, context, reading, said, verdict


def reason(text: str) -> str:
    return act(text).reason


def test_the_reason_runs_to_the_end_of_its_paragraph() -> None:
    assert reason("object: the lease forbids it.\nIt is also too loud.\n\nMore tomorrow.") == (
        "the lease forbids it. It is also too loud."
    )


def test_the_reason_runs_to_the_next_act() -> None:
    acts = reading("#12 object: the lease\nforbids it\n#13 yes", context(about=False, place=Place.NOWHERE)).acts
    assert [(str(each.ref), each.position, each.reason) for each in acts] == [
        ("#12", "object", "the lease forbids it"), ("#13", "for", "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-1, the lease forbids it", "the lease forbids it"),
        ("No - too expensive", "too expensive"),
        ("+1 (non-binding), checked the licence", "checked the licence"),
        ("disagree because it is too loud", "because it is too loud"),
        ("I object. The lease forbids it.", "The lease forbids it."),
        ("object\nthe lease forbids it\nBen", "the lease forbids it"),
        ("object\nBen", ""),
        ("object\n\nThe lease forbids it.", ""),
        ("object: see #13, which says: no", "see #13, which says: no"),
        ("object: *no* room – none", "*no* room – none"),
        ("+1, looks good to me", ""),
    ],
)
def test_a_reason_is_kept_as_written(text: str, why: str) -> None:
    assert reason(text) == why


def test_a_greeting_thanks_and_names_change_nothing() -> None:
    text = "Dear comrades,\n\nthank you all for the work on this.\n\nI agree.\n\nIn solidarity,\nBen Example"
    assert said(f"{text}\nPress Collective") == ["agree"]


def test_a_line_that_was_wrapped_is_one_sentence() -> None:
    text = "I have looked at the three offers and I would not like to give it a\n+1 before we have seen the lease."
    assert verdict(text) == "talk"


def test_an_act_on_its_own_line_below_prose_counts() -> None:
    assert said("I read the proposal twice and it looks well made.\n\n+1\n\nBen") == ["agree"]


def test_a_mere_answer_below_prose_of_its_paragraph_may_answer_that() -> None:
    assert verdict("Ben says the price is too high. I agree.") == "doubtful"
    assert said("The price is fair. +1") == ["agree"]


def test_a_condition_that_follows_makes_it_doubtful() -> None:
    for text in ("+1\nbut only if cheap", "+1\n\nUnless the lease forbids it.", "Agree. Scratch that."):
        assert verdict(text) == "doubtful"


def test_other_paragraphs_take_nothing_back() -> None:
    assert said("+1\n\nIf anybody needs a hand on moving day, call me, whatever the hour, I have a van.") == ["agree"]


def test_two_different_words_about_one_decision_are_asked_back() -> None:
    acts = reading("agree\ndisagree").acts
    assert [(each.clarity, each.invalid) for each in acts] == [(Clarity.DOUBTFUL, "V07")] * 2


def test_the_same_word_twice_is_one_act() -> None:
    assert said("agree\n\n+1") == ["agree"]


def test_a_vote_taken_back_and_given_again_is_asked_back() -> None:
    assert verdict("withdraw my vote\nagree") == "doubtful"


def test_quotes_signatures_and_forwarded_parts_never_act() -> None:
    assert verdict("> agree\n> +1") == "talk"
    assert verdict("Hello\n\n-- \nagree") == "talk"
    assert verdict("-------- Forwarded message --------\nFrom: Ben\nSubject: x\n\nagree") == "talk"


def test_between_quotes_an_act_is_asked_back() -> None:
    assert verdict("> We would pay 400 euros.\n+1\n> And who carries it?\n") == "doubtful"


def test_a_greeting_that_is_a_farewell_as_well_hides_no_vote() -> None:
    assert said("Ciao, sono favorevole. Saluti, Ben", context(languages=("it",))) == ["agree"]
    assert said("Ciao Ada, favorevole", context(languages=("it",))) == ["agree"]
    assert said("Favorevole\n\nCiao, Ben", context(languages=("it",))) == ["agree"]


def test_a_mere_answer_below_the_last_of_several_answered_quotes_may_answer_that() -> None:
    answered = "> Who carries it?\n\nBen.\n\n> Is it loud?\n\n"
    assert verdict(answered + "Yes") == "doubtful"
    assert verdict(answered + "I agree") == "doubtful"
    assert said(answered + "+1") == ["agree"]
    assert said("> Shall we buy it?\n\nYes") == ["agree"]
    assert said("> Shall we?\n> And when?\n\n> Closes Thursday\n\nYes") == ["agree"]


@pytest.mark.parametrize("text", ["#12 yes\nno", "#12: no\nSorry: #12 yes", "#12 yes\n\nI mean no"])
def test_a_ballot_beside_another_that_does_not_say_what_it_is_about_is_asked_back(text: str) -> None:
    assert said(text, context(about=False, place=Place.DIGEST)) == []


def test_of_an_endless_sentence_only_an_objection_counts() -> None:
    endless = "it is far too loud and the floor is weak and " * 100
    assert said(f"object: {endless}") == ["object"]
    assert verdict(f"agree: {endless}") == "doubtful"
    assert verdict(endless + "agree") == "talk"


def test_under_a_quoted_ballot_line_or_form_it_acts() -> None:
    assert said("> Write one of:\n>   #12 agree\n>   #12 object\nagree\n> Closes Thursday") == ["agree"]
    assert said("> [ ] agree\n> [ ] object\nagree\n> Closes Thursday") == ["agree"]


def test_a_line_that_may_be_part_of_a_quote_never_counts() -> None:
    text = "> this is a long quoted line that a mail program has wrapped, and\nno more than that\n> and on it goes"
    assert said(text) == []


def test_references_cut_a_line() -> None:
    where = context(about=False, place=Place.NOWHERE)
    assert said("#12 agree, #13 no", where) == ["agree", "against"]
    assert said("agree #12, disagree #13", where) == ["agree", "against"]
    assert said("#12, #13: agree", where) == ["agree", "for"]
    assert said("#12 and #13: agree", where) == ["agree", "for"]
    assert said("#12:\nagree", where) == ["agree"]
    assert said("T7 I can help\n#13 aye", where) == ["offer", "for"]


def test_a_reference_may_name_the_group() -> None:
    where = context(about=False, place=Place.NOWHERE)
    assert said("press#12 agree", where) == ["agree"]
    assert said("otherlist#12 agree", where) == ["O05"]


def test_an_unknown_reference_is_kept_and_refused() -> None:
    found = act("#99 agree")
    assert (str(found.ref), found.position, found.invalid, found.faults[0].code) == ("#99", "agree", "O05", "O05")


def test_the_line_is_kept_as_written() -> None:
    assert act("  * **Yes**, go ahead").line == "* **Yes**, go ahead"


def test_a_minus_one_with_a_reason_is_an_objection_where_the_charter_says_so() -> None:
    where = context(apache=True)
    assert said("-1, it leaks", where) == ["object"]
    assert said("-1\nit leaks", where) == ["object"]
    assert said("-1", where) == ["disagree"]
    assert said("-1\nBen", where) == ["disagree"]
    assert said("no: it leaks", where) == ["disagree"]
    assert said("-1, it leaks") == ["disagree"]


def test_an_amendment_keeps_all_its_paragraphs() -> None:
    found = act("amend: We buy the press.\nIn March.\n\nBen carries it.\n\nBest,\nCleo")
    assert (found.verb, found.text) == (Verb.AMEND, "We buy the press.\nIn March.\n\nBen carries it.")


@pytest.mark.parametrize(
    ("line", "verb", "text", "why"),
    [
        ("second", Verb.SECOND, "", ""),
        ("accept amendment 2", Verb.ACCEPT_AMENDMENT, "2", ""),
        ("still object", Verb.STILL_OBJECT, "", ""),
        ("satisfied", Verb.SATISFIED, "", ""),
        ("petition #12: it was a bad day", Verb.PETITION, "", "it was a bad day"),
        ("sign #12", Verb.SIGN, "", ""),
        ("nominate Red Pen", Verb.NOMINATE, "Red Pen", ""),
        ("I nominate Red Pen: she knows the press", Verb.NOMINATE, "Red Pen", "she knows the press"),
        ("I stand", Verb.STAND, "", ""),
        ("accept nomination", Verb.ACCEPT_NOMINATION, "", ""),
        ("raise #12", Verb.RAISE, "", ""),
        ("mark: heron", Verb.MARK, "heron", ""),
        ("withdraw", Verb.WITHDRAW, "", ""),
        ("scrap my vote", Verb.WITHDRAW, "", ""),
        ("withdraw proposal", Verb.WITHDRAW_PROPOSAL, "", ""),
        ("recall moderator Red Pen: asleep", Verb.RECALL, "moderator Red Pen", "asleep"),
    ],
)
def test_the_other_words_about_a_decision(line: str, verb: Verb, text: str, why: str) -> None:
    found = act(line)
    assert (found.verb, found.text, found.reason, found.clarity) == (verb, text, why, Clarity.CLEAR)


def test_a_mail_that_is_only_a_ballot_is_known_as_one() -> None:
    def only(text: str) -> bool:
        return read(OwnWords(classify(text.split("\n"))), "Re: Buy a press?", context()).only_ballots

    assert only("Hi all,\n\n+1\n\nBest,\nBen")
    assert not only("+1, and I would rather have the small one")
    assert not only("How about the small one?\n\n+1")
    assert not only("How about the small one?")

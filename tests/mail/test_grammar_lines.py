"""Three hundred lines as members write them, in answer to a consensus decision: what counts, and what never may."""

from __future__ import annotations

import pytest

from tests.mail.readings import reading, said

# fmt: off
CLEAR = {
    "agree": [
        "Yes!!!", "yes.", "YES", "Yes :)", "Yes 🙂", "yes yes yes", "Yes, yes!", "ok", "OK!", "+1\n", "+1 ", "  +1",
        "+1.", "+1,", "+1;", "(+1)", "[+1]", "+1 (binding)", "+1 binding", "+1 (non binding)", "My vote: +1", "+1 vote",
        "I'm +1", "I am +1 on this", "I'm a +1", "A strong +1 from me", "Big +1!", "+1 on the proposal",
        "+1 to the proposal", "👍", "👍🏿 thanks!", "Yes, please!", "Yes please do", "Yes, do it.", "yes, let's go",
        "Yes let's do it", "Sure, go ahead!", "Sure thing, go for it", "OK, go ahead", "ok with me", "Okay by me!",
        "Great, +1", "Great idea, I'm in favour!", "Good idea. +1", "Love it! +1", "Nice work, agree",
        "No objections from my side", "no objection", "I have no objections to the proposal",
        "Yes because it is a good price", "I vote yes.", "I vote yes, the price is fair", "I vote for it",
        "I vote in favour", "I'm voting yes", "My vote is yes", "Count me as a yes", "put me down for +1",
        "I change my vote to +1", "agree", "Agree.", "AGREE", "agreed", "agree!", "*agree*", "**agree**", "_agree_",
        "`agree`", "- agree", "* agree", "• agree", "-agree", "agree 100%", "100% agree", "I agree 100 %",
        "agree with this", "agree with the proposal", "agree...", "agree; the price is fair",
        "agree: the price is fair",
        "agree - it's a fair price", "Agree, it's a fair price and Ben knows the seller", "Agree, Ben", "agree\nBen",
        "agree\n--\nBen", "agree\n\nThanks,\nBen", "Thanks! agree", "Thanks Ben, agree",
        "Thank you for all the work. I agree.", "Thank you for all the work, I agree", "Hi Ben, agree", "Hi, agree.",
        "Dear comrades,\n\nI agree.\n\nIn solidarity,\nBen", "Hello everyone!\nAgree from me\nCheers Ben",
        "Good morning all\nagree\nBen Example",
        "Hi all,\nI read the proposal twice and think it is well made.\n\nI agree.\n\nBest\nBen",
        "I read the proposal twice. +1", "I read the proposal twice.\n+1",
        "I agree.\n\nI also think we should meet on Monday.", "agree\nagree", "agree\n\n+1",
        "yes\n\nSent from my iPhone", "agree /Ben", "+1 — Ben", "+1 cheers, Ben", "+1, cheers", "+1 thx", "for",
        "in favor", "I support this", "support", "approve", "approved", "I approve of this", "Go for it!", "Do it",
        "LGTM", "lgtm!", "Works for me", "This works for me", "That's fine by me", "Fine by me.", "It's fine by me",
        "I'm fine with it", "Yes, go ahead", "So +1 from me.", "+1 from me", "I agree.", "aye", "#12 agree",
        "#12: agree", "#12 - agree", "#12, agree", "(#12) agree", "On #12: agree", "re #12: agree", "agree to #12",
        "agree (#12)", "yes to #12", "yes on #12", "I vote yes on #12", "+1 for #12", "#12 +1", "press#12 agree",
        "PRESS#12 agree", "#12.1 agree", "#12 #12 agree", "agree to this\nBen\nPress Collective",
    ],
    "disagree": [
        "My vote is -1.", "-1 from me", "−1", "-1 (binding)", "-1: the build is broken",
        "-1 because the build is broken", "-1. The build is broken.", "-1 - the build is broken",
        "-1\nThe build is broken.", "👎", "Nope", "nah", "Nope nope nope", "No thanks.", "No, thank you", "no no no",
        "No.\n\nBen", "No!", "No, because the floor is weak", "I vote no, sorry", "I vote against it", "My vote: no",
        "Put me down as a no", "Please change my vote from yes to no", "Thanks, no.", "disagree", "I disagree",
        "strongly disagree", "I disagree: too dear", "I'm against", "against.", "Against: too loud", "I am opposed",
        "On Mon, Ben wrote:\n> agree\n\nNo.", "No.\n\nOn Mon, Ben wrote:\n> agree", "Nope, I'm against", "nay",
        "#12 no",
        "no #12", "No on #12",
    ],
    "abstain": [
        "0", "change my vote to abstain", "abstain", "I abstain", "abstain, too busy", "I abstain because I'm too busy",
        "neutral", "no opinion", "I have no opinion on this",
    ],
    "reservations": [
        "+0", "reservations", "agree with reservations", "Agree, with reservations: noise",
        "Yes, with some reservations", "I can live with it", "can live with that",
    ],
    "stand aside": [
        "-0", "stand aside", "I'll stand aside", "standing aside",
    ],
    "withdraw": [
        "withdraw my vote", "scrap my vote, please",
    ],
    "object": [
        "object", "OBJECT: no room", "I object!", "I object to this", "I object, too expensive",
        "I have to object: no room", "block", "I block", "veto: no room", "I veto this.",
        "The lease forbids it. I object.", "object: the lease forbids it\n\nI also think we should meet.",
        "#12 object: no room",
    ],
    "still object": [
        "still object", "I still object",
    ],
    "satisfied": [
        "satisfied",
    ],
    "second": [
        "seconded", "I second that", "second!",
    ],
}

NEVER_CLEAR = [
    "y", "n", "k", "> +1", ">+1", "+ 1", "1", "+1000", "+1,000", "++1", "+1+1", "+1/2", "vote +1", "+1 from Ben",
    "Ben is +1", "+1 from Ben and me", "+1 from all of us", "+1 x 3", "+1 for the first option",
    "+1 to what Cleo said", "+1 on both", "+1 but no strong feelings", "+1, with one caveat",
    "+1 (with reservations)", "+1 pending legal review", "+1 assuming the tests pass", "+1 once the tests pass",
    "+1 after the tests pass", "+1 for now", "+1 in principle", "tentative +1", "I lean +1", "Leaning +1", "weak +1",
    "+0.9", "+1-ish", "+1?", "+1 ?", "+1 or not?", "Should I +1?", "I'd +1 that if asked", "not +1", "Not a +1",
    "no +1 from me", "- 1", "-1 The build is broken", "±0", "0 votes so far", "👍👎", "👍?", "Ben reacted with 👍",
    "Sure, why not", "Good.", "Great!", "Good idea", "I like this", "None", "No objections?",
    "I have no objections to Ben's idea", "I have some objections", "No, objection!", "I do not agree",
    "I can't agree", "I cannot agree to this", "I don't disagree", "I wouldn't object", "I won't block",
    "I don't want to block this", "I'd rather not", "Rather not", "No way José", "No,\nBen", "Never!", "not yet",
    "No no, I agree", "Yes, no, maybe", "yes and no", "Yes/No", "yes or no", "No problem", "No worries", "no idea",
    "No comment", "No change", "No. 5", "no news yet", "No, Ben", "Yes, Ben", "Yes Ben", "Yes, I did",
    "Yes, that was me", "yes, on Monday", "Yes, I'll be there", "Yes, we should discuss this further",
    "Yes, it is a good price", "No, it is a bad price", "I voted yes", "I will vote yes", "I'd vote yes",
    "I would vote yes if Ben agreed", "I vote yes if Ben agrees", "I vote yes for the press", "I vote to abstain",
    "my vote goes to Ben", "Vote yes!", "Please vote yes", "you should vote no", "We vote yes",
    "Change my vote to something else", "I changed my vote to no", "don't scrap my vote", "\"agree\"", "'agree'",
    "~~agree~~", "1. agree", "a) agree", "agree with Ben", "I agree with you", "I agree with some of it",
    "I agree that it is late", "I agree to the date", "Agree on price, not on date", "agree, but not on the date",
    "agree (mostly)", "agree - mostly", "agree, I guess", "agree I think", "agree, I think",
    "agree: if the price is fair", "Agree? Disagree? Who knows", "agree or disagree", "Let's agree on a date",
    "Let's agree to disagree", "We agreed on Monday", "Everyone agrees", "Do you agree", "Ben agrees", "agree Ben",
    "Thanks, but no thanks", "thanks but no", "disagree with Ben", "disagree a bit", "I'm dead against it",
    "against all odds", "I object to Ben", "I'd veto that", "I'm satisfied now", "I'll abstain",
    "I have reservations", "no reservations", "I could live with it", "I can live with it if it stays quiet",
    "Me too", "Same here", "ditto", "Second point: money", "Hi all,\nI read the proposal. I agree.",
    "I read it twice, +1", "As I said before, I object.", "I agree.\n\nI don't agree with the date though.",
    "agree\nabstain", "+1\n-1", "no\n\nyes", "+1\n\nUnless the lease forbids it.", "+1\nonly if cheap",
    "+1\n(only if cheap)", "Yes\nbut only if cheap", "+1\nNot really.", "+1\nJust kidding", "Agree. Wait, no.",
    "Agree. Scratch that.", "if it is cheap\n+1", "If it is cheap, +1", "As long as it's cheap: agree",
    "Provided that Ben pays, yes", "Unless somebody objects, agree", "when it is cheap, yes", "+1 ~ Ben",
    "Is anybody against?", "Who agrees?", "Anyone for tea?", "for sure", "I'm in favour of waiting", "I support Ben",
    "Support team is off", "I approve of waiting", "Don't do it", "Do it if you must", "please don't", "let's not",
    "Let's wait", "LGTM modulo typos", "doesn't work for me", "works for me, mostly", "I'm fine with either",
    "No strong opinion", "whatever", "I don't care", "As you like", "up to you", "yes ma'am", "#12+1",
    "#12 yes, but only if cheap", "#12?", "#12 is nice", "See #12, agree", "#12.2 agree", "# 12 agree", "#012 agree",
    "the meeting #12 agreed", "I'm with Ben", "count me in", "I'm in",
]
# fmt: on

DOUBTFUL = [
    "I don't agree", "Yes, but only if the lease allows it", "+1?", "Yes and no", "Same as Ben", "I voted yes",
    "agree with Ben", "Agree, but not on the date", "+1 if Ben does it", "Probably yes", "I would say yes",
]  # fmt: skip

TALK = [
    "Thanks for writing this up", "at least 3 +1 votes are needed", "if all agree, we can start on Monday",
    "Agree to disagree", "The lease runs out in March.", "Who is against it?",
    "We agreed on that in May already, at length",
    "I counted nine +1 and three -1 in the last round", "No idea", "What does +1 mean?", "Hi all", "Best wishes,\nBen",
    "Ben gave his +1 to the other one", "", "   ", "?", "...", "https://example.org/#12", "See the minutes of #12",
]  # fmt: skip


@pytest.mark.parametrize(("position", "line"), [(p, line) for p, lines in CLEAR.items() for line in lines])
def test_a_plain_line_counts(position: str, line: str) -> None:
    assert said(line) == [position]


@pytest.mark.parametrize("line", NEVER_CLEAR)
def test_nothing_is_guessed(line: str) -> None:
    assert said(line) == []


@pytest.mark.parametrize("line", DOUBTFUL)
def test_what_seems_meant_is_asked_back_with_position_words(line: str) -> None:
    acts = reading(line).acts
    assert [each.ballot for each in acts] == [None]
    assert acts[0].why_doubtful
    assert acts[0].readings == ("agree", "reservations", "abstain", "stand aside", "disagree", "object")


@pytest.mark.parametrize("line", TALK)
def test_everything_else_is_talk(line: str) -> None:
    assert reading(line).acts == ()

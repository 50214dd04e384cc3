"""Acts that other words of the mail undo: tests, conditions named as such, what is taken back, answers both ways."""

from __future__ import annotations

import pytest

from listvote.mail.vocabulary import LANGUAGES
from tests.mail.readings import context, reading, said, verdict

# fmt: off
DOUBTFUL = {
    "en": [
        "Yes!\n\nUpdate: I changed my mind.", "+1\n\n(just testing)", "agree (this is a test)",
        "This is only a test.\n\nagree", "Test\n\n+1", "agree\n\nI wrote it in a hurry.\n\nJust a test.",
        "agree\n\nNB: only if Ben agrees", "agree\n\nCondition: the lease is signed.", "Yes\n\nOne condition though.",
        "Agree, one condition: price", "+1 - on one condition", "+1 -> 0", "+1 -> -1", "agree\n\nI take that back.",
        "agree\n\nThanks,\nBen\n\nPlease disregard.", "agree, Ben no", "agree: yes to the press, no to the price",
        "agree, no on the price", "for: Ada, against: Ben", "agree: no", "agree: no thanks", "disagree: yes",
        "no: yes!", "Yes, as amended", "I agree, as amended",
    ],
    "de": [
        "Ja\n\nNachtrag: ich ziehe das zurück", "Ja\n\nKommando zurück.", "Ja\n\nVoraussetzung: Ben zahlt.",
        "Ja\n\nBedingung: Ben zahlt.", "Das ist nur ein Test.\n\nJa", "Ja\n\n(Test)", "Ja zu A, nein zu B",
        "Einverstanden\n\nHinweis: nur wenn Ben zahlt", "Dafür, unter einer Bedingung: Ben zahlt",
    ],
    "fr": [
        "Oui\n\nÀ une condition.", "Ceci est un test\n\noui", "D'accord\n\nJe retire ce que j'ai dit.",
        "pour : Ada, contre : Ben", "D'accord, à une condition : Ben paie",
    ],
    "es": [
        "Sí\n\nCon una condición.", "Esto es una prueba\n\nDe acuerdo", "De acuerdo\n\nRetiro lo dicho.",
        "A favor: Ada, en contra: Ben",
    ],
    "it": [
        "Sì\n\nA una condizione.", "Questa è solo una prova.\n\nD'accordo", "D'accordo\n\nCome non detto.",
        "favorevole: Ada, contrario: Ben", "Sì\n\nCorrezione: contrario",
    ],
    "pt": [
        "Sim\n\nCom uma condição.", "Isto é só um teste.\n\nConcordo", "Concordo\n\nRetiro o que disse.",
        "a favor: Ada, contra: Ben", "Sim\n\nCorreção: contra",
    ],
}
CLEAR = {
    "en": [
        ("+1, the tests pass", "agree"), ("agree\n\nThe test print looked great.", "agree"),
        ("Agree: it is in good condition", "agree"), ("disagree: I changed my mind", "disagree"),
        ("Changed my mind: no", "disagree"), ("object: the only condition was not met", "object"),
        ("agree\n\nThe conditions of the lease are on the wiki.", "agree"),
        ("disagree: yes to repair, but this buys a new one", "disagree"),
        ("agree\n\nPlease ignore the noise in the hall.", "agree"), ("agree: no time to lose", "agree"),
    ],
    "de": [
        ("Sorry, ich meinte nein", "disagree"), ("Entschuldigung, ich meinte dagegen", "disagree"),
        ("Korrektur: dagegen", "disagree"), ("Einverstanden, der Test war gut", "agree"),
    ],
    "fr": [("Pardon, je voulais dire non", "disagree"), ("Correction : contre", "disagree")],
    "es": [("Perdón, quise decir no", "disagree"), ("Corrección: en contra", "disagree")],
    "it": [("Scusate, volevo dire no", "disagree"), ("Correzione: contrario", "disagree")],
    "pt": [("Desculpem, queria dizer não", "disagree"), ("Correção: contra", "disagree")],
}
# fmt: on


@pytest.mark.parametrize(("language", "text"), [(each, text) for each, texts in DOUBTFUL.items() for text in texts])
def test_an_act_that_other_words_undo_is_asked_back(language: str, text: str) -> None:
    for languages in ((language,), tuple(LANGUAGES)):
        assert verdict(text, context(languages=languages)) == "doubtful"
        assert said(text, context(languages=languages)) == []


@pytest.mark.parametrize(
    ("language", "text", "position"), [(each, *pair) for each, pairs in CLEAR.items() for pair in pairs]
)
def test_words_that_only_resemble_such_ones_undo_nothing(language: str, text: str, position: str) -> None:
    assert said(text, context(languages=(language,))) == [position]


def test_an_offer_is_undone_like_a_vote() -> None:
    for text in ("(just testing)\n\nI can help", "I can help\n\nForget it."):
        assert verdict(text, context("task")) == "doubtful"


def test_a_ballot_of_a_poll_is_undone_by_a_test_as_well() -> None:
    found = reading("B > A\n\nJust testing.", context("ranked")).acts
    assert [each.why_doubtful for each in found] == ["it says that it is a test"]

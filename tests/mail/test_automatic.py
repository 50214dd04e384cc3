"""Which mails programs send by themselves."""

from __future__ import annotations

import pytest

from listvote.mail.automatic import why_automatic
from tests.mail.letters import letter, multipart

AUTOMATIC = [
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: auto-generated; x=y",
    "X-Auto-Response-Suppress: All",
    "X-Autoreply: yes",
    "X-Autorespond: away",
    "X-Vacation: 1",
    "X-Failed-Recipients: ada@example.org",
    "Precedence: auto_reply",
    "X-List-Administrivia: yes",
    "Return-Path: <>",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nx",
    "From: MAILER-DAEMON@mx.example.org",
    "From: Postmaster <postmaster@example.org>",
]
PERSONAL = [
    "Auto-Submitted: no",
    "X-Auto-Response-Suppress: None",
    "Precedence: bulk",
    "Precedence: list",
    "List-Id: <press.lists.example.org>",
    "Return-Path: <bounce+1+2+3+4@groups.io>",
    "From: Post Master <ada@example.org>",
]
SUBJECTS = [
    "Automatic reply: [press] Votes", "Auto-Reply: votes", "Autoreply", "Out of Office: Re: votes", "Out of office",
    "Out of Office Re: votes", "OUT OF THE OFFICE AUTOREPLY: votes", "[press] Automatic reply: votes",
    "Vacation reply: votes", "AUTO: Ada is out of the office (returning 1 March)",
    "Automatische Antwort: Re: votes", "Abwesenheitsnotiz: votes", "Abwesend: votes", "Abwesenheitsnachricht",
    "Réponse automatique : votes", "Reponse automatique: votes", "Absence du bureau : votes", "Absent du bureau",
    "Respuesta automática: votes", "Fuera de la oficina: votes",
    "Risposta automatica: votes", "Fuori sede: votes",
    "Resposta automática: votes", "Fora do escritório",
    "Automatisch antwoord: votes", "Autosvar: votes", "Automaattinen vastaus: votes", "Automatyczna odpowiedź: votes",
    "Автоматический ответ: votes", "自動応答: votes", "自动回复: votes", "자동 회신: votes", "Otomatik yanıt: votes",
    "Undelivered Mail Returned to Sender", "Mail delivery failed: returning message to sender", "Undeliverable: votes",
    "Delivery Status Notification (Failure)", "failure notice",
]  # fmt: skip
OWN_SUBJECTS = [
    "", "Re: Automatic reply: votes", "Out of office-hours policy", "[PROPOSAL] Automatic replies to newcomers",
    "[press] [PROPOSAL] Out of office: who answers?", "Absence: who takes the stall?", "Vacation plans",
    "Auto parts", "Absent friends", "Autosuggestion", "Mail delivery to the co-op", "Failure notice period",
]  # fmt: skip


@pytest.mark.parametrize("field", AUTOMATIC)
def test_a_program_sent_it(field):
    assert why_automatic(letter(field))


@pytest.mark.parametrize("field", PERSONAL)
def test_a_person_wrote_it(field):
    assert why_automatic(letter(field)) == ""


@pytest.mark.parametrize("subject", SUBJECTS)
def test_answering_programs_are_known_by_their_subjects(subject):
    assert why_automatic(letter(f"Subject: {subject}"))


@pytest.mark.parametrize("subject", OWN_SUBJECTS)
def test_subjects_of_people_are_left_alone(subject):
    assert why_automatic(letter(f"Subject: {subject}")) == ""


def test_the_reason_is_in_words():
    assert why_automatic(letter("Auto-Submitted: auto-replied")) == "it says Auto-Submitted: auto-replied"
    assert why_automatic(multipart("\nx", kind="report")) == "it is a delivery report"

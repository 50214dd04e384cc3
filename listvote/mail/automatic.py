"""Whether a program sent a mail by itself; such mail is never counted and never answered.

Precedence and List-Id say nothing here: every copy that a list distributes has them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from listvote.mail.headers import Headers
from listvote.mail.message import Mail

_DAEMONS: Final = frozenset({"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "mdaemon"})
_REPLY_FIELDS: Final = (
    "X-Autoreply", "X-Autorespond", "X-AutoResponder", "X-Autoreply-From", "X-Mail-Autoreply", "X-Vacation",
    "X-Failed-Recipients",
)  # fmt: skip
_SIGNS: Final = frozenset(
    {"auto-submitted", "x-auto-response-suppress", "x-list-administrivia", "precedence", "return-path"}
    | {name.lower() for name in _REPLY_FIELDS}
)
_LIST_TAG = re.compile(r"\[[^\[\]]{1,60}\]\s*")

# What answering programs begin their subject with. Words that people begin a subject with too (`Absence: who takes the
# stall?`) are not among them.
_SUBJECTS: Final = (
    # English
    r"auto(?:matic|mated)?[- ]?(?:reply|response)",
    r"out[- ]of[- ](?:the[- ])?office(?: (?:auto ?-?reply|reply|notification|message|notice))?",
    r"(?:away|absence|vacation)(?: from (?:my|the) (?:mail|office))?[- ](?:reply|response|notice|notification|message)",
    # German
    r"automatische (?:antwort|r[üu]ckantwort|e-?mail-?antwort)|autoantwort|au(?:ß|ss)er haus",
    r"abwesenheits(?:notiz|nachricht|meldung|benachrichtigung|assistent)|abwesend",
    # French
    r"r[ée]ponse automatique|message automatique|absen(?:ce|te?) du bureau|avis d['’]absence|r[ée]pondeur",
    # Spanish, Italian, Portuguese
    r"respuesta autom[áa]tica|autorespuesta|fuera de (?:la )?oficina|mensaje autom[áa]tico",
    r"risposta automatica|fuori (?:sede|ufficio)|messaggio automatico",
    r"resposta autom[áa]tica|fora do escrit[óo]rio|mensagem autom[áa]tica|aus[êe]ncia tempor[áa]ria",
    # Dutch, the Nordic and the Slavic languages
    r"automatisch antwoord|afwezigheids(?:bericht|assistent)|niet aanwezig",
    r"automatis[kc]t? svar|autosvar|fr[åa]nvaromeddelande|frav[æa]rsmelding|automaattinen vastaus|poissaoloilmoitus",
    r"automatyczna odpowied[źz]|automatick[áa] odpov[eě]ď|автоматический ответ|автоответ(?:чик)?",
    r"автоматична відповідь|samodejni odgovor|automatski odgovor",
    # Others
    r"automatikus v[áa]lasz|otomatik (?:yan[ıi]t|cevap)|αυτόματη απάντηση|r[ăa]spuns automat",
    r"自動(?:応答|返信|回[覆复])|自动(?:回复|答复)|不在(?:通知|連絡)|外出中|자동 ?(?:회신|응답)|부재중",
)
_ABSENT = re.compile(rf"(?:{'|'.join(_SUBJECTS)})(?:\s*(?:[:：(]|$)|\s+(?:[-–—]\s|re:|aw:))", re.IGNORECASE)
_NOTES_AWAY = re.compile(r"auto: .{1,120}\b(?:out of|away|returning|abwesend|absent|zurück)\b", re.IGNORECASE)
_BOUNCE = re.compile(
    r"undelivered mail returned|mail delivery (?:failed|failure|system|error)|delivery (?:status notification|failure)"
    r"|undeliverable:|unzustellbar:|non remis ?:|no se puede entregar:|returned mail:|failure notice$",
    re.IGNORECASE,
)


def why_automatic(mail: Mail) -> str:
    """Why this mail was sent by a program, in words; '' where a person wrote it.

    Signs are Auto-Submitted other than `no` (RFC 3834), the header fields of answering programs, an empty return
    path, a report (RFC 6522), a mail system as its sender, and the subjects that answering programs write.
    """
    if mail.headers.have_any(_SIGNS) and (why := _from_fields(mail.headers)):
        return why
    if mail.content_type == "multipart/report":
        return "it is a delivery report"
    if any(box.address.partition("@")[0].lower() in _DAEMONS for box in mail.from_):
        return "a mail system sent it"
    return _from_subject(mail.subject[:300])


def _from_fields(headers: Headers) -> str:
    submitted = (headers.get("Auto-Submitted") or "no").partition(";")[0].strip().lower()
    if submitted not in ("", "no"):
        return f"it says Auto-Submitted: {submitted[:40]}"
    suppressed = (headers.get("X-Auto-Response-Suppress") or "none").lower()
    if suppressed not in ("", "none"):
        return "it says X-Auto-Response-Suppress"
    for name in _REPLY_FIELDS:
        if (headers.get(name) or "no").lower() not in ("", "no", "false"):
            return f"it says {name}"
    if (headers.get("X-List-Administrivia") or "").lower() == "yes":
        return "a list server sent it in its own name"
    if (headers.get("Precedence") or "").lower() in ("auto_reply", "auto-reply"):
        return "it says Precedence: auto_reply"
    if any(value.replace(" ", "") == "<>" for value in headers.get_all("Return-Path")):
        return "it has an empty return path"
    return ""


@lru_cache(maxsize=256)  # all answers in a thread have one subject
def _from_subject(subject: str) -> str:
    own = _LIST_TAG.sub("", subject, count=1) if _LIST_TAG.match(subject) else subject
    if _NOTES_AWAY.match(own) or _ABSENT.match(own):
        return "its subject is that of an absence note"
    return "its subject is that of a returned mail" if _BOUNCE.match(own) else ""

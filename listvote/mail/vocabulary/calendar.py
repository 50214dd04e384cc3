"""The names of months, weekdays and spans of time in every language that is read; none of them means two things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_MONTHS: Final = (
    "january jan januar janner jaenner jänner janvier janv enero gennaio gen janeiro ene",
    "february feb februar février fevrier fevr févr febrero febbraio fevereiro fev",
    "march mar märz maerz marz mrz mars marzo março marco",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août aout agosto ago",
    "september sep sept septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
)
_WEEKDAYS: Final = (
    "monday mon montag lundi lunes lunedì lunedi segunda segunda-feira",
    "tuesday tue tues dienstag mardi martes martedì martedi terça terca",
    "wednesday wed mittwoch mercredi miércoles miercoles mercoledì mercoledi quarta",
    "thursday thu thur thurs donnerstag jeudi jueves giovedì giovedi quinta",
    "friday fri freitag vendredi viernes venerdì venerdi sexta",
    "saturday sat samstag sonnabend samedi sábado sabado sabato",
    "sunday sun sonntag dimanche domingo domenica",
)
_UNITS: Final = {
    "minute": "minute minutes minuten minuto minutos minuti min",
    "hour": "hour hours stunde stunden heure heures hora horas ora ore hrs",
    "day": "day days tag tage tagen jour jours día dia días dias giorno giorni",
    "week": "week weeks woche wochen semaine semaines semana semanas settimana settimane",
    "month": "month months monat monate monaten mois mes meses mese mesi mês",
    "year": "year years jahr jahre jahren an ans année années año años anno anni ano anos",
}


def _by_name(rows: tuple[str, ...], first: int) -> Mapping[str, int]:
    return {name: number for number, row in enumerate(rows, first) for name in row.split()}


MONTHS: Final[Mapping[str, int]] = _by_name(_MONTHS, 1)
"""A month's number by any of its names, folded."""

WEEKDAYS: Final[Mapping[str, int]] = _by_name(_WEEKDAYS, 0)
"""A weekday's number by any of its names, 0 for Monday."""

UNITS: Final[Mapping[str, str]] = {name: unit for unit, row in _UNITS.items() for name in row.split()}
"""The English singular of a unit of time by any of its names."""

HOURS_SAID: Final[Mapping[str, int | None]] = {
    "noon": 12, "midday": 12, "mittag": 12, "midi": 12, "mediodía": 12, "mezzogiorno": 12, "meio-dia": 12,
    "midnight": 24, "mitternacht": 24, "minuit": 24, "medianoche": 24, "mezzanotte": 24,
    "at": None, "um": None, "à": None, "a": None, "las": None, "alle": None, "às": None, "uhr": None, "h": None, "am": None, "pm": None,
    "ore": None, "horas": None, "heures": None, "o'clock": None,
}  # fmt: skip
"""Words of an hour: what hour they are, or None for those that stand beside one."""

WORDS_LEFT_OUT: Final = frozenset(
    "on the until till of by next at feira den dem der am bis zum le la el il lo les de du jusqu'au jusqu hasta al fino até ao "
    "st nd rd th er um próximo este this kommenden nächsten".split()
)
"""Words that may stand in a time without changing it."""

"""How mail programs say in many languages who wrote what they quote: verbs, openings, months."""

from __future__ import annotations

import re
from typing import Final

VERBS: Final = (
    # en de nl sv da no is
    "wrote writes said says dixit commented schrieb schriebst schriebt schrieben schreibt schreef schreven geschreven geschrieben"
    " schrijft skrev skriver skreiv skrifaði"
    # fr es it pt ca gl ro
    " écrit écrivait écrivit ecrit écrivez écrivis escribió escribio escribía escribe escrito scritto scrive scrisse"
    " escreveu escrevia escreve escriure escrigué escribiu scris scrie"
    # fi et hu pl cs sk sl hr sr bg
    " kirjoitti kirjoittaa kirjutas írta ír napisał(a) napisał napisała pisze napsal(a) napsal napsala píše"
    " napísal(a)"
    " napísal napísala napisal(a) napisal napisala napisao napisao/la piše написа пише написао"
    # ru uk
    " написал(а) написал написала пишет писал писала написав(ла) написав написала"
    # tr el lt lv vi id eo eu hi th fa ar he
    " yazdı yazmış yazıyor έγραψε έγραψαν έγραφε rašė rakstīja viết menulis skribis zuen लिखा เขียน เขียนว่า"
    " نوشت كتب كتبت"
    " كتابة כתב כתבה כתב/ה"
).split()

_CJK_VERBS: Final = "写道|寫道|写到|写了|寫了|编写|来信|书写|さんは書きました|書きました|が書き込みました|のメッセージ|のメール|からのメール|さんからのメール|님이 작성|님이 씀|작성|작성했습니다|썼습니다|님의 말"

VERB: Final = re.compile(rf"(?:(?<!\w)(?:{'|'.join(map(re.escape, VERBS))})(?!\w)|{_CJK_VERBS})", re.IGNORECASE)

VERB_AT_END: Final = re.compile(
    rf"(?:(?<!\w)(?:{'|'.join(map(re.escape, sorted(VERBS, key=len, reverse=True)))})|{_CJK_VERBS})"
    r"(?: (?:this|that|the following|on the list|folgendes|ce qui suit|lo siguiente|quanto segue|o seguinte"
    r"|następująco"
    r"|următoarele|je|a|la|the|il|que|ว่า|ما يلي|το εξής|następujące słowa|toto|yesterday|today|earlier))?"
    r" ?(?:\(a\)|\(la\)|/la)? ?(?:[:：∶]|…|\.{3})? ?(?:\[[^\]]{0,20}\])?$",
    re.IGNORECASE,
)

OPENER: Final = re.compile(
    r"(?:on|am|vom|in|at|le|el|il|em|no dia|no|a|op|den|d\.|pe|på|w dniu|dnia|w|dne|dňa|dana|na|u|v|στις|στην"
    r"|в|у|на|în|pada|vào|tarihinde|ב-|בתאריך|ביום|في|يوم|بتاريخ|در|在|於|于|เมื่อ)(?!\w)[,.:]? ?",
    re.IGNORECASE,
)

MONTHS: Final = (
    "jan feb mar apr may jun jul aug sep oct nov dec mär mrz mai okt dez jän fév fev avr juin juil aoû ene abr"
    " ago set"
    " dic gen mag giu lug ott out mei maj tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu"
    " sty lut"
    " kwi cze lip sie wrz paź lis gru led úno bře dub kvě čer srp zář říj pro янв фев мар апр мая май июн июл авг сен"
    " окт ноя дек січ лют бер кві тра чер лип сер вер жов гру oca şub nis haz tem ağu eyl eki kas ara ιαν φεβ μαρ απρ"
    " μαι μαΐ ιουν ιούν ιουλ ιούλ αυγ σεπ οκτ νοε δεκ ינו פבר מרץ אפר מאי יונ יול אוג ספט אוק נוב דצמ يناير"
    " فبراير مارس"
    " أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر يون جوان thg tháng ม.ค ก.พ มี.ค เม.ย พ.ค"
    " มิ.ย ก.ค"
    " ส.ค ก.ย ต.ค พ.ย ธ.ค márc ápr máj jún júl szept iun iul"
).split()

_MONTH: Final = "(?:" + "|".join(map(re.escape, sorted(set(MONTHS), key=len, reverse=True))) + ")"

DATE: Final = re.compile(
    r"(?<![\d.])(?:(?:19|20)\d\d ?[-/.年년] ?\d{1,2} ?[-/.月월] ?\d{1,2}(?: ?[日일])?"
    r"|\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.|º|ª)?(?:,? | de | ב|-|\. )(?:de |d['’])?{_MONTH}"
    r"|\d{1,2} ?[月월] ?\d{1,2} ?[日일])"
    rf"|(?<!\w){_MONTH}[^\W\d]{{0,9}}\.? \d{{1,2}}(?:st|nd|rd|th)?(?!\d)",
    re.IGNORECASE,
)

TIME: Final = re.compile(
    r"(?<![\d:])\d{1,2}[:.h：] ?\d{2}(?!\d)|\d{1,2} ?[時时点點시] ?\d{0,2}|\d{1,2} ?Uhr|\d{1,2} ?h\b"
)

WEEKDAY: Final = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so"
    r"|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|gio|sab|seg|ter|qua|qui|sex|man|tir|tor|fre|lør|søn|mån"
    r"|tis|ons"
    r"|lör|sön|ma|ti|ke|to|pe|la|su|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai|pon|wt|śr|czw"
    r"|pt|sob|niedz|po|út|ut|st|str|štv|pia|čt|pá|ne|пн|вт|ср|чт|пт|сб|вс|нд|понедельник|вторник|среда|четверг"
    r"|пятница|суббота"
    r"|воскресенье|pzt|sal|çar|per|cum|cmt|paz|δευ|τρί|τετ|πέμ|παρ|σάβ|κυρ|星期|周|週)"
    r"(?:[^\W\d]{0,8})(?:[.,]|(?= ))[,.]? ",
    re.IGNORECASE,
)

NO_NAMES: Final = frozenset(
    "i you we they he she it as what when since if but and or so yes no this that these those there here the a an my"
    " your our his her their to for from in of by note question example output ps edit update summary re also then"
    " please thanks regarding about concerning first second third because while once after before not only just"
    " well ok"
    " okay agreed agree disagree abstain object support vote votes my proposal reason reasons answer answers can"
    " could"
    " would should will do does did is are was were have has had where who why how which like let see look add added"
    " der die das den dem ein eine einen mein meine dein unser unsere ihr wir ich du er sie es wie was wenn weil"
    " aber und"
    " oder ja nein zu zum zur für von in bei bitte danke"
    " le la les un une mon ma mes notre votre je tu il elle nous vous ils elles comme et ou mais oui non pour ce"
    " cette"
    " el los las una mi su nuestro yo tú él ella nosotros como y o pero sí si para este esta"
    " lo gli uno mio mia nostro io lui lei noi come e ma sì questo questa o os as um uma meu minha nosso eu ele"
    " ela nós"
    " mas sim não isso de het een mijn onze ik jij hij zij wij en maar ja nee dit dat".split()
)
"""First words that begin a sentence of the author's, never a name in front of `wrote:`."""

PARTICLES: Final = frozenset(
    "von van der den de del della di da dos das du la le el al bin ibn ben zu zur ter ten und y e och og af av"
    " via the"
    " le, à a på mr mrs ms dr prof sir st".split()
)
"""Words in lower case that are part of names."""

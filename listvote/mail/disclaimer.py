"""What employers, virus scanners and mail gateways add: confidentiality notices, scanner lines, warnings.

A notice is a paragraph that begins as notices do and has two of their words in it; what follows it in the same vein
belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from listvote.mail.lines import LineKind, Sheet

_STARTS = re.compile(
    r"[-*_#=\s\[\"'(]{0,12}(?:(?:confidentiality|legal|privacy|important|email|e-mail) (?:notice|note|disclaimer"
    r"|statement|warning)"
    r"|disclaimer|confidential|notice:|privileged"
    r"|(?:this|the) (?:(?:e-?mail|message|communication|transmission|correspondence|electronic \w+)"
    r"|(?:information|contents?|data)"
    r" (?:contained |included |transmitted |provided )?(?:in|of|with) (?:this|the))|any (?:views|opinions)|the views"
    r"|if you (?:are not|have received|received)|unless (?:otherwise|expressly)|please note that (?:this|any)"
    r"|diese (?:e-?mail|nachricht|mail)|der inhalt dieser|die (?:informationen|inhalte) in dieser"
    r"|haftungsausschluss|rechtlicher hinweis"
    r"|vertraulichkeits\w+|wichtiger hinweis|wenn sie nicht der|sollten sie nicht|sind sie nicht der|falls sie nicht"
    r"|ce (?:message|courriel|mail|courrier)|cet e-?mail|cette (?:communication|transmission)|les informations"
    r" contenues|le contenu de ce|avis de confidentialité"
    r"|mentions? de confidentialité|avertissement|si vous n'êtes pas|l'information (?:contenue|transmise)|toute"
    r" utilisation"
    r"|este (?:mensaje|correo|e-?mail|documento)|aviso (?:legal|de confidencialidad|de privacidad)|la"
    r" información (?:contenida|incluida)"
    r"|el contenido de este|si (?:usted )?no es (?:el|usted)|la presente comunicación"
    r"|quest[oa] (?:messaggio|e-?mail|comunicazione|mail)|il presente messaggio|la presente (?:e-?mail|comunicazione)"
    r"|le informazioni (?:contenute|trasmesse)|avviso (?:di riservatezza|legale)|ai sensi del|si segnala che"
    r"|est[ae] (?:mensagem|e-?mail|comunicação|correio)|a informação contida|as informações contidas|o conteúdo deste"
    r"|dit (?:e-?mail)?(?:bericht)?|deze (?:e-?mail|mail)|de informatie (?:in|verzonden)|de inhoud van"
    r"|detta (?:e-post)?meddelande|informationen i detta|denne (?:e-?mail|e-post|mail|meddelelse|meldingen)|tämä"
    r" (?:sähköposti)?(?:viesti)?"
    r"|niniejsza wiadomość|ta wiadomość|treść tej|wiadomość ta|tato (?:zpráva|e-mail\w*)|tento e-mail|informace"
    r" obsažené"
    r"|(?:данное|настоящее|это) (?:электронное )?(?:сообщение|письмо)|информация, содержащаяся|це повідомлення"
    r"|bu e-?posta|bu (?:mesaj|ileti)"
    r"|このメール|本メール|この電子メール|本邮件|此邮件|本電子郵件|此電子郵件|本信件"
    r"|이 메일|본 메일|본 이메일|이 이메일|το παρόν|αυτό το μήνυμα|הודעה זו|הודעת"
    r" דואר|هذه الرسالة|هذا البريد)",
    re.IGNORECASE,
)

_WORDS = re.compile(
    r"confidential|privileged|intended (?:recipient|only|solely|for)|addressee|unauthori[sz]ed|strictly"
    r" prohibited|distribution|disclosure"
    r"|in error|delete (?:it|this|the)|liab(?:le|ility)|notify the sender|legally|virus"
    r"|vertraulich|adressat|empfänger|unbefugt|nicht gestattet|irrtümlich|vernichten|absender|rechtlich"
    r"|geschützt|haftung"
    r"|confidentiel|destinataire|strictement|interdite?|par erreur|expéditeur|responsabilité|détruire|exclusi"
    r"|confidencial|destinatario|prohibid|por error|remitente|elimin|privilegiad|divulga"
    r"|riservat|destinatari|vietat|per errore|mittente|cancell|confidenzial|d\.lgs"
    r"|destinatári|proibid|por engano|apagu|sigilos|confidenciais"
    r"|vertrouwelijk|geadresseerde|ontvanger|afzender|vernietig|verboden|uitsluitend|bestemd"
    r"|konfidentiel|mottagare|modtager|mottaker|avsändare|afsender|avsender|fortrolig|radera|slette?"
    r"|luottamuksel|vastaanottaj|lähettäj|poufn|adresat|nadawc|zabronion|odbiorc|důvěrn|příjemc|adresát"
    r"|odesílatel|určen"
    r"|конфиденциальн|адресат|получател|отправител|удалит|конфіденційн|gizli|alıcı|gönderen|yasak|sili"
    r"|機密|受信者|宛先|破棄|削除|送信者|守秘|机密|保密|收件人|删除|发件人|機密|收件者|刪除|기밀|수신인|수신자|발신자|삭제|εμπιστευτικ|παραλήπτη|αποστολέα"
    r"|חסוי|הנמען|לשולח|מחק|سري|المستلم|المرسل|حذف",
    re.IGNORECASE,
)

_FOLLOWS = re.compile(
    r"registered (?:in|office|number|company)|company (?:no|number|registration)|authori[sz]ed and regulated|is"
    r" regulated by|computer virus"
    r"|monitor|e-?mails? (?:is|are|may|can|cannot|could)|views (?:or opinions )?expressed|reply e-?mail|you are"
    r" (?:hereby )?notified"
    r"|amtsgericht|registergericht|handelsregister|sitz der gesellschaft|geschäftsführ|siège social|s\.a\.s au"
    r" capital|datenschutz|privacy policy",
    re.IGNORECASE,
)

_SENTENCE = re.compile(r"[.!] +")
_LINK = re.compile(r"[<(\[ ]{0,3}(?:https?://|www\.)\S{3,300}")

_SCANNED: Final = (
    r"(?:virus-free|virenfrei|libre de virus|livre de vírus|mail priva di virus|garanti sans virus|virusvrij"
    r"|virusfri"
    r"|bez wirusów|virů prost\w+|без вирусов|無病毒|不含病毒)\.? ?[<(\[]?(?:www\.)?[\w.-]{0,40}.{0,120}",
    r".{0,20}(?:this|the) (?:e-?mail|message)(?: and any attachments)? (?:has been|was|is) (?:checked"
    r"|scanned|certified"
    r"|verified|swept)\b.{0,60}(?:virus|malware|clean|avast|avg|scanner).{0,100}",
    r"(?:diese|die) (?:e-?mail|nachricht) wurde .{0,60}(?:auf viren|virus).{0,80}",
    r"(?:l'absence de virus|ce (?:courrier|message|mail) .{0,60}(?:virus|antivirus)).{0,120}",
    r"(?:este (?:correo|mensaje|e-?mail|email)|el software de antivirus|este email) .{0,80}(?:virus"
    r"|antivirus).{0,100}",
    r"(?:questa e-?mail|questo messaggio) .{0,60}(?:virus|antivirus).{0,100}",
    r"(?:o software antivírus|este e-?mail) .{0,60}(?:vírus|antivírus).{0,100}",
    r"(?:deze e-?mail|dit bericht) .{0,60}(?:virus|virussen).{0,100}",
    r"(?:avast|avg|norton|kaspersky|sophos|mcafee|mailscanner|eset|f-secure)\b.{0,100}(?:virus|spam|protect"
    r"|scanned).{0,80}",
    r"(?:scanned|checked|protected|verified) (?:by|for|with) .{0,40}(?:virus|spam|malware|avast|avg"
    r"|mailscanner).{0,80}",
    r".{0,40}(?:think of|consider|respect|mindful of) (?:the|our) (?:environment|planet"
    r"|trees?)\b.{0,60}\bprint.{0,60}",
    r".{0,20}(?:an die umwelt|der umwelt zuliebe).{0,60}(?:druck|ausdruck|papier).{0,60}",
    r".{0,40}(?:druck|ausdruck|papier).{0,60}(?:an die umwelt|der umwelt zuliebe).{0,40}",
    r".{0,30}(?:pensez|penser) (?:à|a) l['’]environnement.{0,100}",
    r".{0,60}(?:medio ?ambiente|meio ambiente|all['’]ambiente|het milieu|miljön|miljøet).{0,60}"
    r"(?:imprim|stampa|print|skriv|udskriv).{0,60}",
    r".{0,60}(?:imprim|stampa|print|skriv).{0,60}(?:medio ?ambiente|meio ambiente|all['’]ambiente|het milieu"
    r"|miljön).{0,60}",
    r"[\[(*]{0,3}(?:caution|warning|external|attention|notice|achtung|vorsicht|extern|let op|attenzione|atención"
    r"|atenção|attention)[:\]!)* -]{1,5}.{0,60}(?:outside (?:of )?(?:the|your|our|of)|originat\w+ from"
    r"|external (?:e-?mail"
    r"|sender|source)|unknown sender|von extern|externe[nr]? |außerhalb|de l['’]extérieur|extern[oa]\b"
    r"|esterno|buiten).{0,300}",
    r"\[(?:external(?: e-?mail| sender)?|extern|ext)\]:?|\*{2,}.{0,10}external (?:e-?mail|sender).{0,60}\*{2,}",
    r"(?:you|some people who received this message) don['’]t often get e-?mails? from .{0,200}",
    r"\[?image(?: removed by sender\.?| supprimée.{0,30})\]?|\[image: .{0,100}\]",
)
_LINES: Final = re.compile("|".join(_SCANNED), re.IGNORECASE)


def mark_disclaimers(sheet: Sheet, section: Sequence[int]) -> None:
    """Mark notices and scanner lines within one run of the author's lines, whose indices `section` are."""
    noticed = False
    for paragraph in _paragraphs(sheet, section):
        joined = " ".join(sheet.plain[at][:2000] for at in paragraph)
        if _is_notice(joined) or (noticed and _goes_on(joined)):
            noticed = True
            for at in paragraph:
                sheet.mark(at, LineKind.DISCLAIMER, "confidentiality notice")
            continue
        scanned = False
        for at in paragraph:
            text = sheet.short[at]
            if _is_scanner_line(text) or (scanned and _LINK.fullmatch(text)):
                sheet.mark(at, LineKind.DISCLAIMER, "line of a virus scanner or gateway")
                scanned = True
            else:
                scanned = False
    _mark_rulers(sheet, section)


@lru_cache(maxsize=1024)
def _is_scanner_line(text: str) -> bool:
    return _LINES.fullmatch(text) is not None


def _is_notice(joined: str) -> bool:
    if len(joined) < 70 or not any(_STARTS.match(joined, at) for at in _sentences(joined)):
        return False
    return len({found.lower() for found in _WORDS.findall(joined[:6000])}) >= (2 if len(joined) < 1000 else 3)


def _sentences(joined: str) -> list[int]:
    """Where the first sentences begin: a firm may name itself before its notice."""
    ends = (found.end() for found in _SENTENCE.finditer(joined[:600]))
    return [0, *islice(ends, 2)]


def _goes_on(joined: str) -> bool:
    return len(joined) >= 40 and bool(_FOLLOWS.search(joined[:4000]) or len(set(_WORDS.findall(joined[:4000]))) >= 2)


def _paragraphs(sheet: Sheet, section: Sequence[int]) -> Iterator[list[int]]:
    """Free lines without a blank between them; a notice may begin in the middle, below a line of its own."""
    paragraph: list[int] = []
    for at in section:
        free = sheet.free(at)
        ruler = free and set(sheet.short[at]) <= set("-_=*—–#~ ") and sheet.short[at] != "--"
        if paragraph and (not free or ruler or (_starts(sheet.short[at]) and _begins_sentence(sheet, at))):
            yield paragraph
            paragraph = []
        if free and not ruler:
            paragraph.append(at)
    if paragraph:
        yield paragraph


@lru_cache(maxsize=1024)
def _starts(text: str) -> bool:
    return _STARTS.match(text) is not None


def _begins_sentence(sheet: Sheet, at: int) -> bool:
    above = sheet.plain[at - 1] if at else ""
    return len(above) < 50 or above.endswith((".", ":", "!"))


def _mark_rulers(sheet: Sheet, section: Sequence[int]) -> None:
    """A ruler right above or below a notice belongs to it."""
    places = [at for at in section if sheet.plain[at]]
    for place, at in enumerate(places):
        if not sheet.free(at) or not set(sheet.short[at]) <= set("-_=*—–#~ ") or len(sheet.short[at]) < 3:
            continue
        beside = places[place + 1 : place + 2] or places[max(place - 1, 0) : place]
        if beside and sheet.kind[beside[0]] is LineKind.DISCLAIMER:
            sheet.mark(at, LineKind.DISCLAIMER, "ruler of a notice")

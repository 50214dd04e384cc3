"""Words around signatures in many languages: closing formulas, lines of telephones, titles, and what no name is."""

from __future__ import annotations

import re
from typing import Final

CLOSINGS: Final = (
    "best|best regards|best wishes|kind regards|kindest regards|warm regards|warmest regards|warmly|regards|rgds"
    "|cheers"
    "|thanks|thanks again|thank you|many thanks|thanks and regards|thanks & regards|thx|sincerely|sincerely yours"
    "|yours sincerely|yours truly|yours faithfully|yours|respectfully|cordially|all the best|all best|take care"
    "|love|xx"
    "|in solidarity|solidarity|solidarily|with best regards|with kind regards|have a nice day|have a great day"
    "|ttyl|br"
    "|mit freundlichen grüßen|mit freundlichem gruß|mit freundlichen grüssen|mit besten grüßen|mit solidarischen"
    " grüßen"
    "|freundliche grüße|freundliche grüsse|viele grüße|viele grüsse|liebe grüße|liebe grüsse|beste grüße|beste grüsse"
    "|schöne grüße|herzliche grüße|herzlichst|solidarische grüße|grüße|grüsse|gruß|gruss|viele liebe grüße|mfg"
    "|lg|vg|bg"
    "|danke|vielen dank|tschüss|bis dann|cordialement|bien cordialement|très cordialement|bien à vous|bien à toi"
    "|amicalement|amitiés|salutations|sincères salutations|meilleures salutations|salutations distinguées|merci"
    "|merci d'avance|à bientôt|bonne journée|solidairement|saludos|un saludo|saludos cordiales|un cordial saludo"
    "|cordialmente|atentamente|atte|un abrazo|abrazos|gracias|muchas gracias|cordiali saluti|distinti saluti|saluti"
    "|un saluto|un caro saluto|cari saluti|grazie|grazie mille|a presto|ciao|atenciosamente|att|abraços|um"
    " abraço|abraço"
    "|cumprimentos|melhores cumprimentos|com os melhores cumprimentos|obrigado|obrigada|saudações|met"
    " vriendelijke groet"
    "|met vriendelijke groeten|vriendelijke groet|hartelijke groet|groeten|groetjes|groet|mvg|bedankt|med vänliga"
    " hälsningar|med vänlig hälsning|vänliga hälsningar|vänligen|hälsningar|mvh|hälsn|tack|med venlig hilsen"
    "|venlig hilsen"
    "|mange hilsner|kærlig hilsen|hilsen|vh|tak|med vennlig hilsen|vennlig hilsen|beste hilsen|hilsener|takk"
    "|ystävällisin terveisin|parhain terveisin|terveisin|terv|kiitos|pozdrawiam|z poważaniem|pozdrowienia|dziękuję"
    "|serdecznie pozdrawiam|s pozdravem|s úctou|zdravím|děkuji|s pozdravom|üdvözlettel|üdv|tisztelettel|köszönöm"
    "|с уважением"
    "|с наилучшими пожеланиями|всего доброго|спасибо|з повагою|дякую|с поздрави|поздрави|με εκτίμηση|φιλικά|ευχαριστώ"
    "|χαιρετισμούς|בברכה|תודה|مع التحية|تحياتي|مع أطيب التحيات|شكرا|saygılarımla|selamlar|iyi çalışmalar|teşekkürler"
    "|よろしくお願いします|よろしくお願いいたします|よろしくお願い致します|以上|敬具|此致|敬礼|祝好|谢谢|謝謝|敬上|顺祝商祺|감사합니다|고맙습니다|드림"
    "|올림|salam|terima kasih|trân trọng|cu respect|mulțumesc|pozdrav|lep pozdrav|lp|lijep pozdrav|srdačan pozdrav"
)

CLOSING: Final = re.compile(
    rf"(?:{CLOSINGS})(?: (?:from|aus|de|from|in|fra) .{{2,20}})?[ ,.!;:~–—-]{{0,4}}", re.IGNORECASE
)

_DEVICE: Final = (
    r"(?:i ?phon\w*|i ?pad\w*|i ?pod|apple watch|android|samsung|galaxy|huawei|honor|xiaomi|redmi|nokia|lumia|windows"
    r" phone|blackberry"
    r"|bb|htc|lg|sony|xperia|motorola|moto|oneplus|pixel|nexus|fairphone|droid|palm|treo|kindle|smart ?phone"
    r"|handy|mobil\w*|móvil"
    r"|movil|celular|telefon\w*|telefoon|téléphone|telephone|phone|cell ?phone|tablet\w*|handheld|portable"
    r"|cellulare|puhelim\w*"
    r"|телефон\w*|смартфон\w*|айфон\w*|mac|macbook|verizon|at&t|t-mobile|sprint|gsm|k-9|k9|thunderbird|outlook"
    r"|gmail|yahoo|aol"
    r"|mail(?:box|bird|spring)?|proton ?mail|protonmail|tutanota|tuta|spark|airmail|hey|fastmail|nine|bluemail"
    r"|aqua mail|mailo"
    r"|typeapp|newton|edison|zoho|gmx|web\.de|workspace one|boxer|sailfish|jolla|ubuntu|surface|windows|ios"
    r"|telekom|orange"
    r"|vodafone|bell|rogers|virgin|wireless|webmail|device|gerät|geraet|appareil|dispositivo|apparaat|computer"
    r"|laptop|desktop|pc|tutanota|fairemail|yandex|mail\.ru|qq|163|网易|foxmail|手机|手機|携帯|스마트폰|휴대폰|휴대전화)"
)

_SENT: Final = (
    r"envoyée? (?:de|depuis|à partir|via|avec|par) (?:de |d'|d’|l'|l’)?",
    r"(?:enviad[oa]|mandado) (?:desde|de|do|da|por|pelo|pela|via|a partir|com|con|mediante) ",
    r"(?:inviat[oa]|spedit[oa]) (?:da|dal|dall'|dall’|con|tramite) ?",
    r"(?:verzonden|verstuurd|gestuurd) (?:vanaf|vanop|met|via|van) ",
    r"(?:skickat|skickades|skickad) (?:från|med|via) ",
    r"(?:sendt|hilsen) (?:fra|med|via) ",
    r"(?:lähetetty|lähettäjä) ",
    r"(?:wysłan[eoa]|wysłano) (?:z|za pomocą|przez|przy użyciu) ",
    r"(?:odesláno|posláno|odoslané) (?:z|ze|pomocí) ",
    r"(?:отправлено|послано|надіслано|изпратено) (?:с|из|от|с моего|з|через|от моя) ?",
)
"""How lines begin that name a device within forty letters, and end within fifty more."""

MOBILE: Final = re.compile(
    "|".join(
        (
            rf"sent (?:from|via|with) (?:(?:my|the|a|an|your) )?(?:[\w&'’.+-]+"
            rf" ){{0,5}}\(?{_DEVICE}\b[^.!?;]{{0,60}}[.!]?",
            r"(?:get|download|try|secured with|sent with) (?:the )?(?:new )?(?:outlook|gmail|yahoo mail|spark|blue"
            r" ?mail|newton|aqua ?mail"
            r"|proton ?mail|tutanota|tuta mail|typeapp|airmail|k-9|fairemail|edison|mymail|boxer|nine)\b.{0,80}",
            rf"(?:von|mit|aus|über) (?:mein\w*(?:/mein\w*)?|der|dem|einem|unterwegs)? ?(?:[\w&.-]+"
            rf" ){{0,4}}{_DEVICE}.{{0,40}}"
            rf" (?:gesendet|geschickt|verschickt|versendet)[.!]?",
            rf"(?:diese (?:nachricht|e-?mail|mail) wurde )?(?:gesendet|versendet|verschickt|geschickt) (?:von|mit"
            rf"|aus|über) .{{0,40}}{_DEVICE}.{{0,60}}",
            rf"diese (?:nachricht|e-?mail|mail) wurde (?:von|mit) .{{0,50}}{_DEVICE}.{{0,50}} gesendet\.?",
            rf"(?:{'|'.join(_SENT)}).{{0,40}}{_DEVICE}.{{0,50}}",
            r"lähetetty (?:i(?:phone|pad)|android|\w+puhelim|outlook).{0,40}",
            # Looking ahead for its last word spares nearly every line the search for a device at each of its places.
            rf"(?=.*gönderildi).{{0,30}}{_DEVICE}.{{0,20}}(?:'?(?:dan|den|ımdan|umdan|imden|ım'dan|üzerinden)) gönderildi\.?",
            rf"(?:(?:elküldve|küldve) |(?:στάλθηκε|εστάλη) από |(?:trimis|trimisă) (?:de|din|cu) ).{{0,40}}{_DEVICE}.{{0,30}}",
            rf"(?:(?:נשלח|نُرسل|أُرسلت|أرسلت|ارسلت|مرسل|أرسل) ?|(?:dikirim dari|gửi từ|đã gửi từ|ส่งจาก) )"
            rf".{{0,30}}{_DEVICE}.{{0,30}}",
            rf"(?=.*から送信)(?:私の ?)?{_DEVICE}.{{0,10}}から送信.{{0,10}}",
            rf"(?:发自|發自|发送自|來自|来自)(?:我的)? ?.{{0,20}}{_DEVICE}.{{0,12}}",
            rf"(?:从|從|由)(?:我的)? ?.{{0,20}}{_DEVICE}.{{0,6}}(?:发送|傳送|发出|發送|傳送)",
            rf"(?:나의 )?{_DEVICE}.{{0,10}}에서 (?:보냄|보낸 메일|전송).{{0,10}}",
            r"(?:get|download|scarica|télécharge[rz]|obten(?:er|ir|ha)|obter|baixar|descarga\w*|hämta|hent|last ned"
            r"|hanki|lataa"
            r"|pobierz|stáhn\w+|получите|скачать|завантажити|αποκτήστε|letöltés\w*|verkrijg) (?:o |el "
            r"|l['’])?outlook .{2,6} (?:ios"
            r"|android|mac|windows)\b.{0,200}",
            r"(?:outlook|gmail) .{2,6} (?:ios|android|mac|windows) ?<https?://[^<>\s]{1,200}> ?\S{0,20}|outlook для"
            r" .{3,10}",
            r"(?=.*outlook)(?:.{0,20}(?:ios|android) 版? ?outlook.{0,20}|.{0,10}outlook for (?:ios|android)(?: ?<[^<>]{1,200}>)?.{0,16})",
            r"(?:please )?(?:excuse|forgive|pardon|apologies for) (?:my |any |the )?(?:brevity|typos|errors|thumbs"
            r"|typing|spelling|autocorrect)\b.{0,60}",
            r"bitte entschuldigen? (?:sie )?(?:die|meine) kürze\.?|veuillez excuser (?:ma|la) brièveté.{0,20}"
            r"|disculpa la brevedad.{0,20}",
            r"(?:typed|written|composed|tapped|sent) (?:with|on|using|by) (?:my )?(?:thumbs?|a (?:tiny|small|touch)"
            r" .{0,20}|(?:a )?tiny .{0,20})[.!]?",
            r"(?:sent|typed) on the (?:go|move|run)[.!]?|von unterwegs(?: gesendet)?|sent from mobile",
            r"签名由.{0,30}定制",
            r"yahoo mail: (?:search|organi[sz]e|get|the).{0,40}|do you yahoo!\?.{0,60}",
            r"\[?cid:[^\]\s]{4,80}\]?",
        )
    ),
    re.IGNORECASE,
)

LABELLED: Final = re.compile(
    r"(?:tel|t|phone|ph|p|mobile|mob|m|cell|c|fax|f|office|direct|telefon|telefax|mobil|handy|tél|téléphone"
    r"|portable|móvil"
    r"|teléfono|cellulare|telefone|telefoon|puh|gsm|тел|моб|e-?mail|mail|e|courriel|correo|web|w|www|website|site|url"
    r"|homepage|blog|skype|signal|telegram|matrix|xmpp|jabber|irc|icq|mastodon|twitter|linkedin|github|gitlab"
    r"|facebook"
    r"|pgp|gpg|openpgp|gpg key|pgp key|gpg fingerprint|fingerprint|key id|address|adresse|anschrift|电话|手机|邮箱|전화|電話|携帯"
    r"|ust-?id(?:nr)?\.?|vat|hrb|sitz|registergericht|amtsgericht|geschäftsführer\w*)\.? ?(?:\([^)]{1,12}\))?"
    r" ?(?:[:：]|(?=\+?\(?\d)) ?(?=.{0,80}(?:\d{2}|@|\.|:|/)).{2,110}",
    re.IGNORECASE,
)

PHONE: Final = re.compile(
    r"(?:\(?[+−-]?\d[\d\s().\-–−/]{5,26}\d(?: ?(?:ext|x|durchwahl|-)\.? ?\d{1,6})?)(?: ?\(\w{2,10}\))?"
)
URL: Final = re.compile(
    r"<?\(?(?:https?://|www\.)\S{3,200}|(?:[a-z0-9-]{2,40}\.){1,3}(?:org|net|com|coop|de|eu|io|info|fr|it|es|uk"
    r"|nl)(?:/\S{0,80})?",
    re.IGNORECASE,
)
EMAIL: Final = re.compile(r"[<(\[]?(?:mailto:)?[^\s<>@]{1,64}@[^\s<>@]{3,120}")
COMPANY: Final = re.compile(
    r".{2,60}(?<!\w)(?:ltd|limited|inc|incorporated|llc|llp|plc|corp|corporation|gmbh|ag|kg|ohg|gbr|e\. ?v|eg|ug"
    r"|sa|s\.a|sarl|sas|s\.r\.l"
    r"|srl|s\.p\.a|spa|s\.l|sl|ltda|lda|bv|b\.v|nv|n\.v|ab|a/s|as|aps|oy|oyj|sp\. z o\. ?o|s\.r\.o|a\.s|kft|ooo"
    r"|ооо|зао|co-op"
    r"|cooperative|co-operative|pty|株式会社|有限公司)\.?",
    re.IGNORECASE,
)
TITLE: Final = re.compile(
    r"(?:.{0,50}(?<!\w))?(?:director|manager|engineer|developer|officer|secretary|treasurer|chair|chairman"
    r"|chairwoman|chairperson"
    r"|president|professor|prof|editor|architect|consultant|analyst|administrator|coordinator|librarian"
    r"|researcher|lecturer"
    r"|head of|vp|ceo|cto|cfo|founder|partner|designer|specialist|assistant|representative|department|dept"
    r"|university|institute"
    r"|faculty|team lead|lead|geschäftsführer\w*|vorsitzende\w*|leiter\w*|abteilung|universität|ingenieur\w*"
    r"|directeur|directrice"
    r"|responsable|ingénieur\w*|secrétaire|trésori\w+|université|directora?|gerente|ingenier\w+|universidad"
    r"|direttore|direttrice"
    r"|responsabile|università|diretora?|universidade|direktör|professori|director[ae]?)(?!\w).{0,50}",
    re.IGNORECASE,
)
STREET: Final = re.compile(
    r".{2,50}(?:street|st\.|road|rd\.|avenue|ave\.|lane|square|straße|strasse|str\.|weg|platz|allee|rue |calle "
    r"|via |rua |laan|straat|gatan"
    r"|vej|gata|ulica|ul\.)\W.{0,40}\d.{0,30}|\d{1,5}[ ,]+.{2,40}(?:street|st|road|rd|avenue|ave|lane|square|rue"
    r" .{2,30})\b.{0,40}"
    r"|(?:[A-Z]{1,2}-)?\d{4,5} [A-ZÄÖÜ][\w .-]{2,40}|[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}",
    re.IGNORECASE,
)

NEVER_NAMES: Final = frozenset(
    "yes no aye nay agree agreed disagree abstain abstention object objection support supported against for"
    " favour favor"
    " block consent veto oppose opposed reservations neutral done offer volunteer willing accept decline second"
    " seconded"
    " withdraw confirm help status mine join back pause resume satisfied none approve endorse success failure"
    " partly worked"
    " ok okay sure fine great good apprentice sign stand"
    " ja nein dafür dagegen enthaltung einverstanden zustimmung einspruch ablehnung oui non pour contre accord"
    " objection"
    " sí si no abstención acuerdo favor contra sì favore contrario contraria astensione accordo sim não acordo"
    " abstenho"
    " concordo discordo jawohl nee nej ja jo".split()
)
"""A line of these is something that somebody says, even where a name could stand."""

SAID: Final = re.compile(
    r"(?:[-*•+] ?)?(?:(?:\w+#|#|[Tt])\d+(?:\.\d+)?(?: .{1,80})?|[+−–-]?[01]|\[ ?\w{0,3} ?\].*|👍|👎|✅|❌|[A-Z](?:"
    r" ?[>=,] ?[A-Z])+)[.!]?"
)
"""What looks like an act whatever stands around it: a reference, a number of one, a filled-in box."""

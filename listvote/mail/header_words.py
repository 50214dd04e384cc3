"""The header lines and bars that mail programs put above a message they answer or forward, in many languages."""

from __future__ import annotations

import re
from typing import Final

FROM: Final = (
    "from|von|de|da|van|från|fra|lähettäjä|od|nadawca|odesílatel|odosielateľ|feladó|expéditeur|remitente|mittente"
    "|remetente|afzender|avsändare|afsender|avsender|от|від|від кого|από|מאת|من|kimden|gönderen|差出人|送信者|发件人"
    "|寄件者|寄件人|보낸 사람|보낸사람|dari|từ|người gửi|จาก|saatja|no|nuo|feladó|expeditor|de la|подател|от кого|pošiljatelj"
)
TO: Final = (
    "to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|pre|címzett|destinataire|destinatario|destinatário|empfänger"
    "|кому|до|προς|אל|إلى|الى|kime|alıcı|宛先|收件人|收件者|받는 사람|받는사람|kepada|đến|ถึง|către|către|per|ontvanger|mottagare"
    "|reply-to|antwort an|répondre à|responder a|rispondi a|odpowiedz do|ответить|prima|za"
)
WHEN: Final = (
    "sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviado em|enviada em"
    "|enviada"
    "|fecha|data|inviato|verzonden|verstuurd|skickat|skickades|sendt|dato|lähetetty|päiväys|päivämäärä|wysłano"
    "|odesláno"
    "|odoslané|dátum|küldve|elküldve|отправлено|дата|надіслано|εστάλη|ημερομηνία|נשלח|נשלח ב|תאריך|تاريخ|تم الإرسال"
    "|التاريخ|أرسلت|gönderme tarihi|tarih|gönderildi|送信日時|送信日|日時|日付|发送时间|发送日期|日期|寄件日期|寄送日期|보낸 날짜|날짜"
    "|보낸날짜|tanggal|dikirim|ngày|đã gửi|วันที่|ส่งเมื่อ|saadetud|kuupäev|trimis|data e hora|time|poslano"
)
SUBJECT: Final = (
    "subject|re|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|otsikko|temat|předmět"
    "|predmet|tárgy"
    "|тема|относно|θέμα|נושא|הנדון|الموضوع|konu|件名|标题|主题|主旨|主旨|제목|subjek|perihal|chủ đề|tiêu đề|เรื่อง|teema"
    "|subiect|tema"
)
OTHER: Final = (
    "cc|bcc|kopie|copie|copie à|kopia|kopi|kopio|copia|cópia|kópia|másolatot kap|kopiya|копия|копія|κοιν|κοινοποίηση"
    "|עותק|نسخة|bilgi|抄送|副本|참조|tembusan|thư|c.c.|cci|bcc|reply-to|organization|organisation|message-id|importance"
    "|importância|wichtigkeit|priority|priorität|attachments|anlagen|anhang|sender|newsgroups|followup-to|list-id"
    "|in-reply-to|references|user-agent|content-type|mailed-by|signed-by|x-mailer|envelope-to|delivered-to"
    "|return-path"
)


def _key(words: str) -> re.Pattern[str]:
    one = "|".join(sorted(map(re.escape, set(words.split("|"))), key=len, reverse=True))
    return re.compile(
        rf"[*_|]{{0,3}} ?(?:{one}) ?[*_]{{0,2}} ?[:：][*_]{{0,3}}(?P<value>.*)", re.IGNORECASE | re.DOTALL
    )


KEYS: Final = {"from": _key(FROM), "when": _key(WHEN), "subject": _key(SUBJECT), "to": _key(TO), "other": _key(OTHER)}
"""A header line by what it says; in this order, since some languages use one word for two."""

_ORIGINAL: Final = (
    "original message|original mail|original email|reply message|replied message|ursprüngliche nachricht"
    "|ursprüngliche e-mail"
    "|original-nachricht|originalnachricht|ursprungsnachricht|message d'origine|message original|message d’origine"
    "|message initial|mensaje original|correo original|messaggio originale|messaggio di origine|mensagem original"
    "|oorspronkelijk bericht|origineel bericht|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse"
    "|original meddelelse|oprindelig besked|opprinnelig melding|original melding|alkuperäinen viesti"
    "|wiadomość oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości|původní zpráva|původní e-mail"
    "|pôvodná správa|eredeti üzenet|исходное сообщение|оригинальное сообщение|первоначальное сообщение|вихідне"
    " повідомлення"
    "|оригінальне повідомлення|αρχικό μήνυμα|הודעה מקורית|الرسالة الأصلية|رسالة أصلية|özgün ileti|orijinal ileti"
    "|orijinal mesaj|元のメッセージ|オリジナルメッセージ|原始邮件|原始信件|原邮件|原始郵件|原始訊息|原文|원본 메시지|원본 메일|원본메시지"
    "|pesan asli|thư gốc|tin nhắn gốc|ข้อความต้นฉบับ|mesaj original|mesajul original|izvorna poruka|originalna poruka"
    "|izvorno sporočilo|missatge original|jatorrizko mezua|algne kiri|oriģinālais ziņojums|originalus laiškas"
    "|quoted text|in reply to|reply separator"
)
_FORWARDED: Final = (
    "forwarded message|forwarded mail|begin forwarded message|start of forwarded message|forwarded by .{1,80}"
    "|forwarded message from .{1,120}|original message forwarded|weitergeleitete nachricht|weitergeleitete e-mail"
    "|anfang der weitergeleiteten (?:nachricht|e-mail)|weitergeleitet von .{1,80}|message transféré|message transmis"
    "|début du message (?:réexpédié|transféré)|mail transféré|transféré par .{1,80}|mensaje reenviado"
    "|inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|mensagem encaminhada"
    "|mensagem reencaminhada|início da mensagem (?:encaminhada|reencaminhada)|doorgestuurd bericht"
    "|begin doorgestuurd bericht|vidarebefordrat (?:meddelande|brev|mail)|vidarebefordrat mejl|början på"
    " vidarebefordrat brev"
    "|videresendt (?:meddelelse|besked|melding|e-post)|start på videresendt besked|begynnelse på videresendt melding"
    "|välitetty viesti|edelleenlähetetty viesti|välitetty viesti alkaa|wiadomość przekazana|przekazana wiadomość"
    "|treść przekazanej wiadomości|początek przekazanej wiadomości|přeposlaná zpráva|začátek přeposlané zprávy"
    "|preposlaná správa|továbbított üzenet|továbbított levél|пересылаемое сообщение|пересланное сообщение"
    "|перенаправленное сообщение|начало переадресованного сообщения|переслане повідомлення|προωθημένο μήνυμα"
    "|έναρξη προωθημένου μηνύματος|הודעה שהועברה|הודעה מועברת|رسالة معاد توجيهها|رسالة مُعاد توجيهها|iletilen mesaj"
    "|yönlendirilmiş ileti|iletilmiş mesaj|転送メッセージ|転送されたメッセージ|转发的消息|转发邮件|转发信件|被转发邮件信息|轉寄郵件"
    "|轉寄的郵件|轉寄訊息|已转发邮件|전달된 메시지|전달된 메일|pesan terusan|tin nhắn đã chuyển tiếp|thư được chuyển tiếp"
    "|mesaj redirecționat|proslijeđena poruka|posredovano sporočilo|missatge reenviat|edasisaadetud kiri"
)
BARS: Final = "-_=*—–+~>• "

ORIGINAL_WORDS: Final = re.compile(rf"(?:{_ORIGINAL}) ?:?", re.IGNORECASE)
FORWARDED_WORDS: Final = re.compile(rf"(?:{_FORWARDED}) ?:?", re.IGNORECASE)
FORWARDED_BEGIN: Final = re.compile(
    r"(?:begin|start of|anfang der|début du|inicio del|inizio|início da|början på|start på|begynnelse på|začátek"
    r"|początek"
    rf"|начало|έναρξη)? ?(?:{_FORWARDED}) ?[:：]|début du message réexpédié ?:",
    re.IGNORECASE,
)
FORWARDED_END: Final = re.compile(
    r"end (?:of )?forwarded (?:message|mail)|ende der weitergeleiteten nachricht|fin du message transféré"
    r"|fin del mensaje reenviado|fine messaggio inoltrato|fim da mensagem encaminhada|конец пересылаемого сообщения"
    r"|einde doorgestuurd bericht|konec přeposlané zprávy",
    re.IGNORECASE,
)
REPLY_ABOVE: Final = re.compile(
    r"[-#=_* ]{0,40}(?:(?:please )?(?:type|write|enter|add)? ?(?:your )?(?:reply|respond|response|answer)\w* "
    r"(?:above|over) (?:this|the) (?:line|message)|bitte (?:antworten sie|antworte|schreiben sie) (?:oberhalb|über) "
    r"dieser (?:linie|zeile).{0,20}|répond\w+ au-dessus de cette ligne|(?:por favor,? )?(?:responda|escriba su"
    r" respuesta)"
    r" (?:por )?(?:encima|arriba) de esta línea|rispond\w+ sopra questa (?:linea|riga)"
    r"|respond\w+ acima desta linha)[^.]{0,60}[-#=_* .]{0,40}",
    re.IGNORECASE,
)

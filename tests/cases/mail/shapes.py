"""How mail programs write an answer, and what lists make of it: the shapes that `make.py` puts phrases into."""

from __future__ import annotations

import base64
import html as markup
import quopri
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

PARENT = (
    "VOTE #12: Buy a second-hand press?",
    "",
    "The co-op in Leeds sells its press for 800. We have the money.",
    "Answer with one of:",
    "  agree",
    "  disagree",
    "  object: your reason",
    "",
    "Closes Thursday 18:00.",
)


@dataclass(frozen=True)
class Content:
    """The body of a mail before it is encoded: plain text, HTML or both, and how it travels."""

    plain: str | None
    html: str | None = None
    charset: str = "utf-8"
    encoding: str = "8bit"
    flowed: bool = False
    footer_part: str = ""
    headers: tuple[str, ...] = ()


def paragraphs(text: str, tag: str = "div") -> str:
    return "".join(f"<{tag}>{markup.escape(line) or '<br>'}</{tag}>" for line in text.split("\n"))


def quoted(mark: str = "> ") -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in PARENT)


def html_parent() -> str:
    return "<br>\n".join(markup.escape(line) for line in PARENT)


def gmail(own: str) -> Content:
    said = "On Mon, Dec 7, 2026 at 10:00 AM Votes <votes@example.org> wrote:"
    page = (
        f'<div dir="ltr">{paragraphs(own)}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{markup.escape(said)}<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">{html_parent()}</blockquote></div>'
    )
    return Content(f"{own}\n\n{said}\n\n{quoted()}\n", page, encoding="quoted-printable")


def gmail_below(own: str) -> Content:
    return Content(
        f"On Mon, Dec 7, 2026 at 10:00 AM Votes <votes@example.org> wrote:\n>\n{quoted()}\n>\n\n{own}\n",
        encoding="8bit",
    )


def outlook(own: str) -> Content:
    head = (
        "From: Votes <votes@example.org>\nSent: Monday, December 7, 2026 10:00 AM\n"
        "To: press@lists.example.org\nSubject: [press] VOTE #12: Buy a second-hand press?"
    )
    return Content(
        f"{own}\n\n-----Original Message-----\n{head}\n\n" + "\n".join(PARENT) + "\n",
        charset="windows-1252",
        encoding="quoted-printable",
    )


def outlook_html(own: str) -> Content:
    page = (
        '<html><head><style>p.MsoNormal {margin:0cm}</style></head><body><div class="WordSection1">'
        + "".join(f'<p class="MsoNormal">{markup.escape(line) or "&nbsp;"}<o:p></o:p></p>' for line in own.split("\n"))
        + '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">'
        "<b>From:</b> Votes &lt;votes@example.org&gt; <br><b>Sent:</b> Monday, December 7, 2026 10:00 AM<br>"
        "<b>To:</b> press@lists.example.org<br><b>Subject:</b> [press] VOTE #12</p></div>"
        + "".join(f'<p class="MsoNormal">{markup.escape(line) or "&nbsp;"}</p>' for line in PARENT)
        + "</div></body></html>"
    )
    return Content(None, page, encoding="base64")


def outlook_web(own: str) -> Content:
    page = (
        f'<html><body>{paragraphs(own)}<div id="appendonsend"></div><hr style="display:inline-block;width:98%">'
        '<div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Votes &lt;votes@example.org&gt;<br><b>Sent:</b> Monday, '
        f"December 7, 2026 10:00 AM<br><b>Subject:</b> [press] VOTE #12<div> </div></div><div>{html_parent()}</div>"
        "</body></html>"
    )
    plain = (
        f"{own}\n\n________________________________\nFrom: Votes <votes@example.org>\n"
        "Sent: Monday, December 7, 2026 10:00 AM\nTo: press@lists.example.org <press@lists.example.org>\n"
        "Subject: [press] VOTE #12\n\n" + "\n".join(PARENT) + "\n"
    )
    return Content(plain, page, encoding="quoted-printable")


def apple(own: str) -> Content:
    return Content(
        f"{own}\n\n> On 7 Dec 2026, at 10:00, Votes <votes@example.org> wrote:\n> \n{quoted()}\n\n",
        encoding="quoted-printable",
        headers=("X-Mailer: Apple Mail (2.3826.200)",),
    )


def iphone(own: str) -> Content:
    page = (
        f'<html><body dir="auto">{paragraphs(own)}<div dir="ltr"><br>Sent from my iPhone</div><div dir="ltr"><br>'
        '<blockquote type="cite">On 7 Dec 2026, at 10:00, Votes &lt;votes@example.org&gt; wrote:<br><br></blockquote>'
        f'</div><blockquote type="cite"><div dir="ltr">{html_parent()}</div></blockquote></body></html>'
    )
    return Content(
        f"{own}\n\nSent from my iPhone\n\n> On 7 Dec 2026, at 10:00, Votes <votes@example.org> wrote:\n> \n{quoted()}\n",
        page,
        encoding="base64",
    )


def android(own: str) -> Content:
    return Content(
        f"{own}\n\nOn Mon, 7 Dec 2026, 10:00 Votes, <votes@example.org> wrote:\n\n{quoted()}\n",
        encoding="base64",
    )


def samsung(own: str) -> Content:
    return Content(
        f"{own}\n\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: Votes <votes@example.org>\n"
        "Date: 07/12/2026 10:00 (GMT+00:00)\nTo: press@lists.example.org\nSubject: [press] VOTE #12\n\n"
        + "\n".join(PARENT)
        + "\n"
    )


def thunderbird(own: str) -> Content:
    return Content(f"On 07/12/2026 10:00, Votes wrote:\n{quoted('> ')}\n\n{own}\n", flowed=True)


def thunderbird_above(own: str) -> Content:
    return Content(f"{own}\n\nOn 07/12/2026 10:00, Votes wrote:\n{quoted('> ')}\n", flowed=True)


def mutt(own: str) -> Content:
    return Content(
        f"On Mon, Dec 07, 2026 at 10:00:00AM +0000, Votes wrote:\n{quoted()}\n\n{own}\n\n-- \nAda Example\n",
        headers=("User-Agent: Mutt/2.2.13",),
    )


def between(own: str) -> Content:
    """The answer right under a quoted ballot line, between quotes."""
    top, rest = PARENT[:5], PARENT[5:]
    lines = "\n".join(f"> {line}".rstrip() for line in top)
    below = "\n".join(f"> {line}".rstrip() for line in rest)
    return Content(f"On Mon, Dec 7, 2026 at 10:00 AM Votes <votes@example.org> wrote:\n{lines}\n\n{own}\n\n{below}\n")


def bare(own: str) -> Content:
    return Content(f"{own}\n")


def webmail_html(own: str) -> Content:
    page = (
        f'<div style="font-family:Verdana;font-size:12px">{paragraphs(own)}<br><div style="margin:10px 5px 5px 10px;'
        'padding:10px 0 10px 10px;border-left:2px solid #C3D9E5"><div style="margin:0 0 10px 0"><b>Sent:</b> Monday, '
        'December 7, 2026 at 10:00 AM<br/><b>From:</b> "Votes" &lt;votes@example.org&gt;<br/><b>To:</b> '
        f'press@lists.example.org<br/><b>Subject:</b> [press] VOTE #12</div><div name="quoted-content">{html_parent()}'
        "</div></div></div>"
    )
    return Content(None, page, charset="iso-8859-1", encoding="quoted-printable")


CLIENTS: dict[str, tuple[Callable[[str], Content], str]] = {
    "gmail": (gmail, "Gmail: text and HTML, the answer above a quote with an attribution"),
    "gmail-below": (gmail_below, "Gmail with the answer below the quote"),
    "outlook": (outlook, "Outlook: the mail answered stands below a bar, without quote marks, in windows-1252"),
    "outlook-html": (outlook_html, "Outlook: only HTML, in base64; the mail answered below a coloured line"),
    "outlook-web": (outlook_web, "Outlook on the web: text and HTML, a header block above the mail answered"),
    "apple": (apple, "Apple Mail: the attribution is itself quoted"),
    "iphone": (iphone, "an iPhone: its signature between the answer and the quote, in base64"),
    "android": (android, "Gmail on a phone: a comma after the name, the whole text in base64"),
    "samsung": (samsung, "a phone that adds a signature and an original message without marks"),
    "thunderbird": (thunderbird, "Thunderbird: format=flowed, the answer below the quote"),
    "thunderbird-above": (thunderbird_above, "Thunderbird: format=flowed, the answer above the quote"),
    "mutt": (mutt, "mutt: the answer below the quote, and a signature behind its separator"),
    "between": (between, "an answer right under the quoted line that asks for it"),
    "bare": (bare, "an answer without a quote"),
    "webmail-html": (webmail_html, "a web mailer: only HTML, in iso-8859-1"),
}


def attributed(line: str) -> Callable[[str], Content]:
    """A client that writes its attribution in another language."""
    return lambda own: Content(f"{own}\n\n{line}\n{quoted()}\n", encoding="quoted-printable")


ATTRIBUTIONS = {
    "de": "Am Mo., 7. Dez. 2026 um 10:00 Uhr schrieb Votes <votes@example.org>:",
    "fr": "Le lun. 7 déc. 2026 à 10:00, Votes <votes@example.org> a écrit :",
    "es": "El lun, 7 dic 2026 a las 10:00, Votes (<votes@example.org>) escribió:",
    "it": "Il giorno lun 7 dic 2026 alle ore 10:00 Votes <votes@example.org> ha scritto:",
    "pt": "Em seg., 7 de dez. de 2026 às 10:00, Votes <votes@example.org> escreveu:",
}

# ---------------------------------------------------------------------------------------------------------- the lists

_BAR = "-=-=-=-=-=-=-=-=-=-=-=-"


def _links(group: str, host: str, *, old: bool = False, tag: str = "", rules: str = "") -> str:
    gap = "\n" if old else ""
    mute = f"Mute #{tag}:{host}/g/{group}/mutehashtag/{tag}\n" if tag else ""
    leave = (
        f"{host}/g/{group}/unsub  [votes@example.org]"
        if old
        else f"{host}/g/{group}/leave/1/2/3/xyzzy [votes@example.org]"
    )
    more = f"{_BAR}\n{rules}\n{_BAR}\n" if rules else ""
    return (
        f"\n\n{_BAR}\nGroups.io Links: You receive all messages sent to this group.\n{gap}"
        f"View/Reply Online (#61): {host}/g/{group}/message/61\nMute This Topic: {host}/mt/88123/1234\n{mute}{more}"
        f"Group Owner: {group}+owner@groups.io\nUnsubscribe: {leave}\n{_BAR}\n\n"
    )


_HTML_LINKS = (
    '\n\n<div width="1" style="color:white;clear:both">_._,_._,_</div><hr>Groups.io Links:<p>You receive all messages '
    'sent to this group.<p><a target="_blank" href="https://groups.io/g/press/message/61">View/Reply Online (#61)</a> | '
    '<a href="https://groups.io/mt/88123/1234">Mute This Topic</a><br><a href="https://groups.io/g/press/leave/1/2/3'
    '/xyzzy">Unsubscribe</a> [votes@example.org]<br><div width="1" style="color:white;clear:both">_._,_._,_</div>'
)


@dataclass(frozen=True)
class Listed:
    """A mail as a list delivers it: header fields and the body."""

    headers: tuple[str, ...]
    content: Content


NAME, ADDRESS = "Ada Example", "ada@example.org"


def _append(content: Content, plain: str, html: str = "") -> Content:
    return replace(
        content,
        plain=None if content.plain is None else content.plain + plain,
        html=None if content.html is None else content.html + html,
    )


def _groupsio(
    content: Content, *, munged: bool = False, host: str = "groups.io", prefix: str = "", **footer: Any
) -> Listed:
    post = f"press@{host}"
    sender = f'"{NAME} via {host}" <ada=example.org@{host}>' if munged else f"{NAME} <{ADDRESS}>"
    links = _links("press", f"https://{host}", **footer)
    return Listed(
        (
            f"From: {sender}", f"To: {post}", f"Reply-To: {post},{ADDRESS}", f"Sender: {post}",
            f"List-Id: <{prefix}press.{host}>", f"Mailing-List: list {post}; contact press+owner@{host}",
            f"Delivered-To: mailing list {post}", "Precedence: Bulk", f"List-Post: <mailto:{post}>",
        ),
        _append(content, links, _HTML_LINKS),
    )  # fmt: skip


RULES = (
    "POSTING RULES & NOTES\n#1 YOU MUST clip all extraneous text when replying to a message.\n"
    "#2 This mail-list, like most, is publicly & permanently archived.\n#3 No more than 5 posts a day: yes, five."
)


def _google(content: Content, *, munged: bool = False, old: bool = False) -> Listed:
    sender = f"\"'{NAME}' via press\" <press@googlegroups.com>" if munged else f"{NAME} <{ADDRESS}>"
    view = "To view this discussion on the web visit" if old else "To view this discussion visit"
    footer = (
        '\n-- \nYou received this message because you are subscribed to the Google Groups "press" group.\n'
        "To unsubscribe from this group and stop receiving emails from it, send an email to "
        f"press+unsubscribe@googlegroups.com.\n{view} "
        "https://groups.google.com/d/msgid/press/1%40example.org.\n"
    )
    page = (
        "\n<p></p>\n\n-- <br />\nYou received this message because you are subscribed to the Google Groups "
        "&quot;press&quot; group.<br />\n"
    )
    post = "press@googlegroups.com"
    return Listed(
        (
            f"From: {sender}", f"X-Original-From: {NAME} <{ADDRESS}>", "X-Original-Sender: ada.private@example.net",
            f"Reply-To: {NAME} <{ADDRESS}>", f"Sender: {post}", "List-ID: <press.googlegroups.com>",
            "X-Google-Group-Id: 123456789012", f"X-BeenThere: {post}", f"List-Post: <mailto:{post}>", f"To: {post}",
            f"Mailing-list: list {post}; contact press+owners@googlegroups.com", "Precedence: list",
        ),
        _append(content, footer, page),
    )  # fmt: skip


def _mailman_footer(number: int) -> str:
    rule = "_" * 47
    where = "https://lists.example.org/mailman/listinfo/press"
    if number == 2:
        return f"{rule}\npress mailing list\npress@lists.example.org\n{where}\n"
    return f"{rule}\npress mailing list -- press@lists.example.org\nTo unsubscribe send an email to press-leave@lists.example.org\n"


def _mailman(content: Content, number: int, *, munged: bool = False) -> Listed:
    post = "press@lists.example.org"
    via = f'"{NAME} via press" <{post}>' if number == 3 else f"{NAME} via press <{post}>"
    sender = via if munged else f"{NAME} <{ADDRESS}>"
    marks = (
        (f"X-BeenThere: {post}", "X-Mailman-Version: 2.1.39", "Sender: \"press\" <press-bounces@lists.example.org>")
        if number == 2
        else ("X-Mailman-Rule-Misses: dmarc-mitigation; emergency", "X-Mailman-Version: 3.3.9",
              "Archived-At: <https://lists.example.org/archives/list/press@lists.example.org/message/AB/>")
    )  # fmt: skip
    footer = _mailman_footer(number)
    whole = content.html is not None or content.flowed
    body = replace(content, footer_part=footer) if whole else _append(content, footer)
    if number == 3 and not whole:
        body = replace(body, encoding="base64", charset="utf-8")
    answer = (f"Reply-To: {NAME} <{ADDRESS}>",) if munged else ()
    return Listed(
        (f"From: {sender}", *answer, f"To: {post}", "List-Id: The press <press.lists.example.org>", *marks,
         f"List-Post: <mailto:{post}>", "Precedence: list"),
        body,
    )  # fmt: skip


def _sympa(content: Content, *, munged: bool = True) -> Listed:
    post = "press@lists.example.org"
    sender = f'"{NAME}" (via press Mailing List) <{post}>' if munged else f"{NAME} <{ADDRESS}>"
    footer = "-----\nUnsubscribe: https://lists.example.org/sympa/signoff/press\n"
    body = replace(content, footer_part=footer) if content.html is not None else _append(content, f"\n{footer}")
    original = (f"X-Original-From: {NAME} <{ADDRESS}>",) if munged else ()
    return Listed(
        (f"From: {sender}", *original, f"Reply-To: {post}", f"X-Loop: {post}", "X-Sequence: 412", f"To: {post}",
         "List-Id: <press.lists.example.org>", "List-Help: <mailto:sympa@lists.example.org?subject=help>",
         f"List-Post: <mailto:{post}>", "Precedence: list"),
        body,
    )  # fmt: skip


def _listserv(content: Content) -> Listed:
    post = "PRESS@LISTS.EXAMPLE.ORG"
    box = "#" * 72
    footer = (
        f"\n{box}\n\nTo unsubscribe from the PRESS list, click the following link:\n"
        f"http://LISTS.EXAMPLE.ORG/wa?SUBED1=PRESS&A=1\n\n{box}\n"
    )
    return Listed(
        (f"From: {NAME} <{ADDRESS}>", f"Sender: The press <Owner-{post}>", f"Reply-To: The press <{post}>",
         f"To: {post}", "List-Owner: <mailto:PRESS-request@LISTS.EXAMPLE.ORG>", f"List-Post: <mailto:{post}>",
         "List-Help: <http://LISTS.EXAMPLE.ORG/wa?LIST=PRESS>, <mailto:LISTSERV@LISTS.EXAMPLE.ORG?body=INFO%20PRESS>"),
        _append(content, footer, "<hr><p>To unsubscribe from the PRESS list, click the following link:</p>"),
    )  # fmt: skip


def _ietf(content: Content) -> Listed:
    footer = f"{'_' * 47}\npress mailing list -- press@ietf.org\nTo unsubscribe send an email to press-leave@ietf.org\n"
    body = replace(content, footer_part=footer) if content.html is not None else _append(content, f"\n{footer}")
    return Listed(
        (f"From: {NAME} <ada=40example.org@dmarc.ietf.org>", f"X-Original-From: {NAME} <{ADDRESS}>",
         "To: press@ietf.org", "List-Id: Press discussion <press.ietf.org>", "List-Post: <mailto:press@ietf.org>",
         "X-Mailman-Version: 3.3.9", "Precedence: list"),
        body,
    )  # fmt: skip


def _private(content: Content) -> Listed:
    return Listed((f"From: {NAME} <{ADDRESS}>", "To: Votes <votes@example.org>"), content)


def post_of(of_list: str) -> str:
    """The posting address of a list."""
    served = {"google": "press@googlegroups.com", "ietf": "press@ietf.org", "groupsio": "press@groups.io"}
    return (
        "press@lists.example.org"
        if of_list.endswith("domain")
        else served.get(of_list.partition("-")[0], "press@lists.example.org")
    )


LISTS: dict[str, tuple[Callable[[Content], Listed], str]] = {
    "groupsio": (_groupsio, "groups.io with its footer of links"),
    "groupsio-munged": (lambda c: _groupsio(c, munged=True), "groups.io with its own address in From"),
    "groupsio-old": (lambda c: _groupsio(c, old=True), "the oldest footer of groups.io, with an empty line in it"),
    "groupsio-tag": (lambda c: _groupsio(c, tag="votes"), "the footer of groups.io with a hashtag to mute"),
    "groupsio-rules": (lambda c: _groupsio(c, rules=RULES), "the group's own rules inside the footer of groups.io"),
    "groupsio-domain": (
        lambda c: _groupsio(c, host="lists.example.org", prefix="64575."),
        "groups.io on a domain of its own, with a number before the List-Id",
    ),
    "google": (_google, "Google Groups with its footer behind a signature's separator"),
    "google-munged": (lambda c: _google(c, munged=True, old=True), "Google Groups with its own address in From"),
    "mailman2": (lambda c: _mailman(c, 2), "Mailman 2.1, its footer below 47 underscores or a part of its own"),
    "mailman2-munged": (lambda c: _mailman(c, 2, munged=True), "Mailman 2.1 with its own address in From"),
    "mailman3": (lambda c: _mailman(c, 3), "Mailman 3, which encodes the whole anew"),
    "mailman3-munged": (lambda c: _mailman(c, 3, munged=True), "Mailman 3 with its own address in From"),
    "sympa": (lambda c: _sympa(c, munged=False), "Sympa"),
    "sympa-munged": (_sympa, "Sympa with its own address in From and the list's name in a comment"),
    "listserv": (_listserv, "LISTSERV with its boxed footer"),
    "ietf": (_ietf, "a list that escapes its authors' addresses"),
    "private": (_private, "a private answer to the service"),
}

# ------------------------------------------------------------------------------------------------------------ the bytes


def encoded(text: str, kind: str, content: Content) -> str:
    """One part, header and all, as ASCII or as UTF-8 bytes read as text."""
    ends = text.replace("\n", "\r\n") if content.encoding == "base64" else text
    data = ends.encode(content.charset, "xmlcharrefreplace" if kind == "html" else "replace")
    flowed = "; format=flowed" if content.flowed and kind == "plain" else ""
    head = f"Content-Type: text/{kind}; charset={content.charset}{flowed}\nContent-Transfer-Encoding: {content.encoding}\n\n"
    if content.encoding == "base64":
        return head + base64.encodebytes(data).decode("ascii")
    if content.encoding == "quoted-printable":
        return head + quopri.encodestring(data).decode("ascii").rstrip("\n") + "\n"
    return head + data.decode(content.charset)


def body_of(content: Content) -> str:
    """The header fields and the body that a content makes."""
    parts = [
        encoded(text, kind, content)
        for kind, text in (("plain", content.plain), ("html", content.html))
        if text is not None
    ]
    made = parts[0] if len(parts) == 1 else multipart("alternative", "twin", parts)
    if content.footer_part:
        footer = f"Content-Type: text/plain; charset=us-ascii\nContent-Disposition: inline\n\n{content.footer_part}"
        made = multipart("mixed", "listed", [made, footer])
    return made


def multipart(kind: str, boundary: str, parts: list[str]) -> str:
    inside = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inside}--{boundary}--\n'


def mail(number: int, listed: Listed, subject: str = "Re: [press] VOTE #12: Buy a second-hand press?") -> bytes:
    """The whole mail; the bytes of every number are the same for ever."""
    own = (
        f"Message-ID: <case{number}@mail.example.org>",
        "In-Reply-To: <votes.12@votes.example.org>",
        "References: <votes.12@votes.example.org>",
        f"Date: Mon, 7 Dec 2026 11:{number % 60:02}:00 +0000",
        f"Subject: {subject}",
        "MIME-Version: 1.0",
    )
    head = "\n".join((*listed.headers, *own, *listed.content.headers))
    return f"{head}\n{body_of(listed.content)}".encode()


__all__ = ["ATTRIBUTIONS", "CLIENTS", "LISTS", "Content", "Listed", "attributed", "mail", "post_of"]

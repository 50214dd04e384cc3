"""Who a mail is by: every kind of rewritten From, genuine and forged."""

from __future__ import annotations

import pytest

from listvote.mail import dialects
from listvote.mail.author import Author, NoAuthor, author, candidates
from tests.mail.letters import letter

MEMBERS = {
    "ada@example.org": 1,
    "ben@example.org": 2,
    "ben.private@example.net": 2,
    "0000012ab3cd4567-dmarc-request@lists.example.org": 3,
    "cleo@lists.example.org": 4,
}
PRESS = "press@lists.example.org"

GROUPSIO = (
    "Sender: press@groups.io",
    "List-Id: <press.groups.io>",
    "Mailing-List: list press@groups.io; contact press+owner@groups.io",
    "Precedence: Bulk",
)
GROUPSIO_OWN_DOMAIN = (
    "List-Id: <64575.press.lists.example.org>",
    "Mailing-List: list press@lists.example.org; contact press+owner@lists.example.org",
)
GOOGLE = (
    "List-ID: <press.googlegroups.com>",
    "List-Post: <https://groups.google.com/group/press/post>, <mailto:press@googlegroups.com>",
    "X-Google-Group-Id: 123456789012",
    "X-BeenThere: press@googlegroups.com",
)
MAILMAN2 = (
    "X-BeenThere: press@lists.example.org",
    "X-Mailman-Version: 2.1.39",
    "List-Id: The press <press.lists.example.org>",
    "List-Post: <mailto:press@lists.example.org>",
    'Sender: "Press" <press-bounces@lists.example.org>',
)
MAILMAN3 = (
    "X-Mailman-Rule-Hits: member-moderation",
    "X-Mailman-Version: 3.3.9",
    "List-Id: The press <press.lists.example.org>",
    "List-Post: <mailto:press@lists.example.org>",
)
SYMPA = (
    "X-Loop: press@lists.example.org",
    "X-Sequence: 412",
    "List-Id: <press.lists.example.org>",
    "List-Post: <mailto:press@lists.example.org>",
)
LISTSERV = (
    "Sender: The press <Owner-press@lists.example.org>",
    "List-Help: <http://lists.example.org/wa?LIST=PRESS>, <mailto:LISTSERV@lists.example.org?body=INFO%20PRESS>",
    "List-Owner: <mailto:press-request@lists.example.org>",
)
IETF = ("List-Id: <press.ietf.org>", "List-Post: <mailto:press@ietf.org>", "X-Mailman-Version: 3.3.9")
PLAIN = ("List-Id: <press.lists.example.org>", "List-Post: <mailto:press@lists.example.org>")
VIA = 'From: "Ada Example via Press" <press@lists.example.org>'


def by(*fields: str, lists: tuple[str, ...] = ()) -> tuple[int | None, str]:
    """The member's number and how the author was found; (None, '') for nobody on the roll."""
    mail = letter(*fields)
    found = author(mail, dialects.trace(mail), MEMBERS.get, lists)
    if isinstance(found, NoAuthor) or found.member is None:
        return None, ""
    return found.member, found.how


NOBODY = (None, "")

GENUINE = {
    "as written": (("From: Ada Example <ada@example.org>",), (1, "from")),
    "as written, domain in capitals": (("From: ada@EXAMPLE.org",), (1, "from")),
    "as written on groups.io": ((*GROUPSIO, "From: Ada <ada@example.org>"), (1, "from")),
    "as written on any list": (
        (*MAILMAN2, "From: Ada <ada@example.org>", "Reply-To: press@lists.example.org"), (1, "from")),
    "a member at the list's own domain": ((*MAILMAN3, "From: Cleo <cleo@lists.example.org>"), (4, "from")),
    "groups.io": (
        (*GROUPSIO, 'From: "Ada Example via groups.io" <ada=example.org@groups.io>',
         "Reply-To: press@groups.io,ada@example.org"), (1, "groupsio")),
    "groups.io on a domain of its own": (
        (*GROUPSIO_OWN_DOMAIN, 'From: "Ada via lists.example.org" <ada=example.org@lists.example.org>'),
        (1, "groupsio")),
    "Google Groups": (
        (*GOOGLE, "From: \"'Ada Example' via press\" <press@googlegroups.com>",
         "X-Original-From: Ada Example <ada@example.org>", "Reply-To: Ada Example <ada@example.org>"),
        (1, "x-original-from")),
    "Google Groups, encoded as a whole": (
        (*GOOGLE, "From: =?utf-8?q?=27Ada_Ex=C3=A4mple=27_via_press?= <press@googlegroups.com>",
         "X-Original-From: =?utf-8?q?Ada_Ex=C3=A4mple?= <ada@example.org>"), (1, "x-original-from")),
    "Mailman 2.1": ((*MAILMAN2, VIA, "Reply-To: Ada Example <ada@example.org>"), (1, "reply-to")),
    "Mailman 2.1, answers to list and author": (
        (*MAILMAN2, VIA, "Reply-To: Ada Example <ada@example.org>, The press <press@lists.example.org>"),
        (1, "reply-to")),
    "Mailman 3 in German": (
        (*MAILMAN3, "From: =?utf-8?q?Ada_Example_=C3=BCber_Press?= <press@lists.example.org>",
         "Reply-To: Ada Example <ada@example.org>"), (1, "reply-to")),
    "Mailman 3, answers to the list": (
        (*MAILMAN3, VIA, "Reply-To: press@lists.example.org",
         "Cc: Ada Example <ada@example.org>, Ben <ben@example.org>"),
        (1, "cc")),
    "Mailman 3, nothing but the envelope": (
        (*MAILMAN3, VIA, "Reply-To: press@lists.example.org", "X-MailFrom: ada@example.org"), (1, "x-mailfrom")),
    "Mailman 3, the envelope tagged": (
        (*MAILMAN3, VIA, "X-MailFrom: prvs=0123456789=ada@example.org"), (1, "x-mailfrom")),
    "both addresses of one member": (
        (*MAILMAN2, VIA, "Reply-To: ben@example.org, ben.private@example.net"), (2, "reply-to")),
    "Sympa": (
        (*SYMPA, 'From: "Ada Example" (via press Mailing List) <press@lists.example.org>',
         "X-Original-From: Ada Example <ada@example.org>"), (1, "x-original-from")),
    "LISTSERV": (
        (*LISTSERV, "From: Ada Example <0000012ab3cd4567-dmarc-request@lists.example.org>"), (3, "listserv")),
    "IETF": ((*IETF, "From: Ada <ada=40example.org@dmarc.ietf.org>"), (1, "ietf")),
    "IETF, said twice": (
        (*IETF, "From: Ada <ada=40example.org@dmarc.ietf.org>", "X-Original-From: Ada <ada@example.org>"), (1, "ietf")),
    "an unknown list server": ((*PLAIN, VIA, "Reply-To: ada@example.org"), (1, "reply-to")),
}  # fmt: skip

FORGED = {
    "no From": ("Subject: agree",),
    "two From fields": ("From: ada@example.org", "From: eve@example.net"),
    "two From fields of one member": ("From: ben@example.org", "From: ben.private@example.net"),
    "From with a blank before its colon": ("From: eve@example.net", "From : ada@example.org"),
    "two mailboxes in From": ("From: Ada <ada@example.org>, Eve <eve@example.net>",),
    "an address in the name": ("From: ada@example.org <eve@example.net>",),
    "an address in the quoted name": ('From: "Ada <ada@example.org>" <eve@example.net>',),
    "an address in an encoded name": ("From: =?utf-8?q?Ada_=3Cada=40example=2Eorg=3E?= <eve@example.net>",),
    "an address before a bracket": ("From: ada@example.org)eve@example.net",),
    "an address in a comment": ("From: eve@example.net (ada@example.org)",),
    "a character that nobody sees": ("From: ada@exam\u200bple.org",),
    "a control character": ("From: ada@exam\0ple.org",),
    "an encoded address": ("From: =?utf-8?q?ada=40example.org?=",),
    "two brackets": ("From: <ada@example.org> <eve@example.net>",),
    "a bracket left open": ("From: Ada <ada@example.org",),
    "an address in a route": ("From: <@ada@example.org:eve@example.net>",),
    "a name alone": ("From: Ada Example",),
    "a rewritten address without a list": ("From: ada=example.org@groups.io",),
    "a rewritten address of groups.io in another list": (*MAILMAN2, "From: ada=example.org@groups.io"),
    "a rewritten address of another domain on groups.io": (*GROUPSIO, "From: ada=example.org@groups.example.net"),
    "a rewritten address whose last = gives another": (*GROUPSIO, "From: ada=example.org=eve.example@groups.io"),
    "a rewritten address of the IETF elsewhere": (*MAILMAN3, "From: ada=40example.org@dmarc.ietf.org"),
    "an opaque address of another host": (
        *LISTSERV, "From: <0000012ab3cd4567-dmarc-request@lists.example.net>"),
    "X-Original-From beside a From that was not rewritten": (
        *GOOGLE, "From: Eve <eve@example.net>", "X-Original-From: Ada <ada@example.org>"),
    "X-Original-From twice": (
        *GOOGLE, "From: Eve via press <press@googlegroups.com>", "X-Original-From: eve@example.net",
        "X-Original-From: ada@example.org"),
    "X-Original-From in a list that does not write it": (*MAILMAN2, VIA, "X-Original-From: ada@example.org"),
    "X-Original-Sender": (*GOOGLE, "From: x via press <press@googlegroups.com>", "X-Original-Sender: ada@example.org"),
    "X-Original-From in Mailman's copy with a mark of Google's": (
        *MAILMAN2, "X-Google-Group-Id: 1", VIA, "X-Original-From: ada@example.org"),
    "Reply-To beside a From that was not rewritten": (
        *MAILMAN2, "From: Eve <eve@example.net>", "Reply-To: ada@example.org"),
    "Reply-To with two members": (*MAILMAN2, VIA, "Reply-To: ada@example.org, ben@example.org"),
    "Reply-To with a member and a stranger": (*MAILMAN2, VIA, "Reply-To: ada@example.org, eve@example.net"),
    "Reply-To with a member and no address": (*MAILMAN2, VIA, "Reply-To: ada@example.org, @"),
    "Reply-To with a stranger, a namesake in Cc": (
        *MAILMAN3, VIA, "Reply-To: eve@example.net", "Cc: Ada Example <ada@example.org>"),
    "Reply-To against the envelope": (*MAILMAN3, VIA, "Reply-To: ada@example.org", "X-MailFrom: ben@example.org"),
    "two namesakes in Cc": (
        *MAILMAN3, VIA, "Cc: Ada Example <eve@example.net>, Ada Example <ada@example.org>"),
    "another name in Cc": (*MAILMAN3, VIA, "Cc: Red Pen <ada@example.org>"),
    "an X-MailFrom twice": (*MAILMAN3, VIA, "X-MailFrom: eve@example.net", "X-MailFrom: ada@example.org"),
    "via in the name of a stranger": (
        *MAILMAN2, 'From: "Ada Example via Press" <eve@example.net>', "Reply-To: ada@example.org"),
    "a relay for patches": (
        "List-Id: <press.vger.example.org>", "List-Post: <mailto:press@vger.example.org>",
        "From: Ada Example via B4 Relay <devnull+ada.example.org@example.org>", "Reply-To: ada@example.org",
        "X-Original-From: Ada Example <ada@example.org>"),
    "Sympa's field without its list's From": (*SYMPA, "From: eve@example.net", "X-Original-From: ada@example.org"),
    "the IETF's field against the From": (
        *IETF, "From: <eve=40example.net@dmarc.ietf.org>", "X-Original-From: ada@example.org"),
    "the list itself": (*MAILMAN2, "From: press@lists.example.org"),
    "Sender": ("From: eve@example.net", "Sender: ada@example.org"),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "found"), GENUINE.values(), ids=GENUINE)
def test_the_author_is_found(fields, found):
    assert by(*fields) == found


@pytest.mark.parametrize("fields", FORGED.values(), ids=FORGED)
def test_a_forged_mail_is_nobodys(fields):
    assert by(*fields) == NOBODY


@pytest.mark.parametrize(
    ("fields", "found"), [one for one in GENUINE.values() if one[1][1] not in ("from", "listserv")]
)
def test_a_rewritten_from_counts_only_in_a_list_that_is_served(fields, found):
    assert by(*fields, lists=("other@lists.example.net",)) == NOBODY
    posts = (PRESS, "press@groups.io", "press@googlegroups.com", "Press@ietf.org")
    assert by(*fields, lists=posts) == found


def test_an_author_who_is_not_on_the_roll_is_an_author_still():
    mail = letter("From: Eve <eve@example.net>")
    assert author(mail, None, MEMBERS.get) == Author("eve@example.net", "from", "Eve", None)


def test_why_there_is_no_author_is_said():
    def why(*fields: str) -> str:
        mail = letter(*fields)
        found = author(mail, dialects.trace(mail), MEMBERS.get)
        assert isinstance(found, NoAuthor)
        return found.why

    assert why() == "it has no From"
    assert why("From: a@example.org", "From: b@example.org") == "it has more than one From"
    assert (
        why(*MAILMAN2, VIA, "Reply-To: ada@example.org, ben@example.org")
        == "it names more than one member as its author"
    )


def test_candidates_come_in_the_order_of_trust():
    mail = letter(
        *MAILMAN3, VIA, "Reply-To: a@example.org", "Cc: Ada Example <b@example.org>", "X-MailFrom: c@example.org"
    )
    found = candidates(mail, dialects.trace(mail))
    assert [(one.address, one.how) for one in found] == [
        ("a@example.org", "reply-to"),
        ("b@example.org", "cc"),
        ("c@example.org", "x-mailfrom"),
    ]

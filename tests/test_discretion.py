"""Links that leave a list and mail addresses are taken out of words, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.discretion import NO_ADDRESS, NO_LINK, discreet

LEAVES = [
    "https://groups.io/g/press/leave/12345678/7654321/1234567890/xyzzy",
    "https://press.groups.io/g/main/unsub",
    "https://groups.io/mt/108112233/7654321",
    "https://groups.google.com/d/optout",
    "https://lists.example.org/mailman/options/press/ada%40example.org",
    "http://lists.example.org/mailman/confirm/press/0123456789abcdef",
    "https://lists.example.org/postorius/lists/press.lists.example.org/options",
    "https://lists.example.org/sympa/signoff/press",
    "https://lists.example.org/sympa/sigrequest/press",
    "https://lists.example.org/sympa/auto_signoff?lists=press&email=ada%40example.org",
    "http://listserv.example.edu/cgi-bin/wa?SUBED1=PRESS&A=1",
    "https://listserv.example.edu/scripts/wa.exe?TICKET=NzM1OTc5IGFkYUBleGFtcGxl&c=SIGNOFF",
    "https://example.us1.list-manage.com/unsubscribe?u=1&id=2&e=3",
    "https://news.example.org/u?%75nsubscribe=1&token=xyzzy",
    "https://news.example.org/email-preferences?token=xyzzy",
    "https://news.example.org/newsletter/abmelden/xyzzy",
    "www.example.org/list/opt-out?t=xyzzy",
    "groups.io/g/press/leave/1/2/3/xyzzy",
]
STAY = [
    "https://example.org/press.html",
    "https://groups.io/g/press/message/12",
    "https://lists.example.org/mailman/listinfo/press",
    "https://leaves.example.org/tea",
    "https://example.org/a/believe/it",
    "We leave at 5. Sign off the parcels, and opt out of the fair.",
    "either/or, 1/2, T7/T8, A > B",
    "look at example.org",
    "@ noon, 5 @ 3 euros, @ada",
    "#12 object: the lease forbids it",
]


@pytest.mark.parametrize("link", LEAVES)
def test_a_link_that_leaves_a_list_is_left_out_wherever_it_stands(link: str) -> None:
    assert discreet(link) == NO_LINK
    assert discreet(f"I object, see {link} for why") == f"I object, see {NO_LINK} for why"
    assert discreet(f"<{link}>") in (NO_LINK, f"<{NO_LINK}>")
    assert "xyzzy" not in discreet(f'Click "{link}" now')


@pytest.mark.parametrize("text", STAY)
def test_everything_else_stays(text: str) -> None:
    assert discreet(text) == text


def test_a_link_that_was_broken_over_lines_goes_as_a_whole() -> None:
    for broken in (
        "Unsubscribe: <https://groups.io/g/press/leave/123/456/\nxyzzy/abc>\nBye",
        "Unsubscribe: https://groups.io/g/press/leave/123/456/\nxyzzy/abc\nBye",
    ):
        assert discreet(broken) == f"Unsubscribe: {NO_LINK}\nBye"
    assert discreet("https://groups.io/g/press/leave/1/2\nBecause of the lease.") == f"{NO_LINK}\nBecause of the lease."


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org",
        "Ada.Example+votes@mail.example.co.uk",
        "mailto:ada@example.org",
        "votes+abc234defg@example.com",
        "press+unsubscribe@googlegroups.com",
        "press-leave@lists.example.org",
        "ada (at) example.org",
        "ada[at]example.org",
        "ädä@example.org",
        "o'brien@example.org",
    ],
)
def test_an_address_is_left_out(address: str) -> None:
    assert discreet(f"Ask <{address}>, or not.") == f"Ask <{NO_ADDRESS}>, or not."


def test_what_everybody_knows_stays() -> None:
    keep = ("press@lists.example.org", "votes@example.com")
    text = "Write to Press@lists.example.org or votes@example.com, not to ben@example.org"
    assert discreet(text, keep) == f"Write to Press@lists.example.org or votes@example.com, not to {NO_ADDRESS}"
    assert NO_ADDRESS in discreet("xpress@lists.example.org", keep)


FOOTERS = {
    "groups.io": (
        "View/Reply Online (#12): https://groups.io/g/press/message/12\n"
        "Mute This Topic: https://groups.io/mt/108112233/7654321\nGroup Owner: press+owner@groups.io\n"
        "Unsubscribe: https://groups.io/g/press/leave/12345678/7654321/1234567890/xyzzy [ben@example.org]"
    ),
    "Google": (
        'You received this message because you are subscribed to the Google Groups "press" group.\n'
        "To unsubscribe from this group and stop receiving emails from it, send an email to\n"
        "press+unsubscribe@googlegroups.com.\nFor more options, visit https://groups.google.com/d/optout/xyzzy."
    ),
    "Mailman 2": (
        "press mailing list\npress@lists.example.org\nhttps://lists.example.org/mailman/options/press/ben%40example.org"
    ),
    "Mailman 3": (
        "press mailing list -- press@lists.example.org\nTo unsubscribe send an email to press-leave@lists.example.org"
    ),
    "Sympa": (
        "To unsubscribe, click here: <https://lists.example.org/sympa/auto_signoff/press?\nemail=ben%40example.org>\n"
        "or write to sympa@lists.example.org?subject=unsubscribe"
    ),
    "LISTSERV": (
        "To unsubscribe from the PRESS list, click the following link:\n"
        "http://listserv.example.edu/scripts/wa.exe?TICKET=xyzzyNzM1&c=SIGNOFF"
    ),
}


@pytest.mark.parametrize("name", FOOTERS)
def test_no_footer_that_somebody_quotes_in_own_words_keeps_what_is_personal(name: str) -> None:
    for text in (FOOTERS[name], " ".join(FOOTERS[name].split()), f"I object because of this:\n{FOOTERS[name]}"):
        found = discreet(text, ("press@lists.example.org",)).lower()
        for personal in ("ben", "xyzzy", "leave/", "optout", "-leave@", "unsubscribe@", "7654321", "ticket"):
            assert personal not in found, found


@given(st.text(alphabet="ab./@:-_ <>\n?&=%12", max_size=400))
def test_it_is_done_once_and_never_fails(text: str) -> None:
    once = discreet(text)
    assert discreet(once) == once


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 200_000,
        "a." * 100_000,
        "a@" * 100_000,
        "http://" * 50_000,
        "www." * 50_000,
        "a-b." * 50_000 + "/",
        "<" * 99_999,
        "https://x/" + "y" * 200_000,
        "(at)" * 50_000,
        "https://x/leave\n" * 20_000,
        ("x" * 120 + " ") * 2_000,
    ],
    ids=range(11),
)
def test_hostile_text_takes_no_more_time_than_its_length(hostile: str) -> None:
    assert len(discreet(hostile)) < 2 * len(hostile) + 100

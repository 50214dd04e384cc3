"""Who proves what: each way of showing that a mail is its author's, and what must never show it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.mail.author import Author, NoAuthor, author
from listvote.mail.dialects import trace
from listvote.mail.message import Mail, parse
from listvote.mail.proof import Proven, Surety, Unproven, key_names, prove, turned_away
from tests.mail.letters import raw
from tests.mail.signing import OF_LISTS, keys, now, seal, sign

SURETY = Surety(
    "press@lists.example.org",
    "press.lists.example.org",
    "votes@example.com",
    authserv_id="mx.example.com",
    sealers=frozenset({"example.net"}),
)
NOW = datetime.fromtimestamp(now(), UTC)
DNS = keys("example.org", "example.net", "lists.example.org", "mail.example.org", "com", "evil.example")
WROTE = (
    "From: Ada Example <ada@example.org>",
    "To: press@lists.example.org",
    "Subject: Re: Press",
    "Date: Sun, 22 Nov 2026 10:00:00 +0000",
    "Message-ID: <1@example.org>",
)
LIST = ("List-Id: <press.lists.example.org>", "List-Post: <mailto:press@lists.example.org>", "Precedence: list")
RECEIVED = "Received: from mail.example.org by mx.example.com with ESMTP; Sun, 22 Nov 2026 10:00:00 +0000"


def judge(data: bytes, dns=DNS, received: datetime = NOW, surety: Surety = SURETY) -> Proven | Unproven:
    mail = parse(data)
    assert isinstance(mail, Mail)
    found = trace(mail)
    wrote = author(mail, found, lambda address: 1 if address.startswith("ada@example.org") else None, [surety.post])
    if isinstance(wrote, NoAuthor):
        return Unproven(wrote.why)
    return prove(data, mail, found, wrote, surety, received, dns)


def how(data: bytes, **more) -> str:
    found = judge(data, **more)
    return found.how if isinstance(found, Proven) else "none"


def test_a_signature_of_the_authors_domain_proves_it() -> None:
    assert judge(sign(raw(*WROTE), "example.org")) == Proven("dkim")


def test_so_does_one_with_any_canonical_form() -> None:
    for head in (b"simple", b"relaxed"):
        for body in (b"simple", b"relaxed"):
            data = raw(*WROTE, body="yes   please \r\n\r\n\r\n")
            assert how(sign(data, "example.org", canonical=(head, body))) == "dkim"


def test_a_domain_above_the_authors_speaks_for_it() -> None:
    data = raw("From: ada@example.org.mail.example.org", *WROTE[1:])
    assert how(sign(data, "example.org")) == "dkim"


@pytest.mark.parametrize("signer", ["evil.example", "mail.example.org", "example.net"])
def test_a_signature_of_another_domain_proves_nothing(signer: str) -> None:
    assert how(sign(raw(*WROTE), signer)) == "none"


def test_a_top_level_domain_speaks_for_nobody() -> None:
    data = raw("From: ada@example.org.com", *WROTE[1:])
    assert how(sign(data, "com")) == "none"


def test_an_unsigned_mail_is_unproven() -> None:
    assert judge(raw(*WROTE)) == Unproven("it has no signature of its author's domain or of its list")


def test_a_changed_body_breaks_a_signature() -> None:
    assert how(sign(raw(*WROTE, body="agree\r\n"), "example.org").replace(b"agree", b"block")) == "none"


def test_a_changed_subject_breaks_a_signature() -> None:
    assert how(sign(raw(*WROTE), "example.org").replace(b"Re: Press", b"Re: House")) == "none"


def test_a_signature_with_a_length_proves_nothing() -> None:
    data = sign(raw(*WROTE, body="agree\r\n"), "example.org", length=True)
    assert how(data) == "none"
    assert how(data + b"no\r\n") == "none"


def test_a_signature_that_does_not_cover_from_proves_nothing() -> None:
    data = sign(raw(*WROTE), "example.org").replace(b"from", b"frum", 1)
    assert how(data) == "none"


def test_a_key_of_fewer_than_1024_bits_proves_nothing() -> None:
    weak = keys("example.org", bits=512)
    assert how(sign(raw(*WROTE), "example.org", bits=512), dns=weak) == "none"


def test_sha_1_proves_nothing() -> None:
    data = sign(raw(*WROTE), "example.org").replace(b"a=rsa-sha256", b"a=rsa-sha1")
    assert how(data) == "none"


def test_a_key_that_was_taken_back_proves_nothing() -> None:
    assert how(sign(raw(*WROTE), "example.org"), dns={"s._domainkey.example.org": b"v=DKIM1; p="}) == "none"
    assert how(sign(raw(*WROTE), "example.org"), dns={"s._domainkey.example.org": None}) == "none"
    assert how(sign(raw(*WROTE), "example.org"), dns={}) == "none"


def test_a_signature_that_was_in_force_at_receipt_holds_although_it_is_read_later() -> None:
    data = sign(raw(*WROTE), "example.org", more=[(b"t", b"1000000000"), (b"x", b"1000600000")])
    assert how(data, received=datetime.fromtimestamp(1000500000, UTC)) == "dkim"
    assert how(data, received=datetime.fromtimestamp(1000600001, UTC)) == "none"


def test_a_signature_from_after_the_receipt_proves_nothing() -> None:
    assert how(sign(raw(*WROTE), "example.org"), received=NOW - timedelta(hours=3)) == "none"


def test_a_second_from_on_top_of_a_signed_one_is_refused() -> None:
    assert how(b"From: ben@example.org\r\n" + sign(raw(*WROTE), "example.org")) == "none"


@pytest.mark.parametrize("field", ["Subject: x", "Message-ID: <2@x>", "Content-Type: text/html", "To: x@example.org"])
def test_a_field_added_on_top_of_a_signed_one_takes_its_proof(field: str) -> None:
    data = sign(raw(*WROTE, "Content-Type: text/plain"), "example.org")
    assert how(f"{field}\r\n".encode() + data) == "none"


def test_a_header_that_two_readers_take_apart_in_two_ways_proves_nothing() -> None:
    data = sign(raw(*WROTE), "example.org")
    assert how(b"From: ada@example.org\r\nMessage-ID: <9@x>\r\nX-Gap: y\r\n \r\n" + data) == "none"


def test_a_signed_mail_to_somebody_else_is_no_vote_when_it_is_sent_on() -> None:
    fields = ("From: ada@example.org", "To: zoe@example.net", *WROTE[2:])
    assert how(sign(raw(*fields), "example.org")) == "none"
    assert how(sign(raw(*fields, "Cc: votes+abc@example.com"), "example.org")) == "dkim"


def test_a_signature_that_leaves_out_the_message_id_is_named_so_that_it_counts_once() -> None:
    data = sign(raw(*WROTE), "example.org", covers=("from", "to", "subject"))
    first = judge(data)
    again = judge(data.replace(b"<1@example.org>", b"<2@example.org>"))
    assert isinstance(first, Proven) and first.signature and first == again


def test_one_good_signature_among_bad_ones_is_enough() -> None:
    data = sign(sign(raw(*WROTE), "example.org"), "example.org", selector="none")
    assert how(data) == "dkim"


def test_more_signatures_than_anybody_needs_are_not_looked_at() -> None:
    data = sign(raw(*WROTE), "example.org")
    for _ in range(12):
        data = b"DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=a; b=a\r\n" + data
    assert how(data) == "none"


def test_the_lists_signature_proves_the_author_of_its_copy() -> None:
    assert how(sign(raw(*WROTE, *LIST), "lists.example.org", covers=OF_LISTS)) == "list"


def test_the_list_vouches_for_an_author_it_wrote_elsewhere_than_in_from() -> None:
    copy = raw(
        "From: Ada via press <press@lists.example.org>",
        *WROTE[1:],
        "Reply-To: Ada <ada@example.org>",
        "X-BeenThere: press@lists.example.org",
        "X-Mailman-Version: 2.1.39",
        *LIST,
    )
    assert how(sign(copy, "lists.example.org", covers=OF_LISTS)) == "list"
    without = tuple(name for name in OF_LISTS if name != "reply-to")
    assert how(sign(copy, "lists.example.org", covers=without)) == "none"
    assert how(copy) == "none"


def test_a_copy_that_says_that_it_is_our_lists_only_where_nobody_signed_it_is_not() -> None:
    assert how(sign(raw(*WROTE, *LIST), "lists.example.org", covers=("from", "to", "subject", "message-id"))) == "none"


def test_a_copy_of_another_list_on_the_same_host_proves_nothing_here() -> None:
    other = ("List-Id: <other.lists.example.org>", "List-Post: <mailto:other@lists.example.org>")
    assert how(sign(raw(*WROTE, *other), "lists.example.org", covers=(*OF_LISTS, "list-post"))) == "none"


def test_the_lists_host_proves_nothing_of_a_mail_that_no_list_brought() -> None:
    assert how(sign(raw(*WROTE), "lists.example.org", covers=OF_LISTS)) == "none"


def test_a_groups_io_list_on_a_domain_of_its_own_is_signed_by_groups_io() -> None:
    surety = Surety("press@lists.example.org", "press.lists.example.org", "votes@example.com", "groupsio")
    copy = raw(
        *WROTE,
        "List-Id: <64575.press.lists.example.org>",
        "Mailing-List: list press@lists.example.org; contact press+owner@lists.example.org",
    )
    data = sign(copy, "groups.io", covers=OF_LISTS)
    assert how(data, surety=surety, dns=keys("groups.io")) == "list"
    assert how(data, dns=keys("groups.io")) == "none"


SEALED = "dkim=pass header.d=example.org header.s=s; spf=pass smtp.mailfrom=example.org"


def test_a_sealer_that_the_operator_named_is_believed() -> None:
    assert how(seal(raw(*WROTE), "example.net", SEALED)) == "arc"


def test_any_other_sealer_is_not() -> None:
    assert how(seal(raw(*WROTE), "evil.example", SEALED)) == "none"
    assert how(seal(raw(*WROTE), "example.net", SEALED), surety=Surety(SURETY.post, SURETY.list_id, "v@x.y")) == "none"


def test_what_a_sealer_found_of_another_domain_proves_nothing() -> None:
    assert how(seal(raw(*WROTE), "example.net", "dkim=pass header.d=evil.example")) == "none"
    assert how(seal(raw(*WROTE), "example.net", "dkim=fail header.d=example.org")) == "none"
    assert how(seal(raw(*WROTE), "example.net", "dmarc=pass header.from=example.org")) == "none"


def test_a_sealed_mail_that_was_changed_afterwards_is_not_proven() -> None:
    data = seal(raw(*WROTE, body="agree\r\n"), "example.net", SEALED)
    assert how(data.replace(b"agree", b"block")) == "none"
    assert how(data.replace(b"header.d=example.org", b"header.d=example.net")) == "none"


def test_a_chain_whose_newest_seal_is_a_strangers_is_not_believed() -> None:
    inner = seal(raw(*WROTE), "example.net", SEALED)
    assert how(seal(inner, "evil.example", "arc=pass; dkim=pass header.d=example.org")) == "none"


def test_a_trusted_sealer_is_believed_below_another_trusted_one() -> None:
    surety = Surety(SURETY.post, SURETY.list_id, SURETY.service, sealers=frozenset({"example.net", "mail.example.org"}))
    inner = seal(raw(*WROTE), "example.net", SEALED)
    assert how(seal(inner, "mail.example.org", "arc=pass; dkim=none"), surety=surety) == "arc"


def test_a_trusted_sealer_does_not_make_the_one_below_it_trusted() -> None:
    inner = seal(raw(*WROTE), "evil.example", SEALED)
    assert how(seal(inner, "example.net", "arc=pass; dkim=none")) == "none"


RESULT = "Authentication-Results: mx.example.com; dkim=pass (good) header.d=example.org"


def test_our_own_servers_report_proves_it_above_its_received() -> None:
    assert how(raw(RESULT, RECEIVED, *WROTE)) == "server"


def test_a_report_below_the_first_received_is_anybodys() -> None:
    assert how(raw(RECEIVED, RESULT, *WROTE)) == "none"
    assert how(raw(RESULT, *WROTE)) == "none"


def test_a_local_delivery_may_stand_above_the_report() -> None:
    local = "Received: from mx.example.com by imap.example.com with LMTP; Sun, 22 Nov 2026 10:00:00 +0000"
    assert how(raw(local, RESULT, RECEIVED, *WROTE)) == "server"
    assert how(raw(local, RECEIVED, RESULT, *WROTE)) == "none"


@pytest.mark.parametrize(
    "report",
    [
        "mx.evil.example; dkim=pass header.d=example.org",
        "mx.example.com; dkim=fail header.d=example.org",
        "mx.example.com; dkim=pass header.d=evil.example",
        "mx.example.com; dkim=none (dkim=pass header.d=example.org)",
        'mx.example.com; dkim=none reason="; dkim=pass header.d=example.org"',
        "mx.example.com (; dkim=pass header.d=example.org",
        "mx.example.com; spf=pass smtp.mailfrom=example.org",
        "mx.example.com; dkim=pass header.d=evil.example header.d=example.org",
        "",
        ";",
    ],
)
def test_a_report_proves_nothing_where_it_says(report: str) -> None:
    assert how(raw(f"Authentication-Results: {report}", RECEIVED, *WROTE)) == "none"


def test_a_report_does_not_make_a_signature_good_that_we_refuse() -> None:
    data = sign(raw(*WROTE), "example.org", length=True)
    assert how(f"{RESULT}\r\n{RECEIVED}\r\n".encode() + data) == "none"


def test_only_keys_that_could_prove_something_are_looked_up() -> None:
    wrote = Author("ada@example.org", "from", member=1)
    data = sign(sign(raw(*WROTE), "example.org"), "evil.example")
    assert key_names(data, wrote, SURETY) == ("s._domainkey.example.org",)
    assert key_names(seal(raw(*WROTE), "evil.example", SEALED), wrote, SURETY) == ()
    assert key_names(seal(raw(*WROTE), "example.net", SEALED), wrote, SURETY) == ("s._domainkey.example.net",)
    assert key_names(raw(*WROTE), wrote, SURETY) == ()


@pytest.mark.parametrize(
    ("report", "away"),
    [
        ("", False),
        ("dmarc=pass header.from=example.org", False),
        ("dmarc=fail header.from=example.org; spf=pass", True),
        ("dmarc=none; spf=fail smtp.mailfrom=example.org", True),
        ("dmarc=none; spf=softfail", True),
        ("spf=fail; dkim=pass header.d=example.org", False),
        ("spf=neutral", False),
    ],
)
def test_the_server_lets_in_what_it_does_not_report_as_failed(report: str, away: bool) -> None:
    mail = parse(raw(f"Authentication-Results: mx.example.com; {report}", RECEIVED, *WROTE))
    assert isinstance(mail, Mail)
    assert bool(turned_away(mail, SURETY, "example.org")) is away


def test_a_long_run_of_blanks_costs_linear_time() -> None:
    data = raw(*WROTE, body=b"agree" + b" " * 2_000_000 + b"x\r\n")
    assert (
        how(
            sign(raw(*WROTE), "example.org", canonical=(b"relaxed", b"relaxed")).partition(b"\r\nFrom")[0]
            + b"\r\n"
            + data
        )
        == "none"
    )


SAMPLE = sign(raw(*WROTE, *LIST), "example.org") + b"more\r\n"


@given(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=3))
def test_no_change_of_any_byte_makes_proving_raise(place: int, junk: bytes) -> None:
    data = SAMPLE[:place] + junk + SAMPLE[place + 1 :]
    mail = parse(data)
    if isinstance(mail, Mail):
        wrote = Author("ada@example.org", "from", member=1)
        key_names(data, wrote, SURETY)
        prove(data, mail, trace(mail), wrote, SURETY, NOW, DNS)

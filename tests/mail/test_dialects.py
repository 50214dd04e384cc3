"""Which list distributed a copy."""

from __future__ import annotations

import pytest

from listvote.mail.dialects import ListTrace, trace
from tests.mail.letters import letter

PRESS = "press@lists.example.org"
TRACES = {
    "groups.io": (
        ("List-Id: <press.groups.io>", "Mailing-List: list press@groups.io; contact press+owner@groups.io",
         "Delivered-To: votes@example.org", "Delivered-To: mailing list press@groups.io"),
        ("groupsio", "press.groups.io", "press@groups.io", "votes@example.org")),
    "groups.io on a domain of its own": (
        ("List-Id: <64575.press.lists.example.org>",
         f"Mailing-List: list {PRESS}; contact press+owner@lists.example.org"),
        ("groupsio", "press.lists.example.org", PRESS, "")),
    "Google Groups": (
        ("List-ID: <press.googlegroups.com>", "X-Google-Group-Id: 1", "X-BeenThere: press@googlegroups.com"),
        ("google", "press.googlegroups.com", "press@googlegroups.com", "")),
    "Google Groups of an organisation": (
        ("List-ID: <press.example.org>", "X-Google-Group-Id: 1", "List-Post: <https://x/>, <mailto:press@example.org>"),
        ("google", "press.example.org", "press@example.org", "")),
    "Mailman 2.1": (
        (f"X-BeenThere: {PRESS}", "X-Mailman-Version: 2.1.39", "List-Id: The press <press.lists.example.org>"),
        ("mailman2", "press.lists.example.org", PRESS, "")),
    "Mailman 2.1 that hides its version": (
        (f"X-BeenThere: {PRESS}", "Sender: press-bounces@lists.example.org"), ("mailman2", "", PRESS, "")),
    "Mailman 3": (
        ("X-Mailman-Rule-Misses: dmarc-mitigation", f"List-Post: <mailto:{PRESS}>",
         "List-Id: <press.lists.example.org>"),
        ("mailman3", "press.lists.example.org", PRESS, "")),
    "Sympa": (
        (f"X-Loop: {PRESS}", "X-Sequence: 4", "List-Id: <press.lists.example.org>"),
        ("sympa", "press.lists.example.org", PRESS, "")),
    "LISTSERV": (
        ("Sender: The press <Owner-PRESS@lists.example.org>", "List-Help: <mailto:LISTSERV@lists.example.org>"),
        ("listserv", "", PRESS, "")),
    "IETF": (
        ("List-Id: <press.ietf.org>", "List-Post: <mailto:press@ietf.org>", "X-Mailman-Version: 3.3.9"),
        ("ietf", "press.ietf.org", "press@ietf.org", "")),
    "any other": (
        ("List-Id: Press list <PRESS.lists.example.org>", "List-Post: <mailto:Press@Lists.Example.ORG?subject=x>"),
        ("plain", "press.lists.example.org", PRESS, "")),
    "ezmlm": (
        ("Mailing-List: contact press-help@lists.example.org; run by ezmlm", f"Delivered-To: mailing list {PRESS}"),
        ("plain", "", PRESS, "")),
    "marks of two servers": (
        ("X-Google-Group-Id: 1", f"X-Loop: {PRESS}", "X-Sequence: 1", f"List-Post: <mailto:{PRESS}>"),
        ("mixed", "", PRESS, "")),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "found"), TRACES.values(), ids=TRACES)
def test_the_list_is_known_by_its_marks(fields, found):
    traced = trace(letter("From: ada@example.org", *fields))
    assert isinstance(traced, ListTrace)
    assert (traced.dialect, traced.list_id, traced.post, traced.subscriber) == found


def test_a_direct_mail_has_no_trace():
    assert trace(letter("From: ada@example.org", f"To: {PRESS}", "Precedence: bulk")) is None


def test_a_team_on_groupsio_shares_the_domain_of_rewritten_addresses():
    traced = trace(
        letter("List-Id: <press.team.groups.io>", "Mailing-List: list press@team.groups.io; contact x+owner@y")
    )
    assert traced is not None and traced.domains == {"team.groups.io", "groups.io"}


def test_a_charter_can_say_what_its_list_server_is():
    google = ("List-ID: <press.example.org>", "List-Post: <mailto:press@example.org>")

    def dialect(named: str, *fields: str) -> str:
        traced = trace(letter("From: ada@example.org", *fields), named)
        return traced.dialect if traced else ""

    assert dialect("auto", *google) == "plain"
    assert dialect("google", *google) == "google"
    assert dialect("mailman", *google) == "mailman2"
    assert dialect("mailman", *google, "X-Mailman-Version: 3.3.9") == "mailman3"
    assert dialect("plain", *google, "X-Google-Group-Id: 1") == "plain"
    assert dialect("google") == ""

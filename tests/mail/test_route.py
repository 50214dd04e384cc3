"""Which group a mail belongs to."""

from __future__ import annotations

from listvote.mail.dialects import trace
from listvote.mail.route import GroupAddress, Route, route
from tests.mail.letters import letter

GROUPS = (
    GroupAddress("press", "press@lists.example.org", "press.lists.example.org"),
    GroupAddress("garden", "garden@groups.io", "garden.groups.io"),
)
SERVICE = "votes@example.org"


def goes(*fields: str) -> Route:
    mail = letter("From: ada@example.org", *fields)
    return route(mail, trace(mail), GROUPS, SERVICE)


def test_a_copy_of_the_list_goes_by_its_list_id():
    assert goes("List-Id: The press <press.lists.example.org>", "To: x@example.net") == Route("press", False)
    assert (
        goes("List-Id: <64575.press.lists.example.org>", "Mailing-List: list x@y; contact x+owner@y").group == "press"
    )


def test_a_copy_of_the_list_goes_by_its_posting_address_where_the_id_is_another():
    assert goes("List-Id: <x.y.example>", "List-Post: <mailto:Garden@groups.io>") == Route("garden", False)


def test_a_direct_copy_of_a_mail_to_the_list_is_public_too():
    assert goes("To: press@lists.example.org", "Cc: votes@example.org") == Route("press", False)
    assert goes("To: PRESS@Lists.Example.Org") == Route("press", False)


def test_a_mail_to_the_service_alone_is_private():
    assert goes("To: votes@example.org") == Route(None, True)
    assert goes("Delivered-To: votes@example.org") == Route(None, True)


def test_the_copy_of_another_list_is_nobodys():
    assert (
        goes("List-Id: <other.example.net>", "List-Post: <mailto:o@example.net>", "To: press@lists.example.org").group
        is None
    )


def test_a_direct_mail_to_two_of_our_lists_belongs_to_neither():
    assert goes("To: press@lists.example.org, garden@groups.io") == Route(None, False)


def test_the_token_is_in_the_services_address():
    assert goes("To: Votes+aB3-x@Example.org") == Route(None, True, "aB3-x")
    assert goes("To: undisclosed-recipients:;", "Delivered-To: votes+t1@example.org") == Route(None, True, "t1")
    assert goes("X-Original-To: votes+t1@example.org").token == "t1"
    assert goes("To: votes+t1@example.net").token == ""
    assert goes("To: devotes+t1@example.org").token == ""
    assert goes("To: votes+@example.org").token == ""


def test_a_list_copy_is_delivered_to_a_plus_address_without_meaning_a_token():
    assert goes("List-Id: <press.lists.example.org>", "Delivered-To: votes+press@example.org") == Route("press", False)

"""Rolls as files: the exports of lists are read as they are, and everything else is refused with the row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote.membership.roll_file import RollEntry, RollFile, parse, to_csv

EXAMPLES = Path(__file__).parents[2] / "examples"
ADA = RollEntry("Ada Example", "Red Pen", ("ada@example.org",))
BEN = RollEntry("Ben Example", "", ("ben@example.org", "ben@example.net"))


def check(text: str, *entries: RollEntry) -> None:
    found = parse(text)
    assert isinstance(found, RollFile), found
    assert found.entries == entries


def check_one(text: str, name: str = "Ada Example", alias: str = "") -> None:
    check(text, RollEntry(name, alias, ("ada@example.org",), all_addresses=False))


def check_faults(text: str, *faults: str) -> None:
    found = parse(text)
    assert isinstance(found, tuple), "this was no fault"
    assert [f"{fault.where}: {fault.what}" for fault in found] == list(faults)
    assert {fault.code for fault in found} == {"C04"}


def test_the_example() -> None:
    found = parse((EXAMPLES / "roll.csv").read_text())
    assert isinstance(found, RollFile)
    assert [entry.alias for entry in found.entries] == ["Red Pen", "Kropotkin Fan", "Linotype"]
    assert found.entries[1].addresses == ("ben@example.org", "ben.private@example.net")


@pytest.mark.parametrize(
    "text",
    [
        "email,name\nada@example.org,Ada Example\n",
        "Full Name,Joined,EMAIL\nAda Example,2020-01-01,ada@example.org\n",
        "Address;Display Name\nada@example.org;Ada Example\n",
        "display_name\temail\r\nAda Example\tada@example.org\r\n",
        "\ufeffEmail,Name\r\nADA@example.org,Ada Example\r\n",
        'email,name\n"ada@example.org","Ada Example"\n\n,,\n',
        "email, name\nada@example.org, Ada Example\n",
        "email,name\nAda Example <ada@example.org>,\n",
        "name,email,address\nAda Example,ada@example.org,1 Press Lane\n",
        "email,name,username\rada@example.org,Ada Example,ada\r",
        "Members for group press\nEmail address,Name\nada@example.org,Ada Example\n",
    ],
)
def test_columns_go_by_name_whatever_their_order_case_and_separator(text: str) -> None:
    check_one(text)


def test_an_export_of_a_list_with_columns_of_its_own() -> None:
    check_one(
        "Email,Display Name,Username,Joined,Moderator,Email Delivery,Posting Privileges\n"
        '"ada@example.org","Ada Example","","Jan 2, 2020","","Single","Default"\n'
    )


@pytest.mark.parametrize("text", ["ada@example.org\n", "\n  ada@example.org  \n\n", "\ufeffADA@EXAMPLE.ORG"])
def test_a_list_of_addresses_needs_no_header(text: str) -> None:
    check_one(text, name="")


def test_a_list_of_names_and_addresses_needs_no_header() -> None:
    check_one("Ada Example <ada@example.org>\n")
    check_one('"Ada Example" <ada@example.org>\n')


def test_several_addresses() -> None:
    text = "addresses,name\nben@example.org;ben@example.net,Ben Example\n"
    check(text, BEN)
    check(text.replace(";", "; "), BEN)
    check('addresses;name\n"ben@example.org;ben@example.net";Ben Example\n', BEN)
    check("email,addresses,name\nben@example.org,ben@example.net;BEN@example.org,Ben Example\n", BEN)


def test_the_stand_in_of_a_member_without_an_alias_is_read_as_none() -> None:
    check_one("alias,name,email\nMember 37,Ada Example,ada@example.org\n")


def test_a_file_is_written_and_read_back() -> None:
    check(to_csv((ADA, BEN)), ADA, BEN)
    assert to_csv((ADA,)) == "alias,name,addresses\nRed Pen,Ada Example,ada@example.org\n"


def test_every_fault_has_its_row() -> None:
    check_faults(
        "alias,name,addresses\n"
        "ada@b,Ada,ada@example.org\n"
        'Linotype,"Ben\nExample",ada@example.org;ben\n'
        "linotype,Cleo,\n"
        "x,Dan,dan@example.org,more\n"
        'y,"Eve',
        'row 2: the alias "ada@b" looks like a mail address',
        'row 3: "ben" is no mail address',
        "row 3: ada@example.org stands in row 2 already",
        "row 5: has no mail address",
        'row 5: the alias "linotype" stands in row 3 already',
        "row 6: has more cells than the 3 of the header",
        "row 7: cannot be read from here on: unexpected end of data",
    )


def test_a_file_without_addresses_is_no_roll() -> None:
    check_faults("name,alias\nAda,Red Pen\n", "row 1: no column has the addresses")
    check_faults("", "row 1: no column has the addresses")


def test_a_file_without_members_is_no_roll() -> None:
    check_faults("email,name\n", ": nobody stands in this file")


def test_a_line_that_is_no_address_is_named() -> None:
    check_faults("ada@example.org\nBen\n", 'row 2: "Ben" is no mail address')


@given(st.text(max_size=200) | st.text(alphabet="\"'a@.,;\t\n\r<> ", max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = parse(text)
    assert isinstance(found, RollFile) or found


@given(st.text(max_size=40), st.text(max_size=60))
def test_what_is_read_is_written_and_read_alike(alias: str, name: str) -> None:
    found = parse(to_csv([RollEntry(name, alias, ("ada@example.org",))]))
    if isinstance(found, RollFile):
        assert parse(to_csv(found.entries)) == found

"""What a file would change in the roll: who is new, known otherwise, or gone."""

from __future__ import annotations

from datetime import UTC, datetime

from listvote.membership.roll import Member
from listvote.membership.roll_changes import Changed, RollChanges, changes
from listvote.membership.roll_file import RollEntry

SINCE = datetime(2026, 11, 22, tzinfo=UTC)
ADA = Member(1, SINCE, "Red Pen", "Ada Example", {"ada@example.org": SINCE})
BEN = Member(2, SINCE, "", "Ben Example", {"ben@example.net": SINCE, "ben@example.org": SINCE})
SAME_ADA = RollEntry("Ada Example", "Red Pen", ("ada@example.org",))
SAME_BEN = RollEntry("Ben Example", "", ("ben@example.org", "ben@example.net"))


def check(entries: list[RollEntry], *, added: int = 0, changed: tuple[Changed, ...] = (), gone: str = "") -> None:
    found = changes([ADA, BEN], entries)
    assert isinstance(found, RollChanges), found
    assert len(found.added) == added
    assert found.changed == changed
    assert found.gone == tuple(int(number) for number in gone.split())


def check_fault(entries: list[RollEntry], what: str) -> None:
    found = changes([ADA, BEN], entries)
    assert isinstance(found, tuple)
    assert [fault.what for fault in found] == [what]


def test_the_same_file_changes_nothing() -> None:
    check([SAME_ADA, SAME_BEN])


def test_who_is_not_in_the_file_is_gone_and_who_is_new_is_added() -> None:
    check([SAME_ADA, RollEntry("Cleo Example", "", ("cleo@example.org",))], added=1, gone="2")


def test_what_the_file_does_not_say_stays() -> None:
    check([SAME_ADA, RollEntry("", "", ("ben@example.org",), all_addresses=False)], gone="")


def test_a_file_with_all_addresses_takes_the_others_away() -> None:
    after = RollEntry("Ben Example", "", ("ben@example.org",))
    check([SAME_ADA, RollEntry("", "", ("ben@example.org",))], changed=(Changed(2, after),))


def test_a_new_alias_and_another_name() -> None:
    after = RollEntry("Ada E.", "Linotype", ("ada@example.org",))
    check([RollEntry("Ada E.", "Linotype", ("ada@example.org",)), SAME_BEN], changed=(Changed(1, after),))


def test_a_member_with_a_new_address_is_known_by_the_alias() -> None:
    after = RollEntry("Ada Example", "Red Pen", ("a@example.net",))
    check([RollEntry("", "Red Pen", ("a@example.net",)), SAME_BEN], changed=(Changed(1, after),))


def test_an_alias_may_pass_to_somebody_new() -> None:
    after = RollEntry("Ada Example", "Linotype", ("ada@example.org",))
    rows = [RollEntry("", "Red Pen", ("cleo@example.org",)), RollEntry("", "Linotype", ("ada@example.org",)), SAME_BEN]
    check(rows, added=1, changed=(Changed(1, after),))


def test_one_row_for_two_members_is_a_fault() -> None:
    both = RollEntry("", "", ("ada@example.org", "ben@example.org"))
    check_fault([both], "has addresses of the members 1 and 2")


def test_two_rows_for_one_member_are_a_fault() -> None:
    rows = [SAME_ADA, RollEntry("", "", ("ben@example.org",)), RollEntry("", "", ("ben@example.net",))]
    check_fault(rows, "is member 2, as ben@example.org is")


def test_an_alias_that_another_member_keeps_is_a_fault() -> None:
    rows = [RollEntry("", "", ("ada@example.org",)), RollEntry("", "RED PEN", ("ben@example.org",))]
    check_fault(rows, 'the alias "RED PEN" is that of ada@example.org')


def test_an_alias_of_somebody_who_is_not_in_the_file_is_taken() -> None:
    rows = [RollEntry("", "Red Pen", ("ben@example.org",)), RollEntry("", "Linotype", ("cleo@example.org",))]
    check_fault(rows, 'the alias "Red Pen" is that of ada@example.org')


def test_two_members_may_swap_their_aliases() -> None:
    rows = [RollEntry("", "Linotype", ("ada@example.org",)), RollEntry("", "Red Pen", SAME_BEN.addresses)]
    found = changes([ADA, BEN], rows)
    assert isinstance(found, RollChanges)
    assert [each.entry.alias for each in found.changed] == ["Linotype", "Red Pen"]

"""One mailbox for several groups: each mail acts in its own one, in one, or in none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.flow.a_service import ADA, BEN, CLEO, STRANGER, Service, charter, hours

STALL = "stall@groups.example.org"
ZINE = "zine@groups.example.org"


@pytest.fixture
def two(service: Service) -> Service:
    """Ada and Ben are in both groups, Cleo in the press alone, Ivo in the stall alone."""
    service.found(charter("stall"), roll=f"alias,addresses\nRed Pen,{ADA}\nStall Ben,{BEN}\nIvo,ivo@example.com\n")
    return service


def standing(service: Service) -> tuple[dict[str, str], dict[str, str]]:
    return service.tally(), service.tally(name="stall")


def test_each_list_s_mail_acts_in_its_own_group(two: Service) -> None:
    press = two.opens()
    stall = two.opens(to=STALL, title="A stall?")
    two.says(BEN, "agree", answers=press)
    two.says(BEN, "disagree", answers=stall, to=STALL)
    two.settles()
    assert standing(two) == ({"Kropotkin Fan": "agree"}, {"Stall Ben": "disagree"})


def test_a_private_reply_belongs_to_the_group_of_the_mail_answered(two: Service) -> None:
    two.opens()
    two.opens(to=STALL, title="A stall?")
    [announced] = [each for each in two.sent("announcement") if "stall" in each.subject]
    two.tells(BEN, "agree", answers=announced.message_id)
    two.settles()
    assert standing(two) == ({}, {"Stall Ben": "agree"})


def test_a_private_mail_of_somebody_in_one_group_belongs_there(two: Service) -> None:
    two.opens()
    two.opens(to=STALL, title="A stall?")
    two.tells(CLEO, "#1 agree")
    two.tells("ivo@example.com", "#1 agree")
    two.settles()
    assert standing(two) == ({"Linotype": "agree"}, {"Ivo": "agree"})


def test_a_reference_with_the_group_s_name_says_which(two: Service) -> None:
    two.opens()
    two.opens(to=STALL, title="A stall?")
    two.tells(BEN, "press#1 agree")
    two.settles()
    assert standing(two) == ({"Kropotkin Fan": "agree"}, {})


def test_a_reference_that_only_one_of_the_sender_s_groups_has_says_which(two: Service) -> None:
    two.opens(to=STALL, title="A stall?")
    two.tells(BEN, "#1 agree")
    two.settles()
    assert two.tally(name="stall") == {"Stall Ben": "agree"}


def test_a_bare_reference_that_both_groups_have_counts_in_neither(two: Service) -> None:
    two.opens()
    two.opens(to=STALL, title="A stall?")
    two.tells(BEN, "#1 agree")
    two.settles()
    assert standing(two) == ({}, {})


def test_the_note_says_no_group_for_a_private_mail_of_a_stranger(two: Service) -> None:
    two.opens()
    sent = len(two.sent())
    two.tells(STRANGER, "#1 agree")
    two.tells(STRANGER, "help")
    two.settles()
    assert two.verdicts()[-2:] == ["no group", "no group"]
    assert len(two.sent()) == sent


def test_mail_of_a_list_that_is_not_served_is_left_alone(two: Service) -> None:
    before = (two.kinds(), two.kinds("stall"))
    two.says(BEN, "We buy it.", "[PROPOSAL] A zine?", to=ZINE)
    two.settles()
    assert two.verdicts() == ["no group"]
    assert (two.kinds(), two.kinds("stall")) == before


def test_one_mail_to_two_lists_is_one_mail_in_each(two: Service) -> None:
    raw = two.mail(BEN, "We buy it.", "[PROPOSAL] Both of us?", to=f"press@groups.example.org, {STALL}")
    two.arrives(raw, through="press@groups.example.org")
    two.arrives(raw, through=STALL)
    two.arrives(raw)
    two.settles()
    assert [each.title for each in two.state().decisions.values()] == ["Both of us?"]
    assert [each.title for each in two.state("stall").decisions.values()] == ["Both of us?"]


def test_nothing_that_was_received_before_its_group_was_added_acts(service: Service) -> None:
    early = service.clock() - hours(1)
    service.says(BEN, "We buy it.", "[PROPOSAL] An old thing", received=early)
    service.says(STRANGER, "agree", received=early)
    service.settles()
    assert service.verdicts() == ["before the group", "before the group"]
    assert not service.state().decisions and not service.sent()


def test_a_group_added_later_leaves_the_mail_of_others_alone(service: Service) -> None:
    opening = service.opens()
    service.clock.now += hours(1)
    service.found(charter("stall"), roll="")
    service.says(BEN, "agree", answers=opening)
    service.settles()
    assert service.tally() == {"Kropotkin Fan": "agree"}


def test_a_second_group_with_the_same_list_is_refused(service: Service) -> None:
    from listvote.flow.groups import Faulty, add_group

    same = charter("other").replace("other@groups", "press@groups")
    made = add_group(service.house, same, live=True, now=service.clock())
    assert isinstance(made, Faulty)
    assert [fault.where for fault in made.faults] == ["group.post"]


def test_the_service_s_own_address_in_a_list_s_member_export_is_no_member(service: Service) -> None:
    from listvote.flow.groups import Imported, import_roll

    text = "email,display name\nvotes@example.org,The counter\nfinn@example.org,Finn Example\n"
    done = import_roll(service.house, service.group(), text, remove_missing=False, now=service.clock())
    assert isinstance(done, Imported) and done.joined == 1
    assert service.state().roll.member_of("votes@example.org") is None


def test_a_group_in_which_nothing_can_be_done_holds_up_no_other(two: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with it: the mail of all is read, the others' posts go out, and it is tried again."""
    from listvote.flow import passing, tick

    real, broken = tick._step, []

    def fails(change, group, mailbox, now):
        if change.state(group).name == "press":
            raise LookupError("something is wrong with the press")
        return real(change, group, mailbox, now)

    monkeypatch.setattr(tick, "_step", fails)
    two.says(BEN, "We buy it.", "[PROPOSAL] One?")
    two.says(BEN, "We stand there.", "[PROPOSAL] Two?", to=STALL)
    done = two.polls()
    watch = two.watch()
    watch.broken = lambda group, error: broken.append(group)
    passing.after_poll(two.house, two.post_office.server(), two.post_office.name, two.clock, watch, done)
    assert set(broken) == {"press"}
    assert [mail.to[0].address for mail in two.sent("announcement")] == [STALL]
    monkeypatch.setattr(tick, "_step", real)
    two.settles()
    assert len(two.sent("announcement")) == 2


def asked_which(service: Service) -> list[str]:
    return [each.text for each in service.sent("which group")]


def test_whoever_does_not_say_which_group_is_asked_and_nothing_is_guessed(two: Service) -> None:
    two.opens()
    two.opens(to=STALL, title="A stall?")
    two.tells(BEN, "#1 agree")
    two.settles()
    assert standing(two) == ({}, {})
    [text] = asked_which(two)
    assert "press#1 agree" in text and "stall#1 agree" in text
    two.tells(BEN, "#1 disagree")
    two.settles()
    assert len(asked_which(two)) == 1  # once a day
    two.tells(BEN, "stall#1 disagree")
    two.settles()
    assert standing(two) == ({}, {"Stall Ben": "disagree"})


def test_an_answer_to_that_question_that_does_not_say_which_is_for_none(two: Service) -> None:
    two.opens()
    two.opens(to=STALL, title="A stall?")
    two.tells(BEN, "#1 agree")
    two.settles()
    [question] = two.sent("which group")
    two.tells(BEN, "#1 agree", answers=question.message_id)
    two.settles()
    assert standing(two) == ({}, {})


def test_the_address_of_a_group_is_enough(two: Service) -> None:
    two.house.assurance = replace(two.house.assurance, token_key=b"k" * 32)
    two.tells(BEN, "status")
    two.settles()
    [text] = asked_which(two)
    address = text.split("- stall\n")[1].split()[0]
    two.arrives(two.mail(BEN, "status", to=address))
    two.settles()
    [answer] = two.sent("text")
    assert answer.subject == "What is open in stall"


def test_neither_robots_nor_strangers_nor_members_of_one_group_are_asked(two: Service) -> None:
    two.tells(STRANGER, "#1 agree")
    two.tells(CLEO, "#1 agree")
    two.tells(BEN, "I am away", headers={"Auto-Submitted": "auto-replied"})
    two.settles()
    assert asked_which(two) == []

"""Charters: what is refused and why, what defaults are, and that nothing is lost on the way to the ledger and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from fractions import Fraction
from pathlib import Path

import pytest

from listvote.charter import (
    BUILT_IN,
    Charter,
    Kind,
    Language,
    Method,
    Opens,
    Proof,
    Span,
    Unit,
    amend,
    from_facts,
    numbered,
    parse,
    to_facts,
)
from listvote.ledger.chain import canonical

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
BAD = sorted((HERE / "cases" / "bad_charter").iterdir())
GROUP = '[group]\nname = "press"\npost = "press@groups.example.org"\nlist_id = "press.groups.example.org"\n'


def charter_of(text: str) -> Charter:
    found = parse(GROUP + text)
    assert isinstance(found, Charter), found
    return found


def faults_of(text: str) -> list[str]:
    found = parse(text)
    assert isinstance(found, tuple), "this was no fault"
    return [fault.where for fault in found]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_a_bad_charter_is_refused_with_every_reason(case: Path) -> None:
    found = parse((case / "charter.toml").read_text())
    assert isinstance(found, tuple)
    told = "".join(f"{fault.where} | {fault.what} | {fault.mend}\n" for fault in found)
    assert told == (case / "want.txt").read_text()
    assert {fault.code for fault in found} == {"C03"}


@pytest.mark.parametrize("name", ["charter.toml", "charter-full.toml"])
def test_the_examples_parse(name: str) -> None:
    assert isinstance(parse((EXAMPLES / name).read_text()), Charter)


def test_the_full_example_writes_the_defaults() -> None:
    found = parse((EXAMPLES / "charter-full.toml").read_text())
    assert isinstance(found, Charter)
    own = replace(found.group, time_zone="UTC", languages=(Language.ENGLISH,), moderators=())
    assert replace(found, group=own) == charter_of("")


def test_the_full_example_has_every_key() -> None:
    found = parse((EXAMPLES / "charter-full.toml").read_text())
    assert isinstance(found, Charter)
    facts = to_facts(found)
    kinds = facts.pop("kinds")
    assert isinstance(kinds, dict)
    keys = {f"{table}.{name}" for table, each in facts.items() if isinstance(each, dict) for name in each}
    assert keys <= found.written
    in_some_kind = {path.split(".")[2] for path in found.written if path.startswith("kinds.") and path.count(".") > 1}
    assert set(kinds["ordinary"]) - in_some_kind == {"budget"}  # for points, which no built-in kind uses


def test_defaults() -> None:
    found = charter_of("")
    assert found.group.time_zone == "UTC"
    assert found.group.moderators == ()
    assert found.posting.digest_at == time(18, 0)
    assert found.trust.proof is Proof.DKIM
    assert found.trust.keep_raw == Span(90, Unit.DAY)
    assert found.opening.petition.words == "at least 1/5 of members"
    assert found.kinds == BUILT_IN


def test_the_six_built_in_kinds() -> None:
    assert {name: kind.method.value for name, kind in BUILT_IN.items()} == {
        "ordinary": "consensus",
        "minor": "lazy",
        "where": "ranked",
        "rating": "score",
        "election": "stv",
        "recall": "majority",
    }


def test_a_kind_written_under_a_built_in_name_replaces_it_whole() -> None:
    found = charter_of('[kinds.minor]\nquorum = "at least 3 members"\n')
    assert found.kinds["minor"] == replace(Kind(), quorum=found.kinds["minor"].quorum)
    assert found.kinds["minor"].method is Method.CONSENSUS


def test_kinds_do_not_inherit_from_one_another() -> None:
    found = charter_of('[kinds.ordinary]\ncloses = "2 days"\n[kinds.press]\nmethod = "majority"\n')
    assert found.kinds["press"].closes == Span(7, Unit.DAY)


def test_values_come_out_typed() -> None:
    kind = charter_of(
        '[kinds.where]\nmethod = "ranked"\ndefault_option = "Further discussion"\nratio = { A = 3, B = "3/2" }\n'
        'option_quorum = "at least 3/2 sqrt of members"\nextension = "none"\nreview = "6 months"\n'
    ).kinds["where"]
    assert kind.ratio == {"A": Fraction(3), "B": Fraction(3, 2)}
    assert kind.option_quorum.words == "at least 3/2 sqrt of members"
    assert kind.extension is None
    assert kind.review == Span(6, Unit.MONTH)


def test_addresses_are_kept_in_small_letters() -> None:
    found = charter_of('moderators = ["Ada@Example.org"]\n')
    assert found.moderator_addresses == ("ada@example.org",)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert isinstance(parse("\ufeff" + GROUP), Charter)


def test_renamed_tags_take_the_place_of_the_old() -> None:
    tags = charter_of('[opening]\ntags = { proposal = ["Motion", "Antrag"] }\n').tags()
    assert tags["MOTION"] is tags["ANTRAG"] is Opens.PROPOSAL
    assert "PROPOSAL" not in tags
    assert tags["VOTE"] is Opens.VOTE


def test_a_tag_has_its_kind_under_the_old_name_and_the_new() -> None:
    found = charter_of('[opening]\ntags = { poll = ["SURVEY"] }\ntag_kinds = { poll = "rating", vote = "recall" }\n')
    assert found.kind_of_tag("SURVEY") == "rating"
    assert found.kind_of_tag("VOTE") == "recall"
    assert found.kind_of_tag("ELECTION") == "ordinary"


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 3_000 + " = 1",
        "a = " + "[" * 3_000,
        "a = 0x" + "f" * 20_000,
        "[group]\nname = 0x" + "f" * 20_000,
        "[kinds.where.ratio]\nA = 0x" + "f" * 20_000,
        "[group]\nname = inf",
        "x" * 200_000,
        "\x00",
        "[kinds]\n[kinds.a]\n[kinds.a.b.c.d.e.f.g]\n",
    ],
)
def test_hostile_texts_are_faults_and_nothing_worse(text: str) -> None:
    assert faults_of(text)


def test_the_facts_of_a_charter_give_it_back() -> None:
    for name in ("charter.toml", "charter-full.toml"):
        found = parse((EXAMPLES / name).read_text())
        assert isinstance(found, Charter)
        assert from_facts(to_facts(found)) == found
        assert to_facts(from_facts(to_facts(found))) == to_facts(found)


def test_the_facts_of_unusual_values_give_them_back() -> None:
    found = charter_of(
        '[posting]\nhashtags = ["#votes"]\ntopic_days = "30 days"\n[figures]\nblocs_every = "never"\n'
        + '[opening]\ntags = { proposal = ["MOTION"] }\n[labour]\nlot = "rfc3797"\nsources = ["a lottery"]\n'
        + 'classes = { stall = { rotation = "lot" } }\n'
        + '[kinds.a]\nmethod = "ranked"\ndefault_option = "No"\nratio = { A = "3/2" }\noption_quorum = "45.27"\n'
        + '[kinds.b]\nmethod = "score"\nrange = [-2, 2]\n[kinds.c]\nquorum = "none"\nfallback = "none"\n'
    )
    assert from_facts(to_facts(found)) == found


def test_facts_have_a_canonical_form() -> None:
    assert canonical(to_facts(charter_of(""))) == canonical(to_facts(from_facts(to_facts(charter_of("")))))


def test_moderators_stand_in_the_facts_by_number() -> None:
    found = charter_of('moderators = ["ada@example.org", "ben@example.org"]\n')
    facts = to_facts(found, {"ada@example.org": 1, "ben@example.org": 7})
    assert "example.org" not in str(facts["group"]).replace("groups.example.org", "")
    assert from_facts(facts).moderator_numbers == (1, 7)


def test_two_addresses_of_one_moderator_are_one_number() -> None:
    found = charter_of('moderators = ["ada@example.org", "a@example.net"]\n')
    assert numbered(found, {"ada@example.org": 1, "a@example.net": 1}).moderator_numbers == (1,)


def test_a_moderator_without_a_number_is_an_error() -> None:
    with pytest.raises(KeyError):
        to_facts(charter_of('moderators = ["ada@example.org"]\n'), {})


def test_facts_from_before_a_key_existed_take_its_default() -> None:
    facts = to_facts(charter_of(""))
    facts.pop("figures")
    assert from_facts(facts) == charter_of("")


def test_facts_that_are_no_charter_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"group\.name"):
        from_facts({})


def test_the_rules_of_a_kind_go_into_the_ledger_alone() -> None:
    kind = charter_of('[kinds.a]\nmethod = "majority"\nquorum = "at least 12 members"\n').kinds["a"]
    assert Kind.from_facts(kind.to_facts()) == kind
    with pytest.raises(ValueError, match="quorum"):
        Kind.from_facts({"quorum": "12"})


def test_a_line_changes_one_key() -> None:
    found = amend(charter_of(""), "posting.per_day = 4")
    assert isinstance(found, Charter)
    assert found == replace(charter_of(""), posting=replace(charter_of("").posting, per_day=4))


def test_a_line_about_a_kind_leaves_its_other_keys() -> None:
    before = charter_of('[kinds.a]\nmethod = "majority"\ncloses = "2 days"\n')
    found = amend(before, 'kinds.a.quorum = "at least 3 members"\nkinds.b.method = "majority"')
    assert isinstance(found, Charter)
    assert (found.kinds["a"].closes, found.kinds["a"].quorum.words) == (Span(2, Unit.DAY), "at least 3 members")
    assert found.kinds["b"].method is Method.MAJORITY


def test_a_line_about_one_tag_leaves_the_others_and_an_empty_table_empties() -> None:
    found = amend(charter_of(""), 'opening.tag_kinds.poll = "rating"')
    assert isinstance(found, Charter)
    assert found.opening.tag_kinds == {"poll": "rating", "election": "election", "recall": "recall"}
    emptied = amend(found, "opening.tag_kinds = {}")
    assert isinstance(emptied, Charter)
    assert emptied.opening.tag_kinds == {}


def test_lines_are_checked_like_a_whole_charter() -> None:
    found = amend(charter_of(""), 'opening.default_kind = "motion"\nposting.per_day = 0')
    assert isinstance(found, tuple)
    assert [fault.where for fault in found] == ["posting.per_day", "opening.default_kind"]


def test_lines_apply_to_a_charter_of_the_ledger() -> None:
    before = numbered(charter_of('moderators = ["ada@example.org"]\n'), {"ada@example.org": 1})
    found = amend(from_facts(to_facts(before)), 'group.words = "apache"')
    assert isinstance(found, Charter)
    assert found.moderator_numbers == (1,)

"""What a charter can say and this version cannot do: refused where it was written, listed where it is a default."""

from __future__ import annotations

from pathlib import Path

from listvote.charter import Charter, from_facts, not_built, off, parse, to_facts
from listvote.charter.built import NOT_BUILT
from listvote.charter.kinds import Kind
from listvote.charter.table import ways
from listvote.charter.tree import SECTIONS

EXAMPLES = Path(__file__).parents[1] / "examples"
GROUP = '[group]\nname = "press"\npost = "press@groups.example.org"\nlist_id = "press.groups.example.org"\n'
TRIAL = '[trust]\nproof = "none"\n'


def charter_of(text: str) -> Charter:
    found = parse(text)
    assert isinstance(found, Charter), found
    return found


def check(text: str, *refused: str) -> None:
    assert [fault.where for fault in not_built(charter_of(GROUP + text))] == list(refused)


def test_the_example_to_begin_with_can_run() -> None:
    assert not_built(charter_of((EXAMPLES / "charter.toml").read_text())) == ()


def test_the_full_example_can_run() -> None:
    assert not_built(charter_of((EXAMPLES / "charter-full.toml").read_text())) == ()


def test_every_row_names_a_key() -> None:
    for row in NOT_BUILT:
        table, name = row.path.split(".")
        assert name in ways(Kind if table == "kinds" else SECTIONS[table]), row.path


def test_every_proof_is_built() -> None:
    for proof in ("dkim", "server", "none"):
        check(f'[trust]\nproof = "{proof}"\n')


def test_a_written_value_that_is_not_built_is_refused_by_name() -> None:
    check(TRIAL + '[figures]\nblocs_every = "3 months"\n', "figures.blocs_every")


def test_every_rotation_and_lot_is_built() -> None:
    for rotation in ("turns", "share", "count", "lot"):
        check(TRIAL + f'[labour]\nrotation = "{rotation}"\nclasses = {{ stall = {{ rotation = "{rotation}" }} }}\n')
    check(TRIAL + '[labour]\nlot = "rfc3797"\nsalt = "2 days"\nsources = ["the lottery of Friday"]\n')


def test_doing_without_what_is_not_built_may_be_written() -> None:
    check(TRIAL + '[figures]\nblocs_every = "never"\n')
    check(TRIAL + '[members]\njoin = "nobody"\n')
    check(TRIAL + '[kinds.ordinary]\nhearings = 0\nfallback = "none"\namendments = 0\n')


def test_a_default_may_be_written_out() -> None:
    check(TRIAL + '[opening]\nraise_by = "at least 2 members"\n[kinds.ordinary]\nhearing = "7 days"\n')


def test_every_secrecy_of_ballots_is_built() -> None:
    check(TRIAL)
    check(TRIAL + '[kinds.recall]\nmethod = "majority"\nballots = "sealed"\n')
    check(TRIAL + '[kinds.recall]\nmethod = "consensus"\nballots = "sealed"\n')
    check(TRIAL + '[kinds.recall]\nmethod = "majority"\nballots = "secret"\n')


def test_a_charter_of_the_ledger_is_judged_alike() -> None:
    found = charter_of((EXAMPLES / "charter.toml").read_text())
    assert not_built(from_facts(to_facts(found))) == ()


def test_a_refusal_says_what_was_written_and_what_to_write() -> None:
    fault = not_built(charter_of(GROUP + TRIAL + '[figures]\nblocs_every = "3 months"\n'))[0]
    assert fault.what == '"3 months" is not built yet: no figures are published'
    assert fault.mend == 'write blocs_every = "never"'
    assert fault.code == "N01"


def test_defaults_that_are_not_built_are_listed_as_off() -> None:
    lines = off(charter_of(GROUP + TRIAL))
    assert 'figures.blocs_every: "6 months" (off: no figures are published)' in lines


def test_what_is_refused_is_not_listed_as_off() -> None:
    lines = off(charter_of(GROUP + "[figures]\nblocs_every = '3 months'\n"))
    assert not any(line.startswith(("trust.proof", "figures.blocs_every")) for line in lines)

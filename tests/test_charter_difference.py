"""What changes from one charter to another, in words, and what of it is entrenched."""

from __future__ import annotations

from listvote.charter import Charter, difference, entrenched_changes, numbered, parse

GROUP = '[group]\nname = "press"\npost = "press@groups.example.org"\nlist_id = "press.groups.example.org"\n'


def charter_of(text: str) -> Charter:
    found = parse(GROUP + text)
    assert isinstance(found, Charter), found
    return found


def check(old: str, new: str, *lines: str) -> None:
    assert difference(charter_of(old), charter_of(new)) == lines


def check_entrenched(old: str, new: str, *paths: str) -> None:
    assert tuple(each.path for each in entrenched_changes(charter_of(old), charter_of(new))) == paths


def test_one_key() -> None:
    check("", "[posting]\nper_day = 4\n", "posting.per_day: 3 → 4")
    check("", '[posting]\ndigest_at = "07:30"\n', "posting.digest_at: 18:00 → 07:30")


def test_nothing_changes_where_a_default_is_written_out() -> None:
    check("", '[posting]\nper_day = 3\n[kinds.ordinary]\nmethod = "consensus"\n')


def test_the_same_measure_in_other_words_is_no_change() -> None:
    check(
        '[kinds.a]\nquorum = "at least 1/2 of members"\n',
        '[kinds.a]\nquorum = "at least 50% of members"\n',
    )


def test_lists_and_tables_and_yes_and_no() -> None:
    check("", '[posting]\nhashtags = ["#votes", "#press"]\n', "posting.hashtags: nothing → #votes, #press")
    check("", '[opening]\ntags = { vote = ["MOTION"] }\n', "opening.tags: nothing → vote = MOTION")
    check("", "[labour]\ntask_without_plan = true\n", "labour.task_without_plan: false → true")


def test_kinds_come_and_go_and_change() -> None:
    motion = '[kinds.motion]\nmethod = "majority"\ncloses = "2 days"\n'
    check("", motion, "kinds.motion: new: method = majority; closes = 2 days")
    check(motion, "", "kinds.motion: removed (was method = majority; closes = 2 days)")
    check(motion, motion.replace("2 days", "3 days"), "kinds.motion.closes: 2 days → 3 days")
    check("", "[kinds.plain]\n", "kinds.plain: new: every default")


def test_moderators_are_compared_by_number_once_they_have_one() -> None:
    old = numbered(charter_of('moderators = ["ada@example.org"]\n'), {"ada@example.org": 1})
    new = numbered(charter_of('moderators = ["a@example.net"]\n'), {"a@example.net": 1})
    assert difference(old, new) == ()


def test_what_is_entrenched_needs_a_decision() -> None:
    check_entrenched("", "[posting]\nper_day = 4\n")
    check_entrenched("", '[trust]\nproof = "none"\n', "trust.proof")
    check_entrenched("", 'moderators = ["ada@example.org"]\nwords = "apache"\n', "group.moderators")
    check_entrenched("", '[kinds.a]\nmethod = "majority"\n', "kinds.a")


def test_the_table_charter_and_the_kind_that_it_names_are_always_entrenched() -> None:
    free = "[charter]\nentrenched = []\n"
    check_entrenched(free, "[charter]\n", "charter.entrenched")
    check_entrenched(free, free + '[kinds.ordinary]\ncloses = "2 days"\n', "kinds.ordinary.closes")
    check_entrenched(free, free + '[kinds.minor]\nmethod = "lazy"\ncloses = "4 days"\n')


def test_the_old_charter_says_what_is_entrenched() -> None:
    check_entrenched(
        "",
        '[trust]\nproof = "none"\n[charter]\nentrenched = []\n',
        "trust.proof",
        "charter.entrenched",
    )


def test_a_kind_is_entrenched_where_one_of_its_keys_is() -> None:
    one = '[kinds.a]\nmethod = "majority"\n'
    deep = '[charter]\nentrenched = ["kinds.a.quorum"]\n'
    check_entrenched(one + deep, deep.replace("kinds.a.quorum", "posting"), "charter.entrenched", "kinds.a")

"""Which decision's key a file is: told by its name, and no other file is taken for one."""

from __future__ import annotations

import pytest

from listvote.store.key_files import BallotKey


@pytest.mark.parametrize("key", [BallotKey(1, 12, "q7f3"), BallotKey(10, 2, "")])
def test_a_key_is_found_again_by_its_name(key: BallotKey) -> None:
    assert BallotKey.named(key.name) == key


@pytest.mark.parametrize("name", ["desk", "reply-tokens", "1-2", "1-2-a-b", "one-2-a", "1-2-a\n", ""])
def test_other_names_are_no_decisions_keys(name: str) -> None:
    assert BallotKey.named(name) is None

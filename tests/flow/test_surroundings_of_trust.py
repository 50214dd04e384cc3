"""The key of reply tokens: made once, for its owner's eyes."""

from __future__ import annotations

from pathlib import Path

import pytest

from listvote.flow.surroundings import token_key
from listvote.store.database import StoreError


def ones(count: int) -> bytes:
    return b"\x01" * count


def test_the_key_is_made_for_its_owner_alone_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "data" / "reply-tokens.key"
    assert token_key(file, ones) == b"\x01" * 32
    assert file.stat().st_mode & 0o777 == 0o600
    assert token_key(file, lambda count: b"\x02" * count) == b"\x01" * 32


@pytest.mark.parametrize("text", ["", "xyz", "00" * 31])
def test_a_file_that_holds_no_key_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text)
    with pytest.raises(StoreError, match="key"):
        token_key(tmp_path / "key", ones)

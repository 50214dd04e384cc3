"""The exported file: one way to write it, and everything else refused by the line where it stands."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from listvote.ledger.chain import LedgerError
from listvote.ledger.codec import export, read
from tests.ledger.golden import CASES, sealed

ENTRIES = sealed(CASES[0])
LINES = list(export("press", ENTRIES))


def refused(change: Callable[[str], str], line: int = 5) -> str:
    changed = [*LINES[: line - 1], change(LINES[line - 1]), *LINES[line:]]
    assert changed != LINES
    with pytest.raises(LedgerError) as error:
        read(changed)
    return str(error.value)


def as_json(change: Callable[[dict], object]) -> Callable[[str], str]:
    def changed(line: str) -> str:
        value = json.loads(line)
        return json.dumps(change(value) or value, ensure_ascii=False)

    return changed


def upper_hash(value: dict) -> None:
    value["hash"] = value["hash"].upper()


def upper_salt(value: dict) -> None:
    value["facts"]["salt"] = value["facts"]["salt"].upper()


def spaced_salt(value: dict) -> None:
    value["facts"]["salt"] = " ".join(value["facts"]["salt"][at : at + 2] for at in range(0, 64, 2))


def nameless(value: dict) -> None:
    del value["words"]


def misspelt(value: dict) -> None:
    value["words"] = "erasee"


def published(value: dict) -> None:
    value["private"] = value["words"]


def annotated(value: dict) -> None:
    value["facts"]["note"] = "trust me"


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line + " ",
        lambda line: " " + line,
        lambda line: line + "\r",
        lambda line: line.replace('": "', '":"'),
        lambda line: line + line,
        lambda line: line + "{}",
        lambda line: line[:-1],
        lambda line: line.replace("a", "\\u0061", 1),
        lambda line: line.replace('"hash"', '"hash": "", "hash"'),
        lambda line: "",
        lambda line: "null",
        lambda line: "[]",
        lambda line: "7",
        lambda line: "[" * 100_000,
        as_json(lambda value: dict(reversed(value.items()))),
        as_json(lambda value: value | {"more": 1}),
        as_json(upper_hash),
        as_json(upper_salt),
        as_json(spaced_salt),
        as_json(nameless),
        as_json(misspelt),
        as_json(published),
        as_json(annotated),
    ],
)
def test_an_entry_written_in_any_other_way_is_refused_by_its_line(change: Callable[[str], str]) -> None:
    assert refused(change).startswith("line 5: ")


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace("listvote ledger", "another ledger"),
        lambda line: line.replace('"format": 1', '"format": 2'),
        lambda line: line.replace('"format": 1', '"format": true'),
        lambda line: line.replace('"format": 1', '"format": 1.0'),
        lambda line: line.replace("press", "pr\\u0065ss"),
        lambda line: line.replace("}", ', "more": 1}'),
        lambda line: "",
    ],
)
def test_a_title_written_in_any_other_way_is_refused(change: Callable[[str], str]) -> None:
    assert refused(change, 1).startswith("line 1: ")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(LedgerError, match="empty"):
        read([])


def test_an_empty_line_is_refused() -> None:
    with pytest.raises(LedgerError, match="line 3"):
        read([*LINES[:2], "\n", *LINES[2:]])


def test_lines_come_with_their_ends_or_without() -> None:
    assert read(LINES) == read([f"{line}\n" for line in LINES])


def test_a_body_that_is_missing_says_why() -> None:
    entry = ENTRIES[0]._replace(words=None)
    erased = json.loads(list(export("press", [entry]))[1])
    withheld = json.loads(list(export("press", [entry], lambda _: True))[1])
    assert (erased["words"], withheld["facts"]) == ("erased", "withheld until the close")


def test_a_body_that_is_missing_is_read_as_missing_and_its_entry_stays() -> None:
    entry = ENTRIES[0]._replace(words=None)
    found = read(list(export("press", [entry], lambda _: True))).entries[0]
    assert found == entry._replace(facts=None, words=None, private=None)


def test_a_private_body_is_never_exported() -> None:
    assert all(set(json.loads(line)) == {"head", "hash", "facts", "words"} for line in LINES[1:])

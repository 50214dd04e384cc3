"""Rolls as files: CSV read as lists export it, and written.

    alias,name,addresses
    Kropotkin Fan,Ben Example,ben@example.org;ben.private@example.net

Columns go by name, in any letter case and order: `email`, `address`, or `addresses` separated by `;`; `name`,
`display name` or `full name`; `alias`. All others are ignored. A plain list of addresses, one a line, needs no header.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, TypeAlias

from listvote.acts import Fault
from listvote.charter import mail_address
from listvote.membership.aliases import alias_fault, alias_key, is_number_alias, tidy_alias
from listvote.reasons import Reason

__all__ = ["Faults", "RollEntry", "RollFile", "parse", "roll_fault", "to_csv"]

MOST_CHARACTERS: Final = 5_000_000
"""A longer text is no roll."""

Faults: TypeAlias = tuple[Fault, ...]

_EMAIL: Final = ("email", "e mail", "email address", "e mail address")
_POSTAL: Final = ("address",)  # beside a column `email` it is where people live
_SEVERAL: Final = ("addresses", "email addresses")
_NAME: Final = ("name", "display name", "full name")
_ALIAS: Final = ("alias",)
_DELIMITERS: Final = (",", ";", "\t")
_HEADER_WITHIN: Final = 3  # rows: some exports begin with a title
_NAMED: Final = re.compile(r"\"?(?P<name>[^<>\"]*?)\"?\s*<(?P<address>[^<>]+)>")
_LONGEST_NAME: Final = 200
_LONGEST_CELL: Final = 1_000  # of one that has both name and address


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One person as a file has them; an alias or a name that is '' was not said.

    `addresses` are in small letters. `all_addresses` is false where the file had room for one only (a list's own
    export): others that are known of the person stay.
    """

    name: str
    alias: str
    addresses: tuple[str, ...]
    all_addresses: bool = True


@dataclass(frozen=True, slots=True)
class RollFile:
    """A whole file, in its order."""

    entries: tuple[RollEntry, ...]


def parse(text: str) -> RollFile | Faults:
    """Read a roll from the text of a file.

    Args:
        text: CSV with a header, separated by commas, semicolons or tabs; or one address a line, `Ada <ada@…>` too.

    Returns:
        the entries, or every fault at once with the number of its row (the line of the file where the row begins).
        Refused are a file without a column of addresses, what is no address, an address or alias that stands twice,
        and what cannot be an alias. An alias `Member 37` is read as none, for that is what an export shows for it.
    """
    if len(text) > MOST_CHARACTERS:
        return (roll_fault("", f"the file is longer than {MOST_CHARACTERS} characters", "split it"),)
    reading = _Reading()
    text = text.removeprefix("\ufeff")
    header = _header(text)
    if header is not None:
        reading.read_table(_rows(text, header.delimiter), header)
    elif "@" in next((line for line in text.splitlines() if line.strip()), ""):
        reading.read_lines(text)
    else:
        mend = 'name one column "email" or "addresses" in the first row'
        return (roll_fault("row 1", "no column has the addresses", mend),)
    if not reading.entries and not reading.faults:
        reading.faults.append(roll_fault("", "nobody stands in this file", "write one row for each member"))
    return tuple(reading.faults) or RollFile(tuple(reading.entries))


def to_csv(entries: Iterable[RollEntry]) -> str:
    """Write a roll as a file that `parse` reads back: `alias,name,addresses`, lines ending with LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("alias", "name", "addresses"))
    writer.writerows((entry.alias, entry.name, ";".join(entry.addresses)) for entry in entries)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the columns are, counted from 0; `line` is that of the header."""

    delimiter: str
    line: int
    width: int
    addresses: tuple[int, ...]
    names: tuple[int, ...]
    alias: tuple[int, ...]
    all_addresses: bool


@dataclass
class _Row:
    """A row of cells, and the line of the file where it begins; `error` says why the rest cannot be read."""

    line: int
    cells: list[str]
    error: str = ""


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            yield _Row(line, [cell.strip() for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        yield _Row(line, [], str(error))


def _header(text: str) -> _Header | None:
    """Find the header and the delimiter: the first under which a row near the top names a column of addresses."""
    for delimiter in _DELIMITERS:
        for row in islice(_rows(text, delimiter), _HEADER_WITHIN):
            names = [re.sub(r"[\s_-]+", " ", cell).strip().lower() for cell in row.cells]
            one = _places(names, _EMAIL) or _places(names, _POSTAL)
            several = _places(names, _SEVERAL)
            if one or several:
                width, names_at = len(names), _places(names, _NAME)
                alias = _places(names, _ALIAS)
                return _Header(delimiter, row.line, width, one + several, names_at, alias, bool(several))
    return None


def _places(names: Sequence[str], wanted: Sequence[str]) -> tuple[int, ...]:
    return tuple(place for place, name in enumerate(names) if name in wanted)


@dataclass
class _Reading:
    """What has been read of a file."""

    entries: list[RollEntry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _address_rows: dict[str, int] = field(default_factory=dict)
    _alias_rows: dict[str, int] = field(default_factory=dict)

    def read_table(self, rows: Iterable[_Row], header: _Header) -> None:
        for row in rows:
            if row.error:
                mend = 'close every quote; write a quote within a quoted text twice: ""'
                self._add(row.line, f"cannot be read from here on: {row.error}", mend)
            elif row.line > header.line and any(row.cells):
                self._read_row(row, header)

    def read_lines(self, text: str) -> None:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                name, address = _named_address(line)
                self._enter(number, RollEntry(name, "", (address or line.strip(),), all_addresses=False))

    def _read_row(self, row: _Row, header: _Header) -> None:
        if any(row.cells[header.width :]):
            mend = "put quotes around texts that contain the separator"
            self._add(row.line, f"has more cells than the {header.width} of the header", mend)
            return
        cells = row.cells + [""] * (header.width - len(row.cells))
        written = [_named_address(cells[place]) for place in header.addresses]
        addresses: list[str] = []
        for place, (_, address) in zip(header.addresses, written, strict=True):
            addresses += [address] if address else [each for each in re.split(r"[;,\s]+", cells[place]) if each]
        said = [cells[place] for place in header.names] + [name for name, _ in written]
        name = next((each for each in said if each), "")
        alias = next((cells[place] for place in header.alias if cells[place]), "")
        self._enter(row.line, RollEntry(name, alias, tuple(addresses), header.all_addresses))

    def _enter(self, line: int, entry: RollEntry) -> None:
        """Check one entry and take it up; rows with faults are taken up too, so that doubles of them are found."""
        addresses: list[str] = []
        for written in entry.addresses:
            address = mail_address(written)
            if not address:
                self._add(line, f'"{written[:80]}" is no mail address', 'write for example "ada@example.org"')
            elif address not in addresses:
                addresses.append(address)
        if not entry.addresses:
            self._add(line, "has no mail address", "write one, or take the row out")
        for address in addresses:
            first = self._address_rows.setdefault(address, line)
            if first != line:
                self._add(line, f"{address} stands in row {first} already", "one person has one row; join the two")
        alias = "" if is_number_alias(entry.alias) else entry.alias
        if alias:
            self._check_alias(line, alias)
        name = " ".join(entry.name.split())[:_LONGEST_NAME]
        self.entries.append(replace(entry, name=name, alias=tidy_alias(alias), addresses=tuple(addresses)))

    def _check_alias(self, line: int, alias: str) -> None:
        if what := alias_fault(alias):
            self._add(line, f'the alias "{tidy_alias(alias)[:80]}" {what}', "choose another, or leave it empty")
            return
        first = self._alias_rows.setdefault(alias_key(alias), line)
        if first != line:
            self._add(line, f'the alias "{tidy_alias(alias)}" stands in row {first} already', "choose another")

    def _add(self, line: int, what: str, mend: str) -> None:
        self.faults.append(roll_fault(f"row {line}", what, mend))


def _named_address(text: str) -> tuple[str, str]:
    """Name and address of `Ada Example <ada@example.org>` or of an address alone; '' for what is not there."""
    found = _NAMED.fullmatch(text.strip()) if len(text) <= _LONGEST_CELL else None
    if found is None:
        return "", mail_address(text)
    return found["name"].strip(), mail_address(found["address"])


def roll_fault(where: str, what: str, mend: str) -> Fault:
    """A fault of a roll, under the code that such refusals have."""
    return Fault(where, what, mend, Reason.INVALID_ROLL.code)

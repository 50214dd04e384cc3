"""An exported ledger checked with nothing but its file: the chain, and everything that was announced, computed anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from listvote.audit.follows import follows
from listvote.audit.report import Difference, Report
from listvote.group import State, fold
from listvote.group.evolve import read
from listvote.group.sealed import BALLOT, is_sealed, keeps_seals
from listvote.ledger.chain import Entry, LedgerError, faults
from listvote.ledger.codec import Exported

_HEAD: Final = re.compile(rb"\b[0-9a-f]{64}\b")
_QUOTED_PRINTABLE_BREAK: Final = re.compile(rb"=\r?\n")


def audit(exported: Exported, head: str = "", heads: Sequence[str] = ()) -> Report:
    """Check an exported ledger.

    1. The chain: every number, hash and body digest.
    2. Frozen rolls and rules, ballots, deadlines, extensions, announced results, changes of the charter and of the
       roll: computed anew from the facts before them, or checked against the charter's rules.
    3. A head that somebody kept (`head`, 64 hex digits or the beginning of them) must stand in the chain: else the
       tail was cut off, or the past written anew.
    4. `heads`, read from the list's own archive, must all stand in it.
    """
    report = Report(exported.group, len(exported.entries))
    report.differences += [Difference(each.seq, each.what) for each in faults(exported.entries)]
    if exported.entries:
        report.head = exported.entries[-1].hash.hex()
    known = [entry.hash.hex() for entry in exported.entries]
    if head and not (re.fullmatch("[0-9a-f]{8,64}", head) and any(each.startswith(head) for each in known)):
        report.differences.append(Difference(0, f"the head {head} does not stand in this ledger"))
    whole = set(known)
    report.witnessed = len(whole.intersection(heads))
    for missing in heads:
        if missing not in whole:
            report.differences.append(Difference(0, f"the archive shows the head {missing}, this ledger does not"))
    for entry in exported.entries:
        report.erased += entry.words is None
        report.withheld += entry.facts is None
    if not exported.entries:
        report.differences.append(Difference(0, "the ledger is empty"))
    report.differences += _again(exported.entries, report)
    return report


def _again(entries: Sequence[Entry], report: Report) -> list[Difference]:
    """Fold the ledger anew, and ask of each entry whether it follows; what comes after one that is no event is left."""
    found: list[Difference] = []
    state: State | None = None
    for entry in entries:
        if entry.facts is None:
            if entry.kind != BALLOT or state is None or not is_sealed(state, entry.about):
                found.append(Difference(entry.seq, "its facts are withheld, and only those of a sealed ballot may be"))
            else:
                report.sealed.append(entry.about)
                state.seq, state.head = entry.seq, entry.hash
                continue
        try:
            if state is not None:
                found += [Difference(entry.seq, what) for what in follows(state, read(entry), entry, report)]
            state = fold([entry], state)
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            return [*found, Difference(entry.seq, f"cannot be computed anew: {error}")]
        except LedgerError as error:
            return [*found, Difference(entry.seq, str(error))]
    for about in dict.fromkeys(report.sealed):
        if state is not None and not keeps_seals(state, about):
            found.append(Difference(0, f"the ballots of {about} are withheld, and it has ended"))
    if state is not None and state.name != report.group:
        found.append(Difference(1, f"this is the ledger of {state.name}"))
    return found


def heads_in(raw: bytes) -> list[str]:
    """The heads that a mail of an archive shows: 64 hex digits that stand by themselves on a line behind `Check`."""
    text = _QUOTED_PRINTABLE_BREAK.sub(b"", raw)
    return [
        found.decode()
        for line in text.splitlines()
        if line.strip().startswith(b"Check ")
        for found in _HEAD.findall(line)
    ]

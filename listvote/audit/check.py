"""An exported ledger checked with nothing but its file: the chain, and everything that was announced, computed anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from listvote.audit.follows import follows
from listvote.audit.report import Difference, Report
from listvote.group import State, fold
from listvote.group.evolve import read
from listvote.group.sealed import WAITING, is_sealed, keeps_seals
from listvote.ledger.chain import Entry, LedgerError, faults
from listvote.ledger.codec import Exported

_HEAD: Final = re.compile("[0-9a-f]{8,64}")


def audit(exported: Exported, head: str = "", heads: Mapping[str, str] | None = None) -> Report:
    """Check an exported ledger.

    1. The chain: every number, hash and body digest.
    2. Frozen rolls and rules, ballots, deadlines, extensions, announced results, changes of the charter and of the
       roll: computed anew from the facts before them, or checked against the charter's rules.
    3. A head that somebody kept (`head`, 64 hex digits or the beginning of them) must stand in the chain: else the
       tail was cut off, or the past written anew.
    4. `heads`, read from the list's own archive, must all stand in it; each comes with the mail that shows it, in
       words. None where there is no such archive.
    """
    report = Report(exported.group, len(exported.entries))
    report.differences += [Difference(each.seq, each.what) for each in faults(exported.entries)]
    if exported.entries:
        report.head = exported.entries[-1].hash.hex()
    known = [entry.hash.hex() for entry in exported.entries]
    if head and not (_HEAD.fullmatch(head) and any(each.startswith(head) for each in known)):
        what = f"the head {head} does not stand in this ledger"
        what += ": its tail was cut off, its past written anew, or it is another"
        report.differences.append(Difference(0, what))
    report.compared = bool(head) or heads is not None
    seqs = {entry.hash.hex(): entry.seq for entry in exported.entries}
    shown = [seqs[each] for each in heads or () if each in seqs]
    report.witnessed, report.witnessed_to = len(shown) if heads is not None else None, max(shown, default=0)
    for missing, mail in (heads or {}).items():
        if missing not in seqs:
            what = f"the archive shows the head {missing}, this ledger does not"
            report.differences.append(Difference(0, f"{what} ({mail})" if mail else what))
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
            if entry.kind not in WAITING or state is None or not is_sealed(state, entry.about):
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

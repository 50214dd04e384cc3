"""A passage cut at its references into pieces, and a piece into sentences.

Knows references and stops; nothing of what the words mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from listvote.acts import Reference
from listvote.mail.grammar.words import Token, reference, tokens

_CUTS: Final = frozenset({",", ";", ".", "|"})
_HEAD_ENDS: Final = frozenset({",", ";", ":", "-", "&", "/", "."})
_ENDS: Final = frozenset({".", "!", "?", "…"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a passage about the same matters: its references, and the words without those at its head.

    A `torn` piece has references whose share in its words is not plain.
    """

    refs: tuple[tuple[Reference, bool], ...]
    text: str
    tokens: tuple[Token, ...]
    torn: bool = False


def pieces(text: str) -> list[Piece]:
    """Cut a passage: `#12 agree, #13 no` are two pieces, `#12 and #13: agree` is one about two matters."""
    row = tokens(text)
    places = [index for index, token in enumerate(row) if token.kind == "ref"]
    if len(places) < 2:
        return [_piece(text, row)]
    parts = _parts(row, places)
    made: list[Piece] = []
    waiting: list[tuple[Reference, bool]] = []
    for part in parts:
        piece = _piece(text, part)
        if not piece.text and piece.refs:
            waiting += piece.refs
            continue
        made.append(Piece((*waiting, *piece.refs), piece.text, piece.tokens, piece.torn))
        waiting = []
    return made


def _parts(row: Sequence[Token], places: Sequence[int]) -> list[Sequence[Token]]:
    """Where a new matter begins: each part between stops has a reference, or a reference stands behind a stop."""
    cut_at = [index for index, token in enumerate(row) if token.norm in _CUTS and token.kind == "mark"]
    parts: list[Sequence[Token]] = []
    start = 0
    for cut in [*cut_at, len(row)]:
        part = row[start:cut]
        if part:
            parts.append(part)
        start = cut + 1
    if len(parts) > 1 and all(any(token.kind == "ref" for token in part) for part in parts):
        return parts
    if row[0].kind != "ref":
        return [row]
    starts = [
        0,
        *(index for index in places if index and row[index - 1].norm in _CUTS and row[index - 1].kind == "mark"),
    ]
    return [row[start:end] for start, end in zip(starts, [*starts[1:], len(row)], strict=True)]


def _piece(text: str, row: Sequence[Token]) -> Piece:
    """Take the references at the head of a part; without any, those behind its words, up to a reason."""
    refs: list[tuple[Reference, bool]] = []
    first = 0
    while first < len(row):
        token = row[first]
        if token.kind == "ref" and (found := reference(token, text)):
            refs.append(found)
        elif not (
            token.norm in _HEAD_ENDS
            or (refs and token.norm in {"and", "und", "et", "y", "e"} and _ref_at(row, first + 1))
            or (
                not refs
                and token.norm in {"on", "re", "regarding", "zu", "sur", "sobre", "su", "(", "["}
                and _ref_at(row, first + 1)
            )
            or (refs and token.norm in {")", "]"})
        ):
            break
        first += 1
    if not refs:
        first = 0
    rest = row[first:]
    torn = False
    inner = _before_a_reason(rest, text)
    if refs:
        torn = any(found[0] not in {ref for ref, _ in refs} for found in inner)
    else:
        refs = inner
    if not rest:
        return Piece(tuple(refs), "", ())
    offset = rest[0].start
    moved = tuple(Token(t.norm, t.kind, t.start - offset, t.end - offset, t.upper) for t in rest)
    return Piece(tuple(dict.fromkeys(refs)), text[offset : rest[-1].end], moved, torn)


def without_references(piece: Piece) -> str:
    """The words of a piece without the references before its reason: `recall T7: why` is `recall: why`."""
    out, at = [], 0
    for token in piece.tokens:
        if token.norm == ":" and token.kind == "mark":
            break
        if token.kind == "ref":
            out.append(piece.text[at : token.start].rstrip())
            at = token.end
    return "".join((*out, piece.text[at:])).strip()


def _ref_at(row: Sequence[Token], at: int) -> bool:
    return at < len(row) and row[at].kind == "ref"


def _before_a_reason(row: Sequence[Token], text: str) -> list[tuple[Reference, bool]]:
    found = []
    for token in row:
        if token.norm == ":" and token.kind == "mark":
            break
        if token.kind == "ref" and (ref := reference(token, text)):
            found.append(ref)
    return found


def sentences(row: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut tokens at full stops, exclamation and question marks; `No. 12` is no end."""
    start = 0
    for index, token in enumerate(row):
        if token.kind != "mark" or token.norm not in _ENDS:
            continue
        following = row[index + 1] if index + 1 < len(row) else None
        if following is not None:
            if following.start == token.end and following.kind != "mark":
                continue
            if following.kind == "mark" and following.norm in _ENDS | {")", '"'}:
                continue
            if token.norm == "." and following.kind == "number":
                continue
        yield row[start : index + 1]
        start = index + 1
    if start < len(row):
        yield row[start:]

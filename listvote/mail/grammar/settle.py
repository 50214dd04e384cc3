"""What counts of the acts that were found in a mail: by the place that it was sent to, and by one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from listvote.acts import Context, Place, Reference, Verb
from listvote.mail.grammar.draft import Draft
from listvote.mail.grammar.matters import naming_matters, readings
from listvote.mail.vocabulary import Kind
from listvote.reasons import Reason

_ONE_OF: Final = (
    frozenset({Verb.BALLOT, Verb.WITHDRAW}),
    frozenset({Verb.OFFER, Verb.DECLINE, Verb.WITHDRAW_OFFER, Verb.ACCEPT}),
    frozenset({Verb.ACCEPT, Verb.DECLINE, Verb.HAND_BACK}),
    frozenset({Verb.STILL_OBJECT, Verb.SATISFIED}),
    frozenset({Verb.JUDGE}),
)
HOLDS_TERMS: Final = frozenset({Verb.OFFER, Verb.APPRENTICE, Verb.REPORT, Verb.DONE, Verb.OFFER_ALWAYS})
"""What lines such as `hours: 4` belong to."""


def settle(drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """Decide what is clear.

    Args:
        drafts: everything that was found, in the order of the lines.
        context: what is open where the mail was sent, and what it answers.

    Returns:
        what is clear or doubtful; what is about nothing at all is left out: it is talk.
    """
    kept = [draft for draft in drafts if draft.made is not None or _placed(draft, context)]
    if context.apache:
        for draft in kept:
            _as_apache_means_it(draft)
    kept = _joined(kept)
    _contradicting(kept)
    _beside_others(kept)
    return kept


def _placed(draft: Draft, context: Context) -> bool:
    """Hold one act against the place; false where it is talk."""
    about = context.about
    offered = draft.readings or readings(draft.matter, draft.meaning)
    if draft.verb is Verb.OFFER_ALWAYS or (draft.verb is Verb.RECALL and draft.text):
        return True
    if draft.named and draft.ref is not None:
        if (
            draft.matter is not None
            and about is not None
            and context.place not in (Place.DIGEST, Place.SERVICE, Place.NOWHERE)
            and draft.ref != about.ref
        ):
            draft.doubt("the number and the thread are two different matters", offered)
            draft.invalid = Reason.REFERENCE_AND_THREAD_DISAGREE.code
        elif context.place is Place.QUESTION:
            return _answers(draft, context)
        return True
    if context.place is Place.QUESTION and context.readings:
        return _answers(draft, context)
    if about is None or context.place is Place.DIGEST:
        naming = naming_matters(draft.meaning, context)
        if not naming or not (context.private or context.place is Place.DIGEST):
            return False
        draft.ref, draft.readings = None, ()
        draft.doubts.insert(0, "it does not say what it is about")
        draft.readings = naming
        return True
    if context.place is Place.THREAD or (context.place is Place.NOWHERE and not context.private):
        draft.doubt("it answers something else in the thread", offered)
    return True


def _answers(draft: Draft, context: Context) -> bool:
    """Hold an answer to our question against the words that it offered: a bare yes or no is never one.

    Where any option could be answered, a ballot of the poll that is written out answers as well.
    """
    if not context.readings:
        return True
    word = draft.position or draft.verb.value
    said = {word, f"{draft.ref} {word}" if draft.ref else word}
    if draft.verb is not Verb.BALLOT and draft.verb.value not in context.readings and not draft.doubts:
        return True
    if draft.kind is Kind.ANSWER:
        draft.doubt("a bare yes or no does not say which is meant", context.readings)
    elif not draft.named and not said & set(context.readings) and not _says_more(draft, context.readings):
        draft.doubt("it is none of the words that were asked for", context.readings)
    draft.readings = context.readings if draft.doubts else ()
    return True


def _says_more(draft: Draft, readings: tuple[str, ...]) -> bool:
    """Whether a draft is a ballot of a poll, where its question offered one option each."""
    options = draft.matter.options if draft.matter else ()
    written = draft.ballot is not None and "position" not in draft.ballot
    return written and len(readings) > 1 and set(readings) <= {option.letter for option in options}


def _as_apache_means_it(draft: Draft) -> None:
    """A `-1` with a reason is a veto, as Apache projects vote on code."""
    if draft.verb is Verb.BALLOT and draft.sign == "-1" and draft.position == "disagree" and draft.reason:
        draft.position, draft.meaning = "object", "object"
        draft.ballot = {"position": "object"}


def _joined(drafts: list[Draft]) -> list[Draft]:
    """Terms go to the offer or report that they stand with; the same act twice is one."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.verb is Verb.TERMS:
            holder = next((o for o in drafts if o.verb in HOLDS_TERMS and o.ref == draft.ref), None) or next(
                (o for o in kept if o.verb is Verb.TERMS and o.ref == draft.ref), None
            )
            if holder is not None and holder is not draft:
                holder.terms |= draft.terms
                for why in draft.doubts:
                    holder.doubt(why, draft.readings)
                continue
        twin = next((other for other in kept if draft.made is None and _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
        elif not twin.reason:
            twin.reason = draft.reason
    return kept


def _same(one: Draft, other: Draft) -> bool:
    return (
        one.made is None
        and (one.verb, one.ref, one.position, one.ballot, one.text, one.invalid)
        == (other.verb, other.ref, other.position, other.ballot, other.text, other.invalid)
        and one.clear == other.clear
        and one.meaning == other.meaning
    )


def _beside_others(drafts: Sequence[Draft]) -> None:
    """A ballot is doubtful where another one, which does not say what it is about, says something else beside it."""
    others = {draft.meaning for draft in drafts if draft.verb is Verb.BALLOT and draft.ref is None}
    for draft in drafts:
        if draft.verb is Verb.BALLOT and draft.clear and others - {draft.meaning}:
            draft.doubt("another line says something else", readings(draft.matter, draft.meaning))


def _contradicting(drafts: list[Draft]) -> None:
    """Two different acts for one matter make both doubtful; so does a doubt about a clear one."""
    by_matter: dict[tuple[int, Reference | None], list[Draft]] = {}
    for draft in drafts:
        if draft.made is None:
            for number, group in enumerate(_ONE_OF):
                if draft.verb in group:
                    by_matter.setdefault((number, draft.ref), []).append(draft)
    dropped: list[Draft] = []
    for alike in by_matter.values():
        if len(alike) < 2:
            continue
        clear = [draft for draft in alike if draft.clear]
        if not clear:
            continue
        echoes = [each for each in alike if not (each.clear or each.doubting or each.invalid)]
        dropped += [each for each in echoes if each.meaning == clear[0].meaning]
        left = [draft for draft in alike if draft not in dropped]
        if len({(draft.verb, draft.position, str(draft.ballot), draft.clear) for draft in left}) > 1:
            for draft in left:
                offered = readings(draft.matter, draft.meaning)
                if draft.matter is None or draft.matter.method == "task":
                    offered = tuple(dict.fromkeys(each.position or each.verb.value for each in left))
                if draft.clear:
                    draft.invalid = Reason.CONTRADICTS_ITSELF.code
                draft.doubt("the mail says two different things about it", offered)
    drafts[:] = [draft for draft in drafts if not any(draft is other for other in dropped)]

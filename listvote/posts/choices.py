"""A choice among options as mails show it: lines and forms to answer with, sums, the whole working, who won."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from listvote.acts import Option
from listvote.deliberation.ballots import POSITIONS as ALL_POSITIONS
from listvote.deliberation.choice import default_letter, fewest_changed, one_ballot_matters
from listvote.deliberation.decision import Decision
from listvote.deliberation.outcome import POSITIONS, Outcome
from listvote.group.secret import is_secret
from listvote.posts.views import Count, Doubt

GRADIENT: Final = ALL_POSITIONS["gradient"]
_ROUNDS_AT_MOST: Final = 60


def chooses(decision: Decision) -> bool:
    """Whether a decision chooses among options."""
    return decision.rules.method not in POSITIONS


def examples(decision: Decision) -> tuple[str, ...]:
    """Ballots as they are written, for the options that there are."""
    letters = decision.letters
    if not letters:
        return ()
    first, second = letters[0], letters[min(1, len(letters) - 1)]
    last = letters[-1]
    method = decision.rules.method.value
    if method == "approval":
        return (f"approve {first}, {last}", "none")
    if method == "score":
        lowest, highest = decision.rules.range
        return (f"{first} {highest}, {second} {lowest}",)
    if method == "points":
        budget = decision.rules.budget
        return (f"{first} {budget - budget // 3}, {second} {budget // 3}",)
    return (" > ".join(letters[:3]),)


def words(decision: Decision) -> tuple[str, ...]:
    """The words that answer a question about a decision: its positions, or ballots as they are written."""
    return POSITIONS.get(decision.rules.method, examples(decision))


def doubt(decision: Decision, line: str, why: str, readings: Sequence[str]) -> Doubt:
    """A doubtful line about a decision, with what may be answered; of a choice every ballot may, so examples stand."""
    any_ballot = chooses(decision) and (not readings or set(decision.letters) <= set(readings))
    return Doubt(
        line,
        sentence(why),
        examples(decision) if any_ballot else tuple(readings) or words(decision),
        str(decision.ref),
        decision.title,
        decision.deadline,
        decision.options,
        any_ballot,
        is_secret(decision),
    )


def sentence(phrase: str) -> str:
    """A phrase as a sentence; nothing stays nothing."""
    whole = phrase[:1].upper() + phrase[1:]
    return whole if not whole or whole.endswith((".", "?", "!")) else f"{whole}."


def form(decision: Decision) -> tuple[str, ...]:
    """An empty ballot form, a line an option; one of positions where there are no options."""
    if not chooses(decision):
        return tuple(f"[ ] {position}" for position in POSITIONS[decision.rules.method])
    return tuple(f"[ ] {each.letter}. {each.text}" for each in decision.options)


def how(decision: Decision) -> str:
    """How a form is filled in, in the words of the method."""
    method = decision.rules.method.value
    if method == "approval":
        return "Put an x before each option that you approve of."
    if method == "score":
        lowest, highest = decision.rules.range
        return f"Put a number from {lowest} to {highest} before each option that you rate."
    if method == "points":
        return f"Give away at most {decision.rules.budget} points: put numbers before the options."
    if method in ("ranked", "irv", "stv"):
        ties = " The same number ranks options alike." if method == "ranked" else ""
        return f"Put 1 before your first choice, 2 before the next, as far as you like.{ties}"
    return "Put an x before one of them."


def listed(decision: Decision) -> tuple[Option, ...]:
    """What there is to choose from: the options, or the steps of a gradient with their meanings."""
    if decision.rules.method != "gradient":
        return decision.options
    needs = {"step 8": "veto, which needs a reason"}
    return tuple(Option(each.word.removeprefix("step "), needs.get(each.word, each.says)) for each in GRADIENT)


def shown(decision: Decision, letter: str) -> str:
    """An option by letter and text; a candidate by name alone."""
    text = next((each.text for each in decision.options if each.letter == letter), "")
    if decision.candidates or not text:
        return text or letter
    return f"{letter}. {text}"


def verdict(decision: Decision, winners: Sequence[str]) -> str:
    """Who won, in words; empty where nobody did."""
    return ", ".join(shown(decision, letter) for letter in winners)


COUNTED_IN: Final = {"approval": "approvals", "score": "scores", "points": "points"}
"""What the figures of an option are; of all other choices how many rank it first."""


def figures_are(decision: Decision) -> str:
    """What the figures of a tally are, as a word or two: `first choices`; empty for positions."""
    return COUNTED_IN.get(decision.rules.method.value, "first choices") if chooses(decision) else ""


def sums(decision: Decision, outcome: Outcome) -> tuple[Count, ...]:
    """What each option has, the most first: its sum with the mean of its ratings, or how many rank it first, if any."""
    count = outcome.count or {}
    if not outcome.participants:
        return ()
    if "sums" in count:
        means = count.get("means", {})
        return tuple(
            Count(shown(decision, letter), number, f"mean {means[letter]}" if means.get(letter) else "")
            for letter, number in _most_first(count["sums"])
        )
    first = dict.fromkeys(decision.letters, 0)
    for cast in decision.standing().values():
        match cast.ballot:
            case {"order": [[*best], *_]}:
                for letter in best:
                    first[str(letter)] += 1
    return tuple(Count(shown(decision, letter), number) for letter, number in _most_first(first) if number)


def _most_first(figures: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(figures.items(), key=lambda each: -each[1])


def working(decision: Decision, outcome: Outcome) -> tuple[str, ...]:
    """The whole working of a count, a line each: matrix, drops, order; or round by round."""
    count = outcome.count
    if not count or not outcome.participants:
        return ()
    lines: list[str] = []
    if "sums" not in count:
        lines.append(", ".join(f"{each.letter}. {each.text}" for each in decision.options))
    if "pairwise" in count:
        lines += _matrix(decision, count["pairwise"])
        lines += [_dropped(decision, each) for each in count["dropped"]]
    if count.get("quota") is not None:
        lines.append(f"Whoever has {count['quota']} of {count['ballots']} is elected.")
    lines += [_round(number, each) for number, each in enumerate(count.get("rounds", ())[:_ROUNDS_AT_MOST], 1)]
    order = " > ".join(" = ".join(group) for group in count.get("order", ()))
    if order:
        lines.append(f"Order: {order}")
    return tuple(lines)


def _matrix(decision: Decision, pairwise: Mapping[str, Mapping[str, int]]) -> list[str]:
    """How many rank each option above each other, a line an option."""
    lines = ["How many rank one option above another:"]
    for one in decision.letters:
        over = ", ".join(f"{other} {pairwise[one][other]}" for other in decision.letters if other != one)
        lines.append(f"{one} above {over}")
    defeats = (
        f"{one} beats {other}"
        for one in decision.letters
        for other in decision.letters
        if one != other and pairwise[one][other] > pairwise[other][one]
    )
    return [*lines, ", ".join(defeats) or "Nothing beats anything."]


def _dropped(decision: Decision, drop: Mapping[str, str]) -> str:
    default = default_letter(decision)
    why = "too few prefer it" if drop["why"] == "quorum" else "it does not beat it by its ratio"
    return f"{drop['option']} is dropped: against {default}, {why}."


def _round(number: int, each: Mapping[str, Any]) -> str:
    counts = ", ".join(f"{letter} {votes}" for letter, votes in each["counts"].items())
    ends = [f"{_many(each['elected'])} elected"] if each["elected"] else []
    if each["eliminated"]:
        ends.append(f"{_many(each['eliminated'])} out")
    exhausted = f"; {each['exhausted']} with no further choice" if each["exhausted"] != "0" else ""
    return f"{number}. {counts}{exhausted}" + (f"; {'; '.join(ends)}" if ends else "")


def _many(letters: Sequence[str]) -> str:
    return f"{', '.join(letters)} {'is' if len(letters) == 1 else 'are'}"


def ties(decision: Decision, outcome: Outcome) -> str:
    """Which options were alike, and in what order the lot put them, a sentence a tie that had to do with who won."""
    count = outcome.count or {}
    place = {letter: number for number, letter in enumerate(decision.order_of_lot or ())}
    met = [group for group in count.get("ties", ()) if "rounds" in count or set(group) & set(outcome.winners)]
    return " ".join(_tie(decision, group, sorted(group, key=place.__getitem__)) for group in met)


def _tie(decision: Decision, group: Sequence[str], drawn: Sequence[str]) -> str:
    names = [_name(decision, letter) for letter in group]
    tied = f"{', '.join(names[:-1])} and {names[-1]} tied"
    if len(drawn) == 2:
        return f"{tied}; the lot put {_name(decision, drawn[0])} first."
    return f"{tied}; the lot put them in the order {', '.join(_name(decision, letter) for letter in drawn)}."


def _name(decision: Decision, letter: str) -> str:
    """An option by its letter, as the working has it; a candidate by name."""
    return shown(decision, letter) if decision.candidates else letter


def what_would_change(decision: Decision, outcome: Outcome) -> str:
    """What other ballots would have let another option win, as a phrase; empty where that is not known or nothing."""
    if not outcome.count or outcome.why.name != "MET":
        return ""
    ballots = [cast.ballot for cast in decision.standing().values() if cast.ballot]
    if "sums" in outcome.count:
        number = fewest_changed(decision, ballots, outcome.count)
        if number is None:
            return ""
        return f"{'1 changed ballot' if number == 1 else f'{number} changed ballots'} would have let another option win"
    matters = one_ballot_matters(decision, ballots, outcome.count, outcome.members, outcome.active)
    if matters is None:
        return ""
    return "one changed ballot could have changed who won" if matters else "no single ballot could have changed who won"

"""What each line is taken for, and by which rule."""

from __future__ import annotations

import pytest

from listvote.mail.own_words import LineKind, classify


def lines_of(text: str, known: str = "", names: tuple[str, ...] = (), flowed: bool = False) -> list[tuple[str, str]]:
    read = classify(text.split("\n"), known=known.split("\n") if known else (), names=names, flowed=flowed)
    return [(str(line.kind), line.text) for line in read if line.kind is not LineKind.BLANK]


def check(text: str, *wanted: str, known: str = "", names: tuple[str, ...] = ()) -> None:
    assert [kind for kind, _ in lines_of(text, known, names)] == list(wanted)


def test_a_quote_keeps_its_depth_and_loses_its_marks() -> None:
    (line,) = classify(["> > yes"])
    assert (line.kind, line.text, line.depth) == (LineKind.QUOTE, "yes", 2)


def test_an_attribution_and_its_quote_are_named() -> None:
    check("yes\n\nOn Tue, 3 Jun 2025 at 10:00, Ada wrote:\n> no", "own", "attribution", "quote")


def test_a_quote_without_marks_counts_as_quoted_once() -> None:
    lines = classify(["yes", "", "On Tue, 3 Jun 2025 at 10:00, Ada <ada@example.org> wrote:", "no"])
    assert (lines[3].kind, lines[3].depth) == (LineKind.QUOTE, 1)


def test_headers_of_the_mail_answered_are_headers() -> None:
    check(
        "yes\nFrom: ada@example.org\nSent: 3 June 2025 10:00\nSubject: press\n\nno",
        "own",
        "header",
        "header",
        "header",
        "quote",
    )


def test_a_forwarded_part_is_forwarded_to_its_end() -> None:
    check("look\n\n---------- Forwarded message ---------\n[x] A. In house", "own", "forwarded", "forwarded")


def test_a_form_is_a_form_quoted_or_not() -> None:
    lines = classify(["[x] A. In house", "", "> [ ] B. In Leeds"])
    assert [(line.kind, line.depth) for line in lines if line.text] == [(LineKind.FORM, 0), (LineKind.FORM, 1)]


def test_a_form_below_a_signature_mark_is_signature() -> None:
    check("yes\n-- \nAda\n[x] A. In house", "own", "signature", "signature", "signature")


def test_a_list_footer_is_a_footer() -> None:
    check(
        "YES\n" + "_" * 47 + "\npress mailing list\nhttps://lists.example.org/listinfo/press",
        "own",
        "footer",
        "footer",
        "footer",
    )


def test_a_notice_is_a_disclaimer() -> None:
    check(
        "yes\n\nThis e-mail is confidential and intended solely for the addressee. Any disclosure is prohibited.",
        "own",
        "disclaimer",
    )


def test_flowed_text_has_no_wrapped_rests() -> None:
    text = ["> The lease of the building in Leeds says that we may install machines up to", "ten tons in", "> weight."]
    assert [line.sure for line in classify(text)] == [True, False, True]
    assert [line.sure for line in classify(text, flowed=True)] == [True, True, True]


def test_every_line_names_the_rule_that_spoke() -> None:
    text = "yes\n\nBest,\nAda\n\nSent from my phone\n\n> On Tue, 3 Jun 2025, Ada wrote:\n> [ ] A. In house\n"
    assert all(line.rule for line in classify(text.split("\n")))


@pytest.mark.parametrize(
    "vote", ["-1", "- 1", "+1", "- a", "- Agree", "* yes", "#12 agree", "T7 I can help", "👍", "A > B"]
)
def test_a_vote_that_looks_like_a_signature_stays(vote: str) -> None:
    check(f"I read it all.\n\n{vote}", "own", "own")
    check(vote, "own")


@pytest.mark.parametrize("typed", ["agree", "#12 agree", "help", "yes, go ahead"])
def test_a_short_line_that_stands_in_the_mail_answered_was_typed(typed: str) -> None:
    known = "Your line: yes, go ahead\nyes, go ahead\nWrite one of:\n  #12 agree\n  agree\n\nhelp\n"
    check(typed, "own", known=known)


def test_lines_of_the_mail_answered_are_quotes_without_marks() -> None:
    known = "1. VOTE #12: Buy a second-hand press?\n   Closes Thursday 4 Dec, 18:00.\n   21 of 58 answered; 20 needed."
    check(f"yes\n\n{known}", "own", "quote", "quote", "quote", known=known)


def test_the_authors_own_name_behind_a_dash_is_a_signature() -> None:
    check("I can help.\n\n- Linotype", "own", "own")
    check("I can help.\n\n- Linotype", "own", "signature", names=("linotype",))

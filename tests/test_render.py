"""Templates and layout: what somebody wrote stays in its place, and a broken override never stops a mail."""

from __future__ import annotations

import html.parser
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.acts import Fault, Option
from listvote.posts import views as v
from listvote.render import Templates, render
from listvote.render.layout import block, clean, columns, lay_out, theirs
from listvote.render.moments import counted, said_day, said_deadline, said_number, said_past, said_soon

OURS = Templates()
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
LETTERHEAD = v.Letterhead("press", "votes@example.org", "press@groups.example.org", "Europe/Dublin", NOW)
CLOSES = NOW + timedelta(days=3)


def a_receipt(line: str = "+1", alias: str = "Red Pen", title: str = "Buy a press?") -> v.Receipt:
    act = v.Counted("agree", "#12", title, line, alias, ("agree", "object"), CLOSES, "4711:9f3a5c1e", reason=line)
    return v.Receipt(LETTERHEAD, (act,))


def every_place(words: str) -> list[v.View]:
    """Views with the same words wherever somebody's words may stand."""
    voice = v.Voice(words, words, answer=words)
    item = v.DecisionItem(
        "#12", words, CLOSES, 1, 2, if_now=words, objections=(voice,), options=(Option("A", words),), yours=words
    )
    task = v.TaskItem("T7", words, 2, able=(words,), by=date(2026, 12, 20))
    doubt = v.Doubt(words, words, ("agree", "object"), "#12", words, CLOSES)
    no = v.RefusedLine("V06", "This ballot is not valid.", words, words, "#12", words)
    head = "9f" * 32
    return [
        a_receipt(words, words, words),
        v.Receipt(LETTERHEAD, a_receipt(words, words, words).counted, (no,), (doubt,)),
        v.Refusal(LETTERHEAD, (no,), (doubt,)),
        v.Question(LETTERHEAD, (doubt,)),
        v.Digest(
            LETTERHEAD,
            head,
            (item, replace(item, new=True, opened_by=words)),
            (task,),
            (v.Decided("#1", words, words, (words,)),),
            (v.Doing("T1", words, (words, words)),),
            roll_changes=(v.RollChange(words, "joined", words),),
            unseen=(v.UnseenPost(words, NOW),),
            pools=(v.PoolItem("T8", words, (words, words), CLOSES, head),),
            drawn=(
                v.DrawnItem("T7", words, (v.Given("T7", words, 1, (words,), (words,)),), (words,), head, 1, (words,)),
            ),
            notes=(words,),
            not_counted=(doubt,),
        ),
        v.Announcement(
            LETTERHEAD,
            "#12",
            words,
            words,
            CLOSES,
            "majority",
            58,
            (v.Say("#12 yes"),),
            head,
            options=(Option("A", words),),
            form=(words,),
            tasks=(task,),
            text=words,
            thread_subject=words,
        ),
        v.Result(
            LETTERHEAD,
            "#12",
            words,
            words,
            "adopted",
            NOW,
            58,
            1,
            head,
            "listvote audit press.jsonl",
            tally=(v.Count(words, 1), v.Count("B", 2)),
            reasons=(voice,),
            rounds=(words,),
            ties_by_lot=words,
            opens=(task,),
            why=words,
        ),
        v.Change(LETTERHEAD, "#12", words, "petition", CLOSES, by=words, why=words, objections=(voice,)),
        v.OpeningRefused(LETTERHEAD, "POLL", words, (Fault(words, words, words, "O01"),), words),
        v.BallotForm(LETTERHEAD, "#12", words, CLOSES, (words,), "Number them."),
        v.CheckList(LETTERHEAD, "#12", words, (v.CheckedLine(words, words, words, words),), head),
        v.TaskCall(LETTERHEAD, "T7", words, 2, CLOSES, (v.Say("T7 offer"),), able=(words,), handover=words),
        v.Pool(LETTERHEAD, "T7", words, 1, (v.InPool(1, words, words),), CLOSES, head, (words,)),
        v.Draw(
            LETTERHEAD,
            "T7",
            words,
            1,
            (v.InPool(1, words, words),),
            head,
            1,
            "listvote",
            head,
            given=(v.Given("T7", words, 1, (words,), (words,)),),
            salted=(words,),
            public=(words,),
            empty=(words,),
        ),
        v.Mandate(LETTERHEAD, "T7", words, CLOSES, (), with_whom=(words,), scope=words, handover=words),
        v.Judgement(LETTERHEAD, "T7", words, (words,), CLOSES, (), words),
        v.Mine(
            LETTERHEAD,
            words,
            3,
            ballots=(v.MyBallot("#12", words, words, words, NOW),),
            offers=(v.MyOffer(words, words),),
            mandates=(v.MyMandate("T7", words, "accepted"),),
        ),
        v.Status(LETTERHEAD, True, head, machine=v.Machine(broken_templates=((words, words),))),
        v.StrangerNote(LETTERHEAD, words, "dora@example.net", "#12", words),
        v.ListeningReport(LETTERHEAD, NOW, 1, *((v.Heard(words, words, words, "#1", words),),) * 3),
        v.CharterText(LETTERHEAD, words, 1, NOW, words),
        v.RollText(LETTERHEAD, (v.RollLine(1, words, words),), head),
        v.Done(LETTERHEAD, words, (words,), (), (words,)),
        v.JoinNote(LETTERHEAD, "joined", words, 3),
        v.Confirm(LETTERHEAD, "mail", CLOSES, words, ref="#12", title=words),
        v.AddressNotice(LETTERHEAD, "ada@example.org", CLOSES, words),
    ]


class Shape(html.parser.HTMLParser):
    """The elements of a page, without its words: what somebody wrote must not change it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.hrefs: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(" ".join([tag, *(name for name, _ in attrs)]))
        self.hrefs += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(f"/{tag}")


HOSTILE = [
    "plain words",
    "<script>alert(1)</script><a href='https://example.net'>x</a>",
    '"><img src=x onerror=alert(1)>',
    "one\r\nSubject: other\r\n\r\nDECIDED  #12, this: YES",
    "\n\nCheck " + "00" * 32,
    "{{ 7 * 7 }} {% for x in y %} {# not a comment #}",
    "x" * 10_000,
    "word " * 2_000,
    "\u202eright to left\u202c \u2066isolated",
    "\u05e2\u05d8 \u05d0\u05d3\u05d5\u05dd",
    "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "\u2028DECIDED  #12\u2029Check\x85Code\x0bCode\x0cCode",
    "\x00\x07\x1b[31mred\ue000\ue001\u200b",
    "https://example.org/" + "a" * 200,
    "\u5370\u5237\u6240" * 100,
    "> quoted\n>> twice",
    "\ud800 half a letter",
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_somebodys_words_stay_in_their_place_in_every_mail(words: str) -> None:
    for view, plain in zip(every_place(words), every_place("plain words"), strict=True):
        stays_in_its_place(view, plain)


@settings(max_examples=40)
@given(st.text(alphabet=st.characters(), min_size=1, max_size=300))
def test_no_words_whatever_break_out_of_a_digest_or_a_receipt(words: str) -> None:
    for view, plain in zip(every_place(words)[1:8], every_place("plain words")[1:8], strict=True):
        stays_in_its_place(view, plain)


UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ue000\ue001]")


def at_margin(text: str) -> list[str]:
    """The lines at the left margin but quotations: those that a reader takes for ours."""
    return [line for line in text.split("\n") if line[:1].strip(" >")]


def stays_in_its_place(view: v.View, plain: v.View) -> None:
    """One subject line, no long line, no control character, no line at the margin and no element that is not ours."""
    got, want = render(view, templates=OURS), render(plain, templates=OURS)
    assert "\n" not in got.subject and not UNWANTED.search(got.subject)
    assert 0 < len(got.subject) <= 122
    for line in got.text.split("\n"):
        assert columns(line) <= 76 or "http" in line
        assert len(line.encode()) < 998
        assert line == line.rstrip()
        assert not UNWANTED.search(line)
    lines, ours = at_margin(got.text), at_margin(want.text)
    assert len(lines) == len(ours)
    for line, our in zip(lines, ours, strict=True):
        before, theirs_too, _ = our.partition("plain words")
        assert before and line.startswith(before.rstrip(' "')) if theirs_too else line == our
    if view.kind not in ("announcement", "opening_refused", "charter_text", "mandate", "task_call", "judgement"):
        assert Shape(got.html).elements == Shape(want.html).elements
    assert "<script" not in got.html and "<img" not in got.html
    got.html.encode()


def test_every_mail_has_a_language_a_title_and_one_first_heading_or_none() -> None:
    for view in every_place("plain words"):
        page = render(view, templates=OURS).html
        assert '<html lang="en">' in page
        assert "<title>" in page
        assert page.count("<h1>") == 1
        assert page.count("<main") == page.count("</main>") == 1


def test_links_are_filled_in_with_the_words_to_send() -> None:
    say = v.Say("#12 object: your reason", "#12 object: ")
    item = v.DecisionItem("#12", "Buy a press?", CLOSES, 1, 2, write=(say,))
    page = Shape(render(v.Digest(LETTERHEAD, "9f" * 32, (item,)), templates=OURS).html)
    link = urlsplit(page.hrefs[0])
    assert (link.scheme, link.path) == ("mailto", "votes@example.org")
    assert parse_qs(link.query) == {"subject": ["#12 object:"], "body": ["#12 object: "]}


def test_template_syntax_in_a_title_is_printed_as_it_was_written() -> None:
    assert "Shown as: {{ 7 * 7 }}" in render(a_receipt(alias="{{ 7 * 7 }}"), templates=OURS).text


def test_a_receipt_in_a_choice_asks_for_a_line_and_not_for_one_word() -> None:
    line = v.Counted("C", "#3", "Where?", "C", "Red Pen", corrections=("A > B > C",))
    rendered = render(v.Receipt(LETTERHEAD, counted=(line,)), templates=OURS)
    assert "Answer with a line such as: A > B > C." in rendered.text
    assert "one word" not in rendered.text + rendered.html


def test_an_objection_link_in_a_receipt_waits_for_the_reason() -> None:
    bodies = [
        parse_qs(urlsplit(href).query)["body"][0] for href in Shape(render(a_receipt(), templates=OURS).html).hrefs
    ]
    assert bodies == ["#12 agree", "#12 object: "]


# An operator's own templates.


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str, str], Templates]:
    def write(name: str, text: str) -> Templates:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return Templates(tmp_path)

    return write


def test_an_override_speaks_in_place_of_ours(own: Callable[[str, str], Templates]) -> None:
    templates = own("receipt.txt", "Subject: Danke\n\nGezählt: {{ counted[0].position|shout }}\n")
    rendered = render(a_receipt(), templates=templates)
    assert (rendered.subject, rendered.text) == ("Danke", "Gezählt: AGREE\n")
    assert templates.broken == {}


def test_an_overridden_layout_serves_every_page(own: Callable[[str, str], Templates]) -> None:
    templates = own("layout.html", "<html><body class='ours'>{% block content %}{% endblock %}</body></html>")
    assert "class='ours'" in render(a_receipt(), templates=templates).html
    assert templates.broken == {}


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("receipt.txt", "Subject: x\n\n{% if %}", "line 3"),
        ("receipt.txt", "Subject: x\n\n{{ titel }}", "titel, which receipt does not have"),
        ("receipt.txt", "Subject: x\n\n{{ counted|no_such_filter }}", "no_such_filter"),
        ("reciept.txt", "Subject: x\n\ny", "no template of that name"),
        ("receipt.html", "{% block content %}", "line 1"),
    ],
)
def test_a_fault_that_shows_at_once_is_told_and_ours_stands_in(
    own: Callable[[str, str], Templates], name: str, text: str, why: str
) -> None:
    templates = own(name, text)
    assert why in templates.broken[name]
    assert render(a_receipt(), templates=templates) == render(a_receipt(), templates=OURS)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("receipt.txt", "Subject: x\n\n{{ counted[0].nothing }}", "nothing"),
        ("receipt.txt", "Subject: x\n\n{{ counted[7].line }}", "7"),
        ("receipt.txt", "Subject: x\n\n{{ 1 // 0 }}", "ZeroDivisionError"),
        ("receipt.txt", "no subject\n\ntext", "its first line"),
        ("receipt.txt", "Subject: and no text\n", "its first line"),
        ("receipt.txt", "Subject: x\n\n{% include 'gone.txt' %}", "gone.txt"),
        ("receipt.html", "{{ counted[0].nothing }}", "nothing"),
    ],
)
def test_a_fault_that_shows_in_use_is_told_and_ours_stands_in(
    own: Callable[[str, str], Templates], name: str, text: str, why: str
) -> None:
    templates = own(name, text)
    assert templates.broken == {}
    assert render(a_receipt(), templates=templates) == render(a_receipt(), templates=OURS)
    assert why in templates.broken[name]


def test_a_broken_override_leaves_the_other_ones_in_force(tmp_path: Path) -> None:
    (tmp_path / "receipt.txt").write_text("Subject: x\n\n{% if %}")
    (tmp_path / "question.txt").write_text("Subject: Wie bitte?\n\n{{ asked[0].line }}\n")
    templates = Templates(tmp_path)
    doubt = v.Doubt("+1?", "A question.", ("agree",))
    assert render(v.Question(LETTERHEAD, (doubt,)), templates=templates).subject == "Wie bitte?"
    assert list(templates.broken) == ["receipt.txt"]


def test_a_fault_in_a_shared_part_is_told_by_its_name(own: Callable[[str, str], Templates]) -> None:
    templates = own("_counted.txt", "{{ act.nothing }}")
    assert render(a_receipt(), templates=templates) == render(a_receipt(), templates=OURS)
    assert "in receipt.txt" in templates.broken["_counted.txt"]


def test_a_folder_that_is_not_there_is_told_and_ours_stand_in(tmp_path: Path) -> None:
    templates = Templates(tmp_path / "nowhere")
    assert "cannot be read" in templates.broken[str(tmp_path / "nowhere")]
    assert render(a_receipt(), templates=templates).subject == "Counted: AGREE, Buy a press? (#12)"


def test_a_file_that_is_no_text_is_told_and_ours_stands_in(tmp_path: Path) -> None:
    (tmp_path / "receipt.txt").write_bytes(b"\xff\xfe\x00")
    templates = Templates(tmp_path)
    assert "cannot be read" in templates.broken["receipt.txt"]
    assert render(a_receipt(), templates=templates) == render(a_receipt(), templates=OURS)


def test_a_copy_of_our_own_folder_is_a_good_override(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(Path(__file__).parent.parent / "templates", copy)
    templates = Templates(copy)
    for view in every_place("plain words"):
        assert render(view, templates=templates) == render(view, templates=OURS)
    assert templates.broken == {}


# Lines.


def test_a_line_goes_on_under_its_own_beginning() -> None:
    lines = lay_out("DECIDED  " + "word " * 30).split("\n")
    assert lines[1].startswith("         word")


def test_a_line_with_somebodys_words_never_goes_on_at_the_margin() -> None:
    lines = lay_out("Your line: " + theirs("word " * 30)).rstrip("\n").split("\n")
    assert all(line.startswith("  ") for line in lines[1:])


def test_an_address_of_a_page_is_never_broken() -> None:
    url = "https://example.org/" + "a" * 120
    assert url in lay_out(f"See {theirs(url)} for more.").split("\n")[1]


def test_a_quotation_keeps_its_paragraphs_behind_its_marks() -> None:
    assert lay_out(block("one\n\ntwo", "> ")) == "> one\n>\n> two\n"


def test_a_text_to_be_copied_keeps_its_indentation() -> None:
    assert lay_out(block("options:\n  A. In house", "  ", fold=False)) == "  options:\n    A. In house\n"


def test_a_very_long_text_is_cut_and_says_so() -> None:
    assert lay_out(block("line\n" * 500, "> ")).endswith("> line\n> […]\n")


def test_words_are_shortened_at_a_space() -> None:
    assert clean("one two three four", 12) == "one two…"


@given(st.text(max_size=400), st.integers(10, 200))
def test_cleaning_twice_changes_nothing_more(text: str, at_most: int) -> None:
    once = clean(text, at_most)
    assert clean(once, at_most + 10) == once


# Moments and numbers.


def test_midnight_is_the_end_of_the_old_day() -> None:
    assert said_deadline(datetime(2026, 12, 5, 0, 0, tzinfo=UTC), "Europe/Dublin", NOW) == "Friday 4 Dec, 24:00"


def test_an_hour_is_said_in_the_groups_zone() -> None:
    assert said_deadline(datetime(2026, 12, 4, 18, 0, tzinfo=UTC), "Asia/Tokyo", NOW) == "Saturday 5 Dec, 03:00"


def test_a_deadline_within_six_days_needs_no_date() -> None:
    assert said_soon(NOW + timedelta(days=4), "Europe/Dublin", NOW) == "Friday 18:00"
    assert said_soon(NOW + timedelta(days=6), "Europe/Dublin", NOW) == "Sunday 6 Dec, 18:00"
    assert said_soon(datetime(2026, 12, 5, 0, 0, tzinfo=UTC), "Europe/Dublin", NOW) == "Friday 24:00"


def test_a_deadline_that_has_passed_is_said_with_its_date() -> None:
    assert said_soon(NOW - timedelta(days=1), "Europe/Dublin", NOW) == "Sunday 29 Nov, 18:00"


def test_an_hour_that_comes_twice_says_which() -> None:
    assert said_deadline(datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "Europe/Dublin", NOW).endswith("01:30 IST")
    assert said_deadline(datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "Europe/Dublin", NOW).endswith("01:30 GMT")


def test_a_date_far_off_has_its_year() -> None:
    assert said_day(date(2026, 12, 20), "UTC", NOW) == "20 Dec"
    assert said_day(date(2027, 12, 1), "UTC", NOW) == "1 Dec 2027"
    assert said_past(datetime(2025, 5, 1, 9, 5, tzinfo=UTC), "UTC", NOW) == "1 May 2025, 09:05"


def test_numbers_are_said_exactly() -> None:
    assert said_number(Fraction(37, 3)) == "12 1/3"
    assert said_number(Fraction(1, 2)) == "1/2"
    assert said_number(0) == "0"


def test_plurals_fit() -> None:
    assert counted(0, "offer") == "0 offers"
    assert counted(1, "offer") == "1 offer"
    assert counted(2, "person", "people") == "2 people"
    assert counted(Fraction(1, 2), "hour") == "1/2 hour"
    assert counted(Fraction(3, 2), "hour") == "1 1/2 hours"


def test_a_second_hearing_asks_for_an_objection_to_be_kept_up_again() -> None:
    first = v.Change(LETTERHEAD, "#12", "Paper", "hearing", CLOSES, CLOSES)
    again = "has to write it again"
    for view, said in ((first, False), (replace(first, hearing_number=2), True)):
        made = render(view, templates=OURS)
        assert (again in " ".join(made.text.split()), again in made.html) == (said, said)

"""HTML as its reader sees it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.mail.html import html_text
from listvote.mail.html_scan import MOST_DEPTH, bounded


def check(html: str, *lines: str) -> None:
    assert html_text(html).text.splitlines() == list(lines)


def test_blocks_and_breaks_make_lines():
    check("<div>a</div><div>b</div>c<br>d", "a", "b", "c", "d")
    check("<p>a<p>b", "a", "", "b")
    check("<div>a<br></div><div><br></div><div>b</div>", "a", "", "b")
    check("a\n  b <b>c</b>\n<i>d</i>", "a b c d")
    check("<h1>a</h1>b<hr>c", "a", "", "b", "_" * 32, "c")
    check("<pre>a\n  b\n\nc</pre>d", "a", "b", "", "c", "", "d")


def test_paragraphs_of_word_processors_are_lines():
    check("<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal>b</p>", "a", "b")


def test_what_stands_beside_a_bar_is_a_quote():
    check(
        "a<div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><p>b</p></div>",
        "a",
        "",
        "> b",
    )
    check("<div style='border-left: 2px solid #C3D9E5; padding: 10px'>b</div>", "> b")
    check("<div style='border-left: 1px solid #ccc; padding-left: 1ex'>b</div>", "> b")
    check("<div style='border-left: none; padding: 10px'>b</div>", "b")


def test_what_is_struck_through_was_taken_back():
    for struck in (
        "<s>a</s>",
        "<strike>a</strike>",
        "<del>a</del>",
        "<b><s>a</b></s>",
        '<i style="text-decoration:line-through">a</i>',
    ):
        check(f"<p>{struck} b</p>", "b")


def test_list_items_are_marked():
    check("<ul><li>a<li>b<p>c</p></ul>", "- a", "- b", "", "c")
    check("<ol><li><p>a</p></li></ol>", "- a")


def test_cells_of_a_row_share_a_line():
    check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a b", "c")


def test_quotes_are_marked_by_depth():
    check(
        "a<blockquote>b<blockquote><p>c</p></blockquote>d</blockquote>e",
        "a",
        "",
        "> b",
        ">",
        "> > c",
        ">",
        "> d",
        "",
        "e",
    )
    check('<blockquote type="cite"><pre>a\nb</pre></blockquote>', "> a", "> b")
    check("<blockquote>a&#8232;agree</blockquote>", "> a agree")


def test_a_blockquote_that_only_indents_is_no_quote():
    check('<blockquote style="margin: 0 0 0 40px; border: none; padding: 0px">agree</blockquote>', "agree")


def test_what_mail_programs_quote_without_a_blockquote_is_quoted():
    check('agree<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ada</div><div>no</div>',
          "agree", "> " + "_" * 32, "> From: Ada", "> no")  # fmt: skip
    check('agree<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>From: Ada</p></div><p>no</p>',
          "agree", "", "> From: Ada", ">", "> no")  # fmt: skip
    check('agree<div><div style="border-top:solid #B5C4DF 1.0pt">Von: Ada</div></div>no', "agree", "> Von: Ada", "> no")
    check('agree<span id="OLK_SRC_BODY_SECTION">From: Ada<br>no</span>', "agree", "> From: Ada", "> no")
    check('<span id="OLK_SRC_BODY_SECTION">no</span>agree', "> no", "agree")
    check('agree<div class="ydp yahoo_quoted">On Monday Ada wrote:<div>no</div></div>',
          "agree", "> On Monday Ada wrote:", "> no")  # fmt: skip
    check('<div class="moz-cite-prefix">Am Montag schrieb Ada:</div><blockquote>no</blockquote>agree',
          "> Am Montag schrieb Ada:", ">", "> no", "", "agree")  # fmt: skip


def test_answers_between_quotes_of_one_program_stay_own_words():
    check('<div class="gmail_quote"><div class="gmail_attr">On Monday Ada wrote:<br></div>'
          '<blockquote class="gmail_quote">a</blockquote><div>agree</div></div>',
          "On Monday Ada wrote:", "", "> a", "", "agree")  # fmt: skip


def test_a_signature_gets_its_mark():
    check('agree<div class="gmail_signature">Ben</div>', "agree", "-- ", "Ben")
    check('agree<br>-- <br><div class="gmail_signature">Ben</div>', "agree", "-- ", "Ben")
    check('agree<div class="moz-signature">-- <br>Ben</div>', "agree", "-- ", "-- ", "Ben")


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display: none'>no</div>",
        "<div style='DISPLAY:NONE !important'>no</div>",
        "<span style='visibility:hidden'>no</span>",
        "<span hidden>no</span>",
        "<span style='font-size:0px'>no</span>",
        "<div style='font-size:0'><b>no</b></div>",
        "<span style='opacity:0'>no</span>",
        "<span style='mso-hide:all'>no</span>",
        "<div style='max-height:0; overflow:hidden'>no</div>",
        "<span style='text-indent:-9999px'>no</span>",
        "<font color=white>no</font>",
        "<span style='color:#FFF'>no</span>",
        "<span style='color: rgb(255, 255, 255)'>no</span>",
        "<div style='background-color:#000000'><span style='color:black'>no</span></div>",
        "<table bgcolor=red><tr><td><font color=red>no</font></table>",
        "<!-- no -->",
        "<!--[if mso]>no<![endif]-->",
        "<style>no</style>",
        "<script>no</script>",
        "<title>no</title>",
        "<head><meta name=x></head>",
        "<noscript>no</noscript>",
        "<template>no</template>",
        "<textarea>no</textarea>",
        "<select><option>no</select>",
        "<svg><text>no</text></svg>",
    ],
)
def test_what_is_hidden_is_not_read(hidden):
    check(f"<p>agree</p>{hidden}", "agree")


def test_what_only_looks_hidden_is_read():
    check("<div style='font-size:0'><span style='font-size:12px'>agree</span></div>", "agree")
    check("<table bgcolor='#000'><tr><td><font color=white>agree</font></table>", "agree")
    check("<div style='display:block;opacity:0.9'>agree</div>", "agree")


def test_the_footer_of_groupsio_after_the_end_is_dropped():
    mark = '<div width="1" style="color:white;clear:both">_._,_._,_</div>'
    check(f"<html><body>agree</body></html>\n{mark}<hr>Groups.io Links:<p>You receive all{mark}", "agree")
    check(f"<html><body>agree</body></html>\n{mark}<hr>Groups.io Links:", "agree")
    check(f"agree<blockquote>a{mark}Groups.io Links:{mark}b</blockquote>", "agree", "", "> a", "> b")


def test_an_emoji_that_is_a_picture_is_text():
    check('<img alt="👍" src="x"> <img alt="logo">', "👍")


def test_broken_html_is_read_as_browsers_do():
    check("a < b <b>c", "a < b c")
    check("<p it's>agree", "agree")
    check("<div><p>a</div>b</p>c", "a", "", "bc")
    check("agree<a href='x", "agree")
    check("agree<!-- no", "agree")
    check("", *())


def test_nesting_is_bounded_and_its_text_is_kept():
    assert bounded("<div>" * 5_000 + "agree").count("<div>") == MOST_DEPTH
    check("<div>" * 5_000 + "agree" + "</div>" * 5_000 + "<div>yes</div>", "agree", "yes")


def test_every_element_that_is_opened_is_closed():
    assert bounded("<div><p>a<b>c</div>d</b>") == "<div><p>a<span>c</span></p></div>d"


SHOWN = (
    "<p>I do not agree</p><p>+1</p><p>so I say <b>go ahead</b> with the press</p><ul><li>B &gt; A</ul>"
    "<blockquote>-1</blockquote>"
)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("I do not agree", True),
        ("i do *not* agree", True),
        ("agree", False),
        ("+1", True),
        ("-1", False),  # quoted only
        ("1", False),
        ("go ahead", False),
        ("I say go ahead with the press", True),
        ("SO I SAY GO AHEAD WITH THE PRESS", True),
        ("- B > A", True),
        ("1. B > A", True),
        ("A > B", False),
        ("", True),
    ],
)
def test_a_line_of_the_plain_text_is_looked_for(line, shown):
    assert html_text(SHOWN).shows(line) is shown


BLOCKS = st.sampled_from(["div", "p", "span", "b", "font", "ul", "li", "table", "pre", "h1", "center", "a"])
TREES: st.SearchStrategy = st.recursive(
    st.just("own"),
    lambda inner: st.one_of(
        st.tuples(BLOCKS, st.lists(inner, max_size=4)),
        st.tuples(st.just("blockquote"), st.lists(inner, max_size=4)),
        st.tuples(st.just("br"), st.just([])),
    ),
    max_leaves=25,
)


def written(tree, quoted=False) -> str:
    """A tree as HTML, whose words say whether they stand in a quote."""
    if isinstance(tree, str):
        return "QUOTED " if quoted else "OWN "
    tag, children = tree
    inner = "".join(written(child, quoted or tag == "blockquote") for child in children)
    if tag == "table":  # what stands in a table but not in a cell is moved out of it, by every reader
        inner = f"<tr><td>{inner}</td></tr>"
    return f"<{tag}>" if tag == "br" else f"<{tag}>{inner}</{tag}>"


@given(st.lists(TREES, max_size=6))
@settings(max_examples=200)
def test_quoted_words_never_stand_in_a_line_of_ones_own(trees):
    html = "".join(written(tree) for tree in trees)
    lines = html_text(html).text.splitlines()
    assert not [line for line in lines if "QUOTED" in line and not line.startswith(">")]
    assert not [line for line in lines if "OWN" in line and line.startswith(">")]
    assert sum(line.count("QUOTED") + line.count("OWN") for line in lines) == html.count("QUOTED") + html.count("OWN")

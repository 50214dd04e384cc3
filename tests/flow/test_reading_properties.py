"""What holds for any mail, whichever program wrote it and whichever list delivered it."""

from __future__ import annotations

import base64
import quopri
import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.flow.trial import Trial, Tried, try_mail
from tests.cases.mail.shapes import CLIENTS, LISTS, Content, mail

PHRASES = (
    "agree",
    "+1",
    "-1",
    "Yes please",
    "No",
    "abstain",
    "stand aside",
    "object: the lease forbids it",
    "+1 (binding)",
    "I can live with it",
    "Yes, but only if it is second-hand",
    "+1?",
    "Ben gave his +1",
    "What does it cost?",
)
QUOTABLE = st.lists(
    st.sampled_from([*PHRASES, "The press is in Leeds.", "", "#1 agree", "[x] A"]), min_size=1, max_size=8
)
SIGNATURES = (
    "-- \nAda Example\n+1 555 0100",
    "-- \nYES Ltd, Leeds\nagree@example.org",
    "Sent from my iPhone",
    "-- \nNo gods, no masters",
)


def acts(data: bytes) -> list[tuple[str, str, str]]:
    """What a mail asks for: the verbs, positions and clarity."""
    tried = try_mail(data, Trial())
    assert isinstance(tried, Tried)
    return [(act.verb.value, act.position, act.clarity.value) for act in tried.reading.acts]


def sent(content: Content, of_list: str = "private") -> bytes:
    return mail(1, LISTS[of_list][0](content))


def said(own: str) -> list[tuple[str, str, str]]:
    """What the words alone ask for."""
    return acts(sent(Content(f"{own}\n")))


@given(QUOTABLE, st.sampled_from(["> ", ">> ", "| ", "> > "]), st.sampled_from(sorted(LISTS)))
@settings(max_examples=60, deadline=None)
def test_no_quoted_text_ever_acts(lines, mark, of_list):
    text = "\n".join(f"{mark}{line}" for line in lines if not line.startswith("["))
    attributed = f"Let us talk.\n\nOn Mon, Dec 7, 2026 at 10:00 AM Ben <ben@example.org> wrote:\n{text}\n"
    assert acts(sent(Content(attributed), of_list)) == []
    rows = "<br>".join(lines)
    assert acts(sent(Content(None, f"<p>Let us talk.</p><blockquote>{rows}</blockquote>"), of_list)) == []


@given(st.sampled_from(PHRASES), st.sampled_from(sorted(LISTS)))
@settings(max_examples=60, deadline=None)
def test_a_lists_footer_changes_no_act(own, of_list):
    assert acts(sent(Content(f"{own}\n"), of_list)) == said(own)


@given(st.sampled_from(PHRASES), st.sampled_from(SIGNATURES))
@settings(max_examples=60, deadline=None)
def test_a_signature_changes_no_act(own, signature):
    assert acts(sent(Content(f"{own}\n\n{signature}\n"))) == said(own)


@given(st.sampled_from(PHRASES), QUOTABLE)
@settings(max_examples=60, deadline=None)
def test_a_quote_below_changes_no_act(own, lines):
    below = "\n".join(f"> {line}" for line in lines if not line.startswith("["))
    quote = f"On Mon, Dec 7, 2026 at 10:00 AM Votes <votes@example.org> wrote:\n{below}"
    assert acts(sent(Content(f"{own}\n\n{quote}\n"))) == said(own)


@given(st.sampled_from(PHRASES), st.sampled_from(sorted(set(CLIENTS) - {"between"})), st.sampled_from(sorted(LISTS)))
@settings(max_examples=100, deadline=None)
def test_every_program_and_list_makes_the_same_of_it(own, client, of_list):
    assert acts(sent(CLIENTS[client][0](own), of_list)) == said(own)


@given(
    st.sampled_from(PHRASES),
    st.sampled_from(["utf-8", "iso-8859-1", "windows-1252", "us-ascii"]),
    st.sampled_from(["base64", "quoted-printable"]),
)
@settings(max_examples=60, deadline=None)
def test_another_encoding_changes_no_act(own, charset, encoding):
    assert acts(sent(Content(f"{own}\n", charset=charset, encoding=encoding))) == said(own)
    assert acts(sent(Content(f"{own}\n", charset="utf-16", encoding="base64"))) == said(own)


@given(st.sampled_from(PHRASES), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_wherever_an_encoding_splits_its_lines_the_acts_are_the_same(own, width):
    text = f"{own}\n".encode()
    packed = base64.b64encode(text).decode("ascii")
    rows = "\n".join(packed[at : at + width] for at in range(0, len(packed), width))
    head = "From: ada@example.org\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
    assert acts(f"{head}base64\n\n{rows}\n".encode()) == said(own)
    split = "=\n".join(textwrap.wrap(quopri.encodestring(text).decode("ascii"), width + 3, drop_whitespace=False))
    if "=" not in quopri.encodestring(text).decode("ascii"):
        assert acts(f"{head}quoted-printable\n\n{split}\n".encode()) == said(own)


REASON = (
    "object: the lease of the shop says in its fourth paragraph that no machine of more than two hundred kilos may "
    "stand on the upper floor, and the landlord told Cleo on Friday that he means it"
)


@given(st.integers(66, 78))
@settings(deadline=None)
def test_wrapping_a_long_line_changes_no_act(width):
    wrapped = "\n".join(textwrap.wrap(REASON, width))
    soft = " \n".join(textwrap.wrap(REASON, width))
    assert said(REASON) == [("ballot", "object", "clear")]
    assert said(wrapped) == said(REASON)
    assert acts(sent(Content(f"{soft}\n", flowed=True))) == said(REASON)

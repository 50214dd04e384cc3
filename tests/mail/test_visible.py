"""What only readers of the plain text see."""

from __future__ import annotations

from listvote.acts import Act, Context, Matter, Place, Reading, Reference, Verb
from listvote.mail.grammar import read as read_acts
from listvote.mail.own_words import own_words
from listvote.mail.visible import as_seen, unseen
from tests.mail.letters import letter, multipart

LINES = ("agree", "+1", "Thanks, Ada")


def twin(html: str) -> tuple[str, ...]:
    mail = multipart("\n" + "\n".join(LINES), f"Content-Type: text/html\n\n{html}", kind="alternative")
    return unseen(mail, LINES)


def test_lines_that_both_have_are_seen():
    assert twin("<p>Agree<br><b>+1</b></p><div>Thanks, <i>Ada</i></div>") == ()


def test_lines_that_the_html_hides_turns_or_quotes_are_unseen():
    assert twin("<p>I do not agree</p><p>+1<p>Thanks, Ada") == ("agree",)
    assert twin("<p style='display:none'>agree</p><p>+1<p>Thanks, Ada") == ("agree",)
    assert twin("<blockquote>agree</blockquote><p>+1<p>Thanks, Ada") == ("agree",)
    assert twin("<p>-1</p><p>agree<p>Thanks, Ada") == ("+1",)
    assert twin("") == ()
    assert twin("<p></p>") == LINES


def test_without_a_second_version_everything_is_seen():
    assert unseen(letter(body="agree"), LINES) == ()
    assert unseen(letter("Content-Type: text/html", body="<p>agree"), LINES) == ()


MATTER = Matter(Reference("decision", 1), "consensus")
CONTEXT = Context(Place.OPENING, MATTER, {MATTER.ref: MATTER})


def clarity(plain: str, html: str) -> list[str]:
    """The clarity of each act of a mail whose plain text and HTML these are."""
    mail = multipart("\n" + plain, f"Content-Type: text/html\n\n{html}", kind="alternative")
    own = own_words(mail)
    return [act.clarity.value for act in as_seen(mail, own.lines, read_acts(own, mail.subject, CONTEXT), CONTEXT).acts]


def test_an_act_that_readers_of_the_html_do_not_see_is_doubtful():
    assert clarity("agree", "<p>agree</p>") == ["clear"]
    assert clarity("agree", "<p>I am against it</p>") == ["doubtful"]
    assert clarity("agree", "<blockquote>agree</blockquote>") == ["doubtful"]
    assert clarity("agree", "") == ["clear"]


def test_a_line_that_was_wrapped_is_seen_in_the_running_text():
    plain = "disagree: the lease of the shop\nforbids any machine"
    assert clarity(plain, f"<p>{plain.replace(chr(10), '<br>')}</p>") == ["clear"]
    assert clarity(plain, f"<p>{plain.replace(chr(10), ' ')}</p>") == ["clear"]


def test_a_form_filled_in_within_its_quote_is_seen_in_the_quote_of_the_html():
    form = "On 1 May 2026, Votes wrote:\n> [x] agree\n> [ ] disagree\n"
    mail = multipart(
        "\n" + form, "Content-Type: text/html\n\n<blockquote>[x] agree<br>[ ] disagree</blockquote>", kind="alternative"
    )
    own = own_words(mail)
    line = next(line for line in own.lines if line.text == "[x] agree")
    act = Act(Verb.BALLOT, line.text, MATTER.ref, "agree", {"position": "agree"})
    assert as_seen(mail, own.lines, Reading((act,)), CONTEXT).acts == (act,)


def test_a_doubted_act_offers_the_positions_and_holds_no_ballot():
    mail = multipart("\nagree", "Content-Type: text/html\n\n<p>no</p>", kind="alternative")
    own = own_words(mail)
    (act,) = as_seen(mail, own.lines, read_acts(own, "", CONTEXT), CONTEXT).acts
    assert act.ballot is None
    assert act.readings[:2] == ("agree", "reservations")


def test_nothing_is_clear_in_a_mail_that_was_not_read_to_its_end():
    mail = letter(body="agree\n\n" + "word\n" * 30_000)
    own = own_words(mail)
    before = Reading((Act(Verb.BALLOT, "agree", MATTER.ref, "agree"),))
    assert mail.cut
    assert as_seen(mail, own.lines, before, CONTEXT).verdict == "doubtful"

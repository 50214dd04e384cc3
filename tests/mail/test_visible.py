"""What only readers of the plain text see."""

from __future__ import annotations

from listvote.mail.visible import unseen
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

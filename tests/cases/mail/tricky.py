"""Mails that are easily read wrong, each written by hand, with what has to be read in it and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.cases.mail.shapes import LISTS, Content, Listed, quoted

SAID = "On Mon, Dec 7, 2026 at 10:00 AM Votes <votes@example.org> wrote:"
ANSWER = "Re: [press] VOTE #12: Buy a second-hand press?"


@dataclass(frozen=True)
class Tricky:
    """One mail; `acts` are `position clarity`, a doubtful one's position may be left out."""

    name: str
    why: str
    content: Content
    own_text: str
    acts: Sequence[str] = ()
    verdict: str = ""
    subject: str = ANSWER
    author: str = "ada@example.org"
    of_list: str = "groupsio"
    headers: tuple[str, ...] = ()
    tried: Mapping[str, Any] = field(default_factory=dict)

    def listed(self) -> Listed:
        """The mail as its list delivers it."""
        delivered = LISTS[self.of_list][0](self.content)
        return Listed((*delivered.headers, *self.headers), delivered.content)


def above(name: str, why: str, own: str, *acts: str, own_text: str = "", **more: Any) -> Tricky:
    """Own words above a quoted parent."""
    return Tricky(name, why, Content(f"{own}\n\n{SAID}\n\n{quoted()}\n"), own_text or own, acts, **more)


def whole(name: str, why: str, text: str, own_text: str, *acts: str, **more: Any) -> Tricky:
    """The whole text of a mail as it stands."""
    return Tricky(name, why, Content(text if text.endswith("\n") else f"{text}\n"), own_text, acts, **more)


def twin(name: str, why: str, plain: str, html: str, own_text: str, *acts: str, **more: Any) -> Tricky:
    """Plain text and HTML."""
    return Tricky(name, why, Content(f"{plain}\n", html), own_text, acts, **more)


def poll(method: str, *options: str) -> dict[str, Any]:
    """What the mail is tried on: a poll."""
    return {"method": method, "options": list(options)}


TRICKY: tuple[Tricky, ...] = (
    # ------------------------------------------------------------------------------- to somebody else, about something
    above("to-somebody", "A +1 to what somebody said is no vote on the proposal", "+1 to what Ben said", " doubtful"),
    above("to-an-idea", "A +1 to another idea is no vote on the proposal", "+1 to a smaller press instead", " doubtful"),
    above("as-somebody", "It says what somebody else thinks", "I think like Cleo", own_text="I think like Cleo"),
    above("asked-for", "It asks others to vote", "Please vote +1 or -1 by Thursday."),
    above("told-of-a-vote", "A vote of another day is told", "I voted yes when we had this in spring."),
    above("told-of-another", "Somebody else's vote is told", "Cleo said she would abstain.", " doubtful"),
    above("counted-by-hand", "A tally is no vote", "So far: +1 Ben, +1 Cleo, -1 Dora."),
    above("tally-lines", "A tally in lines is no vote", "+1 votes: Ben, Cleo\n-1 votes: Dora"),
    above("rule", "A rule is told", "A -1 needs a reason, a +1 does not.", " doubtful"),
    above("both-words", "Both words stand in one question", "Should we write agree or support?"),
    above("agree-on-part", "It agrees with a part only", "I agree that the price is fair.", " doubtful"),
    above("disagree-with-someone", "It disagrees with a person", "I disagree with Ben about the room.", " doubtful"),
    above("no-idea", "No is no vote here", "No idea what it weighs."),
    above("no-problem-with-date", "No is no vote here", "No hurry, the co-op waits until spring."),
    above("yes-to-a-question", "Yes answers a question of fact", "Yes, the co-op delivers, I asked them.", " doubtful"),
    above("object-as-noun", "An object is also a thing", "The press is a heavy object to move."),
    above("support-as-noun", "Support is also a thing", "The floor needs support from below."),
    above("block-as-noun", "A block is also a thing", "It stands on a block of concrete."),
    above("against-a-wall", "Against is also a place", "It stands against the wall at the moment."),
    above("for-somebody", "For is a small word", "For the printers this means two days of work."),
    above("neutral-colour", "Neutral is also a colour", "I would paint it in a neutral grey."),
    # ------------------------------------------------------------------------------------- conditions, doubts, questions
    above("if-only", "A condition", "Agree, if the landlord lets us", " doubtful"),
    above("unless", "A condition", "Yes unless somebody finds a cheaper one", " doubtful"),
    above("once", "A condition in time", "+1 once the floor is checked", " doubtful"),
    above("provided", "A condition", "I agree provided that we sell the old one", " doubtful"),
    above("would-vote", "A vote that might be", "I would vote yes if it were cheaper"),
    above("tend", "A tendency", "I tend to agree", " doubtful"),
    above("not-sure", "A doubt", "Not sure, maybe yes", " doubtful"),
    above("question-mark", "A question", "Agree?", " doubtful"),
    above("two-answers", "Two answers for one decision contradict each other", "agree\n\ndisagree", " doubtful", " doubtful"),
    above("plus-and-minus", "Both signs", "+1 / -1", " doubtful"),
    above("not-against", "A negation around a word", "I'm not against it", " doubtful"),
    above("cannot-agree", "A negation around a word", "I cannot agree", " doubtful"),
    above("changed-halfway", "It takes back what it says", "agree\n\nNo wait, forget that, I need to think.", " doubtful", " doubtful"),
    above("half", "Half a vote", "+0.5", own_text="+0.5"),
    above("plus-ten", "A number is no sign", "+10", own_text="+10"),
    above("plus-one-percent", "A share is no sign", "+1% a year is what they ask."),
    above("time-zone", "A zone is no sign", "The call is at 18:00 UTC +1", " doubtful"),
    above("telephone", "A telephone number is no sign", "Call me: +1 555 0100"),
    above("led-to", "Somebody else's words, led to by a colon", "Ben wrote:\n\n  agree\n\nI am still thinking.", " doubtful"),
    above("led-to-by-the-charter", "A rule is told, led to by a colon", "As the charter says:\n\n    agree\n\nis counted.", " doubtful"),
    above("how-to-vote", "It tells others how to vote", "To vote, write:\n\nagree", " doubtful"),
    above("for-somebody-else", "It brings somebody else's vote", "Ben asked me to send this for him:\n\nagree", " doubtful"),
    above("from-somebody-else", "It brings somebody else's vote", "From Cleo, who has no mail today:\n+1", " doubtful"),
    above("my-vote-led-to", "One's own vote, led to by a colon", "So here is my vote:\n\nagree", "agree clear"),
    Tricky("outlook-bar", "What stands beside Outlook's bar is a quote", Content(
        None, '<p>Thanks</p><div style="border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt"><p>agree</p></div>'
    ), "Thanks"),
    # ----------------------------------------------------------------------------------------------- where the line stands
    whole("only-in-the-quote", "The vote stands in the quoted parent", f"Interesting.\n\n{SAID}\n> agree\n> +1\n", "Interesting."),
    whole("vote-of-the-parent", "Somebody else's vote is quoted, and questioned",
          "Why?\n\nOn Mon, Dec 7, 2026 at 10:00 AM Ben Example <ben@example.org> wrote:\n> disagree\n", "Why?"),
    whole("two-levels", "The vote stands two quotes deep",
          "Let us talk on Friday.\n\nOn Mon, Dec 7, 2026, Ben wrote:\n> Hm.\n> On Sun, Cleo wrote:\n>> +1\n", "Let us talk on Friday."),
    whole("mixed-marks", "Quotes with other marks than one", "Hello,\n\nsee below.\n\n| agree\n| +1\n\n> > yes\n>> +1", "Hello,\n\nsee below."),
    whole("unmarked-below-a-bar", "Below a bar all is quoted, though it has no marks",
          "See you on Friday.\n\n-----Original Message-----\nFrom: Ben Example <ben@example.org>\nSent: Monday\n"
          "To: press@groups.io\nSubject: Re: VOTE\n\nagree\n", "See you on Friday."),
    whole("forwarded", "A forwarded mail is not its sender's",
          "For those who missed it.\n\n---------- Forwarded message ---------\nFrom: Ben Example <ben@example.org>\n"
          "Date: Mon, Dec 7, 2026 at 10:00 AM\nSubject: VOTE\nTo: Ada <ada@example.org>\n\n+1\n", "For those who missed it."),
    whole("in-the-signature", "A signature is no vote", "Is there a picture of it?\n\n-- \nAda Example\nI agree with nobody\n+1", "Is there a picture of it?"),
    whole("phone-in-signature", "A number in a signature is no vote", "I'll look at it.\n\n-- \nAda\n+1 555 0100", "I'll look at it."),
    whole("below-everything", "Below the footer nothing is the author's", "Hm.", "Hm.",
          headers=("X-Note: agree",)),
    whole("above-and-quoted", "The own vote counts, the quoted one does not", f"agree\n\n{SAID}\n> disagree\n", "agree", "agree clear"),
    whole("own-below-quoted-other", "The own vote below somebody else's",
          "On Mon, Dec 7, 2026 at 10:00 AM Ben Example <ben@example.org> wrote:\n> disagree\n\nagree\n", "agree", "agree clear"),
    whole("between-foreign-quotes", "Between quotes of prose a bare word does not say what it answers",
          f"{SAID}\n> The press weighs four hundred kilos.\n\nyes\n\n> The floor was made for less than that.\n", "yes", " doubtful"),
    whole("under-a-ballot-line", "Right under the quoted line that shows how to vote", f"{SAID}\n> Write one of:\n>   agree\n\nagree\n\n> Closes Thursday.\n", "agree", "agree clear"),
    whole("form-filled-in-its-quote", "A form filled in within the quote counts",
          f"{SAID}\n> [x] A. In house\n> [ ] B. In Leeds\n> [ ] C. Not at all\n", "", "A clear", tried=poll("approval", "In house", "In Leeds", "Not at all")),
    whole("form-left-empty", "An empty form is nothing", f"Which one is cheaper?\n\n{SAID}\n> [ ] A. In house\n> [ ] B. In Leeds\n", "Which one is cheaper?", tried=poll("approval", "In house", "In Leeds")),
    whole("form-ranked", "Numbers in brackets order the options",
          "[2] A. In house\n[1] B. In Leeds\n[ ] C. Not at all", "[2] A. In house\n[1] B. In Leeds\n[ ] C. Not at all",
          "B > A clear", tried=poll("ranked", "In house", "In Leeds", "Not at all")),
    above("ranked-in-a-line", "An order in one line", "B > A = C", "B > A = C clear", tried=poll("ranked", "In house", "In Leeds", "Not at all")),
    above("ranked-unknown", "An option that there is not makes the whole ballot invalid", "B > D", " refused", tried=poll("ranked", "In house", "In Leeds")),
    above("score", "A number for each option", "A 5, B 3", "A 5, B 3 clear", tried=poll("score", "In house", "In Leeds")),
    above("approve-two", "Two options approved", "approve A, C", "A, C clear", tried=poll("approval", "In house", "In Leeds", "Not at all")),
    # ------------------------------------------------------------------------------------------------------ how it is written
    above("bullet", "A list's bullet before it", "- agree", "agree clear"),
    above("emphasis", "Emphasis around it", "**+1**", "agree clear"),
    above("wrapped-reason", "A reason over two lines belongs to the act",
          "object: the lease of the shop says in its fourth paragraph that no\nmachine may stand on the upper floor", "object clear"),
    above("reason-paragraph", "A paragraph below is talk", "agree\n\nI have seen it in Leeds, and it is in good shape.", "agree clear"),
    above("greeting-and-thanks", "Greetings and thanks around it are filler", "Hi all,\n\nagree\n\nThanks", "agree clear"),
    above("talk-first", "Talk above, the vote in a line of its own", "I have seen it in Leeds, and it is in good shape.\n\nSo +1 from me.", "agree clear"),
    above("capitals", "Letter case says nothing", "DISAGREE", "disagree clear"),
    above("en-dash-sign", "A dash for a minus", "–1", "disagree clear"),
    above("full-stop", "A full stop behind it", "Yes.", "agree clear"),
    above("two-signs-alike", "Twice the same is once", "+1\n\nagree", "agree clear"),
    above("majority-against", "The words of a majority", "nay", "against clear", tried={"method": "majority"}),
    above("majority-plus", "The words of a majority", "+1", "for clear", tried={"method": "majority"}),
    above("majority-zero", "Plus nought is an abstention in a majority", "+0", "abstain clear", tried={"method": "majority"}),
    above("apache-veto", "An Apache list reads -1 with a reason as an objection", "-1: the tests fail", "object clear", tried={"words": "apache"}),
    above("apache-binding", "An Apache list marks votes as binding", "+1 (binding)", "agree clear", tried={"words": "apache"}),
    above("checked-off", "What was checked for a vote is no other vote",
          "+1 (binding)\n\nI checked:\n- the licence\n- no binaries\n- signatures", "agree clear", tried={"words": "apache"}),
    above("not-checked-off", "A second answer in a line of its own contradicts the first", "+1\n\nno\n", " doubtful", " doubtful", own_text="+1\n\nno"),
    whole("form-of-signs", "A form whose entries begin with signs, one of them crossed",
          "[ ] +1 release it\n[ ] +0\n[x] -1 do not, because", "[ ] +1 release it\n[ ] +0\n[x] -1 do not, because", "disagree clear"),
    whole("form-of-signs-twice", "Two crosses for one decision contradict each other",
          "[x] +1 release it\n[x] -1 do not, because", "[x] +1 release it\n[x] -1 do not, because", " doubtful"),
    whole("form-of-signs-empty", "A form that nobody filled in", "[ ] +1 release it\n[ ] -1 do not, because\n\nWhat changed?",
          "[ ] +1 release it\n[ ] -1 do not, because\n\nWhat changed?"),
    above("gradient-step", "A step of the gradient", "step 3", "step 3 clear", tried={"method": "gradient"}),
    above("numbered-reference", "The number of the matter before the word", "#1 agree", "agree clear"),
    above("another-number", "A number that there is not is refused", "#77 agree", " refused"),
    above("withdrawn", "A ballot taken back", "withdraw", " clear"),
    whole("signed-inline", "The armour of a signature is not the author's, what it holds is",
          "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nagree\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n-----END PGP SIGNATURE-----\n", "agree", "agree clear"),
    whole("disclaimer", "An employer's notice below the vote",
          "agree\n\nThis e-mail and any attachments are confidential and intended solely for the addressee. If you have received\n"
          "this email in error please notify the sender and delete it. Any unauthorised use is prohibited.\n", "agree", "agree clear"),
    whole("zero-width", "Characters that nobody sees", "\u200bagree\u2060\n", "agree", "agree clear"),
    whole("no-break", "No-break spaces", "Yes\u00a0please\n", "Yes please", "agree clear"),
    # ---------------------------------------------------------------------------------------------------- twins that differ
    twin("html-says-otherwise", "The HTML, which most people read, says something else", "agree", "<p>I am against it</p>", "agree", " doubtful"),
    twin("html-quotes-it", "The HTML shows the line only as a quote", "agree", "<p>See below.</p><blockquote>agree</blockquote>", "agree", " doubtful"),
    twin("html-hides-it", "The HTML hides the line", "agree", '<p style="display:none">agree</p><p>Hello</p>', "agree", " doubtful"),
    twin("html-turns-it", "The HTML has a word more", "agree", "<p>I do not agree</p>", "agree", " doubtful"),
    twin("html-the-same", "The HTML says the same, in bold", "agree", "<p><b>agree</b></p>", "agree", "agree clear"),
    Tricky("html-only-hidden", "What is hidden in HTML is not read", Content(None, '<p>Hello</p><p style="display:none">agree</p>'), "Hello"),
    Tricky("html-only-quote", "A quote in HTML is a quote", Content(None, "<p>Hello</p><blockquote>agree</blockquote>"), "Hello"),
    Tricky("html-struck", "What is struck out was taken back", Content(None, "<p><s>agree</s></p><p>Let me think.</p>"), "Let me think."),
    # -------------------------------------------------------------------------------------------- automatic and other mail
    above("out-of-office", "A program answered", "agree", verdict="automatic", headers=("Auto-Submitted: auto-replied",)),
    above("absence-subject", "An absence note by its subject", "agree", verdict="automatic", subject="Automatic reply: VOTE #12"),
    above("suppressed", "Outlook marks what programs send", "agree", verdict="automatic", headers=("X-Auto-Response-Suppress: All",)),
    above("empty-return-path", "A bounce has an empty return path", "agree", verdict="automatic", headers=("Return-Path: <>",)),
    above("result", "A result announces votes and is none", "+1\n\n+1 votes: Ada, Ben", subject="[RESULT][VOTE] Release Quill 1.2"),
)  # fmt: skip

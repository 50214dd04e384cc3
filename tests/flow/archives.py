"""One story of a list, written down by three archivers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BEGAN = datetime(2026, 1, 5, 10, tzinfo=UTC)

CHARTER = """\
[group]
name = "press"
post = "press@lists.example.org"
list_id = "press.lists.example.org"
words = "apache"
[members]
join = "nobody"
[kinds.ordinary]
method = "{method}"
quorum = "at least 3 members"
closes = "72 hours"
hearings = 0
fallback = "none"
amendments = 0
"""

RULES = CHARTER.format(method="consensus")


@dataclass(frozen=True)
class Told:
    """One mail of the story: who, after how many hours, what, and the names of the mails that it answers."""

    name: str
    who: str
    hours: float
    subject: str
    text: str
    answers: tuple[str, ...] = ()

    @property
    def when(self) -> datetime:
        return BEGAN + timedelta(hours=self.hours)

    @property
    def date(self) -> str:
        return self.when.strftime("%a, %d %b %Y %H:%M:%S +0000")

    @property
    def ctime(self) -> str:
        return self.when.strftime("%a %b %e %H:%M:%S %Y")

    @property
    def threading(self) -> str:
        made = f"Message-ID: <{self.name}@mail.example.org>\n"
        if self.answers:
            made += f"In-Reply-To: <{self.answers[-1]}@mail.example.org>\n"
            made += "References: " + "\n ".join(f"<{each}@mail.example.org>" for each in self.answers) + "\n"
        return made

    @property
    def body(self) -> str:
        return "\n".join(f">{line}" if line.startswith("From ") else line for line in self.text.split("\n"))


def address(who: str) -> str:
    return f"{who.lower()}@example.org"


def pipermail(mails: list[Told]) -> bytes:
    """What a Mailman 2.1 archive offers for download: few header fields, addresses in words."""
    made = ""
    for each in mails:
        hidden = address(each.who).replace("@", " at ")
        made += f"From {hidden}  {each.ctime}\nFrom: {hidden} ({each.who} Example)\nDate: {each.date}\n"
        made += f"Subject: [press] {each.subject}\n{each.threading}\n{each.body.replace('@', ' at ')}\n\n\n"
    return made.encode()


def hyperkitty(mails: list[Told]) -> bytes:
    """What a Mailman 3 archive exports: addresses with (a), bodies as base64 or as they were."""
    made = ""
    for each in mails:
        hidden = address(each.who).replace("@", "(a)")
        made += f"From {hidden} {each.ctime}\nFrom: {each.who} Example <{hidden}>\nTo: press(a)lists.example.org\n"
        made += f"Subject: [press] {each.subject}\nDate: {each.date}\n{each.threading}MIME-Version: 1.0\n"
        made += f'Content-Type: multipart/mixed; boundary="==={each.name}=="\n\n--==={each.name}==\n'
        made += 'Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
        made += f"{each.body.replace('@', '(a)')}\n\n--==={each.name}==--\n\n"
    return made.encode()


def groupsio(mails: list[Told]) -> bytes:
    """What groups.io exports: whole mails, some of them with the group's address in From."""
    made = ""
    for number, each in enumerate(mails, 1):
        mine = address(each.who)
        munged = f'"{each.who} Example via groups.io" <{mine.replace("@", "=")}@groups.io>'
        made += f"From bounce+17+{number}+1+2@groups.io {each.ctime}\n"
        made += f"From: {munged if number % 3 == 0 else f'{each.who} Example <{mine}>'}\n"
        made += "To: press@groups.io\nSender: press@groups.io\nList-Id: <press.groups.io>\nPrecedence: Bulk\n"
        made += f"Mailing-List: list press@groups.io; contact press+owner@groups.io\nReply-To: press@groups.io,{mine}\n"
        made += f"Subject: [press] {each.subject}\nDate: {each.date}\n{each.threading}"
        made += "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        made += (
            f"{each.body}\n\n\n-=-=-=-=-=-=-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.\n"
            f"View/Reply Online (#{number}): https://groups.io/g/press/message/{number}\n"
            "Mute This Topic: https://groups.io/mt/1/2\nGroup Owner: press+owner@groups.io\n"
            "Unsubscribe: https://groups.io/g/press/leave/1/2/3/xyzzy [votes@example.org]\n"
            "-=-=-=-=-=-=-=-=-=-=-=-\n\n\n"
        )
    return made.encode()


OPENS = "[VOTE] Release Quill 1.2"
ANSWER = "Re: [press] [VOTE] Release Quill 1.2"
QUOTE = """

On Mon, Jan 5, 2026 at 10:00 AM Ada Example <ada@example.org> wrote:
> Please vote on it.
> [ ] +1 release it
> [ ] -1 do not, because
>
> Ada
"""
CALL = """Hi all,

please vote on releasing Quill 1.2.
The vote is open for 72 hours.

[ ] +1 release it
[ ] 0
[ ] -1 do not, because...

From the archive: see above.

Ada"""
FROM_EMIL = """On Mon, Jan 5, 2026 Emil Example wrote:
> I would like to see it.

It is in NOTICE.

+1 (binding) from me"""
RESULTS = """The vote passed with

+1 (binding): Ada, Ben
+1: Cleo, Emil
+0: Dora

+1 votes: 4

Thanks!"""

STORY = [
    Told("open", "Ada", 0, OPENS, CALL),
    Told("ben", "Ben", 2, ANSWER, "+1 (binding)\n\nChecked signatures and checksums." + QUOTE, ("open",)),
    Told("cleo", "Cleo", 3, ANSWER, "+1 non-binding" + QUOTE, ("open",)),
    Told("dora", "Dora", 4, ANSWER, "+0" + QUOTE, ("open",)),
    Told("emil", "Emil", 5, ANSWER, "I would like to see the licence header first." + QUOTE, ("open",)),
    Told("ada2", "Ada", 6, ANSWER, FROM_EMIL, ("open", "emil")),
    Told("finn", "Finn", 7, ANSWER, "+1", ("open", "emil")),
    Told("gale", "Gale", 8, "Re: [VOTE] Release Quill 1.2", "+1"),
    Told("emil2", "Emil", 20, ANSWER, "Thanks, found it.\n\n+1", ("open", "emil", "ada2")),
    Told("result", "Ada", 73, "[RESULT][VOTE] Release Quill 1.2", RESULTS, ("open",)),
    Told("late", "Hugo", 80, ANSWER, "+1" + QUOTE, ("open",)),
    Told("two", "Ada", 100, "[VOTE] Release Quill 1.3", "Please vote.\n\nAda"),
    Told("ben2", "Ben", 101, "Re: [VOTE] Release Quill 1.3", "-1 because the tests fail", ("two",)),
    Told("cancel", "Ada", 110, "[CANCELLED][VOTE] Release Quill 1.3", "Ben found a bug, so this vote is over."),
    Told("three", "Ada", 700, "[VOTE] Release Quill 1.3 (take 2)", "Please vote again.\n\nAda"),
    Told("ben3", "Ben", 731, "Re: [VOTE] Release Quill 1.3 (take 2)", "+1", ("three",)),
]

"""How the demo shows what happens: mails that come in with how they were understood, mails that go out whole."""

from __future__ import annotations

from listvote.demo.story import Scene
from listvote.flow.letter import Taken
from listvote.group import Asking, Counted, Turned
from listvote.group.decide import Result
from listvote.group.secret import SecretBallot
from listvote.mail.lines import LineKind
from listvote.mail.message import Mail, parse

_WIDTH = 78


def title(words: str) -> str:
    """A heading of the demo."""
    return f"\n{'=' * _WIDTH}\n{words}\n{'=' * _WIDTH}"


def scene(what: Scene) -> str:
    """The moment, and what it shows."""
    return f"\n{'-' * _WIDTH}\n{what.at:%A %d %B, %H:%M}  {what.shows}\n{'-' * _WIDTH}"


def indented(text: str, mark: str = "    ") -> str:
    """A text with every line behind a mark."""
    return "\n".join(f"{mark}{line}".rstrip() for line in text.rstrip().split("\n"))


def incoming(taken: Taken) -> str:
    """A mail that came in: its author and subject, its text, and what became of it."""
    if taken.arrived is None:
        return f"IN   (unreadable) {taken.why}"
    mail = taken.arrived.mail
    if taken.verdict == "our own post":
        return f"IN   our own post came back through the list: {mail.subject}"
    who = mail.from_[0].address if mail.from_ else "nobody"
    how = "in private" if taken.arrived.route.private else "through the list"
    lines = [f"IN   from {who}, {how}: {mail.subject}", indented(_without_footer(taken, mail.text), "     | ")]
    why = f" ({taken.why})" if taken.why else ""
    lines.append(f"     understood as: {taken.verdict}{why}")
    lines += [f"       {_result(taken, each)}" for each in taken.decided.results]
    return "\n".join(lines)


def _without_footer(taken: Taken, text: str) -> str:
    """The text as it came, but for the list's footer, which is the same under every mail."""
    if taken.own is None or not any(line.kind is LineKind.FOOTER for line in taken.own.lines):
        return text
    kept = [
        line
        for line, sorted_as in zip(text.split("\n"), taken.own.lines, strict=False)
        if sorted_as.kind is not LineKind.FOOTER
    ]
    return "\n".join(kept).rstrip() + "\n(the list's footer)"


def _result(taken: Taken, result: Result) -> str:
    act = result.act
    about = f" {act.ref}" if act.ref else ""
    what = f"{act.verb.value}{about}{f': {act.position}' if act.position else ''}"
    line = f'"{act.line}" -> {what}'
    if isinstance(result, Counted):
        event = taken.decided.events[result.event]
        where = "put into the box, locked" if isinstance(event, SecretBallot) else f"recorded as {event.kind}"
        return f"{line}, {where}"
    if isinstance(result, Asking):
        return f"{line}, not counted, asked back: {act.why_doubtful}"
    if isinstance(result, Turned):
        return f"{line}, refused ({result.refused.reason.code})"
    return f"{line}, answered"


def outgoing(raw: bytes, recipient: str) -> str:
    """A mail that goes out, as its reader sees it."""
    mail = parse(raw)
    if not isinstance(mail, Mail):
        return f"OUT  to {recipient} (cannot be shown: {mail.why})"
    head = [f"To: {recipient}", f"Subject: {mail.subject}", f"Message-ID: <{mail.message_id}>"]
    if mail.in_reply_to:
        head.append(f"In-Reply-To: <{mail.in_reply_to[-1]}>")
    return "\n".join(["OUT", indented("\n".join([*head, "", mail.text]), "     > ")])

"""Reading one reply against what the standard library needs to parse it, and against mail that wants to cost time."""

from __future__ import annotations

import email
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from email import policy
from functools import partial

from listvote.acts import Context, Matter, Place, Reference
from listvote.flow import reading as steps
from listvote.flow.reading import Arrived
from listvote.mail.message import Unreadable
from listvote.mail.route import GroupAddress

RUNS = 15
ROUNDS = 20
GROUPS = [GroupAddress("press", "press@groups.example.org", "press.groups.example.org")]
MATTER = Matter(Reference("decision", 12), "consensus", "Buy a second-hand press?")
CONTEXT = Context(Place.OPENING, MATTER, {MATTER.ref: MATTER}, ("en", "de"), group="press")

_HEAD = (
    "Return-Path: <bounce+17+61+1+2@groups.example.org>\r\n"
    "Received: from mail.groups.example.org (mail.groups.example.org [192.0.2.7])\r\n"
    "\tby mx.example.org with ESMTPS id 4XyZ; Mon, 7 Dec 2026 10:11:12 +0000 (UTC)\r\n"
    "From: Ada Example <ada@example.org>\r\nTo: press@groups.example.org\r\nSender: press@groups.example.org\r\n"
    "List-Id: <press.groups.example.org>\r\nPrecedence: Bulk\r\n"
    "Mailing-List: list press@groups.example.org; contact press+owner@groups.example.org\r\n"
    "Reply-To: press@groups.example.org,ada@example.org\r\n"
    "Message-ID: <CAF0b8fd4a2@mail.example.org>\r\nIn-Reply-To: <12@votes.example.org>\r\n"
    "References: <12@votes.example.org>\r\nDate: Mon, 7 Dec 2026 11:11:11 +0100\r\n"
    "Subject: Re: [press] VOTE #12: Buy a second-hand press?\r\nMIME-Version: 1.0\r\n"
)
_ANSWER = "Hi all,\r\n\r\nI agree.\r\n\r\nOn Mon, 7 Dec 2026 at 10:00, listvote <votes@example.org> wrote:\r\n\r\n"
_QUOTED = "> The co-op in Leeds sells its press, and we could have it before the spring.\r\n"
_FOOTER = (
    "\r\n-- \r\nAda Example\r\nTypesetter\r\n\r\n\r\n-=-=-=-=-=-=-=-=-=-=-=-\r\n"
    "Groups.io Links: You receive all messages sent to this group.\r\n"
    "View/Reply Online (#61): https://groups.example.org/g/press/message/61\r\n"
    "Mute This Topic: https://groups.example.org/mt/1/1\r\nGroup Owner: press+owner@groups.example.org\r\n"
    "Unsubscribe: https://groups.example.org/g/press/leave/1/2/3/xyzzy [votes@example.org]\r\n"
    "-=-=-=-=-=-=-=-=-=-=-=-\r\n"
)


def reply(quoted: int) -> bytes:
    """An answer with HTML beside the text, and this many quoted lines in each."""
    plain = _ANSWER + _QUOTED * quoted + _FOOTER
    rows = "The co-op in Leeds sells its press, and we could have it before the spring.<br>\r\n" * (quoted // 2)
    html = f"<p>Hi all,</p><p>I agree.</p><blockquote>{rows}</blockquote>"
    body = "".join(
        f"--cut\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{text}\r\n"
        for kind, text in (("plain", plain), ("html", html))
    )
    return f'{_HEAD}Content-Type: multipart/alternative; boundary="cut"\r\n\r\n{body}--cut--\r\n'.encode()


def plain(body: str) -> bytes:
    """A mail of plain text."""
    return f"{_HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}".encode()


def understood(raw: bytes) -> str:
    """What a mail asks for, through every step of reading."""
    arrived = steps.arrive(raw, GROUPS, "votes@example.org")
    if isinstance(arrived, Unreadable):
        return "unreadable"
    assert isinstance(arrived, Arrived)
    steps.writer(arrived, {"ada@example.org": 1}.get, [GROUPS[0].post])
    return steps.acts(arrived, steps.words(arrived, None), CONTEXT).verdict


def parsed(raw: bytes) -> str:
    """What the standard library needs to do for the same: decoded headers and the text."""
    mail = email.message_from_bytes(raw, policy=policy.default)
    said = [str(mail[name]) for name in mail]
    body = mail.get_body(preferencelist=("plain", "html"))
    return "".join(said) + (body.get_content() if body else "")


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Seconds that one call takes, the mean of some rounds."""
    start = time.perf_counter()
    for _ in range(rounds):
        work()
    return (time.perf_counter() - start) / rounds


def hostile() -> Iterator[tuple[str, Callable[[int], bytes]]]:
    """Kinds of mail that are made to take long, each by its size in characters."""
    yield "quote marks", lambda size: plain("> " * (size // 2))
    yield "short quoted lines", lambda size: plain("> a\r\n" * (size // 5))
    yield "attributions", lambda size: plain("On Mon, 7 Dec 2026, Ada <ada@example.org> wrote:\r\n" * (size // 50))
    yield "halves of attributions", lambda size: plain("On Mon, 7 Dec 2026 at 10:00 Ada\r\n" * (size // 33))
    yield "one word for ever", lambda size: plain("agree" * (size // 5))
    yield "acts", lambda size: plain("agree\r\n" * (size // 7))
    yield "signs", lambda size: plain("+1 " * (size // 3))
    yield "references", lambda size: plain("#12 agree, " * (size // 11))
    yield "form lines", lambda size: plain("[x] A\r\n" * (size // 7))
    yield "settings", lambda size: plain("closes: Friday\r\n" * (size // 16))
    yield "brackets", lambda size: plain("[" * size)
    yield "dashes", lambda size: plain("--\r\n" * (size // 4))
    yield "underscores", lambda size: plain("_" * 47 + "\r\n" + "_\r\n" * (size // 3))
    yield "blank lines", lambda size: plain("\r\n" * (size // 2))
    yield "blanks", lambda size: plain(" " * size)
    yield "nested HTML", lambda size: _html("<div>" * (size // 5))
    yield "blockquotes", lambda size: _html("<blockquote>a" * (size // 13))
    yield "references in the header", lambda size: b"References: " + b"<a@b> " * (size // 6) + b"\r\n\r\nagree"
    yield (
        "addresses",
        lambda size: b"From: a@example.org\r\nTo: " + b"a@example.org, " * (size // 15) + b"\r\n\r\nagree",
    )


def _html(body: str) -> bytes:
    return f"{_HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n{body}agree".encode()


def run() -> None:
    """Print medians and ratios of one run."""
    raw = reply(14)
    if understood(raw) != "clear":
        raise AssertionError("the reply is not understood")
    ours, theirs = [], []
    for _ in range(RUNS):
        theirs.append(seconds(lambda: parsed(raw), ROUNDS))
        ours.append(seconds(lambda: understood(raw), ROUNDS))
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    print(f"reading a reply of {len(raw)} bytes, medians of {RUNS}")
    print(f"  standard library, policy.default    {statistics.median(theirs) * 1e6:6.0f} us")
    print(f"  understood by listvote              {statistics.median(ours) * 1e6:6.0f} us  {ratio:4.2f} x")
    print("mail that is made to take long, time for ten times its length (10 is linear)")
    for name, made in hostile():
        short, long = made(8_000), made(80_000)
        times = [(seconds(partial(understood, short), 5), seconds(partial(understood, long), 1)) for _ in range(5)]
        growth = statistics.median(far / near for near, far in times)
        slowest = statistics.median(far for _, far in times)
        print(f"  {name:<26} {growth:6.1f} x   80 kB in {slowest * 1e3:7.1f} ms")
    whole = {name: made(1_000_000) for name, made in hostile()}
    taken = {name: seconds(partial(understood, raw), 1) for name, raw in whole.items()}
    slowest_one = max(taken, key=lambda name: taken[name])
    tracemalloc.start()
    peaks = {}
    for name, raw in whole.items():
        tracemalloc.reset_peak()
        understood(raw)
        peaks[name] = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    largest = max(peaks, key=lambda name: peaks[name])
    print("the same at 1 MB, the most that is read of one mail")
    print(
        f"  slowest: {slowest_one}, {taken[slowest_one]:.2f} s; most memory: {largest}, {peaks[largest] / 1e6:.0f} MB"
    )


if __name__ == "__main__":
    run()

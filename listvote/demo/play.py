"""Plays the story: real mails over real SMTP and IMAP, a clock that jumps from scene to scene, everything shown."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from listvote.audit import Report, audit
from listvote.demo import show
from listvote.demo.cast import ADDRESSES, CHARTER, LIST, ROLL, SERVICE
from listvote.demo.list_copy import list_copy
from listvote.demo.servers import HOST, EmbeddedServers
from listvote.demo.story import BEGINS, SCENES, WHOEVER_WAS_DRAWN, Scene
from listvote.flow import passing, shredding
from listvote.flow.deliver import Delivered
from listvote.flow.groups import Faulty, add_group, import_roll
from listvote.flow.house import House
from listvote.flow.passing import Watch
from listvote.ledger.codec import export, read
from listvote.mail.message import Mail, parse
from listvote.net.imap import Mailbox, MailboxAddress
from listvote.net.smtp import Envelope, Submission
from listvote.render import Templates
from listvote.store import ballot_box, ledger
from listvote.store.database import Database

_PHONE = "\n\nSent from my iPhone"


@dataclass(slots=True)
class Clock:
    """The demo's time; it stands still until somebody sets it."""

    now: datetime

    def __call__(self) -> datetime:
        """The time, aware, UTC."""
        return self.now.astimezone(UTC)


@dataclass(slots=True)
class Stage:
    """What the story needs while it plays: the service, its servers, every mail by the names that scenes use.

    `drawn` is the alias of whoever was asked first to take the work.
    """

    house: House
    servers: EmbeddedServers
    clock: Clock
    mails: dict[str, bytes] = field(default_factory=dict)
    written: int = 0
    drawn: str = ""


def play(write: Callable[[str], None]) -> Report:
    """Play the whole story, telling it line by line to `write`; the audit of its ledger comes back.

    Raises ImportError where the mail servers of the demo are not installed.
    """
    clock = Clock(BEGINS)
    number = 0

    def distribute(raw: bytes, sender: str, recipients: tuple[str, ...]) -> Iterable[tuple[str, bytes]]:
        nonlocal number
        number += 1
        return [(SERVICE, list_copy(raw, list_address=LIST, subscriber=SERVICE, number=number))]

    with (
        tempfile.TemporaryDirectory(prefix="listvote-demo-") as folder,
        EmbeddedServers(LIST, SERVICE, distribute=distribute, clock=clock) as servers,
    ):
        database = Database(f"sqlite:///{Path(folder) / 'demo.db'}")
        database.migrate()
        house = House(database, Templates(None), SERVICE, secrets.token_bytes)
        try:
            stage = Stage(house, servers, clock)
            _set_up(stage, write)
            for scene in SCENES:
                _scene(stage, scene, write)
            return _audit(stage, write)
        finally:
            database.close()


def _set_up(stage: Stage, write: Callable[[str], None]) -> None:
    write(show.title("A mailing list, its charter, and a subscriber that counts"))
    write(show.indented(CHARTER))
    state = add_group(stage.house, CHARTER, live=True, now=stage.clock())
    if isinstance(state, Faulty):
        raise ValueError(f"the demo's charter has faults: {state.faults}")
    group = next(iter(stage.house.states))
    done = import_roll(stage.house, group, ROLL, remove_missing=False, now=stage.clock())
    if isinstance(done, Faulty):
        raise ValueError(f"the demo's roll has faults: {done.faults}")
    write(f"{len(state.roll.members)} members are on its roll.\n")


def _scene(stage: Stage, scene: Scene, write: Callable[[str], None]) -> None:
    stage.clock.now = scene.at
    if scene.author == WHOEVER_WAS_DRAWN:
        scene = replace(scene, author=stage.drawn)
    write(show.scene(scene))
    if scene.author:
        raw = _written(stage, scene)
        stage.mails[scene.author] = raw
        address = ADDRESSES[scene.author]
        recipient = LIST if scene.to == "list" else SERVICE
        out = Submission(HOST, stage.servers.smtp_port, security="none")
        for delivery in out.send([Envelope(address, (recipient,), raw)]):
            if delivery.error:
                raise delivery.error
    _pass(stage, write)


def _pass(stage: Stage, write: Callable[[str], None]) -> None:
    """Passes as the daemon does them, until the posts of the last one came back through the list."""
    servers, house = stage.servers, stage.house
    address = MailboxAddress(HOST, servers.imap_port, servers.user, servers.password, "none")
    name = passing.mailbox_name(address)
    out = Submission(HOST, servers.smtp_port, servers.user, servers.password, "none")

    def delivered(mail: Delivered) -> None:
        outgoing = mail.mail.mail
        stage.mails[f"{outgoing.what} {outgoing.about}".strip()] = outgoing.data
        if not outgoing.to_list:
            stage.mails[f"{outgoing.what} to {outgoing.recipient}"] = outgoing.data
        if outgoing.what == "mandate" and not stage.drawn:
            stage.drawn = next(alias for alias, address in ADDRESSES.items() if address == outgoing.recipient)
        write(show.outgoing(outgoing.data, outgoing.recipient))

    watch = Watch(taken=lambda letter, taken: write(show.incoming(taken)), delivered=delivered, failed=_failed)
    with Mailbox(address) as folder:
        while True:
            done = passing.poll(house, folder, name, stage.clock, watch)
            passing.after_poll(house, out, name, stage.clock, watch, done)
            _shredded(stage, folder, name, write)
            if not done.delivered:
                return


def _shredded(stage: Stage, folder: Mailbox, name: str, write: Callable[[str], None]) -> None:
    """Take the mails of a secret vote that is over out of the mailbox, and say how many there were."""
    before = _to_leave(stage)
    if why := shredding.expunge(stage.house, folder, name, stage.clock()):
        raise ValueError(f"the demo's mailbox keeps the mails of a secret vote: {why}")
    if gone := before - _to_leave(stage):
        left = "1 mail about the secret vote has" if gone == 1 else f"{gone} mails about the secret vote have"
        write(f"     {left} left the mailbox")


def _to_leave(stage: Stage) -> int:
    with stage.house.look() as look:
        return ballot_box.left(look.connection)


def _failed(letter: object, error: Exception) -> None:
    raise error


def _written(stage: Stage, scene: Scene) -> bytes:
    """A scene's mail, as its author's mail program writes it."""
    mail = EmailMessage()
    stage.written += 1
    mail["From"] = f"{scene.author.partition(',')[0]} <{ADDRESSES[scene.author]}>"
    mail["To"] = LIST if scene.to == "list" else SERVICE
    mail["Date"] = format_datetime(scene.at)
    mail["Message-ID"] = f"<{stage.written}.demo@{ADDRESSES[scene.author].partition('@')[2]}>"
    for name, value in scene.headers:
        mail[name] = value
    answered = _answered(stage, scene)
    subject = scene.subject
    if answered is not None:
        mail["In-Reply-To"] = f"<{answered.message_id}>"
        mail["References"] = " ".join(f"<{each}>" for each in (*answered.references, answered.message_id))
        subject = subject or (answered.subject if answered.subject.startswith("Re:") else f"Re: {answered.subject}")
    mail["Subject"] = subject
    mail.set_content(_text(scene, answered))
    return mail.as_bytes()


def _answered(stage: Stage, scene: Scene) -> Mail | None:
    if not scene.answers:
        return None
    to_author = f"{scene.answers} to {ADDRESSES[scene.author]}"
    read_again = parse(stage.mails.get(to_author) or stage.mails[scene.answers])
    if not isinstance(read_again, Mail):
        raise ValueError(f"the mail {scene.answers!r} cannot be read")
    return read_again


def _text(scene: Scene, answered: Mail | None) -> str:
    if answered is None or scene.quoting == "none":
        return scene.text
    who = answered.from_[0].name or answered.from_[0].address
    when = answered.date or scene.at
    attribution = f"On {when:%a, %d %b %Y} at {when:%H:%M}, {who} <{answered.from_[0].address}> wrote:"
    quoted = "\n".join(f"> {line}".rstrip() for line in answered.text.rstrip().split("\n"))
    if scene.quoting == "above":
        return f"{attribution}\n{quoted}\n\n{scene.text}"
    phone = _PHONE if scene.quoting == "phone" else ""
    return f"{scene.text}{phone}\n\n{attribution}\n{quoted}"


def _audit(stage: Stage, write: Callable[[str], None]) -> Report:
    with stage.house.look() as look:
        group, state = next(iter(look.states().items()))
        lines = list(export(state.name, ledger.entries(look.connection, group)))
    report = audit(read(lines))
    write(show.title("The audit of the public ledger, from the exported file alone"))
    for line in report.lines():
        write(line)
    return report

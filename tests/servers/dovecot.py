"""A real IMAP server for tests: Dovecot from a scratch folder, on ports of its own, for any number of users.

Every user exists and has the same password, so that a test takes a fresh name and has a fresh mailbox. The plain port
offers STARTTLS, the other one speaks TLS from the first byte; both show the certificate that the caller supplies.
"""

from __future__ import annotations

import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.servers.certificate import Certificate

HOST: Final = "127.0.0.1"
PASSWORD: Final = "secret"

_CONFIGURATION: Final = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap lmtp
listen = {host}
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:~/mail
mail_max_userip_connections = 100
mailbox_idle_check_interval = 2 secs
auth_failure_delay = 0
disable_plaintext_auth = no
auth_mechanisms = plain login
login_trusted_networks =
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


class DovecotServer:
    """Dovecot while the context lasts; `imap_port`, `imaps_port`, `lmtp_port`, `password`, `certificate`."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        self.password = PASSWORD
        self.imap_port, self.imaps_port, self.lmtp_port = _free_ports(3)

    def __enter__(self) -> Self:
        program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
        if program is None:
            raise RuntimeError("Dovecot is not installed: `apt-get install dovecot-imapd dovecot-lmtpd`")
        self._folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        user, group = _who()
        for name in ("run", "state", "home"):
            (self._folder / name).mkdir()
        self.certificate.write(self._folder)
        configuration = self._folder / "dovecot.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                folder=self._folder,
                host=HOST,
                user=user,
                group=group,
                certificate=self._folder / "certificate.pem",
                key=self._folder / "key.pem",
                password=PASSWORD,
                imap_port=self.imap_port,
                imaps_port=self.imaps_port,
                lmtp_port=self.lmtp_port,
            )
        )
        if os.geteuid() == 0:
            self._folder.chmod(0o755)
            shutil.chown(self._folder / "home", user, group)
        self._process = subprocess.Popen(
            [program, "-F", "-c", configuration], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(10)
        shutil.rmtree(self._folder)

    def put(self, user: str, raw: bytes, internaldate: datetime, folder: str = "INBOX") -> None:
        """Append a mail to a user's folder, as received at `internaldate` (aware)."""
        with self.logged_in(user) as client:
            client.append(folder, "", internaldate, raw)

    def deliver(self, user: str, raw: bytes, mail_from: str = "bounce@example.net") -> None:
        """Hand a mail to a user as a mail server would (LMTP): with Return-Path, Delivered-To and Received."""
        with smtplib.LMTP(HOST, self.lmtp_port, timeout=20) as client:
            client.sendmail(mail_from, [user], raw)

    def renumber(self, user: str) -> None:
        """Give a user's inbox another UIDVALIDITY, as a move to another machine does."""
        mail = self._folder / "home" / user / "mail"
        for path in [*mail.glob("dovecot-uidlist*"), *mail.glob("dovecot.index*")]:
            path.unlink()
        (mail / "dovecot-uidvalidity").write_text("0000beef")
        for path in mail.glob("dovecot-uidvalidity.*"):
            path.rename(mail / "dovecot-uidvalidity.0000beef")

    @contextlib.contextmanager
    def logged_in(self, user: str) -> Iterator[imaplib.IMAP4]:
        """A connection of somebody else to the same mailbox."""
        with imaplib.IMAP4(HOST, self.imap_port, timeout=20) as client:
            client.login(user, PASSWORD)
            yield client

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + 20
        while True:
            try:
                with socket.create_connection((HOST, self.imap_port), timeout=20) as connection:
                    if connection.recv(4) == b"* OK":
                        return
            except OSError:
                pass
            log = self._folder / "log"
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"Dovecot does not start: {log.read_text() if log.exists() else 'no log'}")
            time.sleep(0.01)


def _who() -> tuple[str, str]:
    """Who runs it: ourselves, or nobody if we are root, whom Dovecot does not let read mail."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    return "nobody", "nogroup"


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        listeners = [stack.enter_context(socket.create_server((HOST, 0))) for _ in range(count)]
        return [listener.getsockname()[1] for listener in listeners]

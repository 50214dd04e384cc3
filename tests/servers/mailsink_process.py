"""The process of the mail sink: `FOLDER PORT TLS_PORT USER PASSWORD`; writes the ports that it took to stdout."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import ssl
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Sink:
    """aiosmtpd's handler: answers as rules.json says and keeps what it accepts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _rules(self) -> dict[str, Any]:
        rules: dict[str, Any] = json.loads((self._folder / "rules.json").read_text())
        return rules

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self._rules()["mail"]:
            return str(answer)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self._rules()["refuse"].get(address):
            return str(answer)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        rules = self._rules()
        if rules["data"]:
            return str(rules["data"])
        self._keep(server, session, envelope)
        match rules["after"]:
            case "hang":
                await asyncio.sleep(3600)
            case "die":
                os._exit(1)
            case "close":
                if server.transport is not None:
                    server.transport.close()
        return "250 2.0.0 Kept"

    def _keep(self, server: SMTP, session: Session, envelope: Envelope) -> None:
        transport = server.transport
        number = 1 + len(list(self._folder.glob("*.mail.json")))
        path = self._folder / f"{number:06d}.mail.json"
        said = {
            "mail_from": (envelope.mail_from or "").removeprefix("<>"),
            "recipients": list(envelope.rcpt_tos),
            "options": list(envelope.mail_options),
            "user": getattr(session.auth_data, "login", b"").decode(),
            "tls": transport is not None and transport.get_extra_info("ssl_object") is not None,
        }
        path.with_suffix(".eml").write_bytes(envelope.original_content or b"")
        path.with_suffix(".new").write_text(json.dumps(said))
        path.with_suffix(".new").rename(path)


async def serve(folder: Path, port: int, tls_port: int, user: str, password: str) -> None:
    """Serve until somebody ends the process."""
    logging.disable()
    loop = asyncio.get_running_loop()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    right = LoginPassword(user.encode(), password.encode())

    def log_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        return AuthResult(success=given == right, handled=False, auth_data=given)

    def smtp() -> SMTP:
        return SMTP(
            Sink(folder),
            loop=loop,
            hostname="sink.example.org",
            enable_SMTPUTF8=True,
            tls_context=context,
            auth_require_tls=False,
            authenticator=log_in,
        )

    plain = await loop.create_server(smtp, "127.0.0.1", port)
    tls = await loop.create_server(smtp, "127.0.0.1", tls_port, ssl=context)
    print(*(server.sockets[0].getsockname()[1] for server in (plain, tls)), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]))

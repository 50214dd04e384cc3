"""The servers that tests lean on: they start, are empty, and say plainly what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
import pytest

from tests.servers import postgres as postgres_module
from tests.servers.certificate import Certificate
from tests.servers.dovecot import DovecotServer
from tests.servers.postgres import PostgresServer

RAW = b"Subject: Hi\r\n\r\nhello\r\n"


def tables(url: str) -> int:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("create table ballots (number int)")
        [count] = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone() or (0,)
        return int(count)


@pytest.mark.real
def test_every_database_is_empty(postgres: PostgresServer, postgres_url: str) -> None:
    another = postgres.fresh()
    assert (tables(postgres_url), tables(another)) == (1, 1)
    postgres.drop(another)


@pytest.mark.real
def test_a_mail_delivered_as_by_a_mail_server_has_the_trace_of_it(dovecot: DovecotServer) -> None:
    dovecot.deliver("delivered", RAW, "bounce+1@example.net")
    with dovecot.logged_in("delivered") as client:
        client.select("INBOX")
        _, [answer, _] = client.fetch("1", "(BODY[])")
    raw = answer[1] if isinstance(answer, tuple) else b""
    assert raw.startswith(b"Return-Path: <bounce+1@example.net>")
    assert raw.endswith(RAW)


def test_a_dovecot_that_is_missing_is_named(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *args, **kwargs: None)
    with pytest.raises(RuntimeError, match="Dovecot is not installed: `apt-get install"):
        DovecotServer(certificate).__enter__()


def test_a_postgresql_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda *args, **kwargs: None)
    monkeypatch.setattr(postgres_module, "DEBIAN", tmp_path)
    with pytest.raises(RuntimeError, match="PostgreSQL is not installed: `apt-get install"):
        PostgresServer().__enter__()

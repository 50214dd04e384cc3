"""Keys looked up, from a name server of our own on this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from listvote.net.dns import DnsError, KeyServer

RECORDS = {"one.example.org.": ['"v=DKIM1; " "p=abc"'], "two.example.org.": ['"a"', '"b"']}


class NameServer:
    """Answers from `RECORDS`; `down.` names fail, `silent.` names get no answer."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.asked: list[str] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                data, peer = self.socket.recvfrom(4096)
            except OSError:
                return
            query = dns.message.from_wire(data)
            name = query.question[0].name.to_text()
            self.asked.append(name)
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.RA
            if name.startswith("silent."):
                continue
            if name.startswith("down."):
                answer.set_rcode(dns.rcode.SERVFAIL)
            elif name in RECORDS:
                answer.answer.append(dns.rrset.from_text_list(name, 60, "IN", "TXT", RECORDS[name]))
            elif not name.startswith("empty."):
                answer.set_rcode(dns.rcode.NXDOMAIN)
            self.socket.sendto(answer.to_wire(), peer)


@pytest.fixture
def server() -> Iterator[NameServer]:
    made = NameServer()
    yield made
    made.socket.close()


def keys_of(server: NameServer) -> KeyServer:
    return KeyServer(["127.0.0.1"], server.port, seconds=0.3)


def test_a_record_is_one_text_however_it_was_cut(server: NameServer) -> None:
    assert keys_of(server).keys(["one.example.org"]) == {"one.example.org": b"v=DKIM1; p=abc"}


@pytest.mark.parametrize(
    "name", ["none.example.org", "empty.example.org", "two.example.org", "a..b", "x" * 70 + ".org"]
)
def test_a_name_without_one_key_has_none(server: NameServer, name: str) -> None:
    assert keys_of(server).keys([name]) == {name: None}


@pytest.mark.parametrize("name", ["down.example.org", "silent.example.org"])
def test_a_server_that_fails_is_no_answer(server: NameServer, name: str) -> None:
    with pytest.raises(DnsError):
        keys_of(server).keys([name])


def test_a_name_is_asked_for_once_until_all_is_forgotten(server: NameServer) -> None:
    keys = keys_of(server)
    for _ in range(3):
        keys.keys(["one.example.org", "none.example.org"])
    assert server.asked == ["one.example.org.", "none.example.org."]
    keys.forget()
    keys.keys(["one.example.org"])
    assert len(server.asked) == 3


def test_an_outage_is_waited_for_a_few_times_only(server: NameServer) -> None:
    keys = keys_of(server)
    for number in range(10):
        with pytest.raises(DnsError):
            keys.keys([f"down.{number}.example.org"])
    assert len(set(server.asked)) <= 3


def test_nothing_is_asked_for_nothing(server: NameServer) -> None:
    assert keys_of(server).keys([]) == {}
    assert server.asked == []

"""A database that aborts the loser of two transactions: the loser begins again, and nothing is lost or done twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from listvote.store import ledger
from listvote.store.database import Conflict, Database
from tests.flow.a_service import BEN, CLEO, DAN, EVA, InMemory, Service, hours

pytestmark = pytest.mark.real
SERIALIZABLE = "&options=-c%20default_transaction_isolation%3Dserializable"
ABORTS = """
CREATE FUNCTION abort_most() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF txid_current() % {nth} <> 0 THEN
    RAISE EXCEPTION 'somebody else was first' USING ERRCODE = '{state}';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER aborts AFTER INSERT ON {table} {when} FOR EACH ROW EXECUTE FUNCTION abort_most();
"""
AT_ONCE, AT_THE_END = "", "DEFERRABLE INITIALLY DEFERRED"


@pytest.fixture
def two(postgres_url: str) -> Iterator[tuple[Database, Database]]:
    """Two ways to one database, whose transactions must be as if they came one after the other."""
    one, other = Database(postgres_url + SERIALIZABLE), Database(postgres_url + SERIALIZABLE)
    one.migrate()
    yield one, other
    one.close()
    other.close()


@pytest.fixture
def service(postgres_url: str) -> Iterator[Service]:
    made = Service(InMemory(), postgres_url)
    made.found()
    yield made
    made.close()


def aborts(service: Service, nth: int, state: str = "40001", table: str = "events", when: str = AT_ONCE) -> None:
    """From now on only each n-th transaction that writes into a table is kept; one that is tried again is the next."""
    with service.house.database.writing() as connection:
        connection.execute(text(ABORTS.format(nth=nth, state=state, table=table, when=when)))


def no_longer(service: Service) -> None:
    with service.house.database.writing() as connection:
        connection.execute(text("DROP FUNCTION abort_most CASCADE"))


def test_of_two_transactions_that_each_rest_on_what_the_other_changes_one_has_to_begin_again(
    two: tuple[Database, Database],
) -> None:
    first, second = two

    def overtaken() -> None:
        with first.writing() as one:
            assert ledger.groups(one) == {}
            with second.writing() as other:
                assert ledger.groups(other) == {}
                ledger.add_group(other, "stall")
            ledger.add_group(one, "press")

    with pytest.raises(Conflict):
        overtaken()
    with first.reading() as connection:
        assert list(ledger.groups(connection)) == ["stall"]


def test_of_two_that_wait_for_each_other_one_has_to_begin_again(postgres_url: str) -> None:
    database = Database(postgres_url)
    database.migrate()
    with database.writing() as connection:
        numbers = [ledger.add_group(connection, name) for name in ("press", "stall")]
    both = threading.Barrier(2)
    ended: list[str] = []

    def holds(first: int, then: int) -> None:
        try:
            with database.writing() as connection:
                ledger.comes_to(connection, first, "a mailbox")
                both.wait(20)
                ledger.comes_to(connection, then, "a mailbox")
            ended.append("kept")
        except Conflict:
            ended.append("conflict")

    threads = [threading.Thread(target=holds, args=order) for order in (numbers, numbers[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(ended) == ["conflict", "kept"]
    database.close()


@pytest.mark.parametrize(
    ("state", "table", "when"),
    [
        ("40001", "events", AT_ONCE),
        ("40001", "events", AT_THE_END),
        ("40P01", "mails", AT_ONCE),
        ("40001", "outbox", AT_THE_END),
    ],
    ids=["an entry", "at the end", "a deadlock", "a mail of ours"],
)
def test_a_service_whose_transactions_are_aborted_ends_where_an_undisturbed_one_does(
    service: Service, state: str, table: str, when: str
) -> None:
    twin = Service(InMemory(), "sqlite://")
    twin.found()
    aborts(service, 3, state, table, when)
    for each in (service, twin):
        opening = each.opens()
        for author, word in ((BEN, "agree"), (CLEO, "disagree"), (DAN, "agree"), (EVA, "Perhaps?"), (CLEO, "agree")):
            each.says(author, word, answers=opening)
            each.passes()
        each.settles(each.decision().deadline + hours(1))
    assert service.failed == []
    assert service.tally() == twin.tally()
    assert service.kinds() == twin.kinds()
    assert service.outbox() == twin.outbox()
    assert [each.recipients for each in office(service).taken] == [each.recipients for each in office(twin).taken]
    assert service.audit().differences == []
    twin.close()


def test_a_service_whose_transactions_are_all_aborted_says_so_after_some_tries_and_loses_nothing(
    service: Service,
) -> None:
    opening = service.opens()
    service.says(BEN, "agree", answers=opening)
    aborts(service, 1_000_000)
    with pytest.raises(Conflict, match="somebody else was first"):
        service.passes()
    assert service.tally() == {}
    no_longer(service)
    service.passes()
    assert service.tally() == {"Kropotkin Fan": "agree"}
    assert service.parked("retry", "parked", "later") == []
    assert service.audit().differences == []


def office(service: Service) -> InMemory:
    assert isinstance(service.post_office, InMemory)
    return service.post_office

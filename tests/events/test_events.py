"""Every kind of event: into its three bodies and back."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listvote import events
from listvote.events import Event, EventError, instant, kinds, moment, read
from listvote.ledger.chain import canonical
from tests.ledger.golden import CASES, written

WHEN = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
CLASSES = {
    cls.kind: cls
    for cls in vars(events).values()
    if isinstance(cls, type) and issubclass(cls, Event) and hasattr(cls, "kind")
}
BODIES = ("facts", "words", "private")

# For ever: an event that was written once has to be read by every later version.
FOR_EVER = [
    "amendment offered",
    "asked",
    "ballot",
    "cancel asked",
    "charter changed",
    "closed",
    "copy",
    "decision opened",
    "extended",
    "group added",
    "hearing begun",
    "late ballot",
    "lot committed",
    "mails wanted",
    "member changed",
    "member joined",
    "member left",
    "new version",
    "nominated",
    "objection answered",
    "objection kept up",
    "offer withdrawn",
    "offered",
    "paused",
    "petition signed",
    "post handed over",
    "post seen",
    "post written",
    "prolonged",
    "raise asked",
    "reminded",
    "resumed",
    "review due",
    "salt",
    "seats filled",
    "seconded",
    "seen posting",
    "task opened",
    "voting begun",
    "went live",
]


def a_value(type_: str) -> Any:
    """Some value of a field's type."""
    for name, value in {
        "datetime": WHEN,
        "tuple[int": (3, 1),
        "tuple": ("b", "a"),
        "Mapping[str, int]": {"agree": 2},
        "Mapping": {"position": "agree"},
        "bool": True,
        "int": 7,
    }.items():
        if name in type_:
            return value
    return "Überdruck"


def an_event(kind: str, *, whole: bool) -> Event:
    """An event of a kind with a value in every field, or in those only that it cannot do without."""
    cls = CLASSES[kind]
    wanted = [each for each in fields(cls) if whole or each.default is MISSING]
    made: Event = cls(**{each.name: a_value(str(each.type)) for each in wanted if each.name != "about"}, about="#12")
    return made


def test_the_kinds_that_were_promised_are_all_there() -> None:
    assert set(FOR_EVER) <= set(kinds())
    assert set(CLASSES) == set(kinds())


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("kind", kinds())
def test_an_event_comes_back_from_its_bodies_as_it_was(kind: str, whole: bool) -> None:
    event = an_event(kind, whole=whole)
    bodies = event.bodies()
    for body in bodies.values():
        canonical(body)
    assert tuple(bodies) == BODIES
    assert read(kind, "#12", bodies) == event


@pytest.mark.parametrize("kind", kinds())
def test_an_event_without_its_words_and_private_parts_has_all_that_counts(kind: str) -> None:
    event = an_event(kind, whole=True)
    bodies = event.bodies()
    found = read(kind, "#12", {"facts": bodies["facts"], "words": None, "private": None})
    assert found.bodies()["facts"] == bodies["facts"]
    assert all(not value for value in found.bodies()["private"].values())
    assert all(not value for value in found.bodies()["words"].values())


@pytest.mark.parametrize("kind", kinds())
def test_an_event_without_the_facts_that_it_needs_is_refused(kind: str) -> None:
    for name in [each.name for each in fields(CLASSES[kind]) if each.default is MISSING]:
        facts = {key: value for key, value in an_event(kind, whole=True).bodies()["facts"].items() if key != name}
        with pytest.raises(EventError, match=name):
            read(kind, "#12", {"facts": facts})


@pytest.mark.parametrize("kind", kinds())
def test_addresses_proofs_and_hours_are_private_and_names_are_never_facts(kind: str) -> None:
    bodies = an_event(kind, whole=True).bodies()
    private = {"address", "addresses", "proof", "message_id", "name", "charter_text"}
    assert not private & {*bodies["facts"], *bodies["words"]} or kind == "group added"  # a group's name is public
    assert not {"line", "reason", "text", "title", "alias", "why"} & set(bodies["facts"])


def test_the_kind_nobody_knows_is_refused() -> None:
    with pytest.raises(EventError, match="no kind of event"):
        read("coup", "", {"facts": {}})


@pytest.mark.parametrize("members", ["12", 5, {"1": 2}])
def test_what_should_be_a_list_and_is_none_is_refused(members: object) -> None:
    with pytest.raises(EventError, match="no list"):
        read("seen posting", "", {"facts": {"day": "2026-11-22", "members": members}})


def test_a_key_that_a_later_version_added_does_no_harm() -> None:
    assert read("paused", "", {"facts": {"by": 1, "later": True}}) == events.Paused(by=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-22",
        "2026-11-22T15:30:00",
        "2026-11-22T15:30:00+00:00",
        "2026-11-22 15:30:00Z",
        "2026-W47-7T15:30:00Z",
        "2026-11-22T15:30:00z",
        "2026-11-22T24:30:00Z",
        "2026-02-30T15:30:00Z",
        "２026-11-22T15:30:00Z",
        5,
        None,
        ["2026-11-22T15:30:00Z"],
    ],
)
def test_an_instant_has_one_spelling(text: Any) -> None:
    with pytest.raises(EventError):
        moment(text)


@given(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(timezone(timedelta(hours=5, minutes=45)))))
def test_an_instant_comes_back_to_the_second(at: datetime) -> None:
    assert moment(instant(at)) == at.replace(microsecond=0)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(EventError, match="zone"):
        instant(datetime(2026, 11, 22))


def test_the_golden_ledgers_have_every_kind() -> None:
    assert {each.event.kind for case in CASES for each in written(case)} == set(kinds())


_VALUES: dict[str, Any] = {
    "actor": 7,
    "received": "2026-11-22T15:30:00Z",
    "key": "f00d",
    "line": "Yes",
    "address": "ada@example.org",
    "ballot": {"position": "agree"},
    "settled_by": 2,
    "about": "#99",
    "unheard of": True,
}
_a_body = st.none() | st.dictionaries(st.sampled_from(sorted(_VALUES)), st.booleans()).map(
    lambda chosen: {name: _VALUES[name] if there else None for name, there in chosen.items()}
)


@given(st.fixed_dictionaries({"facts": _a_body, "words": _a_body, "private": _a_body}))
def test_an_event_that_is_read_is_the_one_that_would_be_made_of_what_stands_where_it_belongs(
    bodies: dict[str, dict[str, Any] | None],
) -> None:
    belongs = {each.name: each.metadata["body"] for each in fields(events.BallotCast) if "body" in each.metadata}
    found = {
        name: value
        for body, there in bodies.items()
        for name, value in (there or {}).items()
        if belongs.get(name) == body and value is not None
    }
    if not {"actor", "received", "key"} <= set(found):
        with pytest.raises(EventError, match="lacks"):
            read("ballot", "#1", bodies)
        return
    read_back = read("ballot", "#1", bodies)
    assert read_back == events.BallotCast(**found | {"received": moment(found["received"])}, about="#1")
    assert vars(read_back).keys() == {each.name for each in fields(events.BallotCast)}
    assert vars(read_back) is not vars(read("ballot", "#1", bodies))

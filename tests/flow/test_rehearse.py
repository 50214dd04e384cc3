"""An archive as if listvote had been there."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from listvote import charter as charters
from listvote.charter import Charter
from listvote.cli.app import app
from listvote.cli.files import mails
from listvote.flow.archive import received
from listvote.flow.rehearse import rehearse, told
from tests.flow.archives import (
    ANSWER,
    BEGAN,
    CHARTER,
    OPENS,
    QUOTE,
    RULES,
    STORY,
    Told,
    groupsio,
    hyperkitty,
    pipermail,
)
from tests.mail.letters import letter


def rules(text: str = RULES) -> Charter:
    found = charters.parse(text)
    assert isinstance(found, Charter), found
    return found


def played(story, folder: Path, *, written=pipermail, charter=RULES, numbers=None) -> list[dict]:
    """What a rehearsal tells of each decision."""
    return rehearsal(story, folder, written=written, charter=charter, numbers=numbers)[0]


def rehearsal(story, folder, *, written=pipermail, charter=RULES, numbers=None) -> tuple[list[dict], list[str]]:
    path = folder / "archive.mbox"
    path.write_bytes(written(story))
    done = rehearse(((mail.data, mail.from_line) for mail in mails(path)), rules(charter), numbers)
    return [told(done, one) for one in done.decisions], done.notes


def counted(decision: dict) -> dict[str, str]:
    return {each["address"].partition("@")[0]: each["position"] for each in decision["ballots"]}


def asked(decision: dict) -> list[str]:
    return [each["address"].partition("@")[0] for each in decision["doubtful"]]


def after(*mails: Told) -> list[Told]:
    """The opening, and these mails after it."""
    return [STORY[0], *mails]


def test_the_story_of_a_release(tmp_path):
    first, second, third = played(STORY, tmp_path)
    assert first["subject"] == OPENS
    assert (first["opened"], first["closed"]) == ("2026-01-05T10:00:00Z", "2026-01-08T10:00:00Z")
    assert first["outcome"] == "adopted"
    assert counted(first) == {"ben": "agree", "cleo": "agree", "dora": "reservations", "emil": "agree"}
    assert first["ballots"][0] == {
        "address": "ben@example.org",
        "position": "agree",
        "line": "+1 (binding)",
        "message_id": "ben@mail.example.org",
        "received": "2026-01-05T12:00:00Z",
        "clarity": "clear",
    }
    assert asked(first) == ["ada", "finn"]  # both answer somebody else's question
    assert [(each["address"], each["code"]) for each in first["refused"]] == [("hugo@example.org", "V02")]
    assert (second["outcome"], second["closed"]) == ("withdrawn", "2026-01-10T00:00:00Z")
    assert counted(second) == {"ben": "object"}  # as Apache projects mean a -1 with a reason
    assert third["subject"] == "[VOTE] Release Quill 1.3 (take 2)"
    assert (third["outcome"], third["closed"]) == ("open", None)


@pytest.mark.parametrize("written", [hyperkitty, groupsio])
def test_whatever_archiver_wrote_it_down_it_is_the_same(tmp_path, written):
    assert played(STORY, tmp_path, written=written) == played(STORY, tmp_path)


def test_the_same_mails_in_several_archives_act_once(tmp_path):
    def thrice(story):
        return pipermail(story) + hyperkitty(story) + groupsio(story)

    assert played(STORY, tmp_path, written=thrice) == played(STORY, tmp_path)


def test_the_order_in_the_files_changes_nothing(tmp_path):
    assert played(STORY[::-1], tmp_path) == played(STORY, tmp_path)


def test_a_thread_may_cross_months_and_files(tmp_path):
    (tmp_path / "2026-January.mbox").write_bytes(pipermail(STORY[:6]))
    (tmp_path / "2026-February.mbox").write_bytes(pipermail(STORY[6:]))
    (tmp_path / "charter.toml").write_text(RULES, encoding="utf-8")
    names = ["2026-February.mbox", "2026-January.mbox"]
    ran = CliRunner().invoke(
        app, ["rehearse", *(str(tmp_path / name) for name in names), "--charter", str(tmp_path / "charter.toml")]
    )
    assert ran.exit_code == 0
    assert [line for line in ran.stdout.splitlines() if '"outcome": "adopted"' in line]
    assert len(ran.stdout.splitlines()) == 3


def test_an_archive_may_be_packed_and_hold_sentences_that_begin_as_envelopes_do(tmp_path):
    text = "+1\n\nFrom now on I shall test on Linux too.\n\nFrom 10:00 on I am away."
    vote = Told("v", "Ben", 5, ANSWER, text, ("open",))
    plain = pipermail(after(vote)).replace(b"\n>From ", b"\nFrom ")
    (tmp_path / "2026-January.txt.gz").write_bytes(gzip.compress(plain))
    read = list(mails(tmp_path / "2026-January.txt.gz"))
    assert len(read) == 2
    assert b"From 10:00 on" in read[1].data


def test_a_result_is_talk_whatever_stands_in_it(tmp_path):
    tally = Told("r", "Ben", 5, "[RESULT] [VOTE] Release Quill 1.2", "+1\n\n+1 votes: Ada, Ben", ("open",))
    assert counted(played(after(tally), tmp_path)[0]) == {}
    answered = replace(tally, subject="[RESULT] Re: [VOTE] Release Quill 1.2")
    assert counted(played(after(answered), tmp_path)[0]) == {}


def test_an_answer_to_a_result_is_no_clear_vote(tmp_path):
    result = replace(STORY[9], hours=5)
    thanks = Told("t", "Ben", 6, "Re: [RESULT][VOTE] Release Quill 1.2", "+1", ("open", "result"))
    (decision,) = played(after(result, thanks), tmp_path)
    assert counted(decision) == {}


def test_a_tally_in_a_mail_is_no_vote(tmp_path):
    for text in ("+1 votes: Ada, Ben", "So far: +1 from Ada and Ben, -1 from Cleo.", "We have three +1 now."):
        assert counted(played(after(Told("t", "Ben", 5, ANSWER, text, ("open",))), tmp_path)[0]) == {}, text


@pytest.mark.parametrize("tag", ["[CANCEL]", "[CANCELED]", "[CANCELLED]", "[cancelled]"])
def test_its_opener_takes_a_decision_back(tmp_path, tag):
    back = Told("c", "Ada", 5, f"{tag} [VOTE] Release Quill 1.2", "A bug.", ("open",))
    assert played(after(back), tmp_path)[0]["outcome"] == "withdrawn"
    assert played(after(replace(back, answers=())), tmp_path)[0]["outcome"] == "withdrawn"
    assert played(after(replace(back, who="Ben")), tmp_path)[0]["outcome"] == "open"
    assert played(after(replace(back, who="Ben", answers=())), tmp_path)[0]["outcome"] == "open"


def test_another_round_in_the_thread_of_the_first_is_a_decision_of_its_own(tmp_path):
    again = Told("again", "Ada", 5, "[VOTE] Release Quill 1.2 (take 2)", "Once more.", ("open",))
    vote = Told("v", "Ben", 6, "Re: [VOTE] Release Quill 1.2 (take 2)", "+1", ("open", "again"))
    first, second = played(after(again, vote), tmp_path)
    assert (counted(first), counted(second)) == ({}, {"ben": "agree"})


def test_an_answer_without_any_reference_is_no_act(tmp_path):
    (decision,) = played(after(Told("v", "Ben", 5, ANSWER, "+1")), tmp_path)
    assert (decision["ballots"], decision["doubtful"]) == ([], [])


def test_an_answer_to_a_mail_that_is_only_a_ballot_is_one_too(tmp_path):
    first = Told("v", "Ben", 5, ANSWER, "+1", ("open",))
    second = Told("w", "Cleo", 6, ANSWER, "+1", ("open", "v"))
    assert counted(played(after(first, second), tmp_path)[0]) == {"ben": "agree", "cleo": "agree"}


def test_a_plus_one_to_a_plus_one_to_something_else_is_asked_back(tmp_path):
    other = Told("o", "Emil", 4, ANSWER, "Let us wait for the licence.", ("open",))
    first = Told("v", "Ben", 5, ANSWER, "+1", ("open", "o"))
    second = Told("w", "Cleo", 6, ANSWER, "+1", ("open", "o", "v"))
    (decision,) = played(after(other, first, second), tmp_path)
    assert (counted(decision), asked(decision)) == ({}, ["ben", "cleo"])


def test_a_form_filled_in_counts_and_one_that_is_quoted_is_asked_back(tmp_path):
    form = "[x] +1 release it\n[ ] 0\n[ ] -1 do not, because..."
    quoted = "\n".join(f"> {line}" for line in ("Ben Example wrote:", *form.split("\n")))
    mine = Told("v", "Ben", 5, ANSWER, form, ("open",))
    another = Told("w", "Cleo", 6, ANSWER, quoted, ("open",))
    (decision,) = played(after(mine, another), tmp_path)
    assert counted(decision) == {"ben": "agree"}


def test_the_last_clear_vote_counts(tmp_path):
    votes = (Told("v", "Ben", 5, ANSWER, "+1", ("open",)), Told("w", "Ben", 6, ANSWER, "-1", ("open",)))
    assert counted(played(after(*votes), tmp_path)[0]) == {"ben": "disagree"}


def test_too_few_extend_a_decision_from_its_deadline_however_long_the_silence(tmp_path):
    vote = Told("v", "Ben", 5, ANSWER, "+1", ("open",))
    much_later = Told("n", "Cleo", 24 * 40, "Something else", "Hello.")
    (decision,) = played(after(vote, much_later), tmp_path)
    assert (decision["outcome"], decision["closed"]) == ("inquorate", "2026-01-11T10:00:00Z")


HEARD = CHARTER.format(method="consensus").replace(
    "hearings = 0\nfallback", 'hearing = "2 days"\nhearings = 1\nfallback'
)


def test_an_objection_is_heard_before_it_blocks(tmp_path):
    objection = Told("w", "Cleo", 71, ANSWER, "object: the licence is wrong", ("open",))
    votes = [Told(f"v{who}", who, 5, ANSWER, "+1", ("open",)) for who in ("Ben", "Dora", "Emil", "Finn")]
    before = Told("n", "Dora", 90, "Something else", "Hello.")
    (decision,) = played(after(*votes, objection, before), tmp_path, charter=HEARD)
    assert (decision["outcome"], decision["closed"]) == ("hearing", None)
    end = Told("m", "Dora", 24 * 20, "Something else", "Hello again.")
    (decision,) = played(after(*votes, objection, before, end), tmp_path, charter=HEARD)
    assert decision["closed"] == "2026-01-10T09:00:01Z"
    assert decision["outcome"] == "adopted"  # the objection was not kept up


def test_a_poll_is_counted_in_the_order_that_its_voters_gave(tmp_path):
    text = "options:\n  A. In house\n  B. In Leeds\n\nWhere?"
    opening = Told("poll", "Ada", 0, "[POLL] Where do we print?", text)
    votes = [
        Told("b", "Ben", 1, "Re: [POLL] Where do we print?", "B > A", ("poll",)),
        Told("c", "Cleo", 2, "Re: [POLL] Where do we print?", "[2] A. In house\n[1] B. In Leeds", ("poll",)),
        Told("d", "Dora", 3, "Re: [POLL] Where do we print?", "A > D", ("poll",)),
        Told("n", "Ben", 24 * 20, "Something else", "Hello."),
    ]
    (decision,) = played([opening, *votes], tmp_path)
    assert counted(decision) == {"ben": "B > A", "cleo": "B > A"}
    assert [each["code"] for each in decision["refused"]] == ["V05"]


def test_with_a_roll_only_its_members_count(tmp_path):
    votes = [Told(who, who, 5, ANSWER, "+1", ("open",)) for who in ("Ben", "Cleo")]
    (decision,) = played(after(*votes), tmp_path, numbers={"ada@example.org": 1, "ben@example.org": 2})
    assert counted(decision) == {"ben": "agree"}
    assert [each["code"] for each in decision["refused"]] == ["V01"]


def test_addresses_of_one_member_have_one_vote(tmp_path):
    votes = [Told(who, who, 5, ANSWER, "+1", ("open",)) for who in ("Ben", "Cleo")]
    numbers = {"ada@example.org": 1, "ben@example.org": 2, "cleo@example.org": 2}
    assert len(played(after(*votes), tmp_path, numbers=numbers)[0]["ballots"]) == 1


def test_a_majority_counts_by_its_own_words(tmp_path):
    votes = [Told(who, who, 5, ANSWER, vote, ("open",)) for who, vote in (("Ben", "+1"), ("Cleo", "-1"), ("Dora", "0"))]
    charter = CHARTER.format(method="majority")
    end = Told("n", "Ben", 200, "Hello", "Hello.")
    (decision,) = played([*after(*votes), end], tmp_path, charter=charter)
    assert counted(decision) == {"ben": "for", "cleo": "against", "dora": "abstain"}
    assert decision["outcome"] == "not adopted"


def test_keys_that_are_not_built_are_named_and_stop_nothing(tmp_path):
    unbuilt = RULES + '[trust]\nproof = "dkim"\n[labour]\nrest = "3 days"\n'
    decisions, notes = rehearsal(STORY, tmp_path, charter=unbuilt)
    assert [each["outcome"] for each in decisions] == ["adopted", "withdrawn", "open"]
    assert not [note for note in notes if "trust" in note]


def test_what_the_charter_does_not_let_open_is_told(tmp_path):
    decisions, notes = rehearsal(STORY, tmp_path, charter=RULES + '[opening]\nby = "moderators"\n')
    assert decisions == []
    assert [note for note in notes if note.startswith("not opened: [VOTE] Release Quill 1.2 (ada@example.org")]


def test_an_archive_without_mails_has_no_decisions(tmp_path):
    (tmp_path / "empty").mkdir()
    assert rehearse([], rules()).decisions == []


def test_receipt_is_the_topmost_received_else_the_from_line_else_the_date():
    top = "Received: from a by b; Mon, 5 Jan 2026 12:00:00 +0100"
    below = "Received: from c by a; Mon, 5 Jan 2026 09:00:00 +0000"
    dated = "Date: Mon, 5 Jan 2026 08:00:00 +0000"
    line = "From ada at example.org  Mon Jan  5 10:00:00 2026"
    assert received(letter(top, below, dated), line) == BEGAN + timedelta(hours=1)
    assert received(letter(dated), line) == BEGAN
    assert received(letter("Received: nonsense", dated), line) == BEGAN
    assert received(letter(dated), "From ada@example.org Mon Jan 05 11:00:00 +0100 2026") == BEGAN
    assert received(letter(dated), "") == BEGAN - timedelta(hours=2)
    assert received(letter(dated), "From nobody") == BEGAN - timedelta(hours=2)
    assert received(letter("Subject: x"), "") is None


def test_a_mail_whose_clock_is_slow_is_still_read_after_the_one_that_it_answers(tmp_path):
    answer = Told("w", "Cleo", 5, ANSWER, "+1", ("open", "v"))
    vote = Told("v", "Ben", 6, ANSWER, "+1", ("open",))
    assert counted(played(after(answer, vote), tmp_path)[0]) == {"ben": "agree", "cleo": "agree"}


def test_mail_by_programs_is_left_out(tmp_path):
    away = Told("v", "Ben", 5, f"Automatic reply: {OPENS}", "+1" + QUOTE, ("open",))
    decisions, notes = rehearsal(after(away), tmp_path)
    assert counted(decisions[0]) == {}
    assert "left out, sent by a program: 1" in notes


def test_a_charter_with_faults_is_refused(tmp_path):
    (tmp_path / "charter.toml").write_text("[group]\nname = 3\n", encoding="utf-8")
    (tmp_path / "archive.mbox").write_bytes(pipermail(STORY))
    ran = CliRunner().invoke(
        app, ["rehearse", str(tmp_path / "archive.mbox"), "--charter", str(tmp_path / "charter.toml")]
    )
    assert ran.exit_code == 1
    assert "charter.toml" in ran.stderr


def test_where_posters_are_the_members_the_archive_is_counted_as_the_service_would_have(tmp_path):
    charter = RULES.replace("[members]", '[members]\nsource = "posters"\nafter = "14 days"')
    early = [Told(f"{who}1", who, -24 * 20, "Paper", "Hello.") for who in ("Ada", "Ben")]
    later = [Told(f"{who}2", who, -24 * 2, "Paper", "Hello again.") for who in ("Ada", "Ben")]
    votes = [Told(f"v{who}", who, 5, ANSWER, "+1", ("open",)) for who in ("Ben", "Cleo")]
    (decision,) = played([*early, *later, *after(*votes)], tmp_path, charter=charter)
    assert counted(decision) == {"ben": "agree"}
    assert [each["code"] for each in decision["refused"]] == ["V01"]

"""The golden mails, read by the same path as `listvote read`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from listvote import charter as charters
from listvote.charter import Charter
from listvote.flow.trial import Trial, options_of, told, try_mail

FOLDER = Path(__file__).parent.parent / "cases" / "mail"
CASES = sorted(path.parent for path in FOLDER.glob("*/want.json"))


@cache
def charter(languages: tuple[str, ...], words: str, post: str) -> Charter:
    """A charter of a list with these languages and this address."""
    found = charters.parse(
        f'[group]\nname = "press"\npost = "{post}"\nlist_id = "press.lists.example.org"\n'
        f"languages = {json.dumps(languages)}\nwords = {json.dumps(words)}\n"
    )
    assert isinstance(found, Charter), found
    return found


def wanted(case: Path) -> dict[str, Any]:
    """What has to be read."""
    made: dict[str, Any] = json.loads((case / "want.json").read_text(encoding="utf-8"))
    return made


def read(case: Path) -> dict[str, Any]:
    """What is read, with the keys of a want.json."""
    tried = wanted(case).get("tried", {})
    rules = None
    if "languages" in tried or "words" in tried:
        languages = tuple(tried.get("languages", ("en",)))
        rules = charter(languages, tried.get("words", "plain"), tried.get("post", "press@groups.io"))
    trial = Trial(tried.get("method", "consensus"), options_of(tried.get("options", ())), rules)
    found = told(try_mail((case / "mail.eml").read_bytes(), trial))
    return {
        "verdict": found["verdict"],
        "author": found["author"]["address"],
        "acts": [
            {"position": act["position"], "clarity": "refused" if act.get("faults") else act["clarity"]}
            for act in found["acts"]
        ],
        "own_text": found["own_text"],
    }


def same(want: dict[str, Any], got: dict[str, Any]) -> bool:
    """Whether what was read is what had to be; the position of a doubtful act may be left open."""
    expected = [
        act | ({"position": None} if asked["position"] is None else {})
        for act, asked in zip(got["acts"], want["acts"], strict=False)
    ]
    return (
        expected == want["acts"]
        and len(got["acts"]) == len(want["acts"])
        and all(got[key] == want[key] for key in ("verdict", "author", "own_text"))
    )

"""Where the list's footer begins, and where none does."""

from __future__ import annotations

import pytest

from listvote.mail.dialects.footers import footer_start

BAR = "-=-=-=-=-=-=-=-=-=-=-=-"
GROUPSIO_TAIL = f"""\
View/Reply Online (#61): https://groups.io/g/press/message/61
Mute This Topic: https://groups.io/mt/1234567/7654321
Group Owner: press+owner@groups.io
Unsubscribe: https://groups.io/g/press/leave/1/2/3/xyzzy [ada@example.org]
{BAR}"""
FOOTERS = {
    "groups.io": f"{BAR}\nGroups.io Links: You receive all messages sent to this group.\n{GROUPSIO_TAIL}",
    "groups.io, the oldest": f"{BAR}\nGroups.io Links: You receive all messages sent to this group.\n\n{GROUPSIO_TAIL}",
    "groups.io with hashtags": f"{BAR}\nGroups.io Links: You receive all messages sent to this group.\n"
    "View/Reply Online (#61): https://groups.io/g/press/message/61\n"
    f"Mute #votes:https://groups.io/g/press/mutehashtag/votes\n{BAR}",
    "groups.io with the group's own rules": f"{BAR}\nGroups.io Links: You receive all messages sent to this group.\n"
    f"{GROUPSIO_TAIL}\n\nPOSTING RULES & NOTES\n#1 YOU MUST clip all extraneous text.\n{BAR}",
    "groups.io, made from HTML": "_._,_._,_\nGroups.io Links:\n\nYou receive all messages sent to this group.",
    "Google Groups": "-- \nYou received this message because you are subscribed to the Google Groups \"press\" group.\n"
    "To unsubscribe from this group and stop receiving emails from it, send an email to "
    "press+unsubscribe@googlegroups.com.\n"
    "To view this discussion visit https://groups.google.com/d/msgid/press/1%40example.org.",
    "Google Groups, older": "--\n"
    "You received this message because you are subscribed to a topic in the Google Groups.\n"
    "To unsubscribe from this topic, visit https://groups.google.com/d/topic/press/1/unsubscribe.",
    "Google Groups in German": "-- \n"
    "Sie erhalten diese Nachricht, weil Sie in Google Groups E-Mails von der Gruppe abonniert haben.",
    "Mailman 2.1": "_" * 47 + "\npress mailing list\npress@lists.example.org\nhttps://lists.example.org/listinfo/press",
    "Mailman 3": "_" * 47 + "\npress mailing list -- press@lists.example.org\n"
    "To unsubscribe send an email to press-leave@lists.example.org",
    "Mailman in French": "_" * 47 + "\nListe de diffusion press\npress@lists.example.org",
    "Sympa": "------\nSe désabonner :\nhttps://lists.example.org/sympa/signoff/press",
    "LISTSERV": "#" * 72 + "\n\nTo unsubscribe from the PRESS list, click the following link:\n"
    "http://lists.example.org/wa?SUBED1=PRESS&A=1\n" + "#" * 72,
    "ezmlm": "-" * 69 + "\nTo unsubscribe, e-mail: press-unsubscribe@lists.example.org\n"
    "For additional commands, e-mail: press-help@lists.example.org",
    "mlmmj": "-- \nUnsubscribe instructions: E-mail to press+unsubscribe@lists.example.org",
}  # fmt: skip
OWN = [
    "",
    "agree",
    "-- \nAda Example\nExample Press, Dublin",
    "--\nYou received more than I did.",
    "-----\nI want to unsubscribe from this idea.",
    "_" * 32 + "\nFrom: Ada <ada@example.org>",
    "_" * 47 + "\nHere is my text under a line.",
    "#" * 30 + "\n# A heading",
    f"{BAR}\nmy own ornament",
    "Groups.io Links: You receive all messages sent to this group.",
    "To unsubscribe, e-mail: press-unsubscribe@lists.example.org",
    BAR,
    "-----\nagree\nsee https://lists.example.org/sympa/info/press",
    "---\nagree\n-- \nAda\nhttps://example.org",
]


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
@pytest.mark.parametrize("above", ["", "agree\n\n", "-- \nAda\n", "* * *\nagree\n---\n"])
def test_the_footer_begins_at_its_line(above, footer):
    lines = (above + footer).split("\n")
    assert footer_start(lines) == above.count("\n")


@pytest.mark.parametrize("text", OWN)
def test_what_people_write_is_no_footer(text):
    assert footer_start(text.split("\n")) is None


def test_many_separators_cost_no_more_than_their_lines():
    assert footer_start(["-- ", "unsubscribe " * 1_000] * 10_000) is None

"""From a person's own lines to what they ask for.

Reading is a pure function of the lines, the subject and what is open; it never raises, and its work is linear in the
length of the mail. Where it is not sure it says so: a vote is never guessed.
"""

from __future__ import annotations

from listvote.mail.grammar.reading import only_courtesy, read, read_lines
from listvote.mail.grammar.when import Day, When, when

__all__ = ["Day", "When", "only_courtesy", "read", "read_lines", "when"]

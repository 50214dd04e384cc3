"""Parameters, and the parts that Python's own library writes, found again."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listvote.mail.mime import read_parameters
from tests.mail.letters import read

VISIBLE = st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" ")
TEXTS = st.text(VISIBLE, min_size=1, max_size=200).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("value", "name", "content"),
    [
        ('text/plain; charset="utf-8"', "charset", "utf-8"),
        ("text/plain;CHARSET=utf-8;format=flowed", "charset", "utf-8"),
        ("text/plain; charset = utf-8 ; x=y", "charset", "utf-8"),
        ('a/b; name="a;b=\\"c\\""', "name", 'a;b="c"'),
        ("a/b; name=two words", "name", "two words"),
        ("a/b; name*=utf-8''r%C3%B6ll", "name", "röll"),
        ("a/b; name*0*=utf-8''r%C3%B6; name*1=ll; name*2*=%2E", "name", "röll."),
        ("a/b; name*1=b; name*0=a", "name", "ab"),
        ("a/b; name==?utf-8?q?r=C3=B6ll?=", "name", "röll"),
        ('a/b; name="open', "name", "open"),
        ("a/b; name=first; name=second", "name", "first"),
        ("a/b; name*9999=x; name=y", "name", "y"),
        ("a/b", "name", None),
        (";;;", "name", None),
    ],
)
def test_parameters_are_read(value, name, content):
    assert read_parameters(value)[1].get(name) == content


def test_the_first_word_is_in_lower_case():
    assert read_parameters("Text/PLAIN ; a=b")[0] == "text/plain"


@given(TEXTS, TEXTS, TEXTS, st.binary(max_size=100), st.sampled_from(["7bit", "quoted-printable", "base64", "8bit"]))
@settings(max_examples=150)
def test_what_the_standard_library_writes_is_read_back(subject, text, html, data, encoding):
    written = EmailMessage()
    written["Subject"] = subject
    written.set_content(text, cte=None if encoding == "7bit" else encoding)
    written.add_alternative(f"<p>{len(html)}</p>", subtype="html")
    written.add_attachment(data, maintype="application", subtype="octet-stream", filename="röll.bin")
    mail = read(bytes(written))
    assert mail.subject.split() == _seen(subject).split()
    assert mail.text.split() == _seen(text).split()
    assert [(one.filename, one.data) for one in mail.attachments] == [("röll.bin", data)]


def _seen(text: str) -> str:
    return text.replace("\u00a0", " ")

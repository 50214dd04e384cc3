"""format=flowed text (RFC 3676): lines that a mail program broke are joined again."""

from __future__ import annotations

SIGNATURE_MARK = "-- "


def unflow(text: str, delsp: bool = False) -> str:
    """Undo format=flowed: join soft-broken lines of the same quote depth and take out the space-stuffing.

    `text` has LF line ends. `delsp` is the parameter DelSp: the space before a soft break was only added for it.
    Quoted lines come back with one `>` a level and a space. The signature line `-- ` is never joined to anything
    (RFC 3676 section 4.3).
    """
    out: list[str] = []
    paragraph: list[str] = []
    depth_before = 0

    def finish() -> None:
        if paragraph:
            out.append(_quoted(depth_before, "".join(paragraph)))
            paragraph.clear()

    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        if paragraph and (depth != depth_before or not content):  # an empty line parts paragraphs, whatever precedes it
            finish()
        depth_before = depth
        if content == SIGNATURE_MARK:
            finish()
            out.append(_quoted(depth, content))
        elif content.endswith(" "):
            paragraph.append(content[:-1] if delsp else content)
        else:
            paragraph.append(content)
            finish()
    finish()
    return "\n".join(out)


def _quoted(depth: int, content: str) -> str:
    line = content if content == SIGNATURE_MARK else content.rstrip(" ")
    return ">" * depth + (" " if depth and line else "") + line

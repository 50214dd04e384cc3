"""What of an HTML element its reader sees: hiding styles, and text in the colour of its ground."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

WHITE: Final = "#ffffff"
_COLOURS: Final = {"white": WHITE, "snow": "#fffafa", "black": "#000000", "rgb(255,255,255)": WHITE}
_ZERO = re.compile(r"(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|ex|ch|%|vw|vh)?")
_FAR_OFF = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em)?")


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks at one place of a document: its colour, its ground, whether its letters have any size."""

    colour: str = "#000000"
    ground: str = WHITE
    sized: bool = True

    @property
    def shows(self) -> bool:
        """Whether a reader sees text of this look."""
        return self.sized and self.colour not in (self.ground, "transparent")


def read_style(style: str) -> dict[str, str]:
    """The declarations of a style attribute: names and values in lower case, values without blanks."""
    declared = {}
    for one in style.lower().split(";"):
        name, _, value = one.partition(":")
        declared[name.strip()] = re.sub(r"\s|!important", "", value)
    return declared


def hides(attributes: Mapping[str, str | None], style: Mapping[str, str]) -> bool:
    """Whether the element and all in it is invisible; colour and size, which what is in it may change, apart."""
    if "hidden" in attributes or style.get("display") == "none" or style.get("mso-hide") == "all":
        return True
    if any("line-through" in style.get(name, "") for name in ("text-decoration", "text-decoration-line")):
        return True  # taken back, as with <s>
    if style.get("visibility") in ("hidden", "collapse") or _ZERO.fullmatch(style.get("opacity", "1")):
        return True
    clipped = style.get("overflow") == "hidden" and any(
        _ZERO.fullmatch(style.get(side, "auto")) for side in ("height", "width", "max-height", "max-width")
    )
    away = any(_FAR_OFF.fullmatch(style.get(name, "")) for name in ("text-indent", "left", "top", "margin-left"))
    return clipped or away


def look(before: Look, attributes: Mapping[str, str | None], style: Mapping[str, str]) -> Look:
    """How text in an element looks, given how it looked around the element."""
    colour = _colour(style.get("color") or attributes.get("color") or "")
    ground = _colour(
        style.get("background-color") or style.get("background") or attributes.get("bgcolor") or "",
    )
    size = style.get("font-size", "")
    after = before
    if colour and colour != "inherit":
        after = replace(after, colour=colour)
    if ground and ground not in ("inherit", "transparent", "none", "initial"):
        after = replace(after, ground=ground)
    if size:
        after = replace(after, sized=not _ZERO.fullmatch(size))
    return after


def _colour(written: str) -> str:
    value = re.sub(r"\s", "", written.lower())
    value = _COLOURS.get(value, value)
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return "#" + "".join(2 * digit for digit in value[1:])
    return f"#{value}" if re.fullmatch(r"[0-9a-f]{6}", value) else value
